"""The same rare numbers under two studies."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from press.evidence.contradictions.telling import Telling
from press.evidence.finding import Evidence, Finding, RuleNote
from press.evidence.intake import Passage

NOTE = RuleNote(
    "numbers-same",
    "numbers",
    "Two studies report the same rare numbers side by side.",
    "Look up which of the two they belong to.",
)

_NUMBER = re.compile(r"(?<![\w.,])\d+(?:[.,]\d+)*(?:\s?%)?(?!\w)")
_RARE = 3  # digits that say something: 65.8, 0.927, 1,217
_NEAR = 90  # characters between two numbers that stand side by side
_KEY = re.compile(r"(?<![\w\\])@\{?([\w:.#$%&+?<>~/-]*\w)")
_LEVEL = re.compile(r"\s*(?:C[Ir]I?\b|(?:confidence|credible)\s+interval)", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d")


class _Printed(NamedTuple):
    value: str
    passage: Passage
    start: int


def find_same(tellings: Sequence[Telling]) -> Iterator[Finding]:
    """Yield each study that has a rare number, and another number beside it, from another study."""
    printed = [_numbers(telling) for telling in tellings]
    for (one, mine), (other, their) in combinations(zip(tellings, printed, strict=True), 2):
        shared = {number.value for number in mine} & {number.value for number in their}
        for value in sorted(shared):
            if not _is_rare(value):
                continue
            here = next(number for number in their if number.value == value)
            there = next(number for number in mine if number.value == value)
            both = (_beside(mine, there) & _beside(their, here)) - {value}
            if both:
                also = max(both, key=len)
                yield other.finding(
                    NOTE.id,
                    "warning",
                    (here.passage, here.start),
                    f"{value} beside {also} stands in {one.subject} too",
                    "look up which of the two studies the numbers belong to",
                    Evidence("numbers", f"{value}, {also}", one.source(there.passage, there.start)),
                    Evidence("numbers", f"{value}, {also}", other.source(here.passage, here.start)),
                )
                break


def _numbers(telling: Telling) -> list[_Printed]:
    """Return the numbers that a text tells of its own study.

    In a digest of ours, a paragraph that cites another work tells of that one.
    """
    own = telling.reference.subject
    return [
        _Printed(match[0].replace(" ", ""), told.content, match.start())
        for told in telling.sections
        for match in _NUMBER.finditer(told.content.text)
        if not _LEVEL.match(told.content.text, match.end())
        and not (telling.is_ours and _cites_another(told.content.text, match.start(), own))
    ]


def _cites_another(text: str, offset: int, own: str) -> bool:
    start = text.rfind("\n\n", 0, offset) + 1
    end = text.find("\n\n", offset)
    keys = _KEY.findall(text[start : end if end >= 0 else len(text)])
    return any(key != own for key in keys)


def _is_rare(value: str) -> bool:
    digits = re.sub(r"\D", "", value).strip("0")
    return len(digits) >= _RARE and not _YEAR.fullmatch(value)


def _beside(numbers: Sequence[_Printed], one: _Printed) -> set[str]:
    """Return the numbers of two digits and more that stand near one."""
    return {
        number.value
        for number in numbers
        if number.passage is one.passage
        and abs(number.start - one.start) <= _NEAR
        and len(re.sub(r"\D", "", number.value).strip("0")) > 1
        and not _YEAR.fullmatch(number.value)
    }
