"""No rule finds anything in results that were computed from real data and rounded honestly."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from random import Random

import pytest

from press.evidence.numbers import check_prose
from press.evidence.numbers.distributions import t_p
from press.evidence.numbers.effect import Effect
from press.evidence.numbers.rules.arms import arm_findings
from press.evidence.numbers.rules.continuous import mean_p_findings
from press.evidence.numbers.rules.correlations import correlation_findings
from press.evidence.numbers.rules.intervals import interval_findings
from press.evidence.numbers.rules.means import mean_findings
from press.evidence.numbers.rules.percentages import group_findings, percentage_findings
from press.evidence.numbers.rules.proportions import proportion_findings
from press.evidence.numbers.rules.pvalues import p_findings, p_range_findings
from press.evidence.numbers.rules.sizes import size_findings
from press.publication import Measure
from tests.evidence.numbers.honest import (
    PLACE,
    any_test_p,
    means_effect,
    number,
    p_printed,
    printed,
    rounded,
    standardised,
    table,
    table_effect,
)
from tests.soak import Rounds

FEW = 1_500


TABLE_MEASURES = (Measure.RISK_RATIO, Measure.ODDS_RATIO, Measure.RISK_DIFFERENCE)


def of_table(draw: Random) -> Effect:
    """Return a table's effect with its groups, and the p value of any usual test."""
    one = table(draw)
    effect = table_effect(draw, one, draw.choice(TABLE_MEASURES), newcombe=True)
    groups = one.groups(draw, with_events=draw.random() < 0.5)
    return replace(effect, groups=groups, p=p_printed(draw, any_test_p(draw, one)))


def of_events(draw: Random) -> Effect:
    one = table(draw)
    effect = table_effect(draw, one, draw.choice(TABLE_MEASURES), newcombe=True)
    return replace(effect, groups=one.groups(draw), p=p_printed(draw, any_test_p(draw, one)))


def of_model(draw: Random) -> Effect:
    """Return an effect as a regression gives it: estimate, Wald interval and Wald's p value."""
    return table_effect(draw, table(draw), draw.choice(TABLE_MEASURES))


Rule = Callable[[Effect], object]
CASES: dict[str, tuple[Callable[[Random], Effect], tuple[Rule, ...]]] = {
    "of a table": (
        of_table,
        (percentage_findings, interval_findings, arm_findings, proportion_findings),
    ),
    "of a table with every count": (of_events, (p_findings,)),
    "of a model": (
        of_model,
        (interval_findings, p_findings, lambda effect: p_range_findings(effect.p)),
    ),
    "of means": (
        means_effect,
        (
            mean_findings,
            interval_findings,
            arm_findings,
            mean_p_findings,
            p_findings,
            lambda effect: arm_findings(standardised(effect)),
            lambda effect: p_findings(replace(effect, groups=())),
        ),
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_an_honest_effect_passes(case: str, rounds: Rounds) -> None:
    drawn, rules = CASES[case]
    for draw in rounds(FEW):
        effect = drawn(draw)
        for rule in rules:
            assert [] == list(rule(effect)), effect


def test_an_honest_correlation_passes(rounds: Rounds) -> None:
    for draw in rounds(FEW):
        n, r = draw.randint(4, 300), draw.uniform(-0.97, 0.97)
        p = t_p(r * math.sqrt((n - 2) / (1 - r * r)), n - 2)
        found = list(
            correlation_findings(printed(draw, r, draw.choice([2, 3])), n, p_printed(draw, p))
        )
        assert [] == found


def test_percentages_of_any_division_of_the_participants_pass(rounds: Rounds) -> None:
    for draw in rounds(FEW):
        n1, n2, decimals = draw.randint(2, 60), draw.randint(2, 60), draw.choice([0, 1])
        groups = [
            [printed(draw, 100 * draw.randint(0, size) / size, decimals, "%") for _ in range(2)]
            for size in (n1, n2)
        ]
        assert [] == list(group_findings(groups, n1 + n2, PLACE))


def test_sizes_that_add_up_pass(rounds: Rounds) -> None:
    for draw in rounds(FEW):
        sizes = [draw.randint(1, 300) for _ in range(draw.randint(2, 4))]
        total = number(str(sum(sizes)))
        read = [number(str(size)) for size in sizes]
        assert [] == list(size_findings(read, total, is_divided=True, is_whole=True))


def sentences(draw: Random) -> str:
    """Return one sentence of an honest report, with numbers of its own table."""
    one = table(draw)
    (p1, p2), decimals = one.risks, draw.choice([0, 1])
    share, other = (rounded(draw, 100 * risk, decimals) for risk in (p1, p2))
    effect = table_effect(draw, one, draw.choice(TABLE_MEASURES[:2]))
    assert effect.estimate is not None
    assert effect.low is not None
    assert effect.high is not None
    assert effect.p is not None
    p = effect.p.text if effect.p.relation else f"= {effect.p.text}"
    interval = f"95% CI {effect.low.text} to {effect.high.text}; p {p}"
    word = "lower" if effect.estimate.value < 1 else "higher"
    change, way = rounded(draw, 100 * abs(p1 / p2 - 1), 0), "lower" if p1 < p2 else "higher"
    ratio = rounded(draw, p1 / p2, 2)
    days, length = draw.randint(1, 180), 180
    of_days = rounded(draw, 100 * days / length, 1)
    said = f"{effect.measure} {effect.estimate.text}"
    apart = rounded(draw, 100 * abs(p1 - p2), decimals)
    return draw.choice(
        [
            f"Feet were cold in {one.a} of {one.n1} people ({share}%) at week 4.",
            f"Feet were cold in {share}% ({one.a}/{one.n1}) and {other}% ({one.b}/{one.n2}).",
            f"After socks (n = {one.n1}) or none (n = {one.n2}): {share}% vs. {other}%.",
            f"Of 20% at first it was {word} ({effect.measure} {effect.estimate.text}, {interval}).",
            f"In {share}% the risk was {change}% {way} (RR {ratio}).",
            f"Feet were warm on {days} days ({of_days}% of {length} days).",
            f"Of {one.n1 + one.n2} people ({one.n1} and {one.n2}) all came back.",
            f"Cold were {share}% with socks and {other}% with none ({said}).",
            f"Cold: {one.b} of {one.n2} ({other}%) vs {one.a}/{one.n1} ({share}%); {said}.",
            f"Cold were {share}% vs. {other}%, a difference of {apart} percentage points.",
            f"We randomised {one.n1 + one.n2} people: {one.n1} to socks and {one.n2} to none.",
        ]
    )


def test_an_honest_sentence_passes(rounds: Rounds) -> None:
    for draw in rounds(FEW):
        text = sentences(draw)
        assert [] == check_prose(text, "report.md"), text


def test_an_honest_number_needed_to_treat_passes(rounds: Rounds) -> None:
    for draw in rounds(FEW):
        one = table(draw)
        p1, p2 = one.risks
        if abs(p1 - p2) < 0.005:
            continue
        nnt, decimals = math.ceil(1 / abs(p1 - p2) - 1e-9), draw.choice([0, 1])
        share, other = (rounded(draw, 100 * risk, decimals) for risk in (p1, p2))
        text = f"By week 4 feet were warm in {share}% against {other}% (NNT {nnt})."
        assert [] == check_prose(text, "report.md"), text
