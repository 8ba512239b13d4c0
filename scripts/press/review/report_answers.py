"""What an author wrote into the checklist of an import (see `report_markdown` for its format)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from press.publication import failure
from press.review.report_markdown import ANSWER, VERSION
from press.review.report_words import NO_PLACE

_HEAD = re.compile(r"<!-- press-review-checklist (\d+) (\S+) -->")
_ITEM = re.compile(r"[-*+] \[([ xX])\] `([ce][0-9a-f]{10}(?:-\d+)?)`")
_FILE = re.compile(rf"## (?:`|{re.escape(NO_PLACE)})|---\s*$")
_ANSWER = re.compile(rf" {{0,4}}(?:\*\*)?{ANSWER}(?:\*\*)?(.*)")
_INDENT = re.compile(r"^ {1,2}")


@dataclass(frozen=True)
class Answer:
    """The answer to a thread of comments, by its lasting id; `is_settled` by its ticked box."""

    id: str
    text: str
    is_settled: bool


@dataclass(frozen=True)
class Checklist:
    """A checklist as its author left it: the export that it is about, and the threads in it."""

    export: str
    answers: dict[str, Answer]


def read_checklist(name: str, text: str) -> Checklist:
    """Read a checklist; `name` is what it is called in errors.

    Answers are Markdown; one that was not written is empty. Raises PressError where the text is
    no checklist, or one of a later version.
    """
    head = _HEAD.search(text)
    if head is None or int(head[1]) > VERSION:
        message = "this is no checklist of a review that this press can read"
        mend = "make it with `press review import FILE --report md`, and keep its first lines"
        raise failure(name, message, mend, "review")
    answers: dict[str, Answer] = {}
    item: re.Match[str] | None = None
    lines: list[str] | None = None
    for line in [*text.splitlines(), "---"]:
        begins = _ITEM.match(line)
        if begins or _FILE.match(line):
            if item is not None and item[2].startswith("c"):
                said = "\n".join(lines or ()).strip()
                answers[item[2]] = Answer(item[2], said, item[1] != " ")
            item, lines = begins, None
        elif lines is not None:
            lines.append(_INDENT.sub("", line))
        elif item is not None and (found := _ANSWER.match(line)):
            lines = [found[1].strip()]
    return Checklist(head[2], answers)
