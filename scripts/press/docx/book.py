"""What the parts of the writer share while one issue becomes a Word file."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from lxml.html import HtmlElement

from press.docx.footnotes import Notes
from press.docx.formats import is_rtl
from press.docx.mapping import Mapper
from press.docx.numbering import Numbering
from press.docx.ooxml import Element, add, make, w
from press.docx.paragraph import Paragraph
from press.docx.sources.anchors import GENERATED, SOURCE, Anchors
from press.docx.sources.manifest import Block, CitationPlace, Field
from press.docx.sources.origins import origin
from press.docx.sources.text import SourceText
from press.docx.story import Place
from press.publication import Problem, Settings


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
