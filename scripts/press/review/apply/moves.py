"""Paragraphs put elsewhere, in the same file or another, with their source as it stands."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from press.docx.sources.text import SourceText
from press.review.apply.body import Body
from press.review.apply.proof import NEW, Meant
from press.review.edits.edit import BlockEdit, Target
from press.review.edits.paragraphs import deletion
from press.review.sources.units import Unit

_ITEM = re.compile(r"([ \t]*)(?:[-*+]|\d+[.)])[ \t]+")


@dataclass(frozen=True)
class _Move:
    """Units `gone` of one body, and the unit of another (or the same) `beside` which they go."""

    home: Body
    gone: tuple[Unit, ...]
    away: Body
    beside: Unit
    is_before: bool

    @property
    def chunk(self) -> str:
        """The lines that move."""
        return _lines(self.home.source, *self.gone)

    @property
    def place(self) -> int:
        """Behind how many of the other body's paragraphs they go."""
        return self.beside.number + (not self.is_before)


def move(bodies: Mapping[str, Body], target: Target) -> tuple[dict[str, Body], str]:
    """Return the files in which paragraphs stand elsewhere, or why that cannot be made.

    Nothing in `bodies` is changed.
    """
    edit = target.edit
    if not isinstance(edit, BlockEdit) or target.beside is None:
        return {}, "nothing tells where it went"
    home, away = bodies[target.unit.path], bodies[target.beside.path]
    gone = tuple(unit for one in target.units if (unit := home.unit(one.number)))
    beside = away.unit(target.beside.number)
    if beside is None or len(gone) < len(target.units):
        return {}, "one of the paragraphs is gone by another change"
    if [one.number for one in gone] != list(range(gone[0].number, gone[0].number + len(gone))):
        return {}, "other paragraphs stand between these now"
    one = _Move(home, gone, away, beside, edit.is_before)
    if _parts_list(one):
        return {}, "it would part the items of a list from what belongs to them"
    reason = ""
    for made, wrong in _within(one) if home is away else _across(one):
        if not wrong:
            return made, ""
        reason = reason or wrong
    return {}, reason


def _within(one: _Move) -> Iterator[tuple[dict[str, Body], str]]:
    """Yield a file with paragraphs moved, and what is wrong with it."""
    wanted = one.home.meant()
    moving = [replace(each, is_moved=True) for each in _cut(wanted, one.gone)]
    place = one.place - (len(moving) if one.place > one.gone[0].number else 0)
    wanted[place:place] = moving
    for text in _texts_within(one):
        made = copy.copy(one.home)
        yield {one.beside.path: made}, made.judge(text, wanted)


def _across(one: _Move) -> Iterator[tuple[dict[str, Body], str]]:
    """Yield two files, paragraphs moved from the one to the other, and what is wrong with them."""
    wanted, rest = one.away.meant(), one.home.meant()
    moving = [replace(each, origin=NEW) for each in _cut(rest, one.gone)]
    wanted[one.place : one.place] = moving
    source = one.home.source.text
    leaving = deletion(one.home.source, one.gone)
    for start, text in _arrivals(one):
        home, away = copy.copy(one.home), copy.copy(one.away)
        other = one.away.source.text
        reason = away.judge(other[:start] + text + other[start:], wanted)
        reason = reason or home.judge(source[: leaving.start] + source[leaving.end :], rest)
        yield {one.gone[0].path: home, one.beside.path: away}, reason


def _cut(wanted: list[Meant], gone: Sequence[Unit]) -> list[Meant]:
    """Take paragraphs out of a list; return them."""
    here = slice(gone[0].number, gone[-1].number + 1)
    taken = wanted[here]
    del wanted[here]
    return taken


def _texts_within(one: _Move) -> Iterator[str]:
    """Yield ways to write a file in which paragraphs stand elsewhere."""
    text, leaving = one.home.source.text, deletion(one.home.source, one.gone)
    swapped = _reordered(one)
    if swapped:
        yield swapped
    for start, new in _arrivals(one):
        if start <= leaving.start:
            yield text[:start] + new + text[start : leaving.start] + text[leaving.end :]
        elif start >= leaving.end:
            yield text[: leaving.start] + text[leaving.end : start] + new + text[start:]


def _reordered(one: _Move) -> str:
    """Return the file with the items of one list in another order, their numbers kept in place."""
    first = min(one.gone[0].number, one.beside.number)
    last = max(one.gone[-1].number, one.beside.number)
    source, units = one.home.source, one.home.units[first : last + 1]
    chunks = [_lines(source, unit) for unit in units]
    signs = [_ITEM.match(chunk) for chunk in chunks]
    if len({sign and sign[1] for sign in signs}) > 1 or not all(signs):
        return ""
    bare = [chunk[sign.end() :] for chunk, sign in zip(chunks, signs, strict=True) if sign]
    moving = bare[one.gone[0].number - first : one.gone[-1].number - first + 1]
    del bare[one.gone[0].number - first : one.gone[-1].number - first + 1]
    place = one.place - first
    place -= len(moving) if one.place > one.gone[0].number else 0
    bare[place:place] = moving
    text, at, parts = source.text, 0, []
    for unit, sign, words in zip(units, signs, bare, strict=True):
        start, end = source.lines(*unit.lines)
        parts += [text[at:start], sign[0] if sign else "", words]
        at = end
    return "".join(parts) + text[at:]


def _arrivals(one: _Move) -> Iterator[tuple[int, str]]:
    """Yield places at which the lines can be put in, and how they are written there."""
    source = one.away.source
    first, last = source.lines(*one.beside.lines)
    chunk, sign = one.chunk, _ITEM.match(_lines(source, one.beside))
    mine = _ITEM.match(chunk)
    breaks = ["\n\n"]
    if mine and sign:
        breaks = ["\n", "\n\n"]
        chunk = chunk if mine[0].strip() in "-*+" else sign[0] + chunk[mine.end() :]
    for gap in breaks:
        yield (first, f"{chunk}{gap}") if one.is_before else (last, f"{gap}{chunk}")


def _parts_list(one: _Move) -> bool:
    """Tell whether items would leave what is nested in them, or come between such."""
    sign, mine = _sign(one.away, one.beside.number), _sign(one.home, one.gone[0].number)
    if mine and sign and mine[1] != sign[1]:
        return True
    behind = [_sign(one.home, one.gone[-1].number + 1)]
    if not one.is_before:
        behind.append(_sign(one.away, one.beside.number + 1))
    return any(
        head and other and len(other[1]) > len(head[1])
        for head, other in zip((mine, sign), behind, strict=False)
    )


def _sign(body: Body, number: int) -> re.Match[str] | None:
    """Return the sign of a list's item, None of another paragraph."""
    if number >= len(body.units) or body.units[number].kind != "li":
        return None
    return _ITEM.match(_lines(body.source, body.units[number]))


def _lines(source: SourceText, first: Unit, *more: Unit) -> str:
    """Return the lines that units stand on, from the first to the last."""
    last = more[-1] if more else first
    return source.text[source.lines(*first.lines)[0] : source.lines(*last.lines)[1]]
