"""Which changes are to be applied: all that are clean, or those with certain numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass

from press.publication import failure
from press.review.apply.apply import Outcome
from press.review.merge.items import Item, Plan

CLEAN = "clean"
_RANGE = re.compile(r"(\d{1,9})(?:-(\d{1,9}))?")
_MEND = "write `clean`, or numbers of the list, as in `1,3-5`"


@dataclass(frozen=True)
class Choice:
    """All clean changes, or the changes of some numbers (each from its first to its last)."""

    ranges: tuple[tuple[int, int], ...] = ()

    @property
    def is_clean(self) -> bool:
        """Tell whether every clean change is meant."""
        return not self.ranges


def choice(text: str) -> Choice:
    """Read `clean` or `1,3-5`; raises PressError where it is neither."""
    if text.strip() == CLEAN:
        return Choice()
    ranges: list[tuple[int, int]] = []
    for part in text.split(","):
        match = _RANGE.fullmatch(part.strip())
        if match is None:
            raise failure("--apply", f"`{part.strip()}` is no number of a change", _MEND, "review")
        first = int(match[1])
        ranges.append((first, int(match[2] or first)))
    return Choice(tuple(ranges))


def chosen(
    wanted: Choice, plan: Plan, *, untracked: bool
) -> tuple[tuple[Item, ...], tuple[Outcome, ...]]:
    """Return the items that can be applied, and those that were asked for and cannot.

    Raises PressError where a number is none of the plan's.
    """
    if wanted.is_clean:
        return plan.clean(untracked=untracked), ()
    asked: set[int] = set()
    for low, high in wanted.ranges:
        found = {item.number for item in plan.items if low <= item.number <= high}
        if not {low, high} <= found:
            shown = str(low) if low == high else f"{low}-{high}"
            message = f"there is no change {shown} in the list of {len(plan.items)}"
            raise failure("--apply", message, _MEND, "review")
        asked |= found
    items = [item for item in plan.items if item.number in asked]
    ready = tuple(one for one in items if one.status == CLEAN and (one.is_tracked or untracked))
    refused = tuple(
        Outcome(one, is_applied=False, reason=one.reason or "it was not tracked: add --untracked")
        for one in items
        if one not in ready and one.status != "already applied"
    )
    return ready, refused
