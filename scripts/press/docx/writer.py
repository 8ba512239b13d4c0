"""A composed issue as a Word file, with the manifest that leads from it back to the sources."""

from __future__ import annotations

import hashlib
import io
import json
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from lxml import etree

from press import __version__
from press.compile import IssueDocument, issue_picture, issue_text
from press.docx.book import Book
from press.docx.characters import refuse
from press.docx.formats import word_language
from press.docx.ooxml import Element, w
from press.docx.package import settled
from press.docx.selfcheck import check
from press.docx.sources.manifest import FORMAT, Manifest
from press.docx.sources.text import SourceText
from press.docx.story import DOCUMENT, FOOTNOTES, WIDTH, Place, Story
from press.publication import PressError, RefusedError, long_date, write_files

if TYPE_CHECKING:
    from docx.document import Document

_PAPER = {"a4": (11906, 16838), "letter": (12240, 15840)}
_LEFT = 1304
_DIGITS = 10
_PART = "Heading1"
_FORMER = "manifests"  # the folder beside the Word file with the manifests of all its exports


@dataclass(frozen=True)
class DocxReport:
    """What was written: the Word file, its manifest beside it, their sizes and parts."""

    path: Path
    manifest: Path
    export: str
    size: int
    paragraphs: int
    citations: int


def write_docx(document: IssueDocument, path: Path, *, draft: bool = False) -> DocxReport:
    """Write an issue as a Word file, its manifest beside it, and a copy that later builds keep.

    Raises PressError, and leaves what was there before, where a picture is missing, where the
    file cannot be written, or where its text would differ from the issue's.
    """
    data, manifest = docx_bytes(document, draft=draft)
    check(data, document.tree, str(path))
    beside = manifest_path(path)
    text = manifest.json().encode()
    # Reviews of this export come home by it when a later build has replaced the one beside. It
    # takes its place first, so that no Word file is ever without the manifest of its export,
    # wherever the run is cut off; and the former Word file stays until the new one is there.
    former = path.parent / _FORMER / f"{manifest.export}.manifest.json"
    write_files([(former, text), (path, data), (beside, text)])
    return DocxReport(
        path=path,
        manifest=beside,
        export=manifest.export,
        size=len(data),
        paragraphs=len(manifest.blocks),
        citations=len(manifest.citations),
    )


def manifest_path(path: Path) -> Path:
    """Return where a Word file's manifest stands: `issue.docx` has `issue.manifest.json`."""
    return path.with_suffix(".manifest.json")


def docx_bytes(document: IssueDocument, *, draft: bool = False) -> tuple[bytes, Manifest]:
    """Return an issue as a Word file and its manifest; the same bytes for the same issue.

    Raises PressError with every picture that cannot be put in, and every place that holds a
    character which no Word file may hold.
    """
    import docx

    from press.docx.template import template_bytes

    refuse(document)
    draft = draft or bool(document.open)
    export = export_id(document, draft=draft)
    word = docx.Document(io.BytesIO(template_bytes(_values(document, export, draft=draft))))
    book, footnotes = _written(document, word)
    if book.problems:
        raise PressError(book.problems)
    manifest = Manifest(
        export=export,
        issue=document.issue.slug,
        publication=document.publication.settings.name,
        version=__version__,
        draft=draft,
        files={path: (text.sha256, text.text) for path, text in book.sources.items()},
        entries=dict(book.entries),
        blocks=tuple(book.blocks),
        citations=tuple(book.citations),
    )
    stream = io.BytesIO()
    word.save(stream)
    parts = {"customXml/item1.xml": manifest.xml(), "word/footnotes.xml": _xml(footnotes)}
    return settled(stream.getvalue(), parts), manifest


def _written(document: IssueDocument, word: Document) -> tuple[Book, Element]:
    """Write the tree into the template's body; return what was noted, and the footnotes' part."""
    from docx.opc.constants import RELATIONSHIP_TYPE

    from press.docx.blocks import flow
    from press.docx.contents import contents
    from press.docx.footnote_part import write_footnotes
    from press.docx.footnotes import Notes
    from press.docx.numbering import Numbering

    part = word.part.part_related_by(RELATIONSHIP_TYPE.FOOTNOTES)
    footnotes = etree.fromstring(part.blob)
    book = Book(
        settings=document.publication.settings,
        sources={source.path: SourceText(source) for source in document.sources},
        entries=_entries(document),
        numbering=Numbering(word.part.numbering_part.element),
        notes=Notes(document.tree),
    )
    body = etree.Element(w("body"))
    place = Place(body, Story(DOCUMENT, word.part))
    flow(book, document.tree, place)
    write_footnotes(book, footnotes, Story(FOOTNOTES, part))
    listing = etree.Element(w("body"))
    contents(book, place.changed(parent=listing))
    _settle_links(book)
    section = word.element.body[-1]
    at = _first_page(body)
    for element in [*body[:at], *listing, *body[at:]]:
        section.addprevious(element)
    return book, footnotes


def _first_page(body: Element) -> int:
    """Return how many elements stand before the first part: title block, figure, numbers."""
    for index, element in enumerate(body):
        style = element.find(f"{w('pPr')}/{w('pStyle')}")
        if style is not None and style.get(w("val")) == _PART:
            return index
    return len(body)


def _settle_links(book: Book) -> None:
    """Point links at bookmarks, now that all are known; a link to nowhere keeps only its text."""
    for link, target in book.links:
        name = book.anchors.of_html_id.get(target)
        if name:
            link.set(w("anchor"), name)
            continue
        for child in list(link):
            for look in list(child.iter(w("rStyle"))):
                if look.get(w("val")) == "Hyperlink":
                    child[0].remove(look)
            link.addprevious(child)
        parent = link.getparent()
        if parent is not None:
            parent.remove(link)


def _entries(document: IssueDocument) -> dict[str, tuple[str, int, str]]:
    """Return file, line and text of each entry in the reference list."""
    entries = document.bibliography.entries
    keys = [reference.key for reference in document.references if reference.key in entries]
    return {key: (entries[key].path, entries[key].line, entries[key].raw) for key in keys}


def export_id(document: IssueDocument, *, draft: bool = False) -> str:
    """Return the name of an export: the issue's, and ten digits of the hash of all it is made of.

    That is the sources, the entries cited, the issue as rendered (and with it the style), its
    pictures and the press's version.
    """
    sources = [[source.path, source.text] for source in document.sources]
    options = [FORMAT, __version__, draft, document.publication.settings.paper]
    text = json.dumps([options, sources, _entries(document), issue_text(document.tree)])
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass"))
    for image in document.tree.iter("img"):
        with suppress(RefusedError):  # what is refused is told when the picture is put in
            digest.update(issue_picture(document.publication.settings, image.get("src", "")).data)
    slug = re.sub(r"[^A-Za-z0-9._-]+", "-", document.issue.slug)
    return f"{slug}-{digest.hexdigest()[:_DIGITS]}"


def _values(document: IssueDocument, export: str, *, draft: bool) -> Mapping[str, str]:
    """Return what the template's blanks are filled with."""
    settings, meta = document.publication.settings, document.issue.meta
    width, height = _PAPER.get(settings.paper, _PAPER["a4"])
    return {
        "title": meta.title,
        "summary": meta.summary or "",
        "label": f"Issue {meta.number} · {long_date(meta.date)}",
        "publication": settings.name,
        "issue": document.issue.slug,
        "export": export,
        "version": __version__,
        "status": "DRAFT review copy" if draft else "Review copy",
        "day": meta.date.isoformat(),
        "language": word_language(settings.language),
        "page_width": str(width),
        "page_height": str(height),
        "right_margin": str(width - _LEFT - WIDTH),
    }


def _xml(element: Element) -> bytes:
    return etree.tostring(element, xml_declaration=True, encoding="UTF-8", standalone=True)
