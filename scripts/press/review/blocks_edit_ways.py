"""Ways to write whole paragraphs and rows into Markdown, with what each is meant to render as."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from press.docx.sources import SourceText
from press.review.apply_proof import Meant, edited
from press.review.blocks_edit import BlockEdit
from press.review.carry_units import Unit
from press.review.edits_markdown import Way, points, spelled
from press.review.paragraphs import Look, Run

_ITEM = re.compile(r"[ \t]*(?:>[ \t]?)*(?:[-*+]|(\d+)([.)]))[ \t]+")
_HEADING = re.compile(r"#{1,6}[ \t]+")


def block_ways(
    source: SourceText, units: Sequence[Unit], edit: BlockEdit, today: Sequence[Unit], start: int
) -> Iterator[Way]:
    """Yield ways to make a block's edit; `today` are its units as they are now."""
    if edit.action == "delete":
        yield deletion(source, today)
    elif edit.action == "merge":
        one, other = today
        ends = one.source(0, len(one.text)), other.source(0, len(other.text))
        if ends[0] and ends[1]:
            yield Way(ends[0][1], ends[1][0], edit.new_text, is_exact=True)
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


def _split(source: SourceText, unit: Unit, start: int) -> Iterator[Way]:
    """Yield ways to divide a unit; marks that end or begin there stay with their words."""
    text = source.text
    first, last = source.lines(*unit.lines)
    for separator in _separators(source, unit, unit.kind):
        for place in points(text, unit, start):
            left, right = place, place
            while left > first and text[left - 1].isspace():
                left -= 1
            while right < last and text[right].isspace():
                right += 1
            yield Way(left, right, separator, is_exact=True)


def _separators(source: SourceText, unit: Unit, style: str) -> Iterator[str]:
    """Yield what can stand between a unit and the next paragraph of a style."""
    first, _ = source.lines(*unit.lines)
    item = _ITEM.match(source.text, first)
    if style == "li" and item:
        sign = item[0]
        if item[1]:
            sign = sign.replace(item[1] + item[2], f"{int(item[1]) + 1}{item[2]}")
        yield f"\n{sign}"
        yield f"\n\n{sign}"
    elif style == "li":
        yield "\n\n- "
    else:
        yield "\n\n"


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
        for separator in _separators(source, unit, edit.style):
            if not edit.is_before:
                yield Way(last, last, f"{separator}{lead}{text.strip()}", is_exact=True)
                continue
            breaks = len(separator) - len(separator.lstrip("\n"))
            written = f"{separator[breaks:]}{lead}{text.strip()}{separator[:breaks]}"
            yield Way(first, first, written, is_exact=True)


def block_meant(
    now: Sequence[Meant], edit: BlockEdit, today: Sequence[Unit], start: int
) -> list[Meant]:
    """Return how the paragraphs of a file shall read after a block's edit."""
    first, last = today[0].number, today[-1].number
    wanted = list(now)
    if edit.action == "delete":
        del wanted[first : last + 1]
    elif edit.action == "merge":
        wanted[first : last + 1] = [_merged(wanted[first], wanted[last], edit.new_text)]
    elif edit.action == "split":
        one = wanted[first]
        wanted[first : first + 1] = [
            edited(one, (start, len(one.text)), "", ()),
            edited(one, (0, start), "", ()),
        ]
    else:
        place = first if edit.is_before else last + 1
        wanted[place:place] = [_new(runs, edit.style) for runs in edit.new]
    return wanted


def _merged(one: Meant, other: Meant, between: str) -> Meant:
    return replace(
        one,
        text=one.text + between + other.text,
        looks=(*one.looks, *[None] * len(between), *other.looks),
        atoms=(*one.atoms, *other.atoms),
    )


def _new(runs: Sequence[Run], style: str) -> Meant:
    looks: list[Look | None] = [run.look for run in runs for _ in run.text]
    return Meant("".join(run.text for run in runs), tuple(looks), (), style)
