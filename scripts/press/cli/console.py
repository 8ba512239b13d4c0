"""What commands print, and where: findings on standard output, all about them on standard error.

Whoever reads on is served with what was found or made, and nothing else: `press check | grep`.
Progress, notes, counts at the end, and why a command could not run, go to standard error.
Both are coloured where they are a terminal, unless NO_COLOR is set.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

import click

from press.publication import MACHINE, PressError, Problem

if TYPE_CHECKING:
    from press.build import Built

_COLOURS = {"error": "red", "warning": "yellow", "advice": "blue"}


def say(text: str) -> None:
    """Print what was found or made to standard output; colours stay only where they can be seen."""
    _print(text, sys.stdout)


def note(text: str) -> None:
    """Print what is told about it to standard error, in the same way."""
    _print(text, sys.stderr)


def line_of(problem: Problem) -> str:
    """Return a problem as it is printed, in colours."""
    place = click.style(f"{problem.place}:", bold=True)
    rule = click.style(f"{problem.label}:", fg=_COLOURS[problem.severity], bold=True)
    return f"{place} {rule} {problem.message}; {problem.mend}"


def _print(text: str, stream: TextIO | None) -> None:
    if not text or stream is None:  # None where the caller closed it
        return
    with _printing(stream):
        click.echo(text, file=stream, color=False if os.environ.get("NO_COLOR") else None)


@contextmanager
def _printing(stream: TextIO) -> Iterator[None]:
    """Let a stream swallow the rest where nobody reads on, as in `press check | head -1`.

    Where it is a file that cannot hold what is found, the command ends with exit code 2.
    """
    try:
        yield
    except OSError as error:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
        if stream is sys.stdout and not isinstance(error, BrokenPipeError):
            message = f"standard output cannot be written: {error.strerror}"
            mend = "make room on the disk, or name another file"
            note(line_of(Problem("<stdout>", 1, 1, "press", message, mend)))
            sys.exit(2)


def _is_terminal(stream: TextIO | None) -> bool:
    return stream is not None and stream.isatty()


class Progress:
    """Tells of outputs as they are done; on a terminal also that work is going on."""

    def __init__(self, *, quiet: bool) -> None:
        self.quiet = quiet

    def tell(self, built: Built) -> None:
        """Print one line about an output, which is what a build makes, to standard output."""
        if self.quiet:
            return
        try:
            name = built.job.output.relative_to(os.getcwd()).as_posix()  # noqa: PTH109 - a string is wanted
        except ValueError:
            name = str(built.job.output)
        state = "up to date" if built.was_current else f"built in {built.seconds:.1f} s"
        with _printing(sys.stdout):
            # print, not click: a moving bar steps aside for it
            print(f"{name}: " + ", ".join([state, *built.notes]), flush=True)  # noqa: T201


@contextmanager
def progress(label: str, *, quiet: bool) -> Iterator[Progress]:
    """Yield a Progress; a bar moves meanwhile where standard error is a terminal."""
    teller = Progress(quiet=quiet)
    if quiet or not _is_terminal(sys.stderr):
        yield teller
        return
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn("{task.description}"), BarColumn(pulse_style="cyan"), TimeElapsedColumn())
    with Bar(
        *columns,
        console=Console(stderr=True),
        transient=True,
        # The bar would take lines on standard output to standard error, out of a file or a pipe.
        redirect_stdout=os.isatty(1),
    ) as bar:
        bar.add_task(label, total=None)
        yield teller


@contextmanager
def counting(label: str, *, quiet: bool) -> Iterator[Callable[[int, int], None]]:
    """Yield what tells how many of how many are done; a bar shows it on a terminal."""
    if quiet or not _is_terminal(sys.stderr):
        yield lambda _done, _total: None
        return
    from rich.console import Console
    from rich.progress import Progress as Bar

    with Bar(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(label, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


@contextmanager
def exit_codes(
    *, problems: int = 1, interrupted: str = "interrupted; what was built before is untouched"
) -> Iterator[None]:
    """Turn what went wrong into messages and an exit code: no traceback for bad input."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # ended politely, like Ctrl-C
    try:
        yield
    except PressError as error:
        for problem in error.problems:
            note(line_of(problem))
        # What the machine refuses keeps a command from running, whatever it is about.
        sys.exit(2 if any(one.rule == MACHINE for one in error.problems) else problems)
    except KeyboardInterrupt:
        note(interrupted)
        sys.exit(130)
