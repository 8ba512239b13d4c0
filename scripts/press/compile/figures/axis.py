"""The axis of a panel: which values it spans, its ticks, and where a value lies on paper."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from press.compile.figures.comparable import Panel, Scale

_MARGIN = 0.05  # of the span, on either side
_LEAST_SIDE = 0.24  # of the axis, on either side of no effect
_FEWEST, _MOST = 3, 6  # ticks
# Beyond these a ratio's interval ends in an arrow.
_RATIOS = (0.02, 50.0)
# Ticks of a logarithmic axis, finest last.
_STEPS = (
    (1.0,),
    (1.0, 3.0),
    (1.0, 2.0, 5.0),
    (1.0, 1.5, 2.0, 3.0, 5.0, 7.0),
    (1.0, 1.2, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0),
)


@dataclass(frozen=True)
class Axis:
    """A scale from `low` to `high` with ticks; `no_effect` is the value of the line, if any."""

    scale: Scale
    low: float
    high: float
    ticks: tuple[float, ...]
    no_effect: float | None = None

    def place(self, value: float, left: float, right: float) -> float:
        """Return where a value lies between `left` and `right`, at their ends if beyond."""
        low, high = self._flat(self.low), self._flat(self.high)
        part = (self._flat(min(max(value, self.low), self.high)) - low) / (high - low)
        return left + part * (right - left)

    def holds(self, value: float) -> bool:
        """Tell whether a value lies on the axis."""
        return self.low <= value <= self.high

    def label(self, tick: float) -> str:
        """Return a tick as it is printed: `−5`, `0.8`, `1,000`, `40%`."""
        text = f"{tick:,.10g}".replace("-", "\u2212")
        return f"{text}%" if self.scale == "percent" else text

    def _flat(self, value: float) -> float:
        return math.log10(value) if self.scale == "log" else value

    def data(self) -> dict[str, Any]:
        """Return the axis as the figure's data file tells it."""
        return {
            "scale": self.scale,
            "low": float(f"{self.low:.6g}"),
            "high": float(f"{self.high:.6g}"),
            "ticks": [self.label(tick) for tick in self.ticks],
            "no effect": self.no_effect,
        }


def axis_of(panel: Panel) -> Axis:
    """Return an axis that holds every point and interval of a panel."""
    scale, null = panel.group.scale, panel.group.no_effect
    points = [point for row in panel.rows for point in row.points]
    ends = [end for p in points for end in (p.low, p.value.at, p.high) if end is not None]
    if scale == "percent" and min(ends) >= 0 and max(ends) <= 100:  # noqa: PLR2004 - per cent
        return Axis(scale, 0, 100, (0, 20, 40, 60, 80, 100))
    if scale == "log":
        return log_axis(ends, null)
    low, high = _spread(min([*ends, null or 0.0]), max([*ends, null or 0.0]), null)
    return Axis(scale, low, high, _even(low, high), null)


def log_axis(values: Sequence[float], null: float | None = None) -> Axis:
    """Return a logarithmic axis; around `null` it ends where ratios become absurd."""
    known = list(values)
    if null is not None:
        least, most = _RATIOS
        known = [null, *(min(max(value, least), most) for value in known)]
    logs = [math.log10(value) for value in known]
    low, high = _spread(min(logs), max(logs), None if null is None else math.log10(null))
    return Axis("log", 10**low, 10**high, _logarithmic(10**low, 10**high), null)


def _spread(low: float, high: float, null: float | None) -> tuple[float, float]:
    """Return a span with margins, and with room for words on both sides of no effect."""
    margin = (high - low or 1.0) * _MARGIN
    low, high = low - margin, high + margin
    if null is not None:
        share = _LEAST_SIDE / (1 - _LEAST_SIDE)
        low, high = min(low, null - share * (high - null)), max(high, null + share * (null - low))
    return low, high


def _even(low: float, high: float) -> tuple[float, ...]:
    from matplotlib.ticker import MaxNLocator

    found = MaxNLocator(nbins=5, steps=[1, 2, 5, 10]).tick_values(low, high)
    # Adding 0.0 makes a negative nought an ordinary one.
    return tuple(round(float(tick), 10) + 0.0 for tick in found if low <= tick <= high)


def _logarithmic(low: float, high: float) -> tuple[float, ...]:
    decades = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
    ticks: tuple[float, ...] = ()
    # From decades to ever finer steps, until there are enough; a short axis is divided evenly.
    for steps in _STEPS:
        finer = tuple(float(f"{step * 10.0**decade:.3g}") for decade in decades for step in steps)
        finer = tuple(tick for tick in finer if low <= tick <= high)
        if len(finer) > _MOST and ticks:
            return ticks
        ticks = finer
        if len(ticks) >= _FEWEST:
            return ticks
    return _even(low, high)
