"""What becomes of every change: items of a plan, each with its status and the reason."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from press.review.edits.edit import Target
from press.review.locate.located import Place
from press.review.model.changes import Change
from press.review.sources.carrier import Carrier

Status = Literal["clean", "already applied", "conflict", "by hand"]


@dataclass(frozen=True)
class Item:
    """One change of one reviewed file: what it is, where, what becomes of it and why.

    `number` counts the items of a plan from 1; `change` is None for what was not tracked.
    `conflicts` are the numbers of items that it meets, `review` counts the files. `part` is
    the range of the exported block `place.block` in which something was changed untracked.
    `was_applied` says that an earlier import made it: then it is made again by its number alone.
    """

    number: int
    file: str
    author: str
    kind: str
    old: str
    new: str
    place: Place
    status: Status
    reason: str = ""
    change: Change | None = None
    targets: tuple[Target, ...] = ()
    conflicts: tuple[int, ...] = ()
    is_tracked: bool = True
    review: int = 0
    part: tuple[int, int] | None = None
    was_applied: bool = False


@dataclass(frozen=True)
class Plan:
    """What becomes of every change of every reviewed file, in the files' order."""

    items: tuple[Item, ...] = ()
    carriers: tuple[Carrier, ...] = field(default=(), repr=False)

    def clean(self, *, untracked: bool = False) -> tuple[Item, ...]:
        """Return the items that can be applied; what nobody tracked, only when asked for.

        What was applied before is none of them: the author has changed it since.
        """
        return tuple(
            item
            for item in self.items
            if item.status == "clean" and (item.is_tracked or untracked) and not item.was_applied
        )

    def with_status(self, status: Status) -> tuple[Item, ...]:
        """Return the items of one status."""
        return tuple(item for item in self.items if item.status == status)


Fate = Literal[
    "clean",  # can be applied
    "already applied",
    "conflict",
    "by hand",
    "applied",  # by this run
    "refused",  # asked for, and not made
]
