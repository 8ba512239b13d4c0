"""Captions: `Table 3. `, counted through the issue."""

from __future__ import annotations

from press.docx.book import Book
from press.docx.fields import add_field
from press.docx.formats import PLAIN
from press.docx.paragraph import Paragraph


def numbered(book: Book, paragraph: Paragraph, label: str) -> None:
    """Begin a caption: `Table 3. `, its number a field that counts."""
    book.captions[label] = book.captions.get(label, 0) + 1
    figure = str(book.captions[label])
    paragraph.generated(f"{label}\u00a0", PLAIN)
    add_field(paragraph.target, f"SEQ {label} \\* ARABIC", figure)
    paragraph.counted(figure)
    paragraph.generated(". ", PLAIN)
