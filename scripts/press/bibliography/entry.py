"""An entry of a BibTeX file, and problems at its place."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from press.publication import Problem


@dataclass(frozen=True)
class Entry:
    """One work: its citekey, where its entry begins (1-based line), its BibTeX fields."""

    key: str
    kind: str
    path: str
    line: int
    fields: Mapping[str, str]
    raw: str

    def problem(self, rule: str, message: str, mend: str, name: str = "") -> Problem:
        """Return a problem at the line where the entry begins, or where its field `name` does."""
        line = self.line + (self._lines_before(name) if name else 0)
        return Problem(self.path, line, 1, rule, message, mend)

    def _lines_before(self, name: str) -> int:
        found = re.search(rf"(?i)[{{,]\s*({re.escape(name)})\s*=", self.raw)
        return self.raw.count("\n", 0, found.start(1)) if found else 0
