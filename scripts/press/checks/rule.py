"""What a rule is."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from press.checks.context import Context
from press.evidence.finding import RuleNote
from press.publication import Problem
from press.publication.problems import Severity


@dataclass(frozen=True)
class Rule:
    """A check: its id, what it catches and how to mend that, and the function that looks.

    `severity` is the gravest that it reports: one that only advises is not asked by builds.
    """

    id: str
    catches: str
    mend: str
    find: Callable[[Context], Iterable[Problem]]
    severity: Severity = "error"
    warns_in_drafts: bool = False
    """In a draft, which no issue can print, what it finds is no error."""
    notes: tuple[RuleNote, ...] = ()
    """Where what it reports goes under ids of their own: what each of them catches."""
