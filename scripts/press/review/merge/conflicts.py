"""What edits of different reviewers have to do with each other: ranges that meet, equal edits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from press.review.merge.block_edits import BlockEdit
from press.review.merge.targets import Aim
from press.review.merge.text_edits import Edit
from press.review.sources.units import Unit


def touched(aim: Aim) -> Iterator[tuple[Unit, int, int]]:
    """Yield the units that an aim concerns, as exported, with the range in each."""
    edit = aim.edit
    if isinstance(edit, BlockEdit) and edit.action in {"delete", "move"}:
        yield from (
            (unit, 0, len(base.text)) for unit, base in zip(aim.units, edit.units, strict=True)
        )
        return
    yield aim.unit, edit.start, edit.end
    if isinstance(edit, BlockEdit) and edit.action == "merge":
        yield aim.units[-1], 0, 0


def goes_along(one: Edit | BlockEdit, other: Edit | BlockEdit) -> bool:
    """Tell a move from what was changed in the words that move: both can be made."""
    pair = (one, other)
    return any(isinstance(e, BlockEdit) and e.action == "move" for e in pair) and any(
        isinstance(e, Edit) for e in pair
    )


def are_same(ones: Sequence[Aim], others: Sequence[Aim]) -> bool:
    """Tell whether two changes are the same in all that they do.

    A move and a deletion of the same words share the half that takes them away, no more.
    """
    return {_signature(aim.edit) for aim in ones} == {_signature(aim.edit) for aim in others}


def _signature(edit: Edit | BlockEdit) -> tuple[object, ...]:
    units = (edit.unit,) if isinstance(edit, Edit) else edit.units
    where = tuple((unit.path, unit.key, unit.number) for unit in units)
    if isinstance(edit, Edit):
        return where, edit.start, edit.end, edit.new_text, edit.looks
    beside = edit.beside and (edit.beside.path, edit.beside.number)
    return where, edit.action, edit.start, edit.end, edit.new_text, edit.is_before, beside
