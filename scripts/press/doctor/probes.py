"""How to see whether a program, a library, a package or a font is here."""

import ctypes
import ctypes.util
import os
import platform
import re
import sys
from collections.abc import Callable, Sequence
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path

from press.machine.children import Bounds, start
from press.machine.surroundings import program as found

PATIENCE = 20  # seconds for a program to tell its version; LibreOffice's first start is slow


class UnfitError(Exception):
    """What a probe found does not do; the message says why."""


Probe = Callable[[], str | None]
"""Returns a version, or None where there is nothing; raises UnfitError."""


def python() -> str:
    """Probe for this Python."""
    if sys.version_info < (3, 11):  # noqa: UP036 - whoever runs us may not have asked pip
        message = f"{platform.python_version()} is too old; 3.11 is the oldest that will do"
        raise UnfitError(message)
    return platform.python_version()


def installed(name: str) -> Probe:
    """Probe for a package of Python's, without importing it."""

    def probe() -> str | None:
        try:
            return metadata.version(name)
        except metadata.PackageNotFoundError:
            return None

    return probe


def files(distribution: str, package: str, pattern: str, what: str) -> Probe:
    """Probe for a Python package that matters for its data."""

    def probe() -> str | None:
        version = installed(distribution)()
        folder = _folder(package)
        if version is None or folder is None:
            return None
        number = sum(1 for _ in folder.glob(pattern))
        if not number:
            message = f"{version} is installed without its {what}"
            raise UnfitError(message)
        return f"{version} ({number} {what})"

    return probe


def _folder(package: str) -> Path | None:
    spec = find_spec(package)
    return Path(spec.origin).parent if spec and spec.origin else None


def library(function: str, *names: str) -> Probe:
    """Probe for a shared library, found as WeasyPrint does; `function` returns its version."""

    def probe() -> str | None:
        library = _loaded(names)
        if library is None:
            return None
        version = getattr(library, function)
        version.restype = ctypes.c_char_p
        return str(version().decode())

    return probe


def _loaded(names: Sequence[str]) -> ctypes.CDLL | None:
    candidates = [*names, ctypes.util.find_library(names[0])]
    for name in filter(None, candidates):
        try:
            return ctypes.CDLL(name)
        except OSError:
            continue
    return None


def pandoc() -> str | None:
    """Probe for pypandoc's own pandoc: what else is on PATH must not change our output."""
    folder = _folder("pypandoc")
    if folder is None:
        return None
    binary = folder / "files" / ("pandoc.exe" if os.name == "nt" else "pandoc")
    return _answer([str(binary), "--version"]) if binary.is_file() else None


def playwright() -> str | None:
    """Probe for the node that Playwright brings: it wants a library that may be missing."""
    folder = _folder("playwright")
    if folder is None:
        return None
    binary = folder / "driver" / ("node.exe" if os.name == "nt" else "node")
    return _answer([str(binary), "--version"]) if binary.is_file() else None


def program(flag: str, *names: str) -> Probe:
    """Probe for a program by any of its names, on PATH or at a place of its own."""

    def probe() -> str | None:
        for name in names:
            if path := found(name):
                return _answer([path, flag])
        return None

    return probe


def font(*names: str) -> Probe:
    """Probe for a font by any beginning of its files' names; needs fontconfig's folders only."""

    def probe() -> str | None:
        for path in (
            path for folder in _font_folders() for path in sorted(folder.rglob("*.[ot]t*"))
        ):
            if path.name.startswith(names):
                return f"({path.name})"
        return None

    return probe


def _font_folders() -> tuple[Path, ...]:
    """Return where fontconfig looks for fonts, on Linux and macOS."""
    home = Path.home()
    data = Path(os.environ.get("XDG_DATA_HOME") or home / ".local/share")
    system = (
        "/usr/share/fonts",
        "/usr/local/share/fonts",
        "/Library/Fonts",
        "/System/Library/Fonts",
    )
    return (*map(Path, system), data / "fonts", home / ".fonts", home / "Library/Fonts")


def _answer(command: Sequence[str]) -> str:
    """Return the version in what `command` prints. Raises UnfitError where it does not run."""
    try:
        done = start(command, folder=Path(sys.prefix), bounds=Bounds(PATIENCE)).finished()
        fault = done.fault
    except OSError as error:
        fault = str(error)
    if fault:
        message = f"is at {command[0]} but does not answer ({fault})"
        raise UnfitError(message)
    printed = done.said.decode(errors="replace") + done.words
    version = re.search(r"\d+(\.\d+)+", printed)
    if done.code or version is None:
        message = f"is at {command[0]} but does not tell its version: {printed.strip()[:200]}"
        raise UnfitError(message)
    return version[0]
