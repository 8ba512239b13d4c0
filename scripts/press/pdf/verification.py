"""Compares a finished PDF with the issue that it was made from."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from lxml.html import HtmlElement

from press.compile import IssueDocument
from press.publication import PressError, failure

_PLAIN = re.compile(r"[^0-9a-z]")
_MEND = "this is a fault of the press, not of your text: please report it with the issue's files"


class UnreadableError(ValueError):
    """The bytes are not a whole PDF."""


def verify(data: bytes, document: IssueDocument, pages: int) -> None:
    """Raise PressError unless the bytes are a PDF of so many pages with the issue's whole text.

    Compared are Latin letters and figures: each must be printed at least as often as it is
    written. The disclaimer must stand there in one piece.
    """
    try:
        printed = printed_pages(data)
    except UnreadableError as error:
        raise _fault(document, f"the PDF cannot be read back ({error})") from error
    if not pages or len(printed) != pages:
        raise _fault(document, f"the PDF has {len(printed)} pages instead of {pages}")
    lost = Counter(plain(_written(document.tree))) - Counter(plain("".join(printed)))
    if lost:
        shown = ", ".join(f"`{letter}` ({count} times)" for letter, count in lost.most_common(5))
        raise _fault(document, f"text is missing from the PDF: {shown}")
    if not has_disclaimer(data, document.publication.settings.disclaimer):
        raise _fault(document, "the disclaimer is missing from the PDF")


def printed_pages(data: bytes) -> tuple[str, ...]:
    """Return the text of each page of a PDF, line by line as it is seen (1 ms a page).

    PDFium turns glyphs into characters, as a viewer does that searches a file. Raises
    UnreadableError where the file is cut off or broken.
    """
    with _opened(data) as pdf:
        return tuple(pdf[number].get_textpage().get_text_range() for number in range(len(pdf)))


def has_disclaimer(data: bytes, disclaimer: str) -> bool:
    """Tell whether a page of a PDF holds the disclaimer; of other scripts, all of its letters.

    Read as it is drawn, not as it is seen: in right-to-left lines that is another order.
    """
    latin = plain(disclaimer)
    others = Counter(letter for letter in disclaimer if letter.isalpha() and not letter.isascii())
    with _opened(data) as pdf:
        # It ends an issue, and the last page is soon read.
        pages = (_drawn(pdf[number]) for number in reversed(range(len(pdf))))
        return any(latin in plain(page) and not others - Counter(page) for page in pages)


@contextmanager
def _opened(data: bytes) -> Iterator[Any]:
    from pypdfium2 import PdfDocument, PdfiumError

    try:
        with PdfDocument(data) as pdf:
            yield pdf
    except PdfiumError as error:
        raise UnreadableError(str(error)) from error


def _drawn(page: Any) -> str:
    from pypdfium2.raw import FPDF_PAGEOBJ_TEXT

    objects = page.get_objects([FPDF_PAGEOBJ_TEXT], textpage=page.get_textpage())
    return "".join(item.extract() for item in objects)


def _written(tree: HtmlElement) -> str:
    """Return a tree's text without that of styles and scripts, which nobody prints."""
    texts = tree.xpath("descendant::text()[not(parent::style or parent::script)]")
    return "".join(str(text) for text in texts) if isinstance(texts, list) else ""


def plain(text: str) -> str:
    """Return a text's unaccented Latin letters, in lower case, and figures."""
    return _PLAIN.sub("", text.lower())


def _fault(document: IssueDocument, message: str) -> PressError:
    return failure(document.issue.source.path, message, _MEND, rule="pdf")
