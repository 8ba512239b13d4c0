"""Volume, number, pages and year compared by their grammar."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from press.evidence.works.folding import folded
from press.evidence.works.remarks import Remark, Remarks, lightest

_DASH = re.compile(r"\s*(?:--+|[-\u2010-\u2015\u2212/])\s*")
_PAGE = re.compile(r"^([a-z]*)(\d+)([a-z]*)$")
_NOT_YET = re.compile(r"^(?:n/?a|ahead of print|in press|epub.*|no pagination.*)?$", re.IGNORECASE)
_SUPPLEMENT = re.compile(r"^(.*?)[\s_(,]*\bs(?:upp(?:l(?:ement(?:ary)?)?)?)?[\s._]*(\w*)\)?$")


class Range(NamedTuple):
    """Pages in their normal form: first, last (empty for one page or an article number)."""

    first: str
    last: str = ""

    def __str__(self) -> str:
        """Return `1298-1309`."""
        return f"{self.first}-{self.last}" if self.last else self.first


def compared_pages(ours: str, theirs: Sequence[str]) -> Remarks:
    """Return what there is to say about our pages beside a record's: its range, its number."""
    mine = ranges(ours)
    candidates = [text for text in theirs if not is_unpaged(text)]
    return lightest(_compared(ours, mine, text) for text in candidates)


def is_unpaged(text: str) -> bool:
    """Tell whether a registry's pages say only that there are none yet: `n/a-n/a`."""
    return all(_NOT_YET.match(part.strip()) for part in re.split(r"-(?!of)", text))


def ranges(text: str) -> tuple[Range, ...]:
    """Return the ranges of a locator: `1298-309` is 1298 to 1309, `e26` and `24m15257` stand alone.

    Parts that a comma or semicolon divides are ranges of their own.
    """
    found: list[Range] = []
    for part in re.split(r"[,;]|\s+and\s+", text.lower()):
        cleaned = re.sub(r"^(?:pp?\.?|pages?|art(?:icle)?\.?(?: no\.?)?)\s*(?=\w*\d)", "",
                         part.strip(" .[]()"))  # fmt: skip
        if pieces := [piece for piece in _DASH.split(cleaned) if piece]:
            found.append(_range(pieces))
    return tuple(found)


def is_backward(text: str) -> bool:
    """Tell whether a range ends before it begins, which no pages do."""
    for first, last in ranges(text):
        one, other = _PAGE.match(first), _PAGE.match(last)
        if one and other and one[1] == other[1] and int(other[2]) < int(one[2]):
            return True
    return False


def _range(pieces: list[str]) -> Range:
    first = _stripped(pieces[0])
    if len(pieces) == 1:
        return Range(first)
    if len(pieces) > 2:  # noqa: PLR2004 - an article number with hyphens of its own
        return Range("-".join(_stripped(piece) for piece in pieces))
    last = _whole(first, _stripped(pieces[1]))
    return Range(first) if first == last else Range(first, last)


def _stripped(piece: str) -> str:
    text = re.sub(r"\s+", "", piece)
    match = _PAGE.match(text)
    return f"{match[1]}{match[2].lstrip('0') or '0'}{match[3]}" if match else text


def _whole(first: str, last: str) -> str:
    """Return a last page in full: 1309 for 309 behind 1298, s108 for 8 behind s100."""
    one, other = _PAGE.match(first), _PAGE.match(last)
    if not one or not other or other[1] not in {"", one[1]}:
        return last
    number = other[2]
    if len(number) < len(one[2]):
        number = one[2][: len(one[2]) - len(number)] + number
    return one[1] + number + other[3]


def _compared(ours: str, mine: tuple[Range, ...], theirs: str) -> Remarks:
    their = ranges(theirs)
    if mine == their:
        return ()
    if len(mine) == len(their) == 1:
        one, other = mine[0], their[0]
        if one.first == other.first and not one.last:
            return (Remark("last page missing", "advice", ours, theirs),)
        if one.first == other.first and not other.last:
            return (Remark("last page not on the record", "unconfirmed", ours, theirs),)
        if not one.last and not other.last and one.first.lstrip("e") == other.first.lstrip("e"):
            return (Remark("letter e", "advice", ours, theirs),)
    return (Remark("pages", "error", ours, theirs),)


def issue_of(volume: str, number: str) -> tuple[str, str, str]:
    """Return volume, number and supplement, wherever the supplement was written.

    `37 Suppl 2` with no number, and `37` with number `S2`, are both volume 37, supplement 2.
    """
    found = ""
    texts: list[str] = []
    for text in (volume, number):
        plain = re.sub(r"^(?:vol(?:ume)?|no|nr|issue|number)\b\.?\s*", "", text.strip().lower())
        match = _SUPPLEMENT.match(plain)
        if match and (match[2].isdigit() or not match[2] or "supp" in plain):
            plain, found = match[1], match[2].lstrip("0") or "-"
        texts.append(" ".join(word.lstrip("0") or "0" for word in folded(plain).split()))
    return texts[0], texts[1], found


def compared_issues(ours: tuple[str, str], theirs: tuple[str, str]) -> dict[str, Remarks]:
    """Return what there is to say about our volume and number beside a record's, by field.

    Each argument is a volume and a number as written. What only we give is unconfirmed, unless
    the record says neither.
    """
    mine, their = issue_of(*ours), issue_of(*theirs)
    found: dict[str, Remarks] = {}
    if ours[0] and mine[0] != their[0]:
        found["volume"] = _one("volume", ours[0], theirs[0], known=bool(their[0]))
    elif ours[0]:
        found["volume"] = ()
    if ours[1] and mine[1:] != their[1:]:
        known = bool(their[1] or their[2])
        found["number"] = _one("number", ours[1], theirs[1] or theirs[0], known=known)
    elif ours[1]:
        found["number"] = ()
    elif ours[0] and mine[2] != their[2] and mine[2]:
        found["volume"] = _one("supplement", ours[0], " ".join(theirs), known=bool(their[2]))
    return found


def _one(kind: str, ours: str, theirs: str, *, known: bool) -> Remarks:
    if known:
        return (Remark(kind, "error", ours, theirs),)
    return (Remark(f"{kind} not on the record", "unconfirmed", ours, ""),)


def compared_years(ours: str, issue: Sequence[str], online: Sequence[str]) -> Remarks:
    """Return what there is to say about our year beside those of the issue and ahead of it."""
    found = re.search(r"\d{4}", ours)
    year = found[0] if found else ours
    if year in issue or (year in online and not issue):
        return ()
    if year in online:
        return (Remark("year of publication online", "advice", year, ", ".join(issue)),)
    return (Remark("year", "error", year, ", ".join(dict.fromkeys((*issue, *online)))),)
