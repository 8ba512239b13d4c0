"""A stretch of Markdown written anew from its characters and their looks.

For what no simple replacement can do: bold and italic given or taken away, and words put where
marks begin and end. The marks of bold and italic are written anew, those of links and code kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from press.review.edits.words import Spelling
from press.review.model.paragraphs import PLAIN, Format
from press.review.sources.units import Unit

_EMPHASIS = re.compile(r"[*_]+")
_OPENS = re.compile(r"\[|`+")
_CLOSES = re.compile(r"\]\([^()\s]*\)|\]\[[^\[\]]*\]|`+")
_SIGNS = {"bold": "**", "italic": "*"}


@dataclass(frozen=True)
class Letter:
    """A character as the source writes it, its look, and the mark of a link or code before it."""

    text: str
    look: Format = PLAIN
    mark: str = ""


def rewritten(
    source: str, unit: Unit, start: int, end: int, signs: Sequence[Letter]
) -> Iterator[Spelling]:
    """Yield the ways to write `signs` in place of characters `start:end` of a unit.

    Bold and italic text that touches them is written anew with them. There are none where other
    marks stand in the stretch than those of bold, italic, links and code.
    """
    first, last = start, end
    while first > 0 and _is_marked(unit.looks[first - 1]):
        first -= 1
    while last < len(unit.text) and _is_marked(unit.looks[last]):
        last += 1
    found = unit.source(first, last)
    head, tail = kept(source, unit, first, start), kept(source, unit, end, last)
    if found is None or head is None or tail is None:
        return
    before = unit.source(first - 1, first) if first else None
    after = unit.source(last, last + 1) if last < len(unit.text) else None
    begin, stop = found
    while begin > (before[1] if before else 0) and source[begin - 1] in "*_":
        begin -= 1
    while stop < (after[0] if after else len(source)) and source[stop] in "*_":
        stop += 1
    made = [*head, *signs, *tail]
    if made and before and before[1] < begin and _leaves_link(unit, first, last):
        made[0] = replace(made[0], mark=source[begin - 1 : begin] + made[0].mark)
        begin -= 1
    closed = _CLOSES.match(source, stop) if _enters_link(unit, first, last) else None
    if made and closed:
        made.append(Letter("", made[-1].look, closed[0]))
        stop = closed.end()
    for is_flat in (False, True):
        yield Spelling(begin, stop, _serialised(made, is_flat=is_flat), is_exact=True)


def _leaves_link(unit: Unit, first: int, last: int) -> bool:
    """Tell whether a stretch begins with a link and goes on behind it."""
    link = unit.looks[first].link
    return bool(link) and unit.looks[first - 1].link != link != unit.looks[last - 1].link


def _enters_link(unit: Unit, first: int, last: int) -> bool:
    """Tell whether a stretch ends with a link, and began before it."""
    link = unit.looks[last - 1].link
    behind = unit.looks[last].link if last < len(unit.looks) else ""
    return bool(link) and unit.looks[first].link != link != behind


def _is_marked(look: Format) -> bool:
    return look.bold or look.italic


def kept(source: str, unit: Unit, start: int, end: int) -> list[Letter] | None:
    """Return characters of a unit as its source writes them, None where that is not known."""
    signs: list[Letter] = []
    reached = unit.source(start - 1, start) if start and start < end else None
    at = reached[1] if reached is not None else None
    for place in range(start, end):
        found = unit.source(place, place + 1)
        if found is None or (at is not None and found[0] < at):
            return None
        mark = "" if at is None or place == start else _EMPHASIS.sub("", source[at : found[0]])
        if mark.strip() and not (_OPENS.fullmatch(mark) or _CLOSES.fullmatch(mark)):
            return None
        signs.append(Letter(source[slice(*found)], unit.looks[place], mark))
        at = found[1]
    return signs


def with_formats(signs: Sequence[Letter], looks: Sequence[Format]) -> list[Letter]:
    """Return signs with other looks."""
    return [replace(sign, look=look) for sign, look in zip(signs, looks, strict=True)]


def _serialised(signs: Sequence[Letter], *, is_flat: bool) -> str:
    """Return signs as Markdown; if it is flat, no bold text stands in italic text or around it."""
    parts: list[str] = []
    opened: list[str] = []
    signs = list(_with_blanks_bare(signs, is_flat=is_flat))
    for place, sign in enumerate(signs):
        wanted = [name for name in _SIGNS if getattr(sign.look, name)]
        if not sign.mark.strip():
            parts.append(sign.mark)  # the blank before a raised citation is not shown
        else:
            # What is bold on both sides of a link's mark may be so through it, if all of it is.
            through = _through(signs, place, opened)
            _close(parts, opened, through)
            if _OPENS.fullmatch(sign.mark):
                _open(parts, opened, _through(signs, place, wanted))
            parts.append(sign.mark)
        _close(parts, opened, [] if is_flat and set(opened) != set(wanted) else wanted)
        _open(parts, opened, wanted)
        parts.append(sign.text)
    _close(parts, opened, [])
    return "".join(parts)


def _through(signs: Sequence[Letter], place: int, names: Sequence[str]) -> list[str]:
    """Return the looks that hold from a mark to the mark that answers it."""
    if _CLOSES.fullmatch(signs[place].mark):
        rest = signs[place : place + 1]
    else:
        end = next((i for i in range(place + 1, len(signs)) if signs[i].mark), len(signs))
        rest = signs[place:end]
    return [name for name in names if all(getattr(sign.look, name) for sign in rest)]


def _close(parts: list[str], opened: list[str], wanted: Sequence[str]) -> None:
    while any(name not in wanted for name in opened):
        parts.append(_SIGNS[opened.pop()])


def _open(parts: list[str], opened: list[str], wanted: Sequence[str]) -> None:
    for name in wanted:
        if name not in opened:
            opened.append(name)
            parts.append(_SIGNS[name])


def _with_blanks_bare(signs: Sequence[Letter], *, is_flat: bool) -> Iterator[Letter]:
    """Yield the signs; a blank has only the looks that its neighbours share, or have both alike.

    Markdown's marks must stand close to words.
    """
    for place, sign in enumerate(signs):
        if sign.text.strip() or not sign.text:
            yield sign
            continue
        left = next((s.look for s in signs[:place][::-1] if s.text.strip()), PLAIN)
        right = next((s.look for s in signs[place + 1 :] if s.text.strip()), PLAIN)
        bold, italic = left.bold and right.bold, left.italic and right.italic
        if is_flat and (left.bold, left.italic) != (right.bold, right.italic):
            bold = italic = False
        yield replace(sign, look=replace(sign.look, bold=bold, italic=italic))
