"""Tail probabilities of the normal and Student's t distribution, and of 2×2 tables."""

from __future__ import annotations

import math
from functools import lru_cache
from statistics import NormalDist

NORMAL = NormalDist()

_TINY = 1e-300
_ENOUGH = 1e-12
_STEPS = 300


def normal_p(z: float) -> float:
    """Return the two-sided p value of a standard normal deviate."""
    return math.erfc(abs(z) / math.sqrt(2))


def normal_z(p: float) -> float:
    """Return the deviate, 0 or above, whose two-sided p value is `p`; infinite for 0."""
    return math.inf if p <= 0 else -NORMAL.inv_cdf(min(p, 1.0) / 2)


def t_p(t: float, df: float) -> float:
    """Return the two-sided p value of Student's t with `df` > 0 degrees of freedom.

    P(|T| > t) = I_x(df/2, 1/2) with x = df / (df + t²): Abramowitz & Stegun 1964, 26.7.1.
    """
    if math.isinf(t):
        return 0.0
    return incomplete_beta(df / (df + t * t), df / 2, 0.5)


@lru_cache(maxsize=4096)
def t_quantile(level: float, df: float) -> float:
    """Return the t that a share `level` (0 to 1) of Student's distribution lies within ±t of."""
    low, high = 0.0, 1.0
    while t_p(high, df) > 1 - level:
        high *= 2
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if t_p(middle, df) > 1 - level else (low, middle)
    return (low + high) / 2


def incomplete_beta(x: float, a: float, b: float) -> float:
    """Return the regularised incomplete beta function I_x(a, b), x from 0 to 1, a and b above 0.

    The continued fraction of NIST DLMF 8.17.22, evaluated by Lentz's method (Press et al.,
    Numerical Recipes, 3rd edition 2007, sections 5.2 and 6.4).
    """
    if x <= 0 or x >= 1:
        return float(x >= 1)
    if x > (a + 1) / (a + b + 2):
        return 1 - incomplete_beta(1 - x, b, a)
    beta = math.lgamma(a) + math.lgamma(b) - math.lgamma(a + b)
    front = math.exp(a * math.log(x) + b * math.log1p(-x) - beta) / a
    return front / _continued_fraction(x, a, b)


def _continued_fraction(x: float, a: float, b: float) -> float:
    value, above, below = 1.0, 1.0, 0.0
    for step in range(1, _STEPS):
        half, is_odd = divmod(step, 2)
        if is_odd:
            term = -(a + half) * (a + b + half) * x / ((a + 2 * half) * (a + 2 * half + 1))
        else:
            term = half * (b - half) * x / ((a + 2 * half - 1) * (a + 2 * half))
        below = 1 / ((1 + term * below) or _TINY)
        above = (1 + term / above) or _TINY
        value *= above * below
        if abs(above * below - 1) < _ENOUGH:
            break
    return value


def fisher_p(a: int, n1: int, b: int, n2: int) -> float:
    """Return Fisher's exact two-sided p value of `a` of `n1` against `b` of `n2`.

    The sum of all tables with the same margins that are no likelier (Fisher 1935, J R Stat Soc
    98:39; Agresti, Categorical Data Analysis, 3rd edition 2013, section 3.5).
    """
    events, total = a + b, n1 + n2
    low, high = max(0, events - n2), min(events, n1)
    whole = _log_choose(total, events)
    logs = [_log_choose(n1, k) + _log_choose(n2, events - k) - whole for k in range(low, high + 1)]
    limit = logs[a - low] + 1e-7
    return min(1.0, math.fsum(math.exp(value) for value in logs if value <= limit))


def _log_choose(n: int, k: int) -> float:
    return math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1)
