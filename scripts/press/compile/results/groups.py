"""The columns of a results table that say what each group of participants had."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from press.compile.results.estimates import Part, arm_result, in_sentence, line_html, with_group
from press.publication import NO_HTML, Estimate, SafeHtml, escaped
from press.publication.model import NOT_REPORTED, EstimateArm
from press.publication.wording import capital

_BREAK = "<br>\n"
_NO_SUCH_GROUP = "\u2013"
_SIDES = ("Intervention", "Comparison")
_ONE_SIDE = "Group"


@dataclass(frozen=True)
class Cell:
    """A cell as HTML; `field` is the front-matter key that all of it shows."""

    html: SafeHtml = NO_HTML
    field: str = ""


@dataclass(frozen=True)
class Column:
    """A column: its head as HTML and as plain text, its cells from the first row on."""

    head: SafeHtml
    label: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class _Arm:
    """An arm and its place: `estimates.0` and `arms.1`."""

    arm: EstimateArm
    estimate: str
    key: str


def group_columns(estimates: Sequence[Estimate], text: str) -> list[Column]:
    """Return a column for the intervention and one for what it is compared with.

    None where nothing is known of any group. Where the outcomes compare different groups, each
    cell names its own. `text` shows which words are written without a capital.
    """
    rows = [
        [_Arm(arm, f"estimates.{place}", f"arms.{number}") for number, arm in enumerate(item.arms)]
        for place, item in enumerate(estimates)
    ]
    if not any(arm_result(item.arm, item.key) for row in rows for item in row):
        return []
    sides = [[row[:1] for row in rows], [row[1:] for row in rows]]
    titles = _SIDES if any(sides[1]) else (_ONE_SIDE,)
    return [_column(title, side, text) for title, side in zip(titles, sides, strict=False)]


def _column(title: str, side: Sequence[Sequence[_Arm]], text: str) -> Column:
    shared = len({tuple(item.arm.name for item in row) for row in side if row}) == 1
    first = next(row for row in side if row)
    named = not (shared and len(first) == 1)
    none = escaped(_NO_SUCH_GROUP)
    cells = tuple(Cell(in_lines(_lines(row, named=named)) or none) for row in side)
    if named:
        return Column(escaped(title), title, cells)
    name = first[0].arm.name
    lead = "With " if with_group(name) != name else ""
    part = Part(in_sentence(name, text) if lead else name, f"{first[0].key}.name")
    head = SafeHtml(lead + line_html((part,), first[0].estimate))
    return Column(head, lead + part.text, cells)


def in_lines(lines: Iterable[SafeHtml]) -> SafeHtml:
    """Return lines of a cell, one below the other."""
    return SafeHtml(_BREAK.join(lines))


def _lines(row: Sequence[_Arm], *, named: bool) -> list[SafeHtml]:
    found: list[SafeHtml] = []
    for item in row:
        lines = [line_html(line, item.estimate) for line in arm_result(item.arm, item.key)]
        lines = lines or [escaped(capital(NOT_REPORTED))]
        if named:
            found.append(
                line_html((Part(item.arm.name, f"{item.key}.name"), Part(":")), item.estimate)
            )
        found += lines
    return found
