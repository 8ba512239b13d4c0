"""Two versions of one text: where characters of the one stand in the other.

Words are compared, not letters, so that a new word is new as a whole; a blank is equal to any
other blank. Offsets count code points from 0, ends are exclusive.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from itertools import accumulate

from press.review.diff.paragraphs import collapsed

_TOKEN = re.compile(r"\s+|\d+(?:[.,]\d+)+|[^\W_]+|.", re.DOTALL)  # a number is one word
_ATOMS = "\ufffc"  # what stands for a citation, a note's mark or an image


@dataclass(frozen=True)
class Chunk:
    """Characters that are the same in both texts, or blanks in both."""

    old: int
    old_end: int
    new: int
    new_end: int


@dataclass(frozen=True)
class Same:
    """What is the same in an old and a new text, in order."""

    old: str
    new: str
    chunks: tuple[Chunk, ...]

    @cached_property
    def _starts(self) -> list[int]:
        return [chunk.old for chunk in self.chunks]

    def character(self, offset: int) -> int | None:
        """Return where a character of the old text stands in the new one, None if it is gone."""
        index = bisect_right(self._starts, offset) - 1
        if index < 0 or offset >= self.chunks[index].old_end:
            return None
        chunk = self.chunks[index]
        if offset == chunk.old_end - 1:
            return chunk.new_end - 1
        return min(chunk.new + offset - chunk.old, chunk.new_end - 1)

    def region(self, start: int, end: int) -> tuple[int, int] | None:
        """Return the new text's range between the neighbours of an old range.

        None where a neighbour is gone, or the two have changed places.
        """
        before = -1 if start == 0 else self.character(start - 1)
        after = len(self.new) if end == len(self.old) else self._first(end)
        if before is None or after is None or before + 1 > after:
            return None
        return before + 1, after

    def _first(self, offset: int) -> int | None:
        """Return where a character begins in the new text: blanks may have grown."""
        index = bisect_right(self._starts, offset) - 1
        if index >= 0 and self.chunks[index].old == offset:
            return self.chunks[index].new
        return self.character(offset)

    def nearest(self, offset: int) -> int:
        """Return the new text's offset for any old one; of what is gone, the place where it was."""
        found = 0
        for chunk in self.chunks:
            if offset < chunk.old:
                break
            found = chunk.new_end
            if offset < chunk.old_end:
                return min(chunk.new + offset - chunk.old, chunk.new_end)
        return len(self.new) if offset >= len(self.old) else found

    def range(self, start: int, end: int) -> tuple[int, int]:
        """Return where an old range stands: from the first to the last of its words left.

        Where none is left, it is what stands in their place; signs and blanks are no words.
        """
        held = range(start, end)
        told = [o for o in held if self.old[o].isalnum() or self.old[o] in _ATOMS] or held
        if any(self.character(o) is not None for o in told):
            kept = [place for place in map(self.character, held) if place is not None]
            return kept[0], kept[-1] + 1
        first = self.nearest(start)
        return first, max(first, self.nearest(end))

    @property
    def is_identity(self) -> bool:
        """Tell whether the texts are equal but for blanks."""
        return collapsed(self.old) == collapsed(self.new)


def same(old: str, new: str, *, whole_words: bool = False) -> Same:
    """Return what is the same in two texts.

    What begins or ends alike is the same so far, unless only whole words count.
    """
    if old == new:
        return Same(old, new, (Chunk(0, len(old), 0, len(new)),) if old else ())
    olds, news = _tokens(old), _tokens(new)
    matcher = SequenceMatcher(
        None, [_key(old, t) for t in olds], [_key(new, t) for t in news], autojunk=False
    )
    chunks: list[Chunk] = []
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            for one, other in zip(olds[i1:i2], news[j1:j2], strict=True):
                chunks.append(Chunk(*one, *other))
        elif tag == "replace" and not whole_words:
            chunks += _edges(old, new, _extent(olds, i1, i2), _extent(news, j1, j2))
    return Same(old, new, tuple(chunks))


def same_lines(old: str, new: str) -> Same:
    """Return what is the same in two whole sources, line by line: words would take long."""
    olds, news = old.splitlines(keepends=True), new.splitlines(keepends=True)
    starts = [list(accumulate(map(len, lines), initial=0)) for lines in (olds, news)]
    blocks = SequenceMatcher(None, olds, news, autojunk=False).get_matching_blocks()
    chunks = tuple(
        Chunk(starts[0][i], starts[0][i + many], starts[1][j], starts[1][j + many])
        for i, j, many in blocks
        if many
    )
    return Same(old, new, chunks)


def _tokens(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in _TOKEN.finditer(text)]


def _key(text: str, span: tuple[int, int]) -> str:
    token = text[slice(*span)]
    return " " if token.isspace() else token


def _extent(tokens: Sequence[tuple[int, int]], first: int, last: int) -> tuple[int, int]:
    return tokens[first][0], tokens[last - 1][1]


def _edges(old: str, new: str, one: tuple[int, int], other: tuple[int, int]) -> list[Chunk]:
    """Return what two differing stretches have in common at their beginning and their end."""
    limit = min(one[1] - one[0], other[1] - other[0])
    head = 0
    while head < limit and old[one[0] + head] == new[other[0] + head]:
        head += 1
    tail = 0
    while tail < limit - head and old[one[1] - 1 - tail] == new[other[1] - 1 - tail]:
        tail += 1
    chunks = []
    if head:
        chunks.append(Chunk(one[0], one[0] + head, other[0], other[0] + head))
    if tail:
        chunks.append(Chunk(one[1] - tail, one[1], other[1] - tail, other[1]))
    return chunks
