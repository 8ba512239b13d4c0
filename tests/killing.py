"""Runs that are killed at every step of theirs, and what they leave."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from press.publication import is_aside

# Ends the process at a rename outside the cache: sys.argv has which one, and on which side of it.
KILLING = """
import os, signal, sys
from pathlib import Path
from press.publication.storage import asides, files

at, side, root = int(sys.argv[1]), sys.argv[2], Path(sys.argv[3])
count = 0

def deadly(step):
    def taken(one, other, *rest, **more):
        global count
        counts = ".press-cache" not in str(other)
        count += counts
        if counts and count == at and side == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        done = step(one, other, *rest, **more)
        if counts and count == at:
            os.kill(os.getpid(), signal.SIGKILL)
        return done
    return taken

os.rename, os.replace = deadly(os.rename), deadly(os.replace)
files.exchanged = deadly(files.exchanged)
"""


def tree(folder: Path) -> dict[str, bytes]:
    """Return the files of a folder, hidden ones too, with their bytes."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file() and not path.is_symlink())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def leftovers(root: Path) -> list[str]:
    return [path.name for path in root.rglob(".*") if is_aside(path.name) or "former" in path.name]


def killed(root: Path, code: str, saved: Path, *more: str) -> Iterator[str]:
    """Yield after each run that was killed, with the place's name; `root` is as saved before each.

    The last run, which nothing has killed, is not yielded: it leaves what was meant in `root`.
    """
    shutil.copytree(root, saved, symlinks=True)
    for step in range(1, 100):
        for side in ("before", "after"):
            shutil.rmtree(root)
            shutil.copytree(saved, root, symlinks=True)
            command = [sys.executable, "-c", KILLING + code, str(step), side, str(root), *more]
            done = subprocess.run(command, check=False, capture_output=True, text=True)
            if done.returncode == 0:
                return
            assert -signal.SIGKILL == done.returncode, done.stderr
            yield f"{side} rename {step}"
    pytest.fail("no run came to its end")
