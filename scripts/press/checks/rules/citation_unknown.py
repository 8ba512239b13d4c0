"""Citations of works that are not in the bibliography."""

from __future__ import annotations

from collections.abc import Iterator

from press.checks.context import Context
from press.checks.rule import Rule
from press.compile import unknown_citations
from press.publication import Problem

_ID = "citation-unknown"


def _find(context: Context) -> Iterator[Problem]:
    for source in context.sources:
        yield from unknown_citations(source, context.bibliography, context.renderer)
    for digest in context.digests:
        keys = [("study", digest.meta.study)]
        keys += [
            (f"estimates.{index}.source.cite", estimate.source.cite)
            for index, estimate in enumerate(digest.meta.estimates)
        ]
        for field, key in keys:
            if key not in context.bibliography.entries:
                message = f"the citekey `{key}` is not in the bibliography"
                yield digest.source.problem(field, _ID, message, context.bibliography.nearest(key))


RULE = Rule(
    id=_ID,
    catches="A citekey in a text, in `study` or in an estimate's source that no BibTeX file holds.",
    mend="Correct the key, or add the entry to a file in bib/.",
    find=_find,
)
