"""Rendered text against the Markdown it came from, character by character."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Kind = Literal["verbatim", "transformed", "atomic", "generated"]
# Stands in rendered text for what can only be kept or deleted whole: a citation, a footnote mark.
ATOM = "\ufffc"

# What smarty and HTML make of characters; longest first.
_SHOWN_FOR = (
    ("\u2014", ("---", "&mdash;", "\u2014")),
    ("\u2013", ("--", "&ndash;", "\u2013")),
    ("\u2026", ("...", "&hellip;", "\u2026")),
    ("\u201c", ('"', "&ldquo;", "``")),
    ("\u201d", ('"', "&rdquo;", "''")),
    ("\u2018", ("'", "&lsquo;")),
    ("\u2019", ("'", "&rsquo;")),
)
_SHOWN = dict(_SHOWN_FOR)
_ENTITY = re.compile(r"&(?:#\d+|#x[0-9a-fA-F]+|\w+);")
# What stands between words without being shown: marks, a link's address, attributes.
_MARKUP = re.compile(r"\]\([^()\s]*(?:\s+\"[^\"]*\")?\)|\]\[[^\]]*\]|!?\[|[*_~`]+|\{[^{}\n]*\}")
_REACH = (
    400  # so far ahead the next match is looked for: past a link's address, not past a paragraph
)
_GRIP = 12  # so many characters must match to take up the thread again


@dataclass(frozen=True)
class Segment:
    """Rendered characters `start:end` and the source characters they come from (from 0).

    A generated segment has an empty source range at the place where it was put in.
    """

    kind: Kind
    start: int
    end: int
    source_start: int
    source_end: int


def segments(rendered: str, source: str, atoms: Sequence[str] = ()) -> tuple[Segment, ...]:
    """Return how a block's rendered text is made of its source text, in order, without gaps.

    `atoms` are the source forms of the ATOM characters in `rendered`, in order; an empty one
    stands for something whose source is not known.
    """
    return _Aligner(rendered, source, atoms).run()


class _Aligner:
    def __init__(self, rendered: str, source: str, atoms: Sequence[str]) -> None:
        self.rendered = rendered
        self.source = source
        self.atoms = list(atoms)
        self.found: list[Segment] = []

    def run(self) -> tuple[Segment, ...]:
        at, place = 0, 0
        while at < len(self.rendered):
            at, place = self._step(at, place)
        return tuple(self.found)

    def _step(self, at: int, place: int) -> tuple[int, int]:
        """Align the next characters; return the new places in rendered and source text."""
        char = self.rendered[at]
        if char == ATOM:
            return self._atom(at, place)
        length = self._same(at, place)
        if length:
            return self._add("verbatim", at, length, place, length)
        taken = self._transformed(char, place)
        if taken:
            return self._add("transformed", at, 1, place, taken)
        skip = self._skip(at, place)
        if skip:
            return at, place + skip
        return self._add("generated", at, 1, place, 0)

    def _atom(self, at: int, place: int) -> tuple[int, int]:
        raw = self.atoms.pop(0) if self.atoms else ""
        start = self.source.find(raw, place) if raw else -1
        if start < 0:
            return self._add("atomic", at, 1, place, 0)
        return self._add("atomic", at, 1, start, len(raw))

    def _same(self, at: int, place: int) -> int:
        """Return how many characters are the same from here on."""
        length = 0
        limit = min(len(self.rendered) - at, len(self.source) - place)
        while length < limit and self.rendered[at + length] == self.source[place + length]:
            if self.rendered[at + length] in {ATOM, "\\"} or self._opens_entity(place + length):
                break
            length += 1
        return length

    def _opens_entity(self, place: int) -> bool:
        return self.source[place] == "&" and bool(_ENTITY.match(self.source, place))

    def _transformed(self, char: str, place: int) -> int:
        """Return how many source characters were turned into this one, or 0."""
        if char.isspace():
            match = re.compile(r"[ \t]*\n[ \t>]*|\s+|&nbsp;|<br ?/?>").match(self.source, place)
            return match.end() - place if match else 0
        for form in _SHOWN.get(char, ()):
            if self.source.startswith(form, place):
                return len(form)
        entity = _ENTITY.match(self.source, place)
        if entity and html.unescape(entity.group()) == char:
            return len(entity.group())
        escaped = self.source[place : place + 2]
        return 2 if escaped == "\\" + char else 0

    def _skip(self, at: int, place: int) -> int:
        """Return how much markup to pass over to find the thread again, or 0.

        Where the text goes on right behind marks, there it is. Else the nearest source place is
        taken at which a run of the rendered text goes on: a long run first, so that a common
        letter inside a link's address does not catch.
        """
        past = place
        while markup := _MARKUP.match(self.source, past):
            past = markup.end()
            if self._same(at, past) or self._transformed(self.rendered[at], past):
                return past - place
        end = self.rendered.find(ATOM, at)
        text = self.rendered[at : end if end >= 0 else len(self.rendered)]
        for size in (_GRIP, 4, 1):
            probe = re.split(r"[\s\"'\u2018-\u201d\u2013\u2014\u2026&<>]", text[:size], maxsplit=1)[
                0
            ]
            if probe:
                distance = self.source.find(probe, place, place + _REACH) - place
                if distance > 0:
                    return distance
        window = range(1, min(_REACH, len(self.source) - place))
        return next((step for step in window if self._transformed(text[0], place + step)), 0)

    def _add(self, kind: Kind, at: int, length: int, place: int, taken: int) -> tuple[int, int]:
        last = self.found[-1] if self.found else None
        goes_on = (
            last is not None and last.kind == kind and last.end == at and last.source_end == place
        )
        if goes_on and last is not None and kind in {"verbatim", "generated"}:
            self.found[-1] = Segment(
                kind, last.start, at + length, last.source_start, place + taken
            )
        else:
            self.found.append(Segment(kind, at, at + length, place, place + taken))
        return at + length, place + taken
