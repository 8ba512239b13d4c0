"""Audits for the terminal: what was found study by study, and a table of it all."""

from __future__ import annotations

import io
import shutil
from typing import TYPE_CHECKING

from press.evidence.audit.audit import SEVERITIES, Audit, Row
from press.evidence.audit.columns import COLUMNS

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

_COLOURS = {"error": "red", "warning": "yellow", "advice": "blue"}
_MARKS = {"error": "✗", "warning": "!", "advice": "·"}
_LONGEST = 160  # characters of a value that evidence prints
_NARROW = 110


def text_report(audit: Audit, *, width: int | None = None, colour: bool = False) -> str:
    """Return what an audit found, as text of a width in characters, the terminal's without one.

    Every finding begins with `path:line:column`, which editors make clickable, on a line of its
    own that is never broken. Where nothing was found in a single study the text is empty.
    """
    from rich.console import Console

    width = width or shutil.get_terminal_size((100, 24)).columns
    out = io.StringIO()
    console = Console(
        file=out, width=width, force_terminal=colour, no_color=not colour, highlight=False,
        emoji=False, markup=False, legacy_windows=False,
    )  # fmt: skip
    for row in audit.rows:
        _row(console, row)
    if len(audit.rows) > 1:
        console.print(_table(audit, width))
    return "\n".join(line.rstrip() for line in out.getvalue().split("\n")).rstrip("\n")


def summary(audit: Audit) -> str:
    """Return the counts in a line."""
    many = len(audit.rows)
    studies = f"{many} {'study' if many == 1 else 'studies'}"
    if not audit.findings:
        return f"{studies}, nothing found"
    parts = [
        f"{count} {severity}{'' if count == 1 or severity == 'advice' else 's'}"
        for severity, count in audit.counts().items()
        if count
    ]
    clean = sum(not row.findings for row in audit.rows)
    rest = f"; nothing found in {clean}" if clean else ""
    return f"{studies}: {', '.join(parts)}{rest}"


def _row(console: Console, row: Row) -> None:
    from rich.padding import Padding
    from rich.text import Text

    if not row.findings:
        return
    console.print(Text(f"{row.subject}  {row.title}", style="bold"))
    if row.record:
        console.print(Text(f"  compared with {row.record}", style="dim"))
    for finding in row.findings:
        head = Text(f"  {finding.place}: ")
        head.append(f"{finding.severity}: {finding.rule}", style=_COLOURS[finding.severity])
        console.print(head, soft_wrap=True)
        console.print(Padding(Text(finding.message), (0, 0, 0, 6)))
        for value in finding.evidence:
            told = f"{value.label}: {_short(value.value)} ({value.source})"
            console.print(Padding(Text(told, style="dim"), (0, 0, 0, 8)))
        console.print(Padding(Text(f"→ {finding.mend}"), (0, 0, 0, 6)))
    console.print()


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1].rstrip()}…"


def _table(audit: Audit, width: int) -> Table:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, collapse_padding=True)
    narrow = width < _NARROW
    table.add_column("", no_wrap=True, overflow="ellipsis", max_width=18 if narrow else 30)
    used = [name for name in COLUMNS if any(audit.cell(row, name) for row in audit.rows)]
    for name in used:
        table.add_column(name[:4] if narrow else name, justify="right", no_wrap=True)
    for row in audit.rows:
        cells: list[Text] = []
        for name in used:
            cell = Text()
            for severity in SEVERITIES:
                if count := audit.cell(row, name).get(severity):
                    cell.append(f"{_MARKS[severity]}{count}", style=_COLOURS[severity])
            cells.append(cell)
        label = row.subject if row.findings else f"{row.subject} ✓"
        table.add_row(Text(label), *cells)
    table.caption = "✗ error, ! warning, · advice"
    table.caption_justify = "left"
    return table
