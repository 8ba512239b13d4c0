"""Numbers that cannot be, and numbers that hardly can; see press.evidence.numbers."""

from __future__ import annotations

from collections.abc import Iterator

from press.checks.context import Context
from press.checks.rule import Rule
from press.evidence.numbers import NOTES, check_digest
from press.publication import Problem


def _find(context: Context) -> Iterator[Problem]:
    for digest in context.digests:
        for finding in check_digest(digest):
            yield finding.problem()


RULE = Rule(
    id="numbers",
    catches="Numbers that no study of that size can give, or that contradict each other.",
    mend="Look the numbers up in their source, and correct the one that is wrong.",
    find=_find,
    warns_in_drafts=True,
    notes=NOTES,
)
