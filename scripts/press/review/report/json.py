"""An import for programs.

`{"schema": "press-review-import", "version": 1, "issue", "export", "publication", "files",
"threads": [...], "changes": [...], "ledger": [...], "written", "notes"}`. A later version of the
press may add keys; whatever else changes makes a new version. Lines and columns count from 1 in
Unicode code points, ends are exclusive; what is unknown is null.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from press.review.locate.located import Place
from press.review.model.changes import Moment
from press.review.reading.markdown import inline
from press.review.report.findings import Proposal, Report, Said, Thread

SCHEMA, VERSION = "press-review-import", 1


def json_report(report: Report) -> str:
    """Return an import as JSON."""
    data = {
        "schema": SCHEMA,
        "version": VERSION,
        "publication": report.publication,
        "issue": report.issue,
        "export": report.export,
        "files": list(report.files),
        "threads": [_thread(thread) for thread in report.threads],
        "changes": [_change(change) for change in report.proposals],
        "ledger": [asdict(account) for account in report.accounts],
        "written": list(report.written),
        "notes": list(report.notes),
    }
    return json.dumps(data, ensure_ascii=False, indent=1)


def _thread(thread: Thread) -> dict[str, Any]:
    return {
        "id": thread.id,
        "label": thread.label,
        "place": _place(thread.place),
        "quote": thread.first.quote,
        "quotedView": thread.first.quoted_view or None,
        "point": thread.first.is_point,
        "resolved": thread.is_resolved,
        "news": thread.news,
        "what": thread.what or None,
        "files": list(thread.files),
        "comments": [_said(one) for one in thread.said],
    }


def _said(one: Said) -> dict[str, Any]:
    return {
        "id": one.id,
        "author": one.comment.author or None,
        "initials": one.comment.initials or None,
        "date": _date(one.comment.date),
        "text": one.comment.plain,
        "markdown": one.comment.text,
        "news": one.news,
    }


def _change(change: Proposal) -> dict[str, Any]:
    made = change.change
    return {
        "number": change.number,
        "id": change.id,
        "kind": change.kind,
        "tracked": change.is_tracked,
        "author": change.author or None,
        "date": _date(made.date) if made else None,
        "old": change.old,
        "new": change.new,
        "oldMarkdown": inline(made.old) if made else None,
        "newMarkdown": inline(made.new) if made else None,
        "was": (made.was if made else "") or None,
        "now": (made.now if made else "") or None,
        "place": _place(change.place),
        "status": change.fate,
        "reason": change.reason or None,
        "conflictsWith": list(change.conflicts),
        "news": change.news,
        "what": change.what or None,
        "file": change.file,
    }


def _place(place: Place) -> dict[str, Any] | None:
    if not place.path:
        return {"path": None, "kind": place.kind, "note": place.note or None}
    return {
        "path": place.path,
        "line": place.line,
        "column": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
        "kind": place.kind,
        "key": place.key or None,
        "method": place.method,
        "confidence": round(place.confidence, 3),
        "note": place.note or None,
    }


def _date(date: Moment) -> dict[str, str | None]:
    """Return the reviewer's clock and, where the file tells it, the true time."""
    return {
        "local": date.local.isoformat() if date.local else None,
        "utc": date.utc.isoformat().replace("+00:00", "Z") if date.utc else None,
    }
