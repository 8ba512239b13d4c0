"""The one way from a path to a file: what may be read, and in what words the rest is refused.

A publication's files are those of docs/ and bib/, and what mkdocs.yml names inside the
publication's folder, all of that after links are followed. Whatever its author could name besides
(a link that leads out, `.git/config`, a named pipe) is refused for every output alike.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import NewType

from press.publication.problems import Problem

RULE = "file"
# A path that the resolver has let through: a regular file that belongs to the publication.
FilePath = NewType("FilePath", Path)

MOST_FILES = 100_000
_DEEPEST = 60
# Files that editors and file systems leave beside a page: never meant for a reader.
_LEFTOVERS = ("._", ".#")
# Control characters, line ends, marks that turn the direction of text, bytes that are not UTF-8.
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_MOVE = "put the file itself into docs/"


class RefusedError(Exception):
    """A path that the press does not read; carries what is wrong and how to mend it."""

    def __init__(self, message: str, mend: str) -> None:
        super().__init__(message)
        self.message = message
        self.mend = mend


class MissingError(RefusedError):
    """There is nothing at a path."""


@dataclass(frozen=True)
class Found:
    """What lies in a folder: its files in order, and what of it is refused."""

    files: tuple[FilePath, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Resolver:
    """Lets through the files below `folders` and those in `named`; all paths are absolute."""

    root: Path
    folders: tuple[Path, ...] = ()
    named: tuple[Path, ...] = field(default=())

    def file(self, path: Path) -> FilePath:
        """Return a path as that of a file which may be read; raises RefusedError."""
        real = self._real(path)
        mode = real.stat().st_mode
        if stat.S_ISDIR(mode):
            raise RefusedError("it is a folder", "name a file in it")
        if not stat.S_ISREG(mode):
            raise RefusedError(*_special(mode))
        return FilePath(path)

    def folder(self, path: Path) -> Path:
        """Return a folder that may be walked; raises RefusedError."""
        real = self._real(path)
        if not real.is_dir():
            raise RefusedError("it is no folder", "name a folder")
        return path

    def is_file(self, path: Path) -> bool:
        """Tell whether there is a file that may be read."""
        try:
            return bool(self.file(path))
        except RefusedError:
            return False

    def files(self, folder: Path, suffixes: tuple[str, ...] = ("",)) -> Found:
        """Return the files below a folder, links followed, without those that a dot hides.

        With `suffixes` only files with these endings count, and only links with them are looked at.
        Links that lead out or in a circle, pipes, sockets and devices are problems.
        """
        try:
            self.folder(folder)
        except RefusedError as error:
            if not os.path.lexists(folder):
                return Found()
            return Found(problems=(self.problem(folder, error),))
        walk = _Walk(self, suffixes)
        walk.folder(folder, (folder.resolve(),))
        return Found(tuple(sorted(walk.found)), tuple(sorted(set(walk.problems))))

    def strays(self, folder: Path) -> Iterator[Problem]:
        """Yield a problem for each link of a folder that leads out of it, and for what is no file.

        Hidden names are looked at, too: a theme keeps its icons under one.
        """
        for place, folders, names in os.walk(folder):
            for name in sorted((*folders, *names)):
                path = Path(place, name)
                mode = path.lstat().st_mode
                if stat.S_ISLNK(mode):
                    real = Path(os.path.realpath(path))
                    if not real.is_relative_to(folder.resolve()):
                        yield self.problem(path, RefusedError(*self._outside(path)))
                elif not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
                    yield self.problem(path, RefusedError(*_special(mode)))

    def problem(self, path: Path, error: RefusedError) -> Problem:
        """Return a refusal as a problem of the file itself."""
        return Problem(self.name(path), 1, 1, RULE, error.message, error.mend)

    def name(self, path: Path) -> str:
        """Return how problems call a file: relative to the publication, on one line."""
        inside = path.is_relative_to(self.root)
        return printable(path.relative_to(self.root).as_posix() if inside else str(path))

    def _real(self, path: Path) -> Path:
        """Return where a path leads after all links; raises RefusedError for other places."""
        try:
            real = path.resolve(strict=True)
        except FileNotFoundError as error:
            if path.is_symlink():
                raise RefusedError("the link leads nowhere", f"{_MOVE}, or remove it") from error
            raise MissingError("it does not exist", "correct the path, or add the file") from error
        except (OSError, RuntimeError, ValueError) as error:
            if isinstance(error, RuntimeError) or "symbolic links" in str(error):
                raise RefusedError("the link leads in a circle", f"{_MOVE} instead") from error
            reason = getattr(error, "strerror", None) or str(error)
            raise RefusedError(f"it cannot be read ({reason})", "correct the path") from error
        self._check_place(path, real)
        return real

    def _check_place(self, path: Path, real: Path) -> None:
        if not real.is_relative_to(self._root) or not any(
            real.is_relative_to(place) for place in self._places
        ):
            raise RefusedError(*self._outside(path))
        for one, root in ((Path(os.path.normpath(path)), self.root), (real, self._root)):
            if one.is_relative_to(root):
                _check_hidden(one.relative_to(root))

    def check_name(self, path: Path) -> None:
        """Refuse a path whose name alone leads out or is hidden, whether or not it exists."""
        if not path.is_relative_to(self.root):
            raise RefusedError("it lies outside of the publication", "move it into its folder")
        _check_hidden(path.relative_to(self.root))

    def _outside(self, path: Path) -> tuple[str, str]:
        shown = Path(os.path.normpath(path))
        inside = [part for part in (shown, *shown.parents) if self.root in part.parents]
        if any(part.is_symlink() for part in inside):
            return "it is a link that leads out of the publication", f"{_MOVE}, or remove the link"
        return (
            "it is not part of the publication",
            "only what lies in docs/ and bib/, and what mkdocs.yml names, is read: move it there",
        )

    @cached_property
    def _root(self) -> Path:
        return self.root.resolve()

    @cached_property
    def _places(self) -> tuple[Path, ...]:
        return tuple(place.resolve() for place in (*self.folders, *self.named))


class _Walk:
    """Goes through a folder and notes what it finds."""

    def __init__(self, resolver: Resolver, suffixes: tuple[str, ...]) -> None:
        self.resolver = resolver
        self.suffixes = suffixes
        self.found: list[FilePath] = []
        self.problems: list[Problem] = []
        self.seen = 0

    def folder(self, folder: Path, above: tuple[Path, ...]) -> None:
        """Note what lies in a folder; `above` are the real folders that the walk is in."""
        if len(above) > _DEEPEST:
            self.refuse(folder, "it is nested too deep", "move it further up")
            return
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError as error:
            self.refuse(folder, f"cannot read the folder ({error.strerror})", "let it be read")
            return
        for entry in entries:
            self.seen += 1
            if self.seen > MOST_FILES:
                if self.seen == MOST_FILES + 1:
                    message = f"more than {MOST_FILES:,} files lie below here"
                    self.refuse(folder, message, "take out what does not belong there")
                return
            self.entry(Path(folder, entry.name), entry, above)

    def entry(self, path: Path, entry: os.DirEntry[str], above: tuple[Path, ...]) -> None:
        """Note one file, link or folder."""
        if entry.name.startswith("."):
            self.hidden(path, entry)
        elif _UNPRINTABLE.search(entry.name):
            message = "its name holds characters that cannot be printed"
            self.refuse(path, message, "give it another name")
        elif entry.is_symlink():
            self.link(path, above)
        elif entry.is_dir(follow_symlinks=False):
            self.folder(path, (*above, above[-1] / entry.name))
        elif entry.name.endswith(self.suffixes):
            if entry.is_file(follow_symlinks=False):
                self.found.append(FilePath(path))
            else:
                self.refuse(path, *_special(entry.stat(follow_symlinks=False).st_mode))

    def hidden(self, path: Path, entry: os.DirEntry[str]) -> None:
        """Tell of a page that its name hides; what else begins with a dot is not looked at."""
        is_page = entry.name.endswith(".md") and not entry.name.startswith(_LEFTOVERS)
        if is_page and self.suffixes == ("",) and entry.is_file(follow_symlinks=False):
            message = "the page is not read, for its name begins with a dot"
            mend = "give it another name, or move it out of docs/"
            name = self.resolver.name(path)
            self.problems.append(Problem(name, 1, 1, RULE, message, mend, "warning"))

    def link(self, path: Path, above: tuple[Path, ...]) -> None:
        """Follow a link."""
        is_wanted = path.name.endswith(self.suffixes)
        try:
            real = path.resolve()
            if not real.is_dir():
                if is_wanted:
                    self.found.append(self.resolver.file(path))
                return
            self.resolver.folder(path)
        except (RuntimeError, OSError):
            if is_wanted:
                self.refuse(path, "the link leads in a circle", f"{_MOVE} instead")
            return
        except RefusedError as error:
            if is_wanted:
                self.problems.append(self.resolver.problem(path, error))
            return
        if any(outer.is_relative_to(real) for outer in above):
            self.refuse(path, "the link leads in a circle", f"{_MOVE} instead")
        else:
            self.folder(path, (*above, real))

    def refuse(self, path: Path, message: str, mend: str) -> None:
        """Note a problem."""
        self.problems.append(self.resolver.problem(path, RefusedError(message, mend)))


def is_hidden(path: Path) -> bool:
    """Tell whether a name in a relative path begins with a dot."""
    return any(part.startswith(".") for part in path.parts if part not in {".", ".."})


def _check_hidden(path: Path) -> None:
    if is_hidden(path):
        message = "files and folders whose names begin with a dot are not read"
        raise RefusedError(message, "give it another name")


def printable(name: str) -> str:
    """Return a file's name on one line: what cannot be printed is told by its number."""
    return _UNPRINTABLE.sub(lambda match: ascii(match[0])[1:-1], name)


def output_problems(root: Path, names: Iterable[str]) -> Iterator[Problem]:
    """Yield a problem for each folder the press writes to that is a link out of the publication."""
    home = root.resolve()
    for name in names:
        path = root / name
        if path.is_symlink() and not Path(os.path.realpath(path)).is_relative_to(home):
            message = "the press writes there, and it is a link that leads out of the publication"
            yield Problem(name, 1, 1, RULE, message, "remove the link")


def _special(mode: int) -> tuple[str, str]:
    kinds = (
        (stat.S_ISFIFO, "a named pipe"),
        (stat.S_ISSOCK, "a socket"),
        (stat.S_ISCHR, "a device"),
        (stat.S_ISBLK, "a device"),
    )
    what = next((name for test, name in kinds if test(mode)), "no file")
    return f"it is {what}, not a file", "remove it"
