"""What the parts of the writer share while one issue becomes a Word file."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from lxml.html import HtmlElement

from press.docx.anchors import GENERATED, SOURCE, Anchors
from press.docx.formats import is_rtl
from press.docx.manifest import Block, CitationPlace, Field
from press.docx.mapping import Mapper
from press.docx.numbering import Numbering
from press.docx.ooxml import Element, add, make, w
from press.docx.origins import origin
from press.docx.paragraph import Paragraph
from press.docx.sources import SourceText
from press.publication import Problem, Settings

if TYPE_CHECKING:
    from docx.opc.part import Part

    from press.docx.notes import Notes

DOCUMENT, FOOTNOTES = "document", "footnotes"  # the names of stories
WIDTH = 8334  # of the text, in twentieths of a point: 147 mm
WIDE = 9298  # of a broad table: with the right margin of A4 as narrow as the left, 164 mm


@dataclass
class Story:
    """A part of the package that holds text, with its links by address."""

    name: str
    part: Part
    links: dict[str, str] = field(default_factory=dict)

    def link(self, address: str) -> str:
        """Return the id of the relationship to an address of the web."""
        from docx.opc.constants import RELATIONSHIP_TYPE

        if address not in self.links:
            number = f"rIdLink{len(self.links) + 1}"
            self.part.rels.add_relationship(
                RELATIONSHIP_TYPE.HYPERLINK, address, number, is_external=True
            )
            self.links[address] = number
        return self.links[address]


@dataclass(frozen=True)
class Place:
    """Where the next paragraph goes, and what it is when nothing else says so."""

    parent: Element
    story: Story
    style: str = "BodyText"
    kind: str = "p"
    level: int = -1  # of the list around it
    number: int = 0  # id of the list whose next item begins here
    align: str = ""
    column: int | None = None  # of the Markdown table around it
    width: int = WIDTH
    note: str = ""  # the bookmark round the mark of the footnote around it

    def changed(self, **changes: object) -> Place:
        """Return the place with some of its properties changed."""
        return replace(self, **changes)  # type: ignore[arg-type]


@dataclass
class Heading:
    """A heading that the contents list."""

    level: int
    text: str
    name: str


@dataclass
class Book:
    """The state of one export."""

    settings: Settings
    sources: Mapping[str, SourceText]
    entries: Mapping[str, tuple[str, int, str]]  # cited ones: file, line, text
    numbering: Numbering
    notes: Notes
    anchors: Anchors = field(default_factory=Anchors)
    blocks: list[Block] = field(default_factory=list)
    citations: list[CitationPlace] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    links: list[tuple[Element, str]] = field(default_factory=list)
    waiting_ids: list[str] = field(default_factory=list)
    captions: dict[str, int] = field(default_factory=dict)
    pictures: int = 0
    _mapper: Mapper = field(default_factory=Mapper)

    def open(self, block: HtmlElement, place: Place, style: str = "", kind: str = "") -> Paragraph:
        """Begin a paragraph for a block of the tree."""
        element = add(place.parent, "p")
        properties = add(element, "pPr")
        add(properties, "pStyle", val=style or place.style)
        if place.number:
            numbers = add(properties, "numPr")
            add(numbers, "ilvl", val=str(place.level))
            add(numbers, "numId", val=str(place.number))
        paragraph = Paragraph(element, kind or place.kind, origin(block), place.story)
        paragraph.width = place.width
        return paragraph

    def close(self, paragraph: Paragraph, block: HtmlElement, place: Place) -> str:
        """End a paragraph: set its direction and anchor, record it; return its bookmark."""
        text = paragraph.text
        self._set_direction(paragraph, block, place, text)
        made = replace(self._block(paragraph, place, text), note=place.note)
        self.anchors.around(paragraph.element, made.id)
        ids = [*self.waiting_ids, block.get("id") or ""]
        ids += (
            [inner.get("id", "") for inner in block.iterfind(".//*[@id]")]
            if block.tag in _LEAVES
            else []
        )
        for identifier in filter(None, ids):
            self.anchors.of_html_id.setdefault(identifier, made.id)
        self.waiting_ids.clear()
        self.blocks.append(made)
        starts = {id(piece): at for at, piece in _placed(paragraph)}
        for cited in paragraph.citations:
            start = starts[id(cited.piece)]
            self.citations.append(
                CitationPlace(
                    cited.name,
                    made.id,
                    cited.keys,
                    cited.piece.raw,
                    start,
                    start + len(cited.piece.text),
                )
            )
        return made.id

    def _block(self, paragraph: Paragraph, place: Place, text: str) -> Block:
        source = paragraph.source
        digest = hashlib.sha256(text.encode()).hexdigest()[:16]
        known = self.sources.get(source.file)
        if source.key in self.entries:
            path, line, raw = self.entries[source.key]
            name = self.anchors.name(SOURCE, paragraph.kind, path, source.key)
            lines = (line, line + raw.rstrip("\n").count("\n"))
            return Block(
                name, paragraph.kind, paragraph.story.name, text, digest, path, lines, source.key
            )
        if known is None or not (source.lines or source.field):
            name = self.anchors.name(GENERATED, paragraph.kind, text)
            return Block(name, paragraph.kind, paragraph.story.name, text, digest)
        name = self.anchors.name(SOURCE, paragraph.kind, source.file, source.field, text)
        shown = _fields(paragraph, known)
        lines = source.lines or (shown[0].line, _last_line(known, shown[0].key))
        made = self._mapper.segments(paragraph, known, place.column if source.lines else None)
        rows = tuple((s.kind[0], s.start, s.end, s.source_start, s.source_end) for s in made)
        return Block(
            name,
            paragraph.kind,
            paragraph.story.name,
            text,
            digest,
            source.file,
            lines,
            fields=shown,
            segments=rows,
        )

    @staticmethod
    def _set_direction(paragraph: Paragraph, block: HtmlElement, place: Place, text: str) -> None:
        properties = paragraph.element[0]
        said = block.get("dir") or next(
            (a.get("dir") for a in block.iterancestors() if a.get("dir")), ""
        )
        if said == "rtl" or (said != "ltr" and is_rtl(text)):
            before = (w("spacing"), w("ind"), w("jc"))
            at = next(
                (i for i, item in enumerate(properties) if item.tag in before), len(properties)
            )
            properties.insert(at, make("bidi"))
        if place.align:
            add(properties, "jc", val=place.align)


# Their anchor stands for everything in them that a link can point at.
_LEAVES = frozenset("p h1 h2 h3 h4 h5 h6 caption figcaption td th dt".split())  # noqa: SIM905


def _placed(paragraph: Paragraph) -> list[tuple[int, object]]:
    placed: list[tuple[int, object]] = []
    at = 0
    for piece in paragraph.pieces:
        placed.append((at, piece))
        at += len(piece.text)
    return placed


def _fields(paragraph: Paragraph, text: SourceText) -> tuple[Field, ...]:
    found: list[Field] = []
    at = 0
    for piece in paragraph.pieces:
        if piece.stuff == "field":
            place = text.place(piece.field)
            found.append(Field(piece.field, place.line, place.column, at, at + len(piece.text)))
        at += len(piece.text)
    if not found and paragraph.source.field:
        place = text.place(paragraph.source.field)
        found.append(Field(paragraph.source.field, place.line, place.column, 0, at))
    return tuple(found)


def _last_line(text: SourceText, key: str) -> int:
    start, end = text.value(key)
    return text.place(key).line + text.text.count("\n", start, end)
