"""What reviewers did to whole paragraphs and rows, where today's source has it already.

A new paragraph is looked for beside the one that it was put beside, a break between the words
that it was to part. So a review that comes again, or a later version of it, adds nothing twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from press.review.diff.characters import same
from press.review.diff.paragraphs import plain
from press.review.edits.edit import BlockEdit, ByHandError
from press.review.locate.located import Located
from press.review.merge.block_edits import block_edit
from press.review.merge.moves import is_whole, moved_paragraphs
from press.review.sources.carrier import Carried, Carrier
from press.review.sources.units import Unit

_BREAK = "\u2029"  # between paragraphs, which no text of one holds
_WORD = re.compile(r"\w+")
_GOING = frozenset({"paragraph deletion", "row deletion"})


class AlreadyThere:
    """Today's paragraphs seen with one review: each counts for one new paragraph at most."""

    def __init__(self, located: Located) -> None:
        self._located = located
        self._taken: set[tuple[str, int]] = set()

    def has(self, edit: BlockEdit, carried: Sequence[Carried]) -> bool:
        """Tell whether what comes, is divided or joined stands so in today's source."""
        if not carried:
            return False
        if edit.action == "insert" and len(carried) == len(edit.units):
            return self._holds(edit, carried)
        if edit.action == "split":
            return self._is_divided(edit, carried[0])
        return edit.action == "merge" and any(_is_joined(edit, one) for one in carried)

    def is_gone(self, edit: BlockEdit, today: Sequence[Unit]) -> bool:
        """Tell whether what was to be deleted is gone, for all that is left stands for another.

        To be asked when all that is new has been looked for.
        """
        if edit.action != "delete":
            return False
        if all((one.path, one.number) in self._taken for one in today):
            return True
        return not edit.is_row and all(self._has_fewer(unit) for unit in edit.units)

    def _holds(self, edit: BlockEdit, carried: Sequence[Carried]) -> bool:
        unit = carried[0].unit if edit.is_before else carried[-1].unit
        wanted = [plain("".join(run.text for run in runs)) for runs in edit.new]
        if not any(wanted):
            return False
        here = _Neighbourhood(self._located.carrier, unit, -1 if edit.is_before else 1)
        near = set(here.near(wanted, self._going))
        for first in sorted(near):
            many = here.units[first : first + len(wanted)]
            places = {(one.path, one.number) for one in many}
            is_it = [plain(one.text) for one in many] == wanted
            is_it &= near.issuperset(one.number for one in many) and not places & self._taken
            is_it &= not edit.is_row or many[0].lines == many[-1].lines
            if is_it and not all(here.is_home(one.number) for one in many):
                self._taken |= places
                return True
        return False

    @cached_property
    def _edits(self) -> list[BlockEdit]:
        """What this review takes out or puts elsewhere as a whole."""
        found: list[BlockEdit] = []
        for change in self._located.document.changes:
            with suppress(ByHandError):
                if change.kind in _GOING:
                    found.append(block_edit(self._located, change))
                elif change.kind == "move" and is_whole(self._located, change):
                    found.append(moved_paragraphs(self._located, change))
        return found

    @cached_property
    def _going(self) -> set[tuple[str, int]]:
        return {(unit.path, unit.number) for edit in self._edits for unit in edit.units}

    def _has_fewer(self, unit: Unit) -> bool:
        """Tell whether of equal paragraphs in a row as many are gone as this review takes out."""
        carrier = self._located.carrier
        path = carrier.paths.get(unit.path)
        base = carrier.exported(unit.path)
        first = last = next(i for i, one in enumerate(base) if one.number == unit.number)
        while first and plain(base[first - 1].text) == plain(unit.text):
            first -= 1
        while last + 1 < len(base) and plain(base[last + 1].text) == plain(unit.text):
            last += 1
        run = [one.number for one in base[first : last + 1]]
        paired = carrier.paired(unit.path, path) if path is not None else {}
        gone = sum(number not in paired for number in run)
        going = sum((unit.path, number) in self._going for number in run)
        return 0 < going <= gone

    def _is_divided(self, edit: BlockEdit, carried: Carried) -> bool:
        """Tell whether a break stands between the words that were to be parted."""
        old = edit.units[0].text
        ends = _around(old, edit.start)
        if ends is None or carried.same.is_identity:
            return False
        here = _Neighbourhood(self._located.carrier, carried.unit, 1)
        first = last = carried.unit.number
        while first and not here.is_exact(first - 1):
            first -= 1
        while last + 1 < len(here.units) and not here.is_exact(last + 1):
            last += 1
        run = [one.text for one in here.units[first : last + 1]]
        head, tail = plain(old[: edit.start]), plain(old[edit.start :])
        pairs = [(plain(one), plain(other)) for one, other in pairwise(run)]
        # One half may be as it was, and words put in beside the break that end as the other half.
        if any(one.startswith(head) and other == tail for one, other in pairs):
            return True
        if any(one == head and other.endswith(tail) for one, other in pairs):
            return True
        now = _BREAK.join(run)
        shift = same(old, now)
        left, right = (shift.character(end) for end in ends)
        return left is not None and right is not None and _BREAK in now[left:right]


def _is_joined(edit: BlockEdit, carried: Carried) -> bool:
    """Tell whether the end of one paragraph and the beginning of the next are in one today."""
    one, other = (unit.text for unit in edit.units)
    old, now = f"{one} {other}", carried.unit.text
    ends = _around(old, len(one))
    if ends is None:
        return False
    shift = same(old, now)
    left, right = (shift.character(end) for end in ends)
    far = ends[1] - ends[0] + len(edit.new_text)
    return left is not None and right is not None and left < right <= left + far


def _around(text: str, place: int) -> tuple[int, int] | None:
    """Return the ends of the words before and behind a place: signs recur too often to tell."""
    ends = [match.span() for match in _WORD.finditer(text)]
    before = [end - 1 for _, end in ends if end <= place]
    behind = [start for start, _ in ends if start >= place]
    return (before[-1], behind[0]) if before and behind else None


@dataclass
class _Neighbourhood:
    """The paragraphs of today that stand beside one, on the side where something new was put."""

    carrier: Carrier
    unit: Unit
    step: int
    units: tuple[Unit, ...] = field(init=False)

    def __post_init__(self) -> None:
        self.units = self.carrier.today.units(self.unit.path)
        path = next((o for o, n in self.carrier.paths.items() if n == self.unit.path), "")
        base = {one.number: one.text for one in self.carrier.exported(path)}
        paired = self.carrier.paired(path, self.unit.path) if path else {}
        self._path = path
        # Pairs that are only alike may be a new paragraph and one that is gone.
        self._pairs = {
            old: new for old, new in paired.items() if plain(base[old]) == plain(self._text(new))
        }
        self._back = {new: old for old, new in self._pairs.items()}

    def _text(self, number: int) -> str:
        return self.units[number].text

    def is_exact(self, number: int) -> bool:
        """Tell whether a paragraph was exported just so."""
        return number in self._back

    def is_home(self, number: int) -> bool:
        """Tell whether a paragraph was exported just so, and stands where it stood."""
        old, here = self._back.get(number), self._back.get(self.unit.number)
        if old is None:
            return False
        if here is None or old == here:
            return True
        step = 1 if number > self.unit.number else -1
        between = range(here + step, old, step)
        return (old - here) * step > 0 and not any(
            (self._pairs[one] - number) * step > 0 for one in between if one in self._pairs
        )

    def near(self, wanted: Sequence[str], going: set[tuple[str, int]]) -> Iterator[int]:
        """Yield the numbers of what is new here, or may be: up to what surely stood here.

        What is equal to the new one is passed, for of two equal ones nothing tells which is new;
        and what the review itself takes away.
        """
        here = self.unit.number
        if not self.is_exact(here):
            yield here
        for step in (self.step, -self.step) if plain(self.unit.text) in wanted else (self.step,):
            number = here + step
            while 0 <= number < len(self.units):
                is_equal = plain(self._text(number)) in wanted
                is_going = (self._path, self._back.get(number, -1)) in going
                if not is_equal and ((self.is_home(number) and not is_going) or step != self.step):
                    break
                yield number
                number += step
