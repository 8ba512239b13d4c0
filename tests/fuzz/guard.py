"""What no input may make the press do: write outside, ask the network, take much memory."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

MOST = 500  # megabytes
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_CHANGES = {
    "os.rename",
    "os.remove",
    "os.rmdir",
    "os.mkdir",
    "os.link",
    "os.symlink",
    "os.truncate",
}
_NETWORK = {"socket.connect", "socket.getaddrinfo", "socket.sendto", "socket.bind"}
_inside: list[Path] = []


class ForbiddenError(BaseException):
    """Something that no input may make happen; no handler of errors takes it for one of its own."""


def _hook(event: str, arguments: tuple[Any, ...]) -> None:
    if not _inside:
        return
    if event in _NETWORK and not str(arguments[-1]).startswith("/"):
        raise ForbiddenError(f"{event} {arguments!r:.200}")
    if event == "open":
        path, mode, flags = arguments
        is_written = any(letter in str(mode or "") for letter in "wax+") or flags & _WRITING
        if is_written:
            _require_inside(event, path)
    elif event in _CHANGES:
        _require_inside(event, arguments[0])


def _require_inside(event: str, path: object) -> None:
    if not isinstance(path, (str, bytes)):  # a descriptor that was opened before
        return
    place = Path(os.fsdecode(path)).absolute()
    if not any(place.is_relative_to(one) for one in (*_inside, Path("/dev/null"))):
        raise ForbiddenError(f"{event} {place}")


@contextlib.contextmanager
def guarded(folder: Path) -> Iterator[None]:
    """Let nothing be written but in a folder."""
    _inside.append(folder)
    try:
        yield
    finally:
        _inside.pop()


sys.addaudithook(_hook)
