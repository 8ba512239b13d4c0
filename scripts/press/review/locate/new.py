"""Where a paragraph stands that a reviewer put in: beside which exported one, and where today."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from press.docx.sources.manifest import Block
from press.review.diff.paragraphs import plain, similarity
from press.review.locate.matches import Match
from press.review.model.changes import ReviewDocument
from press.review.model.paragraphs import Joined, Paragraph
from press.review.sources.carrier import Carrier
from press.review.sources.units import Unit

_EDITED = 0.8  # a new paragraph that was edited since is as much like itself


@dataclass(frozen=True)
class Beside:
    """The exported paragraph that a new one stands beside; `is_before`: the new one comes first."""

    match: Match
    is_before: bool


def is_new(paragraph: Paragraph) -> bool:
    """Tell whether nothing of a paragraph was in the export."""
    if paragraph.cell is not None and "inserted" in {
        paragraph.cell.row_fate,
        paragraph.cell.cell_fate,
    }:
        return True
    return paragraph.mark == "inserted" and not paragraph.before_text


def beside(
    document: ReviewDocument,
    index: int,
    matched: Callable[[Joined], Match | None],
    blocks: Mapping[str, Block],
) -> Beside | None:
    """Return what a new paragraph stands beside: the one above, where a body's text shows it.

    Else it is the one below, where that is a body's; else whatever is found.
    """

    def first(paragraphs: Iterable[Paragraph]) -> Match | None:
        for one in paragraphs:
            if one.story != document.paragraphs[index].story:
                return None
            if not one.before_text.strip():
                continue
            found = matched(document.joined("before", one.index))
            if found is not None:
                return found
        return None

    above = first(reversed(document.paragraphs[:index]))
    below = first(document.paragraphs[index + 1 :])
    for is_body in (True, False):
        for match, is_before in ((above, False), (below, True)):
            if match is not None and (not is_body or _is_body(blocks[match.block])):
                return Beside(match, is_before)
    return None


def _is_body(block: Block) -> bool:
    return bool(block.file) and not block.key and not block.fields


def today_of(carrier: Carrier, near: Unit, text: str) -> Unit | None:
    """Return a new paragraph where it stands in today's source already, beside a unit of today.

    It may have been edited since.
    """
    wanted = plain(text)
    if not wanted:
        return None

    def rank(unit: Unit) -> tuple[float, int]:
        return similarity(wanted, plain(unit.text)), -abs(unit.number - near.number)

    # A new paragraph may be taken for one that was changed; not where its words are all the same.
    old = {plain(unit.text) for path in carrier.paths for unit in carrier.exported(path)}
    units = carrier.new_units(near.path) if wanted in old else carrier.today.units(near.path)
    alike = [unit for unit in units if plain(unit.text) == wanted]
    if alike:
        return max(alike, key=rank)
    alike = [unit for unit in carrier.new_units(near.path) if rank(unit)[0] >= _EDITED]
    return max(alike, key=rank, default=None)
