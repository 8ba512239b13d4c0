"""What edits of different reviewers have to do with each other: ranges that meet, equal edits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from press.review.edits.edit import BlockEdit, Edit, Target
from press.review.merge.items import Item
from press.review.sources.units import Unit


def touched(target: Target) -> Iterator[tuple[Unit, int, int]]:
    """Yield the units that a target concerns, as exported, with the range in each."""
    edit = target.edit
    if isinstance(edit, BlockEdit) and edit.action in {"delete", "move"}:
        yield from (
            (unit, 0, len(base.text)) for unit, base in zip(target.units, edit.units, strict=True)
        )
        return
    yield target.unit, edit.start, edit.end
    if isinstance(edit, BlockEdit) and edit.action == "merge":
        yield target.units[-1], 0, 0


def goes_along(one: Edit | BlockEdit, other: Edit | BlockEdit) -> bool:
    """Tell a move from what was changed in the words that move: both can be made."""
    pair = (one, other)
    return any(isinstance(e, BlockEdit) and e.action == "move" for e in pair) and any(
        isinstance(e, Edit) for e in pair
    )


def are_same(ones: Sequence[Target], others: Sequence[Target]) -> bool:
    """Tell whether two changes are the same in all that they do.

    A move and a deletion of the same words share the half that takes them away, no more.
    """
    return {_signature(target.edit) for target in ones} == {
        _signature(target.edit) for target in others
    }


def _signature(edit: Edit | BlockEdit) -> tuple[object, ...]:
    units = (edit.unit,) if isinstance(edit, Edit) else edit.units
    where = tuple((unit.path, unit.key, unit.number) for unit in units)
    if isinstance(edit, Edit):
        return where, edit.start, edit.end, edit.new_text, edit.looks
    beside = edit.beside and (edit.beside.path, edit.beside.number)
    return where, edit.action, edit.start, edit.end, edit.new_text, edit.is_before, beside


def with_conflicts(items: Sequence[Item]) -> tuple[Item, ...]:
    """Return the items with conflicts between different files told, and doubles marked."""
    result = list(items)
    places: dict[tuple[str, str, int], list[tuple[int, int, int, Edit | BlockEdit]]] = {}
    for index, item in enumerate(items):
        for target in item.targets:
            for unit, start, end in touched(target):
                place = (unit.path, unit.key, unit.number)
                places.setdefault(place, []).append((start, end, index, target.edit))
    for sharing in places.values():
        sharing.sort(key=lambda one: one[:3])
        for position, (_, end, index, edit) in enumerate(sharing):
            for start, _, other, other_edit in sharing[position + 1 :]:
                if start > end:
                    break
                if items[index].review != items[other].review and not goes_along(edit, other_edit):
                    _settle(result, index, other)
    return tuple(result)


def _settle(result: list[Item], index: int, other: int) -> None:
    first, second = result[index], result[other]
    if are_same(first.targets, second.targets):
        keep, double = sorted((first, second), key=lambda item: item.number)
        if keep.status == "clean" == double.status:
            reason = f"the same as change {keep.number}, by {keep.author or 'somebody'}"
            result[double.number - 1] = replace(double, status="already applied", reason=reason)
        return
    for item, foe in ((first, second), (second, first)):
        now = result[item.number - 1]
        if now.status not in {"clean", "conflict"}:
            continue
        who = foe.author or "somebody"
        reason = f"{who} changed the same words otherwise (change {foe.number})"
        conflicts = tuple(sorted({*now.conflicts, foe.number}))
        result[item.number - 1] = replace(
            now, status="conflict", reason=reason, conflicts=conflicts
        )
