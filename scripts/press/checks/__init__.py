"""Rules that guard the promise, their runner and their reports."""

from press.checks.context import Context, read_context
from press.checks.release import release
from press.checks.reports import REPORTS, summary
from press.checks.rule import Rule
from press.checks.rules import RULES
from press.checks.runner import check, problems

__all__ = [
    "REPORTS",
    "RULES",
    "Context",
    "Rule",
    "check",
    "problems",
    "read_context",
    "release",
    "summary",
]
