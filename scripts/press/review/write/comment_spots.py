"""Where a comment on an earlier export stands in today's: paragraph and characters."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from press.compile import ATOM
from press.docx.sources.manifest import Block, Manifest
from press.review.diff.characters import Same, same
from press.review.diff.paragraphs import collapsed, pairs
from press.review.locate.matches import Match, Matches, matches
from press.review.locate.new import beside, is_new
from press.review.model.changes import Comment, ReviewDocument
from press.review.model.paragraphs import Joined, Span
from press.review.sources.base import Base

# Citations are compared by what they cite; each raw text stands as one of these characters.
_PRIVATE = 0xF0000
TITLE = "h1"


@dataclass(frozen=True)
class Spot:
    """From a character of one paragraph of today's export to one of the same or a later one.

    `first` and `last` are bookmarks. A point has no length. `lost` tells why a comment stands at
    the issue's title, `note` why it stands beside its place; both are empty where it stands in it.
    """

    first: str
    start: int
    last: str
    end: int
    lost: str = ""
    note: str = ""


@dataclass(frozen=True)
class _Bare:
    """A block's text with one character for each citation, and the way there and back."""

    text: str
    to_bare: tuple[int, ...]  # for each offset of the block's text
    to_block: tuple[int, ...]


class Passage:
    """The way from the paragraphs of an earlier export to those of today's."""

    def __init__(self, base: Base, today: Manifest) -> None:
        self.base = base
        self.today = Base(today)
        raws = sorted({one.raw for one in (*base.manifest.citations, *today.citations)})
        self._signs = {raw: chr(_PRIVATE + number) for number, raw in enumerate(raws)}
        self._sames: dict[str, Same] = {}

    @cached_property
    def _olds(self) -> dict[str, _Bare]:
        return self._bared(self.base)

    @cached_property
    def _news(self) -> dict[str, _Bare]:
        return self._bared(self.today)

    def _bared(self, base: Base) -> dict[str, _Bare]:
        signs: dict[str, dict[int, tuple[int, str]]] = {}
        for one in base.manifest.citations:
            signs.setdefault(one.block, {})[one.start] = (one.end, self._signs[one.raw])
        return {name: _bare(block.text, signs.get(name, {})) for name, block in base.blocks.items()}

    @cached_property
    def blocks(self) -> dict[str, str]:
        """Return today's bookmark of each earlier paragraph that is still there."""
        olds, news = self.base.manifest.blocks, self.today.manifest.blocks
        places = {block.id: number for number, block in enumerate(news)}
        known = {i: places[block.id] for i, block in enumerate(olds) if block.id in places}
        found = pairs(
            [_words(self._olds[block.id].text) for block in olds],
            [_words(self._news[block.id].text) for block in news],
            known,
        )
        return {olds[i].id: news[pair.new].id for i, pair in found.items()}

    @property
    def title(self) -> Block:
        """Return the paragraph that holds the issue's title."""
        blocks = self.today.manifest.blocks
        return next((block for block in blocks if block.kind == TITLE), blocks[0])

    def range(self, block: str, start: int, end: int) -> Spot | None:
        """Return where a range of an earlier paragraph is; None if the paragraph is gone.

        Where none of its characters is left, it is the whole paragraph.
        """
        now = self.blocks.get(block)
        if now is None:
            return None
        old, new = self._olds[block], self._news[now]
        if block not in self._sames:
            self._sames[block] = same(old.text, new.text, whole_words=True)
        spelling = self._sames[block]
        first = old.to_bare[start]
        if start == end:
            point = new.to_block[spelling.nearest(first)]
            return Spot(now, point, now, point)
        held = range(first, old.to_bare[end - 1] + 1)  # a citation is held whole
        words = [o for o in held if _is_word(old.text[o])] or held
        if all(spelling.character(o) is None for o in words):
            return Spot(now, 0, now, len(self.today.blocks[now].text))
        kept = [place for place in map(spelling.character, held) if place is not None]
        return Spot(now, new.to_block[kept[0]], now, new.to_block[kept[-1] + 1])

    def new(self, text: str, near: str) -> Block | None:
        """Return today's paragraph that holds a text, and was not in the export, if there is one.

        Of several it is the one nearest to another of today's paragraphs.
        """
        known = set(self.blocks.values())
        wanted = collapsed(text)
        found = [
            block
            for block in self.today.manifest.blocks
            if wanted and block.id not in known and collapsed(block.text) == wanted
        ]
        place = self._order[near]
        return min(found, key=lambda one: abs(self._order[one.id] - place), default=None)

    def after(self, first: str, second: str) -> bool:
        """Tell whether one of today's paragraphs stands behind another in the same story."""
        one, other = self.today.blocks[first], self.today.blocks[second]
        return one.part == other.part and self._order[second] >= self._order[first]

    @cached_property
    def _order(self) -> dict[str, int]:
        return {block.id: number for number, block in enumerate(self.today.manifest.blocks)}


def _bare(text: str, signs: dict[int, tuple[int, str]]) -> _Bare:
    bare: list[str] = []
    to_bare: list[int] = []
    to_block: list[int] = []
    place = 0
    while place < len(text):
        end, shown = signs.get(place, (place + 1, text[place]))
        end = max(end, place + 1)
        to_bare += [len(bare)] * (end - place)
        to_block.append(place)
        bare.append(shown)
        place = end
    return _Bare("".join(bare), (*to_bare, len(bare)), (*to_block, place))


def _is_word(letter: str) -> bool:
    """Tell letters, digits and citations from blanks and signs."""
    return letter.isalnum() or letter == ATOM or ord(letter) >= _PRIVATE


def _words(text: str) -> str:
    """Return a text for comparison: which work is cited says little of which paragraph it is."""
    return "".join(ATOM if ord(letter) >= _PRIVATE else letter for letter in text)


class Spots:
    """Finds the spots of one reviewed file's comments."""

    def __init__(self, document: ReviewDocument, passage: Passage) -> None:
        self.document = document
        self.passage = passage
        self._matches: Matches = matches(document, passage.base)
        self._numbers = {one.indices: number for number, one in enumerate(document.before)}

    def of(self, comment: Comment) -> Spot:
        """Return where a comment stands today; at the title where its place is lost."""
        if comment.before is None:
            return self._lost("It stood at no place in the text.")
        if comment.after and is_new(self.document.paragraphs[comment.after.first]):
            return self._new(comment, comment.after)
        span = comment.before
        first, last = self._end(span.first, span.start), self._end(span.last, span.end)
        if first is None or last is None:
            return self._lost("The text that it stood on was not found in the export.")
        if comment.is_point or first != last:
            found = self._between(first, last)
        else:
            found = self._point(comment, *first)
        if found is None:
            return self._lost("The paragraph that it stood in is no longer in the issue.")
        return found

    def _new(self, comment: Comment, span: Span) -> Spot:
        """Return the spot of a comment on a paragraph that a reviewer put in.

        Where the author took the paragraph over it stands there, else on the one beside it.
        """
        document, passage = self.document, self.passage
        near = beside(document, span.first, self._match, passage.base.blocks)
        now = passage.blocks.get(near.match.block) if near is not None else None
        if near is None or now is None:
            return self._lost("The new paragraph that it stood on is not in the issue.")
        here = passage.new(document.paragraphs[span.first].after_text, now)
        if here is None:
            where = "below" if near.is_before else "above"
            note = (
                f"The new paragraph that it stood on is not in the issue; this is the one {where}."
            )
            return Spot(now, 0, now, len(passage.today.blocks[now].text), note=note)
        start = max(here.text.find(comment.quote), 0)
        is_there = bool(comment.quote) and comment.quote in here.text
        end = start + len(comment.quote) if is_there else len(here.text)
        return Spot(here.id, start, here.id, end)

    def _match(self, joined: Joined) -> Match | None:
        return self._matches.blocks.get(self._numbers[joined.indices])

    def _lost(self, why: str) -> Spot:
        title = self.passage.title
        return Spot(title.id, 0, title.id, len(title.text), why)

    def _end(self, index: int, offset: int) -> tuple[str, int] | None:
        """Return the earlier paragraph, and the offset in it, of a place of the reviewed file."""
        try:
            joined = self.document.joined("before", index)
        except KeyError:
            return None
        number = self._numbers[joined.indices]
        if number in self._matches.contents:
            return self._matches.contents[number], 0
        match = self._matches.blocks.get(number)
        if match is None:
            return None
        place = joined.offset(index, offset)
        text = self.passage.base.blocks[match.block].text
        if joined.text != text:
            place = same(joined.text, text).nearest(place)
        return match.block, place

    def _between(self, first: tuple[str, int], last: tuple[str, int]) -> Spot | None:
        """Return the spot from one place to another; what is gone at its ends is left out."""
        spot: Spot | None = None
        for block, start, end in self._pieces(first, last):
            found = self.passage.range(block, start, end)
            if found is None:
                continue
            if spot is None:
                spot = found
            elif self.passage.after(spot.last, found.last):
                spot = replace(spot, last=found.last, end=found.end)
        return spot

    def _pieces(
        self, first: tuple[str, int], last: tuple[str, int]
    ) -> Iterator[tuple[str, int, int]]:
        if first[0] == last[0]:
            yield first[0], min(first[1], last[1]), max(first[1], last[1])
            return
        blocks = list(self.passage.base.blocks.values())
        names = [block.id for block in blocks]
        one, other = names.index(first[0]), names.index(last[0])
        for block in blocks[one : other + 1]:
            start = first[1] if block.id == first[0] else 0
            end = last[1] if block.id == last[0] else len(block.text)
            if start < end:
                yield block.id, start, end

    def _point(self, comment: Comment, block: str, place: int) -> Spot | None:
        """Return the spot of a comment on words that the export did not have.

        They are the reviewer's own; where the author took them over, they stand there today.
        """
        found = self.passage.range(block, place, place)
        if found is None:
            return None
        text = self.passage.today.blocks[found.first].text
        if comment.quote and text.count(comment.quote) == 1:
            start = text.index(comment.quote)
            return Spot(found.first, start, found.first, start + len(comment.quote))
        return Spot(found.first, 0, found.first, len(text))
