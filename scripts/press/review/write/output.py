"""Where a Word file may be written: over no source, and over nothing that was read for it."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from press.docx import manifest_path
from press.publication import PressError, Settings, failure, read_settings

FOLDER = "exports/reviews"
_MEND = "name another file with --output NAME.docx"


def refuse_output(root: Path, path: Path | None, read: Iterable[Path] = ()) -> None:
    """Raise PressError where a Word file cannot or must not be written.

    That is where its name does not end in .docx, where it or its manifest would stand among the
    sources or in the place of one of the files `read`, and where its folder cannot be written to.
    Without a path it is `exports/reviews/`.
    """
    if path is None:
        _refuse_unwritable(root / FOLDER / "it.docx")
        return
    if path.suffix.lower() != ".docx":
        raise _failure(path, "a Word file's name ends in .docx")
    settings = read_settings(root)
    for place in (path.resolve(), manifest_path(path).resolve()):
        for folder in _source_folders(settings):
            if place.is_relative_to(folder):
                raise _failure(path, f"{folder} holds the sources, where no Word file belongs")
        if any(place == one.resolve() for one in read):
            raise _failure(path, "this is a file that is read for it, and it would be lost")
    _refuse_unwritable(path)


def _source_folders(settings: Settings) -> list[Path]:
    """Return the folders of the sources; one that holds all else too is none of them."""
    root = settings.root.resolve()
    found = [settings.docs, *(bib.parent for bib in settings.bibliographies)]
    folders = dict.fromkeys(folder.resolve() for folder in found)
    return [folder for folder in folders if not root.is_relative_to(folder)]


def _refuse_unwritable(path: Path) -> None:
    folder = path.resolve().parent
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    if not folder.is_dir():
        raise _failure(path, f"{folder} is no folder")
    if not os.access(folder, os.W_OK | os.X_OK):
        raise _failure(path, f"the folder {folder} cannot be written to")


def _failure(path: Path, message: str) -> PressError:
    return failure(str(path), f"{message}; nothing was written", _MEND, "review")
