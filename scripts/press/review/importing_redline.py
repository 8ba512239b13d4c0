"""Redlines among the reviewed files: read against the export to which they lead."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from press.review.importing_base import Shelf
from press.review.model import ReviewDocument
from press.review.read import read_review
from press.review.write.accepted import accepted


def without_own(
    shelf: Shelf, documents: Sequence[ReviewDocument], files: Sequence[Path]
) -> tuple[list[ReviewDocument], list[str]]:
    """Return the documents, of redlines what reviewers made of them, and notes for a person.

    What the author changed, and tracked for reviewers, is in the sources: it is no wish of
    theirs. Where the export to which a redline leads is not here, it is read as it is.
    """
    found: list[ReviewDocument] = []
    notes: list[str] = []
    places = dict.fromkeys(file.resolve() for file in files)
    for document, place in zip(documents, places, strict=True):
        made = _accepted(place) if document.export else None
        if made is None or shelf.base(made) is None:
            found.append(document)
            if made is not None:
                notes.append(
                    f"{document.name}: it shows what was changed up to export {made.export}, whose "
                    "manifest is not here: those changes are listed with the reviewer's"
                )
            continue
        found.append(replace(made, name=document.name))
        own = len(document.changes) - len(made.changes)
        notes.append(
            f"{document.name}: it shows what was changed up to export {made.export}; "
            f"these changes ({max(own, 0)}) are in the sources, and are not listed"
        )
    return found, notes


def _accepted(place: Path) -> ReviewDocument | None:
    data = accepted(place.read_bytes())
    if data is None:
        return None
    with tempfile.TemporaryDirectory(prefix="press-review-") as folder:
        file = Path(folder) / place.name
        file.write_bytes(data)
        return read_review(file)
