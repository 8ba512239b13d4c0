"""A correlation against its p value and the number of people.

t = r √((n − 2) / (1 − r²)) with n − 2 degrees of freedom: Student 1908 (Biometrika 6:302); Altman
DG. Practical Statistics for Medical Research. 1991, chapter 11.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence

from press.evidence.finding import Evidence, Finding
from press.evidence.numbers.bounds import Bounds, hull
from press.evidence.numbers.catalogue import computed, found
from press.evidence.numbers.distributions import t_p
from press.evidence.numbers.printed import Printed, p_text

SOURCE = "t = r √((n − 2) / (1 − r²)), n − 2 degrees of freedom"
_FACTOR = 1.25
"""Rank correlations have their own p values, which differ from t by about this much."""
_MOST = 100_000


def correlation_findings(r: Printed, n: int, p: Printed) -> Iterator[Finding]:
    """Yield a finding where `r` in `n` people does not have the printed p value."""
    if not _usable(r, p) or n < 3:  # noqa: PLR2004 - two points always lie on a line
        return
    range_ = correlation_p(r.bounds, n)
    if p.bounds.meets(Bounds(range_.low / _FACTOR, min(1.0, range_.high * _FACTOR))):
        return
    fitting = fitting_sizes(r.bounds, p.bounds)
    message = f"r = {r.text} in {n} people has p {range_}, not {p_text(p)}"
    if fitting is not None:
        message += f"; that p value arises in {_people(fitting)}"
    message += "; a rank or partial correlation, or another number of people, would explain it"
    yield found(
        "number-p-correlation",
        message,
        p.place,
        r.evidence("r"),
        Evidence("people", str(n), "as printed"),
        p.evidence("p"),
        computed(f"p {range_}", SOURCE),
    )


def implied_size_findings(r: Printed, p: Printed, sizes: Sequence[int]) -> Iterator[Finding]:
    """Yield a finding where `r` and `p` fit a number of people far from all that the text names."""
    if not _usable(r, p) or not sizes or p.relation:
        return
    wide = Bounds(p.bounds.low / _FACTOR, min(1.0, p.bounds.high * _FACTOR))
    fitting = fitting_sizes(r.bounds, wide)
    if fitting is None or any(fitting[0] / 2 <= size <= fitting[-1] * 2 for size in sizes):
        return
    named = " and ".join(str(size) for size in sorted(set(sizes)))
    message = (
        f"r = {r.text} with {p_text(p)} arises in {_people(fitting)}, and the text "
        f"names {named} people; a small subgroup would explain it, and should be named"
    )
    yield found(
        "number-p-correlation",
        message,
        p.place,
        r.evidence("r"),
        p.evidence("p"),
        Evidence("people", named, "the text"),
        computed(_people(fitting), SOURCE),
    )


def _usable(r: Printed, p: Printed) -> bool:
    return r.is_exact and -1 < r.value < 1 and 0 < p.value <= 1


def _people(sizes: range) -> str:
    if len(sizes) == 1:
        return f"a group of {sizes[0]}"
    if sizes[-1] >= _MOST:
        return f"a group of {sizes[0]} or more"
    return f"a group of {sizes[0]} to {sizes[-1]}"


def correlation_p(r: Bounds, n: int) -> Bounds:
    """Return the p values that correlations between two limits have in `n` > 2 people."""
    size = r.clipped(-1.0, 1.0).size()
    return hull((_p(size.low, n), _p(size.high, n)))


def _p(r: float, n: int) -> float:
    return 0.0 if r >= 1 else t_p(r * math.sqrt((n - 2) / (1 - r * r)), n - 2)


def fitting_sizes(r: Bounds, p: Bounds) -> range | None:
    """Return the numbers of people in whom such a correlation has such a p value, or None.

    p falls as n grows, so that both ends are found by halving.
    """
    size = r.clipped(-1.0, 1.0).size()
    fewest = _first(lambda n: _p(size.high, n) <= p.high)
    most = _first(lambda n: _p(size.low, n) < p.low) - 1
    return range(fewest, most + 1) if fewest <= most else None


def _first(is_enough: Callable[[int], bool]) -> int:
    low, high = 3, _MOST + 1
    while low < high:
        middle = (low + high) // 2
        if is_enough(middle):
            high = middle
        else:
            low = middle + 1
    return low
