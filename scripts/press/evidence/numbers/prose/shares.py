"""Percentages and counts in prose: each of its own total, of its group, of all who took part."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from press.evidence.finding import Finding
from press.evidence.numbers import patterns as mentions
from press.evidence.numbers.effect import Effect, Group
from press.evidence.numbers.printed import Printed
from press.evidence.numbers.prose.groups import Share, shares, sizes
from press.evidence.numbers.prose.passages import Prose
from press.evidence.numbers.rules.percentages import (
    counts,
    grim_findings,
    group_findings,
    percentage_findings,
    range_findings,
)
from press.evidence.numbers.rules.proportions import proportion_findings

VERSUS = re.compile(r"\b(?:vs\.?|versus|against|compared\s+(?:to|with))(?=\s|\()", re.IGNORECASE)
"""What stands between the percentages of two groups."""
CROSSOVER = re.compile(r"\bcross-?over\b|\breceived both\b", re.IGNORECASE)
_LISTED = re.compile(rf"\(\s*{mentions.SHARE}(?:\s*(?:,|&|and)\s*{mentions.SHARE})+\s*\)")
_FAR = 120
"""Characters between two percentages beyond which they are no pair."""
_TWO = 2


@lru_cache(maxsize=4)
def counted(passage: Prose) -> tuple[tuple[re.Match[str], Group], ...]:
    """Return every `12 of 30 (40%)` of a text with its numbers, in order of place."""
    listed: dict[int, tuple[re.Match[str], Group]] = {}
    for pattern in mentions.COUNTS:
        for match in pattern.finditer(passage.folded):
            events, total = passage.number(match, "events"), passage.number(match, "total")
            if events is not None and total is not None:
                group = Group("the group", total, events, passage.number(match, "share"))
                listed.setdefault(match.start("events"), (match, group))
    return tuple(one for _, one in sorted(listed.items()))


def count_findings(passage: Prose) -> Iterator[Finding]:
    """Yield what is wrong with counts of a total, and percentages of people above 100.

    Two counts in one sentence with a p value behind them are two proportions.
    """
    listed = counted(passage)
    for match, group in listed:
        yield from percentage_findings(_effect(passage, match.start(), (group,)))
    for (one, first), (other, second) in pairwise(listed):
        p = passage.p_behind(other.end())
        is_pair = passage.sentence(one.start()) == passage.sentence(other.start())
        if is_pair and p is not None and passage.p_behind(one.end()) is None:
            groups = (replace(first, name="first group"), replace(second, name="second group"))
            effect = _effect(passage, one.start(), groups)
            yield from proportion_findings(replace(effect, p=p))
    yield from _counted_of_all(passage, {match.start("share") for match, _ in listed})
    for match in mentions.MORE_THAN_ALL.finditer(passage.folded):
        events, total = passage.number(match, "events"), passage.number(match, "total")
        group = Group("the group", total, events)
        yield from percentage_findings(_effect(passage, match.start(), (group,)))
    for match in mentions.SHARE_OF_PEOPLE.finditer(passage.folded):
        yield from range_findings(passage.number(match, "share"), is_of_people=True)


def _counted_of_all(passage: Prose, own: set[int]) -> Iterator[Finding]:
    """Yield what is wrong with `of 30 patients 12 slept (40%)`, as warnings.

    `own` are the percentages that have a total of their own.
    """
    for match in mentions.COUNTED_OF_ALL.finditer(passage.folded):
        events, total = passage.number(match, "events"), passage.number(match, "total")
        share = passage.number(match, "share")
        if events is None or total is None or match.start("share") in own:
            continue
        group = Group("the group", total, events, share)
        for finding in percentage_findings(_effect(passage, match.start("events"), (group,))):
            yield replace(finding, severity="warning")


def _effect(passage: Prose, offset: int, groups: tuple[Group, ...]) -> Effect:
    words = passage.around(offset)
    return Effect(None, "", passage.place(offset), groups=groups, words=words)


def share_findings(passage: Prose, groups: tuple[Group, ...]) -> Iterator[Finding]:
    """Yield percentages of people that the known groups, or all participants, cannot give."""
    listed = shares(passage, groups)
    ofpeople = [share for share in listed if share.is_of_people]
    yield from _single_findings(passage, ofpeople)
    for one, other in pairwise(ofpeople):
        yield from _pair_findings(passage, one, other, groups)
    if not groups:
        yield from _division_findings(passage, listed)


def _single_findings(passage: Prose, listed: Sequence[Share]) -> Iterator[Finding]:
    """Yield percentages that their group cannot give, nor a part of it that the text names.

    In a crossover trial everybody is in both groups: one group, of all who took part.
    """
    own = {match.start("share") for match, _ in counted(passage)}
    named = {number.count or 0: number for _, number in sizes(passage)}
    everybody = None
    if len(named) == 1 and CROSSOVER.search(passage.folded):
        everybody = Group("all participants", next(iter(named.values())))
    for share in listed:
        group = share.group or everybody
        if group is None or not group.size or share.start in own:
            continue
        parts = [size for size in named if 0 < size < group.size]
        is_modelled = _effect(passage, share.start, ()).is_modelled
        if is_modelled or any(counts(share.number.bounds, part) for part in parts):
            continue
        yield from grim_findings(share.number, group.size, group.name)


def _pair_findings(
    passage: Prose, one: Share, other: Share, groups: Sequence[Group]
) -> Iterator[Finding]:
    """Yield what is wrong with the percentages of two groups that stand side by side."""
    orders = _orders(passage, one, other, groups)
    if not orders:
        return
    p = passage.p_behind(other.end)
    words = passage.around(one.start) + passage.around(other.start)
    results: list[list[Finding]] = []
    for first, second in orders:
        pair = replace(first, percent=one.number), replace(second, percent=other.number)
        effect = Effect(None, "", one.number.place, p=p, groups=pair, words=words)
        sizes_ = [] if one.group else percentage_findings(effect)
        results.append([*sizes_, *proportion_findings(effect)])
    # What holds whichever percentage is whose; of the two wordings, the order of the text.
    always = set.intersection(*({(one.rule, one.place) for one in listed} for listed in results))
    yield from (one for one in results[0] if (one.rule, one.place) in always)


def _orders(
    passage: Prose, one: Share, other: Share, groups: Sequence[Group]
) -> list[tuple[Group, Group]]:
    """Return which groups two percentages may belong to: one order if named, both if not."""
    between = passage.folded[one.end : other.start]
    if len(groups) != _TWO or len(between) > _FAR:
        return []
    if one.group and other.group:
        return [] if one.group is other.group else [(one.group, other.group)]
    is_pair = VERSUS.search(between) and not re.search(r"[.;:\n\d]", VERSUS.sub("", between))
    if one.group or other.group or not is_pair:
        return []
    return [(groups[0], groups[1]), (groups[1], groups[0])]


def _division_findings(passage: Prose, listed: Sequence[Share]) -> Iterator[Finding]:
    """Yield percentages of two groups that no division of the named participants gives.

    Only lists such as `(24% and 17%) against (6% and 2%)`: one size of each group for all of them.
    """
    totals = [number.count for _, number in sizes(passage) if number.count]
    lists: dict[int, list[tuple[int, list[Printed]]]] = {}
    for match in _LISTED.finditer(passage.folded):
        inside = [one.number for one in listed if match.start() < one.start < match.end()]
        start, _ = passage.sentence(match.start())
        if inside and totals:
            lists.setdefault(start, []).append((match.start(), inside))
    for start, parts in lists.items():
        if len(parts) == _TWO and not _effect(passage, start, ()).is_modelled:
            percents = [numbers for _, numbers in parts]
            yield from group_findings(percents, max(totals), passage.place(parts[0][0] + 1))
