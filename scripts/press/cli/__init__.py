"""The command `press`."""

from press.cli import evidence, review, review_write
from press.cli.commands import main

__all__ = ["evidence", "main", "review", "review_write"]
