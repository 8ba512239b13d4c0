"""Pictures that are too large, or hold something that runs."""

from __future__ import annotations

from collections.abc import Iterator

from press.checks.context import Context
from press.checks.rule import Rule
from press.compile import picture_problems
from press.publication import Problem

_ID = "picture"


def _find(context: Context) -> Iterator[Problem]:
    yield from picture_problems(context.publication.settings, context.publication.sources)


RULE = Rule(
    id=_ID,
    catches="Pictures of more than 50 million pixels or 20 MB, and SVG with scripts or the like.",
    mend="Save the picture smaller, or as plain SVG or PNG.",
    find=_find,
)
