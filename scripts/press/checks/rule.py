"""What a rule is."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from press.checks.context import Context
from press.evidence.finding import RuleNote
from press.publication import Digest, Problem, Status
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
    notes: tuple[RuleNote, ...] = ()
    """Where what it reports goes under ids of their own: what each of them catches."""


def softened(problem: Problem, digest: Digest) -> Problem:
    """Return a finding about a digest; in a draft, which no issue can print, it is no error."""
    if digest.meta.status is Status.DRAFT and problem.severity == "error":
        return replace(problem, severity="warning")
    return problem
