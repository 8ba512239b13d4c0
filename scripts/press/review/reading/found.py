"""A change while it is put together from pieces and marks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from press.review.model.changes import Change, ChangeKind, Mark, Moment
from press.review.model.paragraphs import Run, Span
from press.review.reading.drafts import Draft, Piece, Tracked, View, runs_of
from press.review.reading.state import Gathered


@dataclass(eq=False)
class Found:
    """What will be a change, once all are known and can be numbered."""

    kind: ChangeKind
    author: str
    date: Moment
    before: Span
    after: Span
    marks: list[Mark]
    old: tuple[Run, ...] = ()
    new: tuple[Run, ...] = ()
    target: Span | None = None
    was: str = ""
    now: str = ""
    detail: str = ""
    inserter: str = ""
    is_moved: bool = False

    def change(self, number: int) -> Change:
        """Return it as the model knows it."""
        return Change(
            number,
            self.kind,
            self.author,
            self.date,
            self.before,
            self.after,
            self.old,
            self.new,
            self.target,
            self.was,
            self.now,
            self.detail,
            self.inserter,
            tuple(sorted(set(self.marks), key=lambda mark: (mark.part, mark.number))),
        )


@dataclass
class Open:
    """What was gathered, and which of it already belongs to a change."""

    gathered: Gathered
    pieces: set[Piece] = field(default_factory=set)
    ends: set[Tracked] = field(default_factory=set)

    @property
    def drafts(self) -> Sequence[Draft]:
        """The paragraphs."""
        return self.gathered.drafts

    def take(self, pieces: Iterable[Piece]) -> list[Mark]:
        """Make pieces part of a change; return their marks."""
        taken = list(pieces)
        self.pieces.update(taken)
        return [tracked.mark for piece in taken for tracked in piece.marks]

    def of(self, indices: Iterable[int], fate: str, author: str) -> list[Piece]:
        """Return the pieces of paragraphs that met a fate by an author, and are not taken yet."""
        return [
            piece
            for index in indices
            for piece in self.drafts[index].pieces
            if piece.fate == fate and piece.author == author and piece not in self.pieces
        ]

    def whole(self, indices: Sequence[int], view: View) -> Span:
        """Return the whole text of neighbouring paragraphs in a view."""
        if not indices:
            return Span(0, 0, 0, 0)
        last = self.drafts[indices[-1]]
        return Span(indices[0], 0, indices[-1], last.before if view == "before" else last.after)

    @staticmethod
    def lines(pieces: Sequence[Piece], view: View) -> tuple[Run, ...]:
        """Return pieces as runs; between paragraphs stands a line feed."""
        found: list[Run] = []
        by_index: dict[int, list[Piece]] = {}
        for piece in pieces:
            by_index.setdefault(piece.index, []).append(piece)
        for group in by_index.values():
            if found:
                found.append(Run("\n"))
            found += runs_of(group, view)
        return tuple(found)


def start_of(span: Span) -> Span:
    """Return a span's start as a point."""
    return Span(span.first, span.start, span.first, span.start)
