"""A reviewer's edit against today's text: where it goes, whether it is there, what stands against.

An edit goes where its words and one character on either side are as they were exported; blanks
are equal to blanks.
"""

from __future__ import annotations

from collections.abc import Iterator

from press.review.diff.characters import Same
from press.review.diff.paragraphs import collapsed, plain
from press.review.edits.edit import Edit, Target
from press.review.sources.carrier import Carried


class ConflictError(Exception):
    """Today's source has another text where a reviewer made a change."""


def target_of(edit: Edit, carried: Carried) -> Target | None:
    """Return where an edit goes today, None where it is there already.

    Raises RivalError where today's text differs, at the edit or one character beside it. An edit
    that would be the same a few letters on (a word put between two equal ones) is looked at
    wherever it could stand.
    """
    shift = carried.same
    if edit.looks:
        return _format_target(edit, carried)
    found = shift.region(edit.start, edit.end)
    if found is not None and _is_there(edit, shift):
        return None
    for start, end in _slides(edit):
        beside = shift.region(start, end)
        if beside is None or collapsed(shift.new[slice(*beside)]) != collapsed(
            shift.old[start:end]
        ):
            today = "" if found is None else shift.new[slice(*found)].strip()
            if today and plain(today) == plain(edit.new_text):
                return None
            if _is_there(edit, shift):
                return None
            raise ConflictError(_difference(edit, shift))
    if found is None:
        raise ConflictError(_difference(edit, shift))
    return Target(edit, carried.unit, *found)


def _format_target(edit: Edit, carried: Carried) -> Target | None:
    found = carried.same.region(edit.start, edit.end)
    if found is None or carried.unit.text[slice(*found)] != edit.old_text:
        raise ConflictError(_difference(edit, carried.same))
    now = carried.unit.looks[slice(*found)]
    differs = any(
        (was.bold, was.italic) != (wanted.bold, wanted.italic)
        for letter, was, wanted in zip(edit.old_text, now, edit.looks, strict=True)
        if not letter.isspace()
    )
    if not differs:
        return None
    return Target(edit, carried.unit, *found)


def _slides(edit: Edit) -> Iterator[tuple[int, int]]:
    """Yield the edit's range, and every range at which it would give the same text."""
    text, start, end = edit.unit.text, edit.start, edit.end
    yield start, end
    piece = edit.new_text if start == end else text[start:end] if not edit.new else ""
    if not piece:
        return
    for step in (-1, 1):
        at, until, rolled = start, end, piece
        for _ in range(len(text)):
            if step < 0 and at > 0 and text[at - 1] == rolled[-1]:
                rolled = rolled[-1] + rolled[:-1]
            elif step > 0 and until < len(text) and text[until] == rolled[0]:
                rolled = rolled[1:] + rolled[0]
            else:
                break
            at, until = at + step, until + step
            yield at, until


def _is_there(edit: Edit, shift: Same) -> bool:
    """Tell whether today's text has the edit already, seen with a word on either side."""
    left, right = _words_around(shift.old, edit.start, edit.end)
    around = shift.region(left, right)
    if around is None:
        return False
    now, was = shift.new[slice(*around)], shift.old[left:right]
    wanted = shift.old[left : edit.start] + edit.new_text + shift.old[edit.end : right]
    return plain(now) == plain(wanted) != plain(was)


def _words_around(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a range that holds a whole word more on either side."""
    head, tail = text[:start].split(" "), text[end:].split(" ")
    left = start - len(" ".join(head[-2:]))
    right = end + len(" ".join(tail[:2]))
    return left, right


def _difference(edit: Edit, shift: Same) -> str:
    left, right = _words_around(shift.old, edit.start, edit.end)
    around = shift.region(left, right)
    if around is None:
        first, last = shift.nearest(left), shift.nearest(right)
        around = first, max(first, last)
    now = collapsed(shift.new[slice(*around)])
    return f"the source has changed here since the export: it says “{now}” today"
