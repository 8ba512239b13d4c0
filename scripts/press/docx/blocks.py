"""Blocks of an issue's tree as Word paragraphs: headings, text, lists, quotations, code."""

from __future__ import annotations

from lxml.html import HtmlElement

from press.docx import footnotes, inline, tables
from press.docx.book import Book, Heading
from press.docx.captions import numbered
from press.docx.formats import PLAIN, Format, within
from press.docx.numbering import BULLETS, DEEPEST
from press.docx.ooxml import Element, add, make, w
from press.docx.paragraph import Paragraph
from press.docx.story import DOCUMENT, Place

HEADINGS = {
    "h1": "Title",
    "h2": "Heading1",
    "h3": "Heading2",
    "h4": "Heading3",
    "h5": "Heading4",
    "h6": "Heading5",
}
_BY_CLASS = {
    "masthead-name": "Masthead",
    "masthead-meta": "IssueLine",
    "masthead-summary": "Subtitle",
    "digest-kicker": "Kicker",
    "digest-byline": "Byline",
    "bottom-line": "BottomLine",
    "plain": "PlainWords",
    "reference-legend": "Legend",
    "how-to-cite": "Legend",
    "results-outcome": "TableOutcome",
    "results-detail": "TableDetail",
    "results-note": "TableNote",
    "admonition-title": "AdmonitionTitle",
}
_CONTAINERS = {"admonition": "Admonition", "disclaimer": "Disclaimer"}
BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "ul",
    ]
)
_INDENT = 340
_LEAVES = frozenset({"p", "summary", "dt", "figcaption", *HEADINGS})


def flow(book: Book, element: HtmlElement, place: Place) -> None:
    """Write everything in a container; text that stands in no block gets a paragraph of its own."""
    opened: Paragraph | None = None
    look = within(element, PLAIN) if element.tag not in BLOCKS else PLAIN
    if element.text and element.text.strip():
        opened = book.open(element, place)
        opened.write(element.text, look)
    for child in element:
        if isinstance(child.tag, str) and child.tag in BLOCKS:
            if opened is not None:
                book.close(opened, element, place)
                opened, place = None, _after_first(place)
            place = block(book, child, place)
        elif _is_something(child):
            opened = opened or book.open(element, place)
            inline.write_node(book, opened, child, look)
        if child.tail and (opened is not None or child.tail.strip()):
            opened = opened or book.open(element, place)
            opened.write(child.tail, look)
    if opened is not None:
        book.close(opened, element, place)


def _is_something(child: HtmlElement) -> bool:
    return (
        isinstance(child.tag, str)
        and child.tag not in inline.SILENT
        and not inline.is_way_back(child)
    )


def _after_first(place: Place) -> Place:
    """Return where text goes on after the first paragraph of a list's item."""
    if place.number:
        return place.changed(number=0, style="ListContinue")
    return place


def block(book: Book, element: HtmlElement, place: Place) -> Place:
    """Write one block; return where the next one goes."""
    tag = str(element.tag)
    if tag in _LEAVES:
        _leaf(book, element, place)
    elif tag == "pre":
        _code(book, element, place)
    elif tag in {"ul", "ol"}:
        _list(book, element, place)
        return place
    elif tag == "table":
        tables.table(book, element, place, flow)
    elif tag == "hr":
        _rule(place)
    else:
        if element.get("id"):
            book.waiting_ids.append(element.get("id", ""))
        _container(book, element, place)
    return _after_first(place)


def _container(book: Book, element: HtmlElement, place: Place) -> None:
    tag = element.tag
    classes = (element.get("class") or "").split()
    if footnotes.CLASS in classes:
        for item in footnotes.items(element):
            if not book.notes.uses[item.get("id", "")]:
                flow(book, item, place.changed(style="FootnoteText"))
        return
    style = next((_CONTAINERS[name] for name in classes if name in _CONTAINERS), "")
    if tag == "blockquote":
        style = "Quote"
    elif tag == "dd":
        style = "Definition"
    elif tag == "details":
        style = "Admonition"
    elif tag == "figure":
        style = "Figure"
    flow(book, element, place.changed(style=style) if style else place)


def _leaf(book: Book, element: HtmlElement, place: Place) -> None:
    tag = str(element.tag)
    classes = (element.get("class") or "").split()
    style = HEADINGS.get(tag) or next(
        (_BY_CLASS[name] for name in classes if name in _BY_CLASS), ""
    )
    if tag == "dt":
        style = "DefinitionTerm"
    elif tag == "summary":
        style = "AdmonitionTitle"
    elif tag == "figcaption":
        style = "Caption"
    elif not style and _is_picture(element) and place.level < 0:
        style = "Figure"
    kind = tag if tag != "p" else place.kind
    paragraph = book.open(element, place, style, kind)
    _space(paragraph, element, style or place.style, place)
    if tag == "figcaption":
        numbered(book, paragraph, "Figure")
    inline.write(book, paragraph, element, PLAIN)
    name = book.close(paragraph, element, place)
    level = _level(element)
    if level:
        text = "".join(piece.text for piece in paragraph.pieces if piece.stuff != "atom")
        book.headings.append(Heading(level, " ".join(text.split()), name))


def _level(element: HtmlElement) -> int:
    """Return a heading's level in the contents: parts of the issue 1, digests 2, others none."""
    if element.tag == "h2":
        return 1
    return 2 if element.tag == "h3" and is_digest_title(element) else 0


def is_digest_title(element: HtmlElement) -> bool:
    """Tell a digest's title from an author's heading of the same level."""
    parent = element.getparent()
    return parent is not None and "digest-header" in (parent.get("class") or "").split()


def _space(paragraph: Paragraph, element: HtmlElement, style: str, place: Place) -> None:
    """Set what depends on neighbours: the gap over a digest's title, indents in lists."""
    properties = paragraph.element[0]
    if _precedes_the_end(element):
        properties.insert(1, make("keepNext"))
    if style == "Kicker" and _follows_a_digest(element):
        add(properties, "pageBreakBefore")
    if is_digest_title(element) and element.getprevious() is not None:
        add(properties, "spacing", before="0")
    if place.level >= 0 and not place.number and style != "Caption":
        add(properties, "ind", left=str(_INDENT * (place.level + 1)))


def _precedes_the_end(element: HtmlElement) -> bool:
    """Tell the paragraph before a digest's last one, which would be alone on a page."""
    parent, last = element.getparent(), element.getnext()
    if last is None or not (element.tag == last.tag == "p") or parent is None:
        return False
    behind = last.getnext()
    is_end = behind is None or footnotes.CLASS in (behind.get("class") or "").split()
    return is_end and "digest-body" in (parent.get("class") or "").split()


def _follows_a_digest(kicker: HtmlElement) -> bool:
    """Tell the digests that begin a page from the first one under a section's heading."""
    article = next(kicker.iterancestors("article"), None)
    above = article.getprevious() if article is not None else None
    return above is not None and above.tag == "article"


def _is_picture(element: HtmlElement) -> bool:
    return len(element) == 1 and element[0].tag == "img" and not "".join(element.itertext()).strip()


def _code(book: Book, element: HtmlElement, place: Place) -> None:
    paragraph = book.open(element, place, "SourceCode", "pre")
    _space(paragraph, element, "SourceCode", place)
    paragraph.preserve = True
    paragraph.write(inline.said(element).strip("\n"), Format())
    book.close(paragraph, element, place)


def _rule(place: Place) -> None:
    paragraph = add(place.parent, "p")
    add(add(paragraph, "pPr"), "pStyle", val="Rule")


def _list(book: Book, element: HtmlElement, place: Place) -> None:
    if "reference-list" in (element.get("class") or "").split():
        for item in element.iterchildren("li"):
            _reference(book, item, place)
        return
    level = min(place.level + 1, DEEPEST)
    if element.tag == "ol":
        start = element.get("start", "1")
        count = int(start) if start.isdecimal() and len(start) < len("1000000000") else 1
        style, key = "ListNumber", book.numbering.numbered(level, count, element.get("type", ""))
    else:
        style, key = "ListBullet", BULLETS
    for item in element.iterchildren():
        if not _is_something(item):
            continue
        if item.get("id"):
            book.waiting_ids.append(item.get("id", ""))
        kind = "li" if place.kind == "p" else place.kind
        inside = place.changed(style=style, kind=kind, level=level, number=key)
        if item.tag in BLOCKS - {"li"}:
            block(book, item, inside)
        else:
            flow(book, item, inside)
    if level == 0 and len(place.parent) and place.story.name == DOCUMENT:
        _part_from_next(place.parent[-1])


def _part_from_next(last: Element) -> None:
    """Set a wider gap below the last paragraph of a list."""
    properties = last.find(w("pPr"))
    if last.tag != w("p") or properties is None or properties.find(w("spacing")) is not None:
        return
    behind = (w("ind"), w("jc"))
    at = next((i for i, p in enumerate(properties) if p.tag in behind), len(properties))
    properties.insert(at, make("spacing", after="160"))


def _reference(book: Book, item: HtmlElement, place: Place) -> None:
    """Write a line of the reference list: its label, a tab, its text."""
    paragraph = book.open(item, place, "Bibliography", "reference")
    for part in item:
        classes = (part.get("class") or "").split()
        if "reference-label" in classes:
            paragraph.generated(" ".join(part.text_content().split()) + "\t", PLAIN)
        elif "reference-check" in classes:
            paragraph.generated(f" {part.text_content()}", Format(style="Aside"))
        else:
            inline.write_node(book, paragraph, part, PLAIN)
    book.close(paragraph, item, place)
