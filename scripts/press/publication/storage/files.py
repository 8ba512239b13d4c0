"""Reading that never waits, and writing so that an interrupted run leaves the last good file."""

from __future__ import annotations

import ctypes
import errno
import os
import stat
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from press.publication.problems import MACHINE, PressError, failure
from press.publication.storage.asides import (
    alone_in,
    aside_file,
    aside_folder,
    discard,
    former_of,
    put_back,
)

_TRIES = 10
# What an author mends in the folder, not whoever looks after the machine.
_IN_THE_WAY = {errno.EEXIST, errno.ENOTDIR, errno.EISDIR, errno.ENAMETOOLONG}
_EXCHANGE = 2  # RENAME_EXCHANGE of Linux, RENAME_SWAP of macOS
_AT_ONCE = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_HERE = -100  # AT_FDCWD of Linux


def write_file(path: Path, data: bytes) -> None:
    """Put `data` into a file, whole or not at all.

    Raises PressError where the folder cannot be written to or the disk is full.
    """
    write_files([(path, data)])


def write_files(files: Sequence[tuple[Path, bytes]]) -> None:
    """Put data into files that belong together: all are written before the first takes its place.

    They take their places in the order given, so that the first may be there without the second
    where the run is killed, and never the other way round. Raises PressError as `write_file`.
    """
    path = Path()
    asides: dict[Path, Path] = {}
    try:
        with ExitStack() as open_handles:
            for path, data in files:
                path.parent.mkdir(parents=True, exist_ok=True)
                aside, handle = aside_file(path.parent)
                asides[aside] = path
                # Open, and so claimed, until all have taken their places.
                stream = open_handles.enter_context(os.fdopen(handle, "wb"))
                stream.write(data)
                stream.flush()
                # Made for the owner alone; an export is for others to read.
                aside.chmod(0o644)
            for aside in list(asides):
                path = asides[aside]
                aside.replace(path)
                del asides[aside]
    except OSError as error:
        raise cannot_write(path, error) from error
    finally:
        for aside in asides:
            with suppress(OSError):
                aside.unlink()


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


def _refuse_other(path: Path, status: os.stat_result) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if not stat.S_ISREG(status.st_mode):
        raise OSError(errno.EINVAL, "it is a pipe or a device, not a file", str(path))


@contextmanager
def folder_aside(path: Path) -> Iterator[Path]:
    """Yield a new folder beside `path` that takes its place when the block ends well."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        put_back(path)
        aside, handle = aside_folder(path.parent)
        aside.chmod(0o755)
    except OSError as error:
        raise cannot_write(path, error) from error
    try:
        yield aside
        try:
            _swap(aside, path)
        except OSError as error:
            raise cannot_write(path, error) from error
    finally:
        with suppress(OSError):
            discard(aside)
        os.close(handle)


def _swap(aside: Path, path: Path) -> None:
    """Put a folder in its place; what stood there stands aside then, or is gone."""
    for _ in range(_TRIES):
        try:
            if not os.path.lexists(path):
                aside.rename(path)
            elif not exchanged(aside, path):
                _swap_in_two_steps(aside, path)
        except OSError as error:
            # Another press has put one there, or taken one away, since we looked.
            if error.errno not in {errno.ENOENT, errno.EEXIST, errno.ENOTEMPTY}:
                raise
        else:
            return
    raise FileExistsError(errno.EEXIST, "another program keeps changing it", str(path))


def exchanged(one: Path, other: Path) -> bool:
    """Give two files or folders each other's place in one step; False where the system cannot."""
    names = (os.fsencode(one), os.fsencode(other))
    library = ctypes.CDLL(None, use_errno=True)
    try:
        if sys.platform == "darwin":
            failed = library.renamex_np(*names, _EXCHANGE)
        else:
            failed = library.renameat2(_HERE, names[0], _HERE, names[1], _EXCHANGE)
    except AttributeError:
        return False
    if not failed:
        return True
    code = ctypes.get_errno()
    if code == errno.ENOENT:
        raise OSError(code, os.strerror(code), str(other))
    return False  # the file system cannot; what else is wrong is told by the two steps


def _swap_in_two_steps(aside: Path, path: Path) -> None:
    """Put a folder in its place by way of a third name; `put_back` mends what is cut off here."""
    former = former_of(path)
    with alone_in(path.parent):
        if os.path.lexists(former):
            discard(former)
        path.rename(former)
        try:
            aside.rename(path)
        except OSError:
            former.rename(path)
            raise
        discard(former)


def cannot_write(path: Path, error: OSError) -> PressError:
    """Return what says that a file or folder cannot be written."""
    reason = error.strerror or str(error)
    mend = "check the folder's permissions and free space"
    rule = "press" if error.errno in _IN_THE_WAY else MACHINE
    return failure(str(path), f"cannot write ({reason})", mend, rule)
