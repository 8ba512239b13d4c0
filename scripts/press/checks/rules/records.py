"""References that a record contradicts; what nobody has confirmed yet is for the release."""

from __future__ import annotations

from collections.abc import Iterator

from press.checks.context import Context
from press.checks.rule import Rule
from press.evidence.finding import Finding
from press.evidence.lock.file import lock_path, read_lock
from press.evidence.states.state import State, state, state_rule
from press.evidence.states.words import NOTES, state_findings
from press.publication import Problem

_GRAVE = frozenset({"differs", "not found"})  # states of which there may be errors to tell


def _find(context: Context) -> Iterator[Problem]:
    bibliography = context.bibliography
    suspects = [
        bibliography.entries[key]
        for key, checked in bibliography.checked.items()
        if checked.state in _GRAVE or checked.retracted
    ]
    if not suspects:
        return  # the lock was read for the bibliography already
    lock, _ = read_lock(lock_path(context.publication.settings))
    for entry in suspects:
        found = state(entry, lock.get(entry.key))
        for finding in state_findings(entry, found):
            if finding.severity == "error" and not _is_accepted(context, found, finding):
                yield finding.problem()


def _is_accepted(context: Context, found: State, finding: Finding) -> bool:
    """Tell whether somebody has signed off this very work, as it is or as retracted.

    Who accepts an entry's state has not accepted that the work is retracted, nor the reverse.
    """
    retracted = finding.rule == "record-retracted"
    rule = finding.rule if retracted else state_rule(found.name)
    return any(
        one.cite == found.key and one.rule == rule for _, one in context.publication.accepted
    )


RULE = Rule(
    id="records",
    catches="A reference that differs from its record, has none, or is retracted.",
    mend="Take what the record says, or correct the identifier.",
    find=_find,
    notes=NOTES,
)
