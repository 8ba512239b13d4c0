"""Estimates of front matter: every one becomes an effect, and goes through the rules."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from press.evidence.finding import Evidence, Finding, Place
from press.evidence.numbers.catalogue import found
from press.evidence.numbers.effect import DIFFERENCES, RATIOS, Effect, Group
from press.evidence.numbers.patterns import CORRELATION, P_VALUE
from press.evidence.numbers.printed import Printed, p_value, parse
from press.evidence.numbers.rules.arms import arm_findings
from press.evidence.numbers.rules.continuous import mean_p_findings
from press.evidence.numbers.rules.correlations import correlation_findings
from press.evidence.numbers.rules.intervals import interval_findings
from press.evidence.numbers.rules.means import mean_findings
from press.evidence.numbers.rules.percentages import percentage_findings, range_findings
from press.evidence.numbers.rules.proportions import proportion_findings
from press.evidence.numbers.rules.pvalues import p_findings, p_range_findings
from press.evidence.numbers.rules.sizes import size_findings
from press.publication.model import (
    NOT_REPORTED,
    Design,
    Estimate,
    EstimateArm,
    Measure,
    Participants,
)

Where = Callable[[str], Place]
"""Returns where a dotted key of the front matter stands, such as `estimates.0.ci.low`."""

_PAIRED = frozenset({Design.CROSSOVER_TRIAL, Design.CASE_SERIES, Design.CASE_REPORT})
_DIVIDED = frozenset({Design.RANDOMISED_TRIAL, Design.NON_RANDOMISED_TRIAL})
_REVIEWS = frozenset({Design.SYSTEMATIC_REVIEW, Design.OVERVIEW, Design.NARRATIVE_REVIEW})
_BEFORE = re.compile(r"\b(?:before|after|baseline|start|end)\b", re.IGNORECASE)
_WITHIN = re.compile(r"\b(?:since|from|within one group|before and after)\b", re.IGNORECASE)
_PERCENT = re.compile(r"^[<>≤≥~]?\s?[\d.,]+ ?%$")
# Their p values come from log-rank tests and rate models, which count time too.
_OVER_TIME = frozenset({Measure.HAZARD_RATIO, Measure.RATE_RATIO})
_FIRST_WORD = re.compile(r"\w+")
_SAID = re.compile(
    r"\b(?P<word>lower|fewer|less|higher|more|greater)\s+(?:with|in|after|on|under)\s+"
    r"(?:the\s+)?(?P<group>\w+)",
    re.IGNORECASE,
)
_IS_LESS = frozenset({"lower", "fewer", "less"})
_TWO = 2


def check_estimates(
    estimates: Sequence[Estimate],
    where: Where,
    *,
    participants: Participants | None = None,
    design: Design | None = None,
    study: str | None = None,
) -> list[Finding]:
    """Return what is wrong with estimates and sizes of a digest, in order of place.

    `where` turns a key such as `estimates.0.ci.low` or `n.arms.1` into its place. Estimates of
    another work than `study` (a citekey) are not held against the digest's participants.
    """
    everything: list[Finding] = []
    if participants is not None:
        everything += _participant_findings(participants, design, where)
    for index, estimate in enumerate(estimates):
        key = f"estimates.{index}"
        effect = effect_of(estimate, key, where, design)
        everything += _effect_findings(effect)
        everything += _arm_correlations(estimate, effect, key, where)
        everything += _relative_only(estimate, effect, estimates)
        everything += _said_direction(effect)
        is_own = study is None or estimate.source.cite == study
        if participants is not None and is_own and design not in _REVIEWS:
            everything += _arm_sizes(effect, participants, design, where)
    return sorted(set(everything), key=lambda one: (one.place, one.rule, one.message))


def effect_of(estimate: Estimate, key: str, where: Where, design: Design | None) -> Effect:
    """Return an estimate with its numbers read; what is no number is left out."""
    ci = estimate.ci
    level = parse(ci.level, where(f"{key}.ci.level")) if ci is not None else None
    names = " ".join(arm.name for arm in estimate.arms)
    is_within = len(estimate.arms) == 1 or _WITHIN.search(estimate.outcome) is not None
    unit = (estimate.unit or "").lower()
    p = p_value(estimate.p, where(f"{key}.p")) if estimate.p else None
    return Effect(
        estimate.measure,
        estimate.outcome,
        where(key),
        estimate=_number(estimate.estimate, where(f"{key}.estimate")),
        low=_number(ci.low, where(f"{key}.ci.low")) if ci else None,
        high=_number(ci.high, where(f"{key}.ci.high")) if ci else None,
        level=level.value if level is not None and 50 < level.value < 100 else 95.0,  # noqa: PLR2004
        p=p,
        groups=tuple(
            _group(arm, f"{key}.arms.{index}", where) for index, arm in enumerate(estimate.arms)
        ),
        unit=estimate.unit or "",
        words=f"{estimate.outcome}. {estimate.note or ''}",
        is_paired=design in _PAIRED or is_within or _BEFORE.search(names) is not None,
        scores=unit.startswith(("point", "score")),
    )


def _number(text: str | None, place: Place) -> Printed | None:
    return None if text is None or text == NOT_REPORTED else parse(text, place)


def _group(arm: EstimateArm, key: str, where: Where) -> Group:
    value = (arm.value or "").strip()
    share = parse(value, where(f"{key}.value")) if _PERCENT.match(value) else None
    return Group(
        arm.name,
        n=_number(arm.n, where(f"{key}.n")),
        events=_number(arm.events, where(f"{key}.events")),
        percent=share,
        mean=_number(arm.mean, where(f"{key}.mean")),
        sd=_number(arm.sd, where(f"{key}.sd")),
    )


def _effect_findings(effect: Effect) -> Iterator[Finding]:
    yield from p_range_findings(effect.p)
    yield from interval_findings(effect)
    yield from percentage_findings(effect)
    yield from mean_findings(effect)
    yield from arm_findings(effect)
    yield from p_findings(effect)
    if effect.measure not in _OVER_TIME:
        yield from proportion_findings(effect)
    yield from mean_p_findings(effect)
    yield from _own_proportion(effect)


def _own_proportion(effect: Effect) -> Iterator[Finding]:
    """Yield what is wrong with a proportion against the counts of its only group."""
    estimate = effect.estimate
    if effect.measure is not Measure.PROPORTION or estimate is None or not effect.per_cent:
        return
    if effect.per_cent == 1:
        scaled = estimate.bounds.times(100)
        estimate = Printed(estimate.text, estimate.value * 100, scaled, estimate.place)
    yield from range_findings(estimate, is_of_people=True)
    if len(effect.groups) == 1 and effect.groups[0].percent is None:
        group = effect.groups[0]
        own = Group(group.name, group.n, group.events, estimate)
        yield from percentage_findings(
            Effect(effect.measure, effect.what, effect.place, groups=(own,), words=effect.words)
        )


def _arm_correlations(
    estimate: Estimate, effect: Effect, key: str, where: Where
) -> Iterator[Finding]:
    """Yield correlations against the sizes of their groups: of the estimate, and of each arm."""
    if estimate.measure is not Measure.CORRELATION:
        return
    sizes = [group.size for group in effect.groups]
    if effect.estimate is not None and effect.p is not None and sizes and None not in sizes:
        people = sum(size or 0 for size in sizes)
        yield from correlation_findings(effect.estimate, people, effect.p)
    for index, arm in enumerate(estimate.arms):
        place = where(f"{key}.arms.{index}.value")
        found_r = CORRELATION.search((arm.value or "").replace("\u2212", "-"))
        found_p = P_VALUE.search(arm.value or "")
        if found_r is None or found_p is None or not found_p["p"] or not sizes[index]:
            continue
        r, p = parse(found_r["r"], place), p_value(found_p["p"], place)
        if r is not None and p is not None:
            yield from correlation_findings(r, sizes[index] or 0, p)


def _relative_only(
    estimate: Estimate, effect: Effect, others: Sequence[Estimate]
) -> Iterator[Finding]:
    """Yield a ratio that stands without counts, percentages, or an absolute estimate beside it."""
    if estimate.measure not in RATIOS or effect.estimate is None:
        return
    if any(group.risk is not None or group.mean is not None for group in effect.groups):
        return
    absolute = [
        other.outcome
        for other in others
        if other.measure in DIFFERENCES | {Measure.PROPORTION, Measure.MEAN}
    ]
    if any(outcome.lower().startswith(estimate.outcome.lower()) for outcome in absolute):
        return
    ratio = effect.estimate
    message = f"the {estimate.measure} {ratio.text} of “{estimate.outcome}” stands alone"
    yield found("number-relative-only", message, ratio.place, ratio.evidence("ratio"))


def _said_direction(effect: Effect) -> Iterator[Finding]:
    """Yield a note that says `lower with` the first group where the estimate says higher."""
    estimate, pair, null = effect.estimate, effect.pair, effect.null
    if estimate is None or pair is None or null is None or estimate.bounds.holds(null):
        return
    first, second = (_FIRST_WORD.findall(group.name.lower()) for group in pair)
    for match in _SAID.finditer(effect.words):
        named = match["group"].lower()
        if (named in first) == (named in second):
            continue
        is_less = (match["word"].lower() in _IS_LESS) == (named in first)
        if is_less == (estimate.value < null):
            continue
        message = (
            f"the note says “{match[0]}”, but the estimate {estimate.text} of {pair[0].name} "
            f"against {pair[1].name} says the opposite"
        )
        said = Evidence("note", match[0], str(effect.place))
        yield found(
            "number-direction", message, estimate.place, said, estimate.evidence("estimate")
        )


def _participant_findings(
    participants: Participants, design: Design | None, where: Where
) -> Iterator[Finding]:
    if participants.total == NOT_REPORTED or design in _REVIEWS:
        return
    total = parse(str(participants.total), where("n.total"))
    sizes = [
        parse(str(arm.n), where(f"n.arms.{index}.n")) for index, arm in enumerate(participants.arms)
    ]
    if total is None or not sizes or None in sizes:
        return
    yield from size_findings(
        [size for size in sizes if size is not None],
        total,
        is_divided=design is not Design.CROSSOVER_TRIAL,
        is_whole=participants.note is None and design is not Design.CROSSOVER_TRIAL,
    )


def _arm_sizes(
    effect: Effect, participants: Participants, design: Design | None, where: Where
) -> Iterator[Finding]:
    if participants.total == NOT_REPORTED:
        return
    total = parse(str(participants.total), where("n.total"))
    sizes = [group.n for group in effect.groups if group.n is not None]
    if total is None or not sizes:
        return
    is_divided = design in _DIVIDED and not effect.is_paired and len(participants.arms) >= _TWO
    yield from size_findings(sizes, total, is_divided=is_divided, is_whole=False)
