"""Issues that name digests which cannot stand in them."""

from __future__ import annotations

from collections.abc import Iterator

from press.checks.context import Context
from press.checks.rule import Rule
from press.compile import issue_problems
from press.publication import Problem

_ID = "issue-reference"


def _find(context: Context) -> Iterator[Problem]:
    numbers: dict[int, str] = {}
    for issue in context.publication.issues:
        yield from issue_problems(context.publication, issue)
        first = numbers.setdefault(issue.meta.number, issue.source.path)
        if first != issue.source.path:
            message = f"the number {issue.meta.number} is already that of {first}"
            yield issue.source.problem(
                "number", _ID, message, "give each issue a number of its own"
            )


RULE = Rule(
    id=_ID,
    catches="An issue with an unknown, unpublished or repeated digest, or with a used number.",
    mend="Correct the slug, publish the digest, or take it out of the issue.",
    find=_find,
)
