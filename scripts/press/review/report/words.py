"""Words that the reports of an import share: who, when, how many, what became of it."""

from __future__ import annotations

import re
from collections import Counter
from functools import partial

from press.publication.wording import counted
from press.review.merge.items import Fate
from press.review.model.changes import Moment
from press.review.model.paragraphs import OBJECT
from press.review.report.findings import Proposal, Report, Thread

# Control characters, and those that turn the order of what is shown around them.
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
PLAIN = "plain"  # what a look without any property is called
_UNKNOWN = "unknown author"
NO_PLACE = "At no place in the sources"
_FATES: tuple[Fate, ...] = ("clean", "already applied", "conflict", "by hand", "applied", "refused")
_many = partial(counted, zero="no")


def safe(text: str) -> str:
    """Return a text with characters that could play tricks on its reader told by their number."""
    return _UNSAFE.sub(lambda match: f"<U+{ord(match[0]):04X}>", text)


def masked(text: str) -> str:
    """Return a text of the same length, its control characters and tabs replaced."""
    return _UNSAFE.sub("\ufffd", text.replace("\t", " "))


def one_line(text: str, longest: int = 0) -> str:
    """Return a text as one line, paragraphs parted by ¶, cut to so many characters (0: whole)."""
    line = safe(text.replace("\n", " ¶ ").replace(OBJECT, "[object]"))
    return line if not longest or len(line) <= longest else line[: longest - 1] + "…"


def who(author: str) -> str:
    """Return an author's name."""
    return safe(" ".join(author.split())) or _UNKNOWN


def when(date: Moment) -> str:
    """Return a moment to the minute, by the reviewer's clock; empty where it is unknown."""
    return f"{date.local:%Y-%m-%d %H:%M}" if date.local else ""


def signed(author: str, date: Moment | None) -> str:
    """Return who said something, and when."""
    return ", ".join(filter(None, (who(author), when(date) if date else "")))


def state_of(thread: Thread) -> str:
    """Return what a reader should know of a thread first: `new`, `known, resolved`."""
    return ", ".join(filter(None, _told(thread.news, thread.what, is_resolved=thread.is_resolved)))


def _told(news: str, what: str, *, is_resolved: bool) -> list[str]:
    resolved = "resolved" if is_resolved and "resolved" not in what else ""
    return [f"{news}: {what}" if what else news, resolved]


def fate_of(change: Proposal) -> str:
    """Return what becomes of a change, and what is new of it: `clean, new`."""
    news = f"{change.news}: {change.what}" if change.what else change.news
    return f"{change.fate}, {news}"


def kind_of(change: Proposal) -> str:
    """Return what kind of change it is, in words for a person."""
    if change.is_tracked:
        return change.kind
    return "replacement, not tracked" if change.old and change.new else (
        "insertion, not tracked" if change.new else
        "deletion, not tracked" if change.old else "change, not tracked"
    )  # fmt: skip


def became(change: Proposal, longest: int = 0) -> str:
    """Return what became of a format, in words; of a paragraph its text is not told.

    Empty where a change is none of formats.
    """
    made = change.change
    if made is None or not (made.was or made.now):
        return ""
    if change.kind == "run format" or PLAIN not in {made.was, made.now}:
        words = f"{made.was} became {made.now}"
    else:
        words = f"it got {made.now}" if made.was == PLAIN else f"it lost {made.was}"
    return safe(words) + (f" on “{one_line(change.old, longest)}”" if change.old else "")


def summary(report: Report) -> str:
    """Return the counts in a line."""
    comments = sum(len(thread.said) for thread in report.threads)
    parts = [_many(comments, "comment")]
    if report.threads:
        news = Counter(one.news for thread in report.threads for one in thread.said)
        closed = len(report.threads) - len(report.open_threads)
        told = [f"{news['new']} new" if news["new"] else "none new"]
        told += [f"{closed} of {_many(len(report.threads), 'thread')} resolved"] * bool(closed)
        parts[0] += f" ({', '.join(told)})"
    parts.append(_many(len(report.proposals), "change"))
    if report.proposals:
        fates = Counter(one.fate for one in report.proposals)
        told = [f"{fates[fate]} {fate}" for fate in _FATES if fates[fate]]
        parts[1] += f" ({', '.join(told)})"
    return ", ".join(parts)


def accounts(report: Report) -> list[str]:
    """Return, a line for each file, that everything counted in it was told."""
    return [
        f"{one.file}: {_many(one.marks, 'review mark')} read: "
        f"{_many(one.comments, 'comment')}, {_many(one.changes, 'tracked change')}"
        + (f", {one.untracked} not tracked" if one.untracked else "")
        + (f", {_many(one.empty, 'mark')} that hold nothing" if one.empty else "")
        + f"; {one.listed} listed, {one.applied} applied, {one.refused} refused"
        for one in report.accounts
    ]


def by_path(report: Report) -> dict[str, list[Thread | Proposal]]:
    """Return threads and changes by file as printed, in the order of their lines.

    What stands at no place has the path "", and comes last.
    """
    many: list[Thread | Proposal] = [*report.threads, *report.proposals]
    found: dict[str, list[Thread | Proposal]] = {path: [] for path in report.order}
    for one in many:
        found.setdefault(one.place.path, []).append(one)
    nowhere = found.pop("", [])
    for items in found.values():
        items.sort(key=lambda one: (one.place.line, one.place.column, isinstance(one, Proposal)))
    ordered = {path: items for path, items in found.items() if items}
    return ordered | ({"": nowhere} if nowhere else {})
