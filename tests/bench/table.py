"""Figures as a reader gets them: a plain table, or JSON."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from tests.bench.measure import Comparison

_HEAD = ("", "N", "ours", "peer", "ratio", "by CPU", "aim", "")
_TEXT_COLUMNS = {0, 7}


@dataclass(frozen=True)
class Figure:
    """One line: what was measured and what came out; `value` is held against `aim`, if any.

    `ours` and `peer` are shown as they are; `processor` is the ratio of processor seconds.
    """

    name: str
    size: int
    ours: str
    peer: str = ""
    value: float | None = None
    aim: float | None = None
    unit: str = "×"
    processor: float | None = None
    note: str = ""

    @property
    def verdict(self) -> str:
        """Return `met`, `missed`, or the note of a line without an aim."""
        if self.value is None or self.aim is None:
            return self.note
        return "met" if self.value <= self.aim else "missed"


def compared(name: str, size: int, found: Comparison, aim: float | None, note: str = "") -> Figure:
    """Return the line of a comparison with a peer."""
    return Figure(
        name,
        size,
        seconds(found.ours.seconds),
        seconds(found.peer.seconds),
        found.ratio,
        aim,
        processor=found.processor_ratio,
        note=note,
    )


def seconds(value: float) -> str:
    """Return seconds for a table."""
    return f"{value:.2f} s" if value < 10 else f"{value:.1f} s"


def megabytes(value: int) -> str:
    """Return bytes for a table."""
    return f"{value / 1e6:.0f} MB"


def table(figures: Sequence[Figure]) -> str:
    """Return all lines under each other."""
    rows = [_HEAD, *(_row(figure) for figure in figures)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEAD))]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if column in _TEXT_COLUMNS else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    )


def _row(figure: Figure) -> tuple[str, ...]:
    return (
        figure.name,
        str(figure.size),
        figure.ours,
        figure.peer,
        _number(figure.value, figure.unit),
        _number(figure.processor, "×"),
        _number(figure.aim, figure.unit),
        figure.verdict,
    )


def _number(value: float | None, unit: str) -> str:
    return "" if value is None else f"{value:.2f} {unit}"


def caution() -> str:
    """Return what to bear in mind where other programs kept the machine busy, or nothing."""
    load, cores = os.getloadavg()[2], os.cpu_count() or 1
    if load <= cores:
        return ""
    return f"The machine was busy (load {load:.1f}, {cores} cores): trust the column by CPU.\n"


def as_json(figures: Sequence[Figure]) -> str:
    """Return all lines, and the machine they were measured on, as JSON."""
    machine = {
        "cores": os.cpu_count(),
        "load": os.getloadavg(),
        "python": platform.python_version(),
        "system": platform.platform(),
    }
    lines = [{**asdict(figure), "verdict": figure.verdict} for figure in figures]
    return json.dumps({"machine": machine, "figures": lines}, indent=2, ensure_ascii=False) + "\n"
