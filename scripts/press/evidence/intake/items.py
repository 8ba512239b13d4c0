"""A page divided into its items, one study each, with every line in one of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from press.evidence.intake.headings import with_headings
from press.evidence.intake.labels import SINGLE, Field, Label, is_unknown_label, label, worded_signs
from press.evidence.intake.passages import Passage, joined

_RULE = re.compile(r"\s*(?:[-*_=~]\s*){3,}$")
_LINES_OF_FIELDS: tuple[Field, ...] = ("title", "authors", "link", "citation")


@dataclass(frozen=True)
class Part:
    """A field of an item: the label as the page writes it, and what follows it."""

    field: Field
    label: Passage
    content: Passage


@dataclass(frozen=True)
class Item:
    """One study of a page, numbered from 1: its fields in the page's order."""

    number: int
    parts: tuple[Part, ...]

    def first(self, field: Field) -> Passage | None:
        """Return the content of a field where the item has it, be it empty."""
        return next((part.content for part in self.parts if part.field == field), None)

    def all(self, field: Field) -> tuple[Part, ...]:
        """Return every part of a field."""
        return tuple(part for part in self.parts if part.field == field)

    @property
    def lines(self) -> tuple[int, int]:
        """Return the first and the last line of the item."""
        numbers = [
            piece.line
            for part in self.parts
            for piece in (*part.label.pieces, *part.content.pieces)
        ]
        return min(numbers, default=1), max(numbers, default=1)

    @property
    def signs(self) -> str:
        """Return all signs of the item's labels."""
        return "".join(part.label.text for part in self.parts)


def items_of(lines: Sequence[Passage]) -> tuple[Item, ...]:
    """Return the items of a page; what stands before the first belongs to it, as `unplaced`.

    Each item has one title; a page without any has no items.
    """
    worded = worded_signs(lines)
    labels = with_headings(lines, [label(line, worded) for line in lines])
    starts = _starts(lines, labels)
    dense = not any(not line.text for line in lines)
    found: list[Item] = []
    for number, (start, end) in enumerate(pairwise([*starts, len(lines)]), start=1):
        first = 0 if number == 1 else start
        parts = _parts(lines[first:end], labels[first:end], dense=dense)
        found.append(Item(number, tuple(parts)))
    return tuple(found)


def _starts(lines: Sequence[Passage], labels: Sequence[Label | None]) -> list[int]:
    """Return the line at which each item begins: at or before its title, behind the last one's."""
    at = [index for index, found in enumerate(labels) if found and found.field != "unplaced"]
    titles = [index for index in at if _field(labels, index) == "title"]
    if not titles:
        return []
    leading = _field(labels, at[0])
    starts = [at[0]]
    for before, title in pairwise(titles):
        heading = labels[title]
        if heading and heading.heading:
            starts.append(title)
            continue
        between = [index for index in at if before < index <= title]
        last = _last_possible(labels, at, before, title)
        usable = [index for index in between if index <= last] or [title]

        def worth(index: int) -> tuple[int, int]:
            found = labels[index]
            marked = bool(found and (found.numbered or _is_divided(lines, index)))
            points = 4 * marked + 2 * (_field(labels, index) == leading)
            return points + (index > 0 and not lines[index - 1].text), index

        starts.append(max(usable, key=worth))
    return starts


def _field(labels: Sequence[Label | None], index: int) -> Field | None:
    found = labels[index]
    return found.field if found else None


def _last_possible(
    labels: Sequence[Label | None], at: Sequence[int], before: int, title: int
) -> int:
    """Return the first label behind a title whose field its item has already, else the next title.

    Before the title, too, an item may have had fields; they count from where it began, which is
    at its title or just before, so only what follows the title is looked at.
    """
    seen: set[Field] = set()
    for index in at:
        field = _field(labels, index)
        if before <= index < title and field in SINGLE:
            if field in seen:
                return index
            seen.add(field)
    return title


def _is_divided(lines: Sequence[Passage], index: int) -> bool:
    """Tell whether a rule stands before a line, with nothing but empty lines between."""
    for line in reversed(lines[:index]):
        if line.text:
            return bool(_RULE.match(line.text))
    return False


def _parts(lines: Sequence[Passage], labels: Sequence[Label | None], *, dense: bool) -> list[Part]:
    parts: list[Part] = []
    open_label, field = Passage(), "unplaced"
    content: list[Passage] = []
    heading = False

    def close() -> None:
        while content and not content[-1]:
            content.pop()
        passage = joined(content)
        if open_label or passage:
            parts.append(Part(field, open_label, passage))  # type: ignore[arg-type]

    for line, found in zip(lines, labels, strict=True):
        if found:
            close()
            open_label, field, heading = _marks(line, found), found.field, found.heading
            content = [line.part(found.end, found.stop)] if line.text[found.end :].strip() else []
        elif _ends_field(field, content, line, dense=dense or heading):
            close()
            open_label, field = Passage(), "unplaced"
            content = [line] if line.text else []
        elif line.text or content:
            content.append(line)
    close()
    return parts


def _marks(line: Passage, found: Label) -> Passage:
    """Return what of a line is its label; of a heading, also the marks that close it."""
    opening = line.part(0, found.end)
    closing = line.part(found.stop) if found.stop is not None else Passage()
    return joined((opening, closing)) if closing else opening


def _ends_field(field: str, content: list[Passage], line: Passage, *, dense: bool) -> bool:
    """Tell whether a line is no more of a field of one paragraph: a title, a list of authors.

    It is not behind an empty line, nor behind a label that we do not know; on a page without empty
    lines, and behind a heading, no second line is. Rules divide.
    """
    if _RULE.match(line.text):
        return True
    if field not in _LINES_OF_FIELDS or not any(content):
        return False
    return dense or not line.text or is_unknown_label(line)
