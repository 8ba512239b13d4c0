"""Days without alcohol or a drug in prose, against their percentage and the follow-up."""

from __future__ import annotations

import re
from collections.abc import Iterator

from press.evidence.finding import Evidence, Finding
from press.evidence.numbers.patterns import INT, SHARE, N
from press.evidence.numbers.prose.groups import shares
from press.evidence.numbers.prose.passages import Prose
from press.evidence.numbers.rules.days import day_findings, period

_NEAR, _FAR = 40, 600  # characters
_PERIOD = re.compile(
    rf"(?<![\w.,/-])(?P<number>{INT})[\s-]+(?P<unit>day|week|month|year)s?\b", re.IGNORECASE
)
_FREE_WORDS = r"(?:abstinent|sober|alcohol-free|drug-free|symptom-free|pain-free)"
_DAYS = re.compile(
    rf"(?<![\w.,/-])(?P<one>{N})(?:\s*(?:vs\.?|versus|against|and)\s*(?P<other>{N}))?\s+"
    rf"(?:{_FREE_WORDS}\s+)?days\b",
    re.IGNORECASE,
)
_FREE = re.compile(r"\b(?:abstinen\w*|sober|sobriety|alcohol-free|drug-free)\b", re.IGNORECASE)
_WHOLE = re.compile(r"\b(?:of|over|for|within|in|after|until|to|at|by)\s+(?:the\s+|all\s+)?$")
_COUNTED = re.compile(r"\b(?:median|mean|average|total)\s+of\s+$|\bout\s+of\s+$", re.IGNORECASE)
_SHARE_OF_DAYS = (
    # 150 days (85% of 180 days)
    re.compile(
        rf"(?<![\w.,/-])(?P<days>{N})\s+(?:{_FREE_WORDS}\s+)?days[^.;()\n]{{0,40}}[(,]\s*(?:or\s+)?"
        rf"(?P<share>{SHARE})\s+of(?:\s+the)?\s+(?P<total>{INT})\s+days",
        re.IGNORECASE,
    ),
    # 85% of the 180 days (150)
    re.compile(
        rf"(?P<share>{SHARE})\s+of(?:\s+the)?\s+(?P<total>{INT})\s+days\s*"
        rf"(?:[(,]|or)\s*(?P<days>{N})(?:\s+days)?\s*[).,;]",
        re.IGNORECASE,
    ),
)


def day_passage_findings(passage: Prose) -> Iterator[Finding]:
    """Yield days against their percentage, where the length of the follow-up is named."""
    text = passage.folded
    taken: set[int] = set()
    for pattern in _SHARE_OF_DAYS:
        for match in pattern.finditer(text):
            taken |= {match.start("days"), match.start("total")}
            days, total = passage.number(match, "days"), passage.number(match, "total")
            if days is not None and total is not None and total.count:
                length, percent = period(total.count, "day"), passage.number(match, "share")
                yield from day_findings(days, length, percent, total.evidence("follow-up"))
    for match in _DAYS.finditer(text):
        before = text[max(0, match.start() - _NEAR) : match.start()]
        is_whole = _WHOLE.search(before) and not _COUNTED.search(before)
        if match.start() in taken or is_whole:
            continue
        if _FREE.search(passage.around(match.start())):
            yield from _free_days(passage, match)


def _free_days(passage: Prose, match: re.Match[str]) -> Iterator[Finding]:
    """Yield abstinent days of one or two groups against the percentages of the next sentence.

    Only where this sentence and its neighbours name one length of follow-up.
    """
    before, further = passage.neighbours(match.start())
    before, further = max(before, match.start() - _FAR), min(further, match.end() + _FAR)
    lengths = [
        one
        for one in _PERIOD.finditer(passage.folded, before, further)
        if not match.start() <= one.start() < match.end()
    ]
    if len({(one["number"], one["unit"].lower()) for one in lengths}) != 1:
        return
    number = passage.number(lengths[0], "number")
    if number is None or number.count is None:
        return
    follow_up = period(number.count, lengths[0]["unit"].lower())
    why = Evidence("follow-up", lengths[0][0], str(number.place))
    percents = [
        one.number
        for one in shares(passage, ())
        if match.end() <= one.start < further and _FREE.search(passage.around(one.start))
    ]
    groups = [group for group in ("one", "other") if match[group]]
    for index, group in enumerate(groups):
        days = passage.number(match, group)
        percent = percents[index] if len(percents) == len(groups) else None
        if days is not None:
            yield from day_findings(days, follow_up, percent, why)
