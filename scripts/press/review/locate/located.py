"""Where a reviewer's remark stands in today's sources: file, line and column, begin and end."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property

from press.review.diff.characters import same
from press.review.locate.blocks import Places
from press.review.locate.matches import Match, Matches, matches
from press.review.locate.new import Beside, beside, is_new, today_of
from press.review.locate.place import CONTENTS_LINE, UNMAPPED, Kind, Place, place_of, until
from press.review.model.changes import Change, Comment, ReviewDocument
from press.review.model.paragraphs import Joined, Span
from press.review.sources.base import Base
from press.review.sources.carrier import Carrier
from press.review.sources.today import Today

__all__ = ["CONTENTS_LINE", "NEW", "UNMAPPED", "Kind", "Located", "Place", "locate"]
NEW = frozenset({"paragraph insertion", "row insertion", "cell insertion"})


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
    def places(self) -> Places:
        """The places of the export's paragraphs."""
        return Places(self.carrier)

    @cached_property
    def comments(self) -> tuple[tuple[Comment, Place], ...]:
        """Return every comment with its place."""
        return tuple((one, self.comment(one)) for one in self.document.comments)

    def comment(self, comment: Comment) -> Place:
        """Return where a comment stands."""
        if comment.before is None:
            return replace(UNMAPPED, note="nothing in the text refers to this comment")
        if comment.after is not None and is_new(self.document.paragraphs[comment.after.first]):
            return self.new(comment.after, comment.quote)
        return self.place(comment.before)

    def change(self, change: Change) -> Place:
        """Return where a change stands; of a new paragraph or row, itself or what is beside it."""
        return self.new(change.after) if change.kind in NEW else self.place(change.before)

    def new(self, span: Span, words: str = "") -> Place:
        """Return the place of text in a new paragraph, by its span in the view after.

        Where the paragraph stands in today's source it is that, or these words in it; else it is
        the end of the paragraph above.
        """
        paragraph = self.document.paragraphs[span.first]
        near = self.beside(span.first)
        if near is None:
            return replace(UNMAPPED, note="this text was put in by the reviewer")
        woven = self.carrier.woven.get(near.match.block)
        if woven is None or not woven.units:
            return self.places.of_block(near.match, self.base.blocks[near.match.block])
        unit = woven.units[0 if near.is_before else -1]
        carried = self.carrier.unit(unit)
        here = carried and today_of(self.carrier, carried.unit, paragraph.after_text)
        if here:
            start = max(here.text.find(words), 0) if words else 0
            end = start + len(words) if words in here.text and words else len(here.text)
            text = self.carrier.today.text(here.path)
            return place_of(text, here.source(start, end) or text.lines(*here.lines), near.match)
        at = 0 if near.is_before else len(unit.text)
        place = self.places.of_unit(near.match, unit, at, at)
        what = "row" if paragraph.cell else "paragraph"
        note = f"new text {'before' if near.is_before else 'behind'} this {what}"
        return replace(place, note="; ".join(filter(None, (note, place.note))))

    def beside(self, index: int) -> Beside | None:
        """Return the exported paragraph that a new one stands beside."""
        return beside(self.document, index, self.match, self.base.blocks)

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
            place = until(place, self._in_block(last[1], last[0], 0, last[2]))
        return place

    def block(self, name: str, start: int = 0, end: int | None = None) -> Place:
        """Return where an exported block, or a part of it, stands, if the file shows it or not."""
        match = self._shown.get(name, Match(name, "bookmark", 1.0))
        woven = self.carrier.woven.get(name)
        if end is None or woven is None:
            return self.places.of_block(match, self.base.blocks[name])
        return self.places.woven(match, woven, start, end)

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
                return self.places.cited(one, match)
        return None

    def _without_block(self, span: Span) -> Place:
        joined = self._joined(span.first)
        number = None if joined is None else self._numbers[joined.indices]
        if number is not None and number in self.matches.contents:
            block = self.base.blocks[self.matches.contents[number]]
            place = self.places.of_block(Match(block.id, "text", 1.0), block)
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
                return self.places.cited(one, match)
        woven = self.carrier.woven.get(block.id)
        if woven is None:
            return self.places.of_block(match, block, start)
        return self.places.woven(match, woven, start, end)


def locate(document: ReviewDocument, base: Base, today: Today) -> Located:
    """Return a reviewed file with every comment and paragraph led to today's sources."""
    return Located(document, Carrier(base, today), matches(document, base))
