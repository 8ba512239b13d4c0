"""Front matter that does not fit its model."""

from __future__ import annotations

from collections.abc import Iterable

from press.checks.context import Context
from press.checks.rule import Rule
from press.publication import Problem


def _find(context: Context) -> Iterable[Problem]:
    return context.publication.problems


RULE = Rule(
    id="schema",
    catches="Front matter with missing, unknown, repeated or wrong keys and values.",
    mend="Correct the key; the authors' guide and `press schema` list what is allowed.",
    find=_find,
)
