"""What version control knows of a publication: its changes, its former texts, its user."""

from __future__ import annotations

import hashlib
import io
import os
import subprocess
import tarfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from press.publication import failure
from press.publication.texts import decoded

_OLDEST = 300  # commits that are looked through for the texts of an export
_PATIENCE = 60.0  # seconds for one answer of git
# A clone that lacks files would fetch them, and ask for a password.
_ALONE = {"GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1"}


def uncommitted(root: Path, folders: Sequence[str]) -> tuple[str, ...] | None:
    """Return the paths below `folders` that differ from the last commit, or are in none.

    None where the publication is in no git repository, or git is not there.
    """
    there = [folder for folder in folders if (root / folder).exists()]
    said = _git(
        root,
        "status",
        "--porcelain=v1",
        "--no-renames",
        "-z",
        "--untracked-files=all",
        "--",
        *there,
    )
    if said is None:
        return None
    items = said.decode("utf-8", "replace").split("\0")
    return tuple(sorted(item[3:] for item in items if item))


@contextmanager
def as_committed(root: Path, hashes: Mapping[str, str]) -> Iterator[Path | None]:
    """Yield a folder with the publication as it was when files had these hashes, newest first.

    `hashes` are SHA-256 of texts (UTF-8, line feeds, no byte order mark) by path. None where no
    commit has them all. The folder is gone afterwards.
    """
    commit = _commit(root, hashes)
    packed = _git(root, "archive", "--format=tar", commit) if commit else None
    if packed is None:
        yield None
        return
    with TemporaryDirectory(prefix="press-review-") as folder:
        with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
            archive.extractall(folder, filter="data")
        yield Path(folder)


def user_name(root: Path) -> str:
    """Return the name under which git would commit here; empty where it knows none."""
    said = _git(root, "config", "user.name") or b""
    return said.decode("utf-8", "replace").strip()


def _commit(root: Path, hashes: Mapping[str, str]) -> str:
    said = _git(root, "log", "--format=%H", f"--max-count={_OLDEST}", "--", *hashes)
    known: dict[str, str] = {}
    for commit in (said or b"").decode().split():
        blobs = _blobs(root, commit, list(hashes))
        if all(_hash(root, blobs.get(path, ""), known) == sha for path, sha in hashes.items()):
            return commit
    return ""


def _blobs(root: Path, commit: str, paths: Sequence[str]) -> dict[str, str]:
    said = _git(root, "ls-tree", "-r", "-z", commit, "--", *paths) or b""
    rows = [row.partition("\t") for row in said.decode("utf-8", "replace").split("\0") if row]
    return {path: what.split()[2] for what, _, path in rows}


def _hash(root: Path, blob: str, known: dict[str, str]) -> str:
    if blob and blob not in known:
        data = _git(root, "cat-file", "blob", blob) or b""
        try:
            known[blob] = hashlib.sha256(decoded(data).encode()).hexdigest()
        except UnicodeDecodeError:
            known[blob] = ""
    return known.get(blob, "")


def _git(root: Path, *command: str) -> bytes | None:
    """Return what git says; None where it is not there, or this is not its business.

    Raises PressError where it does not answer. In a session of its own it cannot ask anybody.
    """
    try:
        done = subprocess.run(
            ["git", "-C", str(root), *command],  # noqa: S607 - git is where the user has it
            check=True,
            capture_output=True,
            stdin=subprocess.DEVNULL,
            env=os.environ | _ALONE,
            start_new_session=True,
            timeout=_PATIENCE,
        )
    except subprocess.TimeoutExpired as error:
        message = f"`git {command[0]}` gave no answer within {_PATIENCE:g} s"
        mend = f"look what holds it up: run `git {command[0]}` in this folder"
        raise failure(str(root), message, mend) from error
    except (OSError, subprocess.CalledProcessError):
        return None
    return done.stdout
