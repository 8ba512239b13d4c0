"""Pictures proven before anything opens them: of a known kind, of a bounded size, without scripts.

A file of 20 kB can stand for a gigabyte of pixels, and an SVG can run programs and draw for ever.
Only headers are read here, and nothing is unpacked.
"""

from __future__ import annotations

import binascii
import io
import re
import struct
from dataclasses import dataclass
from typing import IO, Any
from urllib.parse import unquote_to_bytes

from press.publication.resolver import FilePath, RefusedError

MOST_BYTES = 20_000_000
MOST_PIXELS = 50_000_000
_ENDINGS = frozenset((".png", ".apng", ".jpg", ".jpeg", ".gif", ".webp", ".svg"))
_MEND = "save it as PNG, JPEG, GIF, WebP or SVG"
_DATA = re.compile(
    r"data:(?P<type>[\w.+-]+/[\w.+-]+)?(?:;[\w-]+=[\w.-]+)*(?P<packed>;base64)?,", re.IGNORECASE
)
_WEBP_HEADER = 30


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
        raise _unreadable(error.strerror or str(error)) from error
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
        raise _unreadable(error.strerror or str(error)) from error


def is_picture(path: FilePath) -> bool:
    """Tell whether a file is a picture, by the ending of its name or by how it begins."""
    if path.suffix.lower() in _ENDINGS:
        return True
    try:
        with path.open("rb") as stream:
            begin = stream.read(_WEBP_HEADER)
    except OSError:
        return False
    return bool(_kind(begin)) or begin[8:12] == b"WEBP"


def data_of(address: str) -> tuple[str, bytes]:
    """Return the kind and the bytes that a `data:` address holds; raises RefusedError."""
    found = _DATA.match(address)
    if found is None:
        raise RefusedError("its `data:` address cannot be read", "save the picture in docs/")
    if len(address) > 2 * MOST_BYTES:
        raise _too_large(len(address))
    packed = unquote_to_bytes("".join(address[found.end() :].split()))
    if found["packed"]:
        try:
            packed = binascii.a2b_base64(packed + b"=" * (-len(packed) % 4))
        except binascii.Error as error:
            raise _unreadable("its `data:` address is damaged") from error
    return (found["type"] or "text/plain").lower(), packed


def _proven(stream: IO[bytes], size: int) -> tuple[str, float, float]:
    """Return kind, width and height."""
    if size > MOST_BYTES:
        raise _too_large(size)
    begin = stream.read(_WEBP_HEADER)
    stream.seek(0)
    if begin.startswith(b"RIFF") and begin[8:12] == b"WEBP":
        kind, pixels = "webp", _webp_size(begin)
    elif kind := _kind(begin):
        pixels = _raster_size(kind, stream)
    elif begin.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<"):
        from press.publication.svg import svg_size

        kind, pixels = "svg", svg_size(stream.read())
    else:
        raise RefusedError("it is no picture of a kind that the press knows", _MEND)
    check_pixels(*pixels)
    return kind, *pixels


def check_pixels(width: float, height: float) -> None:
    """Refuse a picture that has too many pixels, or none."""
    if width * height > MOST_PIXELS:
        raise RefusedError(
            f"it has {width:,.0f} × {height:,.0f} pixels, more than {MOST_PIXELS // 10**6} million",
            "save it smaller: 2,000 pixels across are enough for print",
        )
    if width <= 0 or height <= 0:
        raise _unreadable("it has no size")


def _kind(begin: bytes) -> str:
    marks = {b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpeg", b"GIF8": "gif"}
    return next((kind for mark, kind in marks.items() if begin.startswith(mark)), "")


def _raster_size(kind: str, stream: IO[bytes]) -> tuple[float, float]:
    from PIL import GifImagePlugin, JpegImagePlugin, PngImagePlugin

    # The kinds themselves, for Image.open has a limit of its own and tells no size.
    readers: dict[str, Any] = {
        "png": PngImagePlugin.PngImageFile,
        "jpeg": JpegImagePlugin.JpegImageFile,
        "gif": GifImagePlugin.GifImageFile,
    }
    try:
        width, height = readers[kind](stream).size
    except (OSError, SyntaxError, ValueError, ArithmeticError, LookupError, struct.error) as error:
        raise _unreadable(str(error) or "its header is damaged") from error
    return width, height


def _webp_size(begin: bytes) -> tuple[float, float]:
    """Return the size from the first chunk (RFC 9649); Pillow would make room for all pixels."""
    if len(begin) == _WEBP_HEADER and begin[12:16] == b"VP8X":
        across, down = (
            int.from_bytes(begin[24:27], "little"),
            int.from_bytes(begin[27:30], "little"),
        )
        return across + 1, down + 1
    if len(begin) == _WEBP_HEADER and begin[12:16] == b"VP8L":
        bits = int.from_bytes(begin[21:25], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if len(begin) == _WEBP_HEADER and begin[12:16] == b"VP8 ":
        across, down = struct.unpack_from("<HH", begin, 26)
        return across & 0x3FFF, down & 0x3FFF
    raise _unreadable("its header is damaged")


def _unreadable(reason: str) -> RefusedError:
    return RefusedError(f"it cannot be read ({' '.join(reason.split())})", _MEND)


def _too_large(size: int) -> RefusedError:
    return RefusedError(
        f"it has {size / 10**6:,.1f} MB, more than {MOST_BYTES // 10**6}",
        "save it smaller, or as JPEG",
    )
