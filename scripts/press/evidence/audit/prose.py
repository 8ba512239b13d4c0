"""The numbers of a text, handed to the rules of the numbers, and their findings brought back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from press.evidence.contradictions import Telling
from press.evidence.finding import Finding, Place
from press.evidence.intake import Passage
from press.evidence.intake.passages import joined
from press.evidence.numbers import check_prose

# A name that no file has: places that carry it are those of the joined text.
_JOINED = "<text>"
_PLACE = re.compile(rf"{_JOINED}:(\d+):(\d+)")


def number_findings(telling: Telling) -> Iterator[Finding]:
    """Yield what is impossible or unlikely in the numbers of a text, at its place in the file.

    All sections are read as one text, so that the summary's participants are known in the results.
    """
    parts: list[Passage] = []
    for told in telling.sections:
        parts += [told.content, Passage()]
    text = joined(parts)
    starts = [0, *(match.end() for match in re.finditer("\n", text.text))]

    def where(line: int, column: int) -> Place:
        return telling.place(text, starts[min(line, len(starts)) - 1] + column - 1)

    def named(source: str) -> str:
        return _PLACE.sub(lambda match: str(where(int(match[1]), int(match[2]))), source)

    for finding in check_prose(text.text, _JOINED):
        evidence = tuple(value._replace(source=named(value.source)) for value in finding.evidence)
        place = where(finding.place.line, finding.place.column)
        yield replace(finding, place=place, evidence=evidence)
