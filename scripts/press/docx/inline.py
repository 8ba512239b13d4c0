"""Text inside a paragraph: emphasis, links, citations, footnote marks, pictures, line breaks."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import quote, urlsplit

from lxml.html import HtmlElement

from press.docx import images
from press.docx.book import Book
from press.docx.footnotes import note_target
from press.docx.formats import PLAIN, Format, within
from press.docx.ooxml import R, make, w
from press.docx.paragraph import Cited, Paragraph
from press.docx.sources.anchors import CITATION
from press.docx.story import DOCUMENT

# Not text: programs, drawings in HTML's own language, what a page says where scripts are off.
SILENT = frozenset({"script", "style", "template", "noscript", "svg", "head", "title", "wbr", "hr"})
# Cannot stand in a Word file; their address does.
PLAYED = frozenset({"iframe", "video", "audio", "object", "embed"})
_BACK = frozenset({"footnote-backref", "headerlink"})
_SCHEMES = frozenset({"http", "https", "mailto", "ftp", "tel"})
_LEGAL_IN_ADDRESS = "%/:=&?~#+!$,;'@()*"


def write(book: Book, paragraph: Paragraph, element: HtmlElement, look: Format) -> None:
    """Append everything that stands in an element."""
    if element.text:
        paragraph.write(_before(element.text, element[0] if len(element) else None), look)
    for child in element:
        write_node(book, paragraph, child, look)
        if child.tail:
            paragraph.write(_before(child.tail, child.getnext()), look)


def said(element: HtmlElement) -> str:
    """Return the characters in an element, without what is not text; line breaks are line feeds."""
    parts = [element.text or ""]
    for child in element:
        if child.tag == "br":
            parts.append("\n")
        elif isinstance(child.tag, str) and child.tag not in SILENT and not is_way_back(child):
            parts.append(said(child))
        parts.append(child.tail or "")
    return "".join(parts)


def _before(text: str, following: HtmlElement | None) -> str:
    """Return a text without the gap that only parts it from a way back."""
    if following is not None and is_way_back(following):
        return text.rstrip("\u00a0 \n")
    return text


def write_node(book: Book, paragraph: Paragraph, node: HtmlElement, look: Format) -> None:
    """Append one inline element, without the text behind it."""
    tag = node.tag
    if not isinstance(tag, str) or tag in SILENT or is_way_back(node):
        return
    outer, paragraph.field = paragraph.field, node.get("data-field") or paragraph.field
    _write_known(book, paragraph, node, look)
    paragraph.flush_field(outer)


def _write_known(book: Book, paragraph: Paragraph, node: HtmlElement, look: Format) -> None:
    tag = node.tag
    if tag == "br":
        paragraph.line_break(look)
    elif tag == "img":
        images.add(book, paragraph, node)
    elif tag == "input":
        paragraph.generated(box(node), look)
    elif tag in PLAYED:
        _link(book, paragraph, played(node), look)
    elif note_target(node):
        _note(book, paragraph, note_target(node))
    elif tag == "a" and node.get("href"):
        _link(book, paragraph, node, look)
    elif "data-raw" in node.attrib:
        _citation(book, paragraph, node, look)
    else:
        write(book, paragraph, node, within(node, look))


def is_silent(node: HtmlElement) -> bool:
    """Tell what prints nothing in a Word file."""
    return node.tag in SILENT or is_way_back(node)


def is_way_back(node: HtmlElement) -> bool:
    """Tell links that only a page needs: from a footnote back to its mark, to a heading itself."""
    return node.tag == "a" and not _BACK.isdisjoint((node.get("class") or "").split())


def _note(book: Book, paragraph: Paragraph, target: str) -> None:
    """Put a footnote's mark; Word has no footnotes in footnotes: there its text, in brackets."""
    if target not in book.notes.by_id:
        return
    if paragraph.story.name == DOCUMENT:
        book.notes.mark(book.anchors, paragraph, target)
        return
    with book.notes.text_of(target) as item:
        if item is None:
            return
        paragraph.generated(" [", PLAIN)
        write(book, paragraph, item, PLAIN)
        paragraph.trim()
        paragraph.generated("]", PLAIN)


def box(node: HtmlElement) -> str:
    """Return a checkbox as a character."""
    return "☒ " if "checked" in node.attrib else "☐ "


def played(node: HtmlElement) -> HtmlElement:
    """Return a link to what cannot be shown: a film, a sound, another page."""
    address = node.get("src") or node.get("data") or ""
    link = node.makeelement("a", {"href": address})
    link.text = address
    return link


def _citation(book: Book, paragraph: Paragraph, node: HtmlElement, look: Format) -> None:
    raw, keys = node.get("data-raw", ""), tuple((node.get("data-keys") or "").split())
    name = book.anchors.name(CITATION, paragraph.source.file, raw)
    start, end = book.anchors.pair(name)
    paragraph.flush()
    paragraph.target.append(start)
    with paragraph.atom(raw) as piece:
        write(book, paragraph, node, within(node, look))
    paragraph.target.append(end)
    paragraph.citations.append(Cited(name, piece, keys))
    book.anchors.of_html_id.setdefault(node.get("id", ""), name)


def _link(book: Book, paragraph: Paragraph, node: HtmlElement, look: Format) -> None:
    href = node.get("href", "")
    is_inner = href.startswith("#")
    address = "" if is_inner else _address(href)
    inner = within(node, look)
    if not (is_inner or address) or paragraph.target.tag == w("hyperlink"):
        write(book, paragraph, node, inner)
        return
    element = make("hyperlink", history="1")
    if is_inner:
        book.links.append((element, href[1:]))
    else:
        element.set(f"{{{R}}}id", paragraph.story.link(address))
    if not inner.style and not inner.code:
        inner = replace(inner, style="Hyperlink")
    with paragraph.inside(element):
        write(book, paragraph, node, inner)


def _address(href: str) -> str:
    """Return a link's address as Word accepts it, or an empty text where it is none."""
    href = "".join(href.split())
    try:
        parts = urlsplit(href)
        _ = parts.port
    except ValueError:
        return ""
    if parts.scheme.lower() not in _SCHEMES or not (
        parts.netloc or parts.scheme in {"mailto", "tel"}
    ):
        return ""
    return quote(href, safe=_LEGAL_IN_ADDRESS)
