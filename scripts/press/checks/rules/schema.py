"""Front matter that does not fit its model, and a citation style that does not exist."""

from __future__ import annotations

from collections.abc import Iterator

from press.bibliography import style
from press.checks.context import Context
from press.checks.rule import Rule
from press.checks.signing import void_signatures
from press.publication import PressError, Problem
from press.publication.storage.resolver import RULE as FILE


def _find(context: Context) -> Iterator[Problem]:
    yield from (one for one in context.publication.problems if one.rule != FILE)
    yield from void_signatures(context.publication, context.bibliography)
    settings = context.publication.settings
    try:
        style(settings.style, settings.root)
    except PressError as error:
        yield from error.problems


RULE = Rule(
    id="schema",
    catches="Front matter with missing, unknown or wrong keys and values; an unknown style.",
    mend="Correct the key; the authors' guide and `press schema` list what is allowed.",
    find=_find,
)
