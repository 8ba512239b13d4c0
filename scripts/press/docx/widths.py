"""How wide the columns of a table are: by their words, in the fonts that may stand in for ours."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from lxml.html import HtmlElement

from press.compile import EM, advance, fair_share
from press.docx import inline
from press.docx.formats import has_cjk

# All widths in twentieths of a point.
_POINT = 20
_STAND_IN = 1.18  # Noto Sans, which stands in for our sans and is wider than Calibri or Arial
_SIZE = 9.0  # of a table's text, in points, as in the styles
_DETAIL = 8.0
_RAISED = 0.66  # superior and inferior letters
_MARGINS = 190  # a cell's padding left and right, and a little air
_NARROWEST = 700
_AIR, _LEAST = 1.4, 0.5  # a small table is wider than its words, and at least half a page
_LONGEST = 3800  # longer lines wrap rather than widen their column
_STEP = 20
_MANY = 5  # so many columns may go into the margin
_BREAK = re.compile("[^\\S\u00a0\u202f]+|(?<=[-\u2013\u2014])")  # where a line may end
_BOLD = frozenset(["strong", "b", "th"])
_SMALL = frozenset(["sup", "sub"])
_BLOCKS = frozenset(["p", "div", "ul", "ol", "li", "pre", "blockquote", "dl", "dt", "dd", "table"])


def text_width(text: str, size: float, *, bold: bool) -> float:
    """Return how wide a text is at a size in points, rather too wide than not."""
    units = sum(advance(character, bold=bold) for character in text)
    return units * size * _POINT * _STAND_IN / EM


@dataclass
class Column:
    """What stands in a column: its longest word, its longest line, all of its text."""

    word: float = 0
    line: float = 0
    amount: float = 0

    def add(self, cell: HtmlElement) -> None:
        """Measure one more cell."""
        for ends, line in groupby(_glyphs(cell, _SIZE, bold=False), lambda glyph: glyph[0] == "\n"):
            if ends:
                continue
            glyphs = list(line)
            width = sum(width for _, width in glyphs)
            self.amount += width
            self.line = max(self.line, width)
            self.word = max(self.word, *_words(glyphs))

    @property
    def least(self) -> int:
        """Return how wide the column must be so that no word is broken."""
        return round(self.word) + _MARGINS

    @property
    def most(self) -> int:
        """Return how wide the column may be before it is wider than it looks well."""
        return max(min(round(self.line), _LONGEST) + _MARGINS, self.least, _NARROWEST)


def widths(columns: Sequence[Column], width: int, widest: int) -> list[int]:
    """Return the widths of a table's columns.

    The table is as wide as its text needs, up to `width`; up to `widest` where that would break
    words, or where it has many columns.
    """
    least, most = [column.least for column in columns], [column.most for column in columns]
    if sum(least) > width or (len(columns) >= _MANY and sum(most) > width):
        width = widest
    if sum(least) >= width:
        share = int(fair_share(least, width))  # the neediest are cut alike
        found = [min(each, share) for each in least]
    elif sum(most) >= width:
        found = _shared(columns, width)
    else:
        width = min(width, max(round(sum(most) * _AIR), round(width * _LEAST)))
        found = [each * width // sum(most) for each in most]
    found[found.index(max(found))] += width - sum(found)
    return found if min(found) > 0 else [width // len(found)] * len(found)


def _shared(columns: Sequence[Column], width: int) -> list[int]:
    """Give each column its longest word, and the rest step by step to the one with most lines."""
    found = [column.least for column in columns]
    for _ in range((width - sum(found)) // _STEP):
        narrow = [n for n, column in enumerate(columns) if found[n] + _STEP <= column.most]
        if not narrow:
            break
        found[max(narrow, key=lambda n: columns[n].amount / found[n])] += _STEP
    return found


def _words(glyphs: Sequence[tuple[str, float]]) -> Iterator[float]:
    """Yield the widths of the parts of a line that no line's end parts; there is one at least."""
    text = "".join(character for character, _ in glyphs)
    places = [0, *(place for match in _BREAK.finditer(text) for place in match.span()), len(text)]
    for start, end in pairwise(places):
        part = glyphs[start:end]
        if has_cjk(text[start:end]):  # East Asian text breaks anywhere
            yield max((width for _, width in part), default=0)
        else:
            yield sum(width for _, width in part)


def _glyphs(element: HtmlElement, size: float, *, bold: bool) -> Iterator[tuple[str, float]]:
    """Yield a cell's characters with their widths; lines are divided by line feeds."""
    classes = (element.get("class") or "").split()
    bold = bold or element.tag in _BOLD or "results-outcome" in classes
    if element.tag in _SMALL:
        size *= _RAISED
    if "results-detail" in classes:
        size, bold = _DETAIL, False
    yield from _set(element.text, size, bold=bold)
    for child in element:
        if child.tag == "br" or child.tag in _BLOCKS:
            yield "\n", 0
        if isinstance(child.tag, str) and not inline.is_silent(child):
            yield from _glyphs(child, size, bold=bold)
        if child.tag in _BLOCKS:
            yield "\n", 0
        yield from _set(child.tail, size, bold=bold)


def _set(text: str | None, size: float, *, bold: bool) -> Iterator[tuple[str, float]]:
    """Yield a text's characters, each run of blanks one blank, as HTML has them."""
    for character in re.sub("[ \t\n\r]+", " ", text or ""):
        yield character, text_width(character, size, bold=bold)
