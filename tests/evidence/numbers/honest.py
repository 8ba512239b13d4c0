"""Results of trials that could have been: drawn, computed and rounded as honest authors do.

Formulas are those of the textbooks, written here once more on purpose: what the rules compute is
held against what is computed here.
"""

from __future__ import annotations

import math
import statistics
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from functools import cached_property
from random import Random

from press.evidence.finding import Place
from press.evidence.numbers.distributions import fisher_p, normal_p, t_p, t_quantile
from press.evidence.numbers.effect import Effect, Group
from press.evidence.numbers.printed import Printed, p_value, parse
from press.publication import Measure

PLACE = Place("trial.md")
Z = statistics.NormalDist().inv_cdf(0.975)


def rounded(draw: Random, value: float, decimals: int) -> str:
    """Return a number as printed; halves go up or to the even digit, as programs differ."""
    way = draw.choice([ROUND_HALF_UP, ROUND_HALF_EVEN])
    return str(Decimal(repr(value)).quantize(Decimal(1).scaleb(-decimals), way))


def number(text: str) -> Printed:
    printed = parse(text, PLACE)
    assert printed is not None, text
    return printed


def printed(draw: Random, value: float, decimals: int, unit: str = "") -> Printed:
    return number(rounded(draw, value, decimals) + unit)


def p_printed(draw: Random, value: float) -> Printed:
    """Return a p value as journals print it: exact to two or three decimals, or as a limit."""
    if value < 0.001:
        text = draw.choice(["<0.001", "<.001", "<0.01", "<0.05"])
    elif value < 0.05 and draw.random() < 0.1:
        text = "<0.05"
    elif value > 0.05 and draw.random() < 0.1:
        text = ">0.05"
    else:
        text = rounded(draw, value, 3 if value < 0.1 else draw.choice([2, 3]))
    read = p_value(text, PLACE)
    assert read is not None
    return read


@dataclass(frozen=True)
class Table:
    """A 2×2 table: `a` of `n1` against `b` of `n2` people."""

    a: int
    n1: int
    b: int
    n2: int

    @property
    def risks(self) -> tuple[float, float]:
        return self.a / self.n1, self.b / self.n2

    def groups(self, draw: Random, *, with_events: bool = True) -> tuple[Group, Group]:
        decimals = draw.choice([0, 1, 1, 2])
        names = ("Socks", "No socks")
        counts = ((self.a, self.n1), (self.b, self.n2))
        first, second = (
            Group(
                name,
                n=number(str(size)),
                events=number(str(events)) if with_events else None,
                percent=printed(draw, 100 * events / size, decimals, "%"),
            )
            for name, (events, size) in zip(names, counts, strict=True)
        )
        return first, second


def table(draw: Random, fewest: int = 8, most: int = 400) -> Table:
    """Return a table with nobody, or everybody, in no group."""
    n1, n2 = draw.randint(fewest, most), draw.randint(fewest, most)
    risk = draw.uniform(0.05, 0.95)
    other = min(0.97, max(0.03, risk + draw.gauss(0, 0.2)))
    a = min(n1 - 1, max(1, round(draw.gauss(risk * n1, math.sqrt(risk * (1 - risk) * n1)))))
    b = min(n2 - 1, max(1, round(draw.gauss(other * n2, math.sqrt(other * (1 - other) * n2)))))
    return Table(a, n1, b, n2)


def table_effect(draw: Random, one: Table, measure: Measure, *, newcombe: bool = False) -> Effect:
    """Return the effect of a table with its Wald interval, without groups, and Wald's p value.

    With `newcombe` every second risk difference has Newcombe's interval.
    """
    (p1, p2), decimals = one.risks, draw.choice([2, 2, 3])
    if measure is Measure.RISK_DIFFERENCE:
        value, error = p1 - p2, math.sqrt(p1 * (1 - p1) / one.n1 + p2 * (1 - p2) / one.n2)
        low, high = (
            _newcombe(one)
            if newcombe and draw.random() < 0.5
            else (value - Z * error, value + Z * error)
        )
        ends = [printed(draw, 100 * end, 1) for end in (value, low, high)]
        unit = "percentage points"
        p = normal_p(value / error)
    else:
        ratio, error = _ratio(one, measure)
        value = math.log(ratio)
        low, high = value - Z * error, value + Z * error
        ends = [printed(draw, math.exp(end), decimals) for end in (value, low, high)]
        unit, p = "", normal_p(value / error)
    return Effect(
        measure,
        "Cold feet",
        PLACE,
        estimate=ends[0],
        low=ends[1],
        high=ends[2],
        p=p_printed(draw, p),
        unit=unit,
    )


def _ratio(one: Table, measure: Measure) -> tuple[float, float]:
    c, d = one.n1 - one.a, one.n2 - one.b
    if measure is Measure.RISK_RATIO:
        ratio = one.risks[0] / one.risks[1]
        return ratio, math.sqrt(1 / one.a - 1 / one.n1 + 1 / one.b - 1 / one.n2)
    return one.a * d / (one.b * c), math.sqrt(1 / one.a + 1 / one.b + 1 / c + 1 / d)


def _newcombe(one: Table) -> tuple[float, float]:
    """Return Newcombe's interval of a risk difference (Stat Med 1998;17:873, method 10)."""
    (p1, p2), first, second = one.risks, _wilson(one.a, one.n1), _wilson(one.b, one.n2)
    low = p1 - p2 - math.sqrt((p1 - first[0]) ** 2 + (second[1] - p2) ** 2)
    high = p1 - p2 + math.sqrt((first[1] - p1) ** 2 + (p2 - second[0]) ** 2)
    return low, high


def _wilson(events: int, size: int) -> tuple[float, float]:
    share, z2 = events / size, Z * Z
    centre = share + z2 / (2 * size)
    half = Z * math.sqrt(share * (1 - share) / size + z2 / (4 * size * size))
    return (centre - half) / (1 + z2 / size), (centre + half) / (1 + z2 / size)


def any_test_p(draw: Random, one: Table) -> float:
    """Return the p value of a test that authors use for a table, picked by chance."""
    (p1, p2), pooled = one.risks, (one.a + one.b) / (one.n1 + one.n2)
    error = math.sqrt(pooled * (1 - pooled) * (1 / one.n1 + 1 / one.n2))
    yates = max(0.0, abs(p1 - p2) - (1 / one.n1 + 1 / one.n2) / 2)
    test = draw.choice(["chi-squared", "Yates", "Fisher"])
    if test == "Fisher":
        return fisher_p(one.a, one.n1, one.b, one.n2)
    return normal_p((abs(p1 - p2) if test == "chi-squared" else yates) / error)


@dataclass(frozen=True)
class Sample:
    """The scores of one group: whole numbers."""

    scores: tuple[int, ...]

    @cached_property
    def mean(self) -> float:
        return sum(self.scores) / len(self.scores)

    @cached_property
    def sd(self) -> float:
        squares = sum((score - self.mean) ** 2 for score in self.scores)
        return math.sqrt(squares / (len(self.scores) - 1))

    def group(self, draw: Random, name: str, decimals: int) -> Group:
        return Group(
            name,
            n=number(str(len(self.scores))),
            mean=printed(draw, self.mean, decimals),
            sd=printed(draw, self.sd, decimals),
        )


def sample(draw: Random, centre: float, most: int = 60) -> Sample:
    spread, size = draw.uniform(3, 15), draw.randint(6, most)
    while True:
        scores = tuple(round(draw.gauss(centre, spread)) for _ in range(size))
        if len(set(scores)) > 2:
            return Sample(scores)


def means_effect(draw: Random) -> Effect:
    """Return a difference of two means of whole scores with its t interval and t test."""
    first, second = sample(draw, draw.uniform(15, 35)), sample(draw, 25)
    n1, n2 = len(first.scores), len(second.scores)
    one, two = first.sd**2 / n1, second.sd**2 / n2
    if draw.random() < 0.5:
        df = float(n1 + n2 - 2)
        pooled = ((n1 - 1) * first.sd**2 + (n2 - 1) * second.sd**2) / df
        error = math.sqrt(pooled * (1 / n1 + 1 / n2))
    else:
        df = (one + two) ** 2 / (one**2 / (n1 - 1) + two**2 / (n2 - 1))
        error = math.sqrt(one + two)
    value, decimals = first.mean - second.mean, draw.choice([1, 2])
    half = t_quantile(0.95, df) * error
    ends = [printed(draw, end, decimals) for end in (value, value - half, value + half)]
    return Effect(
        Measure.MEAN_DIFFERENCE,
        "Warmth of the feet",
        PLACE,
        estimate=ends[0],
        low=ends[1],
        high=ends[2],
        p=p_printed(draw, t_p(value / error, df)),
        groups=(
            first.group(draw, "Socks", decimals),
            second.group(draw, "No socks", decimals),
        ),
        unit="points",
        scores=True,
    )


def standardised(effect: Effect) -> Effect:
    """Return the same comparison in standard deviations (Cohen's d), without interval and p."""
    pair = effect.pair
    assert pair is not None
    (m1, s1), (m2, s2) = (
        (one.mean.value, one.sd.value)
        for one in pair
        if one.mean is not None and one.sd is not None
    )
    n1, n2 = pair[0].size or 0, pair[1].size or 0
    pooled = math.sqrt(((n1 - 1) * s1**2 + (n2 - 1) * s2**2) / (n1 + n2 - 2))
    value = number(f"{(m1 - m2) / pooled:.2f}")
    return replace(
        effect,
        measure=Measure.STANDARDISED_MEAN_DIFFERENCE,
        estimate=value,
        low=None,
        high=None,
        p=None,
        unit="",
    )
