"""Confidence intervals by themselves: in order, possible, around their estimate.

Ratios are symmetric on the log scale, differences on their own, correlations on Fisher's z
scale: Cochrane Handbook for Systematic Reviews of Interventions, version 6.5, chapter 6.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from press.evidence.finding import Evidence, Finding
from press.evidence.numbers.bounds import Bounds, shown
from press.evidence.numbers.catalogue import computed, found
from press.evidence.numbers.distributions import NORMAL
from press.evidence.numbers.effect import RATIOS, Effect, Group
from press.evidence.numbers.printed import Printed
from press.publication.model import Measure

HANDBOOK = "Cochrane Handbook 6.5, chapter 6"

# How far, in half widths, an estimate may lie from the centre beyond what rounding allows.
_OFF_CENTRE = {Measure.STANDARDISED_MEAN_DIFFERENCE: 0.15}
_OFF_CENTRE_ELSE = 0.1
# Of intervals by Newcombe's method for two groups of eight people and more, the skewest.
_SKEWEST = 0.65


def interval_findings(effect: Effect) -> Iterator[Finding]:
    """Yield what is wrong with an effect's interval; graver findings silence the finer ones."""
    impossible = list(_range_findings(effect))
    yield from impossible
    if effect.low is None or effect.high is None:
        return
    misplaced = list(_order_findings(effect.low, effect.high))
    if not misplaced:
        misplaced = list(_estimate_findings(effect, effect.low, effect.high))
    yield from misplaced
    if not misplaced and not impossible:
        yield from _centre_findings(effect, effect.low, effect.high)


def _range_findings(effect: Effect) -> Iterator[Finding]:
    named = (("estimate", effect.estimate), ("lower limit", effect.low))
    for label, printed in (*named, ("upper limit", effect.high)):
        if printed is None:
            continue
        if effect.measure in RATIOS and printed.value < 0:
            limit, why = "0 or more", "a ratio of two numbers above 0"
        elif effect.measure is Measure.CORRELATION and abs(printed.value) > 1:
            limit, why = "−1 to 1", "the definition of a correlation"
        else:
            continue
        message = f"the {label} {printed.text} is impossible for a {effect.measure}: {limit}"
        possible = Evidence("possible", limit, why)
        yield found("number-ci-range", message, printed.place, printed.evidence(label), possible)


def _order_findings(low: Printed, high: Printed) -> Iterator[Finding]:
    if low.value > high.value:
        message = f"the interval {low.text} to {high.text} is in the wrong order"
        limits = (low.evidence("lower limit"), high.evidence("upper limit"))
        yield found("number-ci-order", message, low.place, *limits)


def _estimate_findings(effect: Effect, low: Printed, high: Printed) -> Iterator[Finding]:
    estimate = effect.estimate
    if estimate is None or not estimate.is_exact:
        return
    if estimate.bounds.meets(Bounds(low.bounds.low, high.bounds.high)):
        return
    message = f"the interval {low.text} to {high.text} does not hold the estimate {estimate.text}"
    yield found("number-ci-estimate", message, estimate.place, *_printed(estimate, low, high))


def _printed(estimate: Printed, low: Printed, high: Printed) -> tuple[Evidence, ...]:
    return (
        estimate.evidence("estimate"),
        low.evidence("lower limit"),
        high.evidence("upper limit"),
    )


def _centre_findings(effect: Effect, low: Printed, high: Printed) -> Iterator[Finding]:
    """Yield a finding where an estimate lies far from the centre: geometric for ratios."""
    estimate = effect.estimate
    if estimate is None or not estimate.is_exact or effect.measure is Measure.MEAN:
        return
    ends = effect.scaled(low.bounds), effect.scaled(high.bounds)
    middle = effect.scaled(estimate.bounds)
    if ends[0] is None or ends[1] is None or middle is None:
        return
    centre = ends[0].plus(ends[1]).times(0.5)
    half = ends[1].minus(ends[0]).high / 2
    skew = _skew(effect)
    if middle.meets(Bounds(centre.low + half * skew.low, centre.high + half * skew.high)):
        return
    is_ratio = effect.measure in RATIOS
    kind = "geometric centre" if is_ratio else "centre"
    value = _centre(effect, low.value, high.value)
    message = (
        f"the {kind} of the interval {low.text} to {high.text} is {shown(value)}, and the "
        f"estimate {estimate.text}; an exact, profile, bootstrap or Bayesian interval, or a "
        "median, would explain it"
    )
    yield found(
        "number-ci-centre",
        message,
        estimate.place,
        *_printed(estimate, low, high),
        computed(f"{kind} {shown(value)}", HANDBOOK),
    )


def _skew(effect: Effect) -> Bounds:
    """Return how far an estimate may lie from the centre of its interval, in half widths.

    Newcombe's interval of a risk difference is skew by design (Newcombe RG. Stat Med
    1998;17:873-890, method 10): as far as the two groups make it, or as far as any would.
    """
    allowed = _OFF_CENTRE.get(effect.measure or Measure.MEAN, _OFF_CENTRE_ELSE)
    if effect.measure is not Measure.RISK_DIFFERENCE:
        return Bounds(-allowed, allowed)
    if effect.pair is None or any(group.risk is None or not group.size for group in effect.pair):
        return Bounds(-_SKEWEST, _SKEWEST)
    (low, difference, high) = newcombe(*effect.pair)
    skew = (difference - (low + high) / 2) / ((high - low) / 2)
    return Bounds(min(0.0, skew) - allowed, max(0.0, skew) + allowed)


def newcombe(first: Group, second: Group) -> tuple[float, float, float]:
    """Return the lower limit, the risk difference and the upper limit, 95 %, from 0 to 1."""
    (p1, low1, high1), (p2, low2, high2) = _wilson(first), _wilson(second)
    difference = p1 - p2
    low = difference - math.hypot(p1 - low1, high2 - p2)
    return low, difference, difference + math.hypot(high1 - p1, p2 - low2)


def _wilson(group: Group) -> tuple[float, float, float]:
    """Return a share and its interval by Wilson's score method (J Am Stat Assoc 1927;22:209)."""
    size, risk = group.size or 1, group.risk or Bounds(0.0, 1.0)
    z2 = NORMAL.inv_cdf(0.975) ** 2
    share = risk.middle
    centre = share + z2 / (2 * size)
    half = math.sqrt(z2 * (share * (1 - share) / size + z2 / (4 * size * size)))
    return share, (centre - half) / (1 + z2 / size), (centre + half) / (1 + z2 / size)


def _centre(effect: Effect, low: float, high: float) -> float:
    if effect.measure in RATIOS:
        return float((low * high) ** 0.5)
    return (low + high) / 2
