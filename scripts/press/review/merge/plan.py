"""Three ways: what was exported, what stands in the source today, what reviewers made of it.

Every change ends as clean, already applied, conflict or by hand, with the reason.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial

from press.review.edits.edit import TEXT_KINDS, BlockEdit, ByHandError, Edit, Target
from press.review.edits.lists import has_place
from press.review.edits.whitespace import FOLDED, is_alone, is_folded
from press.review.locate.located import UNMAPPED, Located
from press.review.merge.already_there import AlreadyThere
from press.review.merge.block_edits import BLOCK_KINDS, block_edit, stands
from press.review.merge.conflicts import with_conflicts
from press.review.merge.deletions import as_one
from press.review.merge.entangled import entangled
from press.review.merge.items import Item, Plan
from press.review.merge.moves import is_there, is_whole, moved_paragraphs
from press.review.merge.targets import ConflictError, target_of
from press.review.merge.text_edits import text_edits, untracked_edits
from press.review.merge.untracked import whole_paragraphs
from press.review.merge.untracked_formats import untracked_formats
from press.review.model.changes import Change
from press.review.model.shapes import said
from press.review.sources.carrier import Carried, Carrier


def plan(many: Sequence[Located]) -> Plan:
    """Return what becomes of the changes of one or several reviewed files."""
    items: list[Item] = []
    for review, located in enumerate(many):
        there = AlreadyThere(located)
        for made in [*_tracked(located, there), *_untracked(located, there)]:
            item = _without_gone(made, there)
            items.append(replace(item, number=len(items) + 1, review=review))
    return Plan(as_one(with_conflicts(items)), tuple(located.carrier for located in many))


def _tracked(located: Located, there: AlreadyThere) -> Iterator[Item]:
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
            yield _block(there, located, item, partial(block_edit, located, change))
        elif change.kind == "move" and is_whole(located, change):
            yield _block(there, located, item, partial(moved_paragraphs, located, change))
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
    return _targeted(located.carrier, item, edits)


_NO_HEADING = "the source has no heading of this level to go by"


def _block(
    there: AlreadyThere, located: Located, item: Item, make: Callable[[], BlockEdit]
) -> Item:
    try:
        return _placed(there, located, item, make())
    except ByHandError as error:
        return replace(item, reason=str(error))


def _placed(there: AlreadyThere, located: Located, item: Item, edit: BlockEdit) -> Item:
    """Return an item of whole paragraphs with its status against today's source alone."""
    found = [located.carrier.unit(unit) for unit in edit.units]
    carried = [one for one in found if one is not None]
    if (edit.action == "delete" and not carried) or there.has(edit, carried):
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
    target = Target(edit, unit, start, edit.end, units, beside.unit if beside else None)
    return replace(item, status="clean", targets=(target,))


def _without_gone(item: Item, there: AlreadyThere) -> Item:
    """Return an item, already applied where what it takes out is gone, and an equal one is left."""
    for target in item.targets:
        if isinstance(target.edit, BlockEdit) and there.is_gone(target.edit, target.units):
            return replace(item, status="already applied", reason=_THERE, targets=())
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


def _untracked(located: Located, there: AlreadyThere) -> Iterator[Item]:
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
            *untracked_formats(located, joined),
        ):
            place = located.block(located.matches.blocks[number].block, start, end)
            item = replace(blank, place=place, part=(start, end))
            if isinstance(found, ByHandError):
                yield replace(item, reason=str(found))
            else:
                item = replace(item, old=found.old_text, new=found.new_text)
                yield _targeted(located.carrier, item, (found,))
    for one in whole:
        item = replace(blank, old=one.old, new=one.new, place=one.place, reason=one.reason)
        yield item if one.edit is None else _placed(there, located, item, one.edit)


def _targeted(carrier: Carrier, item: Item, edits: Sequence[Edit]) -> Item:
    """Return an item with its status against today's source alone."""
    targets: list[Target] = []
    done = 0
    for edit in edits:
        carried = carrier.unit(edit.unit)
        if carried is None:
            return replace(item, status="conflict", reason="this text is no longer in the source")
        try:
            target = target_of(edit, carried)
        except ConflictError as error:
            return replace(item, status="conflict", reason=str(error))
        if target is None:
            done += 1
        else:
            targets.append(target)
    if not targets:
        return replace(item, status="already applied", reason=_THERE)
    if done:
        return replace(item, status="conflict", reason="a part of it is in the source already")
    return replace(item, status="clean", targets=tuple(targets))
