"""Printed numbers: where they lie on an axis, and how they are set."""

from __future__ import annotations

import re
from dataclasses import dataclass

from press.publication.model import EstimateArm
from press.publication.numbers import MINUS, NUMBER, plain_digits

_SHARE = re.compile(r"(?<![\d.,])\d+(?:\.\d+)? ?%")
_FRACTION = re.compile(r"^(\d+) ?(?:/|of) ?(\d+)$")
_FIRST = re.compile(NUMBER)


@dataclass(frozen=True)
class Value:
    """A number of an arm: its place on the axis, and how it is printed."""

    at: float
    printed: str


def position(number: str) -> float | None:
    """Return a printed number as a float: `−5.1`, `1,234`, `27.1%`, `0,5`; None if it is none."""
    text = number.removesuffix("%").strip()
    digits = plain_digits(text.lstrip(f"+{MINUS}"))
    if digits is None:
        return None
    return -float(digits) if text.startswith(tuple(MINUS)) else float(digits)


def typeset(number: str) -> str:
    """Return a number as written, a hyphen or dash before it set as a minus sign."""
    return "\u2212" + number[1:] if number[:1] in {"-", "\u2013"} else number


def share(arm: EstimateArm, *, in_percent: bool) -> Value | None:
    """Return which part of an arm had the outcome, in per cent; None where it is not told.

    `in_percent` says that a bare number as `value` is a percentage.
    """
    value = arm.value or ""
    if match := _SHARE.search(value):
        return _value(match.group())
    if match := _FRACTION.match(value):
        return _ratio(match[1], match[2])
    if in_percent and value and position(value) is not None:
        return _value(f"{value}%")
    if arm.events and arm.n:
        return _ratio(arm.events, arm.n)
    return None


def amount(arm: EstimateArm) -> Value | None:
    """Return an arm's mean, or the number that its `value` begins with; None without either."""
    if arm.mean is not None:
        return _value(arm.mean)
    match = _FIRST.match(arm.value or "")
    return _value(match.group()) if match else None


def _value(number: str) -> Value | None:
    at = position(number)
    return None if at is None else Value(at, typeset(number))


def _ratio(events: str, total: str) -> Value | None:
    part, whole = position(events), position(total)
    if part is None or not whole or part > whole:
        return None
    return Value(100 * part / whole, f"{events}/{total}")
