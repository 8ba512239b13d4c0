"""Half-written files: under names of their own, claimed by whoever writes them, cleared when dead.

A writer holds a lock on what it writes aside. The system lets go of it when the writer ends,
however it ends, so that a lock that can be had proves that nobody writes there any more.
"""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import ModuleType

fcntl: ModuleType | None
try:
    import fcntl
except ImportError:  # no such locks on this system: age tells
    fcntl = None

_PREFIX, _SUFFIX = ".", ".press-aside"
_FORMER = ".former"
_OLD = 24 * 60 * 60  # seconds; no write takes so long
_TRIES = 100


def is_aside(name: str) -> bool:
    """Tell whether a file or folder of this name is something half-written."""
    return name.startswith(_PREFIX) and name.endswith(_SUFFIX)


def aside_file(folder: Path) -> tuple[Path, int]:
    """Return a new file in a folder and its open handle, claimed until that is closed."""
    for _ in range(_TRIES):
        handle, name = tempfile.mkstemp(prefix=_PREFIX, suffix=_SUFFIX, dir=folder)
        if _claimed(handle, Path(name)):
            return Path(name), handle
        os.close(handle)
    raise FileExistsError(17, "no name is free for what is to be written", str(folder))


def aside_folder(folder: Path) -> tuple[Path, int]:
    """Return a new folder in a folder and its open handle, claimed until that is closed."""
    for _ in range(_TRIES):
        path = Path(tempfile.mkdtemp(prefix=_PREFIX, suffix=_SUFFIX, dir=folder))
        try:
            handle = os.open(path, os.O_RDONLY)
        except FileNotFoundError:  # cleared before it was claimed
            continue
        if _claimed(handle, path):
            return path, handle
        os.close(handle)
    raise FileExistsError(17, "no name is free for what is to be written", str(folder))


def _claimed(handle: int, path: Path) -> bool:
    """Claim what a handle is open for; False where another has claimed or cleared it meanwhile."""
    if fcntl is None:
        return True
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:  # a file system without locks: age tells
        return True
    try:
        return os.path.samestat(os.fstat(handle), path.lstat())
    except FileNotFoundError:
        return False


def former_of(path: Path) -> Path:
    """Return where a folder stands for a moment while another takes its place."""
    return path.with_name(f".{path.name}{_FORMER}")


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Keep other presses from exchanging folders in a folder; where no lock can be, do without."""
    handle = -1
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        if fcntl is not None:
            fcntl.flock(handle, fcntl.LOCK_EX)
    try:
        yield
    finally:
        if handle >= 0:
            os.close(handle)


def put_back(path: Path) -> None:
    """Give a folder its place again, where a killed run had moved it and put no other there.

    Where both are there, the former one is cleared.
    """
    former = former_of(path)
    if not os.path.lexists(former):
        return
    with alone_in(path.parent):
        if not os.path.lexists(former):
            return
        if os.path.lexists(path):
            discard(former)
        else:
            former.rename(path)


def discard(path: Path) -> None:
    """Remove a file or folder; one that is cut off in this is known as a leftover."""
    if not is_aside(path.name):
        gone, handle = aside_folder(path.parent)
        try:
            path.rename(gone / path.name)
        finally:
            shutil.rmtree(gone, ignore_errors=True)
            os.close(handle)
    elif path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def clear(folder: Path, *, deep: bool = True) -> None:
    """Remove what killed runs have left half-written in a folder, with `deep` also below it."""
    for inside, folders, files in os.walk(folder):
        for name in [name for name in (*folders, *files) if is_aside(name)]:
            _clear_dead(Path(inside, name))
        folders[:] = [name for name in folders if deep and not is_aside(name)]


def _clear_dead(path: Path) -> None:
    """Remove something half-written, unless its writer lives."""
    with suppress(OSError):
        status = path.lstat()
        if stat.S_ISLNK(status.st_mode):  # a folder's former self that was a link
            path.unlink()
            return
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
        try:
            if _is_dead(handle, status):
                discard(path)
        finally:
            os.close(handle)


def _is_dead(handle: int, status: os.stat_result) -> bool:
    if fcntl is not None:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:  # a file system without locks: age tells
            return time.time() - status.st_mtime > _OLD
        return True
    return time.time() - status.st_mtime > _OLD
