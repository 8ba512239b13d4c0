"""What commands print: progress on a terminal, plain lines elsewhere, problems on stderr."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from press.publication import PressError, Problem

if TYPE_CHECKING:
    from press.build import Built

_COLOURS = {"error": "red", "warning": "yellow", "advice": "blue"}


def show_problems(problems: tuple[Problem, ...]) -> None:
    """Print problems to standard error, coloured on a terminal unless NO_COLOR is set."""
    for problem in problems:
        place = f"{problem.place}:"
        rule = click.style(f"{problem.label}:", fg=_COLOURS[problem.severity], bold=True)
        line = f"{click.style(place, bold=True)} {rule} {problem.message}; {problem.mend}"
        click.echo(line, err=True, color=None if not os.environ.get("NO_COLOR") else False)


class Progress:
    """Tells of outputs as they are done; on a terminal also that work is going on."""

    def __init__(self, *, quiet: bool) -> None:
        self.quiet = quiet

    def tell(self, built: Built) -> None:
        """Print one line about an output."""
        if self.quiet:
            return
        try:
            name = built.job.output.relative_to(os.getcwd()).as_posix()  # noqa: PTH109 - a string is wanted
        except ValueError:
            name = str(built.job.output)
        state = "up to date" if built.was_current else f"built in {built.seconds:.1f} s"
        # print, not click: a moving bar steps aside for it
        print(f"{name}: " + ", ".join([state, *built.notes]), flush=True)  # noqa: T201


@contextmanager
def progress(label: str, *, quiet: bool) -> Iterator[Progress]:
    """Yield a Progress; a bar moves meanwhile where standard error is a terminal."""
    teller = Progress(quiet=quiet)
    if quiet or not sys.stderr.isatty():
        yield teller
        return
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn("{task.description}"), BarColumn(pulse_style="cyan"), TimeElapsedColumn())
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        bar.add_task(label, total=None)
        yield teller


@contextmanager
def counting(label: str, *, quiet: bool) -> Iterator[Callable[[int, int], None]]:
    """Yield what tells how many of how many are done; a bar shows it on a terminal."""
    if quiet or not sys.stderr.isatty():
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
        show_problems(error.problems)
        sys.exit(problems)
    except KeyboardInterrupt:
        click.echo(interrupted, err=True)
        sys.exit(130)
