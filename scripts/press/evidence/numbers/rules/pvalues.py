"""A p value against its estimate and confidence interval.

Altman DG, Bland JM. How to obtain the P value from a confidence interval. BMJ 2011;343:d2304,
with the normal distribution itself in place of its approximation; and Altman DG, Bland JM. How
to obtain the confidence interval from a P value. BMJ 2011;343:d2090.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from press.evidence.finding import Evidence, Finding
from press.evidence.numbers.bounds import Bounds, hull, joined
from press.evidence.numbers.catalogue import computed, found
from press.evidence.numbers.distributions import NORMAL, normal_p, t_p, t_quantile
from press.evidence.numbers.effect import DIFFERENCES, RATIOS, Effect
from press.evidence.numbers.printed import Printed, p_text
from press.evidence.numbers.rules.proportions import table_p
from press.publication.model import Measure

SOURCE = "Altman & Bland 2011 (BMJ 343:d2304)"

# By how much tests of one effect differ in z, as a share and as a part: Wald, score and
# likelihood-ratio tests of ratios; for risk differences also the interval's own skewness.
_SLACK = dict.fromkeys(RATIOS, (0.1, 0.1)) | {Measure.RISK_DIFFERENCE: (0.2, 0.1)}
_SLACK_ELSE = (0.05, 0.05)
_OF_TABLES = frozenset({Measure.RISK_RATIO, Measure.ODDS_RATIO, Measure.RISK_DIFFERENCE})
_FEWEST_DF = 4
"""Degrees of freedom of the smallest trial that we reckon with where no size is printed."""


def p_range_findings(p: Printed | None) -> Iterator[Finding]:
    """Yield a finding for a p value that is no probability, and for one that is printed as 0."""
    if p is None:
        return
    if not 0 <= p.value <= 1:
        possible = Evidence("possible", "0 to 1", "the definition of a probability")
        message = f"{p_text(p)} is no probability"
        yield found("number-p-range", message, p.place, p.evidence("p"), possible)
    elif p.value == 0:
        limit = f"p < 0.{'0' * max(0, p.decimals - 1)}1"
        message = f"{p_text(p)} is impossible; rounded, it means {limit} at most"
        yield found("number-p-zero", message, p.place, p.evidence("p"), computed(limit, "rounding"))


def p_findings(effect: Effect) -> Iterator[Finding]:
    """Yield where a p value does not fit the interval: on significance, else by recomputing it.

    Nothing where the text says that the p value asks something else, such as non-inferiority.
    """
    p, low, high = effect.p, effect.low, effect.high
    if p is None or low is None or high is None or effect.null is None or not 0 <= p.value <= 1:
        return
    if effect.has_other_test or low.value > high.value or not (low.is_exact and high.is_exact):
        return
    allowed = interval_p(effect)
    tested = table_p(effect)
    if allowed is None:
        return
    range_ = joined([allowed, tested]) if tested else allowed
    disagreeing = _disagreement(effect, p, low, high)
    if tested and p.bounds.meets(tested):
        return
    # Of one table, chi-squared and an interval may honestly fall on two sides of the limit.
    is_strict = disagreeing and effect.measure not in _OF_TABLES
    if not is_strict and p.bounds.meets(range_):
        return
    rule = "number-p-crosses" if disagreeing else "number-p-ci"
    numbers = f"the interval {low.text} to {high.text}"
    if disagreeing:
        message = f"{numbers} {disagreeing}, but {p_text(p)}; the interval gives p {allowed}"
    else:
        message = f"{numbers} gives p {allowed}, not {p_text(p)}"
    message += "; another test, another model, or an interval of another level would explain it"
    printed = [low.evidence("lower limit"), high.evidence("upper limit"), p.evidence("p")]
    if effect.estimate is not None:
        printed.insert(0, effect.estimate.evidence("estimate"))
    yield found(rule, message, p.place, *printed, computed(f"p {allowed}", SOURCE))


def _disagreement(effect: Effect, p: Printed, low: Printed, high: Printed) -> str:
    """Return what the interval says where the p value clearly says the opposite, else nothing."""
    null, alpha = effect.null or 0.0, 1 - effect.level / 100
    said = "1 (no effect)" if effect.measure in RATIOS else "0 (no effect)"
    is_below = p.bounds.high < alpha or (p.relation == "<" and p.bounds.high <= alpha)
    if low.bounds.high < null < high.bounds.low and is_below:
        return f"includes {said}"
    if (low.bounds.low > null or high.bounds.high < null) and p.bounds.low > alpha:
        return f"excludes {said}"
    return ""


def interval_p(effect: Effect) -> Bounds | None:
    """Return the two-sided p values that estimate and interval allow, or None without interval.

    The standard error is the interval's width over twice its quantile: normal, and for
    differences also t with as many degrees of freedom as the groups may have.
    """
    ratio = distance(effect)
    if ratio is None:
        return None
    share, slack = _SLACK.get(effect.measure or Measure.MEAN, _SLACK_ELSE)
    near, far = ratio.low * (1 - share), ratio.high * (1 + share)
    quantile = NORMAL.inv_cdf(0.5 + effect.level / 200)
    found_ = [normal_p(max(0.0, near * quantile - slack)), normal_p(far * quantile + slack)]
    if effect.measure in DIFFERENCES:
        for df in _degrees(effect):
            scale = t_quantile(effect.level / 100, df)
            found_ += [t_p(max(0.0, near * scale - slack), df), t_p(far * scale + slack, df)]
    return hull(found_)


def distance(effect: Effect) -> Bounds | None:
    """Return how many half widths of its interval an estimate lies from no effect."""
    if effect.low is None or effect.high is None:
        return None
    low, high = effect.scaled(effect.low.bounds), effect.scaled(effect.high.bounds)
    if low is None or high is None:
        return None
    middle = low.plus(high).times(0.5)
    if effect.estimate is not None and effect.estimate.is_exact:
        middle = effect.scaled(effect.estimate.bounds) or middle
    half = high.minus(low).times(0.5)
    size = middle.size()
    if half.high <= 0:
        return None
    return Bounds(size.low / half.high, size.high / half.low if half.low > 0 else math.inf)


def _degrees(effect: Effect) -> tuple[float, ...]:
    """Return the fewest and most degrees of freedom: Welch's and the pooled t test's."""
    sizes = [group.size for group in effect.groups if group.size]
    if len(sizes) != len(effect.groups) or not sizes:
        return (_FEWEST_DF,)
    fewest = max(1, min(sizes) - 1)
    return (fewest, max(1, sum(sizes) - len(sizes)))
