"""The command `press`."""

from press.cli import commands, evidence, review, review_write
from press.cli.group import main

__all__ = ["commands", "evidence", "main", "review", "review_write"]
