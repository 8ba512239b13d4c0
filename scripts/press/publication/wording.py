"""Words for readers and authors that many places need: numbers of things, capitals."""

from __future__ import annotations

import re

_IES = re.compile(r"(?<=[^aeiou])y$")


def counted(number: int, one: str, many: str = "", *, zero: str = "0") -> str:
    """Return a number of things: `1 study`, `2 studies`, `1,200 changes`; of none, `zero` of them.

    Without `many` the plural is the regular one.
    """
    if number == 1:
        return f"1 {one}"
    plural = many or (_IES.sub("ies", one) if _IES.search(one) else f"{one}s")
    return f"{number:,} {plural}" if number else f"{zero} {plural}"


def capital(text: str) -> str:
    """Return a text with a capital at its beginning."""
    return text[:1].upper() + text[1:]
