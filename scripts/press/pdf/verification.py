"""Compares a finished PDF with the issue that it was made from."""

from __future__ import annotations

import re
from collections import Counter

from press.compile import IssueDocument
from press.pdf.reading import ReadBack, UnreadableError, read_back
from press.publication import PressError, failure

_PLAIN = re.compile(r"[^0-9a-z]")
_MEND = "this is a fault of the press, not of your text: please report it with the issue's files"


def verify(data: bytes, document: IssueDocument, pages: int) -> None:
    """Raise PressError unless the bytes are a PDF of so many pages with the issue's whole text.

    Compared are Latin letters and figures: each must be printed at least as often as it is
    written. The disclaimer must stand there in one piece.
    """
    try:
        printed = read_back(data)
    except UnreadableError as error:
        raise _fault(document, f"the PDF cannot be read back ({error})") from error
    if not pages or len(printed.pages) != pages:
        raise _fault(document, f"the PDF has {len(printed.pages)} pages instead of {pages}")
    lost = Counter(plain(document.tree.text_content())) - Counter(plain(printed.text))
    if lost:
        shown = ", ".join(f"`{letter}` ({count} times)" for letter, count in lost.most_common(5))
        raise _fault(document, f"text is missing from the PDF: {shown}")
    if not has_disclaimer(printed, document.publication.settings.disclaimer):
        raise _fault(document, "the disclaimer is missing from the PDF")


def has_disclaimer(printed: ReadBack, disclaimer: str) -> bool:
    """Tell whether a page holds the disclaimer; of other scripts, all of its letters."""
    latin = plain(disclaimer)
    others = Counter(letter for letter in disclaimer if letter.isalpha() and not letter.isascii())
    return any(latin in plain(page) and not others - Counter(page) for page in printed.pages)


def plain(text: str) -> str:
    """Return a text's unaccented Latin letters, in lower case, and figures."""
    return _PLAIN.sub("", text.lower())


def _fault(document: IssueDocument, message: str) -> PressError:
    return failure(document.issue.source.path, message, _MEND, rule="pdf")
