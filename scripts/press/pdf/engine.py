"""WeasyPrint, loaded when it is needed; its fonts and style sheets, read once in a process."""

from __future__ import annotations

import contextlib
import io
import logging
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from press.compile import issue_picture
from press.publication import RefusedError, Settings, failure

# family, package, file, weight, style: every face that the style sheets ask for.
FACES = (
    ("Press Serif", "font_source_serif_pro", "SourceSerifPro-Regular", 400, "normal"),
    ("Press Serif", "font_source_serif_pro", "SourceSerifPro-It", 400, "italic"),
    ("Press Serif", "font_source_serif_pro", "SourceSerifPro-Semibold", 600, "normal"),
    ("Press Serif", "font_source_serif_pro", "SourceSerifPro-SemiboldIt", 600, "italic"),
    ("Press Sans", "font_source_sans_pro", "SourceSansPro-Regular", 400, "normal"),
    ("Press Sans", "font_source_sans_pro", "SourceSansPro-It", 400, "italic"),
    ("Press Sans", "font_source_sans_pro", "SourceSansPro-Semibold", 600, "normal"),
    ("Press Sans", "font_source_sans_pro", "SourceSansPro-SemiboldIt", 600, "italic"),
    ("Press Sans", "font_source_sans_pro", "SourceSansPro-Bold", 700, "normal"),
)
OWN_FAMILIES = frozenset(face[0] for face in FACES)
_MISSING_GLYPH = ".notdef glyph"


@dataclass(frozen=True)
class Styles:
    """What WeasyPrint needs to know of our print design; usable for any number of documents."""

    fonts: Any
    sheets: tuple[Any, ...]


def weasyprint() -> Any:
    """Return WeasyPrint; raises PressError that says what to install where Pango is missing."""
    banner = io.StringIO()
    try:
        with contextlib.redirect_stdout(banner):
            import weasyprint
    except OSError as error:
        reason = str(error).splitlines()[0]
        message = f"the PDF needs Pango, which is not on this machine ({reason})"
        mend = (
            "install it: `apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0`, "
            "`dnf install pango` or `brew install pango`; `press doctor` shows the rest"
        )
        raise failure("weasyprint", message, mend, rule="pdf") from error
    _remember_pages()
    return weasyprint


@cache
def _remember_pages() -> None:
    """Let pydyf make the references to a PDF's pages once, not for every tag.

    `page_references` is a property that builds a tuple of all pages, and WeasyPrint reads one
    page of it for each structure element: elements times pages. Pages are only ever added, so
    their number tells whether the last tuple still holds.
    """
    import pydyf

    built = pydyf.PDF.page_references.fget

    def page_references(pdf: Any) -> tuple[bytes, ...]:
        count = len(pdf.pages["Kids"])
        known: tuple[int, tuple[bytes, ...]] | None = pdf.__dict__.get("_press_pages")
        if known is None or known[0] != count:
            known = pdf._press_pages = count, built(pdf)  # noqa: SLF001
        return known[1]

    pydyf.PDF.page_references = property(page_references)


@cache
def styles(paper: str, *, draft: bool) -> Styles:
    """Return the style sheets for a paper size (`a4` or `letter`), with their fonts."""
    fonts = _fonts()
    names = ["issue", "evidence", paper, *(["draft"] if draft else [])]
    sheets = tuple(weasyprint().CSS(string=style_text(name), font_config=fonts) for name in names)
    return Styles(fonts, sheets)


def style_text(name: str) -> str:
    """Return the text of one of our style sheets."""
    return files("press.pdf").joinpath("styles", f"{name}.css").read_text(encoding="utf-8")


@cache
def _fonts() -> Any:
    from weasyprint.text.fonts import FontConfiguration

    configuration = FontConfiguration()
    weasyprint().CSS(string=font_faces(), font_config=configuration)
    return configuration


def font_faces() -> str:
    """Return the @font-face rules of our fonts, which lie in Python packages."""
    rules = []
    for family, package, name, weight, style in FACES:
        url = Path(str(files(package).joinpath("files", f"{name}.ttf"))).as_uri()
        rules.append(
            f'@font-face {{ font-family: "{family}"; src: url("{url}"); '
            f"font-weight: {weight}; font-style: {style} }}"
        )
    return "\n".join(rules)


def fetcher(settings: Settings) -> Any:
    """Return a fetcher that gives WeasyPrint the publication's pictures and nothing else.

    Whatever asks for it (an image, an attachment, a style), it is a picture that was proven.
    """
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class Fetcher(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: Any = None) -> Any:
            del headers
            parts = urlsplit(url)
            path = Path(unquote(parts.path))
            if parts.scheme != "file" or parts.netloc or not path.is_relative_to(settings.root):
                raise ValueError(f"not part of the publication: {url}")
            try:
                found = issue_picture(settings, path.relative_to(settings.root).as_posix())
            except RefusedError as error:
                raise ValueError(error.message) from error
            kind = "svg+xml" if found.kind == "svg" else found.kind
            return URLFetcherResponse(url, found.data, {"Content-Type": f"image/{kind}"})

    return Fetcher(allowed_protocols=("file",))


class Findings(logging.Handler):
    """What WeasyPrint has to say about a document: characters without a glyph, and the rest."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.warnings: list[str] = []
        self.errors: list[str] = []
        self.glyphless: list[str] = []
        self._thread = threading.get_ident()

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a message of the own thread once."""
        if record.thread != self._thread:
            return
        if record.msg.startswith(_MISSING_GLYPH) and isinstance(record.args, tuple):
            kept, found = self.glyphless, chr(int(str(record.args[1])))
        else:
            kept = self.errors if record.levelno >= logging.ERROR else self.warnings
            found = record.getMessage()
        if found not in kept:
            kept.append(found)


@contextlib.contextmanager
def findings() -> Iterator[Findings]:
    """Gather what WeasyPrint reports while the block runs, whatever the level of its logger."""
    logger = logging.getLogger("weasyprint")
    handler = Findings()
    level = logger.level
    logger.addHandler(handler)
    logger.setLevel(logging.WARNING)
    try:
        yield handler
    finally:
        logger.setLevel(level)
        logger.removeHandler(handler)
