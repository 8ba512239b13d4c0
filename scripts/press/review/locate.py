"""Where a reviewer's remark stands in today's sources: file, line and column, begin and end."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from press.docx.manifest import Block, CitationPlace
from press.docx.sources import SourceText
from press.review.align import Method
from press.review.align_text import same
from press.review.carry import Carrier, Today
from press.review.carry_units import Unit, Woven
from press.review.locate_base import Base
from press.review.locate_match import Match, Matches, matches
from press.review.model import Comment, ReviewDocument
from press.review.paragraphs import Joined, Span

Kind = Literal["text", "citation", "reference", "front matter", "generated", "unmapped"]


@dataclass(frozen=True)
class Place:
    """A place in today's sources; lines and columns count from 1 in code points, ends exclusive.

    `method` and `confidence` (0 to 1) tell how the paragraph was found; `key` is a front-matter
    key, or citekeys parted by blanks; `note` tells a person what is special, as that the
    paragraph is gone from today's source. What is unmapped has no path and line 0.
    """

    path: str
    line: int
    column: int
    end_line: int
    end_column: int
    kind: Kind
    method: Method | Literal["none"]
    confidence: float
    key: str = ""
    note: str = ""
    block: str = ""

    def __str__(self) -> str:
        """Return `path:line:column`."""
        return f"{self.path}:{self.line}:{self.column}" if self.path else "(no source)"


CONTENTS_LINE = "a line of the contents, generated from this heading"
UNMAPPED = Place(
    "", 0, 0, 0, 0, "unmapped", "none", 0.0, note="this text was not found in the export"
)


@dataclass(frozen=True)
class Located:
    """A reviewed file against its base and today's sources."""

    document: ReviewDocument
    carrier: Carrier
    matches: Matches

    @property
    def base(self) -> Base:
        """The export that the file came from."""
        return self.carrier.base

    @cached_property
    def comments(self) -> tuple[tuple[Comment, Place], ...]:
        """Return every comment with its place."""
        return tuple((one, self.comment(one)) for one in self.document.comments)

    def comment(self, comment: Comment) -> Place:
        """Return where a comment stands."""
        if comment.before is None:
            return replace(UNMAPPED, note="nothing in the text refers to this comment")
        return self.place(comment.before)

    def place(self, span: Span) -> Place:
        """Return the place of a span of the view before."""
        marked = self._marked_citation(span)
        if marked is not None:
            return marked
        first = self._end(span.first, span.start)
        if first is None:
            return self._without_block(span)
        joined, match, start = first
        last = self._end(span.last, span.end)
        end = last[2] if last is not None and last[1] == match else len(joined.text)
        place = self._in_block(match, joined, start, max(end, start))
        if last is not None and last[1] != match:
            place = _until(place, self._in_block(last[1], last[0], 0, last[2]))
        return place

    def block(self, name: str, start: int = 0, end: int | None = None) -> Place:
        """Return where an exported block, or a part of it, stands, if the file shows it or not."""
        match = self._shown.get(name, Match(name, "bookmark", 1.0))
        woven = self.carrier.woven.get(name)
        if end is None or woven is None:
            return self._of_block(match, self.base.blocks[name])
        return self._woven(match, woven, start, end)

    def _end(self, index: int, offset: int) -> tuple[Joined, Match, int] | None:
        joined = self._joined(index)
        match = self.match(joined) if joined else None
        return (joined, match, joined.offset(index, offset)) if joined and match else None

    def match(self, joined: Joined) -> Match | None:
        """Return the exported block that a paragraph of the view before shows."""
        return self.matches.blocks.get(self._numbers[joined.indices])

    def is_contents(self, joined: Joined) -> bool:
        """Tell whether a paragraph of the view before is a line of the contents."""
        return self._numbers[joined.indices] in self.matches.contents

    def _joined(self, index: int) -> Joined | None:
        with suppress(KeyError):
            return self.document.joined("before", index)
        return None

    @cached_property
    def _shown(self) -> dict[str, Match]:
        return {match.block: match for match in self.matches.blocks.values()}

    @cached_property
    def _numbers(self) -> dict[tuple[int, ...], int]:
        return {one.indices: number for number, one in enumerate(self.document.before)}

    def _marked_citation(self, span: Span) -> Place | None:
        """Return a citation's place by its own bookmark: it outlives the paragraph's."""
        for mark in self.document.paragraphs[span.first].bookmarks:
            one = self.base.citations.get(mark.name)
            held = mark.before
            if one is None or span.is_point or (held.first, held.last) != (span.first, span.last):
                continue
            if held.start <= span.start and span.end <= held.end:
                match = Match(one.block, "bookmark", 1.0)
                return self._cited(one, match)
        return None

    def _without_block(self, span: Span) -> Place:
        joined = self._joined(span.first)
        number = None if joined is None else self._numbers[joined.indices]
        if number is not None and number in self.matches.contents:
            block = self.base.blocks[self.matches.contents[number]]
            place = self._of_block(Match(block.id, "text", 1.0), block)
            return replace(place, kind="generated", note=CONTENTS_LINE)
        story = self.document.paragraphs[span.first].story
        if story in {"header", "footer"}:
            return replace(UNMAPPED, kind="generated", note=f"a {story}, which the press generates")
        if joined is None:
            return replace(UNMAPPED, note="this text was put in by the reviewer")
        return UNMAPPED

    def _in_block(self, match: Match, joined: Joined, start: int, end: int) -> Place:
        block = self.base.blocks[match.block]
        if joined.text != block.text:
            shift = same(joined.text, block.text)
            start, end = shift.nearest(start), shift.nearest(end)
        for one in self.base.manifest.citations:
            is_inside = one.start <= start and end <= one.end and end > start
            if one.block == block.id and is_inside:
                return self._cited(one, match)
        woven = self.carrier.woven.get(block.id)
        if woven is None:
            return self._of_block(match, block)
        return self._woven(match, woven, start, end)

    def _cited(self, one: CitationPlace, match: Match) -> Place:
        place = self._woven(match, self.carrier.woven[one.block], one.start, one.end)
        return replace(place, kind="citation", key=" ".join(one.keys))

    def _woven(self, match: Match, woven: Woven, start: int, end: int) -> Place:
        block = woven.block
        inside = [one for one in woven.shown[start:end] if one is not None]
        if end > start and not inside:
            if any(one.start <= start < one.end for one in block.fields):
                return self._of_field(match, block, start)
            place = self._of_block(match, block)
            return replace(place, kind="generated", note="these words are generated by the press")
        found = woven.range(start, end)
        if found is None and inside:
            number, first = inside[0].unit, inside[0].offset
            ends = [one.offset + 1 for one in inside if one.unit == number]
            found = number, first, max(ends)
        if found is None:
            made = self._of_field(match, block, start) if block.fields else None
            return made or self._of_block(match, block)
        return self._of_unit(match, woven.units[found[0]], found[1], found[2])

    def _of_unit(self, match: Match, unit: Unit, start: int, end: int) -> Place:
        carried = self.carrier.unit(unit)
        if carried is None:
            return self._gone(match, unit, start)
        now = carried.unit
        first, last = carried.same.nearest(start), carried.same.nearest(end)
        if end > start:  # begin at the first character that is still there, end behind the last
            first = next(
                (p for o in range(start, end) if (p := carried.same.character(o)) is not None),
                first,
            )
            last = next(
                (
                    p + 1
                    for o in range(end - 1, start - 1, -1)
                    if (p := carried.same.character(o)) is not None
                ),
                last,
            )
        text = self.carrier.today.text(now.path)
        found = now.source(first, max(first, last)) or text.lines(*now.lines)
        note = "" if carried.same.is_identity else "the text has changed since the export"
        if now.path != self.carrier.paths.get(unit.path):
            note = "; ".join(filter(None, ("it stands in another file today", note)))
        return _place(text, found, match, now.key, note)

    def _of_field(self, match: Match, block: Block, start: int) -> Place:
        """Return the place of a value that is made into words: numbers, dates, names."""
        one = next((f for f in block.fields if f.start <= start <= f.end), block.fields[0])
        path = self.carrier.paths.get(block.file)
        if path is None:
            return self._gone_file(match, block.file)
        text = self.carrier.today.text(path)
        place = _place(text, text.value(one.key), match, one.key, "")
        return replace(place, note=f"this text is made from `{one.key}`")

    def _of_block(self, match: Match, block: Block) -> Place:
        if block.key:
            path, line = self._entry(block.key)
            place = Place(path, line, 1, line, 1, "reference", match.method, match.likeness)
            return replace(place, key=block.key, block=block.id)
        woven = self.carrier.woven.get(block.id)
        if woven is not None and woven.units:
            return self._of_unit(match, woven.units[0], 0, len(woven.units[0].text))
        if woven is not None:
            return self._of_field(match, block, 0)
        return self._near(match, block)

    def _near(self, match: Match, block: Block) -> Place:
        """Return the source beside a generated paragraph: a label of the study card, a heading."""
        blocks = self.base.manifest.blocks
        number = next(i for i, one in enumerate(blocks) if one.id == block.id)
        order = [*blocks[number + 1 :], *blocks[:number][::-1]]
        beside = next((one for one in order if one.file), None)
        place = UNMAPPED if beside is None else self._of_block(match, beside)
        note = "this text is generated by the press; the place is the nearest source"
        return replace(place, kind="generated", note=note, key="", block=block.id)

    def _entry(self, key: str) -> tuple[str, int]:
        path, line, _ = self.base.manifest.entries[key]
        return self.carrier.today.entries.get(key, (path, line))

    def _gone(self, match: Match, unit: Unit, start: int) -> Place:
        """Return where a paragraph stood that is in today's source no more."""
        path = self.carrier.paths.get(unit.path)
        if path is None:
            return self._gone_file(match, unit.path)
        old, text = self.base.sources[unit.path], self.carrier.today.text(path)
        found = unit.source(start, start) or old.lines(*unit.lines)
        offset = same(old.text, text.text).nearest(found[0])
        place = _place(text, (offset, offset), match, unit.key, "")
        what = f"`{unit.key}`" if unit.key else "this paragraph"
        return replace(place, note=f"{what} is no longer in the source; it stood here")

    def _gone_file(self, match: Match, path: str) -> Place:
        return replace(
            UNMAPPED,
            method=match.method,
            note=f"{path} is gone since the export",
            block=match.block,
        )


def locate(document: ReviewDocument, base: Base, today: Today) -> Located:
    """Return a reviewed file with every comment and paragraph led to today's sources."""
    return Located(document, Carrier(base, today), matches(document, base))


def _place(text: SourceText, found: tuple[int, int], match: Match, key: str, note: str) -> Place:
    start, end = found
    line, column = position(text, start)
    end_line, end_column = position(text, end)
    kind: Kind = "front matter" if key else "text"
    return Place(
        text.source.path, line, column, end_line, end_column, kind, match.method, match.likeness,
        key, note, match.block,
    )  # fmt: skip


def position(text: SourceText, offset: int) -> tuple[int, int]:
    """Return line and column, both from 1, of an offset."""
    line = text.text.count("\n", 0, offset) + 1
    return line, offset - text.starts[line - 1] + 1


def _until(place: Place, last: Place) -> Place:
    """Return a place that reaches into a later paragraph of the same file."""
    if place.path != last.path or (last.end_line, last.end_column) < (place.line, place.column):
        return place
    return replace(place, end_line=last.end_line, end_column=last.end_column)
