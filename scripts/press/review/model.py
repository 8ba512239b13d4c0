"""What a reviewed Word file says: its paragraphs in two views, its comments, its changes.

The two views are *before* (every tracked change rejected) and *after* (every one accepted).
Offsets count Unicode code points from the start of a paragraph's text in the view that is
meant; ends are exclusive. In a text an image, a drawing, a formula's frame and the mark of a
foot- or endnote are U+FFFC, a line break is a line feed, as in the press's own manifest.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Literal

OBJECT = "\ufffc"

Story = Literal["body", "footnote", "endnote", "header", "footer"]
Frame = Literal["paragraph", "heading", "caption", "list item", "table cell", "text box"]
Fate = Literal["kept", "inserted", "deleted", "undone"]  # undone: inserted, and deleted again
ChangeKind = Literal[
    "insertion",
    "deletion",
    "replacement",
    "move",
    "undone insertion",  # one reviewer's insertion that was deleted again: in neither view
    "paragraph split",
    "paragraph merge",
    "paragraph insertion",
    "paragraph deletion",
    "row insertion",
    "row deletion",
    "cell insertion",
    "cell deletion",
    "cell merge",
    "run format",
    "paragraph format",
    "table format",
    "section format",
    "other",  # marks that no editor writes by hand (custom XML, formulas): named in `detail`
]


@dataclass(frozen=True, slots=True)
class Look:
    """How characters look, as far as Markdown has a word for it; `link` is an address or #name."""

    bold: bool = False
    italic: bool = False
    code: bool = False
    strike: bool = False
    underline: bool = False
    highlight: bool = False
    raised: Literal["", "superscript", "subscript"] = ""
    link: str = ""


PLAIN = Look()


@dataclass(frozen=True, slots=True)
class Run:
    """Characters of one look."""

    text: str
    look: Look = PLAIN


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
    row_fate: Fate = "kept"
    cell_fate: Fate = "kept"


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
    mark: Fate = "kept"
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


@dataclass(frozen=True, slots=True)
class Moment:
    """When something was done, as far as the file says; `None` is unknown.

    Word writes the reviewer's clock into `w:date` and a Z behind it, so `local` has no zone;
    `utc` is set only where the file tells the true time (commentsExtensible, w16du:dateUtc).
    """

    raw: str = ""
    local: datetime | None = None
    utc: datetime | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """A review element of the XML: part, local name, `w:id` and its number among all of the part.

    The number tells elements apart whose ids are missing or given twice.
    """

    part: str
    element: str
    id: str
    number: int


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment.

    `before` and `after` are where it stands; both `None` if nothing in the text refers to it.
    `is_point` where it has a place and no range. `quote` is the text it holds in the view
    before, or, where that is empty, after; paragraphs are separated by line feeds. `text` is
    Markdown, `plain` the same characters without marks. `parent` and `root` are ids of
    comments; a comment that answers none is its own root. `resolved` is the thread's state.
    """

    id: str
    author: str
    initials: str
    date: Moment
    text: str
    plain: str
    parent: str
    root: str
    resolved: bool
    is_point: bool
    quote: str
    quoted_view: Literal["before", "after", ""]
    before: Span | None
    after: Span | None
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """A tracked change; `number` counts from 1 in the order of the document.

    `before` is what it takes the place of in the view before, `after` what it puts there in the
    view after: of an insertion `before` is a point, of a deletion `after` is. Of a move,
    `before` is where it was, `after` where it is, and `target` the point in the view *before*
    at which it arrives. Of a paragraph split, `after` runs from the end of one paragraph to the
    start of the next; of a merge `before` does. Of a paragraph, row or cell inserted or
    deleted, the spans hold its whole text.
    `old` and `new` are the characters with their looks (paragraphs separated by a line feed);
    of an undone insertion `old` holds the text, `new` nothing, and `inserter` is who had typed it.
    `was` and `now` tell formats in words, as in "italic" and "bold"; `detail` what else is known.
    """

    number: int
    kind: ChangeKind
    author: str
    date: Moment
    before: Span
    after: Span
    old: tuple[Run, ...] = ()
    new: tuple[Run, ...] = ()
    target: Span | None = None
    was: str = ""
    now: str = ""
    detail: str = ""
    inserter: str = ""
    marks: tuple[Mark, ...] = ()

    @property
    def old_text(self) -> str:
        """The characters it takes away."""
        return text_of(self.old)

    @property
    def new_text(self) -> str:
        """The characters it brings."""
        return text_of(self.new)


@dataclass(frozen=True)
class Ledger:
    """How many review elements of each name the XML holds, and which of them are reported.

    `missing` are those that stand in no comment and no change; a reading with any is refused.
    """

    found: Mapping[str, int]
    reported: Mapping[str, int]
    missing: tuple[Mark, ...] = ()

    @property
    def balances(self) -> bool:
        """Tell whether everything found is reported."""
        return not self.missing and dict(self.found) == dict(self.reported)


@dataclass(frozen=True)
class ReviewDocument:
    """A Word file as a reviewer returned it.

    `export` is the id of the press's export it came from, empty where the file bears none;
    `export_from` is where it was read: custom properties, customXml, keywords or footer.
    `manifest` is the slim manifest inside the file, empty where it is gone. `editor` is the
    program that saved the file last, if it says so. `warnings` are sentences for a person.
    """

    name: str
    paragraphs: tuple[Paragraph, ...]
    before: tuple[Joined, ...]
    after: tuple[Joined, ...]
    comments: tuple[Comment, ...]
    changes: tuple[Change, ...]
    ledger: Ledger
    export: str = ""
    export_from: str = ""
    manifest: bytes = b""
    editor: str = ""
    warnings: tuple[str, ...] = ()
    _where: dict[tuple[str, int], Joined] = field(default_factory=dict, repr=False, compare=False)

    def joined(self, view: Literal["before", "after"], index: int) -> Joined:
        """Return the view's paragraph that holds paragraph `index` of the file.

        Raises KeyError where the view has none: paragraphs of an inserted row have no before,
        nor has an empty one that was inserted in front of a table.
        """
        if not self._where:
            for name, many in (("before", self.before), ("after", self.after)):
                self._where.update({(name, i): one for one in many for i in one.indices})
        return self._where[view, index]

    def text(self, view: Literal["before", "after"], span: Span) -> str:
        """Return what a span holds in a view; a paragraph's end in that view is a line feed."""
        parts: list[str] = []
        for index in range(span.first, span.last + 1):
            paragraph = self.paragraphs[index]
            text = paragraph.before_text if view == "before" else paragraph.after_text
            start = span.start if index == span.first else 0
            end = span.end if index == span.last else len(text)
            parts.append(text[start:end])
            has_end = paragraph.mark in {"kept", "deleted" if view == "before" else "inserted"}
            if index < span.last and has_end:
                parts.append("\n")
        return "".join(parts)
