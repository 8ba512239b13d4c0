"""What an author wrote into the checklist of an import (see `report_markdown` for its format)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from press.publication import PressError, Problem, failure
from press.review.report.markdown import ANSWER, VERSION
from press.review.report.words import NO_PLACE

_HEAD = re.compile(r"<!-- press-review-checklist (\d+) (\S+) -->")
_ID = r"[ce][0-9a-f]{10}(?:-\d+)?"
_ITEM = re.compile(rf" {{0,3}}[-*+] +\[([ xX])\] +`({_ID})`")
_LIKE_ITEM = re.compile(rf"\s*(?:[-*+]|\d+[.)])?\s*\\?\[.{{0,3}}\]\s*\\?`{_ID}")
_FILE = re.compile(rf"## (?:`[^`]+`|{re.escape(NO_PLACE)})\s*$")
_RULE = re.compile(r"---\s*$")
_ACCOUNT = re.compile(r"- .*\breview marks? read: ")
# Behind the word, or in the middle of its marks: `*Answer:*`, `**Answer**:`.
_WORD = re.escape(ANSWER.rstrip(":"))
_ANSWER = re.compile(
    rf"(\s*)(?P<mark>[*_]{{0,3}}){_WORD}(?::(?P=mark)|(?P=mark)\s*:)(.*)", re.IGNORECASE
)
_PRINTED = re.compile(r"\s*$|  (?:>|\*\*.*:$|\(.*\)$)")  # below a thread's first line
_MEND = f"write it behind or below the line {ANSWER} of a comment"


@dataclass(frozen=True)
class Answer:
    """The answer to a thread of comments, by its lasting id; `is_settled` by its ticked box.

    `file` and `line` are where it stands, to be told where something is wrong with it.
    """

    id: str
    text: str
    is_settled: bool
    file: str = "checklist"
    line: int = 1


@dataclass(frozen=True)
class Checklist:
    """A checklist as its author left it: the export that it is about, and the threads in it."""

    export: str
    answers: dict[str, Answer]


@dataclass
class _ChecklistItem:
    """An item while it is read; `lines` are its answer's, None above it."""

    id: str
    is_settled: bool
    line: int
    indent: int = 2
    lines: list[str] | None = field(default=None)

    @property
    def is_thread(self) -> bool:
        return self.id.startswith("c")

    @property
    def text(self) -> str:
        return "\n".join(self.lines or ()).strip()


def read_checklist(name: str, text: str) -> Checklist:
    """Read a checklist; `name` is what it is called in errors.

    Answers are Markdown; one that was not written is empty. Raises PressError where the text is
    no checklist, or one of a later version, and for every word that is in no answer and was not
    printed by the press: it would be lost.
    """
    head = _HEAD.search(text)
    if head is None or int(head[1]) > VERSION:
        message = "this is no checklist of a review that this press can read"
        mend = "make it with `press review import FILE --report md`, and keep its first lines"
        raise failure(name, message, mend, "review")
    problems: list[Problem] = []
    answers: dict[str, Answer] = {}
    lines = text.splitlines()
    for item in _items(name, lines, problems):
        if not item.is_thread:
            continue
        answer = Answer(item.id, item.text, item.is_settled, name, item.line)
        there = answers.get(item.id)
        if there is not None and there.text and answer.text != there.text:
            message = f"the comment {item.id} is answered in line {there.line} too"
            problems.append(_problem(name, item.line, message, "leave one of the two answers"))
        answers[item.id] = answer
    problems += _below(name, lines)
    if problems:
        raise PressError(problems)
    return Checklist(head[2], answers)


def _items(name: str, lines: list[str], problems: list[Problem]) -> Iterator[_ChecklistItem]:
    """Yield the items of a checklist, and add what is in none of their answers to `problems`."""
    item: _ChecklistItem | None = None
    is_inside = False  # behind the first item or heading: what stands above is about all
    for number, line in enumerate(lines[: _end(lines)], start=1):
        begins = _ITEM.match(line)
        if begins or _FILE.match(line):
            if item is not None:
                yield item
            item = _ChecklistItem(begins[2], begins[1] != " ", number) if begins else None
            is_inside = True
        elif _LIKE_ITEM.match(line):
            mend = "begin it as it was printed: - [ ] `ID`"
            problems.append(_problem(name, number, "this item's first line was changed", mend))
        elif item is not None and item.lines is not None:
            item.lines.append(re.sub(rf"^ {{1,{item.indent}}}", "", line))
        elif item is not None and item.is_thread and (found := _ANSWER.match(line)):
            item.indent = max(len(found[1]), 2)
            item.lines, item.line = [found[3].strip()], number
        elif is_inside and _is_lost(item, line):
            problems.append(_problem(name, number, "this line belongs to no answer", _MEND))
    if item is not None:
        yield item


def _below(name: str, lines: list[str]) -> Iterator[Problem]:
    """Yield what stands below the last rule and is no account of a file."""
    end = _end(lines)
    for number, line in enumerate(lines[end + 1 :], start=end + 2):
        if line.strip() and not _ACCOUNT.match(line):
            yield _problem(name, number, "this line belongs to no answer", _MEND)


def _end(lines: list[str]) -> int:
    """Return the number of lines above the rule that the files' accounts stand below.

    Another rule is the author's own.
    """
    rules = [number for number, line in enumerate(lines) if _RULE.match(line)]
    told = [number for number, line in enumerate(lines) if _ACCOUNT.match(line)]
    until = told[-1] if told else len(lines)
    above = [number for number in rules if number < until]
    is_last = told or (above and not "".join(lines[above[-1] + 1 :]).strip())
    return above[-1] if above and is_last else len(lines)


def _is_lost(item: _ChecklistItem | None, line: str) -> bool:
    """Tell whether a line outside of answers is not the press's own.

    What is printed of a change is of many kinds, but never at the margin.
    """
    if not line.strip():
        return False
    if item is None:
        return True
    if item.is_thread:
        return _PRINTED.match(line) is None
    return not line.startswith("  ") or _ANSWER.match(line) is not None


def _problem(name: str, line: int, message: str, mend: str) -> Problem:
    return Problem(name, line, 1, "review", message, mend)
