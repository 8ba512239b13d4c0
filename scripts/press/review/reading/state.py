"""Where the walk through a part stands: what is open around the present element."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from press.docx.ooxml import Element
from press.review.model.changes import Mark
from press.review.model.paragraphs import PLAIN, Cell, Format, Span, Story
from press.review.reading.drafts import (
    Draft,
    FormatDraft,
    MoveRange,
    Piece,
    Point,
    Row,
    Tracked,
    fate_of,
)
from press.review.reading.fields import Fields
from press.review.reading.ledger import Counted
from press.review.reading.moments import moment
from press.review.reading.names import attributes, short
from press.review.reading.package import Relation
from press.review.reading.styles import Styles


@dataclass
class Gathered:
    """Everything the walks through a file's parts found, in the order of the document.

    `void` are marks that say nothing: they hold no character, or belong to nothing.
    """

    drafts: list[Draft] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    moves: list[MoveRange] = field(default_factory=list)
    formats: list[FormatDraft] = field(default_factory=list)
    bookmarks: list[tuple[str, Point, Point]] = field(default_factory=list)
    starts: dict[str, Point] = field(default_factory=dict)  # of comments, by their ids
    ends: dict[str, Point] = field(default_factory=dict)
    references: dict[str, Point] = field(default_factory=dict)
    comment_marks: dict[str, list[Mark]] = field(default_factory=dict)
    void: list[Mark] = field(default_factory=list)
    containers: int = 0
    tables: int = 0


@dataclass(eq=False)
class Table:
    """A table that is being read; `fates` are what was done to its present row and cell."""

    number: int
    row: int = -1
    column: int = -1
    row_fates: list[Row] = field(default_factory=list)
    cell_fates: list[Row] = field(default_factory=list)


@dataclass(eq=False)
class RunState:
    """A run that is being read: its look in either view, and its change of format if it has one."""

    looks: tuple[Format, Format] = (PLAIN, PLAIN)
    change: FormatDraft | None = None


@dataclass(eq=False)
class Wrapper:
    """An insertion or deletion that is being read: whether it held text so far, or what else."""

    tracked: Tracked
    made: bool = False
    stuff: str = ""


@dataclass(eq=False)
class WalkState:
    """The state of a walk through one part."""

    part: str
    story: Story
    counted: Counted
    styles: Styles
    relations: dict[str, Relation]
    gathered: Gathered
    paragraphs: list[Draft | None] = field(default_factory=lambda: [None])
    marks: list[Tracked] = field(default_factory=list)
    wrappers: list[Wrapper] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    runs: list[RunState] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    containers: list[int] = field(default_factory=list)
    fields: Fields = field(default_factory=Fields)
    open_moves: dict[str, dict[str, MoveRange]] = field(  # by side and id
        default_factory=lambda: {"w:moveFrom": {}, "w:moveTo": {}}
    )
    open_bookmarks: dict[str, tuple[str, Point]] = field(default_factory=dict)
    note: str = ""
    boxes: int = 0
    keeps_blanks: bool = False
    _waiting: list[Callable[[Point], None]] = field(default_factory=list)

    def enter(self) -> None:
        """Go into a container: paragraphs in it and outside never run into each other."""
        self.containers.append(self.gathered.containers)
        self.gathered.containers += 1

    def leave(self) -> None:
        """Go out of a container."""
        self.containers.pop()

    def part_here(self) -> None:
        """Part what comes from what was: no paragraph runs through a table into another."""
        last = self.gathered.drafts[-1] if self.gathered.drafts else None
        if last is not None and last.container == self.containers[-1]:
            last.is_before_table = True
        self.leave()
        self.enter()

    def tracked(self, element: Element) -> Tracked:
        """Return an element that marks a change, with who made it and when."""
        given = attributes(element)
        date = moment(given.get("w:date", ""), given.get("w16du:dateUtc", ""))
        author = given.get("w:author", "").strip()
        return Tracked(self.counted.marks[element], short(element), author, date)

    def begin(self) -> Draft:
        """Begin a paragraph, and give its place to what waited for one."""
        cell = None
        if self.tables:
            table = self.tables[-1]
            cell = Cell(
                table.number,
                table.row,
                table.column,
                fate_of(tuple(row.tracked for row in table.row_fates)),
                fate_of(tuple(row.tracked for row in table.cell_fates)),
            )
        draft = Draft(
            index=len(self.gathered.drafts),
            part=self.part,
            story=self.story,
            container=self.containers[-1],
            note=self.note,
            cell=cell,
            in_text_box=self.boxes > 0,
        )
        self.gathered.drafts.append(draft)
        self.paragraphs.append(draft)
        for table in self.tables:
            for row in (*table.row_fates, *table.cell_fates):
                row.indices.append(draft.index)
        self.settle(draft.place)
        return draft

    def settle(self, place: Point) -> None:
        """Give a place to everything that waited for one."""
        waiting, self._waiting = self._waiting, []
        for then in waiting:
            then(place)

    @property
    def waits(self) -> bool:
        """Tell whether something waits for a place."""
        return bool(self._waiting)

    @property
    def paragraph(self) -> Draft | None:
        """The paragraph that is being read, None between paragraphs."""
        return self.paragraphs[-1]

    def here(self, then: Callable[[Point], None]) -> None:
        """Call with the present place; between paragraphs, with the start of the next."""
        if self.paragraph is not None:
            then(self.paragraph.place)
        else:
            self._waiting.append(then)

    def behind(self, then: Callable[[Point], None]) -> None:
        """Call with the present place; between paragraphs, with the end of the one before."""
        last = self.gathered.drafts[-1] if self.gathered.drafts else None
        if self.paragraph is not None:
            then(self.paragraph.place)
        elif last is not None and last.part == self.part and not self._waiting:
            then(last.place)
        else:
            self._waiting.append(then)

    def add(self, text: str, stuff: str = "") -> None:
        """Append characters to the present paragraph."""
        draft = self.paragraph
        if draft is None:
            return
        run = self.runs[-1] if self.runs else RunState()
        piece = draft.add(text, run.looks, tuple(self.marks), stuff)
        for wrapper in self.wrappers:
            wrapper.made = True
        if run.change is not None:
            run.change.pieces.append(piece)
        self._move(piece)

    def _move(self, piece: Piece) -> None:
        """Note a piece with the move that it is part of."""
        for mark in reversed(piece.marks):
            move = self.move(mark.element)
            if move is not None:
                move.pieces.append(piece)
                return

    def move(self, element: str) -> MoveRange | None:
        """Return the range that `w:moveFrom` or `w:moveTo` stands in: the one that began last."""
        return next(reversed(self.open_moves.get(element, {}).values()), None)

    @property
    def link(self) -> str:
        """The address that characters here lead to, empty where they lead nowhere."""
        return self.links[-1] if self.links else self.fields.link


def points(place: Point) -> tuple[Span, Span]:
    """Return a place as a point in the view before and in the view after."""
    return (
        Span(place.index, place.before, place.index, place.before),
        Span(place.index, place.after, place.index, place.after),
    )


def side(tracked: Tracked) -> str:
    """Return what stands between the ends of a move's range: `w:moveFrom` or `w:moveTo`."""
    return side_of(tracked.element)


def side_of(element: str) -> str:
    """Return the side of a move that an element's short name belongs to."""
    return "w:moveFrom" if element.startswith("w:moveFrom") else "w:moveTo"


WalkStep = Callable[[WalkState, Element], None]
