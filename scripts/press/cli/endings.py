"""How commands begin and end: with a sentence where the machine refuses, never a traceback."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from press.cli.console import exit_codes, line_of, note
from press.publication import MACHINE, Problem, failure, put_right

_SPACE = {errno.ENOSPC, errno.EDQUOT}


class Command(click.Group):
    """The group of all commands: what no command has foreseen ends in a sentence as well."""

    def main(self, *arguments: Any, **options: Any) -> Any:
        """Run a command line."""
        _occupy_closed_streams()
        with _refusals():
            return super().main(*arguments, **options)


def begin(root: Path) -> None:
    """Look whether a command can run here, and put right what a killed one has left."""
    with exit_codes(problems=2):
        try:
            here = os.getcwd()  # noqa: PTH109 - the folder may be gone
        except FileNotFoundError as error:
            mend = "change to a folder that is there"
            raise failure(".", "the current folder is gone", mend, MACHINE) from error
        whole = os.path.normpath(os.path.join(here, root))  # noqa: PTH118 - not looked at yet
        if _shown(whole) != whole:
            message = "the folder's name is not UTF-8"
            raise failure(_shown(whole), message, "give it another name", MACHINE)
        try:
            root.resolve()
        except (OSError, RuntimeError) as error:
            message = "the folder is a link that leads to itself"
            raise failure(whole, message, "name another folder", MACHINE) from error
        put_right(root)


@contextmanager
def _refusals() -> Iterator[None]:
    try:
        yield
    except (OSError, UnicodeError, MemoryError) as error:
        note(line_of(_refusal(error)))
        sys.exit(2)


def _refusal(error: Exception) -> Problem:
    """Return what the machine has refused, as a problem."""
    place, message = "press", "the memory does not suffice"
    mend = "close other programs, or build one output at a time"
    if isinstance(error, UnicodeError):
        message = f"a name or a text is not UTF-8 ({getattr(error, 'reason', error)})"
        mend = "rename the file, or save it with the encoding UTF-8"
    elif isinstance(error, OSError):
        place = _shown(os.fsdecode(error.filename)) if _is_path(error.filename) else place
        message = f"the system refuses ({error.strerror or error})"
        mend = "make room on the disk" if error.errno in _SPACE else "check the file and its folder"
        if "temporary directory" in message:
            place, message = "TMPDIR", "there is no folder for temporary files"
            mend = "let TMPDIR name a folder that can be written to"
    return Problem(place, 1, 1, MACHINE, " ".join(message.split()), mend)


def _is_path(name: object) -> bool:
    return isinstance(name, str | bytes) and bool(name)


def _shown(name: str) -> str:
    """Return a name as it can be printed: bytes that are not UTF-8 as `\\xe9`."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def _occupy_closed_streams() -> None:
    """Keep a file that is opened from being taken for a standard stream that the caller closed."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # takes the lowest number that is free
