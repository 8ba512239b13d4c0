"""An issue's PDF: rendered, read back, and only then written."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from press.compile import IssueDocument
from press.pdf.engine import OWN_FAMILIES, fetcher, findings, styles, weasyprint
from press.pdf.faults import faults, glyphless
from press.pdf.finishing import finisher, identified
from press.pdf.metadata import edition, metadata
from press.pdf.preparation import print_html
from press.pdf.verification import verify
from press.publication import PressError, failure, write_file

Paper = Literal["a4", "letter"]
# PDF/A-3a; the claim of PDF/UA-1 beside it is in the metadata.
_VARIANT = "pdf/a-3a"


@dataclass(frozen=True)
class PdfReport:
    """What was written: pages, bytes, fonts beside our own, and what an editor should know."""

    path: Path
    pages: int
    size: int
    fallback_fonts: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Rendered:
    data: bytes
    pages: int
    fallback_fonts: tuple[str, ...]
    warnings: tuple[str, ...]


def write_pdf(
    document: IssueDocument, path: Path, *, paper: Paper = "a4", draft: bool = False
) -> PdfReport:
    """Write an issue as PDF/A-3a and PDF/UA-1, whole or not at all, and say what was written.

    A `draft`, and an issue with references that nobody has confirmed, says so on every page. A
    draft reports as warnings what otherwise stops the build: broken
    links inside the issue, missing images and descriptions, characters that no font has, no
    disclaimer. Raises PressError for these, where Pango is missing, and where the finished file
    does not hold the issue's text.
    """
    rendered = _rendered(document, paper, draft=draft)
    write_file(path, rendered.data)
    return PdfReport(
        path, rendered.pages, len(rendered.data), rendered.fallback_fonts, rendered.warnings
    )


def pdf_bytes(document: IssueDocument, *, paper: Paper = "a4", draft: bool = False) -> bytes:
    """Return an issue's PDF as `write_pdf` would write it: the same bytes for the same issue."""
    return _rendered(document, paper, draft=draft).data


def _rendered(document: IssueDocument, paper: Paper, *, draft: bool) -> _Rendered:
    problems = faults(document)
    if problems and not draft:
        raise PressError(problems)
    design = styles(paper, draft=draft or bool(document.open))
    html = print_html(document, edition(document))
    with findings() as found:
        root = document.publication.root
        source = weasyprint().HTML(
            string=html,
            base_url=f"{root.as_uri()}/",
            url_fetcher=fetcher(document.publication.settings),
        )
        laid_out = source.render(design.fonts, stylesheets=design.sheets, pdf_variant=_VARIANT)
        laid_out.metadata = metadata(document)
        data = identified(
            laid_out.write_pdf(
                finisher=finisher(document), pdf_variant=_VARIANT, pdf_identifier=False
            )
        )
    unprintable = glyphless(document, found.glyphless)
    if unprintable and not draft:
        raise PressError(unprintable)
    if found.errors and not draft:
        mend = "correct it in the digest that holds it, or build a draft"
        raise failure(document.issue.source.path, "; ".join(found.errors), mend, rule="pdf")
    verify(data, document, len(laid_out.pages))
    families = {font.family for font in laid_out.fonts.values()} - OWN_FAMILIES
    return _Rendered(
        data,
        len(laid_out.pages),
        tuple(sorted(families)),
        (*map(str, [*problems, *unprintable]), *found.errors, *found.warnings),
    )
