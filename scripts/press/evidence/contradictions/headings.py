"""Headings with nothing under them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from press.evidence.contradictions.telling import Telling
from press.evidence.finding import Evidence, Finding, RuleNote
from press.evidence.intake import Passage

NOTE = RuleNote(
    "heading-empty",
    "text",
    "A heading, or a line that announces something, has nothing under it.",
    "Write what belongs there, or delete it.",
)

_MEND = "write what belongs there, or delete it"
_ANNOUNCES = re.compile(r"[^.:]{3,80}[:：]\s*(?:\*\*|__)?\s*$")
_ENTRY = re.compile(r"(?:[-*•]\s+)?(?:\*\*)?[A-Z][^.:\d][^.:]{1,40}[:：](?:\*\*)?\s+\S")
_BLOCK = re.compile(r"\s*(?:[-*+•]\s|\d{1,3}[.)]\s|\||```|~~~|>|!\[|Table:|\$)")


def find(telling: Telling) -> Iterator[Finding]:
    """Yield headings without content, and lines that end in a colon with nothing behind it."""
    for index, told in enumerate(telling.sections):
        following = telling.sections[index + 1 :]
        if not told.content and not (following and following[0].level > told.level):
            name = told.heading.text.strip(" :*#")
            yield telling.finding(
                NOTE.id,
                "error",
                (told.heading, 0),
                f"nothing stands under the heading {name}",
                _MEND,
                Evidence("heading", told.heading.text, telling.source(told.heading)),
            )
        yield from _lines(telling, told.content)


def _lines(telling: Telling, content: Passage) -> Iterator[Finding]:
    lines = content.lines()
    for index, (line, after) in enumerate(pairwise([*lines, Passage()])):
        if not _ANNOUNCES.fullmatch(line.text) or _BLOCK.match(after.text):
            continue
        # Between two entries of one list, a line that only names its entry is an empty one.
        before = lines[index - 1].text if index else ""
        among = bool(_ENTRY.match(before) and _ENTRY.match(after.text))
        if not after or _ANNOUNCES.fullmatch(after.text) or among:
            yield telling.finding(
                NOTE.id,
                "warning",
                (line, 0),
                f"nothing follows “{line.text.strip(' *_')}”",
                _MEND,
                Evidence("line", line.text, telling.source(line)),
            )
