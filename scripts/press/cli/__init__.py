"""The command `press`."""

from press.cli.commands import main

__all__ = ["main"]
