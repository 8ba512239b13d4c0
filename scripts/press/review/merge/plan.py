"""Three ways: what was exported, what stands in the source today, what reviewers made of it.

Every change ends as clean, already applied, conflict or by hand, with the reason.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Literal

from press.review.edits.lists import has_place
from press.review.edits.whitespace import FOLDED, is_alone, is_folded
from press.review.locate.located import UNMAPPED, Located, Place
from press.review.merge.already_there import Standing
from press.review.merge.block_edits import BLOCK_KINDS, BlockEdit, block_edit, stands
from press.review.merge.conflicts import are_same, goes_along, touched
from press.review.merge.deletions import as_one
from press.review.merge.entangled import entangled
from press.review.merge.moves import is_there, is_whole, moved_paragraphs
from press.review.merge.targets import Aim, RivalError, aim_of
from press.review.merge.text_edits import TEXT_KINDS, ByHandError, Edit, text_edits, untracked_edits
from press.review.merge.untracked import whole_paragraphs
from press.review.merge.untracked_formats import untracked_looks
from press.review.model.changes import Change
from press.review.model.shapes import said
from press.review.sources.carrier import Carried, Carrier

Status = Literal["clean", "already applied", "conflict", "by hand"]


@dataclass(frozen=True)
class Item:
    """One change of one reviewed file: what it is, where, what becomes of it and why.

    `number` counts the items of a plan from 1; `change` is None for what was not tracked.
    `rivals` are numbers of the items that it conflicts with, `review` counts the files. `part` is
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
    aims: tuple[Aim, ...] = ()
    rivals: tuple[int, ...] = ()
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


def plan(many: Sequence[Located]) -> Plan:
    """Return what becomes of the changes of one or several reviewed files."""
    items: list[Item] = []
    for review, located in enumerate(many):
        standing = Standing(located)
        for made in [*_tracked(located, standing), *_untracked(located, standing)]:
            item = _without_gone(made, standing)
            items.append(replace(item, number=len(items) + 1, review=review))
    return Plan(as_one(_without_rivals(items)), tuple(located.carrier for located in many))


def _tracked(located: Located, standing: Standing) -> Iterator[Item]:
    tangled = entangled(located.document)
    for change in located.document.changes:
        place = located.change(change)
        item = Item(
            0, located.document.name, change.author, change.kind, change.old_text,
            change.new_text, place, "by hand", change=change,
        )  # fmt: skip
        if change.kind == "undone insertion":
            reason = "it was put in and taken out again"
            yield replace(item, status="already applied", reason=reason)
        elif change.number in tangled:
            yield replace(item, reason=tangled[change.number])
        elif change.kind in BLOCK_KINDS:
            yield _block(standing, located, item, partial(block_edit, located, change))
        elif change.kind == "move" and is_whole(located, change):
            yield _block(standing, located, item, partial(moved_paragraphs, located, change))
        elif change.kind in TEXT_KINDS or change.kind == "run format":
            yield _judged(located, item, change)
        else:
            yield replace(item, reason=_OTHER.get(change.kind, "the press cannot make this change"))


_THERE = "the source says so today"
_OTHER = {
    "paragraph format": "how paragraphs look is the press's business, not the source's",
    "table format": "how tables look is the press's business, not the source's",
    "section format": "how pages look is the press's business, not the source's",
}


def _judged(located: Located, item: Item, change: Change) -> Item:
    try:
        edits = text_edits(located, change)
    except ByHandError as error:
        return replace(item, reason=str(error))
    if all(map(is_folded, edits)) and is_alone(located.document, change):
        return replace(item, reason=FOLDED)
    return _aimed(located.carrier, item, edits)


_NO_HEADING = "the source has no heading of this level to go by"


def _block(standing: Standing, located: Located, item: Item, make: Callable[[], BlockEdit]) -> Item:
    try:
        return _placed(standing, located, item, make())
    except ByHandError as error:
        return replace(item, reason=str(error))


def _placed(standing: Standing, located: Located, item: Item, edit: BlockEdit) -> Item:
    """Return an item of whole paragraphs with its status against today's source alone."""
    found = [located.carrier.unit(unit) for unit in edit.units]
    carried = [one for one in found if one is not None]
    if (edit.action == "delete" and not carried) or standing.has(edit, carried):
        return replace(item, status="already applied", reason=_THERE)
    beside = located.carrier.unit(edit.beside) if edit.beside else None
    if len(carried) < len(found) or (edit.beside and beside is None):
        return replace(item, status="conflict", reason="this text is no longer in the source")
    form = _form(located, edit, carried)
    if isinstance(form, str):
        return replace(item, reason=form)
    edit = form
    if beside is not None and is_there(edit, carried, beside):
        return replace(item, status="already applied", reason=_THERE)
    reason = stands(edit, carried)
    if reason:
        return replace(item, status="conflict", reason=reason)
    units = tuple(one.unit for one in carried)
    # What comes behind a paragraph or row goes behind its last unit.
    unit = units[-1] if edit.action == "insert" else units[0]
    start = carried[0].same.nearest(edit.start) if edit.action == "split" else edit.start
    aim = Aim(edit, unit, start, edit.end, units, beside.unit if beside else None)
    return replace(item, status="clean", aims=(aim,))


def _without_gone(item: Item, standing: Standing) -> Item:
    """Return an item, already applied where what it takes out is gone, and an equal one is left."""
    for aim in item.aims:
        if isinstance(aim.edit, BlockEdit) and standing.is_gone(aim.edit, aim.units):
            return replace(item, status="already applied", reason=_THERE, aims=())
    return item


def _form(located: Located, edit: BlockEdit, carried: Sequence[Carried]) -> BlockEdit | str:
    """Return an edit with what its paragraphs are in the source, or why nothing there tells it."""
    if edit.style.startswith("h"):
        style = _heading(located, edit)
        return replace(edit, style=style) if style else _NO_HEADING
    if has_place(located.carrier.today, edit, carried[-1].unit):
        return edit
    return f"no {said(edit.shape)} stands beside it in the source to go by"


def _heading(located: Located, edit: BlockEdit) -> str:
    """Return what a heading of the export's level is in the source, by the example of another."""
    for woven in located.carrier.woven.values():
        if woven.block.kind == edit.style and woven.units and not woven.units[0].key:
            carried = located.carrier.unit(woven.units[0])
            if woven.block.file == edit.units[0].path and carried is not None:
                return carried.unit.kind
    return ""


def _untracked(located: Located, standing: Standing) -> Iterator[Item]:
    document = located.document
    blank = Item(
        0, document.name, "", "untracked", "", "", UNMAPPED, "by hand", is_tracked=False
    )  # fmt: skip
    whole = whole_paragraphs(located)
    told = {number for one in whole for number in one.numbers}
    for number in sorted(located.matches.blocks.keys() - told):
        joined = document.before[number]
        for start, end, found in (
            *untracked_edits(located, joined),
            *untracked_looks(located, joined),
        ):
            place = located.block(located.matches.blocks[number].block, start, end)
            item = replace(blank, place=place, part=(start, end))
            if isinstance(found, ByHandError):
                yield replace(item, reason=str(found))
            else:
                item = replace(item, old=found.old_text, new=found.new_text)
                yield _aimed(located.carrier, item, (found,))
    for one in whole:
        item = replace(blank, old=one.old, new=one.new, place=one.place, reason=one.reason)
        yield item if one.edit is None else _placed(standing, located, item, one.edit)


def _aimed(carrier: Carrier, item: Item, edits: Sequence[Edit]) -> Item:
    """Return an item with its status against today's source alone."""
    aims: list[Aim] = []
    done = 0
    for edit in edits:
        carried = carrier.unit(edit.unit)
        if carried is None:
            return replace(item, status="conflict", reason="this text is no longer in the source")
        try:
            aim = aim_of(edit, carried)
        except RivalError as error:
            return replace(item, status="conflict", reason=str(error))
        if aim is None:
            done += 1
        else:
            aims.append(aim)
    if not aims:
        return replace(item, status="already applied", reason=_THERE)
    if done:
        return replace(item, status="conflict", reason="a part of it is in the source already")
    return replace(item, status="clean", aims=tuple(aims))


def _without_rivals(items: Sequence[Item]) -> tuple[Item, ...]:
    """Return the items with conflicts between different files told, and doubles marked."""
    result = list(items)
    places: dict[tuple[str, str, int], list[tuple[int, int, int, Edit | BlockEdit]]] = {}
    for index, item in enumerate(items):
        for aim in item.aims:
            for unit, start, end in touched(aim):
                place = (unit.path, unit.key, unit.number)
                places.setdefault(place, []).append((start, end, index, aim.edit))
    for sharing in places.values():
        sharing.sort(key=lambda one: one[:3])
        for position, (_, end, index, edit) in enumerate(sharing):
            for start, _, other, rival in sharing[position + 1 :]:
                if start > end:
                    break
                if items[index].review != items[other].review and not goes_along(edit, rival):
                    _settle(result, index, other)
    return tuple(result)


def _settle(result: list[Item], index: int, other: int) -> None:
    first, second = result[index], result[other]
    if are_same(first.aims, second.aims):
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
        rivals = tuple(sorted({*now.rivals, foe.number}))
        result[item.number - 1] = replace(now, status="conflict", reason=reason, rivals=rivals)
