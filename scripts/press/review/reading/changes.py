"""All changes of a document, each mark in one of them, in the order of the text."""

from __future__ import annotations

from press.review.model.changes import Change, Mark
from press.review.reading import blocks, edits, moves
from press.review.reading.found import Found, Open
from press.review.reading.state import Gathered


def changes_of(gathered: Gathered) -> tuple[Change, ...]:
    """Return the changes; marks that hold nothing are added to `gathered.void`.

    The order matters: what a row or a move takes is not reported again as an edit of its own.
    """
    items = Open(gathered)
    found = [*blocks.rows(items), *moves.named(items), *blocks.paragraphs(items)]
    found += edits.edits(items)
    found = moves.told(items, found)
    found += edits.formats(items)
    _complete(gathered, found)
    found.sort(key=lambda item: (item.before.first, item.before.start, item.after.start))
    return tuple(item.change(number) for number, item in enumerate(found, start=1))


def _complete(gathered: Gathered, found: list[Found]) -> None:
    """Give the marks of unpaired moves' ranges to the change that has what stands in them."""
    said: dict[Mark, Found] = {mark: item for item in found for mark in item.marks}
    for move in gathered.moves:
        if all(mark in said for mark in move.marks):
            continue
        held = [tracked.mark for piece in move.pieces for tracked in piece.marks]
        held += [end.mark for index in move.ends for end in gathered.drafts[index].ends]
        holder = next((said[mark] for mark in held if mark in said), None)
        if holder is not None:
            holder.marks += move.marks
        else:
            gathered.void.extend(move.marks)
