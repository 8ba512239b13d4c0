"""What a rule is."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from press.checks.context import Context
from press.publication import Problem


@dataclass(frozen=True)
class Rule:
    """A check: its id, what it catches and how to mend that, and the function that looks."""

    id: str
    catches: str
    mend: str
    find: Callable[[Context], Iterable[Problem]]
