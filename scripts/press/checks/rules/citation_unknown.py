"""Citations of works that are not in the bibliography."""

from __future__ import annotations

from collections.abc import Iterator

from press.checks.context import Context
from press.checks.rule import Rule
from press.compile import unknown_citations
from press.publication import DigestMeta, Problem

_ID = "citation-unknown"


def _find(context: Context) -> Iterator[Problem]:
    for source in context.sources:
        yield from unknown_citations(source, context.bibliography, context.body)
    for digest in context.digests:
        for field, key in _named(digest.meta):
            if key not in context.bibliography.entries:
                message = f"the citekey `{key}` is not in the bibliography"
                yield digest.source.problem(field, _ID, message, context.bibliography.nearest(key))


def _named(meta: DigestMeta) -> Iterator[tuple[str, str]]:
    """Yield each front-matter key that names a work, with the citekey it names."""
    yield "study", meta.study
    for index, estimate in enumerate(meta.estimates):
        yield f"estimates.{index}.source.cite", estimate.source.cite
    others = [(f"numbers.{index}.cite", item.cite) for index, item in enumerate(meta.numbers)]
    others += [(f"timeline.{index}.cite", item.cite) for index, item in enumerate(meta.timeline)]
    yield from ((field, key) for field, key in others if key)


RULE = Rule(
    id=_ID,
    catches="A citekey in a text or in the front matter that no BibTeX file holds.",
    mend="Correct the key, or add the entry to a file in bib/.",
    find=_find,
)
