"""Redlines among the reviewed files: read against the export to which they lead."""

from __future__ import annotations

from collections.abc import Sequence

from press.review.exports.index import Index
from press.review.model.changes import ReviewDocument
from press.review.reading.read import Reading


def without_own(
    index: Index, readings: Sequence[Reading]
) -> tuple[list[ReviewDocument], list[str]]:
    """Return the documents, of redlines what reviewers made of them, and notes for a person.

    What the author changed, and tracked for reviewers, is in the sources: it is no wish of
    theirs. Where the export to which a redline leads is not here, it is read as it is.
    """
    found: list[ReviewDocument] = []
    notes: list[str] = []
    for reading in readings:
        document, made = reading.document, reading.without_own
        if made is None or index.base(made) is None:
            found.append(document)
            if made is not None:
                notes.append(
                    f"{document.name}: it shows what was changed up to export {made.export}, whose "
                    "manifest is not here: those changes are listed with the reviewer's"
                )
            continue
        found.append(made)
        own = len(document.changes) - len(made.changes)
        notes.append(
            f"{document.name}: it shows what was changed up to export {made.export}; "
            f"these changes ({max(own, 0)}) are in the sources, and are not listed"
        )
    return found, notes
