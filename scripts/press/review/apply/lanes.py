"""Which edits of a file concern each other's words and have to be made one after another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from press.review.merge.block_edits import BlockEdit
from press.review.merge.targets import Aim


def lanes_of(aims: Sequence[Aim], lanes: Mapping[int, str]) -> dict[int, str]:
    """Return the lane of each paragraph by number: those that one edit touches share one.

    A paragraph that is joined with one that is deleted is joined with what follows.
    """
    found = dict(lanes)
    gone = {
        unit.number
        for aim in aims
        if isinstance(aim.edit, BlockEdit) and aim.edit.action == "delete"
        for unit in aim.units
    }
    for aim in aims:
        touched = {one.number for one in (aim.unit, *aim.units)}
        if isinstance(aim.edit, BlockEdit) and aim.edit.action == "merge":
            last = max(touched)
            while last in gone and last + 1 in found:
                last += 1
                touched.add(last)
        names = {found[number] for number in touched}
        for number, name in found.items():
            if name in names:
                found[number] = min(names)
    return found
