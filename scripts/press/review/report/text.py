"""An import for the terminal: file by file, each comment and change under its line of source."""

from __future__ import annotations

import io
import shutil
import textwrap
from collections.abc import Iterator

from press.review.locate.located import Place
from press.review.report.findings import Proposal, Report, Thread
from press.review.report.words import (
    NO_PLACE,
    accounts,
    became,
    by_path,
    fate_of,
    kind_of,
    masked,
    one_line,
    safe,
    signed,
    state_of,
    summary,
)

_LONGEST = 160  # characters of a quotation; the whole of it is in the other reports
_WIDEST = 120
_NARROWEST = 50
_COLOURS = {
    "clean": "green",
    "applied": "green",
    "already applied": "green",
    "conflict": "red",
    "refused": "red",
    "by hand": "yellow",
}
StyledLine = tuple[str, str]  # its style and its text


def text_report(report: Report, *, width: int | None = None, colour: bool = False) -> str:
    """Return what was found, as text of a width in characters, the terminal's without one.

    Every item begins with `path:line:column`, which editors make clickable.
    """
    width = width or shutil.get_terminal_size((100, 24)).columns
    return _printed(_lines(report, max(_NARROWEST, min(width, _WIDEST))), colour=colour)


def notes(report: Report, *, colour: bool = False) -> str:
    """Return what is to be known before the report is read; empty if there is nothing."""
    return _printed((("yellow", f"note: {safe(one)}") for one in report.notes), colour=colour)


def closing(report: Report, *, colour: bool = False) -> str:
    """Return how much there was in each file and in all, and what can be done now."""
    return _printed(_closing(report), colour=colour)


def _printed(lines: Iterator[StyledLine], *, colour: bool) -> str:
    from rich.console import Console
    from rich.text import Text

    out = io.StringIO()
    console = Console(
        file=out, width=10_000, force_terminal=colour, no_color=not colour, highlight=False,
        emoji=False, markup=False, legacy_windows=False, soft_wrap=True,
    )  # fmt: skip
    for style, line in lines:
        console.print(Text(line.rstrip(), style=style), soft_wrap=True)
    return out.getvalue().rstrip("\n")


def _lines(report: Report, width: int) -> Iterator[StyledLine]:
    yield "bold", f"Review of issue {report.issue} (export {report.export})"
    for path, items in by_path(report).items():
        yield "", ""
        yield "bold underline", path or NO_PLACE
        for item in items:
            yield "", ""
            if isinstance(item, Thread):
                yield from _thread(report, item, width)
            else:
                yield from _change(report, item, width)


def _closing(report: Report) -> Iterator[StyledLine]:
    for line in accounts(report):
        yield "dim", safe(line)
    yield "bold", summary(report)
    yield from _next(report)


def _thread(report: Report, thread: Thread, width: int) -> Iterator[StyledLine]:
    style = "dim" if thread.is_resolved else "cyan"
    yield style, f"{_place(thread.place)}comment {thread.label}, {state_of(thread)} [{thread.id}]"
    yield from _excerpt(report, thread.place, width)
    first = thread.first
    at = "at a point" if first.is_point else f"on “{one_line(first.quote, _LONGEST)}”"
    yield "", f"  {signed(first.author, first.date)} {at if first.before else 'at no place'}"
    yield from _note(thread.place)
    yield from _wrapped(first.plain, "    ", width)
    for one in thread.said[1:]:
        is_new = ", new" if one.news == "new" and thread.news != "new" else ""
        yield "", f"    {signed(one.comment.author, one.comment.date)} answers{is_new}"
        yield from _wrapped(one.comment.plain, "      ", width)


def _change(report: Report, change: Proposal, width: int) -> Iterator[StyledLine]:
    head = f"{_place(change.place)}change {change.number}: {kind_of(change)}, {fate_of(change)}"
    yield _COLOURS[change.fate], head
    yield from _excerpt(report, change.place, width)
    date = change.change.date if change.change else None
    if change.is_tracked:
        files = f" ({change.file})" if len(report.files) > 1 else ""
        yield "", f"  {signed(change.author, date)}{files}"
    yield from _note(change.place)
    made = change.change
    if words := became(change, _LONGEST):
        yield "", f"    {words}"
    else:
        if change.old:
            yield "red", f"    - “{one_line(change.old, _LONGEST)}”"
        if change.new and change.kind != "move":
            yield "green", f"    + “{one_line(change.new, _LONGEST)}”"
    if made is not None and made.detail:
        yield "", f"    ({safe(made.detail)})"
    if change.reason:
        yield _COLOURS[change.fate], f"  {change.fate}: {safe(change.reason)}"


def _place(place: Place) -> str:
    return f"{place}  " if place.path else ""


def _note(place: Place) -> Iterator[StyledLine]:
    if place.note:
        yield "dim", f"  ({safe(place.note)})"
    if place.method == "alignment":
        yield "dim", f"  (found by likeness, {place.confidence:.0%})"


def _excerpt(report: Report, place: Place, width: int) -> Iterator[StyledLine]:
    """Yield the line of source, and below it carets under what is meant."""
    lines = report.texts.get(place.path, "").split("\n")
    if not place.path or place.line > len(lines):
        return
    line = lines[place.line - 1]
    end = place.end_column - 1 if place.end_line == place.line else len(line)
    gutter = f"  {place.line:>4} │ "
    shown, carets = excerpt(line, place.column - 1, end, width - len(gutter))
    yield "", gutter + shown
    more = f" to line {place.end_line}" if place.end_line > place.line else ""
    yield "yellow", " " * (len(gutter) - 2) + "│ " + carets + more


def excerpt(line: str, start: int, end: int, width: int) -> tuple[str, str]:
    """Return as much of a line as fits around offsets `start:end`, and carets to stand below it.

    Offsets are code points from 0; the width is in columns of a terminal, of which East Asian
    characters take two and combining marks none.
    """
    from rich.cells import cell_len

    line = masked(line)
    start, end = min(start, len(line)), min(max(end, start), len(line))
    first = 0
    if cell_len(line) > width:
        first = max(0, min(start - width // 3, len(line) - width + 1))
    left = "…" if first else ""
    shown = left
    last = first
    while last < len(line) and cell_len(shown + line[last]) <= width - (last + 1 < len(line)):
        shown += line[last]
        last += 1
    right = "…" if last < len(line) else ""
    until = min(max(end, start), last)
    blanks = " " * cell_len(left + line[first:start])
    return shown + right, blanks + "^" * max(1, cell_len(line[start:until]))


def _wrapped(text: str, indent: str, width: int) -> Iterator[StyledLine]:
    for line in safe(text).split("\n"):
        for part in textwrap.wrap(
            line, width, initial_indent=indent, subsequent_indent=indent,
            break_long_words=False, break_on_hyphens=False,
        ) or [""]:  # fmt: skip
            yield "", part


def _next(report: Report) -> Iterator[StyledLine]:
    """Yield what can be done now."""
    if report.written:
        yield "", f"written: {', '.join(report.written)}; the places above are those of now"
        return
    clean = [one for one in report.proposals if one.fate == "clean"]
    if any(one.is_tracked for one in clean):
        yield "", "nothing was changed; --apply clean, or --apply with numbers, makes the changes"
    elif clean:
        yield "", "nothing was changed; --apply clean --untracked makes the changes"
