"""A last comparison: what is rendered with the reviewed file's own text, all changes accepted.

The proof of each edit goes by what the press understood of it. This goes by the file: where all
that one reviewer tracked in a paragraph was made, and nobody else touched it, the two are the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from press.compile import ATOM
from press.review.apply.proof import NEW
from press.review.diff.paragraphs import plain
from press.review.edits.edit import BlockEdit
from press.review.model.changes import Change, ReviewDocument
from press.review.model.paragraphs import OBJECT, Joined
from press.review.sources.units import Unit

if TYPE_CHECKING:
    from press.review.merge.items import Item

# By path the paragraphs now, each with the number of today's that it was, or NEW.
Renderings = Mapping[str, Sequence[tuple[int, Unit]]]

_KINDS = frozenset({"p", "li", "td", "th", "h2", "h3", "h4", "h5", "h6"})
_REASON = "rendered again, the paragraph would not read as it does with all changes accepted"


def unlike(
    items: Sequence[Item], documents: Sequence[ReviewDocument], shown: Renderings
) -> dict[int, str]:
    """Return by number which of the items that were made gave another text, and the reason."""
    hands: dict[tuple[str, int], set[tuple[int, bool]]] = {}
    for item in items:
        for path, number in _numbers(item):
            hands.setdefault((path, number), set()).add((item.review, item.is_tracked))
    found: dict[int, str] = {}
    for review, document in enumerate(documents):
        made = {item.change.number: item for item in items if item.review == review and item.change}
        for joined, many in _changed(document, made):
            places = {place for item in many for place in _numbers(item)}
            is_alone = all(hands[place] == {(review, True)} for place in places)
            if is_alone and _is_told(document, many) and not _is_shown(joined, many, shown):
                found |= {item.number: _REASON for item in many}
    return found


def _numbers(item: Item) -> Iterator[tuple[str, int]]:
    for target in item.targets:
        for unit in (target.unit, *target.units, *filter(None, [target.beside])):
            yield unit.path, unit.number


def _changed(
    document: ReviewDocument, made: Mapping[int, Item]
) -> Iterator[tuple[Joined, list[Item]]]:
    """Yield the paragraphs with all changes accepted in which each change was made."""
    touching: dict[tuple[int, ...], tuple[Joined, set[int]]] = {}
    for change in document.changes:
        for index in _indices(change):
            try:
                joined = document.joined("after", index)
            except KeyError:
                continue
            touching.setdefault(joined.indices, (joined, set()))[1].add(change.number)
    for joined, numbers in touching.values():
        if joined.text.strip() and numbers <= made.keys():
            yield joined, [made[number] for number in sorted(numbers)]


def _indices(change: Change) -> set[int]:
    spans = filter(None, (change.before, change.after, change.target))
    return {index for span in spans for index in range(span.first, span.last + 1)}


def _is_told(document: ReviewDocument, items: Sequence[Item]) -> bool:
    """Tell whether the text before these changes is that of today, so that after them is known."""
    for item in items:
        for target in item.targets:
            is_new = isinstance(target.edit, BlockEdit) and target.edit.action == "insert"
            if (
                target.is_move
                or target.unit.key
                or target.unit.kind not in _KINDS
                or item.change is None
            ):
                return False
            if len(item.targets) > 1:  # words that went from one paragraph to another
                return False
            if is_new:
                continue
            try:
                was = document.joined("before", item.change.before.first)
            except KeyError:
                return False
            if not _reads(was, target.unit):
                return False
    return any(not _is_deletion(item) for item in items)  # else nothing is left that tells it


def _is_deletion(item: Item) -> bool:
    return all(
        isinstance(target.edit, BlockEdit) and target.edit.action == "delete"
        for target in item.targets
    )


def _is_shown(joined: Joined, items: Sequence[Item], shown: Renderings) -> bool:
    """Tell whether one of the paragraphs that these changes touched reads as in the file."""
    places = [place for item in items for place in _numbers(item)]
    numbers = {number for _, number in places} | {NEW}
    units = [unit for path in {path for path, _ in places} for number, unit in shown[path]
             if number in numbers]  # fmt: skip
    return any(_reads(joined, unit) for unit in units)


def _reads(joined: Joined, unit: Unit) -> bool:
    """Tell whether a paragraph of the file says what a unit does, whatever its citations are."""
    text = "".join(run.text for run in joined.runs if not run.look.raised)
    plain = "".join(
        letter
        for letter, look in zip(unit.text, unit.looks, strict=True)
        if letter == ATOM or not look.raised
    )
    pieces = [re.escape(_plain(piece)) for piece in plain.split(ATOM)]
    return re.fullmatch(".*?".join(pieces), _plain(text), re.DOTALL) is not None


def _plain(text: str) -> str:
    return plain(text.replace(OBJECT, ""))
