"""What a Word file says with all changes rejected, or accepted, paragraph for paragraph."""

from __future__ import annotations

from typing import Literal

from press.review.model.changes import ReviewDocument

_STORIES = frozenset({"body", "footnote"})


def texts(document: ReviewDocument, view: Literal["before", "after"]) -> list[str]:
    """Return the paragraphs of the text and the footnotes in one view.

    Empty ones are left out: of a footnote that came or went an empty paragraph stays, which no
    mark in the text refers to any more.
    """
    joined = document.before if view == "before" else document.after
    return [
        one.text
        for one in joined
        if one.text.strip() and document.paragraphs[one.indices[0]].story in _STORIES
    ]
