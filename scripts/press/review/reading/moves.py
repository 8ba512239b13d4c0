"""Moves: two places, one change."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from press.review.model.paragraphs import Span, text_of
from press.review.reading.drafts import MoveRange, Piece, View
from press.review.reading.found import Found, Open, start_of
from press.review.reading.state import side

_FROM = "w:moveFrom"
_COPY = "_Copy_"  # LibreOffice's name for a bookmark that was pasted beside its original
_LEAVING = frozenset({"deletion", "paragraph deletion"})
_ARRIVING = frozenset({"insertion", "paragraph insertion"})


def named(items: Open) -> Iterator[Found]:
    """Yield the moves whose two ranges bear one name, as Word writes them."""
    arriving: dict[str, MoveRange] = {}
    for move in items.gathered.moves:
        if side(move.tracked) != _FROM:
            arriving.setdefault(move.name, move)
    for old in items.gathered.moves:
        if side(old.tracked) != _FROM or old.name not in arriving:
            continue
        new = arriving[old.name]
        if _content(old, "deleted") and _content(new, "inserted"):
            del arriving[old.name]
            yield _move(items, old, new)


def _content(move: MoveRange, fate: str) -> list[Piece]:
    """Return what moved: not what somebody typed into it, nor what was deleted there."""
    return [piece for piece in move.pieces if piece.fate == fate and piece.marks[-1].moves]


def _move(items: Open, old: MoveRange, new: MoveRange) -> Found:
    gone, come = _content(old, "deleted"), _content(new, "inserted")
    marks = [*old.marks, *new.marks, *items.take(gone), *items.take(come)]
    for move in (old, new):
        for index in move.ends:
            moved = [end for end in items.drafts[index].ends if end.moves]
            items.ends.update(moved)
            marks += [end.mark for end in moved]
    before, after = _span(gone, "before"), _span(come, "after")
    landing = _span(come, "before")
    return Found(
        kind="move",
        author=old.tracked.author,
        date=gone[0].date,
        before=before,
        after=after,
        marks=marks,
        old=items.lines(gone, "before"),
        new=items.lines(come, "after"),
        target=start_of(landing),
        detail=_detail(old, new),
    )


def _detail(old: MoveRange, new: MoveRange) -> str:
    return "whole paragraphs" if old.ends and new.ends else ""


def _span(pieces: Sequence[Piece], view: View) -> Span:
    start, end = pieces[0].span(view), pieces[-1].span(view)
    return Span(start.first, start.start, end.last, end.end)


def told(items: Open, found: Sequence[Found]) -> list[Found]:
    """Return changes with those joined that are moves by what they say.

    LibreOffice writes a move as an insertion and a deletion of the same text: with marks of a
    move on the paragraphs' ends, or, cut and pasted, with a copy of the text's bookmark. Without
    such evidence an insertion and a deletion of the same text stay what they are.
    """
    copies = sorted(
        (start.index, start.after) for name, start, _ in items.gathered.bookmarks if _COPY in name
    )
    leaving: dict[tuple[str, str], list[Found]] = {}
    for item in reversed(found):
        if item.kind in _LEAVING:
            leaving.setdefault(_key(item), []).append(item)
    gone: set[Found] = set()
    result: list[Found] = []
    for item in found:
        old = leaving.get(_key(item), []) if item.kind in _ARRIVING else []
        if old and (item.is_moved or _holds(item.after, copies)):
            gone.add(old[-1])
            result.append(_joined(old.pop(), item))
        else:
            result.append(item)
    for item in result:
        if item.is_moved and item.kind != "move":
            item.detail = "half of a move; the file does not hold the other"
    return [item for item in result if item not in gone]


def _key(found: Found) -> tuple[str, str]:
    """Return who moved what: the text without regard to blanks."""
    runs = found.new if found.kind in _ARRIVING else found.old
    return found.author, " ".join(text_of(runs).split())


def _holds(span: Span, copies: Sequence[tuple[int, int]]) -> bool:
    """Tell whether a copied bookmark begins in a span; `copies` are in order."""
    at = bisect_left(copies, (span.first, span.start))
    return at < len(copies) and copies[at] <= (span.last, span.end)


def _joined(old: Found, new: Found) -> Found:
    is_whole = old.kind == "paragraph deletion" and new.kind == "paragraph insertion"
    return Found(
        kind="move",
        author=old.author,
        date=old.date,
        before=old.before,
        after=new.after,
        marks=[*old.marks, *new.marks],
        old=old.old,
        new=new.new,
        target=new.before,
        detail="whole paragraphs" if is_whole else "",
        is_moved=True,
    )
