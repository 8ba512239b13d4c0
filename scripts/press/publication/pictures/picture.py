"""Pictures proven before anything opens them: of a known kind, of a bounded size, without scripts.

A file of 20 kB can stand for a gigabyte of pixels, and an SVG can run programs and draw for ever.
Only headers are read here, and nothing is unpacked.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import IO

from press.publication.pictures.raster import (
    BEGINNING,
    MOST_BYTES,
    check_pixels,
    is_raster,
    raster,
    unreadable,
)
from press.publication.storage.resolver import FilePath

_ENDINGS = frozenset((".png", ".apng", ".jpg", ".jpeg", ".gif", ".webp", ".svg"))


@dataclass(frozen=True)
class ProvenPicture:
    """A picture that was proven: its bytes, its kind (`png`, `svg` …), its size in pixels."""

    data: bytes
    kind: str
    width: float
    height: float


def picture(path: FilePath) -> ProvenPicture:
    """Return a file's picture with its bytes; raises RefusedError where it is not let through."""
    try:
        with path.open("rb") as stream:
            data = stream.read(MOST_BYTES + 1)
    except OSError as error:
        raise unreadable(error.strerror or str(error)) from error
    return picture_in(data)


def picture_in(data: bytes) -> ProvenPicture:
    """Return the picture that some bytes hold; raises RefusedError where it is not let through."""
    return ProvenPicture(data, *_proven(io.BytesIO(data), len(data)))


def prove(path: FilePath) -> None:
    """Look at a file's header only; raises RefusedError where it is not let through."""
    try:
        with path.open("rb") as stream:
            _proven(stream, path.stat().st_size)
    except OSError as error:
        raise unreadable(error.strerror or str(error)) from error


def is_picture(path: FilePath) -> bool:
    """Tell whether a file is a picture, by the ending of its name or by how it begins."""
    if path.suffix.lower() in _ENDINGS:
        return True
    try:
        with path.open("rb") as stream:
            begin = stream.read(BEGINNING)
    except OSError:
        return False
    return is_raster(begin)


def _proven(stream: IO[bytes], size: int) -> tuple[str, float, float]:
    """Return kind, width and height."""
    found = raster(stream, size)
    if found is None:
        from press.publication.pictures.svg import svg_size

        found = ("svg", *svg_size(stream.read()))
    check_pixels(*found[1:])
    return found
