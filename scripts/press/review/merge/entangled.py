"""Changes whose place no export tells: words typed into a move, a paragraph between two halves.

Where both stand in today's source is known only when the other is made; a person does that better.
"""

from __future__ import annotations

from press.review.model.changes import Change, ReviewDocument
from press.review.model.paragraphs import Joined

_TYPED = frozenset({"insertion", "replacement", "paragraph split", "paragraph insertion"})
_MOVED = "words were typed into text that was moved: move it and put them in by hand"
_BETWEEN = "it stands between the halves of a paragraph that was divided: put it there by hand"


def entangled(document: ReviewDocument) -> dict[int, str]:
    """Return by number the changes of a file that cannot be told apart, with the reason."""
    found: dict[int, str] = {}
    typed = [one for one in document.changes if one.kind in _TYPED]
    for move in document.changes:
        inside = [one.number for one in typed if move.kind == "move" and _is_inside(one, move)]
        if inside:
            found |= dict.fromkeys([move.number, *inside], _MOVED)
    for one in typed:
        if one.kind == "paragraph insertion" and _is_between(document, one):
            found[one.number] = _BETWEEN
    return found


def _is_inside(one: Change, move: Change) -> bool:
    """Tell whether a change was made where a move arrived, or right beside it in one paragraph."""
    start, end = (move.after.first, move.after.start), (move.after.last, move.after.end)
    last = move.after.last
    if not move.after.end and last > move.after.first:  # the end of the paragraph before came too
        last -= 1
    is_here = move.after.first <= one.after.last and one.after.first <= last
    begins, ends = (one.after.first, one.after.start), (one.after.last, one.after.end)
    return is_here and begins <= end and start <= ends


def _is_between(document: ReviewDocument, one: Change) -> bool:
    """Tell whether words of one exported paragraph stand both before and behind new ones."""
    try:
        joined = document.joined("before", one.after.first)
    except KeyError:
        return False
    return _has_words(document, joined, range(one.after.first)) and _has_words(
        document, joined, range(one.after.last + (one.after.end > 0), len(document.paragraphs))
    )


def _has_words(document: ReviewDocument, joined: Joined, numbers: range) -> bool:
    return any(
        document.paragraphs[index].before_text.strip()
        for index in joined.indices
        if index in numbers
    )
