"""Source Serif and Source Sans for the web: subset, compressed and kept under .press-cache/."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

from press.publication import keep_files, kept_files

# Raised when the subset changes, so that cached fonts are made anew.
_RECIPE = "1"
_SERIF = "font_source_serif_pro"
_SANS = "font_source_sans_pro"
# The weights that press.css uses, by the name under which it asks for them.
_FACES = {
    "source-serif-400.woff2": (_SERIF, "SourceSerifPro-Regular.ttf"),
    "source-serif-400-italic.woff2": (_SERIF, "SourceSerifPro-It.ttf"),
    "source-serif-600.woff2": (_SERIF, "SourceSerifPro-Semibold.ttf"),
    "source-sans-400.woff2": (_SANS, "SourceSansPro-Regular.ttf"),
    "source-sans-400-italic.woff2": (_SANS, "SourceSansPro-It.ttf"),
    "source-sans-600.woff2": (_SANS, "SourceSansPro-Semibold.ttf"),
}
# Latin with its extensions, Greek, punctuation, raised and lowered figures, arrows, mathematics.
_RANGES = (
    range(0x20, 0x250),
    range(0x2B0, 0x300),
    range(0x370, 0x400),
    range(0x1E00, 0x1F00),
    range(0x2000, 0x20D0),
    range(0x2100, 0x2300),
)
# Kerning, ligatures, accents, local forms; lining, tabular, raised and lowered figures.
_FEATURES = ["kern", "liga", "mark", "mkmk", "ccmp", "locl", "lnum", "pnum", "tnum", "sups", "subs"]


def web_fonts(cache: Path) -> Mapping[str, Path]:
    """Return the fonts of the site by file name; made at first, then taken from the cache."""
    folder = cache / "fonts" / _fingerprint()
    paths = {name: folder / name for name in _FACES}
    stamp = folder / "stamp.json"
    if kept_files(stamp, paths.values()) is None:
        made = {paths[name]: _subset(*face) for name, face in _FACES.items()}
        keep_files(stamp, made, sorted(_FACES))
    return paths


def _fingerprint() -> str:
    text = repr((_RECIPE, sorted(_FACES.items()), _RANGES, _FEATURES))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _subset(package: str, name: str) -> bytes:
    """Return a font with only the characters and features that the site uses, as WOFF2."""
    import io
    import logging

    from fontTools import subset

    logging.getLogger("fontTools").setLevel(logging.ERROR)
    options = subset.Options(flavor="woff2", layout_features=_FEATURES, hinting=False)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=[code for codes in _RANGES for code in codes])
    stream = io.BytesIO()
    with subset.load_font(str(files(package) / "files" / name), options) as font:
        subsetter.subset(font)
        font.flavor = options.flavor
        font.save(stream, reorderTables=False)
    return stream.getvalue()
