"""What a reviewed Word file says: its comments, its changes, and the ledger of its marks.

The views and offsets are those of `press.review.model.paragraphs`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from press.review.model.paragraphs import Joined, Paragraph, Run, Span, text_of

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
