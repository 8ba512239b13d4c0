"""What the walk through a part's XML gathers, before it is put into the words of the model.

A piece of text remembers every mark that it stands in. From these alone follows in which views
it is: in the view before unless it was inserted, in the view after unless it was deleted.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from press.review.model.changes import ChangeKind, Mark, Moment
from press.review.model.paragraphs import Cell, Format, Frame, Revision, Run, Shape, Span, Story
from press.review.reading.names import DELETED, INSERTED, MOVED

_INSERTED = INSERTED | {"w:cellIns"}
_DELETED = DELETED | {"w:cellDel"}
View = Literal["before", "after"]


@dataclass(frozen=True, slots=True)
class Tracked:
    """A mark of a change with who made it and when; `element` is its short name."""

    mark: Mark
    element: str
    author: str
    date: Moment

    @property
    def inserts(self) -> bool:
        """Tell whether what it holds is not in the view before."""
        return self.element in _INSERTED

    @property
    def deletes(self) -> bool:
        """Tell whether what it holds is not in the view after."""
        return self.element in _DELETED

    @property
    def moves(self) -> bool:
        """Tell whether it is one half of a move."""
        return self.element in MOVED


def fate_of(marks: tuple[Tracked, ...]) -> Revision:
    """Return what became of something that stands in marks."""
    if not marks:
        return "kept"
    inserted = any(mark.inserts for mark in marks)
    deleted = any(mark.deletes for mark in marks)
    if inserted:
        return "undone" if deleted else "inserted"
    return "deleted" if deleted else "kept"


@dataclass(frozen=True, slots=True)
class Point:
    """A point: a paragraph's index and the offset in it, in either view."""

    index: int
    before: int
    after: int


@dataclass(eq=False, slots=True)
class Piece:
    """Characters that share marks and look, at `before` and `after` in their paragraph's views.

    A piece without text stands for marks that hold none; `stuff` says what they hold instead.
    """

    index: int
    text: str
    look_before: Format
    look_after: Format
    marks: tuple[Tracked, ...]
    before: int
    after: int
    stuff: str = ""
    fate: Revision = field(init=False)

    def __post_init__(self) -> None:
        """Tell the fate once: it is asked for often."""
        self.fate = fate_of(self.marks)

    @property
    def author(self) -> str:
        """Who is answerable: of text that was deleted, who deleted it; else who typed it."""
        deleting = [mark for mark in self.marks if mark.deletes]
        return (deleting or list(self.marks))[-1].author

    @property
    def date(self) -> Moment:
        """When its author did it."""
        deleting = [mark for mark in self.marks if mark.deletes]
        return (deleting or list(self.marks))[-1].date

    @property
    def inserter(self) -> str:
        """Who typed it, of text that was deleted again."""
        return next((mark.author for mark in reversed(self.marks) if mark.inserts), "")

    def span(self, view: View) -> Span:
        """Return the characters it has in a view; where it is not, the point it would be at."""
        start = self.before if view == "before" else self.after
        is_there = self.fate in {"kept", "deleted" if view == "before" else "inserted"}
        return Span(self.index, start, self.index, start + len(self.text) * is_there)


@dataclass(eq=False)
class Row:
    """A table's row, or a cell, that was inserted or deleted; `indices` are its paragraphs."""

    tracked: Tracked
    kind: ChangeKind
    indices: list[int] = field(default_factory=list)


@dataclass(eq=False)
class MoveRange:
    """One end of a move that has a name: what stands between its start and its end."""

    name: str
    tracked: Tracked
    marks: list[Mark]
    pieces: list[Piece] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)  # paragraphs whose ends were moved too


@dataclass(eq=False)
class FormatDraft:
    """A change of format, or a mark of another kind, with the spans it is about."""

    kind: ChangeKind
    tracked: Tracked
    before: Span
    after: Span
    was: str = ""
    now: str = ""
    detail: str = ""
    is_whole: bool = False  # about its paragraph's whole text
    pieces: list[Piece] = field(default_factory=list)


@dataclass(eq=False)
class Draft:
    """A paragraph while it is read."""

    index: int
    part: str
    story: Story
    container: int
    note: str = ""
    cell: Cell | None = None
    in_text_box: bool = False
    is_before_table: bool = False
    frame: Frame = "paragraph"
    pieces: list[Piece] = field(default_factory=list)
    ends: tuple[Tracked, ...] = ()  # marks on its end
    shape_before: Shape = field(default_factory=Shape)
    shape_after: Shape = field(default_factory=Shape)
    before: int = 0  # lengths so far
    after: int = 0

    @property
    def mark(self) -> Revision:
        """What became of its end."""
        return fate_of(self.ends)

    @property
    def place(self) -> Point:
        """Where it has been read to."""
        return Point(self.index, self.before, self.after)

    def add(
        self, text: str, looks: tuple[Format, Format], marks: tuple[Tracked, ...], stuff: str = ""
    ) -> Piece:
        """Append characters."""
        piece = Piece(self.index, text, *looks, marks, self.before, self.after, stuff)
        self.pieces.append(piece)
        self.before = piece.span("before").end
        self.after = piece.span("after").end
        return piece

    def runs(self, view: View) -> tuple[Run, ...]:
        """Return what it says in a view, with as few runs as its looks allow."""
        return runs_of(
            (piece for piece in self.pieces if piece.fate in {"kept", _THERE[view]}), view
        )

    def is_in(self, view: View) -> bool:
        """Tell whether its row and cell are in a view."""
        gone = {"undone", "inserted" if view == "before" else "deleted"}
        return self.cell is None or not gone & {self.cell.row_fate, self.cell.cell_fate}


_THERE: dict[View, Revision] = {"before": "deleted", "after": "inserted"}


def runs_of(pieces: Iterable[Piece], view: View) -> tuple[Run, ...]:
    """Return the characters of pieces with their looks in a view, neighbours of one look joined."""
    found: list[Run] = []
    for piece in pieces:
        look = piece.look_before if view == "before" else piece.look_after
        if found and found[-1].look == look:
            found[-1] = Run(found[-1].text + piece.text, look)
        elif piece.text:
            found.append(Run(piece.text, look))
    return tuple(found)
