"""Paragraphs that came, went, were divided or moved without tracking, found by comparing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property, partial

from press.docx.contents import TITLE
from press.review.diff.paragraphs import collapsed, in_order
from press.review.edits.edit import BlockEdit, ByHandError
from press.review.locate.located import Located, Place
from press.review.merge.block_edits import checked, inserted, unit_of
from press.review.merge.moves import moved
from press.review.merge.text_edits import block_of
from press.review.model.paragraphs import Joined, Run, Span

_REPLACED = "a paragraph was put in and one taken out here without tracking: compare the two"


@dataclass(frozen=True)
class Untracked:
    """A paragraph that is new, gone, divided or elsewhere, with the edit, or why there is none.

    `numbers` are those of paragraphs of the view before that are told by it as a whole.
    """

    old: str
    new: str
    place: Place
    edit: BlockEdit | None = None
    reason: str = ""
    numbers: tuple[int, ...] = ()


def whole_paragraphs(located: Located) -> tuple[Untracked, ...]:
    """Return the paragraphs that came, went, were divided or moved without tracking."""
    return tuple(_Compared(located).found())


class _Compared:
    def __init__(self, located: Located) -> None:
        self._located = located
        self._before = located.document.before
        self._blocks = located.base.manifest.blocks
        self._index = {block.id: index for index, block in enumerate(self._blocks)}
        self._matched = {
            number: self._index[match.block] for number, match in located.matches.blocks.items()
        }

    def found(self) -> Iterator[Untracked]:
        """Yield what came, went, was divided or joined, and what stands elsewhere."""
        joined = {index: made for index in self._gone if (made := self._joined(index))}
        yield from joined.values()
        for number in self._new:
            tail = self._divided(number)
            if tail is not None:
                yield tail
                continue
            text = self._before[number].text
            yield self._judged("", text, self._beside(number), partial(self._put_in, number))
        for index in self._gone:
            if index in joined:
                continue
            place = self._located.block(self._blocks[index].id)
            text = self._blocks[index].text
            yield self._judged(text, "", place, partial(self._taken_out, index))
        for number in self._elsewhere:
            text = self._before[number].text
            yield self._judged(text, text, self._place(number), partial(self._moved, number))

    @staticmethod
    def _judged(old: str, new: str, place: Place, make: Callable[[], BlockEdit]) -> Untracked:
        try:
            return Untracked(old, new, place, make())
        except ByHandError as error:
            return Untracked(old, new, place, reason=str(error))

    @cached_property
    def _new(self) -> list[int]:
        """The paragraphs that show nothing of the export."""
        document, contents = self._located.document, self._located.matches.contents
        found: list[int] = []
        for number, joined in enumerate(self._before):
            first = document.paragraphs[joined.indices[0]]
            is_made = first.story in {"header", "footer"} or first.shape_before.style.startswith(
                "TOC"
            )
            is_made |= joined.text == TITLE and number + 1 in contents
            is_known = number in self._matched or number in contents
            if not is_known and not is_made and joined.text.strip():
                found.append(number)
        return found

    @cached_property
    def _gone(self) -> list[int]:
        """The exported paragraphs that the file does not show."""
        missing = [self._index[name] for name in self._located.matches.missing]
        return [i for i in missing if self._blocks[i].file and self._blocks[i].text.strip()]

    @cached_property
    def _elsewhere(self) -> list[int]:
        """The paragraphs of the body that stand in another order than was exported."""
        document = self._located.document
        body = {
            number: index
            for number, index in self._matched.items()
            if document.paragraphs[self._before[number].indices[0]].story == "body"
        }
        kept = in_order(body)
        return [number for number in sorted(body) if number not in kept]

    def _place(self, number: int) -> Place:
        index = self._before[number].indices[0]
        return self._located.place(Span(index, 0, index, 0))

    def _beside(self, number: int) -> Place:
        """Return the end of the paragraph behind which a new one stands."""
        head = self._previous(number)
        if head < 0:
            return self._place(number)
        block = self._blocks[self._matched[head]]
        return self._located.block(block.id, len(block.text), len(block.text))

    def _previous(self, number: int) -> int:
        """Return the number of the paragraph before a new one that the export has, or -1."""
        return max((one for one in self._matched if one < number), default=-1)

    def _divided(self, number: int) -> Untracked | None:
        """Return the division of a paragraph of which the new one was the end."""
        head = self._previous(number)
        if head < 0 or head in self._elsewhere:
            return None
        one, text = self._before[head], self._blocks[self._matched[head]].text
        tail = self._before[number].text
        start = len(one.text.rstrip())
        if text[:start] != one.text.rstrip() or collapsed(text[start:]) != collapsed(tail):
            return None
        try:
            woven = block_of(self._located, one)
            spot = woven.range(start, start)
            if spot is None or len(woven.units) != 1:
                return None
            edit = checked(BlockEdit("split", woven.units, spot[1], spot[1]))
        except ByHandError:
            return None
        place = self._located.block(self._blocks[self._matched[head]].id, start, start)
        return Untracked("", "\n", place, edit, numbers=(head,))

    def _joined(self, index: int) -> Untracked | None:
        """Return the joining of an exported paragraph with one that the file does not show."""
        head = next((n for n, other in self._matched.items() if other == index - 1), None)
        if head is None:
            return None
        one, other = self._blocks[index - 1], self._blocks[index]
        text = collapsed(self._before[head].text)
        for between in ("", " "):
            if text == collapsed(one.text + between + other.text):
                break
        else:
            return None
        many = [self._located.carrier.woven.get(block.id) for block in (one, other)]
        units = tuple(unit for each in many if each for unit in each.units)
        if len(units) != len(many) or (units[0].path, units[0].number + 1) != (
            units[1].path, units[1].number,
        ):  # fmt: skip
            return None
        end = len(units[0].text)
        place = self._located.block(one.id, len(one.text), len(one.text))
        make = partial(checked, BlockEdit("merge", units, end, end, ((Run(between),),)))
        return replace(self._judged("\n", between, place, make), numbers=(head,))

    def _put_in(self, number: int) -> BlockEdit:
        joined = self._before[number]
        head = self._previous(number)
        after = self._matched.get(head, -1)
        if any(self._known_before(index) == after for index in self._gone):
            raise ByHandError(_REPLACED)
        if head >= 0 and collapsed(joined.text) in collapsed(self._blocks[after].text):
            raise ByHandError("it repeats words of the paragraph before it")
        first = joined.indices[0]
        return checked(inserted(self._located, first, joined.runs, Span(first, 0, first, 0)))

    def _known_before(self, index: int) -> int:
        """Return which exported paragraph the file has before one that it does not show, or -1."""
        return max((one for one in self._matched.values() if one < index), default=-1)

    def _taken_out(self, index: int) -> BlockEdit:
        block = self._blocks[index]
        woven = self._located.carrier.woven.get(block.id)
        if woven is None or len(woven.units) != 1 or block.fields:
            raise ByHandError("this text is made by the press")
        unit = woven.units[0]
        before = self._known_before(index)
        if any(self._matched.get(self._previous(n), -1) == before for n in self._new):
            raise ByHandError(_REPLACED)
        text = collapsed(block.text)
        if any(text in collapsed(one.text) for one in self._before):
            raise ByHandError("its words stand in another paragraph now")
        if unit.kind in {"td", "th", "footnote"}:
            raise ByHandError("a cell or a footnote is not taken out by itself")
        return checked(BlockEdit("delete", (unit,), 0, len(unit.text)))

    def _moved(self, number: int) -> BlockEdit:
        joined: Joined = self._before[number]
        first = joined.indices[0]
        if self._located.document.paragraphs[first].cell is not None:
            raise ByHandError("a cell stands elsewhere")
        unit_of(self._located, joined)
        return moved(self._located, [joined], first, Span(first, 0, first, 0))
