"""Fields: what Word computes. Their codes are no text, their last results are."""

from __future__ import annotations

import re
from dataclasses import dataclass

_LINK = re.compile(r'\s*HYPERLINK\s+(\\l\s+)?"([^"]*)"', re.IGNORECASE)


def link_of(code: str) -> str:
    """Return the address in a field's code, `#name` for a bookmark, empty for other fields."""
    found = _LINK.match(code)
    return ("#" if found[1] else "") + found[2] if found else ""


@dataclass
class _Field:
    """A field; `link` is where characters in its result lead to."""

    link: str
    code: str = ""
    is_code: bool = True


class Fields:
    """The fields that are open at a point of the text; one may stand in another."""

    def __init__(self) -> None:
        self._open: list[_Field] = []
        self._codes = 0

    def mark(self, kind: str) -> None:
        """Go on over a `w:fldChar` of a kind; an end without a beginning is passed over."""
        if kind == "begin":
            self._open.append(_Field(self.link))
            self._codes += 1
        elif kind == "separate" and self._open:
            field = self._open[-1]
            self._codes -= field.is_code
            field.is_code = False
            field.link = link_of(field.code) or field.link
        elif kind == "end" and self._open:
            self._codes -= self._open.pop().is_code

    def add(self, code: str) -> None:
        """Go on over a part of a code."""
        if self._open:
            self._open[-1].code += code

    @property
    def in_code(self) -> bool:
        """Tell whether what comes is part of a code."""
        return self._codes > 0

    @property
    def link(self) -> str:
        """The address that the innermost link leads to, empty if there is none."""
        return self._open[-1].link if self._open else ""

    def close_codes(self) -> None:
        """End what has no result at a paragraph's end: a damaged field must not swallow a text."""
        if self._codes:
            self._open = [field for field in self._open if not field.is_code]
            self._codes = 0
