"""The year of the reference against those beside title and authors and in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from press.evidence.contradictions.telling import Telling
from press.evidence.finding import Evidence, Finding, RuleNote
from press.evidence.intake import Passage

NOTE = RuleNote(
    "year-told",
    "year",
    "Title, authors or text tell of another year than the reference's, or of later events.",
    "Look the year up; a paper cannot tell of what came after it.",
)

_YEAR = re.compile(r"(?<![\d.,/-])(?:19|20)\d\d(?![\d,/-]|\.\d)")
_TAIL = re.compile(r"(?:\(|,\s*|\s)(?P<year>(?:19|20)\d\d)\)?\s*$")
_BRACKETS = re.compile(r"\((?P<year>(?:19|20)\d\d)\)")
_AHEAD = re.compile(
    r"\b(?:by|until|till|through|before|for|expected|planned|to)\s+$", re.IGNORECASE
)
_COUNTED = re.compile(r"^\s*(?:participants|patients|people|adults|mg|ml|days|%|°)", re.IGNORECASE)
_OTHER_WORK = re.compile(r"@|\[\^|\]\(")


def find(telling: Telling) -> Iterator[Finding]:
    """Yield years that contradict the reference's."""
    year = telling.work.year
    if not telling.has_reference or not year.isdigit():
        return
    for what, passage, match in _beside(telling):
        if match["year"] != year:
            # Papers appear online in one year and in an issue in the next.
            severity = "warning" if abs(int(match["year"]) - int(year)) == 1 else "error"
            yield telling.finding(
                NOTE.id,
                severity,  # type: ignore[arg-type]
                (passage, match.start("year")),
                f"{what} say{'' if what.endswith('s') else 's'} {match['year']}, "
                f"the reference {year}",
                "look the year up, and write that of the issue in both",
                Evidence(f"year of {what}", match["year"], telling.source(passage)),
                Evidence("year in the reference", year, telling.referred()),
            )
    yield from _events(telling, int(year))


def _beside(telling: Telling) -> Iterator[tuple[str, Passage, re.Match[str]]]:
    if telling.is_ours:
        return
    if match := _TAIL.search(telling.title.text):
        yield "the title", telling.title, match
    if telling.authors and (match := _BRACKETS.search(telling.authors.text)):
        yield "the authors", telling.authors, match


def _events(telling: Telling, year: int) -> Iterator[Finding]:
    """Yield the latest year of a section that lies behind the reference's.

    In a digest of ours, a sentence that cites or links something tells of that.
    """
    for told in telling.sections:
        if telling.is_ours and told.heading.text not in {"Summary", "Results"}:
            continue
        text = told.content.text
        later = [
            match
            for match in _YEAR.finditer(text)
            if int(match[0]) > year
            and not _AHEAD.search(text[: match.start()])
            and not _COUNTED.match(text[match.end() :])
            and not (telling.is_ours and _OTHER_WORK.search(_sentence(text, match.start())))
        ]
        if later:
            last = max(later, key=lambda match: int(match[0]))
            gap = int(last[0]) - year
            yield telling.finding(
                NOTE.id,
                "warning" if telling.is_ours or gap == 1 else "error",
                (told.content, last.start()),
                f"the text tells of {last[0]}, the reference is of {year}",
                "look the year up; a paper cannot tell of what came after it",
                Evidence("year in the text", last[0], telling.source(told.content, last.start())),
                Evidence("year in the reference", str(year), telling.referred()),
            )


def _sentence(text: str, offset: int) -> str:
    """Return the paragraph's sentence round an offset."""
    start = max(text.rfind(mark, 0, offset) for mark in (". ", ".\n", "\n\n")) + 1
    ends = [end for mark in (". ", ".\n", "\n\n") if (end := text.find(mark, offset)) >= 0]
    return text[start : min(ends, default=len(text))]
