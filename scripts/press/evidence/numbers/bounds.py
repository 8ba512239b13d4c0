"""Interval arithmetic: a printed number stands for every value that rounds to it.

Moore RE, Kearfott RB, Cloud MJ. Introduction to Interval Analysis. SIAM 2009, chapter 2.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from typing import NamedTuple

_SCIENTIFIC = 1e-6  # below it, zeros are hard to count
_SLACK = 1e-9  # what binary fractions may miss, of the size of the numbers compared


class Bounds(NamedTuple):
    """A closed interval of real numbers, `low` <= `high`; both ends may be infinite."""

    low: float
    high: float

    @property
    def middle(self) -> float:
        """Return the arithmetic centre."""
        return (self.low + self.high) / 2

    def holds(self, value: float) -> bool:
        """Tell whether a value lies inside, its ends included."""
        return self.meets(Bounds(value, value))

    def meets(self, other: Bounds) -> bool:
        """Tell whether the two have a value in common, ends included."""
        size = max(
            (abs(end) for end in (*self, *other) if math.isfinite(end)),
            default=0.0,
        )
        slack = _SLACK * max(size, 1e-3)
        return self.low <= other.high + slack and other.low <= self.high + slack

    def plus(self, other: Bounds) -> Bounds:
        """Return every sum of a value of each."""
        return Bounds(self.low + other.low, self.high + other.high)

    def minus(self, other: Bounds) -> Bounds:
        """Return every difference of a value of each."""
        return Bounds(self.low - other.high, self.high - other.low)

    def times(self, factor: float) -> Bounds:
        """Return every value multiplied by one number."""
        return hull((self.low * factor, self.high * factor))

    def over(self, other: Bounds) -> Bounds:
        """Return every quotient; `other` lies above 0, where it may touch 0 only as a limit."""
        if other.low <= 0:
            return Bounds(-math.inf if self.low < 0 else 0.0, math.inf)
        ends = [top / bottom for top in self for bottom in other]
        return hull(ends)

    def mapped(self, rising: Callable[[float], float]) -> Bounds:
        """Return the image under a function that never falls."""
        return Bounds(rising(self.low), rising(self.high))

    def size(self) -> Bounds:
        """Return every absolute value."""
        if self.low <= 0 <= self.high:
            return Bounds(0.0, max(-self.low, self.high))
        return hull((abs(self.low), abs(self.high)))

    def clipped(self, low: float, high: float) -> Bounds:
        """Return the part between two limits; what lies outside ends at the nearer limit."""
        return Bounds(min(max(self.low, low), high), max(min(self.high, high), low))

    def __str__(self) -> str:
        """Return the values as a person writes them: `0.012`, or `0.010 to 0.014`."""
        low, high = shown(self.low), shown(self.high)
        return low if low == high else f"{low} to {high}"


def hull(values: Iterable[float]) -> Bounds:
    """Return the smallest interval that holds all values, of which there is at least one."""
    listed = list(values)
    return Bounds(min(listed), max(listed))


def joined(intervals: Iterable[Bounds]) -> Bounds:
    """Return the smallest interval that holds all intervals, of which there is at least one."""
    return hull(end for interval in intervals for end in interval)


def shown(value: float) -> str:
    """Return a computed number with three significant digits, and all digits of its whole part.

    Tiny numbers are powers of ten (`1.2e−9`), and a minus is a minus sign.
    """
    if not math.isfinite(value):
        return "∞" if value > 0 else "−∞"
    if value == 0:
        return "0"
    if abs(value) < _SCIENTIFIC:
        return f"{value:.1e}".replace("-", "−")
    digits = max(0, 2 - math.floor(math.log10(abs(value))))
    text = f"{value:.{digits}f}"
    if "." in text and abs(value) >= 1:
        text = text.rstrip("0").rstrip(".")
    return text.replace("-", "−")
