"""What a killed run has left behind, put right before anything else is done."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from press.publication.problems import PressError
from press.publication.settings import CONFIG_NAME, Settings, read_settings
from press.publication.storage.asides import clear, put_back
from press.publication.storage.caches import CACHE

OUTPUTS = ("site", "site-draft")
"""Folders that are put in place as a whole."""
_WRITTEN = ("exports", ".press", CACHE)


def put_right(root: Path) -> None:
    """Bring a publication's site back where a killed run had moved it; clear what is half-written.

    What another press writes at this moment is left alone, and so is a folder that is no
    publication. What cannot be put right stays as it is: the command that follows will tell.
    """
    if not (root / CONFIG_NAME).is_file():
        return
    root = root.resolve()
    for name in OUTPUTS:
        with suppress(OSError):
            put_back(root / name)
    clear(root, deep=False)
    for folder in dict.fromkeys([*(root / name for name in _WRITTEN), *_sources(root)]):
        # Path.resolve fails at a link to itself.
        if Path(os.path.realpath(folder)).is_relative_to(root):
            clear(folder)


def _sources(root: Path) -> list[Path]:
    try:
        settings: Settings = read_settings(root)
    except PressError:
        return [root / "docs", root / "bib"]
    return [settings.docs, root / "bib", *(path.parent for path in settings.bibliographies)]
