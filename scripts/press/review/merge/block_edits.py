"""What a reviewer did to whole paragraphs and rows, in terms of the units that were exported."""

from __future__ import annotations

from collections.abc import Sequence

from press.docx.blocks import HEADINGS
from press.review.diff.paragraphs import collapsed
from press.review.edits.edit import BlockEdit, ByHandError
from press.review.locate.located import Located
from press.review.merge.text_edits import block_of, refuse_untypable
from press.review.model.changes import Change
from press.review.model.paragraphs import Joined, Paragraph, Run, Span
from press.review.model.shapes import is_alike, is_in_list, is_made, shape_read
from press.review.sources.carrier import Carried
from press.review.sources.units import Unit

BLOCK_KINDS = frozenset(
    {
        "paragraph split",
        "paragraph merge",
        "paragraph insertion",
        "paragraph deletion",
        "row insertion",
        "row deletion",
    }
)
_BODY = frozenset({"p", "li", "td", "th", "caption", "footnote", "h2", "h3", "h4", "h5", "h6"})
_STYLES = {style: tag for tag, style in HEADINGS.items()}


def block_edit(located: Located, change: Change) -> BlockEdit:
    """Return what a tracked change of whole paragraphs stands for.

    Raises ByHandError where it concerns text that no source shows as a paragraph of its own.
    """
    made = {
        "paragraph split": _split,
        "paragraph merge": _merge,
        "paragraph insertion": _insertion,
        "paragraph deletion": _deletion,
        "row insertion": _row_insertion,
        "row deletion": _deletion,
    }[change.kind](located, change)
    return checked(made)


def checked(made: BlockEdit) -> BlockEdit:
    """Return an edit; raises ByHandError where its units are no paragraphs of a body."""
    if any(unit.key for unit in made.units):
        raise ByHandError(f"`{made.units[0].key}` is one value of the front matter")
    if any(unit.kind not in _BODY for unit in made.units):
        raise ByHandError("this kind of paragraph is not divided or joined by the press")
    return made


def _split(located: Located, change: Change) -> BlockEdit:
    joined = located.document.joined("before", change.before.first)
    unit, start = _spot(located, joined, joined.offset(change.before.first, change.before.start))
    return BlockEdit("split", (unit,), start, start)


def _merge(located: Located, change: Change) -> BlockEdit:
    document = located.document
    pair = [document.joined("before", i) for i in (change.before.first, change.before.last)]
    one, other = (unit_of(located, joined) for joined in pair)
    if (other.path, other.number) != (one.path, one.number + 1):
        raise ByHandError("the two paragraphs do not follow each other in the source")
    return BlockEdit("merge", (one, other), len(one.text), len(one.text))


def _deletion(located: Located, change: Change) -> BlockEdit:
    document = located.document
    indices = range(change.before.first, change.before.last + 1)
    joined = dict.fromkeys(document.joined("before", index) for index in indices)
    units = tuple(unit_of(located, one) for one in joined if one.text.strip())
    if not units:
        raise ByHandError("the paragraph is empty, and no source shows it")
    return BlockEdit("delete", units, 0, len(units[0].text), is_row=change.kind == "row deletion")


def _insertion(located: Located, change: Change) -> BlockEdit:
    return inserted(located, change.after.first, change.new, change.before)


def inserted(located: Located, index: int, new: tuple[Run, ...], place: Span) -> BlockEdit:
    """Return the edit that puts a paragraph of the file, which has no source, into one.

    `place` is where it stands in the view before. Raises ByHandError where Markdown has no words
    for it, or where nothing tells its place.
    """
    paragraph = located.document.paragraphs[index]
    if paragraph.cell is not None or paragraph.note:
        raise ByHandError("a cell or a footnote has only one paragraph here")
    refuse_untypable(new)
    if is_made(paragraph.shape_after):
        raise ByHandError("code, captions and pictures are not put in by the press")
    style, shape = style_of(paragraph), shape_read(paragraph.shape_after)
    unit, is_before = neighbour(located, index, place)
    at = 0 if is_before else len(unit.text)
    return BlockEdit("insert", (unit,), at, at, (new,), style, is_before=is_before, shape=shape)


def neighbour(located: Located, index: int, place: Span) -> tuple[Unit, bool]:
    """Return the unit that a new paragraph stands beside, and whether it stands before it.

    `place` is where it stands in the view before. What belongs to a list or a quotation goes to
    the neighbour that is nearest in kind. Raises ByHandError where nothing tells its place.
    """
    shape = shape_read(located.document.paragraphs[index].shape_after)
    before = _before(located, index)
    behind = _behind(located, index) if shape else None
    if behind is not None and _nearness(shape, behind[1]) > (
        _nearness(shape, before[1]) if before else 0
    ):
        return behind[0], True
    if before is not None:
        return before[0], False
    try:
        joined = located.document.joined("before", place.first)
    except KeyError as error:
        raise ByHandError("nothing beside it tells its place in the source") from error
    unit, start = _spot(located, joined, joined.offset(place.first, place.start))
    if start > 0:
        raise ByHandError("it stands in the middle of another paragraph")
    if unit.key:
        raise ByHandError(f"`{unit.key}` is one value of the front matter")
    return unit, True


def _nearness(shape: str, paragraph: Paragraph) -> int:
    """Return how near in kind a paragraph is to a shape: 2 the same, 1 in a list too."""
    other = shape_read(paragraph.shape_before)
    if is_alike(shape, other):
        return 2
    return int(is_in_list(shape) and is_in_list(other))


def _before(located: Located, index: int) -> tuple[Unit, Paragraph] | None:
    """Return the paragraph behind which a new one stands, where a body shows it."""
    document = located.document
    container = document.paragraphs[index].container
    for one in reversed(document.paragraphs[:index]):
        if one.container != container:
            return None
        if not one.after_text and one.mark != "kept":
            continue  # it was taken out, moved away, or is new and empty
        if one.mark == "inserted" and not one.before_text:
            continue
        joined = document.joined("before", one.index)
        if index in joined.indices and not one.before_text:
            continue
        if located.match(joined) is None:
            continue  # it was put in without tracking
        try:
            unit = unit_of(located, joined)
        except ByHandError:
            return None
        return None if unit.key else (unit, one)
    return None


def _behind(located: Located, index: int) -> tuple[Unit, Paragraph] | None:
    """Return the next paragraph that stays where it is, where a body shows it."""
    document = located.document
    container = document.paragraphs[index].container
    for one in document.paragraphs[index + 1 :]:
        if one.container != container:
            return None
        if one.mark == "kept" and one.before_text and one.after_text:
            try:
                unit = unit_of(located, document.joined("before", one.index))
            except ByHandError:
                return None
            return None if unit.key else (unit, one)
    return None


def style_of(paragraph: Paragraph) -> str:
    """Return what a paragraph is in the export: h3, li or p."""
    shape = paragraph.shape_after
    if shape.style in _STYLES:
        return _STYLES[shape.style]
    return "li" if shape.list else "p"


def _row_insertion(located: Located, change: Change) -> BlockEdit:
    document = located.document
    new = [document.paragraphs[i] for i in range(change.after.first, change.after.last + 1)]
    cell = new[0].cell
    if cell is None:
        raise ByHandError("the row's cells were not found")
    beside = [
        one
        for one in document.paragraphs
        if one.cell is not None and one.cell.table == cell.table and one.cell.row_fate == "kept"
    ]
    above = [one for one in beside if one.cell is not None and one.cell.row < cell.row]
    if not above:
        raise ByHandError("a row above the table's head has no place in Markdown")
    row = max(one.cell.row for one in above if one.cell is not None)
    cells = [one for one in above if one.cell is not None and one.cell.row == row]
    units = tuple(unit_of(located, document.joined("before", one.index)) for one in cells)
    return BlockEdit(
        "insert",
        units,
        len(units[-1].text),
        len(units[-1].text),
        tuple(one.after for one in new),
        "td",
        is_row=True,
    )


def unit_of(located: Located, joined: Joined) -> Unit:
    """Return the only unit that a paragraph shows; raises ByHandError where there is none."""
    woven = block_of(located, joined)
    if collapsed(joined.text) != collapsed(woven.block.text):
        raise ByHandError("the paragraph was changed without tracking")
    if len(woven.units) != 1:
        raise ByHandError("this text is made from several values")
    return woven.units[0]


def _spot(located: Located, joined: Joined, offset: int) -> tuple[Unit, int]:
    unit = unit_of(located, joined)
    found = block_of(located, joined).range(offset, offset)
    if found is None:
        raise ByHandError("it touches words that the press generates")
    return unit, found[1]


def stands(edit: BlockEdit, carried: Sequence[Carried]) -> str:
    """Return why a block's edit cannot be made today, or an empty text."""
    numbers = [one.unit.number for one in carried]
    if numbers != list(range(numbers[0], numbers[0] + len(numbers))):
        return "other paragraphs stand between these today"
    for one in carried:
        if edit.action == "delete" and not one.same.is_identity:
            return f"the paragraph has changed since the export: “{one.unit.text[:60]}”"
    first = carried[0].same
    if edit.action == "split" and first.region(edit.start, edit.start) is None:
        return "the words at this place have changed since the export"
    if edit.action == "merge":
        second = carried[1].same
        ends = first.region(edit.start, edit.start), second.region(0, 0)
        if any(end is None or end[0] != end[1] for end in ends):
            return "the words at this place have changed since the export"
    return ""
