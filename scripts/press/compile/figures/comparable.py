"""Which estimates may stand under one axis, and what each of them puts there."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from press.compile.figures.values import Value, amount, position, share, typeset
from press.publication import Estimate, Measure
from press.publication.model import NOT_REPORTED

Scale = Literal["log", "linear", "percent"]
RATIOS = (Measure.RISK_RATIO, Measure.ODDS_RATIO, Measure.HAZARD_RATIO, Measure.RATE_RATIO)
EFFECTS = (
    *RATIOS,
    Measure.RISK_DIFFERENCE,
    Measure.STANDARDISED_MEAN_DIFFERENCE,
    Measure.MEAN_DIFFERENCE,
)
_EVENTS = (*RATIOS, Measure.RISK_DIFFERENCE, Measure.PROPORTION)
_SCORES = (Measure.MEAN_DIFFERENCE, Measure.MEAN)
_ALONE = (Measure.PROPORTION, Measure.MEAN)  # measures that a single arm can have
_ACRONYM = re.compile(r"\(([^()]*[A-Z][^()]*)\)$")
_PERCENT = re.compile(r"%|per ?cent")


@dataclass(frozen=True)
class Group:
    """What estimates have in common that stand under one axis; two with one `key` are joined."""

    key: tuple[str, ...]
    heading: str
    scale: Scale
    no_effect: float | None = None

    @property
    def is_effect(self) -> bool:
        """Tell whether the axis has a side that favours the one arm, and one for the other."""
        return self.key[0] in EFFECTS


@dataclass(frozen=True)
class Point:
    """One mark: its value, the arm it belongs to (empty for an effect), its interval if any."""

    value: Value
    arm: str = ""
    low: float | None = None
    high: float | None = None
    interval: str = ""


@dataclass(frozen=True)
class ForestRow:
    """What one estimate puts under the axis, with the words that stand beside it."""

    estimate: Estimate
    points: tuple[Point, ...]
    study: str = ""

    @property
    def arms(self) -> tuple[str, ...]:
        """Return the names of the arms that are compared, at most two."""
        return tuple(arm.name for arm in self.estimate.arms[:2])


@dataclass(frozen=True)
class Panel:
    """Rows under one axis."""

    group: Group
    rows: tuple[ForestRow, ...]


def panels(placed: Iterable[tuple[str, Estimate]]) -> tuple[Panel, ...]:
    """Return estimates, each with its study's name, by group in order of first appearance."""
    found: dict[tuple[str, ...], tuple[Group, list[ForestRow]]] = {}
    for study, estimate in placed:
        group = _group(estimate)
        points = _points(estimate, group)
        if group and points:
            found.setdefault(group.key, (group, []))[1].append(ForestRow(estimate, points, study))
    return tuple(Panel(group, tuple(rows)) for group, rows in found.values())


def _group(estimate: Estimate) -> Group | None:
    """Return the axis of an estimate; a change within one arm is compared with no difference."""
    measure = estimate.measure
    is_change = len(estimate.arms) == 1 and measure in EFFECTS
    name = measure.value.capitalize() + (" within a group" if is_change else "")
    if measure is Measure.PROPORTION or (_has_no_estimate(estimate) and measure in _EVENTS):
        return Group((Measure.PROPORTION,), "Proportions", "percent")
    if measure in _SCORES:
        return _score_group(estimate, name)
    if measure in RATIOS:
        return Group((measure, name), name, "log", 1.0)
    if measure is Measure.RISK_DIFFERENCE and is_percent(estimate):
        name += " (percentage points)"
    return Group((measure, name), name, "linear", 0.0)


def _score_group(estimate: Estimate, name: str) -> Group:
    """Return the group of an instrument's scores; without an instrument, of one outcome."""
    means = estimate.measure is Measure.MEAN or _has_no_estimate(estimate)
    measure = Measure.MEAN if means else estimate.measure
    subject = estimate.instrument or estimate.outcome
    unit = f" in {estimate.unit}" if estimate.unit else ""
    key = (measure, name, _identity(subject), (estimate.unit or "").casefold())
    heading = f"{'Mean' if means else name}{unit}: {subject}"
    return Group(key, heading, "linear", None if means else 0.0)


def _identity(instrument: str) -> str:
    """Return an instrument's short name: of `Montgomery–Åsberg … Scale (MADRS)`, `madrs`."""
    match = _ACRONYM.search(instrument)
    return (match[1] if match else instrument).casefold()


def _has_no_estimate(estimate: Estimate) -> bool:
    return estimate.estimate == NOT_REPORTED


def is_percent(estimate: Estimate) -> bool:
    """Tell whether an estimate is printed in per cent or percentage points, not as a fraction."""
    words = f"{estimate.estimate} {estimate.unit or ''} {estimate.outcome}"
    return bool(_PERCENT.search(words)) or abs(position(estimate.estimate) or 0) > 1


def _points(estimate: Estimate, group: Group | None) -> tuple[Point, ...]:
    if group is None or (estimate.measure is Measure.CORRELATION and _has_no_estimate(estimate)):
        return ()
    arms = _arm_points(estimate)
    if _has_no_estimate(estimate) or (len(arms) > 1 and _is_told_by_arm(estimate)):
        least = 1 if estimate.measure in _ALONE else 2
        return arms if len(arms) >= least else ()
    point = _estimate_point(estimate, group)
    return (point,) if point else ()


def _is_told_by_arm(estimate: Estimate) -> bool:
    return estimate.measure in _ALONE and estimate.ci is None


def _arm_points(estimate: Estimate) -> tuple[Point, ...]:
    values: list[tuple[str, Value | None]] = []
    if estimate.measure in _EVENTS:
        values = [(arm.name, share(arm, in_percent=_bare(estimate))) for arm in estimate.arms]
    elif estimate.measure in _SCORES:
        values = [(arm.name, amount(arm)) for arm in estimate.arms]
    return tuple(Point(value, name) for name, value in values if value)


def _bare(estimate: Estimate) -> bool:
    return estimate.measure is Measure.PROPORTION and is_percent(estimate)


def _estimate_point(estimate: Estimate, group: Group) -> Point | None:
    """Return the point of an estimate; None where a number has no place on the axis."""
    percent = group.scale == "percent"
    factor = 100.0 if percent and not is_percent(estimate) else 1.0
    ends = (estimate.ci.low, estimate.ci.high) if estimate.ci else ()
    numbers = [position(number) for number in (estimate.estimate, *ends)]
    known = [number * factor for number in numbers if number is not None]
    if len(known) < len(numbers) or (group.scale == "log" and known[0] <= 0):
        return None
    printed = typeset(estimate.estimate)
    if percent and factor == 1 and not printed.endswith("%"):
        printed += "%"
    is_alone = estimate.measure in _ALONE and len(estimate.arms) == 1
    arm = estimate.arms[0].name if is_alone else ""
    value = Value(known[0], printed)
    if not ends:
        return Point(value, arm)
    interval = " to ".join(typeset(number) for number in ends)
    return Point(value, arm, known[1], known[2], interval)
