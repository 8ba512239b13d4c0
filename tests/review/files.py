"""A Word file on disk, read as the commands read it."""

from __future__ import annotations

from pathlib import Path

from press.review.model.changes import ReviewDocument
from press.review.reading.package import file_bytes
from press.review.reading.read import read_review


def read_file(path: Path) -> ReviewDocument:
    """Return what a Word file says."""
    return read_review(str(path), file_bytes(path))
