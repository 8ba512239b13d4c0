"""Reading that never waits, and writing so that an interrupted run leaves the last good file."""

from __future__ import annotations

import errno
import json
import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from press.publication.problems import PressError, failure


def write_file(path: Path, data: bytes) -> None:
    """Put `data` into a file, whole or not at all.

    Raises PressError where the folder cannot be written to or the disk is full.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, aside = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(data)
            # mkstemp's files are the owner's alone; an export is for others to read.
            Path(aside).chmod(0o644)
            Path(aside).replace(path)
        except BaseException:
            Path(aside).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise _cannot_write(path, error) from error


def read_bounded(path: Path, most: int) -> bytes:
    """Return the bytes of a file that may be anything, at most `most` of them.

    Raises OSError where it cannot be read or is no plain file: nothing waits for a pipe, and no
    device is read. Raises OverflowError where it is larger; then no more than that was read.
    """
    # Looked at before it is opened: to open a pipe or a device is to do something with it.
    _refuse_other(path, path.stat())
    with os.fdopen(os.open(path, os.O_RDONLY | _AT_ONCE), "rb") as stream:
        status = os.fstat(stream.fileno())
        _refuse_other(path, status)
        if status.st_size > most:
            raise OverflowError(status.st_size)
        data = stream.read(most + 1)
    if len(data) > most:
        raise OverflowError(len(data))
    return data


_AT_ONCE = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def _refuse_other(path: Path, status: os.stat_result) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if not stat.S_ISREG(status.st_mode):
        raise OSError(errno.EINVAL, "it is a pipe or a device, not a file", str(path))


def keep(path: Path, value: Any) -> None:
    """Put a value into a cache as JSON; where that cannot be, do without."""
    with suppress(PressError):
        write_file(path, json.dumps(value, ensure_ascii=False).encode())


def kept(path: Path) -> Any:
    """Return a value from a cache, or None where it is not there or damaged."""
    try:
        return json.loads(path.read_bytes())
    except (OSError, ValueError):
        return None


@contextmanager
def folder_aside(path: Path) -> Iterator[Path]:
    """Yield a new folder beside `path` that takes its place when the block ends well."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        aside = Path(tempfile.mkdtemp(prefix=f".{path.name}.", dir=path.parent))
        aside.chmod(0o755)
    except OSError as error:
        raise _cannot_write(path, error) from error
    try:
        yield aside
        _swap(aside, path)
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _swap(aside: Path, path: Path) -> None:
    former = path.with_name(f".{path.name}.former")
    try:
        shutil.rmtree(former, ignore_errors=True)
        if path.exists():
            path.replace(former)
        aside.replace(path)
        shutil.rmtree(former, ignore_errors=True)
    except OSError as error:
        raise _cannot_write(path, error) from error


def _cannot_write(path: Path, error: OSError) -> Exception:
    reason = error.strerror or str(error)
    return failure(
        str(path), f"cannot write ({reason})", "check the folder's permissions and free space"
    )
