"""Ways to write an edit into Markdown, the plainest first; rendering tells which one is right."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from press.review.diff.paragraphs import STRAIGHT
from press.review.model.paragraphs import PLAIN, Format, Run
from press.review.sources.units import Unit

_EMPTY = re.compile(r"(?<!!)\[\]\([^()\s]*\)|\*\*\*\*|(?<!`)``(?!`)")
_CURLY = re.compile("[“”‘’]")
# What Markdown, its extensions or a table can take for syntax.
_SIGNS = re.compile(r"[\\`*_\[\]<>&@|#~^$]")
_ALL_SIGNS = re.compile(r"[!-/:-@\[-`{-~]")
# The signs that Python-Markdown and its extensions let be escaped by a backslash.
_ESCAPED = frozenset("\\`*_{}[]()>#+-.!@|\"'")
_WEB = re.compile(r"(?:https?|mailto):[^\s()<>]+$")
_OPENERS = re.compile(r"[*_`\[~]+$")
_CLOSERS = re.compile(r"[*_`~]+|\]\([^()\s]*\)|\]\[[^\]]*\]")


@dataclass(frozen=True)
class Spelling:
    """Characters `start:end` of a file make room for `text`.

    Unless it is exact, the blanks round words that are taken out are tidied (see `settled`).
    """

    start: int
    end: int
    text: str
    is_exact: bool = False

    def settled(self, source: str) -> Spelling:
        """Return the exact way: without a second blank where a word is taken out."""
        if self.is_exact or self.text:
            return replace(self, is_exact=True)
        start, end = self.start, self.end
        before, after = source[max(start - 2, 0) : start], source[end : end + 1]
        if before[-1:] == "\n" == after:
            end += before != "\n\n"
        elif before[-1:] in {" ", "\n"} and after == " ":
            end += 1
        elif before[-1:] == " " and after in {"\n", ""}:
            start = len(source[:start].rstrip(" "))
        return Spelling(start, end, "", is_exact=True)


def spellings(
    source: str, unit: Unit, start: int, end: int, new: Sequence[Run]
) -> Iterator[Spelling]:
    """Yield ways to put `new` in the place of characters `start:end` of a unit."""
    spellings = list(_spellings(unit, new))
    for first, last, look in _sites(source, unit, start, end):
        for spelling in spellings:
            yield Spelling(first, last, _written(spelling, look))
        if not new:
            yield from _with_blanks(source, first, last)
    yield from _around_marks(source, unit, start, end, spellings)


def _with_blanks(source: str, start: int, end: int) -> Iterator[Spelling]:
    """Yield ways to take out words with the blanks behind them, or before them."""
    behind = len(source[end:]) - len(source[end:].lstrip())
    before = len(source[:start]) - len(source[:start].rstrip())
    yield Spelling(start, end + behind, "", is_exact=True)
    yield Spelling(start - before, end, "", is_exact=True)


def _around_marks(
    source: str, unit: Unit, start: int, end: int, spellings: Sequence[Sequence[Run]]
) -> Iterator[Spelling]:
    """Yield ways that take out the characters, and leave the marks that stand between them."""
    places = [unit.source(place, place + 1) for place in range(start, end)]
    found = [place for place in places if place is not None]
    if len(found) < 2:  # noqa: PLR2004 - between fewer, nothing stands
        return
    marks = "".join(source[one[1] : other[0]] for one, other in pairwise(found))
    if not marks.strip():
        return
    first, last = found[0][0], found[-1][1]
    head, tail = unit.looks[start], unit.looks[end - 1]
    for spelling in spellings:
        yield Spelling(first, last, _without_empty(_written(spelling, head) + marks))
        yield Spelling(first, last, _without_empty(marks + _written(spelling, tail)))


def _without_empty(text: str) -> str:
    """Return a text without links and marks that hold nothing any more."""
    return _EMPTY.sub("", text)


def spelled(unit: Unit, new: Sequence[Run]) -> Iterator[str]:
    """Yield ways to write runs where nothing is bold or italic around them."""
    for spelling in _spellings(unit, new):
        yield _written(spelling, PLAIN)


def _sites(source: str, unit: Unit, start: int, end: int) -> Iterator[tuple[int, int, Format]]:
    """Yield the ranges of the source that can be replaced, with the look that text has there."""
    before = unit.looks[start - 1] if start else PLAIN
    after = unit.looks[end] if end < len(unit.text) else PLAIN
    if start == end:
        yield from _points(source, unit, start, before, after)
        return
    found = unit.source(start, end)
    if found is None:
        return
    first, last = found
    inside = unit.looks[start]
    yield first, last, inside
    opened, closed = _OPENERS.search(source[:first]), _CLOSERS.match(source, last)
    if opened and closed:  # everything between two marks goes: the marks go too
        yield opened.start(), closed.end(), before
        yield opened.start(), closed.end(), after


def points(source: str, unit: Unit, place: int) -> list[int]:
    """Return the places of the source that are the one between two characters of a unit."""
    found = _points(source, unit, place, PLAIN, PLAIN)
    return list(dict.fromkeys(at for at, _, _ in found))


def _points(
    source: str, unit: Unit, place: int, before: Format, after: Format
) -> Iterator[tuple[int, int, Format]]:
    left = unit.source(place - 1, place) if place else None
    right = unit.source(place, place + 1) if place < len(unit.text) else None
    if left is None and right is None:
        at = unit.source(0, 0)
        if at is not None:
            yield at[0], at[0], PLAIN
        return
    if left is not None:
        yield left[1], left[1], before
    if right is not None and (left is None or left[1] != right[0]):
        yield right[0], right[0], after
    if left is not None:
        closed = _CLOSERS.match(source, left[1])
        while closed:
            yield closed.end(), closed.end(), _barer(after if right else PLAIN, before)
            closed = _CLOSERS.match(source, closed.end())
    if right is not None:
        opened = _OPENERS.search(source[: right[0]])
        if opened:
            yield opened.start(), opened.start(), _barer(before if left else PLAIN, after)


def _barer(one: Format, other: Format) -> Format:
    """Return the look of text between two looks: what both have."""
    return replace(PLAIN, bold=one.bold and other.bold, italic=one.italic and other.italic)


def _spellings(unit: Unit, new: Sequence[Run]) -> Iterator[list[Run]]:
    """Yield the characters as they could be typed: as they are, then with signs escaped."""
    variants = [new]
    if any(_CURLY.search(run.text) for run in new):
        straight = [Run(run.text.translate(STRAIGHT), run.look) for run in new]
        variants = [straight, new]  # typography makes them curly; where it does not, they are typed
    if unit.kind == "pre":
        yield from (list(one) for one in variants)
        return
    for signs in (None, _SIGNS, _ALL_SIGNS):
        for variant in variants:
            if signs is None:
                yield list(variant)
            elif any(signs.search(run.text) for run in variant):
                yield [Run(signs.sub(_escaped, run.text), run.look) for run in variant]


def _escaped(sign: re.Match[str]) -> str:
    return f"\\{sign[0]}" if sign[0] in _ESCAPED else f"&#{ord(sign[0])};"


def _written(spelling: Sequence[Run], around: Format) -> str:
    return "".join(_marked(run, around) for run in spelling)


def _marked(run: Run, around: Format) -> str:
    """Return a run with the marks that its look needs in text of another look."""
    text = run.text
    core = text.strip()
    if not core:
        return text
    sign = ""
    if run.look.bold and not around.bold:
        sign += "**"
    if run.look.italic and not around.italic:
        sign += "*"
    if _WEB.match(run.look.link) and not around.link:
        core = f"[{core}]({run.look.link})"
    lead, tail = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    written = f"{lead}{sign}{core}{sign[::-1]}{tail}"
    if around.bold and not run.look.bold:
        return f"**{written}**" if written.strip() == written else written
    return written
