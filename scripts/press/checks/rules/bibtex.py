"""Bibliography files that cannot be read whole."""

from __future__ import annotations

from collections.abc import Iterable

from press.checks.context import Context
from press.checks.rule import Rule
from press.publication import Problem


def _find(context: Context) -> Iterable[Problem]:
    return context.bibliography.problems


RULE = Rule(
    id="bibtex",
    catches="Malformed BibTeX, citekeys that stand twice, entries without title, author or year.",
    mend="Correct the entry at the line that is named.",
    find=_find,
)
