"""How the paragraphs of a file shall read with all edits made so far, blanks as reviewers see them.

What is rendered is compared with this and not with what was rendered before: so what many edits
have changed is proven as one, as the reviewer reads it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from press.review.apply.proof import Meant, edited, letters
from press.review.apply.words import text_meant, whole
from press.review.edits.edit import BlockEdit, Edit, Target
from press.review.edits.whitespace import shown
from press.review.model.paragraphs import Format, Run


@dataclass(frozen=True)
class Wanted:
    """The paragraphs of a file in order, each known by its number of today.

    `emptied` are the numbers of those of which all words went and the end stayed: Markdown knows
    no such paragraph, so it is gone, but it parts its neighbours. `edges` tell by number how far
    edits reach towards a paragraph's beginning; they come from its end.
    """

    many: tuple[Meant, ...]
    emptied: frozenset[int] = frozenset()
    edges: Mapping[int, int] = field(default_factory=dict)

    def index(self, number: int) -> int | None:
        """Return where the paragraph stands that had a number, None where it is gone."""
        return next((i for i, one in enumerate(self.many) if one.origin == number), None)

    def edit(self, target: Target) -> Edit | BlockEdit | None:
        """Return what an edit comes to now, None where its paragraph is gone."""
        index = self.index(target.unit.number)
        return None if index is None else whole(target, self.many[index])

    def places(self, target: Target) -> list[int] | None:
        """Return where the paragraphs stand that an edit concerns, None where they are apart.

        Of two that become one, the first alone where nothing but its end is left of the other.
        """
        numbers = [one.number for one in target.units or (target.unit,)]
        if isinstance(target.edit, BlockEdit) and target.edit.action == "merge":
            return self._joined(*numbers)
        found = [index for number in numbers if (index := self.index(number)) is not None]
        is_run = found == list(range(found[0], found[0] + len(numbers))) if found else False
        return found if is_run else None

    def _joined(self, one: int, other: int) -> list[int] | None:
        """Return what becomes one paragraph: what stands between and was deleted is skipped."""
        first, last = self.index(one), self.index(other)
        if first is None:
            return None
        end = max((each.origin for each in self.many), default=other)
        while last is None:
            if other in self.emptied:
                return [first]
            other += 1
            if other > end:
                return None
            last = self.index(other)
        return [first, last] if last == first + 1 else None

    def after(self, target: Target) -> Wanted | None:
        """Return how the paragraphs shall read with one edit more, None where it has no place."""
        edit, places = self.edit(target), self.places(target)
        if edit is None or places is None:
            return None
        if isinstance(edit, BlockEdit):
            many = block_meant(self.many, edit, places, target.start)
            is_emptied = not isinstance(target.edit, BlockEdit)
            emptied = self.emptied | ({target.unit.number} if is_emptied else set())
            return replace(self, many=tuple(many), emptied=emptied)
        place, number = places[0], target.unit.number
        if target.end > self.edges.get(number, len(self.many[place].text)):
            return None  # it would be written over another, or over the paragraph's end
        made = text_meant(self.many[place], edit, (target.start, target.end))
        edges = {**self.edges, number: target.start}
        return replace(self, many=(*self.many[:place], made, *self.many[place + 1 :]), edges=edges)

    def is_shown(self, target: Target, after: Wanted) -> bool:
        """Tell whether an edit of words changes more than blanks that no source shows."""
        index = self.index(target.unit.number)
        if index is None or target.edit.looks:
            return True
        now, then = self.many[index], after.many[index]
        is_same = letters(now.text, now.looks) == letters(then.text, then.looks)
        return not is_same or shown(now.text) != shown(then.text)


def block_meant(
    now: Sequence[Meant], edit: BlockEdit, places: Sequence[int], start: int
) -> list[Meant]:
    """Return how the paragraphs of a file shall read after a block's edit.

    `places` are those of the paragraphs that it concerns.
    """
    first, last = places[0], places[-1]
    wanted = list(now)
    if edit.action == "delete":
        del wanted[first : last + 1]
    elif edit.action == "merge" and first < last:
        wanted[first : last + 1] = [_merged(wanted[first], wanted[last], edit.new_text)]
    elif edit.action == "split":
        one = wanted[first]
        wanted[first : first + 1] = [
            edited(one, (start, len(one.text)), "", ()),
            edited(one, (0, start), "", ()),
        ]
    elif edit.action == "insert":
        place = first if edit.is_before else last + 1
        side = 0 if edit.is_row else 1 if edit.is_before else -1
        wanted[place:place] = [_new(runs, edit, side) for runs in edit.new]
    return wanted


def _merged(one: Meant, other: Meant, between: str) -> Meant:
    return replace(
        one,
        text=one.text + between + other.text,
        looks=(*one.looks, *[None] * len(between), *other.looks),
        atoms=(*one.atoms, *other.atoms),
    )


def _new(runs: Sequence[Run], edit: BlockEdit, side: int) -> Meant:
    looks: list[Format | None] = [run.look for run in runs for _ in run.text]
    text = "".join(run.text for run in runs)
    return Meant(text, tuple(looks), (), edit.style, shape=edit.shape, side=side)
