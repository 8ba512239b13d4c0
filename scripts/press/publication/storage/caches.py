"""Caches: what was made before, believed only where it is byte for byte what was put there.

Anything else is as good as nothing, and makes room when the same is made anew. The cache is the
press's own folder: a link in it leads out of the publication, and is thrown away as well.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from press.publication.problems import PressError
from press.publication.storage.asides import discard
from press.publication.storage.files import read_bounded, write_file

CACHE = ".press-cache"
_LARGEST = 64 * 1024 * 1024  # bytes; nothing that is kept comes near
_HEAD, _MIDDLE, _END = b'{"sha256": "', b'", "value": ', b"}\n"
_BODY = len(_HEAD) + 64 + len(_MIDDLE)


def keep(path: Path, value: Any) -> None:
    """Put a value into a cache, as JSON with its checksum; where that cannot be, do without."""
    body = json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass")
    with suppress(PressError):
        _put(path, _HEAD + _sum(path, body) + _MIDDLE + body + _END)


def kept(path: Path) -> Any:
    """Return a value from a cache, or None where it is not there or not as it was put there."""
    data = _plain_bytes(path) or b""
    body = data[_BODY : -len(_END)]
    if data != _HEAD + _sum(path, body) + _MIDDLE + body + _END:
        return None
    try:
        return json.loads(body.decode("utf-8", "surrogatepass"))
    except (ValueError, RecursionError):  # whole, and yet not written by `keep`
        return None


def keep_files(stamp: Path, files: Mapping[Path, bytes], value: Any) -> None:
    """Put files into a cache, and at last what says that they are whole, with a value.

    Raises PressError where they cannot be written.
    """
    for path, data in files.items():
        _put(path, data)
    sums = {path.name: hashlib.sha256(data).hexdigest() for path, data in files.items()}
    keep(stamp, {"files": sums, "value": value})


def kept_files(stamp: Path, files: Iterable[Path]) -> Any:
    """Return the value that files were kept with; None where one of them is not as it was put."""
    found = kept(stamp)
    if not isinstance(found, dict) or not isinstance(sums := found.get("files"), dict):
        return None
    for path in files:
        data = _plain_bytes(path)
        if data is None or hashlib.sha256(data).hexdigest() != sums.get(path.name):
            return None
    return found.get("value")


def _sum(path: Path, body: bytes) -> bytes:
    """Return a checksum of what is kept under a name: one copied over another is no other."""
    return hashlib.sha256(os.fsencode(path.name) + b"\n" + body).hexdigest().encode()


def _plain_bytes(path: Path) -> bytes | None:
    """Return the bytes of a plain file of bearable size."""
    try:
        return None if path.is_symlink() else read_bounded(path, _LARGEST)
    except (OSError, OverflowError):
        return None


def _put(path: Path, data: bytes) -> None:
    with suppress(OSError):
        _make_room(path)
    write_file(path, data)


def _make_room(path: Path) -> None:
    """Throw away what stands where a file of the cache, or one of its folders, belongs."""
    for folder in _folders(path):
        try:
            mode = folder.lstat().st_mode
        except FileNotFoundError:
            return
        if not stat.S_ISDIR(mode):
            discard(folder)
            return
        if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
            folder.chmod(0o755)
    with suppress(FileNotFoundError):
        if not stat.S_ISREG(path.lstat().st_mode):
            discard(path)


def _folders(path: Path) -> Iterator[Path]:
    """Yield the folders of the cache that a file is in, the outermost first."""
    parts = path.parts[:-1]
    outermost = max((at for at, name in enumerate(parts) if name == CACHE), default=len(parts) - 1)
    for depth in range(outermost + 1, len(parts) + 1):
        yield Path(*parts[:depth])
