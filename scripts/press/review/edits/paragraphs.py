"""Ways to write whole paragraphs and rows into Markdown, with what each is meant to render as."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import product

from press.docx.sources.text import SourceText
from press.review.edits.edit import BlockEdit
from press.review.edits.lists import separators, signs
from press.review.edits.words import Spelling, points, spelled
from press.review.sources.units import Unit

_HEADING = re.compile(r"#{1,6}[ \t]+")


def block_spellings(
    source: SourceText, units: Sequence[Unit], edit: BlockEdit, today: Sequence[Unit], start: int
) -> Iterator[Spelling]:
    """Yield ways to make a block's edit; `today` are its units as they are now."""
    if edit.action == "delete":
        yield deletion(source, today)
    elif edit.action == "merge":
        yield from _merge(source, today, edit.new_text)
    elif edit.action == "split":
        yield from _split(source, today[0], start)
    elif edit.is_row:
        spellings = [list(spelled(today[-1], runs)) for runs in edit.new]
        for number in range(max(map(len, spellings))):
            cells = [spellings[min(number, len(spellings) - 1)] for spellings in spellings]
            place = source.lines(*today[-1].lines)[1]
            yield Spelling(place, place, "\n| " + " | ".join(cells) + " |", is_exact=True)
    else:
        yield from _insertion(source, units, edit, today[0])


def deletion(source: SourceText, gone: Sequence[Unit]) -> Spelling:
    """Return the way to take out the lines of units, with the empty line behind them."""
    start = source.lines(*gone[0].lines)[0]
    end = source.lines(*gone[-1].lines)[1] + 1
    text = source.text
    is_after_blank = text[max(start - 2, 0) : start] in {"\n\n", "\n"}
    if is_after_blank and text[end : end + 1] in {"\n", ""}:
        end += 1
    return Spelling(start, min(end, len(text)), "", is_exact=True)


def _merge(source: SourceText, today: Sequence[Unit], between: str) -> Iterator[Spelling]:
    """Yield ways to join two units; marks that end or begin there stay with their words."""
    text = source.text
    ends = points(text, today[0], len(today[0].text))
    if len(today) == 1:  # nothing is left of what it is joined with
        yield from (Spelling(end, end, "", is_exact=True) for end in ends[:1])
        return
    for end, start in product(ends, points(text, today[1], 0)):
        lines = text[end:start].split("\n")
        if not any(line.strip(" \t>") for line in lines[1:-1]):  # what neither shows is not lost
            yield Spelling(end, start, between, is_exact=True)


def _split(source: SourceText, unit: Unit, start: int) -> Iterator[Spelling]:
    """Yield ways to divide a unit; marks that end or begin there stay with their words."""
    text = source.text
    first, last = source.lines(*unit.lines)
    for gap, sign in signs(source, unit, unit.shape):
        for place in points(text, unit, start):
            left, right = place, place
            while left > first and text[left - 1].isspace():
                left -= 1
            while right < last and text[right].isspace():
                right += 1
            yield Spelling(left, right, gap + sign, is_exact=True)


def _insertion(
    source: SourceText, units: Sequence[Unit], edit: BlockEdit, unit: Unit
) -> Iterator[Spelling]:
    lead = ""
    if edit.style.startswith("h"):
        like = next((one for one in units if one.kind == edit.style), None)
        sign = _HEADING.match(source.text, source.lines(*like.lines)[0]) if like else None
        lead = sign[0] if sign else ""
    first, last = source.lines(*unit.lines)
    for text in spelled(unit, edit.new[0]):
        for gap, sign_of_list in separators(source, units, edit, unit):
            written = f"{sign_of_list}{lead}{text.strip()}"
            if edit.is_before:
                yield Spelling(first, first, f"{written}{gap}", is_exact=True)
            else:
                yield Spelling(last, last, f"{gap}{written}", is_exact=True)
