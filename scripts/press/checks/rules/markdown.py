"""Text that Markdown cannot bear: nested too deep, or more work than its length calls for."""

from __future__ import annotations

from collections.abc import Iterator

from press.checks.context import Context
from press.checks.rule import Rule
from press.publication import Problem


def _find(context: Context) -> Iterator[Problem]:
    for source in context.sources:
        context.body(source)
        if source.path in context.unrendered:
            yield context.unrendered[source.path]


RULE = Rule(
    id="markdown",
    catches="Text nested too deeply, or with so much left open that it would take minutes to read.",
    mend="Close brackets, quotes and tags; divide what is long by blank lines.",
    find=_find,
)
