"""Whole paragraphs that a reviewer moved: which ones, and to where."""

from __future__ import annotations

from collections.abc import Sequence

from press.review.diff.paragraphs import collapsed
from press.review.edits.edit import BlockEdit, ByHandError
from press.review.locate.located import Located
from press.review.merge.block_edits import checked, neighbour, style_of, unit_of
from press.review.merge.text_edits import block_of
from press.review.model.changes import Change
from press.review.model.paragraphs import Joined, Paragraph, Span
from press.review.model.shapes import is_alike, shape_read
from press.review.sources.carrier import Carried
from press.review.sources.units import Unit


def is_whole(located: Located, change: Change) -> bool:
    """Tell a move of whole paragraphs from one of words."""
    try:
        first = located.document.joined("before", change.before.first)
        last = located.document.joined("before", change.before.last)
    except KeyError:
        return False
    start = first.offset(change.before.first, change.before.start)
    end = last.offset(change.before.last, change.before.end)
    arrived = located.document.text("after", change.after)
    after = located.document.joined("after", change.after.first)
    return (
        change.target is not None
        and not first.text[:start].strip()
        and not last.text[end:].strip()
        and collapsed(arrived).startswith(collapsed(after.text))
    )


def moved_paragraphs(located: Located, change: Change) -> BlockEdit:
    """Return what a tracked move of whole paragraphs stands for.

    Raises ByHandError where the text was edited too, where no source shows the paragraphs as
    such, or where nothing tells where they went.
    """
    document = located.document
    if collapsed(change.old_text) != collapsed(change.new_text):
        raise ByHandError("the text that was moved was edited too")
    if change.target is None:
        raise ByHandError("the file does not say where this text was moved")
    indices = range(change.before.first, change.before.last + 1)
    many = dict.fromkeys(document.joined("before", index) for index in indices)
    gone = [one for one in many if one.text.strip()]
    arrived = [
        document.paragraphs[index]
        for index in range(change.after.first, change.after.last + 1)
        if document.paragraphs[index].after_text.strip()
    ]
    if any(one.cell is not None or one.note for one in arrived):
        raise ByHandError("a cell or a footnote has only one paragraph here")
    if not _kept_shape(located, gone, arrived):
        raise ByHandError("it became another kind of paragraph where it went")
    return moved(located, gone, change.after.first, change.target)


def _kept_shape(located: Located, gone: Sequence[Joined], arrived: Sequence[Paragraph]) -> bool:
    """Tell whether paragraphs stand where they went in the style and list in which they were."""
    kinds = [block_of(located, one).block.kind for one in gone]
    if kinds != [style_of(one) for one in arrived]:
        return False
    now = [shape_read(one.shape_after) for one in arrived]
    paragraphs = located.document.paragraphs
    if now == [shape_read(paragraphs[one.indices[-1]].shape_before) for one in gone]:
        return True
    # LibreOffice gives a paragraph that is gone the style of the next one; the sources know better.
    carried = [located.carrier.unit(unit_of(located, one)) for one in gone]
    return all(
        one is not None and is_alike(wanted, one.unit.shape)
        for wanted, one in zip(now, carried, strict=True)
    )


def moved(located: Located, many: Sequence[Joined], index: int, place: Span) -> BlockEdit:
    """Return the edit that moves paragraphs to where paragraph `index` of the file stands.

    `place` is that in the view before.
    """
    units = tuple(unit_of(located, one) for one in many)
    numbers = [unit.number for unit in units]
    if numbers != list(range(numbers[0], numbers[0] + len(numbers))):
        raise ByHandError("the paragraphs do not follow each other in the source")
    beside, is_before = neighbour(located, index, place)
    if any(_same(beside, unit) for unit in units):
        raise ByHandError("nothing beside it tells its place in the source")
    edit = BlockEdit("move", units, 0, len(units[0].text), is_before=is_before, beside=beside)
    return checked(edit)


def _same(one: Unit, other: Unit) -> bool:
    return (one.path, one.number) == (other.path, other.number)


def is_there(edit: BlockEdit, carried: Sequence[Carried], beside: Carried) -> bool:
    """Tell whether paragraphs stand today where they were moved to."""
    numbers = [one.unit.number for one in carried]
    place = numbers[-1] + 1 if edit.is_before else numbers[0] - 1
    is_run = numbers == list(range(numbers[0], numbers[0] + len(numbers)))
    return is_run and (carried[0].unit.path, place) == (beside.unit.path, beside.unit.number)
