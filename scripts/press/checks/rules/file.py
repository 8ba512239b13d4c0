"""Files that lie among the publication's and are not part of it, and those named from outside."""

from __future__ import annotations

from collections.abc import Iterator

from press.checks.context import Context
from press.checks.rule import Rule
from press.compile import include_problems
from press.publication import Problem
from press.publication.storage.resolver import RULE as ID


def _find(context: Context) -> Iterator[Problem]:
    yield from (one for one in context.publication.problems if one.rule == ID)
    for source in context.sources:
        yield from include_problems(context.publication.settings, source)


RULE = Rule(
    id=ID,
    catches="Links that lead out of the publication, pipes, sockets and devices, hidden files.",
    mend="Put the file itself into docs/ or bib/, under a name without a dot in front.",
    find=_find,
)
