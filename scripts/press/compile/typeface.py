"""How wide characters are in our sans, and how columns share room, before anything is laid out."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path

EM = 1000  # units of our fonts


def advance(character: str, *, bold: bool) -> int:
    """Return how wide a character is in thousandths of the type size.

    Of a character that our fonts lack, this is about how wide it is in another.
    """
    known = _advances("SourceSansPro-Semibold" if bold else "SourceSansPro-Regular")
    width = known.get(ord(character))
    return _foreign(character) if width is None else width


@cache
def _advances(name: str) -> Mapping[int, int]:
    from fontTools.ttLib import TTFont

    with TTFont(Path(str(files("font_source_sans_pro").joinpath("files", f"{name}.ttf")))) as font:
        metrics = font["hmtx"].metrics
        return {code: metrics[glyph][0] for code, glyph in font.getBestCmap().items()}


def fair_share(needs: Sequence[float], room: float) -> float:
    """Return the most that each of several can have if smaller ones get only what they need."""
    ordered = sorted(needs)
    for place, need in enumerate(ordered):
        share = room / (len(ordered) - place)
        if need > share:
            return share
        room -= need
    return ordered[-1] if ordered else 0


def _foreign(character: str) -> int:
    category = unicodedata.category(character)
    if category[0] == "M" or category in {"Cf", "Zl", "Zp", "Cc"}:
        return 0
    wide = unicodedata.east_asian_width(character) in {"W", "F"} or category[0] == "S"
    return EM if wide else 650
