"""The marks of tracked changes: who, when, and the elements that say so."""

from __future__ import annotations

import copy
from typing import Literal

from press.docx.ooxml import Element, add_text, make, w
from press.review.write.signature import Signature
from press.review.write.tokens import FORMER, Token, look_of, without_link

TrackedAs = Literal["kept", "ins", "del"]
_RENAMED = {w("t"): w("delText"), w("instrText"): w("delInstrText")}
_BEHIND_MARK = (w("sectPr"), w("pPrChange"))


class Tracks:
    """Makes marks in one author's name; numbers are given when the file is done."""

    def __init__(self, signature: Signature) -> None:
        self._said = {"id": "0", "author": signature.author, "date": signature.local}

    def made(self, name: str) -> Element:
        """Return a mark."""
        return make(name, **self._said)

    def paragraph(self, properties: Element, fate: TrackedAs) -> None:
        """Track a paragraph's end."""
        if fate == "kept":
            return
        run = properties.find(w("rPr"))
        if run is None:
            run = make("rPr")
            at = next((i for i, p in enumerate(properties) if p.tag in _BEHIND_MARK), None)
            properties.insert(len(properties) if at is None else at, run)
        run.insert(0, self.made(fate))

    def row(self, row: Element, fate: TrackedAs) -> None:
        """Track a table's row."""
        if fate == "kept":
            return
        properties = row.find(w("trPr"))
        if properties is None:
            properties = make("trPr")
            row.insert(0, properties)
        properties.append(self.made(fate))

    def formatted(self, properties: Element, old: Element | None, name: str) -> None:
        """Track other properties: `name` is rPrChange or pPrChange."""
        change = self.made(name)
        was = make(name.removesuffix("Change"))
        if old is not None:
            was.extend(copy.deepcopy(child) for child in old if child.tag != w("rPr"))
        change.append(was)
        properties.append(change)


class Line:
    """Writes the content of one paragraph; neighbours of one kind share their elements."""

    def __init__(self, paragraph: Element, tracks: Tracks) -> None:
        self._paragraph = paragraph
        self._tracks = tracks
        self._link: tuple[Element, Element] | None = None  # like which, and the one written
        self._frame: tuple[TrackedAs, Element] | None = None
        self._run: tuple[tuple[bytes, bytes], Element, list[str]] | None = None

    def bookmark(self, mark: Element) -> None:
        """Append a bookmark's start or end."""
        self._end_frame()
        self._parent().append(mark)

    def write(self, token: Token, fate: TrackedAs, was: Token | None = None) -> None:
        """Append a token; `was` is the former one where only its look differs."""
        self._enter(token.link, fate)
        looks = look_of(token), look_of(token) if was is None else look_of(was)
        if token.whole:
            self._end_run()
            self._into(fate).extend(copy.deepcopy(run) for run in token.whole)
        elif self._run is not None and self._run[0] == looks and self._is_in(fate):
            self._run[2].append(token.text)
        else:
            self._end_run()
            run = make("r")
            if token.look is not None:
                run.append(copy.deepcopy(token.look))
            if was is not None and looks[0] != looks[1]:
                if token.look is None:
                    run.append(make("rPr"))
                self._tracks.formatted(run[0], was.look, "rPrChange")
            self._into(fate).append(run)
            self._run = (looks, run, [token.text])

    def close(self) -> None:
        """End what is open."""
        self._end_frame()
        self._link = None

    def _enter(self, link: Element | None, fate: TrackedAs) -> None:
        """Go into a token's hyperlink, out of the one before, and into its kind of frame."""
        if self._link is not None and (link is None or not _alike(self._link[0], link)):
            self._end_frame()
            self._link = None
        if link is not None and self._link is None:
            self._end_frame()
            made = without_link(link)
            self._paragraph.append(made)
            self._link = (link, made)
        if not self._is_in(fate):
            self._end_frame()

    def _parent(self) -> Element:
        return self._paragraph if self._link is None else self._link[1]

    def _is_in(self, fate: TrackedAs) -> bool:
        return fate == ("kept" if self._frame is None else self._frame[0])

    def _into(self, fate: TrackedAs) -> Element:
        if fate == "kept":
            return self._parent()
        if self._frame is None:
            made = self._tracks.made(fate)
            self._parent().append(made)
            self._frame = (fate, made)
        return self._frame[1]

    def _end_frame(self) -> None:
        self._end_run()
        if self._frame is not None and self._frame[0] == "del":
            for node in list(self._frame[1].iter(*_RENAMED)):
                node.tag = _RENAMED[str(node.tag)]
        self._frame = None

    def _end_run(self) -> None:
        if self._run is not None:
            add_text(self._run[1], "".join(self._run[2]))
        self._run = None


def _alike(one: Element, other: Element) -> bool:
    """Tell whether two links lead to the same place, in whichever version they stand."""
    return _values(one) == _values(other)


def _values(link: Element) -> dict[str, str]:
    return {str(name): str(value).removeprefix(FORMER) for name, value in link.attrib.items()}
