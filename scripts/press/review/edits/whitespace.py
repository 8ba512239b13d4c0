"""Edits that change nothing but blanks of which Markdown shows one, or none."""

from __future__ import annotations

import re

from press.review.edits.edit import TEXT_KINDS, Edit
from press.review.model.changes import Change, ReviewDocument

FOLDED = "Markdown shows several blanks as one, and none at the ends of a paragraph"
_BLANKS = re.compile(r"[ \t]+")  # not those that keep words together, nor a line's end


def shown(text: str) -> str:
    """Return a text with its blanks as Markdown shows them."""
    return _BLANKS.sub(" ", text).strip(" ")


def is_folded(edit: Edit) -> bool:
    """Tell whether an edit changes nothing that is shown."""
    unit = edit.unit
    if edit.looks or unit.kind == "pre":
        return False
    after = unit.text[: edit.start] + edit.new_text + unit.text[edit.end :]
    return after != unit.text and shown(after) == shown(unit.text)


def is_alone(document: ReviewDocument, change: Change) -> bool:
    """Tell whether nothing was changed beside a change but what has words between.

    A blank is shown where words come beside it, or where its paragraph no longer ends there.
    """
    return not any(
        other is not change and _meets(document, change, other) for other in document.changes
    )


def _meets(document: ReviewDocument, one: Change, other: Change) -> bool:
    mine, its = one.before, other.before
    if its.last < mine.first or its.first > mine.last:
        spans = (other.after, *filter(None, [other.target]))
        return any(span.first <= mine.last and span.last >= mine.first for span in spans)
    if other.kind not in TEXT_KINDS or not mine.first == mine.last == its.first == its.last:
        return True
    text = document.paragraphs[mine.first].before_text
    between = text[min(mine.end, its.end) : max(mine.start, its.start)]
    return not between.strip()
