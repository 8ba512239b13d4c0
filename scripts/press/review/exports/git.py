"""What version control knows of a publication: its changes, its former texts, its user."""

from __future__ import annotations

import hashlib
import io
import os
import tarfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from press.machine.children import start
from press.machine.surroundings import program
from press.publication import failure, is_aside
from press.publication.bounds import GIT, chosen
from press.publication.storage.texts import decoded

_OLDEST = 300  # commits that are looked through for the texts of an export


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
    paths = [item[3:] for item in items if item]
    return tuple(sorted(path for path in paths if not any(map(is_aside, path.split("/")))))


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


# Git runs programs that a repository's own settings name; it has to tell us texts, no more.
_SETTINGS = ("--no-pager", "-c", "core.fsmonitor=false", "-c", f"core.hooksPath={os.devnull}")
_ENVIRONMENT = {
    "GIT_LITERAL_PATHSPECS": "1",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
}
_FROM_USER = (
    "GIT_CEILING_DIRECTORIES",
    "GIT_CONFIG_GLOBAL",
    "GIT_CONFIG_NOSYSTEM",
    "GIT_CONFIG_SYSTEM",
)


def _git(root: Path, *command: str) -> bytes | None:
    """Return what git says; None where it is not there, or this is not its business.

    Raises PressError where it does not answer within its bounds.
    """
    where = program("git")
    if where is None:
        return None
    own = {name: os.environ[name] for name in _FROM_USER if name in os.environ}
    try:
        child = start(
            [where, *_SETTINGS, *command],
            folder=root,
            bounds=chosen(GIT),
            environment=_ENVIRONMENT | own,
        )
    except OSError:
        return None
    done = child.finished()
    if done.fault:
        message = f"`git {command[0]}` gave no answer: {done.fault}"
        mend = f"look what holds it up: run `git {command[0]}` in this folder"
        raise failure(str(root), message, mend)
    return done.said if done.code == 0 else None
