"""The grammar of printed numbers: signs, thousands, decimals."""

from __future__ import annotations

import re

MINUS = "-\u2212\u2013\u2011"
"""Signs that stand for a minus: hyphen, minus, en dash, non-breaking hyphen."""
NUMBER = r"[+\-\u2212\u2013]?\d+(?:[.,]\d+)*"
"""A number as front matter may hold it, as a pattern."""
_THOUSANDS = re.compile(r"^[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?$")
_PLAIN = re.compile(r"\d*\.?\d+")


def plain_digits(digits: str) -> str | None:
    """Return digits with a decimal point and nothing between thousands; None if they are none.

    `1,250` is a thousand and more, `4,3` has a decimal comma, `27·1` a raised point.
    """
    digits = digits.replace("·", ".")
    if _THOUSANDS.match(digits):
        return digits.replace(",", "")
    if digits.count(",") == 1 and "." not in digits:
        digits = digits.replace(",", ".")
    return digits if _PLAIN.fullmatch(digits) else None
