"""Bold and italic that a reviewer gave or took away without tracking, found by comparing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from press.review.edits.edit import Edit
from press.review.locate.located import Located
from press.review.merge.text_edits import formats_of
from press.review.model.paragraphs import Format, Joined


def untracked_formats(located: Located, joined: Joined) -> Iterator[tuple[int, int, Edit]]:
    """Yield the edits of looks in a paragraph whose words are as exported.

    Each with the range in the exported block. Where all letters of a paragraph look otherwise,
    an editor has written its style into them.
    """
    match = located.match(joined)
    woven = located.carrier.woven.get(match.block) if match else None
    if match is None or woven is None or woven.block.fields or joined.text != woven.block.text:
        return
    unit = located.carrier.exported_looks(woven.units[0])
    if unit is None:
        return
    now = tuple(formats_of(joined.runs))
    differing = [
        place
        for place, one in enumerate(woven.shown)
        if one is not None and one.kind != "a" and not joined.text[place].isspace()
        if not _alike(now[place], unit.looks[one.offset])
    ]
    letters = [p for p, one in enumerate(woven.shown) if one and not joined.text[p].isspace()]
    if not differing or len(differing) == len(letters):
        return
    for start, end in _stretches(joined.text, differing):
        shown = woven.range(start, end)
        if shown is None:
            continue
        _, first, last = shown
        looks = tuple(
            replace(unit.looks[first + at], bold=look.bold, italic=look.italic)
            for at, look in enumerate(now[start:end])
        )
        if len(looks) == last - first:
            yield start, end, Edit(woven.units[0], first, last, looks=looks)


def _alike(one: Format, other: Format) -> bool:
    return (one.bold, one.italic) == (other.bold, other.italic)


def _stretches(text: str, places: list[int]) -> Iterator[tuple[int, int]]:
    """Yield ranges that hold places with nothing but blanks between them."""
    start, end = places[0], places[0] + 1
    for place in places[1:]:
        if text[end:place].strip():
            yield start, end
            start = place
        end = place + 1
    yield start, end
