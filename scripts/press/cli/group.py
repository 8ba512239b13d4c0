"""The command `press` itself, and the options that most of its commands take."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

import click

from press import __version__

_F = TypeVar("_F")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="press")
def main() -> None:
    """Publish medical evidence digests: a website, PDF issues and DOCX review copies."""


def root_option(command: _F) -> _F:
    """Add `--root DIR` to a command."""
    folder = click.Path(path_type=Path, file_okay=False)
    text = "The publication's folder, the one with mkdocs.yml."
    return click.option("--root", type=folder, default=".", show_default=True, help=text)(command)  # type: ignore[type-var]


def quiet_option(command: _F) -> _F:
    """Add `--quiet` to a command."""
    return click.option("--quiet", "-q", is_flag=True, help="Print problems only.")(command)  # type: ignore[type-var]
