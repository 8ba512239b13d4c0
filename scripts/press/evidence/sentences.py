"""Prose cut into sentences, each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator

# At the end of a sentence, before the next one; a blank line ends one, too.
_END = re.compile(r"(?<=[.!?…])[\"”’)\]]*\s+(?=[\"“‘(\[]?[^\W_a-z])|\s*\n\s*\n\s*")
_NO_END = re.compile(r"(?:\b(?:e\.g|i\.e|vs|cf|al|approx|Dr|Prof|St|No|Mr|Ms|Mrs)|\b[A-Z])\.$")


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
