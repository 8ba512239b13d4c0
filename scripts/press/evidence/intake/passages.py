"""Text that knows where each of its characters stands in the file it was read from."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple


class Piece(NamedTuple):
    """A run of a passage that stands in its file as it is: offset, line and column (from 1)."""

    start: int
    line: int
    column: int


@dataclass(frozen=True)
class Passage:
    """A text and the places of its runs; between two runs the file has something else, or nothing.

    The last piece that begins at or before an offset tells its place. `heading` is the level of
    an HTML heading, from 1 to 6, and 0 of anything else.
    """

    text: str = ""
    pieces: tuple[Piece, ...] = ()
    heading: int = 0

    def __bool__(self) -> bool:
        """Tell whether there is anything to read."""
        return bool(self.text.strip())

    def where(self, offset: int = 0) -> tuple[int, int]:
        """Return line and column of an offset; of a line break, the end of its line."""
        if not self.pieces:
            return (1, 1)
        index = max(bisect_right(self.pieces, offset, key=lambda piece: piece.start) - 1, 0)
        piece = self.pieces[index]
        return (piece.line, piece.column + max(offset - piece.start, 0))

    def part(self, start: int, end: int | None = None) -> Passage:
        """Return the passage from one offset to another, without spaces around it."""
        end = len(self.text) if end is None else end
        text = self.text[start:end]
        start += len(text) - len(text.lstrip())
        text = text.strip()
        end = start + len(text)
        first = Piece(0, *self.where(start))
        inner = [
            Piece(piece.start - start, piece.line, piece.column)
            for piece in self.pieces
            if start < piece.start < end
        ]
        return Passage(text, (first, *inner))

    def lines(self) -> tuple[Passage, ...]:
        """Return the passage line by line, without empty ones."""
        found: list[Passage] = []
        start = 0
        for text in self.text.split("\n"):
            if text.strip():
                found.append(self.part(start, start + len(text)))
            start += len(text) + 1
        return tuple(found)


def joined(passages: Iterable[Passage]) -> Passage:
    """Return passages as one, a line break between two."""
    texts: list[str] = []
    pieces: list[Piece] = []
    length = 0
    for passage in passages:
        pieces += [Piece(p.start + length, p.line, p.column) for p in passage.pieces]
        texts.append(passage.text)
        length += len(passage.text) + 1
    return Passage("\n".join(texts), tuple(pieces))


def text_lines(text: str) -> tuple[Passage, ...]:
    """Return a plain text line by line; an empty line is an empty passage."""
    return tuple(
        Passage(line.rstrip(), (Piece(0, number, 1),))
        for number, line in enumerate(text.split("\n"), start=1)
    )
