"""One thing that a rule of the evidence gate found, with the values that show it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from press.publication import Problem
from press.publication.problems import Severity

PASTED = "<stdin>"
"""The path of a text that came from no file."""


class Evidence(NamedTuple):
    """A value that a finding rests on: what it is, as it stands there, and who says so.

    `Evidence("journal", "Pain Letters", "docs/digests/socks.md:12")`; `source` may also be a
    registry with its date, a citekey with its locator, or the formula of a computed value.
    """

    label: str
    value: str
    source: str


@dataclass(frozen=True, order=True)
class Place:
    """Where a finding stands: a file, line and column (both from 1), and what it is about.

    `item` numbers the items of a page that was read in, from 1; it is 0 in a file of one item.
    `subject` names what the finding is about where the file does not: a digest's slug, a citekey.
    """

    path: str
    line: int = 1
    column: int = 1
    item: int = 0
    subject: str = ""

    def __str__(self) -> str:
        """Return `path:line:column`, which editors make clickable."""
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True)
class Finding:
    """A finding: `severity` is `error` only where the text cannot be right.

    `message` says what is wrong, `mend` what to do; neither ends in a full stop. `evidence` holds
    every value that was compared, at least two where two values disagree.
    """

    rule: str
    severity: Severity
    message: str
    mend: str
    place: Place
    evidence: tuple[Evidence, ...] = ()

    def __str__(self) -> str:
        """Return `path:line:column: rule: message; how to mend`, as `Problem` does."""
        return str(self.problem())

    def problem(self) -> Problem:
        """Return the finding as a problem of `press check`, which has no evidence."""
        place = self.place
        return Problem(
            path=place.path,
            line=place.line,
            column=place.column,
            rule=self.rule,
            message=self.message,
            mend=self.mend,
            severity=self.severity,
        )


@dataclass(frozen=True)
class RuleNote:
    """What a rule of the evidence gate catches, for reports; each producer keeps a tuple of them.

    `group` is the class under which the audit counts: `reference`, `numbers`, `link`, `text` …
    """

    id: str
    group: str
    catches: str
    mend: str
