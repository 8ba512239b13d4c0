"""Ways to write whole paragraphs and rows into Markdown, with what each is meant to render as."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product

from press.docx.sources.text import SourceText
from press.review.apply.proof import Meant, edited
from press.review.edits.lists import separators, signs
from press.review.edits.words import Way, points, spelled
from press.review.merge.block_edits import BlockEdit
from press.review.model.paragraphs import Look, Run
from press.review.sources.units import Unit

_HEADING = re.compile(r"#{1,6}[ \t]+")


def block_ways(
    source: SourceText, units: Sequence[Unit], edit: BlockEdit, today: Sequence[Unit], start: int
) -> Iterator[Way]:
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
            cells = [ways[min(number, len(ways) - 1)] for ways in spellings]
            place = source.lines(*today[-1].lines)[1]
            yield Way(place, place, "\n| " + " | ".join(cells) + " |", is_exact=True)
    else:
        yield from _insertion(source, units, edit, today[0])


def deletion(source: SourceText, gone: Sequence[Unit]) -> Way:
    """Return the way to take out the lines of units, with the empty line behind them."""
    start = source.lines(*gone[0].lines)[0]
    end = source.lines(*gone[-1].lines)[1] + 1
    text = source.text
    is_after_blank = text[max(start - 2, 0) : start] in {"\n\n", "\n"}
    if is_after_blank and text[end : end + 1] in {"\n", ""}:
        end += 1
    return Way(start, min(end, len(text)), "", is_exact=True)


def _merge(source: SourceText, today: Sequence[Unit], between: str) -> Iterator[Way]:
    """Yield ways to join two units; marks that end or begin there stay with their words."""
    text = source.text
    ends = points(text, today[0], len(today[0].text))
    if len(today) == 1:  # nothing is left of what it is joined with
        yield from (Way(end, end, "", is_exact=True) for end in ends[:1])
        return
    for end, start in product(ends, points(text, today[1], 0)):
        lines = text[end:start].split("\n")
        if not any(line.strip(" \t>") for line in lines[1:-1]):  # what neither shows is not lost
            yield Way(end, start, between, is_exact=True)


def _split(source: SourceText, unit: Unit, start: int) -> Iterator[Way]:
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
            yield Way(left, right, gap + sign, is_exact=True)


def _insertion(
    source: SourceText, units: Sequence[Unit], edit: BlockEdit, unit: Unit
) -> Iterator[Way]:
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
                yield Way(first, first, f"{written}{gap}", is_exact=True)
            else:
                yield Way(last, last, f"{gap}{written}", is_exact=True)


def block_meant(
    now: Sequence[Meant], edit: BlockEdit, places: Sequence[int], start: int
) -> list[Meant]:
    """Return how the paragraphs of a file shall read after a block's edit.

    `places` are those of the paragraphs that it concerns.
    """
    first, last = places[0], places[-1]
    wanted = list(now)
    if edit.action == "delete":
        del wanted[first : last + 1]
    elif edit.action == "merge" and first < last:
        wanted[first : last + 1] = [_merged(wanted[first], wanted[last], edit.new_text)]
    elif edit.action == "split":
        one = wanted[first]
        wanted[first : first + 1] = [
            edited(one, (start, len(one.text)), "", ()),
            edited(one, (0, start), "", ()),
        ]
    elif edit.action == "insert":
        place = first if edit.is_before else last + 1
        side = 0 if edit.is_row else 1 if edit.is_before else -1
        wanted[place:place] = [_new(runs, edit, side) for runs in edit.new]
    return wanted


def _merged(one: Meant, other: Meant, between: str) -> Meant:
    return replace(
        one,
        text=one.text + between + other.text,
        looks=(*one.looks, *[None] * len(between), *other.looks),
        atoms=(*one.atoms, *other.atoms),
    )


def _new(runs: Sequence[Run], edit: BlockEdit, side: int) -> Meant:
    looks: list[Look | None] = [run.look for run in runs for _ in run.text]
    text = "".join(run.text for run in runs)
    return Meant(text, tuple(looks), (), edit.style, shape=edit.shape, side=side)
