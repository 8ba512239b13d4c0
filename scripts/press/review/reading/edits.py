"""Changes of text inside a paragraph: insertions, deletions, replacements, and formats."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from press.review.model.changes import Mark
from press.review.model.paragraphs import Span
from press.review.reading.drafts import FormatDraft, Piece
from press.review.reading.found import Found, Open
from press.review.reading.names import MOVED

_NOTHING = "nothing"


def edits(items: Open) -> Iterator[Found]:
    """Yield the edits of text that no other change has taken.

    Neighbouring deletions and insertions of one author are one edit, in whatever order and in
    however many elements they are written: Word writes a new element for every format, and
    LibreOffice 7 and 25 write the two in different order.
    """
    for draft in items.drafts:
        for group in _groups(items, draft.pieces):
            marks = items.take(group)
            found = _edit(group, marks)
            if found is None:
                items.gathered.void.extend(marks)
            else:
                yield found


def _groups(items: Open, pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Return neighbouring changed pieces that belong together.

    A piece that is in neither view parts nothing: what stands around it is one in both views.
    """
    edited: list[list[Piece]] = []
    undone: list[list[Piece]] = []
    for last, piece in zip([None, *pieces], pieces, strict=False):
        if piece in items.pieces or piece.fate == "kept":
            edited.append([])
            undone.append([])
            continue
        groups = undone if piece.fate == "undone" else edited
        if last is not None and piece.fate == "undone" and last.fate != "undone":
            undone.append([])
        if groups and groups[-1] and _together(groups[-1][-1], piece):
            groups[-1].append(piece)
        else:
            groups.append([piece])
    groups = [group for group in (*edited, *undone) if group]
    return sorted(groups, key=lambda group: (group[0].before, group[0].after))


def _together(one: Piece, other: Piece) -> bool:
    return (one.author, _is_moved(one)) == (other.author, _is_moved(other)) and (
        one.fate != "undone" or one.inserter == other.inserter
    )


def _is_moved(piece: Piece) -> bool:
    return any(mark.element in MOVED for mark in piece.marks)


def _edit(group: Sequence[Piece], marks: list[Mark]) -> Found | None:
    """Return a group as one edit; None where its marks hold nothing at all."""
    first, last = group[0], group[-1]
    found = Found(
        kind="other",
        author=first.author,
        date=first.date,
        before=Span(first.index, first.before, first.index, last.span("before").end),
        after=Span(first.index, first.after, first.index, last.span("after").end),
        marks=marks,
        is_moved=_is_moved(first),
    )
    if not any(piece.text for piece in group):
        stuff = sorted({piece.stuff for piece in group} - {_NOTHING})
        found.detail = ", ".join(stuff)
        return found if stuff else None
    if first.fate == "undone":
        found.kind, found.inserter = "undone insertion", first.inserter
        found.old = Open.lines(group, "before")
        return found
    found.old = Open.lines([piece for piece in group if piece.fate == "deleted"], "before")
    found.new = Open.lines([piece for piece in group if piece.fate == "inserted"], "after")
    if found.old and found.new:
        found.kind = "replacement"
    else:
        found.kind = "insertion" if found.new else "deletion"
    return found


def formats(items: Open) -> Iterator[Found]:
    """Yield the changes of format; neighbouring runs that changed alike are one change."""
    group: list[FormatDraft] = []
    for draft in items.gathered.formats:
        _settle(items, draft)
        if group and not _continues(group[-1], draft):
            yield _format(group)
            group = []
        group.append(draft)
    if group:
        yield _format(group)


def _settle(items: Open, draft: FormatDraft) -> None:
    """Set the spans of a draft, now that its paragraph has been read to the end."""
    if draft.is_whole:
        draft.before = items.whole([draft.before.first], "before")
        draft.after = items.whole([draft.after.first], "after")
    if draft.pieces:
        first, last = draft.pieces[0], draft.pieces[-1]
        draft.before = Span(first.index, first.before, last.index, last.span("before").end)
        draft.after = Span(first.index, first.after, last.index, last.span("after").end)


def _continues(last: FormatDraft, draft: FormatDraft) -> bool:
    return last.kind == draft.kind == "run format" and (
        (last.tracked.author, last.was, last.now, last.detail)
        == (draft.tracked.author, draft.was, draft.now, draft.detail)
        and (last.before.last, last.before.end) == (draft.before.first, draft.before.start)
        and (last.after.last, last.after.end) == (draft.after.first, draft.after.start)
    )


def _format(group: Sequence[FormatDraft]) -> Found:
    first, last = group[0], group[-1]
    pieces = [piece for draft in group for piece in draft.pieces]
    return Found(
        kind=first.kind,
        author=first.tracked.author,
        date=first.tracked.date,
        before=_over(first.before, last.before),
        after=_over(first.after, last.after),
        marks=[draft.tracked.mark for draft in group],
        old=Open.lines(pieces, "before"),
        new=Open.lines(pieces, "after"),
        was=first.was,
        now=first.now,
        detail=first.detail,
    )


def _over(first: Span, last: Span) -> Span:
    return Span(first.first, first.start, last.last, last.end)
