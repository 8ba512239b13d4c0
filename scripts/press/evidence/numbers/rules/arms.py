"""An effect against the results of its two groups.

RR, OR, RD and SMD: Cochrane Handbook for Systematic Reviews of Interventions, version 6.5,
sections 6.4 and 6.5. NNT: Altman DG. Confidence intervals for the number needed to treat. BMJ
1998;317:1309-1312, who rounds it up.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from press.evidence.finding import Evidence, Finding
from press.evidence.numbers.bounds import Bounds, hull, shown
from press.evidence.numbers.catalogue import computed, found
from press.evidence.numbers.effect import Effect, Group
from press.evidence.numbers.printed import Printed
from press.publication.model import Measure

HANDBOOK = "Cochrane Handbook 6.5, sections 6.4 and 6.5"
_NNT = "1 / risk difference: Altman 1998 (BMJ 317:1309)"


def arm_findings(effect: Effect) -> Iterator[Finding]:
    """Yield where an effect is not what its two groups give, or gives it with the other sign.

    Nothing where the text says that the estimate is adjusted or comes from a model.
    """
    estimate, pair = effect.estimate, effect.pair
    if estimate is None or not estimate.is_exact or pair is None:
        return
    given = effect_of_groups(effect, *pair)
    if given is None or estimate.bounds.meets(given):
        return
    evidence = [estimate.evidence("estimate"), *_evidence(pair)]
    opposite = _opposite(effect, given)
    if opposite is not None and estimate.bounds.meets(opposite):
        message = (
            f"{pair[0].name} against {pair[1].name} is {given}, but the estimate is "
            f"{estimate.text}: the direction is turned round"
        )
        evidence.append(computed(str(given), HANDBOOK))
        yield found("number-direction", message, estimate.place, *evidence)
    elif not effect.is_modelled:
        message = (
            f"the two groups give a {effect.measure} of {given}, not {estimate.text}; an adjusted "
            "model, imputed values, other denominators or a weighted mean would explain it"
        )
        evidence.append(computed(str(given), HANDBOOK))
        yield found("number-effect-arms", message, estimate.place, *evidence)


def effect_of_groups(effect: Effect, first: Group, second: Group) -> Bounds | None:
    """Return what the measure comes to in the first group against the second, as bounds.

    In per cent where the estimate is; None where the groups' numbers do not give it.
    """
    if effect.measure is Measure.MEAN_DIFFERENCE:
        return _difference(first, second)
    if effect.measure is Measure.STANDARDISED_MEAN_DIFFERENCE:
        return _standardised(first, second)
    if first.risk is None or second.risk is None:
        return None
    return _of_risks(effect, first.risk, second.risk)


def _of_risks(effect: Effect, first: Bounds, second: Bounds) -> Bounds | None:
    if effect.measure is Measure.RISK_DIFFERENCE:
        return first.minus(second).times(effect.per_cent) if effect.per_cent else None
    if effect.measure is Measure.RISK_RATIO:
        return first.over(second) if second.low > 0 else None
    return _odds_ratio(first, second) if effect.measure is Measure.ODDS_RATIO else None


def _difference(first: Group, second: Group) -> Bounds | None:
    if first.mean is None or second.mean is None:
        return None
    return first.mean.bounds.minus(second.mean.bounds)


def _standardised(first: Group, second: Group) -> Bounds | None:
    """Return the difference in standard deviations, of either group or pooled, Hedges' g or d."""
    difference = _difference(first, second)
    if difference is None or first.sd is None or second.sd is None:
        return None
    spread = hull((*first.sd.bounds, *second.sd.bounds))
    if spread.low <= 0:
        return None
    size = difference.size()
    people = (first.size or 0) + (second.size or 0)
    shrunk = 1 - 3 / (4 * max(people, 4) - 9)
    values = Bounds(size.low / spread.high * shrunk, size.high / spread.low)
    if difference.low < 0 < difference.high:
        return Bounds(-values.high, values.high)
    return values if difference.high > 0 else values.times(-1)


def _odds_ratio(first: Bounds, second: Bounds) -> Bounds | None:
    """Return the odds ratio of two risks; None where a group has nobody with or without it."""
    if min(first.low, second.low) <= 0 or max(first.high, second.high) >= 1:
        return None
    return first.mapped(_odds).over(second.mapped(_odds))


def _odds(risk: float) -> float:
    return risk / (1 - risk)


def _opposite(effect: Effect, given: Bounds) -> Bounds | None:
    """Return the effect of the second group against the first."""
    if effect.null == 1:
        return Bounds(1 / given.high, 1 / given.low) if given.low > 0 else None
    return given.times(-1) if effect.null == 0 else None


def _evidence(groups: tuple[Group, ...]) -> list[Evidence]:
    return [
        printed.evidence(f"{label}, {group.name}")
        for group in groups
        for label, printed in (
            ("events", group.events),
            ("total", group.n),
            ("percentage", group.percent),
            ("mean", group.mean),
            ("standard deviation", group.sd),
        )
        if printed is not None
    ]


def nnt_findings(nnt: Printed, groups: tuple[Group, Group]) -> Iterator[Finding]:
    """Yield a finding where a number needed to treat is not 1 / risk difference of two groups."""
    risks = groups[0].risk, groups[1].risk
    if risks[0] is None or risks[1] is None or not nnt.is_exact:
        return
    apart = risks[0].minus(risks[1]).size()
    if apart.high <= 0:
        return
    given = Bounds(1 / apart.high, 1 / apart.low if apart.low > 0 else math.inf)
    rounded = Bounds(given.low, given.high + (1 if not nnt.decimals else 0))
    if nnt.bounds.size().meets(rounded):
        return
    message = (
        f"the two proportions give a number needed to treat of {given}, not {nnt.text}; another "
        "outcome, time or adjusted estimate would explain it"
    )
    yield found(
        "number-nnt",
        message,
        nnt.place,
        nnt.evidence("NNT"),
        *_evidence(groups),
        computed(str(given), _NNT),
    )


def relative_change_findings(
    change: Printed, ratio: Printed, *, is_less: bool
) -> Iterator[Finding]:
    """Yield a finding where `19% lower` is not what its ratio, such as 0.81, says.

    The relative change is 100 × (ratio − 1): Cochrane Handbook 6.5, section 6.4.1.5.
    """
    if not (change.is_exact and ratio.is_exact):
        return
    sign = -100.0 if is_less else 100.0
    given = Bounds(ratio.bounds.low - 1, ratio.bounds.high - 1).times(sign)
    if change.bounds.meets(given):
        return
    way = "lower" if is_less else "higher"
    message = (
        f"a ratio of {ratio.text} is {shown(100 * abs(ratio.value - 1))}% "
        f"{'lower' if ratio.value < 1 else 'higher'}, not {change.text} {way}"
    )
    yield found(
        "number-ratio-percent",
        message,
        change.place,
        change.evidence("relative change"),
        ratio.evidence("ratio"),
        computed(f"{given}%", "100 × (ratio − 1)"),
    )
