"""Pages of study summaries read: HTML, Markdown or text in labelled lines."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from press.evidence.finding import PASTED
from press.evidence.intake.items import Item, items_of
from press.evidence.intake.markup import html_lines
from press.evidence.intake.passages import text_lines
from press.publication import failure
from press.publication.storage.texts import CONTROL

Kind = Literal["html", "markdown", "text"]

_SUFFIXES: dict[str, Kind] = {
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".md": "markdown",
    ".markdown": "markdown",
}
_TAGS = re.compile(r"</(?:p|div|li|h[1-6]|body|html|span|strong|b|a|td)\s*>", re.IGNORECASE)
_MARKDOWN = re.compile(r"^(?:#{1,6} |[-*] \*\*|\*\*[^*\n]+\*\*)", re.MULTILINE)


@dataclass(frozen=True)
class Page:
    """A page that was read: its path (`<stdin>` where it was pasted), its kind, its items."""

    path: str
    kind: Kind
    text: str
    items: tuple[Item, ...]


def read_page(text: str, kind: Kind | None = None, *, path: str = PASTED) -> Page:
    """Return a page with its items; without `kind`, path and text tell what it is.

    Every visible character of the page is in some item, unless there is none: a page without a
    title, by label or as a heading above labels, has no items. Line ends are made line
    feeds; control characters are replaced.
    """
    text = CONTROL.sub("\ufffd", text.removeprefix("\ufeff").replace("\r\n", "\n")).replace(
        "\r", "\n"
    )
    kind = kind or kind_of(text, path)
    lines = html_lines(text) if kind == "html" else text_lines(text)
    return Page(path, kind, text, items_of(lines))


def require_items(page: Page) -> None:
    """Raise PressError where a page tells of no study."""
    if not page.items:
        mend = "begin each study with a line `Title: …` or a heading, or give the page's kind"
        raise failure(page.path, "no study was found on the page", mend, "page")


def kind_of(text: str, path: str = PASTED) -> Kind:
    """Return what a page is written in: by the ending of its name, else by what it holds."""
    if suffix := _SUFFIXES.get(Path(path).suffix.lower()):
        return suffix
    if _TAGS.search(text):
        return "html"
    return "markdown" if _MARKDOWN.search(text) else "text"


def page_text(raw: bytes, path: str = PASTED) -> str:
    """Return a page's text from its bytes; raises PressError where it is not UTF-8."""
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        mend = "save it with the encoding UTF-8"
        raise failure(path, "the page is not UTF-8", mend, "page", line) from error
