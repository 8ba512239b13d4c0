"""The structure tree of a PDF as text, in its own order: what a screen reader says.

pypdf walks the tree, PDFium says what stands in each piece of marked content. `pdfinfo
-struct-text` says the same, but needs 15 s for an issue of 30 pages; a test compares.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pypdf
import pypdfium2
from pypdfium2.raw import FPDF_PAGEOBJ_TEXT, FPDFPageObj_GetMarkedContentID


def spoken(pdf: Path) -> str:
    """Return the text of the structure tree, one piece of marked content a line."""
    marked = marked_content(pdf)
    reader = pypdf.PdfReader(pdf)
    numbers = {page.indirect_reference.idnum: page.page_number for page in reader.pages}
    pieces = _pieces(reader.root_object["/StructTreeRoot"], None)
    return "\n".join(marked[numbers[page]].get(mcid, "") for page, mcid in pieces)


def links(pdf: Path) -> list[tuple[str, str]]:
    """Return what each link inside a PDF leads to, and how it is described."""
    annotations = [
        annotation.get_object()
        for page in pypdf.PdfReader(pdf).pages
        for annotation in page.get("/Annots", ())
    ]
    return [
        (str(annotation["/Dest"]), str(annotation.get("/Contents", "")))
        for annotation in annotations
        if annotation["/Subtype"] == "/Link" and "/Dest" in annotation
    ]


def _pieces(
    element: pypdf.generic.DictionaryObject, page: int | None
) -> Iterator[tuple[int | None, int]]:
    """Yield the pages (by their objects' numbers) and MCIDs of all marked content of an element."""
    if "/Pg" in element:
        page = element.raw_get("/Pg").idnum
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, list) else [kids]:
        found = kid.get_object()
        if isinstance(found, int):
            yield page, found
        elif found.get("/Type") == "/MCR":
            yield (found.raw_get("/Pg").idnum if "/Pg" in found else page), found["/MCID"]
        elif found.get("/Type") != "/OBJR":
            yield from _pieces(found, page)


def marked_content(pdf: Path) -> list[dict[int, str]]:
    """Return for each page the text of its pieces of marked content by MCID."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [_of_page(document[number]) for number in range(len(document))]


def _of_page(page: pypdfium2.PdfPage) -> dict[int, str]:
    found: dict[int, str] = {}
    for item in page.get_objects([FPDF_PAGEOBJ_TEXT], textpage=page.get_textpage()):
        mcid = FPDFPageObj_GetMarkedContentID(item)
        found[mcid] = found.get(mcid, "") + item.extract()
    return found
