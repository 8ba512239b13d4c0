"""The sources of an issue as text with offsets, and the extent of front-matter values in them."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

from press.publication import Position, Source

# What stands behind a YAML value and belongs to the next one: list dashes, comments.
_BEHIND = re.compile(r"(?:\s+|\n\s*-(?=\s|$)|\n\s*#[^\n]*)+$")
_MARKER = re.compile(
    r"[ \t]*(?:>[ \t]?)*"
    r"(?:(?:[-*+]|\d+[.)])[ \t]+|\#{1,6}[ \t]+|\[\^[^\]]+\]:[ \t]*|:[ \t]+|Table:[ \t]+)?"
)
_CELL = re.compile(r"(?:\\.|`[^`\n]*`|[^|\\])*")


class SourceText:
    """A source with the offset of each of its lines, counted in code points from 0."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.text = source.text
        self.starts = [0]
        for line in source.text.split("\n"):
            self.starts.append(self.starts[-1] + len(line) + 1)

    @property
    def sha256(self) -> str:
        """Return the hash of the text as read: UTF-8, line feeds, no byte order mark."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    def lines(self, first: int, last: int) -> tuple[int, int]:
        """Return the range of whole lines, without the last line feed."""
        last = min(last, len(self.starts) - 1)
        return self.starts[min(first, last) - 1], self.starts[last] - 1

    def offset(self, place: Position) -> int:
        """Return the offset of a line and column, both counted from 1."""
        return min(
            self.starts[min(place.line, len(self.starts)) - 1] + place.column - 1, len(self.text)
        )

    def behind_marker(self, start: int, end: int) -> int:
        """Return where text begins on a line: behind a list's or heading's sign."""
        match = _MARKER.match(self.text, start, end)
        return match.end() if match else start

    def cell(self, start: int, end: int, column: int) -> tuple[int, int]:
        """Return the range of a table row's cell, or of the row where it has no such cell."""
        row = self.text[start:end]
        place = len(row) - len(row.lstrip())
        place += row[place : place + 1] == "|"
        for _ in range(column):
            place = _CELL.match(row, place).end() + 1  # type: ignore[union-attr]
        match = _CELL.match(row, place) if place <= len(row) else None
        return (start + match.start(), start + match.end()) if match else (start, end)

    def place(self, field: str) -> Position:
        """Return where a front-matter value begins; where it is absent, its nearest parent."""
        return self.source.positions.get(f"{field}.=") or self.source.position(field)

    @cached_property
    def _keys(self) -> list[tuple[int, str]]:
        """Return the offsets of all keys and values of the front matter, in order."""
        positions = self.source.positions.items()
        return sorted((self.offset(position), key) for key, position in positions)

    def value(self, field: str) -> tuple[int, int]:
        """Return the range of a front-matter value as it is written."""
        start = self.offset(self.place(field))
        end = max(self.lines(1, max(self.source.body_line - 2, 1))[1], start)
        for index in range(bisect(self._keys, (start + 1,)), len(self._keys)):
            offset, key = self._keys[index]
            if not key.startswith(f"{field}."):
                end = min(end, offset)
                break
        return start, start + len(_BEHIND.sub("", self.text[start:end]))

    def shown(self, field: str) -> Any:
        """Return a front-matter value as YAML reads it, or None."""
        value: Any = self.source.meta
        for part in field.split("."):
            if isinstance(value, Mapping):
                value = value.get(part)
            elif isinstance(value, Sequence) and not isinstance(value, str) and part.isdigit():
                value = value[int(part)] if int(part) < len(value) else None
            else:
                return None
        return value
