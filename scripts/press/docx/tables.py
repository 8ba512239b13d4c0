"""Tables: the study card, and authors' tables with rules, repeated headers and unbroken rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement

from press.compile import ALIGNED
from press.docx import inline
from press.docx.book import Book
from press.docx.captions import numbered
from press.docx.formats import PLAIN
from press.docx.ooxml import Element, add, w
from press.docx.sources.origins import origin
from press.docx.story import FOOTNOTES, WIDE, WIDTH, Place
from press.docx.widths import Column, widths

Flow = Callable[[Book, HtmlElement, Place], None]
_ALIGNED = {"right": "right", "center": "center", "justify": "both"}
_CARDS = frozenset({"study-card", "abbreviation-list"})  # labels and what belongs to them
_LABEL_WIDTH = 2160
_PADDING = 170  # of a cell, left and right


def table(book: Book, element: HtmlElement, place: Place, flow: Flow) -> None:
    """Write a table with its caption above it and a gap below it."""
    is_card = not _CARDS.isdisjoint((element.get("class") or "").split())
    caption = element.find("caption")
    if caption is not None:
        _caption(book, caption, place, is_card=is_card)
    rows = [row for row in element.iter("tr") if _table_of(row) is element]
    grid = _grid(rows)
    columns = max((len(cells) for cells in grid), default=0)
    if not columns:
        return
    sizes = _sizes(grid, columns, place, is_card=is_card)
    frame = add(place.parent, "tbl")
    _properties(frame, sizes, place, is_card=is_card, has_head=_is_head(rows[0]))
    writer = _Cells(book, place.changed(number=0, level=-1), flow, sizes, is_card)
    for row, cells in zip(rows, grid, strict=True):
        writer.row(frame, row, cells)
    gap = add(place.parent, "p")
    add(add(gap, "pPr"), "pStyle", val="TableGap")


def _table_of(row: HtmlElement) -> HtmlElement | None:
    return next(row.iterancestors("table"), None)


def _caption(book: Book, caption: HtmlElement, place: Place, *, is_card: bool) -> None:
    paragraph = book.open(caption, place, "CardTitle" if is_card else "Caption", "caption")
    if not is_card:
        numbered(book, paragraph, "Table")
    inline.write(book, paragraph, caption, PLAIN)
    table = caption.getparent()
    before = None if table is None else table.getprevious()
    if before is not None and before.tag == "figure":  # whose own caption stands close above
        add(paragraph.element[0], "spacing", before="240", after="60")
    book.close(paragraph, caption, place)


def _grid(rows: list[HtmlElement]) -> list[list[HtmlElement | None]]:
    """Return the cells of each row by column; a place that a cell above or beside covers is None.

    A cell that spans columns stands in its first one.
    """
    grid: list[list[HtmlElement | None]] = []
    covered: dict[tuple[int, int], bool] = {}
    for number, row in enumerate(rows):
        line: list[HtmlElement | None] = []
        for cell in row.iterchildren("td", "th"):
            while (number, len(line)) in covered:
                line.append(None)
            across, down = _span(cell, "colspan"), min(_span(cell, "rowspan"), len(rows) - number)
            for below in range(1, down):
                for beside in range(across):
                    covered[number + below, len(line) + beside] = True
            line += [cell, *[None] * (across - 1)]
        while (number, len(line)) in covered:
            line.append(None)
        grid.append(line)
    return grid


def _span(cell: HtmlElement, name: str) -> int:
    value = cell.get(name, "1")
    return min(max(int(value), 1), 60) if value.isdecimal() else 1


def _sizes(
    grid: list[list[HtmlElement | None]], columns: int, place: Place, *, is_card: bool
) -> list[int]:
    """Return the widths of columns: as wide as their words need, the rest by amount of text."""
    if is_card and columns == len(("label", "value")):
        return [_LABEL_WIDTH, place.width - _LABEL_WIDTH]
    found = [Column() for _ in range(columns)]
    for cells in grid:
        for column, cell in zip(found, cells, strict=False):
            if cell is not None and _span(cell, "colspan") == 1:
                column.add(cell)
    return widths(
        found, place.width, WIDE if place.width == WIDTH and place.level < 0 else place.width
    )


def _properties(
    frame: Element, widths: Sequence[int], place: Place, *, is_card: bool, has_head: bool
) -> None:
    properties = add(frame, "tblPr")
    add(properties, "tblStyle", val="StudyCard" if is_card else "DataTable")
    add(properties, "tblW", w=str(sum(widths)), type="dxa")
    if place.level >= 0:
        add(properties, "tblInd", w=str(340 * (place.level + 1)), type="dxa")
    add(properties, "tblLayout", type="fixed")
    add(
        properties,
        "tblLook",
        val="0480" if is_card else "0420",
        firstRow="1" if has_head else "0",
        lastRow="0",
        firstColumn="1" if is_card else "0",
        lastColumn="0",
        noHBand="1",
        noVBand="1",
    )
    grid = add(frame, "tblGrid")
    for width in widths:
        add(grid, "gridCol", w=str(width))


def _is_head(row: HtmlElement) -> bool:
    parent = row.getparent()
    if parent is not None and parent.tag == "thead":
        return True
    return row.getprevious() is None and len(row) > 0 and all(cell.tag == "th" for cell in row)


@dataclass(frozen=True)
class _Cells:
    """Writes the rows of one table."""

    book: Book
    place: Place
    flow: Flow
    widths: Sequence[int]
    is_card: bool

    def row(self, frame: Element, row: HtmlElement, cells: Sequence[HtmlElement | None]) -> None:
        """Append a row that no page break divides; header rows stand again on each page."""
        line = add(frame, "tr")
        properties = add(line, "trPr")
        add(properties, "cantSplit")
        if _is_head(row):
            add(properties, "tblHeader")
        column = 0
        while column < len(self.widths):
            cell = cells[column] if column < len(cells) else None
            across = _span(cell, "colspan") if cell is not None else 1
            box = add(line, "tc")
            self._open(box, cell, column, across, is_covered=column < len(cells))
            if cell is None:
                add(box, "p")
            else:
                self._fill(box, cell, column)
            column += across

    def _open(
        self, box: Element, cell: HtmlElement | None, column: int, across: int, *, is_covered: bool
    ) -> None:
        properties = add(box, "tcPr")
        width = sum(self.widths[column : column + across])
        add(properties, "tcW", w=str(width), type="dxa")
        if across > 1:
            add(properties, "gridSpan", val=str(across))
        if cell is not None and _span(cell, "rowspan") > 1:
            add(properties, "vMerge", val="restart")
        elif cell is None and is_covered:
            add(properties, "vMerge")

    def _fill(self, box: Element, cell: HtmlElement, column: int) -> None:
        is_head = cell.tag == "th"
        plain, head = ("CardText", "CardLabel") if self.is_card else ("TableText", "TableHeading")
        is_note = self.place.story.name == FOOTNOTES
        place = self.place.changed(
            parent=box,
            style=head if is_head else plain,
            kind=self.place.kind if is_note else str(cell.tag),
            align=_alignment(cell),
            column=column if origin(cell).lines else None,
            width=self.widths[column] - _PADDING,
        )
        self.flow(self.book, cell, place)
        if len(box) == 1:
            self.book.close(self.book.open(cell, place), cell, place)
        elif box[-1].tag != w("p"):
            add(box, "p")


def _alignment(cell: HtmlElement) -> str:
    classes = (cell.get("class") or "").split()
    align = next((name for name in _ALIGNED if f"{ALIGNED}{name}" in classes), "")
    align = align or (cell.get("align") or "").lower()
    return _ALIGNED.get(align, "")
