"""An import as SARIF 2.1.0, so that code hosts and editors show reviews at their lines."""

from __future__ import annotations

from typing import Any

from press.publication.sarif import sarif_log, sarif_place, sarif_rule
from press.publication.wording import capital
from press.review.report.findings import Proposal, Report, Thread
from press.review.report.words import fate_of, kind_of, one_line, signed, state_of

_LONGEST = 300
_NEWS = {"new": "new", "changed": "updated", "known": "unchanged"}
# Rule: its level, what it tells, what to do.
_RULES = {
    "comment": ("note", "A reviewer's comment.", "Answer it, or change the text."),
    "change": (
        "note",
        "A reviewer's change that can be applied, or is in the source already.",
        "Look at it; `press review import FILE --apply NUMBERS` makes it.",
    ),
    "change-untracked": (
        "warning",
        "Text that differs from what was sent out, and that no editor recorded as a change.",
        "Look at it; `--untracked` lets it be applied.",
    ),
    "change-by-hand": (
        "warning",
        "A reviewer's change that the press cannot make.",
        "Make it in the source, or tell the reviewer why not.",
    ),
    "change-conflict": (
        "warning",
        "A reviewer's change of text that somebody else has changed since.",
        "Decide which text stands, and make the change in the source.",
    ),
}


def sarif_report(report: Report) -> str:
    """Return an import as SARIF 2.1.0 (OASIS standard, 27 March 2020).

    What an earlier import has seen is `unchanged`; resolved comments are suppressed, in the
    words of the standard: shown as closed.
    """
    rules = [
        sarif_rule(name, what, mend, defaultConfiguration={"level": level})
        for name, (level, what, mend) in _RULES.items()
    ]
    results = [
        *(_thread(report, thread) for thread in report.threads),
        *(_change(report, change) for change in report.proposals),
    ]
    return sarif_log(rules, results, automationDetails={"id": f"press-review/{report.issue}/"})


def _thread(report: Report, thread: Thread) -> dict[str, Any]:
    on = f" on “{one_line(thread.first.quote, _LONGEST)}”" if thread.first.quote else ""
    said = [
        f"{signed(one.comment.author, one.comment.date)}{on if not number else ' answers'}: "
        f"{one.comment.plain}"
        for number, one in enumerate(thread.said)
    ]
    result = _result(report, "comment", "\n\n".join(said), thread)
    result["properties"] = {"state": state_of(thread), "label": thread.label}
    if thread.is_resolved:
        result["suppressions"] = [{"kind": "external", "justification": "resolved in Word"}]
    return result


def _change(report: Report, change: Proposal) -> dict[str, Any]:
    date = change.change.date if change.change else None
    by = f" by {signed(change.author, date)}" if change.is_tracked else ""
    parts = [f"Change {change.number}{by}: {kind_of(change)}, {fate_of(change)}."]
    if change.old:
        parts.append(f"Old: “{one_line(change.old, _LONGEST)}”.")
    if change.new:
        parts.append(f"New: “{one_line(change.new, _LONGEST)}”.")
    if change.reason:
        parts.append(f"{capital(change.reason)}.")
    result = _result(report, _rule(change), " ".join(parts), change)
    result["properties"] = {"number": change.number, "status": change.fate, "file": change.file}
    return result


def _rule(change: Proposal) -> str:
    if change.fate == "conflict":
        return "change-conflict"
    if change.fate in {"by hand", "refused"}:
        return "change-by-hand"
    return "change" if change.is_tracked else "change-untracked"


def _result(report: Report, rule: str, text: str, item: Thread | Proposal) -> dict[str, Any]:
    region: dict[str, int] | None = None
    place = item.place
    path = place.path
    if path:
        region = {"startLine": place.line, "startColumn": place.column}
        region |= {"endLine": place.end_line, "endColumn": place.end_column}
    else:
        # Code hosts want a file for everything: what stands nowhere is said of the whole issue.
        path = report.order[0] if report.order else "mkdocs.yml"
        text += f"\n\nIts place is not known: {place.note}."
    return {
        "ruleId": rule,
        "level": _RULES[rule][0],
        "message": {"text": text},
        "locations": [{"physicalLocation": sarif_place(path, region)}],
        "partialFingerprints": {"pressReview/v1": item.id},
        "baselineState": _NEWS[item.news],
    }
