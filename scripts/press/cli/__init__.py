"""The command `press`."""

from press.cli import evidence
from press.cli.commands import main

__all__ = ["evidence", "main"]
