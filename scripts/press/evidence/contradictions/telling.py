"""A study as a text tells it: one shape for items of a page and for digests of ours."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from press.bibliography import Entry
from press.evidence.entries.work_of import work_of
from press.evidence.finding import Evidence, Finding, Place
from press.evidence.intake import Item, Page, Passage, given_work
from press.evidence.intake.labels import SECTIONS
from press.evidence.intake.passages import Piece, joined, text_lines
from press.evidence.works.work import Work
from press.publication import Digest, Source
from press.publication.problems import Severity

_HEADING = re.compile(r"^(#{2,6})\s+(.+?)\s*(?:#+\s*)?(?:\{[^}]*\})?\s*$")
_FENCE = re.compile(r"^\s*(?:```|~~~)")


@dataclass(frozen=True)
class Told:
    """A part of a text under one heading: the heading, its level (1 is highest), what follows.

    `field` is what the heading was read as on a page: `summary`, `results`, `conclusion` …
    """

    heading: Passage
    level: int
    content: Passage
    field: str = ""


@dataclass(frozen=True)
class Telling:
    """A study as a text tells it; what the text does not have is None or empty.

    `work` is the study as the reference has it (a page's citation, or the entry of a digest), and
    `reference` where that stands: a passage of the page, or the place of the entry.
    `is_ours` tells a digest of the publication from an item of a page.
    """

    path: str
    item: int
    subject: str
    title: Passage
    work: Work
    authors: Passage | None = None
    link: Passage | None = None
    citation: Passage | None = None
    reference: Place = field(default_factory=lambda: Place(""))
    sections: tuple[Told, ...] = ()
    loose: tuple[Passage, ...] = ()
    is_ours: bool = False

    @property
    def has_reference(self) -> bool:
        """Tell whether the text says what it is about in a reference, however wrong."""
        return bool(self.citation) or (self.is_ours and bool(self.reference.path))

    @property
    def summary(self) -> Passage:
        """Return the section that says what the study is, or the first."""
        named = [told for told in self.sections if told.heading.text.lower().find("summary") >= 0]
        chosen = (named or [*self.sections])[:1]
        return chosen[0].content if chosen else Passage()

    @property
    def body(self) -> Passage:
        """Return all sections' contents as one passage."""
        return joined(told.content for told in self.sections)

    def passages(self) -> Iterator[tuple[str, Passage]]:
        """Yield every part of the text with its name."""
        for name in ("title", "authors", "link", "citation"):
            passage = getattr(self, name)
            if passage:
                yield name, passage
        for told in self.sections:
            yield told.heading.text or "text", told.content
        for passage in self.loose:
            yield "text", passage

    def place(self, passage: Passage, offset: int = 0) -> Place:
        """Return where an offset of a passage stands."""
        line, column = passage.where(offset)
        return Place(self.path, line, column, self.item, self.subject)

    def source(self, passage: Passage, offset: int = 0) -> str:
        """Return a place as evidence prints it: `page.html:12`."""
        place = self.place(passage, offset)
        return f"{place.path}:{place.line}"

    def referred(self) -> str:
        """Return where the reference stands, as evidence prints it."""
        return f"{self.reference.path}:{self.reference.line}"

    def finding(
        self,
        rule: str,
        severity: Severity,
        at: tuple[Passage, int],
        message: str,
        mend: str,
        *evidence: Evidence,
    ) -> Finding:
        """Return a finding at an offset of a passage."""
        return Finding(rule, severity, message, mend, self.place(*at), evidence)


def of_page(page: Page) -> tuple[Telling, ...]:
    """Return every item of a page."""
    return tuple(of_item(page.path, item) for item in page.items)


def of_item(path: str, item: Item) -> Telling:
    """Return an item of a page as a telling."""
    title = item.first("title") or Passage()
    citation = item.first("citation")
    place = Place(path, *(citation or title).where(), item.number)
    return Telling(
        path=path,
        item=item.number,
        subject=f"item {item.number}",
        title=title,
        work=given_work(item).work,
        authors=item.first("authors"),
        link=item.first("link"),
        citation=citation,
        reference=place,
        sections=tuple(
            Told(part.label, 1, part.content, part.field)
            for part in item.parts
            if part.field in SECTIONS
        ),
        loose=tuple(part.content for part in item.parts if part.field == "unplaced"),
    )


def of_digest(digest: Digest, entries: Mapping[str, Entry]) -> Telling:
    """Return a digest of ours as a telling; its reference is the entry of its study."""
    entry = entries.get(digest.meta.study)
    return Telling(
        path=digest.source.path,
        item=0,
        subject=digest.slug,
        title=_front(digest.source, "title", digest.meta.title),
        work=work_of(entry) if entry else Work(),
        reference=Place(entry.path, entry.line, 1, 0, entry.key) if entry else Place(""),
        sections=tuple(_sections(digest.source)),
        is_ours=True,
    )


def _front(source: Source, key: str, value: str) -> Passage:
    position = source.position(f"{key}.=")
    return Passage(value, (Piece(0, position.line, position.column),))


def _sections(source: Source) -> Iterator[Told]:
    """Yield the sections of a body; a heading within a fence of code is none."""
    lines = [
        Passage(line.text, tuple(piece._replace(line=piece.line + source.body_line - 1)
                                 for piece in line.pieces))
        for line in text_lines(source.body)
    ]  # fmt: skip
    starts: list[int] = []
    fenced = False
    for index, line in enumerate(lines):
        fenced ^= bool(_FENCE.match(line.text))
        if not fenced and _HEADING.match(line.text):
            starts.append(index)
    for start, end in pairwise([*starts, len(lines)]):
        match = _HEADING.match(lines[start].text)
        if match:
            heading = lines[start].part(*match.span(2))
            yield Told(heading, len(match[1]) - 1, joined(lines[start + 1 : end]))
