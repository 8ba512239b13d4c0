"""One Word paragraph while it is written, and the record of what its characters are made of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal

from press.compile import ATOM
from press.docx.formats import Format, add_properties, has_cjk, scripts
from press.docx.ooxml import Element, add, add_text, legal
from press.docx.sources.origins import Origin
from press.docx.story import Story

Stuff = Literal["markdown", "field", "generated", "atom"]
_BLANKS = re.compile("[ \t\n\r\f]+")


@dataclass
class Piece:
    """Characters that come from one kind of place.

    An atom (citation, footnote mark, image) comes from `raw`; a field's text from the
    front-matter key `field`.
    """

    text: str
    stuff: Stuff
    raw: str = ""
    field: str = ""


@dataclass
class Cited:
    """A citation as written into a paragraph: its bookmark, its place among the pieces."""

    name: str
    piece: Piece
    keys: tuple[str, ...]


class Paragraph:
    """Collects runs; blanks are collapsed as a browser does it, unless `preserve` is set."""

    def __init__(self, element: Element, kind: str, source: Origin, story: Story) -> None:
        self.element = element
        self.kind = kind
        self.source = source
        self.story = story
        self.width = 0
        self.field = ""
        self.preserve = False
        self.pieces: list[Piece] = []
        self.citations: list[Cited] = []
        self.target = element
        self._at_blank = True
        self._waiting: tuple[Format, str] | None = None
        self._atom: Piece | None = None

    @property
    def text(self) -> str:
        """Return what a reader sees; footnote marks and images are ATOM characters."""
        return "".join(piece.text for piece in self.pieces)

    def write(self, text: str, look: Format) -> None:
        """Append characters; a blank at the end waits until something follows it.

        They come from the front-matter key `field`, where one is set.
        """
        text, field = legal(text), self.field
        if not self.preserve:
            text = _BLANKS.sub(" ", text)
            if self._at_blank:
                text = text.removeprefix(" ")
        if not text:
            return
        if self._waiting == (look, field):
            self._waiting, text = None, " " + text
        self.flush()
        if not self.preserve and text.endswith(" "):
            text = text[:-1]
            self._waiting = (look, field)
        self._at_blank = self._waiting is not None
        if text:
            self._emit(text, look, field)

    def line_break(self, look: Format) -> None:
        """Append a line break; blanks round it vanish."""
        self._waiting = None
        self._emit("\n", look, self.field)
        self._at_blank = True

    def flush_field(self, field: str) -> None:
        """Let what follows come from another front-matter key."""
        if field != self.field:
            self.flush()
            self.field = field

    def flush(self) -> None:
        """Write the blank that waits; called before anything that is not text begins or ends."""
        if self._waiting is not None:
            look, field = self._waiting
            self._waiting = None
            self._emit(" ", look, field)

    def generated(self, text: str, look: Format) -> None:
        """Append characters that stand in no source."""
        self.flush()
        self._note(text, "generated", "")
        self._runs(text, look)
        self._at_blank = text.endswith(("[", " "))

    def trim(self) -> None:
        """Forget the blank that waits."""
        self._waiting = None

    def put(self, element: Element, shown: str = ATOM, raw: str = "") -> None:
        """Append something that is not text: a footnote's mark, a picture."""
        self.flush()
        self.target.append(element)
        self.mark(shown, raw)

    def mark(self, shown: str, raw: str) -> None:
        """Record something whole that was appended to the target."""
        if self._atom is not None:
            self._atom.text += shown
        else:
            self.pieces.append(Piece(shown, "atom", raw))
        self._at_blank = False

    def counted(self, number: str) -> None:
        """Record the result of a field that counts, which was appended to the target."""
        self._note(number, "generated", "")
        self._at_blank = False

    @contextmanager
    def inside(self, element: Element) -> Iterator[None]:
        """Append what is written in the block to an element of the paragraph, such as a link."""
        self.flush()
        outer = self.target
        outer.append(element)
        self.target = element
        yield
        self.flush()
        self.target = outer

    @contextmanager
    def atom(self, raw: str) -> Iterator[Piece]:
        """Record what is written in the block as one thing that is kept or deleted whole."""
        self.flush()
        piece = Piece("", "atom", raw)
        self._atom = piece
        yield piece
        self.flush()
        self._atom = None
        self.pieces.append(piece)

    def _emit(self, text: str, look: Format, field: str) -> None:
        if field:
            self._note(text, "field", field)
        elif self.source.field and not self.source.partial:
            self._note(text, "field", self.source.field)
        elif self.source.lines:
            self._note(text, "markdown", "")
        else:
            self._note(text, "generated", "")
        self._runs(text, look)

    def _note(self, text: str, stuff: Stuff, field: str) -> None:
        last = self.pieces[-1] if self.pieces else None
        if self._atom is not None:
            self._atom.text += text
        elif last is not None and last.stuff == stuff and last.field == field:
            last.text += text
        else:
            self.pieces.append(Piece(text, stuff, field=field))

    def _runs(self, text: str, look: Format) -> None:
        for part, rtl in scripts(text):
            run = add(self.target, "r")
            add_properties(run, look, rtl=rtl, cjk=has_cjk(part))
            add_text(run, part)
