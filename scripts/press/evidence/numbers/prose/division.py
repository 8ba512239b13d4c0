"""How many randomised people a sentence puts into each of two groups, against all of them.

What a number in prose counts is not certain, so that nothing here is graver than a warning.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from press.evidence.finding import Finding
from press.evidence.numbers import patterns as mentions
from press.evidence.numbers.printed import Printed
from press.evidence.numbers.prose.groups import sizes
from press.evidence.numbers.prose.passages import Prose
from press.evidence.numbers.prose.shares import CROSSOVER
from press.evidence.numbers.rules.sizes import size_findings

_TWO = 2
_PUT = re.compile(r"\b(?:randomi[sz]ed|randomly|assigned|allocated)\b", re.IGNORECASE)
_COMPARED = re.compile(
    r"\b(?:compar(?:ed|es|ing)|versus|vs\.?|received|took|(?:was|were) given|divided|split)(?!\w)",
    re.IGNORECASE,
)
"""What divides the people of a sentence without saying that all of them were put into a group."""
_SEVERAL = re.compile(
    r"\b(?:trials|studies|reviews?|meta-?analys\w*|cohorts|pooled|both|overlap\w*|each|visits"
    r"|episodes|infusions|sessions|doses)\b",
    re.IGNORECASE,
)
"""What says that one person may stand in both groups."""
_MORE_THAN_PUT = re.compile(
    r"\b(?:screen\w*|eligib\w*|approach\w*|invit\w*|assess\w*|contact\w*|consider\w*|analy[sz]\w*"
    r"|complet\w*|withdr\w*|excluded|lost|dropped|remain\w*|rest|others?|three|third|four\w*"
    r"|subgroup\w*|women|men|of (?:whom|which|these|those|them))\b",
    re.IGNORECASE,
)
"""What says that the people of a sentence are more, or others, than those in its two groups."""
_ARM = r"\s+(?:[a-z-]+\s+){0,3}?(?:to|in|on|received|got|took)\s+"
_LISTED = re.compile(
    rf"\s*(?:[a-z-]+\s+){{0,5}}?(?:[a-z-]+)?\s*[:,(\u2013]\s*(?P<one>{mentions.INT}){_ARM}"
    rf"(?:[a-z-]+\s+){{0,5}}?(?:[a-z-]+),?\s+and\s+(?P<other>{mentions.INT}){_ARM}[a-z]",
    re.IGNORECASE,
)
_BETWEEN_ARMS = re.compile(
    # (n = 40) or cotton (n = 30); compared with the other: (n = 40) with cotton (n = 30)
    r"^\s*\)(?:.*\b(?:or|and|vs\.?|versus)\s|\s+(?:with|to|against)\s+(?:[\w-]+\s+){1,5}\(\s*$)"
)
_FURTHER = re.compile(rf"\b(?:and|or|plus)\s+(?:\w+\s+){{0,3}}?{mentions.INT}{_ARM}", re.IGNORECASE)


def division_findings(passage: Prose) -> Iterator[Finding]:
    """Yield two groups of randomised people that do not add up to those of their sentence.

    `30 participants: 15 to wool and 18 to cotton`; `60 participants to wool (n = 40) or cotton
    (n = 30)`. People who are compared, but not said to have been put into the groups, may not be
    fewer than the two: `100 adults compared wool (n = 80) with cotton (n = 70)`.
    """
    if CROSSOVER.search(passage.folded):
        return
    named = {match.start("n") for match in mentions.SIZE.finditer(passage.folded)}
    people = [one for one in sizes(passage) if one[0] not in named]
    times = Counter(passage.sentence(offset) for offset, _ in people)
    for offset, total in people:
        start, end = passage.sentence(offset)
        words = passage.folded[start:end]
        if times[start, end] > 1 or _MORE_THAN_PUT.search(words):
            continue
        is_put = _PUT.search(words) is not None
        if not is_put and (not _COMPARED.search(words) or _SEVERAL.search(words)):
            continue
        arms = _listed_arms(passage, offset, end) or _named_arms(passage, offset, (start, end))
        # Of people who are only compared, some may be in neither group.
        for finding in size_findings(arms, total, is_divided=True, is_whole=is_put) if arms else ():
            yield replace(finding, severity="warning")


def _listed_arms(passage: Prose, offset: int, end: int) -> tuple[Printed, ...]:
    """Return `15` and `18` of `30 participants: 15 to wool and 18 to cotton`."""
    word = re.compile(rf"\b{mentions.PEOPLE}\b", re.IGNORECASE).search(passage.folded, offset, end)
    match = _LISTED.match(passage.folded, word.end(), end) if word else None
    if match is None or _FURTHER.search(passage.folded, match.end(), end):
        return ()
    found = passage.number(match, "one"), passage.number(match, "other")
    return tuple(one for one in found if one is not None)


def _named_arms(passage: Prose, offset: int, where: tuple[int, int]) -> tuple[Printed, ...]:
    """Return `40` and `30` of `to wool (n = 40) or cotton (n = 30)`."""
    listed = list(mentions.SIZE.finditer(passage.folded, *where))
    if len(listed) != _TWO or listed[0].start() < offset:
        return ()
    between = passage.folded[listed[0].end() : listed[1].start()]
    behind = passage.folded[listed[1].end() : where[1]]
    if not _BETWEEN_ARMS.search(between) or re.match(r"\s*\),?\s+(?:or|and)\b", behind):
        return ()
    found = [passage.number(match, "n") for match in listed]
    return tuple(one for one in found if one is not None)
