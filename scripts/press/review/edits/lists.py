"""What stands in Markdown before a paragraph in a list or a quotation: signs and indents."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from press.docx.sources.text import SourceText
from press.review.edits.edit import BlockEdit
from press.review.model.shapes import is_alike, is_in_list, is_item, level_of
from press.review.sources.today import Today
from press.review.sources.units import Unit

_ITEM = re.compile(r"[ \t]*(?:>[ \t]?)*(?:[-*+]|(\d+)([.)]))[ \t]+")
_QUOTE = re.compile(r"[ \t]*(?:>[ \t]?)+")
_BLANKS = re.compile(r"[ \t]*")
_QUOTED = "Quote"
_NEW_LISTS = {"ListBullet 0": "- ", "ListNumber 0": "1. "}


def has_place(today: Today, edit: BlockEdit, unit: Unit) -> bool:
    """Tell whether a new paragraph has a place in Markdown beside a unit of today."""
    if edit.action != "insert" or edit.is_row or not edit.shape:
        return True
    made = separators(today.text(unit.path), today.units(unit.path), edit, unit)
    return next(made, None) is not None


def separators(
    source: SourceText, units: Sequence[Unit], edit: BlockEdit, unit: Unit
) -> Iterator[tuple[str, str]]:
    """Yield what parts a new paragraph from the unit beside it, and what it begins with.

    Nothing where no list or quotation of its kind stands there.
    """
    like = _like(units, unit.number, edit.shape) if is_item(edit.shape) else unit
    if like is not None:
        yield from signs(source, like, edit.shape, is_before=edit.is_before)
    elif not is_in_list(unit.shape) and edit.shape in _NEW_LISTS:
        yield "\n\n", _NEW_LISTS[edit.shape]


def _like(units: Sequence[Unit], number: int, shape: str) -> Unit | None:
    """Return the nearest item of a shape in the list that a paragraph stands in or beside."""
    for many in (reversed(units[: number + 1]), units[number + 1 :]):
        for one in many:
            if is_alike(shape, one.shape):
                return one
            if not is_in_list(one.shape):
                break
    return None


def signs(
    source: SourceText, like: Unit, shape: str, *, is_before: bool = False
) -> Iterator[tuple[str, str]]:
    """Yield what parts a paragraph of a shape from others, and its beginning, as of `like`."""
    start, _ = source.lines(*like.lines)
    if is_item(shape):
        item = _ITEM.match(source.text, start)
        if item is None:
            return
        sign = item[0]
        if item[1] and not is_before:
            sign = sign.replace(item[1] + item[2], f"{int(item[1]) + 1}{item[2]}")
        yield "\n", sign
        yield "\n\n", sign
    elif shape == _QUOTED:
        quote = _QUOTE.match(source.text, start)
        if quote is not None and like.shape == shape:
            yield f"\n{quote[0].rstrip()}\n", quote[0]
    elif is_in_list(shape):
        blanks = _BLANKS.match(source.text, start)
        if blanks is not None and is_alike(shape, like.shape) and level_of(like.shape) >= 0:
            yield "\n\n", blanks[0]
    elif not shape:
        yield "\n\n", ""
