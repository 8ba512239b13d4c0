"""Points, intervals, axes and legends of forest plots, wherever the layout puts them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from press.compile.figures import legends
from press.compile.figures.axis import Axis
from press.compile.figures.canvas import width, wrapped
from press.compile.figures.comparable import ForestRow, Panel
from press.compile.figures.scene import INK, QUIET, Align, Line, Mark, Scene, Text, Type

_ARROW = 5.0
_GAP = 5.0


@dataclass(frozen=True)
class Faces:
    """The letters of a layout, and its line spacing in points."""

    head: Type
    label: Type
    detail: Type
    leading: float
    small_leading: float


@dataclass(frozen=True)
class Strip:
    """Where on the sheet a panel's axis runs; what its marks are called in the SVG."""

    name: str
    axis: Axis
    left: float
    right: float

    def x(self, value: float) -> float:
        """Return where a value lies."""
        return self.axis.place(value, self.left, self.right)


def add_row(scene: Scene, panel: Panel, number: int, strip: Strip, y: float) -> None:
    """Draw the points of a panel's row and their intervals at height `y`."""
    row = panel.rows[number]
    name = f"{strip.name}-row-{number + 1}"
    if len(row.points) > 1:
        places = [strip.x(point.value.at) for point in row.points]
        scene.add(Line((min(places), y), (max(places), y), 1.2, QUIET))
    for index, point in enumerate(row.points, start=1):
        shape, colour = legends.kind(point, panel)
        mark = f"{name}-point-{index}"
        if point.low is not None and point.high is not None:
            ends = strip.x(point.low), strip.x(point.high)
            scene.add(Line((ends[0], y), (ends[1], y), 1.2, colour, f"{mark}-interval"))
            if not strip.axis.holds(point.low):
                scene.add(Mark(ends[0] + _ARROW / 2, y, "left", colour, _ARROW))
            if not strip.axis.holds(point.high):
                scene.add(Mark(ends[1] - _ARROW / 2, y, "right", colour, _ARROW))
        hollow = not point.interval
        scene.add(Mark(strip.x(point.value.at), y, shape, colour, 6.4, hollow, mark))


def add_ticks(scene: Scene, strip: Strip, face: Type, leading: float) -> None:
    """Draw an axis with its ticks at the scene's `y`, and move `y` below their numbers."""
    top = scene.y
    scene.add(Line((strip.left, top), (strip.right, top), 0.6, INK))
    for tick in strip.axis.ticks:
        x, text = strip.x(tick), strip.axis.label(tick)
        half = width(text, face) / 2
        inside = min(max(x, half), scene.width - half - 0.5)
        scene.add(Line((x, top), (x, top + 3), 0.6, INK))
        scene.add(Text(inside, top + 3 + leading * 0.8, text, face, "center"))
    scene.y = top + 4 + leading


def add_axis(scene: Scene, panel: Panel, strip: Strip, faces: Faces) -> None:
    """Draw a panel's axis at the scene's `y`, with the words below; move `y` on."""
    add_ticks(scene, strip, Type(faces.detail.size), faces.small_leading)
    _add_sides(scene, panel, strip, faces)
    below = legends.notes(panel)
    for line in wrapped(below, faces.detail, scene.width) if below else ():
        half = width(line, faces.detail) / 2
        middle = min(max((strip.left + strip.right) / 2, half), scene.width - half)
        scene.paragraph(middle - half, (line,), faces.detail, faces.small_leading)


def _add_sides(scene: Scene, panel: Panel, strip: Strip, faces: Faces) -> None:
    """Write which side favours whom, outwards from the line of no effect."""
    left, right = legends.sides(panel)
    if strip.axis.no_effect is None or not left:
        return
    face = Type(faces.detail.size)
    left, right = f"\u2190 {left}", f"{right} \u2192"
    middle, end = strip.x(strip.axis.no_effect), scene.width
    needs = width(left, face), width(right, face)
    before: tuple[str, ...] = (left,)
    after: tuple[str, ...] = (right,)
    if needs[0] <= middle - _GAP and needs[1] <= end - middle - _GAP:
        places: tuple[tuple[float, Align], ...] = (middle - _GAP, "right"), (middle + _GAP, "left")
    else:  # not beside the line of no effect, so from the edges of the sheet
        places = (0, "left"), (end, "right")
        if sum(needs) > end - 2 * _GAP:
            before, after = (wrapped(text, face, end / 2 - _GAP) for text in (left, right))
    for lines, (x, align) in zip((before, after), places, strict=True):
        for number, line in enumerate(lines):
            y = scene.y + (number + 0.8) * faces.small_leading
            scene.add(Text(x, y, line, face, align))
    scene.y += max(len(before), len(after)) * faces.small_leading


def add_arms(scene: Scene, panel: Panel, faces: Faces, room: float) -> None:
    """Write which mark stands for which arm, from the scene's `y` on downwards."""
    x = 0.0
    for arm, (shape, colour) in legends.arms_shown(panel).items():
        need = 11 + width(arm, faces.detail)
        if x and x + need > room:
            x = 0.0
            scene.y += faces.small_leading
        middle = scene.y + faces.small_leading / 2
        scene.add(Mark(x + 3.5, middle, shape, colour, 5.6, hollow=True))
        scene.add(Text(x + 11, scene.y + faces.small_leading * 0.76, arm, Type(faces.detail.size)))
        x += need + 12
    if x:
        scene.y += faces.small_leading


def panel_data(panel: Panel, wide: Strip, narrow: Strip) -> dict[str, Any]:
    """Return a panel as it is drawn: words, values, and where its axis lies on each sheet."""
    title, against = legends.heading(panel)
    return {
        "heading": title,
        "compared": against,
        "axis": wide.axis.data(),
        "from": {"wide": round(wide.left, 2), "narrow": round(narrow.left, 2)},
        "to": {"wide": round(wide.right, 2), "narrow": round(narrow.right, 2)},
        "sides": [side for side in legends.sides(panel) if side],
        "notes": legends.notes(panel),
        "arms": {arm: shape for arm, (shape, _) in legends.arms_shown(panel).items()},
        "name": wide.name,
        "rows": [_row_data(row, panel) for row in panel.rows],
    }


def _row_data(row: ForestRow, panel: Panel) -> dict[str, Any]:
    words = legends.label(row, panel)
    return {
        "label": words.first,
        "detail": words.detail,
        "result": " ".join(filter(None, legends.result(row, panel))),
        "points": [
            {
                "value": round(point.value.at, 6),
                "low": point.low,
                "high": point.high,
                "hollow": not point.interval,
                "shape": legends.kind(point, panel)[0],
            }
            for point in row.points
        ],
    }
