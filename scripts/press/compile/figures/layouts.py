"""Two layouts of a forest plot: a table for print and desktop, a list for phones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from press.compile.figures import legends
from press.compile.figures.axis import axis_of
from press.compile.figures.canvas import width, wrapped
from press.compile.figures.comparable import ForestRow, Panel
from press.compile.figures.plotting import (
    Faces,
    Strip,
    add_arms,
    add_axis,
    add_row,
    panel_data,
)
from press.compile.figures.scene import (
    INK,
    NARROW,
    QUIET,
    WIDE,
    Drawing,
    Line,
    Scene,
    Text,
    Type,
)

_PRINT = Faces(Type(9.2, bold=True), Type(9), Type(8, colour=QUIET), 11.6, 10.2)
_PHONE = Faces(Type(10.2, bold=True), Type(10), Type(8.8, colour=QUIET), 13, 11.4)
_GUTTER = 15.0  # between the columns of the wide layout
_INSET = 8.0  # of the narrow layout's axis
_BETWEEN = 17.0  # panels
_STRIP = 13.0  # height of a row's graphic in the narrow layout
_WIDEST_LABEL = 0.37  # of the wide layout
_LEAST_AXIS = 110.0
_WORD = 3.0  # between a number and its interval


@dataclass(frozen=True)
class _Columns:
    """Where the wide layout's columns begin and end."""

    label: float
    left: float
    right: float
    result: float


def forest(panels: Sequence[Panel]) -> Drawing:
    """Return a forest plot in both layouts, with its data as drawn."""
    columns = _columns(panels)
    axes = [axis_of(panel) for panel in panels]
    names = [f"panel-{number}" for number in range(1, len(panels) + 1)]
    pairs = list(zip(names, axes, strict=True))
    in_print = [Strip(name, axis, columns.left, columns.right) for name, axis in pairs]
    on_phone = [Strip(name, axis, _INSET, NARROW - _INSET) for name, axis in pairs]
    wide, narrow = Scene(WIDE), Scene(NARROW)
    for panel, first, second in zip(panels, in_print, on_phone, strict=True):
        _add_wide(wide, panel, first, columns)
        _add_narrow(narrow, panel, second)
    data = [panel_data(*parts) for parts in zip(panels, in_print, on_phone, strict=True)]
    return Drawing(wide, narrow, {"panels": data})


def _columns(panels: Sequence[Panel]) -> _Columns:
    """Return columns that all panels share, so that they read as one figure."""
    words = [legends.label(row, panel) for panel in panels for row in panel.rows]
    widest = max(
        max(width(word.first, _first_face(word, _PRINT)), width(word.detail, _PRINT.detail))
        for word in words
    )
    result = WIDE - max(_result_width(panel) for panel in panels)
    most = min(WIDE * _WIDEST_LABEL, result - 2 * _GUTTER - _LEAST_AXIS)
    label = min(widest, most)
    return _Columns(label, label + _GUTTER, result - _GUTTER, result)


def _result_width(panel: Panel) -> float:
    results = [legends.result(row, panel) for row in panel.rows]
    number = _number_width(panel)
    found = [number, width(legends.column_heading(panel), _PRINT.head)]
    for _, text in results:
        if text.startswith("("):
            found.append(number + _WORD + width(text, _PRINT.label))
        else:  # below the number
            found.append(width(text, _PRINT.detail))
    return max(found)


def _number_width(panel: Panel) -> float:
    """Return how wide a panel's widest number is; its numbers are set flush right."""
    return max(width(legends.result(row, panel)[0], _PRINT.label) for row in panel.rows)


def _first_face(label: legends.Label, faces: Faces) -> Type:
    return Type(faces.label.size, bold=label.is_study)


def _add_head(scene: Scene, panel: Panel, faces: Faces, room: float) -> None:
    """Write a panel's title, what is compared, and the marks of its arms; draw a rule."""
    title, against = legends.heading(panel)
    scene.paragraph(0, wrapped(title, faces.head, room), faces.head, faces.leading)
    if against:
        lines = wrapped(against, faces.detail, room)
        scene.paragraph(0, lines, faces.detail, faces.small_leading)
    add_arms(scene, panel, faces, room)
    scene.y += 3
    scene.rule(0.75, INK)


def _add_wide(scene: Scene, panel: Panel, strip: Strip, columns: _Columns) -> None:
    scene.y += _BETWEEN if scene.y else 1
    top = scene.y
    _add_head(scene, panel, _PRINT, columns.result - _GUTTER)
    title = Text(
        columns.result, top + 0.76 * _PRINT.leading, legends.column_heading(panel), _PRINT.head
    )
    scene.add(title)
    end = scene.y + sum(_height(row, panel, columns) for row in panel.rows) + 3
    if strip.axis.no_effect is not None:
        x = strip.x(strip.axis.no_effect)
        scene.add(Line((x, scene.y), (x, end), 0.75, INK))
    for number in range(len(panel.rows)):
        if number:
            scene.rule()
        _add_wide_row(scene, panel, number, strip, columns)
    scene.y = end
    add_axis(scene, panel, strip, _PRINT)


def _height(row: ForestRow, panel: Panel, columns: _Columns) -> float:
    words = legends.label(row, panel)
    first = len(wrapped(words.first, _first_face(words, _PRINT), columns.label))
    detail = len(wrapped(words.detail, _PRINT.detail, columns.label)) if words.detail else 0
    return 8 + first * _PRINT.leading + detail * _PRINT.small_leading


def _add_wide_row(scene: Scene, panel: Panel, number: int, strip: Strip, columns: _Columns) -> None:
    row = panel.rows[number]
    words = legends.label(row, panel)
    end = scene.y + _height(row, panel, columns)
    scene.y += 4
    base = scene.y + 0.76 * _PRINT.leading
    face = _first_face(words, _PRINT)
    scene.paragraph(0, wrapped(words.first, face, columns.label), face, _PRINT.leading)
    if words.detail:
        lines = wrapped(words.detail, _PRINT.detail, columns.label)
        scene.paragraph(0, lines, _PRINT.detail, _PRINT.small_leading)
    value, interval = legends.result(row, panel)
    edge = columns.result + _number_width(panel)
    if len(row.points) > 1:
        scene.add(Text(columns.result, base, value, _PRINT.label))
    else:
        scene.add(Text(edge, base, value, _PRINT.label, "right"))
    if interval.startswith("("):
        scene.add(Text(edge + _WORD, base, interval, _PRINT.label))
    else:
        below = base + _PRINT.small_leading
        scene.add(Text(columns.result, below, interval, _PRINT.detail))
    add_row(scene, panel, number, strip, base - 0.31 * _PRINT.label.size)
    scene.y = end


def _add_narrow(scene: Scene, panel: Panel, strip: Strip) -> None:
    scene.y += _BETWEEN if scene.y else 1
    _add_head(scene, panel, _PHONE, scene.width)
    for number in range(len(panel.rows)):
        scene.y += 5
        _add_narrow_row(scene, panel, number, strip)
        if number < len(panel.rows) - 1:
            scene.y += 2
            scene.rule()
    scene.y += 1
    add_axis(scene, panel, strip, _PHONE)


def _add_narrow_row(scene: Scene, panel: Panel, number: int, strip: Strip) -> None:
    """Write label and detail, the result at the right of the last line, the graphic below."""
    row = panel.rows[number]
    words = legends.label(row, panel)
    face = _first_face(words, _PHONE)
    scene.paragraph(0, wrapped(words.first, face, scene.width), face, _PHONE.leading)
    value, interval = legends.result(row, panel)
    strong = Type(_PHONE.label.size, bold=True)
    beside = _PHONE.label if interval.startswith("(") else _PHONE.detail
    taken = width(interval, beside) + _WORD if interval else 0.0
    room = scene.width - taken - width(value, strong) - 10
    lines = wrapped(words.detail, _PHONE.detail, scene.width) if words.detail else ()
    scene.paragraph(0, lines, _PHONE.detail, _PHONE.small_leading)
    if not lines or width(lines[-1], _PHONE.detail) > room:
        scene.y += _PHONE.leading
    base = scene.y - 0.24 * _PHONE.small_leading
    scene.add(Text(scene.width - taken, base, value, strong, "right"))
    scene.add(Text(scene.width, base, interval, beside, "right"))
    top, scene.y = scene.y + 3, scene.y + 3 + _STRIP
    if strip.axis.no_effect is not None:
        x = strip.x(strip.axis.no_effect)
        scene.add(Line((x, top), (x, scene.y), 0.75, INK))
    add_row(scene, panel, number, strip, top + _STRIP / 2)
