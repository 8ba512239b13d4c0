"""The command `press` itself, and the options that most of its commands take."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar

import click

from press import __version__
from press.cli.endings import Command, begin

_F = TypeVar("_F")


@click.group(cls=Command, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="press")
def main() -> None:
    """Publish medical evidence digests: a website, PDF issues and DOCX review copies."""


def root_option(command: Callable[..., None]) -> Callable[..., None]:
    """Add `--root DIR` to a command, which begins by putting right what is there."""

    @wraps(command)
    def begun(*arguments: Any, root: Path, **options: Any) -> None:
        begin(root)
        command(*arguments, root=root, **options)

    folder = click.Path(path_type=Path, file_okay=False)
    text = "The publication's folder, the one with mkdocs.yml."
    return click.option("--root", type=folder, default=".", show_default=True, help=text)(begun)


def quiet_option(command: _F) -> _F:
    """Add `--quiet` to a command."""
    return click.option("--quiet", "-q", is_flag=True, help="Print problems only.")(command)  # type: ignore[type-var]
