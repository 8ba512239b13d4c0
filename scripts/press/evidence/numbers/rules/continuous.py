"""A p value against two means with their standard deviations.

Student's and Welch's t test: Altman DG. Practical Statistics for Medical Research. 1991, chapter
9; Welch 1947 (Biometrika 34:28).
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from press.evidence.finding import Finding
from press.evidence.numbers.bounds import Bounds, hull
from press.evidence.numbers.distributions import t_p
from press.evidence.numbers.effect import Effect, Group
from press.evidence.numbers.rules.group_tests import GroupTest, group_test_findings
from press.publication.model import Measure

_TEST = GroupTest(
    "number-p-means",
    "means, standard deviations and sizes",
    "the t test",
    "a model that allows for the values before, or missing people,",
    "Student's and Welch's t test",
)


def mean_p_findings(effect: Effect) -> Iterator[Finding]:
    """Yield a finding where no t test of two groups' means gives the printed p value."""
    if effect.p is None or effect.measure is not Measure.MEAN_DIFFERENCE or effect.is_paired:
        return
    if effect.is_modelled or effect.has_other_test or effect.pair is None:
        return
    possible = t_test_p(*effect.pair)
    if possible is not None:
        yield from group_test_findings(_TEST, effect, possible)


def t_test_p(first: Group, second: Group) -> Bounds | None:
    """Return the p values that t tests give within the rounding of means and deviations.

    None where a mean, a deviation or a size is missing.
    """
    n1, n2 = first.size or 0, second.size or 0
    means, deviations = (first.mean, second.mean), (first.sd, second.sd)
    if min(n1, n2) < 2 or None in means or None in deviations:  # noqa: PLR2004 - no spread in one
        return None
    assert first.mean and second.mean and first.sd and second.sd  # noqa: S101, PT018 - for mypy
    apart = first.mean.bounds.minus(second.mean.bounds).size()
    s1, s2 = (one.sd.bounds.clipped(0.0, math.inf) for one in (first, second) if one.sd)
    values: list[float] = []
    for difference, sd1, sd2 in ((apart.low, s1.high, s2.high), (apart.high, s1.low, s2.low)):
        for error, df in _errors(sd1, n1, sd2, n2):
            values.append(t_p(difference / error if error > 0 else math.inf, df))
    return hull(values)


def _errors(sd1: float, n1: int, sd2: float, n2: int) -> tuple[tuple[float, float], ...]:
    """Return the standard error of a difference and its degrees of freedom, pooled and Welch's."""
    pooled_df = n1 + n2 - 2
    pooled = ((n1 - 1) * sd1**2 + (n2 - 1) * sd2**2) / pooled_df
    one, two = sd1**2 / n1, sd2**2 / n2
    spread = one**2 / (n1 - 1) + two**2 / (n2 - 1)
    welch_df = (one + two) ** 2 / spread if spread > 0 else pooled_df
    return (
        (math.sqrt(pooled * (1 / n1 + 1 / n2)), pooled_df),
        (math.sqrt(one + two), welch_df),
    )
