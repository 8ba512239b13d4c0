"""An import as a page of HTML: each digest's text as it was sent out, the remarks beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING, Literal

from press.docx.sources.manifest import Block
from press.publication import html_templates
from press.review.model.paragraphs import OBJECT, Cell
from press.review.report.findings import Report
from press.review.report.marks import Marked, MarkedText, Remark, marks, pieces, raised
from press.review.report.words import (
    accounts,
    became,
    fate_of,
    kind_of,
    masked,
    safe,
    state_of,
    summary,
    when,
    who,
)

if TYPE_CHECKING:
    from jinja2 import Environment

_LEVELS = {"h1": 3, "h2": 3, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
_CELLS = {"td", "th"}
High = Mapping[str, Sequence[tuple[int, int]]]  # where raised numbers stand, by bookmark


@dataclass(frozen=True)
class ShownParagraph:
    """A paragraph, heading, item or cell with its marks."""

    kind: str
    pieces: tuple[MarkedText, ...]


@dataclass(frozen=True)
class ReportRow:
    """What stands side by side on the page: a text of one kind, and the remarks on it.

    A table's `cells` are its rows; of anything else there is one row of one cell.
    """

    form: Literal["heading", "item", "table", "text"]
    level: int
    cells: tuple[tuple[ShownParagraph, ...], ...]
    about: tuple[Remark, ...]


@dataclass
class Section:
    """One file of the issue."""

    path: str
    title: str
    rows: list[ReportRow] = field(default_factory=list)
    about: list[Remark] = field(default_factory=list)


def html_report(report: Report) -> str:
    """Return an import as one HTML file that needs nothing beside it, in light and in dark."""
    sections, nowhere = _sections(report)
    waiting = [one for one in report.proposals if one.needs_author]
    return (
        _environment()
        .get_template("import.html")
        .render(
            report=report,
            sections=sections,
            nowhere=nowhere,
            waiting=waiting,
            summary=summary(report),
            accounts=accounts(report),
        )
    )


def _sections(report: Report) -> tuple[list[Section], list[Remark]]:
    """Return the files with remarks as exported, and the remarks that stand in none of them."""
    found = marks(report)
    base = report.reviews[0].base
    cells, high = _cells(report), raised(base)
    sections: list[Section] = []
    parts: dict[str, list[Block]] = {}
    path = ""
    for block in base.manifest.blocks:
        path = "references" if block.kind == "reference" else block.file or path
        parts.setdefault(path, []).append(block)
    told: set[str] = set()
    for path, blocks in parts.items():
        if not any(block.id in found for block in blocks):
            continue
        section = Section(path, _title(path, blocks))
        for is_table, many in groupby(blocks, key=lambda block: block.kind in _CELLS):
            group = list(many)
            rows = (
                [_table(group, found, cells, high)]
                if is_table
                else _plain(path, group, found, high)
            )
            section.rows += rows
        section.about = [item for row in section.rows for item in row.about]
        told |= {item.id for item in section.about}
        sections.append(section)
    every: tuple[Remark, ...] = (*report.threads, *report.proposals)
    return sections, [item for item in every if item.id not in told]


def _title(path: str, blocks: Sequence[Block]) -> str:
    if path == "references":
        return "References"
    titled = next((b for b in blocks if any(f.key == "title" for f in b.fields)), None)
    return titled.text if titled else path


def _plain(
    path: str, blocks: Sequence[Block], found: dict[str, Marked], high: High
) -> Iterator[ReportRow]:
    for block in blocks:
        about = found.get(block.id, Marked()).about
        if path == "references" and block.id not in found:
            continue
        form: Literal["heading", "item", "text"] = "text"
        if block.kind in _LEVELS:
            form = "heading"
        elif block.kind in {"li", "reference"}:
            form = "item"
        shown = _shown(block, found, high)
        yield ReportRow(form, _LEVELS.get(block.kind, 0), ((shown,),), tuple(about))


def _table(
    blocks: Sequence[Block], found: dict[str, Marked], cells: dict[str, Cell], high: High
) -> ReportRow:
    """Return neighbouring cells as a table: rows as in the first file that shows them."""
    rows: list[list[ShownParagraph]] = []
    last: tuple[int, int] | None = None
    about: list[Remark] = []
    for block in blocks:
        cell = cells.get(block.id)
        where = (cell.table, cell.row) if cell else last
        if where != last or not rows:
            rows.append([])
        last = where
        rows[-1].append(_shown(block, found, high))
        about += found.get(block.id, Marked()).about
    return ReportRow("table", 0, tuple(tuple(row) for row in rows), tuple(about))


def _shown(block: Block, found: dict[str, Marked], high: High) -> ShownParagraph:
    marked = found.get(block.id, Marked())
    return ShownParagraph(block.kind, tuple(pieces(block.text, marked, high.get(block.id, ()))))


def _cells(report: Report) -> dict[str, Cell]:
    cells: dict[str, Cell] = {}
    for located in report.reviews:
        for number, match in located.matches.blocks.items():
            index = located.document.before[number].indices[0]
            cell = located.document.paragraphs[index].cell
            if cell is not None:
                cells.setdefault(match.block, cell)
    return cells


def _label(item: Remark) -> str:
    return getattr(item, "label", None) or str(getattr(item, "number", ""))


def _readable(text: str) -> str:
    """Return a text for a page, what is no character shown as a box."""
    return masked(text).replace(OBJECT, "▢")


@cache
def _environment() -> Environment:
    environment = html_templates("press.review")
    environment.filters |= {
        "label": _label,
        "readable": _readable,
        "safe_text": safe,
        "state": state_of,
        "fate": fate_of,
        "kind": kind_of,
        "became": became,
        "who": who,
        "when": when,
    }
    return environment
