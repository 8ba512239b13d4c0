"""Run as a program, `python -m tests.bench.pdf ROOT press|bare`: seconds for an issue's PDF.

The issue is composed and WeasyPrint loaded before the clock starts; style sheets and fonts are
read while it runs, as every build of one issue has to. Prints processor seconds.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from press.bibliography import read_bibliography
from press.compile import IssueDocument, compose
from press.pdf.engine import font_faces, style_text, weasyprint
from press.pdf.metadata import edition
from press.pdf.preparation import print_html
from press.pdf.writer import pdf_bytes
from press.publication import load


def bare(html: str, root: Path) -> bytes:
    """Return what WeasyPrint makes of our HTML and CSS when left alone: no tags, no PDF/A."""
    from weasyprint.text.fonts import FontConfiguration

    fonts = FontConfiguration()
    texts = [font_faces(), style_text("issue"), style_text("a4")]
    sheets = [weasyprint().CSS(string=text, font_config=fonts) for text in texts]
    source = weasyprint().HTML(string=html, base_url=f"{root.as_uri()}/")
    return bytes(source.write_pdf(font_config=fonts, stylesheets=sheets))


def _document(root: Path) -> IssueDocument:
    publication = load(root)
    bibliography = read_bibliography(publication.settings)
    return compose(publication, publication.issues[0], bibliography)


def main(root: Path, side: str) -> None:
    """Print how long one side takes."""
    document = _document(root)
    html = print_html(document, edition(document))
    weasyprint()
    began = time.process_time()
    data = pdf_bytes(document) if side == "press" else bare(html, root)
    seconds = time.process_time() - began
    if not data.startswith(b"%PDF"):
        raise SystemExit("that is no PDF")
    sys.stdout.write(f"{seconds}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve(), sys.argv[2])
