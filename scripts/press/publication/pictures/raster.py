"""Pictures of pixels: what kind a header says they are, and how large."""

from __future__ import annotations

import binascii
import re
import struct
from typing import IO, Any
from urllib.parse import unquote_to_bytes

from press.publication.storage.resolver import RefusedError

MOST_BYTES = 20_000_000


MOST_PIXELS = 50_000_000


_MEND = "save it as PNG, JPEG, GIF, WebP or SVG"


_DATA = re.compile(
    r"data:(?P<type>[\w.+-]+/[\w.+-]+)?(?:;[\w-]+=[\w.-]+)*(?P<packed>;base64)?,", re.IGNORECASE
)


BEGINNING = 30


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
            raise unreadable("its `data:` address is damaged") from error
    return (found["type"] or "text/plain").lower(), packed


def check_pixels(width: float, height: float) -> None:
    """Refuse a picture that has too many pixels, or none."""
    if width * height > MOST_PIXELS:
        raise RefusedError(
            f"it has {width:,.0f} × {height:,.0f} pixels, more than {MOST_PIXELS // 10**6} million",
            "save it smaller: 2,000 pixels across are enough for print",
        )
    if width <= 0 or height <= 0:
        raise unreadable("it has no size")


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
        raise unreadable(str(error) or "its header is damaged") from error
    return width, height


def _webp_size(begin: bytes) -> tuple[float, float]:
    """Return the size from the first chunk (RFC 9649); Pillow would make room for all pixels."""
    if len(begin) == BEGINNING and begin[12:16] == b"VP8X":
        across, down = (
            int.from_bytes(begin[24:27], "little"),
            int.from_bytes(begin[27:30], "little"),
        )
        return across + 1, down + 1
    if len(begin) == BEGINNING and begin[12:16] == b"VP8L":
        bits = int.from_bytes(begin[21:25], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if len(begin) == BEGINNING and begin[12:16] == b"VP8 ":
        across, down = struct.unpack_from("<HH", begin, 26)
        return across & 0x3FFF, down & 0x3FFF
    raise unreadable("its header is damaged")


def unreadable(reason: str) -> RefusedError:
    """Return the refusal of a picture that is damaged."""
    return RefusedError(f"it cannot be read ({' '.join(reason.split())})", _MEND)


def _too_large(size: int) -> RefusedError:
    return RefusedError(
        f"it has {size / 10**6:,.1f} MB, more than {MOST_BYTES // 10**6}",
        "save it smaller, or as JPEG",
    )


def is_raster(begin: bytes) -> bool:
    """Tell by a file's first bytes whether it is a picture of pixels."""
    return bool(_kind(begin)) or (begin.startswith(b"RIFF") and begin[8:12] == b"WEBP")


def raster(stream: IO[bytes], size: int) -> tuple[str, float, float] | None:
    """Return kind, width and height of a picture of pixels by its header; None of an SVG.

    The stream stands at its beginning then. Raises RefusedError where it is too large, damaged,
    or no picture at all.
    """
    if size > MOST_BYTES:
        raise _too_large(size)
    begin = stream.read(BEGINNING)
    stream.seek(0)
    if is_raster(begin):
        kind = _kind(begin)
        return ("webp", *_webp_size(begin)) if not kind else (kind, *_raster_size(kind, stream))
    if begin.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<"):
        return None
    raise RefusedError("it is no picture of a kind that the press knows", _MEND)
