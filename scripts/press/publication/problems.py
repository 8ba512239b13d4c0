"""What is wrong with a publication, where, and how to mend it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

Severity = Literal["error", "warning", "advice"]

_ALIKE = 0.6  # less than this in common is no misspelling
_SLACK = 0.08
_LONGEST = 100  # characters; what is longer is no misspelt word, and would take long to compare
_PART = 3  # a word of so many letters may stand for a longer one that holds it
MACHINE = "machine"  # the rule of what the machine refuses, such as space on a full disk


@dataclass(frozen=True, order=True)
class Problem:
    """One finding: a place (line and column from 1), a rule, a message, a remedy."""

    path: str
    line: int
    column: int
    rule: str
    message: str
    mend: str
    severity: Severity = "error"

    @property
    def place(self) -> str:
        """Return `path:line:column`, which editors make clickable."""
        return f"{self.path}:{self.line}:{self.column}"

    @property
    def label(self) -> str:
        """Return the rule's id; what is no error says so before it: `advice: plain-reading`."""
        return self.rule if self.severity == "error" else f"{self.severity}: {self.rule}"

    def __str__(self) -> str:
        """Return `path:line:column: rule: message; how to mend`."""
        return f"{self.place}: {self.label}: {self.message}; {self.mend}"


class PressError(Exception):
    """The press cannot do what was asked; carries every problem that was found, sorted by place."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(sorted(set(problems)))
        super().__init__("\n".join(str(problem) for problem in self.problems))


def failure(path: str, message: str, mend: str, rule: str = "press", line: int = 1) -> PressError:
    """Return a PressError of one problem that concerns a whole file or the machine."""
    return PressError([Problem(path, line, 1, rule, message, mend)])


def errors(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return only the problems that stop a build, in order of place."""
    return tuple(sorted(problem for problem in set(problems) if problem.severity == "error"))


def suggestion(wrong: str, allowed: Sequence[str], otherwise: str) -> str:
    """Return "did you mean `x`?" for a misspelt word, or `otherwise` where nothing is near.

    Words about as near as the nearest are named too, three at most.
    """
    if len(wrong) > _LONGEST:
        return otherwise
    likeness = {word: _likeness(wrong.lower(), word.lower()) for word in allowed}
    ranked = sorted(likeness, key=lambda word: (-likeness[word], word))
    near = [
        word for word in ranked[:3] if likeness[word] >= max(_ALIKE, likeness[ranked[0]] - _SLACK)
    ]
    if not near:
        return otherwise
    return "did you mean " + " or ".join(f"`{word}`" for word in near) + "?"


def _likeness(wrong: str, word: str) -> float:
    ratio = SequenceMatcher(None, wrong, word).ratio()
    return max(ratio, _ALIKE) if len(wrong) >= _PART and wrong in word else ratio
