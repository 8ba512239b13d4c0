"""The words around a forest plot's points: labels, results, sides of the axis, notes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import cycle

from press.compile.figures.comparable import ForestRow, Panel, Point
from press.compile.figures.scene import KINDS, TEAL
from press.compile.figures.words import mid_sentence, sentence
from press.publication import Measure

NOT_REPORTED = "interval not reported"
_ALL_HOLLOW = "Hollow points: interval not reported"
_COMMON_LEVEL = "95"


@dataclass(frozen=True)
class Label:
    """What stands left of a row: a first line, in bold for a study, and what is smaller."""

    first: str
    detail: str
    is_study: bool


def heading(panel: Panel) -> tuple[str, str]:
    """Return a panel's title, and what is compared if that is the same in every row."""
    return panel.group.heading, _against(_arms(panel.rows[0], panel)) if _common(panel) else ""


def label(row: ForestRow, panel: Panel) -> Label:
    """Return the words left of a row; what the heading says already is left out."""
    estimate = row.estimate
    parts = [estimate.time_point]
    if not _common(panel):
        parts.append(mid_sentence(_against(_arms(row, panel))))
    if _sides_are_mixed(panel):
        parts.append(f"{estimate.better} is better")
    detail = "; ".join(filter(None, parts))
    if row.study:
        return Label(row.study, f"{estimate.outcome}, {mid_sentence(detail)}", is_study=True)
    return Label(estimate.outcome, detail, is_study=False)


def column_heading(panel: Panel) -> str:
    """Return the title of the column of results: `Estimate (95% CI)`."""
    title = "Estimate" if panel.group.is_effect or panel.group.no_effect is not None else "Result"
    levels = _levels(panel)
    return f"{title} ({levels.pop()}% CI)" if len(levels) == 1 else title


def result(row: ForestRow, panel: Panel) -> tuple[str, str]:
    """Return a row's number, and its interval or that none is reported.

    The second is empty where no row has an interval: then `notes` say so once.
    """
    number = " v ".join(point.value.printed for point in row.points)
    interval = row.points[0].interval
    if not interval:
        return number, NOT_REPORTED if _levels(panel) else ""
    level = row.estimate.ci.level if row.estimate.ci else _COMMON_LEVEL
    return number, f"({interval}{'' if len(_levels(panel)) == 1 else f'; {level}% CI'})"


def notes(panel: Panel) -> str:
    """Return what is said below an axis: which direction is better, that intervals are missing."""
    missing = "" if _levels(panel) else _ALL_HOLLOW
    return " ".join(sentence(text) for text in (direction(panel), missing) if text)


def sides(panel: Panel) -> tuple[str, str]:
    """Return what it means to lie left and right of no effect; empty where there is none.

    Where less is better for one row and more for another, the sides say only less and more. An
    estimate of one arm is a change, which favours nobody.
    """
    if not panel.group.is_effect:
        return "", ""
    first, second = _side_names(panel)
    is_change = any(len(row.arms) == 1 for row in panel.rows)
    if _sides_are_mixed(panel):
        return ("less", "more") if is_change else (f"less with {first}", f"more with {first}")
    words = ("better", "worse") if is_change else (f"favours {first}", f"favours {second}")
    return words if panel.rows[0].estimate.better == "lower" else words[::-1]


def direction(panel: Panel) -> str:
    """Return which direction is better on an axis without sides."""
    if panel.group.is_effect or panel.group.key[0] == Measure.CORRELATION:
        return ""
    return "" if _sides_are_mixed(panel) else f"{panel.rows[0].estimate.better} is better"


def arms_shown(panel: Panel) -> Mapping[str, tuple[str, str]]:
    """Return shape and colour by arm, where a row of the panel has a point for each arm."""
    if all(len(row.points) == 1 for row in panel.rows):
        return {}
    names = dict.fromkeys(point.arm for row in panel.rows for point in row.points if point.arm)
    return dict(zip(names, cycle(KINDS), strict=False))


def kind(point: Point, panel: Panel) -> tuple[str, str]:
    """Return shape and colour of a point."""
    return arms_shown(panel).get(point.arm, ("square", TEAL))


def _side_names(panel: Panel) -> tuple[str, str]:
    known = all(len(row.arms) > 1 for row in panel.rows)
    firsts = {row.arms[0] for row in panel.rows} if known else set()
    seconds = {row.arms[1] for row in panel.rows} if known else set()
    first = mid_sentence(firsts.pop()) if len(firsts) == 1 else "intervention"
    second = mid_sentence(seconds.pop()) if len(seconds) == 1 else "comparator"
    return first, second


def _arms(row: ForestRow, panel: Panel) -> tuple[str, ...]:
    """Return the arms that a row is about, unless its marks tell them."""
    if panel.group.no_effect is not None:
        return row.arms
    arm = row.points[0].arm
    return (arm,) if arm and not arms_shown(panel) else ()


def _common(panel: Panel) -> bool:
    return len({_arms(row, panel) for row in panel.rows}) == 1


def _against(arms: tuple[str, ...]) -> str:
    return " v ".join([arms[0], *map(mid_sentence, arms[1:])]) if arms else ""


def _sides_are_mixed(panel: Panel) -> bool:
    return len({row.estimate.better for row in panel.rows}) > 1


def _levels(panel: Panel) -> set[str]:
    """Return the confidence levels of a panel's intervals; none where no interval is shown."""
    return {
        row.estimate.ci.level
        for row in panel.rows
        if row.estimate.ci and any(point.interval for point in row.points)
    }
