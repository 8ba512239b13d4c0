"""The paragraphs of a reviewed Word file, in two views.

The two views are *before* (every tracked change rejected) and *after* (every one accepted).
Offsets count Unicode code points from the start of a paragraph's text in the view that is
meant; ends are exclusive. In a text an image, a drawing, a formula's frame and the mark of a
foot- or endnote are U+FFFC, a line break is a line feed, as in the press's own manifest.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

OBJECT = "\ufffc"

Story = Literal["body", "footnote", "endnote", "header", "footer"]
Frame = Literal["paragraph", "heading", "caption", "list item", "table cell", "text box"]
Revision = Literal["kept", "inserted", "deleted", "undone"]  # undone: inserted, and deleted again


@dataclass(frozen=True, slots=True)
class Format:
    """How characters look, as far as Markdown has a word for it; `link` is an address or #name."""

    bold: bool = False
    italic: bool = False
    code: bool = False
    strike: bool = False
    underline: bool = False
    highlight: bool = False
    raised: Literal["", "superscript", "subscript"] = ""
    link: str = ""


PLAIN = Format()


@dataclass(frozen=True, slots=True)
class Run:
    """Characters of one look."""

    text: str
    look: Format = PLAIN


def text_of(runs: Iterable[Run]) -> str:
    """Return the characters of runs."""
    return "".join(run.text for run in runs)


@dataclass(frozen=True, slots=True)
class Span:
    """From offset `start` of paragraph `first` to offset `end` of paragraph `last`, in one view.

    Paragraphs are indices into `ReviewDocument.paragraphs`. A point has no length.
    """

    first: int
    start: int
    last: int
    end: int

    @property
    def is_point(self) -> bool:
        """Tell whether it holds no character and no paragraph's end."""
        return (self.first, self.start) == (self.last, self.end)


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A bookmark and what it holds in either view; it is listed at the paragraph it begins in."""

    name: str
    before: Span
    after: Span


@dataclass(frozen=True, slots=True)
class Cell:
    """A place in a table; tables are counted through the document, rows and columns from 0.

    `row_fate` and `cell_fate` say what the reviewer did to the row and to the cell.
    """

    table: int
    row: int
    column: int
    row_fate: Revision = "kept"
    cell_fate: Revision = "kept"


@dataclass(frozen=True, slots=True)
class Shape:
    """A paragraph's own format: its style's id, and its list (`numId`) and level if it has one."""

    style: str = ""
    list: str = ""
    level: int = 0


@dataclass(frozen=True)
class Paragraph:
    """A `w:p` of the file, with what stands in it in either view.

    `mark` is the fate of its end: where an end is not in a view, the paragraph runs on into the
    next one there (see `Joined`). `container` numbers what it stands in (a part, a cell, a note,
    a text box, each up to a table in it): paragraphs of two containers never run into each other.
    `note` is the id of the foot- or endnote. `frame` is the narrowest of what holds it; a caption
    in a text box is a caption, `in_text_box` is true all the same.
    """

    index: int
    part: str
    story: Story
    frame: Frame
    container: int
    before: tuple[Run, ...]
    after: tuple[Run, ...]
    mark: Revision = "kept"
    moved: bool = False  # its end was moved here or away, rather than typed or deleted
    shape_before: Shape = Shape()
    shape_after: Shape = Shape()
    bookmarks: tuple[Bookmark, ...] = ()
    note: str = ""
    cell: Cell | None = None
    in_text_box: bool = False

    @cached_property
    def before_text(self) -> str:
        """Its text with every change rejected."""
        return text_of(self.before)

    @cached_property
    def after_text(self) -> str:
        """Its text with every change accepted."""
        return text_of(self.after)


@dataclass(frozen=True)
class Joined:
    """A paragraph of one view: paragraphs of the file that are one there, in their order.

    `starts` are the offsets at which their texts begin in `text`. An inserted paragraph is part
    of the one behind it in the view before; a deleted one is, in the view after.
    """

    indices: tuple[int, ...]
    starts: tuple[int, ...]
    runs: tuple[Run, ...]

    @cached_property
    def text(self) -> str:
        """Its characters."""
        return text_of(self.runs)

    def offset(self, index: int, offset: int) -> int:
        """Return where an offset of paragraph `index` of the file is in this text.

        Raises ValueError if that paragraph is not part of this one.
        """
        return self.starts[self.indices.index(index)] + offset

    def place(self, offset: int) -> tuple[int, int]:
        """Return the paragraph of the file, and the offset in it, of an offset in this text."""
        at = max(0, bisect_right(self.starts, offset) - 1)
        return self.indices[at], offset - self.starts[at]
