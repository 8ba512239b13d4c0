"""What may not stand in a text, because it could do harm where it is read."""

from __future__ import annotations

from collections.abc import Iterator

from press.checks.context import Context
from press.checks.rule import Rule
from press.publication import Problem

_ID = "markup-unsafe"


def _find(context: Context) -> Iterator[Problem]:
    return (problem for problem in context.unsafe if problem.rule == _ID)


RULE = Rule(
    id=_ID,
    catches="HTML that could run, load or attach something.",
    mend="Write it in Markdown, or take it out; the guide says what may stand in a text.",
    find=_find,
)
