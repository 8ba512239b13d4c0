"""An edit of words: the ways to write it, and how its paragraph shall read then."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from press.review.apply.proof import Meant, edited
from press.review.edits.edit import BlockEdit, Edit, Target
from press.review.edits.emphasis import Letter, kept, rewritten, with_formats
from press.review.edits.words import Spelling, spellings
from press.review.model.paragraphs import Format
from press.review.sources.units import Unit

_MAY_BE_EMPTY = frozenset({"td", "th"})


def whole(target: Target, now: Meant) -> Edit | BlockEdit:
    """Return an edit; where it leaves no word of a paragraph, the deletion of the paragraph.

    Markdown knows no paragraph without words. A cell may be empty.
    """
    edit = target.edit
    if isinstance(edit, BlockEdit) or edit.looks or now.kind in _MAY_BE_EMPTY:
        return edit
    if (now.text[: target.start] + edit.new_text + now.text[target.end :]).strip():
        return edit
    return BlockEdit("delete", (edit.unit,), target.start, target.end)


def text_spellings(
    source: str, unit: Unit, edit: Edit, place: tuple[int, int]
) -> Iterator[Spelling]:
    """Yield the ways to make an edit at characters `place` of a unit, the plainest first."""
    signs: list[Letter] | None
    if edit.looks:
        signs = kept(source, unit, *place)
        if signs is not None:
            signs = with_formats(signs, _with_looks(unit.looks[slice(*place)], edit.looks))
    else:
        yield from spellings(source, unit, *place, edit.new)
        signs = [Letter(letter, run.look) for run in edit.new for letter in run.text]
    if signs is not None:
        yield from rewritten(source, unit, *place, signs)


def text_meant(now: Meant, edit: Edit, place: tuple[int, int]) -> Meant:
    """Return how a paragraph shall read after an edit at characters `place`."""
    if edit.looks:
        looks = _with_looks([look or Format() for look in now.looks[slice(*place)]], edit.looks)
        return edited(now, place, now.text[slice(*place)], looks)
    start, end = place
    left = now.looks[start - 1] if start else None
    right = now.looks[end] if end < len(now.looks) else None
    linked = [look.link for look in (left, right, *now.looks[start:end]) if look and look.link]
    new: list[Format | None] = []
    for run in edit.new:
        link = run.look.link
        if link.startswith("#") and not linked:
            link = ""  # typed over a citation, it stands in the link to the reference
        if left and right and left.link == right.link != "":
            link = left.link
        look = replace(run.look, underline=False, highlight=False, link=link)
        new += [look] * len(run.text)
    return edited(now, place, edit.new_text, new)


def _with_looks(now: Sequence[Format], wanted: Sequence[Format]) -> list[Format]:
    """Return looks with the bold and italic of others."""
    return [
        replace(was, bold=look.bold, italic=look.italic)
        for was, look in zip(now, wanted, strict=True)
    ]
