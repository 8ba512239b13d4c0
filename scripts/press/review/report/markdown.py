"""An import as a checklist for a ticket, in which the author answers.

The format, which `answers` reads back: a line `<!-- press-review-checklist 1 EXPORT -->`; a
heading for each file; a list item for each thread of comments and each change, whose first line
is a box to tick, an id between backticks (`c…` for a thread, `e…` for a change) and the place.
The item of a thread holds the comments as quotations, and ends with a line `Answer:`. What the
author writes behind it and below it, up to the next item or file's heading, is the answer; a
ticked box says that the thread is settled.
"""

from __future__ import annotations

from collections.abc import Iterator

from press.publication.wording import capital
from press.review.model.paragraphs import Run
from press.review.reading.markdown import inline
from press.review.report.findings import Proposal, Report, Thread
from press.review.report.words import (
    NO_PLACE,
    accounts,
    became,
    by_path,
    fate_of,
    kind_of,
    one_line,
    safe,
    signed,
    state_of,
    summary,
)

VERSION = 1
ANSWER = "Answer:"
_LONGEST = 300


def markdown_report(report: Report) -> str:
    """Return an import as a Markdown checklist."""
    return "\n".join(_lines(report)) + "\n"


def _lines(report: Report) -> Iterator[str]:
    yield f"# Review of issue {report.issue}"
    yield ""
    yield f"<!-- press-review-checklist {VERSION} {report.export} -->"
    yield ""
    yield f"{summary(report)}."
    if report.threads:
        yield (
            f"To answer a comment, write behind or below its line *{ANSWER}* and tick its box "
            "when it is settled; `press review reply` takes both along."
        )
    for note in report.notes:
        yield ""
        yield f"Note: {safe(note)}"
    for path, items in by_path(report).items():
        yield ""
        yield f"## `{path}`" if path else f"## {NO_PLACE}"
        for item in items:
            yield ""
            yield from _thread(item) if isinstance(item, Thread) else _change(item)
    yield ""
    yield "---"
    yield ""
    for line in accounts(report):
        yield f"- {_escaped(line)}"


def _thread(thread: Thread) -> Iterator[str]:
    box = "x" if thread.is_resolved else " "
    place = f"`{thread.place}`" if thread.place.path else "no place"
    yield f"- [{box}] `{thread.id}` {thread.label}, {place}, {state_of(thread)}"
    yield from _note(thread)
    for number, one in enumerate(thread.said):
        comment = one.comment
        on = f" on “{_escaped(one_line(comment.quote, _LONGEST))}”" if comment.quote else ""
        yield ""
        said = " answers" if number else on
        yield f"  **{_escaped(signed(comment.author, comment.date))}**{said}:"
        yield ""
        yield from (f"  > {line}".rstrip() for line in safe(comment.text).split("\n"))
    yield ""
    yield f"  {ANSWER}"


def _change(change: Proposal) -> Iterator[str]:
    box = "x" if change.fate in {"applied", "already applied"} else " "
    date = change.change.date if change.change else None
    place = f"`{change.place}`" if change.place.path else "no place"
    by = f" by {_escaped(signed(change.author, date))}" if change.is_tracked else ""
    yield (
        f"- [{box}] `{change.id}` change {change.number}, {place}: {kind_of(change)}{by}, "
        f"{fate_of(change)}"
    )
    yield from _note(change)
    if words := became(change, _LONGEST):
        yield ""
        yield f"  {_escaped(words)}"
    else:
        for sign, text in (("Old", change.old), ("New", change.new)):
            if text:
                yield ""
                yield f"  {sign}: “{_escaped(one_line(text, _LONGEST))}”"
    if change.reason:
        yield ""
        yield f"  {_escaped(capital(change.reason))}."


def _note(item: Thread | Proposal) -> Iterator[str]:
    if item.place.note:
        yield ""
        yield f"  ({safe(item.place.note)})"


def _escaped(text: str) -> str:
    """Return a text that Markdown shows as it is."""
    return inline((Run(safe(text)),))
