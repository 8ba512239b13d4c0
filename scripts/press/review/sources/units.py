"""Units: the texts that are written as one, a paragraph of a body or a value of front matter.

A Word paragraph shows one unit, or several (a listing of values), with generated words between.
Offsets count code points from 0, ends are exclusive.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate

from press.compile import ATOM, segments
from press.docx.sources.manifest import Block
from press.docx.sources.text import SourceText
from press.review.model.paragraphs import Format
from press.review.sources.rendering import Rendered

# Kind (v, t, a; g where no source was found), start and end in the text, start and end in the file.
Segment = tuple[str, int, int, int, int]


@dataclass(frozen=True)
class Unit:
    """A paragraph of a body, or the value of the front-matter key `key`.

    In `text` everything atomic (citation, footnote mark, image) is one U+FFFC, and nothing is
    generated. `number` counts the paragraphs of a body. `looks`, in `atoms` the sources of what
    is atomic, and `shape`, its style and level, are known for a body's text as rendered today.
    """

    path: str
    text: str
    segments: tuple[Segment, ...]
    kind: str = ""
    key: str = ""
    number: int = 0
    lines: tuple[int, int] = (1, 1)
    looks: tuple[Format, ...] = field(default=(), repr=False)
    atoms: tuple[str, ...] = ()
    shape: str = ""

    def source(self, start: int, end: int) -> tuple[int, int] | None:
        """Return the file's range for characters of the text, None where it shows none of them.

        A point lies behind the character before it; at the beginning, before the first.
        """
        if start == end:
            return self._point(start)
        inside = [s for s in self.segments if s[1] < end and s[2] > start]
        if not inside:
            return None
        return _at(inside[0], max(start, inside[0][1])), _behind(
            inside[-1], min(end, inside[-1][2]) - 1
        )

    def _point(self, offset: int) -> tuple[int, int] | None:
        before = next((s for s in self.segments if s[1] < offset <= s[2]), None)
        if before is not None:
            place = _behind(before, offset - 1)
            return place, place
        after = next((s for s in self.segments if s[1] <= offset < s[2]), None)
        return None if after is None else (_at(after, offset),) * 2

    def offset(self, place: int) -> int | None:
        """Return the offset of the character that a place of the file is shown by."""
        for kind, start, _, source_start, source_end in self.segments:
            if source_start <= place < source_end:
                return start + (place - source_start if kind == "v" else 0)
        return None


def _at(segment: Segment, offset: int) -> int:
    kind, start, _, source_start, _ = segment
    return source_start + (offset - start if kind == "v" else 0)


def _behind(segment: Segment, offset: int) -> int:
    kind, start, _, source_start, source_end = segment
    return source_start + offset - start + 1 if kind == "v" else source_end


def rendered_unit(made: Rendered, number: int) -> Unit:
    """Return the unit of a paragraph as rendered today."""
    return replace(body_unit(made.block, number, made.looks), atoms=made.atoms, shape=made.shape)


def body_unit(block: Block, number: int, looks: Sequence[Format] = ()) -> Unit:
    """Return the unit that a body's block shows."""
    text = ""
    made: list[Segment] = []
    kept: list[Format] = []
    for kind, start, end, source_start, source_end in block.segments:
        if _is_added(kind, source_start, source_end):
            continue
        shown = ATOM if kind == "a" else block.text[start:end]
        made.append((kind, len(text), len(text) + len(shown), source_start, source_end))
        text += shown
        kept += looks[start : start + len(shown)]
    lines = block.lines or (1, 1)
    return Unit(
        block.file, text, tuple(made), block.kind, number=number, lines=lines, looks=tuple(kept)
    )


def _is_added(kind: str, source_start: int, source_end: int) -> bool:
    """Tell what the press put in (`Table 1. `) from text whose source was not found."""
    return kind == "g" and source_start == source_end == 0


def value_unit(text: SourceText, key: str, kind: str = "") -> Unit | None:
    """Return the unit of a front-matter value that is text, else None."""
    value = text.shown(key)
    if not isinstance(value, str):
        return None
    start, end = text.value(key)
    found = tuple(
        (s.kind[0], s.start, s.end, s.source_start + start, s.source_end + start)
        for s in segments(value, text.text[start:end])
        if s.kind != "generated"
    )
    first = text.place(key).line
    lines = (first, first + text.text.count("\n", start, end))
    return Unit(text.source.path, value, found, kind, key, lines=lines)


@dataclass(frozen=True)
class Shown:
    """What a character of a Word paragraph shows: a character of a unit, or nothing.

    An atom's characters all show the one that stands for it; `capital` is set where the study
    card wrote a value's first letter large.
    """

    unit: int
    offset: int
    kind: str
    capital: bool = False


@dataclass(frozen=True)
class Woven:
    """A block with the units that its characters show; None is what is generated."""

    block: Block
    units: tuple[Unit, ...]
    shown: tuple[Shown | None, ...]

    def cuts_atom(self, place: int) -> bool:
        """Tell whether a place lies inside something atomic."""
        if not 0 < place < len(self.shown):
            return False
        one, other = self.shown[place - 1], self.shown[place]
        return one is not None and one.kind == "a" and one == other

    def place(self, unit: int, offset: int) -> int:
        """Return where an offset of a unit stands in the block: behind the character before it."""
        last = 0
        for at, one in enumerate(self.shown):
            if one is not None and one.unit == unit:
                if one.offset >= offset:
                    return last if offset else at
                last = at + 1
        return last

    def range(self, start: int, end: int) -> tuple[int, int, int] | None:
        """Return the unit and the range in it for a range of the block.

        None where it touches generated words, or more than one unit.
        """
        if start == end:
            return self._point(start)
        inside = self.shown[start:end]
        units = {None if one is None else one.unit for one in inside}
        first, last = inside[0], inside[-1]
        if len(units) != 1 or first is None or last is None:
            return None
        return first.unit, first.offset, last.offset + 1

    def _point(self, place: int) -> tuple[int, int, int] | None:
        before = self.shown[place - 1] if place else None
        after = self.shown[place] if place < len(self.shown) else None
        if before is not None:
            return before.unit, before.offset + 1, before.offset + 1
        if after is not None:
            return after.unit, after.offset, after.offset
        if not self.shown and len(self.units) == 1:  # an empty cell
            return 0, 0, 0
        return None


def woven(block: Block, number: int, source: SourceText) -> Woven:
    """Return a block of the export with its units; `number` counts the body's paragraphs."""
    if not block.fields:
        unit = body_unit(block, number)
        kept = [s for s in block.segments if not _is_added(s[0], s[3], s[4])]
        shown: list[Shown | None] = [None] * len(block.text)
        starts = accumulate((1 if s[0] == "a" else s[2] - s[1] for s in kept), initial=0)
        for (kind, start, end, *_), at in zip(kept, starts, strict=False):
            for place in range(start, end):
                shown[place] = Shown(0, at if kind == "a" else at + place - start, kind)
        return Woven(block, (unit,), tuple(shown))
    return _woven_values(block, source)


def _woven_values(block: Block, source: SourceText) -> Woven:
    units: list[Unit] = []
    shown: list[Shown | None] = [None] * len(block.text)
    for one in block.fields:
        keys = [one.key]
        if isinstance(source.shown(one.key), list):
            keys = [f"{one.key}.{number}" for number in range(len(source.shown(one.key)))]
        for key in keys:
            unit = value_unit(source, key, block.kind)
            if unit is not None:
                _weave(block, unit, len(units), shown)
                units.append(unit)
    return Woven(block, tuple(units), tuple(shown))


def _weave(block: Block, unit: Unit, number: int, shown: list[Shown | None]) -> None:
    for kind, start, end, source_start, _ in block.segments:
        if kind not in "vt":
            continue
        for place in range(start, end):
            offset = unit.offset(source_start + (place - start if kind == "v" else 0))
            if offset is not None:
                capital = block.text[place] != unit.text[offset] and kind == "t"
                shown[place] = Shown(number, offset, kind, capital)
