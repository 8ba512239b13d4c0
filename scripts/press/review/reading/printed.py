"""A reading of a Word file for a person and for a program."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from press.publication.wording import counted
from press.review.model.changes import Change, Comment, Moment, ReviewDocument
from press.review.model.paragraphs import OBJECT, Paragraph, Span
from press.review.reading.markdown import inline

SCHEMA = "press-review-read"
VERSION = 1
_WIDTH = 90
_LONGEST = 160  # characters of a quotation; the whole of it is in the JSON
# Control characters, and those that turn the order of what a terminal shows.
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_AROUND = 30  # characters shown on either side of a paragraph's end
_UNKNOWN = "unknown author"


def as_text(document: ReviewDocument) -> str:
    """Return a reading for a terminal: threads of comments, then changes, in the text's order."""
    lines = [_title(document)]
    roots = [comment for comment in document.comments if comment.root == comment.id]
    if roots:
        lines += ["", "Comments"]
        answers: dict[str, list[Comment]] = {}
        for comment in document.comments:
            if comment.root != comment.id:
                answers.setdefault(comment.root, []).append(comment)
        for comment in sorted(roots, key=_place):
            lines += ["", *_thread(document, comment, answers.get(comment.id, ()))]
    if document.changes:
        lines += ["", "Changes"]
        for change in document.changes:
            lines += ["", *_change(document, change)]
    return _safe("\n".join(lines)) + "\n"


def notes(document: ReviewDocument) -> str:
    """Return what is to be known before a reading is used, a line each; empty if nothing is."""
    return _safe("\n".join(f"note: {warning}" for warning in document.warnings))


def _safe(text: str) -> str:
    return _UNSAFE.sub(lambda match: f"<U+{ord(match[0]):04X}>", text)


def _title(document: ReviewDocument) -> str:
    counts = [
        counted(len(document.comments), "comment", zero="no"),
        counted(len(document.changes), "tracked change", zero="no"),
    ]
    came = f", export {document.export} (from its {document.export_from})"
    return f"{document.name}: {' and '.join(counts)}{came if document.export else ''}"


def _place(comment: Comment) -> tuple[int, int, str]:
    span = comment.before
    return (span.first, span.start, comment.id) if span else (1 << 60, 0, comment.id)


def _thread(document: ReviewDocument, root: Comment, answers: Sequence[Comment]) -> Iterator[str]:
    state = ", resolved" if root.resolved else ""
    yield f"  {_who(root.author, root.date)}{state}"
    if root.before is None:
        yield "  at no place in the text"
    else:
        at = "at a point" if root.is_point else f"on {_quoted(root.quote)}"
        yield f"  {at} in {_where(document.paragraphs[root.before.first])}"
    yield from _wrapped(root.text, "    ")
    for answer in answers:
        yield f"    {_who(answer.author, answer.date)} answers"
        yield from _wrapped(answer.text, "      ")


def _change(document: ReviewDocument, change: Change) -> Iterator[str]:
    where = _where(document.paragraphs[change.before.first])
    yield f"  {change.number}. {change.kind} in {where}, {_who(change.author, change.date)}"
    if change.inserter:
        yield f"     typed by {change.inserter}, deleted again"
    if change.was or change.now:
        yield f"     {change.was} became {change.now}"
    if change.target is not None:
        yield f"     to {_where(document.paragraphs[change.target.first])}"
    if change.detail:
        yield f"     ({change.detail})"
    if change.kind in {"paragraph split", "paragraph merge"}:
        yield f"     at {_break(document, change)}"
    is_format = bool(change.was or change.now)
    if change.old and not is_format:
        yield f"     - {_quoted(change.old_text)}"
    if change.new and change.kind != "move":
        yield f"     {'on' if is_format else '+'} {_quoted(change.new_text)}"


def _break(document: ReviewDocument, change: Change) -> str:
    """Return what stands on either side of a paragraph's end that came or went."""
    span = max(change.before, change.after, key=lambda item: item.last)
    end = document.paragraphs[span.first].after_text[-_AROUND:]
    start = document.paragraphs[span.last].after_text[:_AROUND]
    return f"{_quoted(end)} ¶ {_quoted(start)}"


def _who(author: str, date: Moment) -> str:
    parts = [author or _UNKNOWN]
    if date.local is not None:
        parts.append(f"{date.local:%Y-%m-%d %H:%M}")
    if date.utc is not None:
        parts.append(f"({date.utc:%Y-%m-%d %H:%M} UTC)")
    return " ".join(parts)


def _where(paragraph: Paragraph) -> str:
    frame = "" if paragraph.frame == "paragraph" else f" ({paragraph.frame})"
    if paragraph.story == "body":
        return f"paragraph {paragraph.index + 1}{frame}"
    note = f" {paragraph.note}" if paragraph.note else ""
    return f"{paragraph.story}{note}{frame}"


def _quoted(text: str) -> str:
    """Return a text as a quotation of one line; its blanks are part of it."""
    line = text.replace("\n", " ¶ ").replace(OBJECT, "[object]")
    return f"“{line if len(line) <= _LONGEST else f'{line[: _LONGEST - 1]}…'}”"


def _wrapped(text: str, indent: str) -> Iterator[str]:
    for line in text.split("\n"):
        yield from textwrap.wrap(
            line, _WIDTH, initial_indent=indent, subsequent_indent=indent, break_long_words=False
        ) or [""]


def as_json(document: ReviewDocument) -> str:
    """Return a reading as JSON: `schema` names its shape, `version` counts the shape's changes.

    Places are paragraphs, counted from 0, and offsets in Unicode code points in the view
    `before` (all changes rejected) and `after` (all accepted). A date is null where the file
    does not tell it: `local` is the reviewer's clock, `utc` the true time.
    """
    data = {
        "schema": SCHEMA,
        "version": VERSION,
        "file": document.name,
        "export": document.export or None,
        "editor": document.editor or None,
        "warnings": list(document.warnings),
        "comments": [_comment_data(comment) for comment in document.comments],
        "changes": [_change_data(change) for change in document.changes],
        "paragraphs": [_paragraph_data(paragraph) for paragraph in document.paragraphs],
        "ledger": {
            "found": dict(document.ledger.found),
            "reported": dict(document.ledger.reported),
        },
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _comment_data(comment: Comment) -> dict[str, Any]:
    return {
        "id": comment.id,
        "author": comment.author or None,
        "initials": comment.initials or None,
        "date": _date_data(comment.date),
        "markdown": comment.text,
        "text": comment.plain,
        "parent": comment.parent or None,
        "root": comment.root,
        "resolved": comment.resolved,
        "point": comment.is_point,
        "quote": comment.quote,
        "quotedView": comment.quoted_view or None,
        "before": _span_data(comment.before),
        "after": _span_data(comment.after),
    }


def _change_data(change: Change) -> dict[str, Any]:
    return {
        "number": change.number,
        "kind": change.kind,
        "author": change.author or None,
        "date": _date_data(change.date),
        "old": change.old_text,
        "new": change.new_text,
        "oldMarkdown": inline(change.old),
        "newMarkdown": inline(change.new),
        "was": change.was or None,
        "now": change.now or None,
        "detail": change.detail or None,
        "inserter": change.inserter or None,
        "before": _span_data(change.before),
        "after": _span_data(change.after),
        "target": _span_data(change.target),
    }


def _paragraph_data(paragraph: Paragraph) -> dict[str, Any]:
    return {
        "story": paragraph.story,
        "frame": paragraph.frame,
        "before": paragraph.before_text,
        "after": paragraph.after_text,
        "end": paragraph.mark,
    }


def _date_data(date: Moment) -> dict[str, str | None]:
    return {"local": _iso(date.local), "utc": _iso(date.utc)}


def _iso(date: datetime | None) -> str | None:
    return date.isoformat().replace("+00:00", "Z") if date else None


def _span_data(span: Span | None) -> Sequence[int] | None:
    return [span.first, span.start, span.last, span.end] if span else None
