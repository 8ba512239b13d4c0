"""What an earlier import applied, and what is to become of it when it comes again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from press.review.history.identity import item_ids
from press.review.history.state import Entry, State
from press.review.locate.located import Located
from press.review.merge.plan import Item, Plan
from press.review.report.findings import Fate

AGAIN = "it was applied before, and the text has changed since: look at it; its number applies it"


def guarded(made: Plan, located: Sequence[Located], before: State) -> Plan:
    """Return a plan in which what an earlier import applied is not applied as one of many.

    Where such a change could be made once more, the author has taken it back or reworded it.
    """
    items: list[Item] = []
    for review, one in enumerate(located):
        mine = tuple(item for item in made.items if item.review == review)
        for item, name in zip(mine, item_ids(one, mine), strict=True):
            if item.status == "clean" and was_applied(before.changes.get(name)):
                items.append(replace(item, was_applied=True, reason=AGAIN))
            else:
                items.append(item)
    return replace(made, items=tuple(items))


def was_applied(entry: Entry | None) -> bool:
    """Tell whether an earlier import wrote a change into the sources."""
    return entry is not None and entry["fate"] == "applied"


def remembered_fate(item: Item, fate: Fate, entry: Entry | None) -> Fate:
    """Return the fate to be remembered: what was once applied stays so.

    What is only the same as another reviewer's change is not applied as long as that is not.
    """
    if was_applied(entry):
        return "applied"
    return "clean" if fate == "already applied" and item.aims and item.status == fate else fate
