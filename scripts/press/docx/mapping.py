"""A paragraph's characters against its source: which stand in it as they are, and where."""

from __future__ import annotations

import re
from collections.abc import Sequence

from press.compile import ATOM, Segment, segments
from press.docx.paragraph import Paragraph, Piece
from press.docx.sources.origins import Origin
from press.docx.sources.text import SourceText

_IMAGE = re.compile(r"!\[[^\]]*\]\([^)]*\)(?:\{[^}]*\})?|<img\b[^>]*>")


class Mapper:
    """Aligns paragraphs in the order in which they stand."""

    def __init__(self) -> None:
        # Paragraphs of one list item share its lines: each goes on where the one before ended.
        self._reached: dict[tuple[str, tuple[int, int] | None], int] = {}

    def segments(self, paragraph: Paragraph, text: SourceText, column: int | None) -> list[Segment]:
        """Return how a paragraph is made of its source, offsets counted from the file's start."""
        found = [*_fields(paragraph.pieces, text), *self._markdown(paragraph, text, column)]
        found += _generated(paragraph.pieces)
        return sorted(
            (segment for segment in found if segment.end > segment.start), key=lambda s: s.start
        )

    def _markdown(
        self, paragraph: Paragraph, text: SourceText, column: int | None
    ) -> list[Segment]:
        source = paragraph.source
        if not source.lines:
            return _whole_atoms(paragraph.pieces)
        start, end = self._range(source, text, column)
        pictures = [match.group() for match in _IMAGE.finditer(text.text, start, end)]
        atoms: list[str] = []
        rendered, shown = "", []
        place = 0
        for piece in paragraph.pieces:
            if piece.stuff == "atom":
                rendered += ATOM
                shown.append(place)
                atoms.append(
                    piece.raw or (pictures.pop(0) if pictures and piece.text == ATOM else "")
                )
            elif piece.stuff == "markdown":
                rendered += piece.text
                shown += range(place, place + len(piece.text))
            place += len(piece.text)
        shown.append(place)
        widths = {
            at: len(piece.text) for at, piece in _placed(paragraph.pieces) if piece.stuff == "atom"
        }
        found = [
            _moved(segment, shown, widths, start)
            for segment in segments(rendered, text.text[start:end], atoms)
        ]
        if found and column is None:
            reached = max(segment.source_end for segment in found)
            self._reached[source.file, source.lines] = reached
        return found

    def _range(self, source: Origin, text: SourceText, column: int | None) -> tuple[int, int]:
        first, last = source.lines or (1, 1)
        start, end = text.lines(first, last)
        if column is not None:
            return text.cell(start, end, column)
        reached = self._reached.get((source.file, source.lines))
        if reached is not None and reached < end:
            return reached, end
        return text.behind_marker(start, end), end


def _placed(pieces: Sequence[Piece]) -> list[tuple[int, Piece]]:
    placed: list[tuple[int, Piece]] = []
    place = 0
    for piece in pieces:
        placed.append((place, piece))
        place += len(piece.text)
    return placed


def _moved(segment: Segment, shown: Sequence[int], widths: dict[int, int], start: int) -> Segment:
    """Return a segment in the paragraph's and the file's own counts."""
    first = shown[segment.start]
    is_atom = segment.kind == "atomic"
    last = first + widths.get(first, 1) if is_atom else shown[segment.end - 1] + 1
    return Segment(
        segment.kind, first, last, segment.source_start + start, segment.source_end + start
    )


def _whole_atoms(pieces: Sequence[Piece]) -> list[Segment]:
    return [
        Segment("atomic", at, at + len(piece.text), 0, 0)
        for at, piece in _placed(pieces)
        if piece.stuff == "atom"
    ]


def _generated(pieces: Sequence[Piece]) -> list[Segment]:
    return [
        Segment("generated", at, at + len(piece.text), 0, 0)
        for at, piece in _placed(pieces)
        if piece.stuff == "generated"
    ]


def _fields(pieces: Sequence[Piece], text: SourceText) -> list[Segment]:
    """Return the segments of front-matter values.

    What was made from several values, a number or a date can only be kept or replaced whole.
    """
    found: list[Segment] = []
    done: set[str] = set()
    for at, piece in _placed(pieces):
        if piece.stuff != "field" or piece.field in done:
            continue
        done.add(piece.field)
        same = [(place, other) for place, other in _placed(pieces) if other.field == piece.field]
        value = text.shown(piece.field)
        if len(same) == 1 and isinstance(value, str) and _alike(piece.text, value):
            found += _aligned(piece.text, at, text, piece.field)
        elif len(same) == 1 and _is_listing(value) and _alike(piece.text, "; ".join(value)):
            found += _listed(piece, at, text, value)
        else:
            start, end = text.value(piece.field)
            found += [
                Segment("atomic", place, place + len(other.text), start, end)
                for place, other in same
            ]
    return found


def _is_listing(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _alike(shown: str, value: str) -> bool:
    """Tell whether a value is shown as it is, but for blanks and a capital at its beginning."""
    return " ".join(shown.split()).casefold() == " ".join(value.split()).casefold()


def _listed(piece: Piece, at: int, text: SourceText, items: Sequence[str]) -> list[Segment]:
    found: list[Segment] = []
    place = 0
    for number, item in enumerate(items):
        length = len(" ".join(item.split()))
        if number:
            found.append(Segment("generated", at + place - 2, at + place, 0, 0))
        found += _aligned(
            piece.text[place : place + length], at + place, text, f"{piece.field}.{number}"
        )
        place += length + len("; ")
    return found


def _aligned(shown: str, at: int, text: SourceText, field: str) -> list[Segment]:
    start, end = text.value(field)
    found = segments(shown, text.text[start:end])
    return [
        Segment(s.kind, s.start + at, s.end + at, s.source_start + start, s.source_end + start)
        for s in _with_capital(found, shown, text.text[start:end])
    ]


def _with_capital(found: Sequence[Segment], shown: str, source: str) -> list[Segment]:
    """Tell a capital that the study card gave to a value's first letter from added text."""
    result = list(found)
    if len(result) > 1 and result[0].kind == "generated" and result[0].end == 1:
        before = result[1].source_start - 1
        if before >= 0 and source[before].casefold() == shown[0].casefold():
            result[0] = Segment("transformed", 0, 1, before, before + 1)
    return result
