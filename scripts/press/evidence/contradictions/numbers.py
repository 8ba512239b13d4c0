"""The same rare numbers under two studies."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
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
_SHOWN = 3  # studies with the same numbers that a finding names
_Pair = tuple[str, str]  # a rare number, and one beside it


class _RareNumber(NamedTuple):
    value: str
    passage: Passage
    start: int


def find_same(tellings: Sequence[Telling]) -> Iterator[Finding]:
    """Yield each study that has a rare number, and another number beside it, of another study.

    Both studies are told, each with the other's name: whose numbers they are, only their papers
    know. Pairs that several studies share are told once in each.
    """
    printed = [_pairs(_numbers(telling)) for telling in tellings]
    holders: dict[_Pair, list[int]] = {}
    for index, pairs in enumerate(printed):
        for pair in pairs:
            holders.setdefault(pair, []).append(index)
    for index, (telling, pairs) in enumerate(zip(tellings, printed, strict=True)):
        told = {index}
        for pair in sorted(pairs, key=lambda pair: (pair[0], -len(pair[1]), pair[1])):
            others = [other for other in holders[pair] if other not in told]
            told.update(others)
            if others:
                places = [(tellings[other], printed[other][pair]) for other in others]
                yield _finding(telling, pair, pairs[pair], places)


def _finding(
    telling: Telling, pair: _Pair, here: _RareNumber, others: Sequence[tuple[Telling, _RareNumber]]
) -> Finding:
    value, also = pair
    shown = others[:_SHOWN]
    names = [other.subject for other, _ in shown]
    if len(others) > len(shown):
        names.append(f"{len(others) - len(shown)} more")
    *first, last = names
    listed = f"{', '.join(first)} and {last}" if first else last
    return telling.finding(
        NOTE.id,
        "warning",
        (here.passage, here.start),
        f"{value} beside {also} stands in {listed} too",
        "look up which of the studies the numbers belong to",
        *(
            Evidence("numbers", f"{value}, {also}", other.source(there.passage, there.start))
            for other, there in shown
        ),
        Evidence("numbers", f"{value}, {also}", telling.source(here.passage, here.start)),
    )


def _pairs(numbers: Sequence[_RareNumber]) -> dict[_Pair, _RareNumber]:
    """Return each rare number with each that stands beside it, and where it stands first."""
    first: dict[str, _RareNumber] = {}
    for number in numbers:
        if _is_rare(number.value):
            first.setdefault(number.value, number)
    return {
        (value, also): number
        for value, number in first.items()
        for also in _beside(numbers, number) - {value}
    }


def _numbers(telling: Telling) -> list[_RareNumber]:
    """Return the numbers that a text tells of its own study.

    In a digest of ours, a paragraph that cites another work tells of that one.
    """
    own = telling.reference.subject
    return [
        _RareNumber(match[0].replace(" ", ""), told.content, match.start())
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


def _beside(numbers: Sequence[_RareNumber], one: _RareNumber) -> set[str]:
    """Return the numbers of two digits and more that stand near one."""
    return {
        number.value
        for number in numbers
        if number.passage is one.passage
        and abs(number.start - one.start) <= _NEAR
        and len(re.sub(r"\D", "", number.value).strip("0")) > 1
        and not _YEAR.fullmatch(number.value)
    }
