"""Prose cut into sentences or statements, each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator

# At the end of a sentence, before the next one; a blank line ends one, too.
_END = re.compile(r"(?<=[.!?…])[\"”’)\]]*\s+(?=[\"“‘(\[]?[^\W_a-z])|\s*\n\s*\n\s*")
_NO_END = re.compile(r"(?:\b(?:e\.g|i\.e|vs|cf|al|approx|Dr|Prof|St|No|Mr|Ms|Mrs)|\b[A-Z])\.$")
# Numbers belong to one statement: a sentence, a list item, a heading or a row.
_STATEMENT_END = re.compile(r"[.!?][)\]\"'’”]*(?=\s)|\n+")
_ABBREVIATION = re.compile(
    r"(?:\b(?:vs|e\.g|i\.e|al|approx|ca|cf|no|fig|dr|st|resp|incl)|\b[pP]|\b[A-Z])\.$",
    re.IGNORECASE,
)
_RUNS_ON = re.compile(r"[\w,(–-]\s*$")
_CARRIED_ON = re.compile(r"[a-z0-9(]")


def sentences(text: str) -> Iterator[tuple[int, str]]:
    """Yield the sentences of a text, each with the place of its first character."""
    start = 0
    for match in _END.finditer(text):
        if "\n\n" not in match[0] and _NO_END.search(text[start : match.start()]):
            continue
        if text[start : match.start()].strip():
            yield start, text[start : match.end()].rstrip()
        start = match.end()
    if text[start:].strip():
        yield start, text[start:].rstrip()


def statements(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each sentence, list item or heading of a text begins and ends."""
    start = 0
    for match in _STATEMENT_END.finditer(text):
        before = text[start : match.end()]
        if not before.strip():
            continue  # the white space between two sentences belongs to the second
        if match[0].startswith("\n"):
            if len(match[0]) == 1 and _runs_on(text, match.start(), match.end()):
                continue
        elif _ABBREVIATION.search(before):
            continue
        yield start, match.end()
        start = match.end()
    if start < len(text):
        yield start, len(text)


def _runs_on(text: str, end: int, start: int) -> bool:
    """Tell whether a line goes on in the next one, as in text that is wrapped by hand."""
    line = text[text.rfind("\n", 0, end) + 1 : end]
    return bool(_RUNS_ON.search(line) and _CARRIED_ON.match(text, start)) and len(line) > 60  # noqa: PLR2004
