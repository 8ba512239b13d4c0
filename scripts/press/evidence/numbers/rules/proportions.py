"""A p value against two proportions.

Two-proportion z test, pooled and unpooled, with and without Yates's correction, and Fisher's
exact test: Altman DG. Practical Statistics for Medical Research. 1991, chapter 10; Agresti A.
Categorical Data Analysis, 3rd edition 2013, chapter 3.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from press.evidence.finding import Finding
from press.evidence.numbers.bounds import Bounds, hull, joined
from press.evidence.numbers.distributions import fisher_p, normal_p
from press.evidence.numbers.effect import Effect, Group
from press.evidence.numbers.rules.group_tests import GroupTest, group_test_findings
from press.evidence.numbers.rules.percentages import counts

_TEST = GroupTest(
    "number-p-proportions",
    "the two proportions",
    "the usual tests",
    "an adjusted or stratified model, a survival analysis or other denominators",
    "two-proportion z tests and Fisher's exact test",
)
_LARGEST = 2000
"""People in all up to whom Fisher's test is computed; beyond, z says the same."""


def proportion_findings(effect: Effect) -> Iterator[Finding]:
    """Yield a finding where no usual test of the two proportions gives the printed p value."""
    if effect.p is None or effect.has_other_test:
        return
    possible = table_p(effect)
    if possible is not None:
        yield from group_test_findings(_TEST, effect, possible)


def table_p(effect: Effect) -> Bounds | None:
    """Return the p values that the usual tests give for the two groups' proportions.

    None where there are not two different groups of known size with a known proportion. A
    printed percentage stands for every count that rounds to it.
    """
    pair = effect.pair
    if pair is None or effect.is_paired:
        return None
    first, second = pair
    events = _possible(first), _possible(second)
    if not events[0] or not events[1] or not first.size or not second.size:
        return None
    sizes = first.size, second.size
    risks = [
        hull(count / size for count in group) for group, size in zip(events, sizes, strict=True)
    ]
    values = [
        usual_p(a, sizes[0], b, sizes[1])
        for a in {events[0][0], events[0][-1]}
        for b in {events[1][0], events[1][-1]}
    ]
    if len(events[0]) * len(events[1]) > 1 and risks[0].meets(risks[1]):
        values.append(Bounds(1.0, 1.0))
    return joined(values)


def _possible(group: Group) -> list[int]:
    """Return the counts of people with the outcome that the group's numbers allow."""
    size = group.size
    if not size:
        return []
    if group.count is not None:
        return [group.count] if group.count <= size else []
    if group.percent is None or not group.percent.is_exact:
        return []
    if not 0 <= group.percent.value <= 100:  # noqa: PLR2004
        return []
    exact = list(counts(group.percent.bounds, size))
    below = math.floor(size * group.percent.value / 100)
    return exact or [below, min(size, below + 1)]


def usual_p(a: int, n1: int, b: int, n2: int) -> Bounds:
    """Return the smallest and largest p value that the usual tests give `a`/`n1` and `b`/`n2`."""
    if a + b in {0, n1 + n2}:
        return Bounds(1.0, 1.0)
    p1, p2, pooled = a / n1, b / n2, (a + b) / (n1 + n2)
    apart = abs(p1 - p2)
    each = 1 / n1 + 1 / n2
    error = math.sqrt(pooled * (1 - pooled) * each)
    values = [normal_p(apart / error), normal_p(max(0.0, apart - each / 2) / error)]
    unpooled = math.sqrt(p1 * (1 - p1) / n1 + p2 * (1 - p2) / n2)
    if unpooled > 0:
        values.append(normal_p(apart / unpooled))
    if n1 + n2 <= _LARGEST:
        values.append(fisher_p(a, n1, b, n2))
    return hull(values)
