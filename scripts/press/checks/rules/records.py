"""References that a record contradicts; what nobody has confirmed yet is for the release."""

from __future__ import annotations

from collections.abc import Iterator

from press.checks.context import Context
from press.checks.rule import Rule
from press.evidence.finding import Finding
from press.evidence.lock import lock_path, read_lock
from press.evidence.state import State, states
from press.evidence.statetext import NOTES, state_findings
from press.publication import Problem


def _find(context: Context) -> Iterator[Problem]:
    lock, _ = read_lock(lock_path(context.publication.settings))
    entries = context.bibliography.entries
    for key, state in states(context.bibliography, lock).items():
        for finding in state_findings(entries[key], state):
            if finding.severity == "error" and not _is_accepted(context, key, state, finding):
                yield finding.problem()


def _is_accepted(context: Context, key: str, state: State, finding: Finding) -> bool:
    """Tell whether somebody has signed off this very work, as it is or as retracted.

    Who accepts an entry's state has not accepted that the work is retracted, nor the reverse.
    """
    retracted = finding.rule == "record-retracted"
    rule = finding.rule if retracted else f"record-{state.name.replace(' ', '-')}"
    return any(one.cite == key and one.rule == rule for _, one in context.publication.accepted)


RULE = Rule(
    id="records",
    catches="A reference that differs from its record, has none, or is retracted.",
    mend="Take what the record says, or correct the identifier.",
    find=_find,
    notes=NOTES,
)
