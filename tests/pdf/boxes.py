"""Where each character of a PDF is painted, as PDFium sees it."""

from __future__ import annotations

from pathlib import Path

import pypdfium2

_MM = 72 / 25.4
# The left and right margins of the style sheets, for what a glyph may hang over its own box.
_MARGINS = {"a4": 24 * _MM, "letter": 26.95 * _MM}
_HANG = 2.0


def outside(pdf: Path, paper: str = "a4") -> list[str]:
    """Return the characters beside the type area or off the page, a line for each page."""
    found = []
    with pypdfium2.PdfDocument(pdf) as document:
        for number in range(len(document)):
            page = document[number]
            letters = _outside(page, _MARGINS[paper] - _HANG)
            if letters:
                found.append(f"page {number + 1}: {letters}")
    return found


def _outside(page: pypdfium2.PdfPage, margin: float) -> str:
    width, height = page.get_size()
    text = page.get_textpage()
    letters = []
    for index in range(text.count_chars()):
        letter = text.get_text_range(index, 1)
        if not letter.strip():
            continue
        left, bottom, right, top = text.get_charbox(index)
        if left < margin or right > width - margin or bottom < 0 or top > height:
            letters.append(letter)
    return "".join(letters)
