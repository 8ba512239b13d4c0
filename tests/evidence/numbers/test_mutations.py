"""Every rule finds its own fault: an honest trial with one number changed."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import replace
from random import Random

import pytest

from press.evidence.finding import Evidence, Finding
from press.evidence.numbers import RULES, check_prose
from press.evidence.numbers.distributions import normal_p, normal_z, t_p
from press.evidence.numbers.effect import Effect, Group
from press.evidence.numbers.printed import Printed
from press.evidence.numbers.rules.arms import arm_findings, nnt_findings, relative_change_findings
from press.evidence.numbers.rules.continuous import mean_p_findings, t_test_p
from press.evidence.numbers.rules.correlations import correlation_findings
from press.evidence.numbers.rules.days import day_findings, period
from press.evidence.numbers.rules.intervals import interval_findings
from press.evidence.numbers.rules.means import mean_findings
from press.evidence.numbers.rules.percentages import group_findings, percentage_findings
from press.evidence.numbers.rules.proportions import proportion_findings, usual_p
from press.evidence.numbers.rules.pvalues import interval_p, p_findings, p_range_findings
from press.evidence.numbers.rules.sizes import size_findings
from press.publication import Measure
from tests.evidence.numbers.honest import PLACE, means_effect, number, table, table_effect
from tests.soak import Rounds

FEW = 400
Mutation = Callable[[Random], Iterable[Finding] | None]
"""Returns what is found in a trial with one number changed, or None if the draw does not serve."""


def ratio(draw: Random) -> Effect:
    return table_effect(draw, table(draw, 40), Measure.RISK_RATIO)


def limits(effect: Effect) -> tuple[Printed, Printed]:
    assert effect.low is not None
    assert effect.high is not None
    return effect.low, effect.high


def with_p(effect: Effect, value: float) -> Effect:
    return replace(effect, p=number(f"{value:.9f}"))


def of_counts(draw: Random) -> tuple[Effect, Group, Group]:
    one = table(draw, 40)
    effect = table_effect(draw, one, Measure.RISK_RATIO)
    groups = one.groups(draw)
    return replace(effect, groups=groups), *groups


def percent_range(draw: Random) -> Iterable[Finding]:
    effect, first, second = of_counts(draw)
    wrong = replace(first, percent=number(f"{draw.randint(101, 900)}%"), events=None)
    return percentage_findings(replace(effect, groups=(wrong, second)))


def percent_events(draw: Random) -> Iterable[Finding] | None:
    effect, first, second = of_counts(draw)
    assert first.percent is not None
    changed = first.percent.value + draw.choice([-3, 3])
    if not 0 <= changed <= 100:
        return None
    wrong = replace(first, percent=number(f"{changed:.{first.percent.decimals}f}%"))
    return percentage_findings(replace(effect, groups=(wrong, second)))


def events_total(draw: Random) -> Iterable[Finding]:
    effect, first, second = of_counts(draw)
    wrong = replace(first, events=number(str((first.size or 0) + draw.randint(1, 50))))
    return percentage_findings(replace(effect, groups=(wrong, second)))


def grim_percent(draw: Random) -> Iterable[Finding]:
    size = draw.randint(3, 40)
    between = 100 * (draw.randint(0, size - 1) + 0.5) / size
    group = Group("Socks", number(str(size)), percent=number(f"{between:.1f}%"))
    return percentage_findings(Effect(None, "", PLACE, groups=(group,)))


def grim_groups(draw: Random) -> Iterable[Finding]:
    total = draw.randint(20, 45)
    # One of 48 people or more is 2 %, which two decimals pin down.
    listed = [[number("2.08%")], [number("50%")]]
    return group_findings(listed, total, PLACE)


def grim_mean(draw: Random) -> Iterable[Finding]:
    effect, size = means_effect(draw), draw.randint(3, 40)
    between = draw.randint(5, 40) + (draw.randint(0, size - 1) + 0.5) / size
    group = Group("Socks", number(str(size)), mean=number(f"{between:.2f}"))
    return mean_findings(replace(effect, groups=(group,)))


def ci_order(draw: Random) -> Iterable[Finding] | None:
    effect = ratio(draw)
    low, high = limits(effect)
    return (
        None if low.value == high.value else interval_findings(replace(effect, low=high, high=low))
    )


def ci_estimate(draw: Random) -> Iterable[Finding]:
    effect = ratio(draw)
    _, high = limits(effect)
    return interval_findings(replace(effect, estimate=number(f"{high.value * 1.1 + 0.02:.2f}")))


def ci_range(draw: Random) -> Iterable[Finding]:
    effect = ratio(draw)
    return interval_findings(replace(effect, low=number(f"-{draw.uniform(0.1, 2):.2f}")))


def ci_centre(draw: Random) -> Iterable[Finding] | None:
    effect = means_effect(draw)
    low, high = limits(effect)
    far = low.value + 0.85 * (high.value - low.value)
    return interval_findings(replace(effect, estimate=number(f"{far:.2f}")))


def p_range(draw: Random) -> Iterable[Finding]:
    return p_range_findings(number(f"{draw.uniform(1.01, 9):.2f}"))


def p_zero(draw: Random) -> Iterable[Finding]:
    return p_range_findings(number(draw.choice(["0.000", ".00", "0.0000"])))


def p_ci(draw: Random) -> Iterable[Finding] | None:
    effect = ratio(draw)
    allowed = interval_p(effect)
    if allowed is None or allowed.low < 1e-6 or allowed.high > 0.04:
        return None
    # Still below 0.05, and much too small.
    return p_findings(with_p(effect, normal_p(1.5 * normal_z(allowed.low) + 0.5)))


def p_crosses(draw: Random) -> Iterable[Finding] | None:
    effect = means_effect(draw)
    low, high = limits(effect)
    if low.bounds.high < 0 < high.bounds.low:
        return p_findings(with_p(effect, 0.01))
    outside = low.bounds.low > 0 or high.bounds.high < 0
    return p_findings(with_p(effect, 0.4)) if outside else None


def p_proportions(draw: Random) -> Iterable[Finding] | None:
    one = table(draw, 40)
    effect = replace(table_effect(draw, one, Measure.RISK_RATIO), groups=one.groups(draw))
    true = usual_p(one.a, one.n1, one.b, one.n2)
    return proportion_findings(with_p(effect, true.low / 4)) if true.low > 1e-6 else None


def p_means(draw: Random) -> Iterable[Finding] | None:
    effect = means_effect(draw)
    assert effect.pair is not None
    # Where the spreads are far apart, Welch's p value is another than Student's.
    possible = t_test_p(*effect.pair)
    assert possible is not None
    return mean_p_findings(with_p(effect, possible.low / 4)) if possible.low > 1e-6 else None


def p_correlation(draw: Random) -> Iterable[Finding] | None:
    n, r = draw.randint(6, 100), draw.uniform(0.2, 0.9)
    p = t_p(r * math.sqrt((n - 2) / (1 - r * r)), n - 2)
    if p < 1e-5:
        return None
    return correlation_findings(number(f"{r:.3f}"), n, number(f"{p / 3:.12f}"))


def effect_arms(draw: Random) -> Iterable[Finding] | None:
    effect, *_ = of_counts(draw)
    assert effect.estimate is not None
    if effect.estimate.value < 1:
        return None
    return arm_findings(
        replace(effect, estimate=number(f"{effect.estimate.value * 1.3 + 0.1:.2f}"))
    )


def direction(draw: Random) -> Iterable[Finding] | None:
    effect = means_effect(draw)
    assert effect.estimate is not None
    if abs(effect.estimate.value) < 1:
        return None
    return arm_findings(replace(effect, estimate=number(f"{-effect.estimate.value}")))


def ratio_percent(draw: Random) -> Iterable[Finding]:
    risk = draw.uniform(0.2, 0.9)
    change = number(f"{100 * (1 - risk) + draw.choice([-4, 4]):.0f}%")
    return relative_change_findings(change, number(f"{risk:.2f}"), is_less=True)


def nnt(draw: Random) -> Iterable[Finding]:
    low = draw.uniform(5, 40)
    high = low + draw.uniform(5, 40)
    pair = Group("a", percent=number(f"{low:.1f}%")), Group("b", percent=number(f"{high:.1f}%"))
    return nnt_findings(number(f"{100 / (high - low) * 1.3 + 3:.0f}"), pair)


def arms_over(draw: Random) -> Iterable[Finding]:
    sizes = [number(str(draw.randint(5, 90))) for _ in range(2)]
    total = sum(int(size.value) for size in sizes) - draw.randint(1, 4)
    return size_findings(sizes, number(str(total)), is_divided=True, is_whole=True)


def arms_short(draw: Random) -> Iterable[Finding]:
    sizes = [number(str(draw.randint(5, 90))) for _ in range(2)]
    total = sum(int(size.value) for size in sizes) + draw.randint(1, 40)
    return size_findings(sizes, number(str(total)), is_divided=True, is_whole=True)


def days_over(draw: Random) -> Iterable[Finding]:
    why = Evidence("follow-up", "6 months", "report")
    return day_findings(number(str(draw.randint(185, 400))), period(6, "month"), None, why)


def days(draw: Random) -> Iterable[Finding]:
    counted = draw.randint(20, 150)
    percent = number(f"{100 * counted / 180 + draw.choice([-4, 4]):.0f}%")
    why = Evidence("follow-up", "180 days", "report")
    return day_findings(number(str(counted)), period(180, "day"), percent, why)


def nnt_time(draw: Random) -> Iterable[Finding]:
    return check_prose(f"The NNT was {draw.randint(2, 90)}.", "report.md")


def relative_only(draw: Random) -> Iterable[Finding]:
    return check_prose(f"Feet were cold less often (RR {draw.uniform(0.2, 0.9):.2f}).", "report.md")


def significance(draw: Random) -> Iterable[Finding]:
    p = draw.uniform(0.06, 0.9)
    return check_prose(f"Feet were significantly warmer (p = {p:.3f}).", "report.md")


MUTATIONS: dict[str, Mutation] = {
    "number-percent-range": percent_range,
    "number-percent-events": percent_events,
    "number-events-total": events_total,
    "number-grim-percent": grim_percent,
    "number-grim-groups": grim_groups,
    "number-grim-mean": grim_mean,
    "number-ci-order": ci_order,
    "number-ci-estimate": ci_estimate,
    "number-ci-range": ci_range,
    "number-ci-centre": ci_centre,
    "number-p-range": p_range,
    "number-p-zero": p_zero,
    "number-p-ci": p_ci,
    "number-p-crosses": p_crosses,
    "number-p-proportions": p_proportions,
    "number-p-means": p_means,
    "number-p-correlation": p_correlation,
    "number-effect-arms": effect_arms,
    "number-ratio-percent": ratio_percent,
    "number-nnt": nnt,
    "number-nnt-time": nnt_time,
    "number-relative-only": relative_only,
    "number-arms-over": arms_over,
    "number-arms-short": arms_short,
    "number-days-over": days_over,
    "number-days": days,
    "number-direction": direction,
    "number-significance": significance,
}


def test_every_rule_has_its_mutation():
    assert set(RULES) == set(MUTATIONS)


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_finds_its_mutation(rule: str, rounds: Rounds):
    used = 0
    for draw in rounds(FEW):
        found = MUTATIONS[rule](draw)
        if found is None:
            continue
        listed = list(found)
        assert rule in {one.rule for one in listed}, draw
        finding = next(one for one in listed if one.rule == rule)
        assert RULES[rule].severity == finding.severity
        assert RULES[rule].mend == finding.mend
        used += 1
    assert used >= FEW / 8
