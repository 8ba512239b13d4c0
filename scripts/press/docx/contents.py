"""The contents: each heading with a link to it and a field for its page.

The entries stand in no TOC field, and their page numbers are blank until the reader's program
computes them. LibreOffice computes PAGEREF when it lays the pages out, but inside a TOC field
it shows the stored result; Word computes it before printing and on F9. A number stored here
would be a guess, since only the reader's fonts decide; and a field marked dirty makes Word ask
"This document contains fields that may refer to other files" at every opening.

Long titles are broken here, by about the width of their words, so that the number stands behind
the last line and never alone on the next. A right indent would say the same, but LibreOffice 7.4
shows nothing behind a tab that leads beyond the indent.
"""

from __future__ import annotations

from press.docx.book import Book
from press.docx.fields import add_field
from press.docx.formats import PLAIN, add_properties, is_rtl, scripts
from press.docx.ooxml import Element, add, add_text, legal
from press.docx.story import WIDTH, Place
from press.docx.widths import text_width

TITLE = "Contents"
# LibreOffice drops a field without any result.
_NOT_YET = " "
_FOR_NUMBER = 400
_SIZE = 10  # points, as in the styles; those of the first level are bold
_INDENT = 227  # of each level but the first, as in the styles
STYLES = frozenset({"TOCHeading", "TOC1", "TOC2", "TOC3"})


def contents(book: Book, place: Place) -> None:
    """Append the contents to a place."""
    if not book.headings:
        return
    title = add(place.parent, "p")
    properties = add(title, "pPr")
    add(properties, "pStyle", val="TOCHeading")
    add(properties, "pageBreakBefore")
    add_text(add(title, "r"), TITLE)
    for heading in book.headings:
        _entry(place.parent, heading.level, heading.text, heading.name)


def _entry(parent: Element, level: int, text: str, name: str) -> None:
    paragraph = add(parent, "p")
    properties = add(paragraph, "pPr")
    add(properties, "pStyle", val=f"TOC{level}")
    if is_rtl(text):
        add(properties, "bidi")
    link = add(paragraph, "hyperlink", anchor=name, history="1")
    for part, rtl in scripts(_broken(legal(text), level)):
        run = add(link, "r")
        add_properties(run, PLAIN, rtl=rtl)
        add_text(run, part)
    add(add(link, "r"), "tab")
    add_field(link, f"PAGEREF {name} \\h", _NOT_YET)


def _broken(text: str, level: int) -> str:
    """Return a title with line feeds where a line has no room left for the page's number."""
    most = WIDTH - _FOR_NUMBER - _INDENT * (level - 1)
    lines: list[str] = []
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, _SIZE, bold=level == 1) <= most:
            lines[-1] = longer
        else:
            lines.append(word)
    return "\n".join(lines)
