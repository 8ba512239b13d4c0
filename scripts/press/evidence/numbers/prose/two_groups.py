"""The results of two groups in one sentence, against its effect and number needed to treat.

What a number in prose counts is not certain, so that nothing here is graver than a warning.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from press.evidence.finding import Finding
from press.evidence.numbers import patterns as mentions
from press.evidence.numbers.bounds import hull
from press.evidence.numbers.effect import DIFFERENCES, Effect, Group
from press.evidence.numbers.printed import Printed
from press.evidence.numbers.prose.groups import shares
from press.evidence.numbers.prose.passages import Prose
from press.evidence.numbers.prose.shares import VERSUS, counted
from press.evidence.numbers.rules.arms import arm_findings, nnt_findings
from press.publication.model import Measure

_TWO = 2
_FAR = 120  # characters between the results of two groups beyond which they are no pair
_BARE = re.compile(
    rf"(?<![\w.,/-])(?P<events>{mentions.INT})(?:\s?/\s?|\s+(?:out\s+)?of\s+(?:the\s+)?)"
    rf"(?P<total>{mentions.INT})(?![/-]|\s?%)",
    re.IGNORECASE,
)
_SIZE_IN_BRACKETS = re.compile(r"\(\s*n\s*=\s*[\d,]+\s*\)", re.IGNORECASE)
_NAMED = r"(?:in|with|on|for|of|among|given|receiving|taking)\s+(?:the\s+)?(?P<name>[a-z][\w-]*)"
_FIRST_NAME = re.compile(
    rf"^[)\]]?,?\s+{_NAMED}[a-z\s-]*,?\s+(?:and|but)\s+(?:only\s+|in\s+)?$", re.IGNORECASE
)
_SECOND_NAME = re.compile(rf"[)\]]?,?\s+{_NAMED}", re.IGNORECASE)
_BREAK = re.compile(r"[.;:\n\d%]")
_NOT_THESE_TWO = re.compile(
    r"\badj\b|\baor\b|\bmultivari|\bregress|\blogistic|\bmixed|\bstratif|\bmatched|\bpooled"
    r"|\bmeta-?analy|\btrials\b|\bstudies\b|\breviews?\b|\bmantel|\bcontroll(?:ed|ing) for"
    r"|\bper.protocol|\bdetect|\bmargin|\bpower|\bassum|\bbaseline|\bsubgroup|\binteraction"
    r"|\brelative difference",
    re.IGNORECASE,
)
"""What says that an effect does not come from counting the two groups beside it."""
_ANOTHER = re.compile(
    r"\b(?:and|but|while|whereas|although)\b"
    r"|[;,:(]\s*(?!(?:an?|the|i\.?e|with|from|for|giving|which|that|crude|unadjusted|absolute|risk"
    r"|relative|odds|hazard|rate|difference|confidence|or|rr|rd|hr|irr|md|smd|ci|p|mean|number)\b)"
    r"[a-z]",
    re.IGNORECASE,
)
"""What begins a clause of its own between two results and an effect."""
_TIME = re.compile(
    r"\b(?:first|second|day|week|month|year|visit|follow-?up|session)", re.IGNORECASE
)
_PER_CENT = re.compile(r"\s?(?:%|per\s?cent(?!\w)|percentage)", re.IGNORECASE)
_OF = r"\s*(?:of|was|is|=|:|,)?\s*"
_ESTIMATE = rf"(?P<estimate>{mentions.SIGNED})"
_MORE_OR_LESS = r"(?:absolute\s+)?(?:difference|higher|lower|more|fewer|less|greater)\b"
_DIFFERENCES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # a difference of 20 percentage points
        rf"\bdifference{_OF}{_ESTIMATE}\s?percentage\s+points?\b",
        # an absolute difference of 20%
        rf"\babsolute\s+(?:risk\s+)?difference{_OF}{_ESTIMATE}\s?(?:%|per\s?cent(?!\w))",
        # 20 percentage points lower
        rf"{_ESTIMATE}[\s-]percentage[\s-]points?\s+{_MORE_OR_LESS}",
    )
)


@dataclass(frozen=True)
class _Result:
    """What a sentence says of one group, and where."""

    start: int
    end: int
    group: Group
    tied: str = ""


def pair_findings(passage: Prose, groups: tuple[Group, ...]) -> Iterator[Finding]:
    """Yield effects and numbers needed to treat that the two results of their sentence belie.

    Which group is compared with which, prose does not say for certain: an effect that either
    order gives is right.
    """
    by_sentence: dict[tuple[int, int], list[tuple[int, Effect]]] = {}
    for offset, effect in _effects(passage):
        by_sentence.setdefault(passage.sentence(offset), []).append((offset, effect))
    for (start, end), listed in by_sentence.items():
        pair = _pair(passage, start, end, groups)
        first, last = passage.neighbours(start)
        if pair is None or _NOT_THESE_TWO.search(passage.folded, first, last):
            continue
        times = Counter(effect.measure for _, effect in listed)
        for offset, effect in listed:
            if times[effect.measure] == 1 and not _is_of_another(passage, offset, pair):
                words = passage.folded[first:last]
                yield from _effect_findings(
                    replace(effect, words=words), pair[0].group, pair[1].group
                )
    for match in mentions.NNT.finditer(passage.folded):
        nnt, compared = passage.number(match, "nnt"), _nnt_pair(passage, match.start(), groups)
        if nnt is not None and compared is not None:
            yield from nnt_findings(nnt, compared)


def _is_of_another(passage: Prose, offset: int, pair: tuple[_Result, _Result]) -> bool:
    """Tell whether words between an effect and two results may name another outcome or time."""
    start, end = sorted((offset, pair[0].start))
    if offset > pair[1].start:
        start, end = pair[1].end, offset
    return _ANOTHER.search(passage.folded, start, end) is not None


def _effect_findings(effect: Effect, one: Group, other: Group) -> Iterator[Finding]:
    if effect.measure in DIFFERENCES:
        # Differences are often taken between the percentages as they are printed.
        one, other = _printed_share(one), _printed_share(other)
    orders = ((one, other), (other, one))
    results = [list(arm_findings(replace(effect, groups=order))) for order in orders]
    if all(results):
        yield from results[0]


def _printed_share(group: Group) -> Group:
    return group if group.percent is None else Group(group.name, percent=group.percent)


@lru_cache(maxsize=4)
def _covered(passage: Prose) -> frozenset[int]:
    """Return the characters of effects and their intervals, whose percentages are no results."""
    patterns = (mentions.LABELLED, mentions.INTERVAL)
    spans = [match.span() for pattern in patterns for match in pattern.finditer(passage.folded)]
    offsets = {offset for start, end in spans for offset in range(start, end)}
    return frozenset(offsets | {offset for offset, _ in _differences(passage)})


def _effects(passage: Prose) -> Iterator[tuple[int, Effect]]:
    """Yield ratios and risk differences of a text, with where each stands."""
    for match in mentions.LABELLED.finditer(passage.folded):
        measure, estimate = mentions.measure_of(match["label"]), passage.number(match, "estimate")
        is_adjusted = match["label"] in {"aOR", "aHR"}
        if estimate is not None and not is_adjusted and not _is_outside(passage, match, estimate):
            is_share = _PER_CENT.match(passage.folded, match.end("estimate"))
            unit = "%" if is_share else ""
            effect = Effect(measure, "", estimate.place, estimate=estimate, unit=unit)
            yield match.start("estimate"), effect
    for start, estimate in _differences(passage):
        measure = Measure.RISK_DIFFERENCE
        yield start, Effect(measure, "", estimate.place, estimate=estimate, unit="%")


def _is_outside(passage: Prose, match: re.Match[str], estimate: Printed) -> bool:
    """Tell whether an estimate lies outside its own interval, which is a finding already."""
    low, high = passage.number(match, "low"), passage.number(match, "high")
    if low is None or high is None:
        return False
    return not estimate.bounds.meets(hull((*low.bounds, *high.bounds)))


def _differences(passage: Prose) -> Iterator[tuple[int, Printed]]:
    """Yield differences in percentage points that no label such as `RD` names."""
    labelled = {match.start("estimate") for match in mentions.LABELLED.finditer(passage.folded)}
    named: dict[int, Printed] = {}
    for pattern in _DIFFERENCES:
        for match in pattern.finditer(passage.folded):
            estimate = passage.number(match, "estimate")
            if estimate is not None and match.start("estimate") not in labelled:
                named[match.start("estimate")] = estimate
    yield from named.items()


def _pair(
    passage: Prose, start: int, end: int, groups: tuple[Group, ...]
) -> tuple[_Result, _Result] | None:
    """Return the results of two groups where a sentence compares them and gives no others."""
    results = _results(passage, start, end, groups)
    if results is None or len(results) != _TWO:
        return None
    one, other = results
    between = _SIZE_IN_BRACKETS.sub("", passage.folded[one.end : other.start])
    if len(between) > _FAR or _BREAK.search(VERSUS.sub("", between)):
        return None
    is_tied = bool(one.tied and other.tied and one.tied != other.tied)
    if not (is_tied or VERSUS.search(between) or _is_named(passage, between, other.end)):
        return None
    first, second = (
        replace(one.group, name="first group"),
        replace(other.group, name="second group"),
    )
    return replace(one, group=first), replace(other, group=second)


def _is_named(passage: Prose, between: str, end: int) -> bool:
    """Tell whether two results have names of groups: `30% with wool and 10% with cotton`."""
    first, second = _FIRST_NAME.match(between), _SECOND_NAME.match(passage.folded, end)
    if first is None or second is None or first["name"].lower() == second["name"].lower():
        return False
    return not (_TIME.search(between) or _TIME.search(second["name"]))


def _results(
    passage: Prose, start: int, end: int, groups: tuple[Group, ...]
) -> list[_Result] | None:
    """Return the counts and percentages of a sentence; None where one is not of people."""
    results = [
        _Result(match.start(), match.end(), group)
        for match, group in counted(passage)
        if start <= match.start() < end
    ]
    inside = {offset for one in results for offset in range(one.start, one.end)}
    for match in _BARE.finditer(passage.folded, start, end):
        events, total = passage.number(match, "events"), passage.number(match, "total")
        if match.start() not in inside:
            results.append(_Result(match.start(), match.end(), Group("", total, events)))
            inside.update(range(match.start(), match.end()))
    covered, listed = _covered(passage), shares(passage, groups)
    # Of all shares of the text only the sentence's own are looked at, however many there are.
    first = bisect_left(listed, start, key=lambda share: share.start)
    last = bisect_left(listed, end, key=lambda share: share.start)
    for share in listed[first:last]:
        if share.start not in covered and share.start not in inside:
            if not share.is_of_people:
                return None
            tied = share.group.name if share.group else ""
            group = Group("", percent=share.number)
            results.append(_Result(share.start, share.end, group, tied))
            inside.update(range(share.start, share.end))
    if any(_is_odd(one.group) for one in results):
        return None
    return sorted(results, key=lambda one: one.start)


def _is_odd(group: Group) -> bool:
    """Tell whether a group's own numbers disagree, which is a finding of its own."""
    if group.n is None or group.events is None:
        return False
    if not group.size or group.count is None or group.count > group.size:
        return True
    percent = group.percent
    return percent is not None and not percent.bounds.holds(100 * group.count / group.size)


def _nnt_pair(passage: Prose, offset: int, groups: tuple[Group, ...]) -> tuple[Group, Group] | None:
    """Return the two groups of a number needed to treat: two percentages, or else two counts."""
    start, end = passage.sentence(offset)
    inside = [one for one in shares(passage, groups) if start <= one.start < end]
    if not inside:
        pair = _pair(passage, start, end, groups)
        return (pair[0].group, pair[1].group) if pair else None
    if len(inside) != _TWO or not all(one.is_of_people for one in inside):
        return None
    first, second = inside
    return Group("first group", percent=first.number), Group("second group", percent=second.number)
