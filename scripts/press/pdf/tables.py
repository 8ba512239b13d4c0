"""Tables against the measure: which need the whole page width, which smaller type, broken words.

A table is never narrower than the longest words of its columns, and what does not fit would
be painted beyond the page. So their widths are added up here, with the widths of our own glyphs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml.html import HtmlElement

from press.compile import EM, fair_share
from press.pdf.widths import indent, is_box, mark, words

_MM = 72 / 25.4
_MEASURE = 114 * _MM  # points, as all that follows; the figures are the style sheet's
_WIDE_MEASURE = 162 * _MM
_SCRIPTS = 7  # superior and inferior letters
_WIDE = 5  # so many columns need the whole page width anyway
_NARROW = frozenset(["li", "td", "th", "blockquote", "dd", "details"])  # nothing is wide in these
_SAFETY = 1.02  # where words may be broken, rather one too many than one beyond the page


@dataclass(frozen=True)
class _Type:
    size: float
    padding: float  # left and right of what divides two columns, together


_PLAIN = _Type(8.9, 10)
_CROWDED = _Type(7.6, 6)
_DENSE = _Type(6.6, 5)


@dataclass
class _Grid:
    """The cells of a table by their columns, with their longest words in thousandths of an em."""

    cells: list[tuple[HtmlElement, int, int, int]] = field(default_factory=list)
    needs: list[int] = field(default_factory=list)

    def width(self, setting: _Type) -> float:
        """Return how narrow the table can be without breaking a word."""
        return sum(self.needs) * setting.size / EM + setting.padding * (len(self.needs) - 1)


def settle_table(table: HtmlElement) -> None:
    """Mark a table that needs the page's whole width, smaller type, or words to be broken."""
    if "study-card" in table.get("class", "").split() or any(table.iterancestors("table")):
        return
    grid = _grid(table)
    may_be_wide = not any(_is_narrow(parent) for parent in table.iterancestors())
    measure = _measure(table)
    if may_be_wide and (len(grid.needs) >= _WIDE or grid.width(_PLAIN) > measure):
        mark(table, "wide")
        measure = _WIDE_MEASURE
    if grid.width(_PLAIN) <= measure:
        return
    mark(table, "crowded")
    setting = _CROWDED
    if len(grid.needs) >= _WIDE and grid.width(_CROWDED) * _SAFETY > measure:
        mark(table, "dense")
        setting = _DENSE
    _break_words(grid, setting, measure)


def _break_words(grid: _Grid, setting: _Type, measure: float) -> None:
    """Let words be broken in the cells that claim more than a fair share, and in no other."""
    if grid.width(setting) * _SAFETY <= measure:
        return
    room = (measure - setting.padding * (len(grid.needs) - 1)) / _SAFETY * EM / setting.size
    share = fair_share(grid.needs, room)
    for cell, first, count, need in grid.cells:
        if need > share or (count > 1 and need > sum(grid.needs[first : first + count - 1])):
            mark(cell, "broken")


def _grid(table: HtmlElement) -> _Grid:
    grid = _Grid()
    below: dict[int, int] = {}  # by column: how many more rows a cell reaches down
    for row in table.iter("tr"):
        if next(row.iterancestors("table")) is not table:
            continue
        column = 0
        for cell in row.iterchildren("td", "th"):
            while below.get(column):
                below[column] -= 1
                column += 1
            across, down = _span(cell, "colspan"), _span(cell, "rowspan")
            grid.cells.append((cell, column, across, _longest(cell)))
            below |= dict.fromkeys(range(column, column + across), down - 1)
            column += across
        for other in range(column, len(grid.needs)):
            below[other] = max(0, below.get(other, 0) - 1)
        grid.needs += [0] * (column - len(grid.needs))
    for _, first, count, need in sorted(grid.cells, key=lambda found: found[2]):
        # What a cell over several columns lacks widens the last of them.
        last = first + count - 1
        grid.needs[last] = max(grid.needs[last], need - sum(grid.needs[first:last]))
    return grid


def _span(cell: HtmlElement, name: str) -> int:
    found = re.fullmatch(r"\s*(\d{1,3})\s*", cell.get(name, ""))
    return max(1, int(found[1])) if found else 1


def _longest(cell: HtmlElement) -> int:
    """Return the width of a cell's longest word, in thousandths of the table's type size."""
    found = words(cell, bold=cell.tag == "th", small=_SCRIPTS / _PLAIN.size)
    return round(max((sum(glyph.width for glyph in word) for word in found), default=0))


def _measure(table: HtmlElement) -> float:
    return _MEASURE - sum(map(indent, table.iterancestors()))


def _is_narrow(element: HtmlElement) -> bool:
    return element.tag in _NARROW or is_box(element)
