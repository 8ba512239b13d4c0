"""One source as the export would show it: its paragraphs, character by character, with their looks.

The export's own writer makes them, so a text that is the same here is the same in Word. Citations
are one U+FFFC each, for their numbers depend on the rest of the issue.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Any

from lxml import etree
from lxml.html import HtmlElement, fragment_fromstring

from press.bibliography import Bibliography
from press.compile import (
    ATOM,
    Body,
    DigestFigures,
    Renderer,
    digest_figures,
    digest_html,
    with_evidence,
)
from press.compile.body import with_citations
from press.compile.places import attach
from press.docx.blocks import flow
from press.docx.book import Book
from press.docx.footnote_part import write_footnotes
from press.docx.footnotes import Notes
from press.docx.numbering import Numbering
from press.docx.ooxml import Element, R, text_of, w
from press.docx.sources.anchors import CITATION, GENERATED, NOTE, SOURCE
from press.docx.sources.manifest import Block
from press.docx.sources.text import SourceText
from press.docx.story import DOCUMENT, FOOTNOTES, Place, Story
from press.publication import NO_HTML, Digest, Publication, SafeHtml, Settings, Source
from press.publication.model import DigestMeta
from press.publication.validation import validated
from press.review.model.paragraphs import PLAIN, Format
from press.review.model.shapes import shape_written

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")
_KEPT = 8  # renderings of front matter that are not made again: before and after a trial
_HERE = "\ue000"  # stands for a table or figure made from the front matter
_OBJECTS = (w("footnoteReference"), w("drawing"))


@dataclass(frozen=True)
class Rendered:
    """A paragraph of a source as rendered; `looks` has one item for each character of its text.

    `atoms` name what its citations, footnote marks and images are, in order; `shape` is its style
    and level where it stands in a list or a quotation.

    `block` tells text and segments as the export's manifest does (without places where it was
    rendered without positions).
    """

    block: Block
    looks: tuple[Format, ...]
    atoms: tuple[str, ...] = ()
    shape: str = ""

    @property
    def text(self) -> str:
        """Its characters."""
        return self.block.text


class _Links(Story):
    """A story that keeps a link's address itself instead of its number in a package."""

    def link(self, address: str) -> str:
        return address


class Rendering:
    """Renders sources of one publication in memory; nothing is read but the text that is given.

    `raised` tells whether the publication's citation style writes raised numbers, before which
    the blank that parts a citation from its word vanishes.
    """

    def __init__(
        self, publication: Publication, bibliography: Bibliography, *, raised: bool
    ) -> None:
        self._publication = publication
        self._bibliography = bibliography
        self._renderer = Renderer(publication.settings)
        self._raised = raised
        self._shown: dict[tuple[str, str, bool], tuple[Rendered, ...]] = {}
        self._figures: dict[str, DigestFigures] = {}

    def paragraphs(self, source: Source, *, positions: bool = False) -> tuple[Rendered, ...]:
        """Return a body's paragraphs in order, footnotes last; with `positions`, their segments.

        Raises what Markdown extensions raise on texts that they cannot read.
        """
        made = self._renderer.fresh(source, positions=positions)
        citations = [self._citation(made, number) for number in range(len(made.clusters))]
        html = with_citations(made.html, made.clusters, citations)
        part = fragment_fromstring(html, create_parent="div")
        if positions:
            attach(part, source.path, source.body.split("\n"), source.body_line)
        for anchor in part.find_class("headerlink"):
            anchor.drop_tree()
        for link in part.iter("a"):
            _resolve(link)
        for image in list(part.iter("img")):
            _replace_image(image)
        return tuple(_written(part, source))

    def values(self, source: Source, *, figures: bool = False) -> tuple[Rendered, ...]:
        """Return the paragraphs that a digest's front matter makes; of other sources, none.

        With `figures` their captions too, for which they are drawn.
        """
        name = (source.path, source.text, figures)
        if name not in self._shown:
            while len(self._shown) >= _KEPT:
                del self._shown[next(iter(self._shown))]
            self._shown[name] = tuple(self._values(source, figures=figures))
        return self._shown[name]

    def _values(self, source: Source, *, figures: bool) -> Iterable[Rendered]:
        digest = _digest(source)
        if digest is None:
            return ()
        drawn = self._drawn(digest) if figures else DigestFigures()
        text = with_evidence(Body(NO_HTML), digest, drawn, lambda _: NO_HTML)
        atoms = [SafeHtml(ATOM)] * len(text.clusters)
        html = digest_html(digest, text, atoms, self._publication, self._bibliography)
        return _written(fragment_fromstring(html), source)

    def evidence(self, source: Source) -> tuple[int, ...]:
        """Return behind how many of a digest's paragraphs its tables and figures stand."""
        digest = _digest(source)
        if digest is None:
            return ()
        made = self._renderer.fresh(source, positions=False)
        html = with_evidence(made, digest, self._drawn(digest), lambda _: NO_HTML).html
        part = fragment_fromstring(html, create_parent="div")
        for evidence in part.find_class("evidence"):
            evidence.clear()
            etree.SubElement(evidence, "p").text = _HERE
        places = [n for n, one in enumerate(_written(part, source)) if one.text == _HERE]
        return tuple(place - number for number, place in enumerate(places))

    def _drawn(self, digest: Digest) -> DigestFigures:
        """Return a digest's figures, drawn once for one front matter."""
        source = digest.source
        head = f"{source.path}\n{source.text.removesuffix(source.body)}"
        if head not in self._figures:
            self._figures[head] = digest_figures(digest, self._publication.settings)
        return self._figures[head]

    def _citation(self, made: Body, number: int) -> SafeHtml:
        in_text = any(one.mode == "AuthorInText" for one in made.clusters[number].citations)
        return SafeHtml(ATOM if in_text or not self._raised else f"<sup>{ATOM}</sup>")


def _resolve(link: HtmlElement) -> None:
    """Let a link inside the publication be one to the web, as it is in the export."""
    href = link.get("href", "")
    if href and not href.startswith("#") and not _SCHEME.match(href):
        link.set("href", f"https://publication.invalid/{href}")


def _digest(source: Source) -> Digest | None:
    meta, problems = validated(source, DigestMeta)
    return None if meta is None or problems else Digest(_slug(source), meta, source)


def _slug(source: Source) -> str:
    return PurePosixPath(source.path).stem


def _replace_image(image: HtmlElement) -> None:
    """Let an image be one U+FFFC: its file is of no interest here, and may be missing."""
    raw = f"![{image.get('alt', '')}]({image.get('src', '')})"
    atom = image.makeelement("span", {"data-raw": raw, "data-keys": ""})
    atom.text, atom.tail = ATOM, image.tail
    parent = image.getparent()
    if parent is not None:
        parent.replace(image, atom)


def _written(part: HtmlElement, source: Source) -> Iterator[Rendered]:
    book = Book(
        settings=Settings(Path(), ""),
        sources={source.path: SourceText(source)},
        entries={},
        numbering=Numbering(etree.Element(w("numbering"))),
        notes=Notes(part),
    )
    package: Any = None  # only links and images would need one
    story, root = etree.Element(w("body")), etree.Element(w("footnotes"))
    flow(book, part, Place(story, _Links(DOCUMENT, package)))
    write_footnotes(book, root, _Links(FOOTNOTES, package))
    elements = {
        mark.get(w("name"), ""): paragraph
        for paragraph in (*story.iter(w("p")), *root.iter(w("p")))
        for mark in paragraph.iterchildren(w("bookmarkStart"))
    }
    raws = {place.id: place.raw for place in book.citations}
    for block in book.blocks:
        paragraph = elements[block.id]
        atoms = tuple(_atoms(paragraph, raws))
        yield Rendered(block, _looks(paragraph, block.text), atoms, shape_written(paragraph))


def _atoms(paragraph: Element, raws: Mapping[str, str]) -> Iterator[str]:
    """Yield the sources of citations, and the names of footnotes at their marks."""
    for mark in paragraph.iter(w("bookmarkStart"), w("instrText")):
        name = mark.get(w("name"), "") or (mark.text or "").strip()
        if name.startswith((CITATION, NOTE, "NOTEREF")):
            yield raws.get(name, name)


def _looks(paragraph: Element, text: str) -> tuple[Format, ...]:
    """Return the look of each character between a paragraph's bookmarks."""
    looks: list[Format] = []
    inside = False
    for child in paragraph:
        if child.tag == w("bookmarkStart") and child.get(w("name"), "").startswith(
            (SOURCE, GENERATED)
        ):
            inside = True
        elif inside and child.tag == w("r"):
            looks += _of_run(child, "")
        elif inside and child.tag == w("hyperlink"):
            address = child.get(f"{{{R}}}id") or f"#{child.get(w('anchor'), '')}"
            for run in child.iter(w("r")):
                looks += _of_run(run, address)
    if len(looks) != len(text):  # a field's result that is no run; nothing to compare by then
        return tuple(PLAIN for _ in text)
    return tuple(looks)


def _of_run(run: Element, link: str) -> Sequence[Format]:
    count = len(text_of(run)) + sum(1 for _ in run.iter(*_OBJECTS))
    if not count:
        return ()
    properties = run.find(w("rPr"))
    look = replace(PLAIN, link=link)
    if properties is not None:
        style = properties.find(w("rStyle"))
        raised = properties.find(w("vertAlign"))
        name = "" if style is None else style.get(w("val"), "")
        look = Format(
            bold=properties.find(w("b")) is not None,
            italic=properties.find(w("i")) is not None,
            code=name == "VerbatimChar",
            strike=properties.find(w("strike")) is not None,
            underline=properties.find(w("u")) is not None,
            highlight=properties.find(w("highlight")) is not None,
            raised="superscript" if raised is not None else "",
            link=link,
        )
    return (look,) * count
