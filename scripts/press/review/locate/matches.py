"""Paragraphs of a reviewed file against the paragraphs that were exported.

By bookmark, where the text under it is not another's; by equal text in order; by likeness between
neighbours; else not at all. What a reviewer tracked is compared as it was before.
"""

from __future__ import annotations

from dataclasses import dataclass

from press.review.diff.paragraphs import Method, collapsed, pairs, similarity
from press.review.model.changes import ReviewDocument
from press.review.model.paragraphs import Joined
from press.review.sources.base import Base

# A bookmark that is pasted, or stays where its paragraph was cut, stands round other words.
_STRANGE = 0.3


@dataclass(frozen=True)
class Match:
    """The exported block that a paragraph shows, how it was found, and how alike the texts are."""

    block: str
    method: Method
    similarity: float


@dataclass(frozen=True)
class Matches:
    """The matches of one file.

    `blocks` are by index into `ReviewDocument.before`; `contents` are lines of the contents with
    the block whose heading they repeat; `missing` are exported blocks that the file does not show.
    """

    blocks: dict[int, Match]
    contents: dict[int, str]
    missing: tuple[str, ...]


def matches(document: ReviewDocument, base: Base) -> Matches:
    """Return which exported block each paragraph of a reviewed file shows."""
    blocks = base.manifest.blocks
    shown = [(i, one) for i, one in enumerate(document.before) if _is_text(document, one)]
    headings = {collapsed(b.text): b.id for b in blocks if b.kind[0] == "h"}
    contents = {}
    for i, one in shown:
        head, tab, _ = one.text.rpartition("\t")
        if tab and collapsed(head) in headings:
            contents[i] = headings[collapsed(head)]
    shown = [(i, one) for i, one in shown if i not in contents]
    old, new = [block.text for block in blocks], [one.text for _, one in shown]
    known = _by_bookmark(document, base, [one for _, one in shown])
    found = pairs(old, new, known)
    matched = {
        shown[pair.new][0]: Match(blocks[i].id, pair.method, pair.similarity)
        for i, pair in found.items()
    }
    for i, one in shown:  # a program may have dropped the page numbers
        if i not in matched and collapsed(one.text) in headings:
            contents[i] = headings[collapsed(one.text)]
    missing = tuple(block.id for i, block in enumerate(blocks) if i not in found)
    return Matches(matched, contents, missing)


def _is_text(document: ReviewDocument, joined: Joined) -> bool:
    story = document.paragraphs[joined.indices[0]].story
    return story not in {"header", "footer"} and bool(joined.text.strip())


def _by_bookmark(document: ReviewDocument, base: Base, shown: list[Joined]) -> dict[int, int]:
    """Return the pairs (number of the block, number in `shown`) that bookmarks tell."""
    numbers = {block.id: i for i, block in enumerate(base.manifest.blocks)}
    texts = {collapsed(one.text) for one in shown}
    claims: dict[str, tuple[float, int]] = {}
    for place, joined in enumerate(shown):
        for index in joined.indices:
            for mark in document.paragraphs[index].bookmarks:
                if mark.name not in numbers:
                    continue
                text = collapsed(base.blocks[mark.name].text)
                score = similarity(text, collapsed(joined.text))
                if score < _STRANGE and text in texts:
                    continue
                if score > claims.get(mark.name, (-1.0, 0))[0]:
                    claims[mark.name] = (score, place)
    known: dict[int, int] = {}
    taken: set[int] = set()
    for name, (_, place) in sorted(claims.items(), key=lambda item: -item[1][0]):
        if place not in taken:
            known[numbers[name]] = place
            taken.add(place)
    return known
