"""Timelines: what happened in which decade, from a digest's front matter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import cycle, groupby
from typing import Any

from press.compile.figures.canvas import width, wrapped
from press.compile.figures.figure import Figure, Plan, made
from press.compile.figures.scene import (
    HAIR,
    INK,
    KINDS,
    NARROW,
    TEAL,
    WIDE,
    Drawing,
    Line,
    Mark,
    Scene,
    Text,
    Type,
)
from press.compile.figures.words import counted, listed, mid_sentence, sentence
from press.publication import Digest, Settings
from press.publication.model import TimelineEvent

_DECADE = 10
_COLUMNS_GAP = 20.0
_FEW = 8  # events that one column holds without being folded

Event = TimelineEvent
Lanes = Mapping[str, tuple[str, str]]


@dataclass(frozen=True)
class _TimelineStyle:
    """The letters of a timeline, its line spacing, and where its spine and its texts stand."""

    decade: Type
    title: Type
    leading: float
    spine: float
    text: float
    between: float


_PRINT = _TimelineStyle(Type(10, bold=True, colour=TEAL, serif=True), Type(8.4), 10.6, 39, 48, 3.4)
_PHONE = _TimelineStyle(Type(11, bold=True, colour=TEAL, serif=True), Type(9.6), 12.4, 43, 53, 4.4)


@dataclass(frozen=True)
class _DecadeColumn:
    """Where on the sheet a column of decades stands, and how it is set."""

    style: _TimelineStyle
    left: float
    room: float


@dataclass(frozen=True)
class _Decade:
    """A decade and its events in order of their years; empty where nothing is told."""

    start: int
    events: tuple[Event, ...]


def timeline(digest: Digest, settings: Settings) -> Figure | None:
    """Return the timeline of a digest; None where its front matter has none."""
    events = sorted(digest.meta.timeline, key=lambda event: (event.year, event.until or 0))
    if not events:
        return None
    data = [event.model_dump(mode="json") for event in events]
    plan = Plan("timeline", digest.slug, data, _alt(events), _caption(events))
    return made(plan, settings, lambda: _drawing(events))


def _alt(events: Sequence[Event]) -> str:
    told = [sentence(f"{_years(event)}, {event.lane}: {event.title}") for event in events]
    return " ".join([sentence(f"Timeline of {counted(len(events), 'event', 'events')}"), *told])


def _caption(events: Sequence[Event]) -> str:
    lanes = [mid_sentence(lane) for lane in _lanes(events)]
    last = max(event.until or event.year for event in events)
    years = f"{events[0].year} to {last}" if last > events[0].year else f"{last}"
    about = f": {listed(lanes)}" if len(lanes) > 1 else ""
    return sentence(f"Timeline, {years}{about}")


def _years(event: Event) -> str:
    return f"{event.year}\u2013{event.until}" if event.until else f"{event.year}"


def _lanes(events: Sequence[Event]) -> Lanes:
    """Return shape and colour by lane, in order of first use."""
    return dict(zip(dict.fromkeys(event.lane for event in events), cycle(KINDS), strict=False))


def _drawing(events: Sequence[Event]) -> Drawing:
    decades = _decades(events)
    lanes = _lanes(events)
    narrow = Scene(NARROW)
    _add_legend(narrow, lanes, _PHONE)
    _add_column(narrow, decades, lanes, _DecadeColumn(_PHONE, 0, NARROW))
    wide = Scene(WIDE)
    _add_legend(wide, lanes, _PRINT)
    _add_folded(wide, decades, lanes)
    return Drawing(wide, narrow, {"lanes": _shapes(lanes), "decades": _data(decades)})


def _decades(events: Sequence[Event]) -> list[_Decade]:
    """Return every decade from the first event to the last, empty ones too."""
    by_start = {
        start: tuple(group)
        for start, group in groupby(events, lambda event: event.year // _DECADE * _DECADE)
    }
    return [
        _Decade(start, by_start.get(start, ()))
        for start in range(min(by_start), max(by_start) + 1, _DECADE)
    ]


def _add_folded(scene: Scene, decades: Sequence[_Decade], lanes: Lanes) -> None:
    """Set the decades in two columns of nearly equal height; a few events need only one."""
    if sum(len(decade.events) for decade in decades) <= _FEW:
        _add_column(scene, decades, lanes, _DecadeColumn(_PRINT, 0, scene.width))
        return
    room = (scene.width - _COLUMNS_GAP) / 2
    top = scene.y

    def height(part: Sequence[_Decade]) -> float:
        trial = Scene(scene.width)
        _add_column(trial, part, lanes, _DecadeColumn(_PRINT, 0, room))
        return trial.y

    first, second = min(_folds(decades), key=lambda halves: max(map(height, halves)))
    _add_column(scene, first, lanes, _DecadeColumn(_PRINT, 0, room))
    bottom, scene.y = scene.y, top
    _add_column(scene, second, lanes, _DecadeColumn(_PRINT, room + _COLUMNS_GAP, room))
    scene.y = max(bottom, scene.y)


def _folds(decades: Sequence[_Decade]) -> list[tuple[list[_Decade], list[_Decade]]]:
    """Return every way to part the events; a decade that is parted stands in both columns."""
    found = []
    for number, decade in enumerate(decades):
        before, after = list(decades[:number]), list(decades[number + 1 :])
        if before:
            found.append((before, [decade, *after]))
        for count in range(1, len(decade.events)):
            head = _Decade(decade.start, decade.events[:count])
            tail = _Decade(decade.start, decade.events[count:])
            found.append(([*before, head], [tail, *after]))
    return found


def _add_legend(scene: Scene, lanes: Lanes, style: _TimelineStyle) -> None:
    face = Type(style.title.size, colour=INK)
    x = 0.0
    for lane, (shape, colour) in lanes.items():
        need = 12 + width(lane, face)
        if x and x + need > scene.width:
            x, scene.y = 0.0, scene.y + style.leading + 1
        scene.add(Mark(x + 4, scene.y + style.leading / 2, shape, colour, 6))
        scene.add(Text(x + 12, scene.y + style.leading * 0.76, lane, face))
        x += need + 14
    scene.y += style.leading + 5
    scene.rule(0.75, INK)
    scene.y += 2


def _add_column(
    scene: Scene, decades: Sequence[_Decade], lanes: Lanes, column: _DecadeColumn
) -> None:
    """Set decades from the scene's `y` on downwards, along a spine."""
    style, left = column.style, column.left
    top, place = scene.y, len(scene.shapes)
    for number, decade in enumerate(decades):
        if number:
            scene.add(Line((left, scene.y), (left + column.room, scene.y)))
        scene.y += style.between + 1
        name = f"{decade.start}s"
        scene.add(Text(left, scene.y + style.leading * 0.76, name, style.decade))
        for event in decade.events:
            _add_event(scene, event, lanes[event.lane], column)
        if not decade.events:
            scene.y += style.leading + style.between
        scene.y += 1
    x = left + style.spine
    # Below the marks, and as long as they turn out to reach.
    scene.shapes.insert(place, Line((x, top), (x, scene.y), 1.4, HAIR))


def _add_event(scene: Scene, event: Event, kind: tuple[str, str], column: _DecadeColumn) -> None:
    """Write the year in bold and the title after it; a span of years has a bar beside it."""
    shape, colour = kind
    style, face = column.style, column.style.title
    bold = Type(face.size, bold=True)
    years = _years(event)
    indent = width(years, bold) + 4
    first, *others = wrapped(event.title, face, column.room - style.text, indent)
    height = (1 + len(others)) * style.leading
    middle, base = scene.y + style.leading * 0.5, scene.y + style.leading * 0.76
    x, text = column.left + style.spine, column.left + style.text
    if event.until:
        scene.add(Line((x, middle), (x, scene.y + height - 1), 2, colour))
    scene.add(Mark(x, middle, shape, colour, 7))
    scene.add(Text(text, base, years, bold), Text(text + indent, base, first, face))
    for number, line in enumerate(others, start=1):
        scene.add(Text(text, base + number * style.leading, line, face))
    scene.y += height + style.between


def _shapes(lanes: Lanes) -> dict[str, str]:
    return {lane: shape for lane, (shape, _) in lanes.items()}


def _data(decades: Sequence[_Decade]) -> dict[str, Any]:
    return {
        f"{decade.start}s": [f"{_years(e)} ({e.lane}): {e.title}" for e in decade.events]
        for decade in decades
    }
