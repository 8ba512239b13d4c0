"""HTML read as lines of text with the places of their words in the file."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser

from press.evidence.intake.passages import Passage, Piece

# Elements that begin and end a paragraph, as browsers show them; table cells stand alone too.
_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details",
    "dialog", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1",
    "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre",
    "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
})  # fmt: skip
_HIDDEN = frozenset({"script", "style", "template", "head", "noscript"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


def html_lines(text: str) -> tuple[Passage, ...]:
    """Return what an HTML page shows, a paragraph a line, with an empty passage between two.

    A link whose address is not its own text is written as in Markdown, `[text](address)`; so is
    the description of an image. The standard library's parser is used for the one thing that the
    others do not tell: the line and column of every run of text.
    """
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return reader.lines()


class _Reader(HTMLParser):
    """Collects runs of text; `convert_charrefs` is off so that each run stands as in the file."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self._lines: list[Passage] = []
        self._text = ""
        self._pieces: list[Piece] = []
        self._hidden: list[str] = []
        self._links: list[tuple[str, int]] = []
        self._heading = 0

    def lines(self) -> tuple[Passage, ...]:
        self._break(paragraph=False)
        return tuple(self._lines)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag in _BLOCKS:
            self._break()
            self._heading = int(tag[1]) if tag in _HEADINGS else self._heading
        elif tag == "br":
            self._break(paragraph=False)
        elif tag in _HIDDEN:
            self._hidden.append(tag)
        elif tag == "a":
            self._links.append((values.get("href") or "", len(self._text)))
        elif tag == "img" and values.get("alt"):
            self._add(f" {values['alt']} ")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if self._hidden and tag == self._hidden[-1]:
            self._hidden.pop()
        elif tag in _BLOCKS:
            self._break()
            self._heading = 0 if tag in _HEADINGS else self._heading
        elif tag == "a" and self._links:
            self._close_link(*self._links.pop())

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            line, column = self.getpos()
            for match in re.finditer(r"\S+", data):
                before = data[: match.start()]
                if before[-1:].isspace():
                    self._space()
                last = before.rfind("\n")
                offset = match.start() - last - 1 if last >= 0 else column + match.start()
                self._add(match[0], line + before.count("\n"), offset + 1)
            if data[-1:].isspace():
                self._space()

    def handle_entityref(self, name: str) -> None:
        self._character(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self._character(f"&#{name};")

    def _character(self, reference: str) -> None:
        if not self._hidden:
            text = html.unescape(reference)
            if text.isspace():
                self._space()
            else:
                self._add(text)

    def _space(self) -> None:
        if self._text and not self._text.endswith(" "):
            self._text += " "

    def _add(self, text: str, line: int = 0, column: int = 0) -> None:
        if not line:
            line, column = self.getpos()
            column += 1
        self._pieces.append(Piece(len(self._text), line, column))
        self._text += text

    def _close_link(self, address: str, start: int) -> None:
        text = self._text[start:].strip()
        if self._hidden or not address or address.strip() == text:
            return
        shift = len(self._text[:start]) + (self._text[start:] != self._text[start:].lstrip())
        self._pieces = [
            Piece(piece.start + (piece.start >= shift), piece.line, piece.column)
            for piece in self._pieces
        ]
        self._text = f"{self._text[:shift]}[{self._text[shift:].rstrip()}"
        self._add(f"]({address.strip()})")

    def _break(self, *, paragraph: bool = True) -> None:
        # A block within a link: the address stands behind the text before the block, if any.
        waiting = [(address, start) for address, start in self._links if self._text[start:].strip()]
        for address, start in waiting:
            self._close_link(address, start)
        self._links = [] if waiting else [(address, 0) for address, _ in self._links]
        if self._text.strip():
            self._lines.append(Passage(self._text.rstrip(), tuple(self._pieces), self._heading))
        if paragraph and self._lines and self._lines[-1].text:
            self._lines.append(Passage("", (Piece(0, *self._here()),)))
        self._text, self._pieces = "", []

    def _here(self) -> tuple[int, int]:
        line, column = self.getpos()
        return line, column + 1
