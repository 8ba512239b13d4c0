"""Which groups a text names, how large they are, and which percentage is whose."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from press.evidence.finding import Place
from press.evidence.numbers.effect import Group
from press.evidence.numbers.patterns import COUNTS, INT, PEOPLE, SHARE, SIZE
from press.evidence.numbers.printed import Printed, parse
from press.evidence.numbers.prose.passages import Prose

_TENS = {
    "ten": 10,
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
}
_UNITS = {
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "eleven": 11,
    "twelve": 12,
    "thirteen": 13,
    "fourteen": 14,
    "fifteen": 15,
    "sixteen": 16,
    "seventeen": 17,
    "eighteen": 18,
    "nineteen": 19,
}
_WORDS = "|".join(sorted({*_TENS, *_UNITS}, key=len, reverse=True))
_PEOPLE = re.compile(
    rf"(?<![\w.,/-])(?P<n>{INT}|(?:{_WORDS})(?:-(?:{_WORDS}))?)\s+(?:[a-z‐-][\w‑-]*\s+){{0,4}}?{PEOPLE}\b"
    r"(?!\s+(?:a|per)\s)",
    re.IGNORECASE,
)
_SHARES = re.compile(rf"(?<![\w.,-])(?P<share>{SHARE})", re.IGNORECASE)
_LEVEL = re.compile(r"\s*(?:CI\b|CrI\b|confidence|credible|interval|power)", re.IGNORECASE)
_DELIMITER = re.compile(
    r"[,;:()\n]|\b(?:vs\.?|versus|with|and|or|to|against|than"
    r"|compar\w+|receiv\w+|assigned|randomi[sz]ed|given|into)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[a-z]{2,}|[a-z]*\d+\w*", re.IGNORECASE)
_LIST_OF_SIZES = re.compile(r"\bn\s*=\s*\d[\d,]*\s*\)[^()]*[:;.]", re.IGNORECASE)
"""What ends a sentence's naming of its groups: what stands behind belongs to none of them yet."""
_CLOSING = re.compile(r"[,;:()%\d]")
_FAR = 300  # characters between a percentage and the name of its group
_COMMON = frozenset(
    {"the", "group", "groups", "arm", "arms", "each", "were", "was", "had"}
    | {"patients", "people", "participants", "in", "of", "at", "on", "an", "by", "is", "as", "it"}
)
_NOT_OF_PEOPLE = re.compile(
    r"\b(?:by|reduc\w*|increas\w*|decreas\w*|improve\w*|scores?|dos(?:e|es|age)|baseline|mean|median"
    r"|days?|fell|rise|rose|gain\w*|change\w*|average|points?|probability|posterior|relative|margin"
    r"|capacity|productivity|loss|losing|costs?|bioavailability|threshold|cut-?off)\b|[≥≤<>]\s*$",
    re.IGNORECASE,
)
_MORE_OR_LESS = re.compile(
    r"^\s*(?:points?|lower|higher|less|fewer|more|greater|difference|relative)\b", re.IGNORECASE
)
_CALLED = re.compile(
    r"\s*[)\]]?,?\s+(?:in|with|on|after)\s+(?:the\s+)?(?P<name>[a-z][\w-]*(?:\s+[a-z][\w-]*)?)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Share:
    """A percentage in prose: the number, where it stands, and the group it is tied to, if any."""

    number: Printed
    start: int
    end: int
    group: Group | None = None
    is_of_people: bool = True


@lru_cache(maxsize=4)
def sizes(passage: Prose) -> tuple[tuple[int, Printed], ...]:
    """Return every number of people that the text names, in order: `n = 20`, `thirty adults`."""
    named: list[tuple[int, Printed]] = []
    for pattern in (SIZE, _PEOPLE):
        for match in pattern.finditer(passage.folded):
            number = _number(match["n"], passage.place(match.start("n")))
            if number is not None and number.count:
                named.append((match.start("n"), number))
    return tuple(sorted(named, key=lambda one: one[0]))


def _number(text: str, place: Place) -> Printed | None:
    if text[0].isdigit():
        return parse(text, place)
    tens, _, unit = text.lower().partition("-")
    value = _TENS.get(tens, _UNITS.get(tens, 0)) + _UNITS.get(unit, 0)
    number = parse(str(value), place)
    return None if number is None else replace(number, text=text)


def named_groups(passage: Prose) -> tuple[Group, ...]:
    """Return the two groups whose size stands beside their name, or nothing.

    `usual care (n = 45)`, or `40% (18/45) in the usual care group`. Of three groups or more none
    is *the other one*, so that nothing is returned.
    """
    text = passage.folded
    groups: dict[frozenset[str], Group] = {}
    for match in SIZE.finditer(text):
        opening = text.rfind("(", max(0, match.start() - 40), match.start())
        if opening >= 0 and not text[opening + 1 : match.start()].strip():
            name = _DELIMITER.split(text[max(0, opening - 80) : opening].rstrip())[-1]
            _add(groups, name, passage.number(match, "n"))
    for pattern in COUNTS:
        for match in pattern.finditer(text):
            called = _CALLED.match(text, match.end())
            _add(groups, called["name"] if called else "", passage.number(match, "total"))
    return tuple(groups.values()) if len(groups) == 2 else ()  # noqa: PLR2004


def _add(groups: dict[frozenset[str], Group], name: str, size: Printed | None) -> None:
    if size is not None and _words(name):
        groups.setdefault(_words(name), Group(" ".join(name.split()), size))


def _words(text: str) -> frozenset[str]:
    return frozenset(word.lower() for word in _WORD.findall(text)) - _COMMON


@lru_cache(maxsize=4)
def shares(passage: Prose, groups: tuple[Group, ...]) -> tuple[Share, ...]:
    """Return the percentages of a text, tied to a group where exactly one is named beside them."""
    text = passage.folded
    own = [
        _words(group.name)
        - frozenset(w for other in groups if other is not group for w in _words(other.name))
        for group in groups
    ]
    listed: list[Share] = []
    last = 0
    for match in _SHARES.finditer(text):
        number = passage.number(match, "share")
        if number is None or _LEVEL.match(text, match.end()):
            continue
        start, end = passage.sentence(match.start())
        before = _LIST_OF_SIZES.split(text[max(start, last, match.start() - _FAR) : match.start()])[
            -1
        ]
        following = _CLOSING.split(text[match.end() : min(end, match.end() + _FAR)])[0]
        hits = [
            group
            for group, words in zip(groups, own, strict=True)
            if words & (_words(before) | _words(following))
        ]
        tied = hits[0] if len(hits) == 1 else None
        is_of_people = not (
            _NOT_OF_PEOPLE.search(before)
            or _NOT_OF_PEOPLE.search(following)
            or _MORE_OR_LESS.match(following)
        )
        listed.append(Share(number, match.start(), match.end(), tied, is_of_people))
        last = match.end()
    return tuple(listed)
