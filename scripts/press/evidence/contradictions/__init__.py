"""What contradicts itself inside a text about a study, with and without a record of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from press.evidence.contradictions import (
    authors,
    designs,
    headings,
    journals,
    links,
    numbers,
    overlap,
    references,
    residue,
    years,
)
from press.evidence.contradictions.telling import Telling, Told, of_digest, of_item, of_page
from press.evidence.finding import Finding, RuleNote

__all__ = ["RULES", "Telling", "Told", "contradictions", "of_digest", "of_item", "of_page"]

RULES: tuple[RuleNote, ...] = (
    references.MISSING,
    references.UNREAD,
    references.TITLE,
    journals.NOTE,
    designs.NOTE,
    designs.CONTROL,
    authors.NOTE,
    authors.SAME,
    years.NOTE,
    numbers.NOTE,
    headings.NOTE,
    residue.NOTE,
    residue.CHIPS,
    links.NONE,
    links.BROKEN,
    links.TRACKING,
    links.QUERY,
    overlap.NOTE,
)
_EACH = (references, journals, designs, authors, years, headings, residue, links)


def contradictions(tellings: Sequence[Telling]) -> Iterator[Finding]:
    """Yield what contradicts itself in each text, and between two of them; no record is asked."""
    for telling in tellings:
        for rule in _EACH:
            yield from rule.find(telling)
    yield from authors.find_same(tellings)
    yield from numbers.find_same(tellings)
