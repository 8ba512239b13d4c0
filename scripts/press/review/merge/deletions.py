"""Deletions over the ends of paragraphs: several changes in the file, one to the reviewer.

Word tells them as words that go, an end that goes, and words that go behind it. Half of them would
leave a text that nobody wrote: all are made, or none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from press.review.model.changes import Change

if TYPE_CHECKING:
    from press.review.merge.items import Item

_END = "paragraph merge"
_WHOLE = "paragraph deletion"
_GOING = frozenset({_END, _WHOLE, "deletion", "replacement"})


def groups(items: Sequence[Item]) -> list[list[Item]]:
    """Return the changes that are one deletion, in the order of the file."""
    made: list[list[Item]] = []
    last: tuple[Item, Change] | None = None
    for item, change in sorted(_going(items), key=_place):
        if last is None or not _follows(*last, item, change):
            made.append([])
        made[-1].append(item)
        last = item, change
    return [one for one in made if len(one) > 1 and any(item.kind == _END for item in one)]


def _going(items: Sequence[Item]) -> Iterator[tuple[Item, Change]]:
    for item in items:
        if item.change is not None and item.kind in _GOING:
            yield item, item.change


def _place(one: tuple[Item, Change]) -> tuple[int, ...]:
    item, change = one
    return item.review, change.before.first, change.before.start, item.number


def _follows(one: Item, was: Change, other: Item, change: Change) -> bool:
    """Tell whether a change begins where another ends, across a paragraph's end, by one hand."""
    if (one.review, one.author) != (other.review, other.author):
        return False
    if one.kind == _WHOLE:  # its end is gone with its words
        return (was.before.last + 1, 0) == (change.before.first, change.before.start)
    ends = (was.before.last, was.before.end) == (change.before.first, change.before.start)
    return ends and _END in {one.kind, other.kind}


def as_one(items: Sequence[Item]) -> tuple[Item, ...]:
    """Return items as planned, of which those are by hand that others of their deletion hold up."""
    wrong = {one.number: one.status for one in items if one.status in {"conflict", "by hand"}}
    held = {one.number: reason for one, reason in torn(items, wrong) if one.status == "clean"}
    return tuple(
        replace(one, status="by hand", reason=held[one.number], targets=())
        if one.number in held
        else one
        for one in items
    )


def torn(items: Sequence[Item], reasons: Mapping[int, str]) -> Iterator[tuple[Item, str]]:
    """Yield the changes that cannot be made because others of their deletion cannot, and why.

    `reasons` tell by number which cannot.
    """
    for group in groups(items):
        wrong = next((one for one in group if one.number in reasons), None)
        if wrong is None:
            continue
        for one in group:
            if one.number not in reasons:
                yield one, f"it is one deletion with change {wrong.number}, which is not made"
