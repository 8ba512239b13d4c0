"""A place in today's sources."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from press.docx.sources.text import SourceText
from press.review.diff.paragraphs import Method
from press.review.locate.matches import Match

Kind = Literal["text", "citation", "reference", "front matter", "generated", "unmapped"]


@dataclass(frozen=True)
class Place:
    """A place in today's sources; lines and columns count from 1 in code points, ends exclusive.

    `method` and `confidence` (0 to 1) tell how the paragraph was found; `key` is a front-matter
    key, or citekeys parted by blanks; `note` tells a person what is special, as that the
    paragraph is gone from today's source. What is unmapped has no path and line 0.
    """

    path: str
    line: int
    column: int
    end_line: int
    end_column: int
    kind: Kind
    method: Method | Literal["none"]
    confidence: float
    key: str = ""
    note: str = ""
    block: str = ""

    def __str__(self) -> str:
        """Return `path:line:column`."""
        return f"{self.path}:{self.line}:{self.column}" if self.path else "(no source)"


CONTENTS_LINE = "a line of the contents, generated from this heading"
UNMAPPED = Place(
    "", 0, 0, 0, 0, "unmapped", "none", 0.0, note="this text was not found in the export"
)


def place_of(
    text: SourceText, found: tuple[int, int], match: Match, key: str = "", note: str = ""
) -> Place:
    """Return the place of a range of a source; what has a key is front matter."""
    start, end = found
    line, column = position(text, start)
    end_line, end_column = position(text, end)
    kind: Kind = "front matter" if key else "text"
    return Place(
        text.source.path, line, column, end_line, end_column, kind, match.method, match.similarity,
        key, note, match.block,
    )  # fmt: skip


def position(text: SourceText, offset: int) -> tuple[int, int]:
    """Return line and column, both from 1, of an offset."""
    line = text.text.count("\n", 0, offset) + 1
    return line, offset - text.starts[line - 1] + 1


def until(place: Place, last: Place) -> Place:
    """Return a place that reaches into a later paragraph of the same file."""
    if place.path != last.path or (last.end_line, last.end_column) < (place.line, place.column):
        return place
    return replace(place, end_line=last.end_line, end_column=last.end_column)
