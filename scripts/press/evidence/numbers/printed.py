"""Numbers as they are printed: what a digit string says, and how exactly it says it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from press.evidence.finding import Evidence, Place
from press.evidence.numbers.bounds import Bounds
from press.publication.numbers import MINUS, plain_digits

_SPACES = " \u00a0\u2009\u202f"
_ABOUT = re.compile(
    r"^(?:~|≈|∼|ca\.|about|around|nearly|roughly|almost|approximately|over|under|some"
    r"|up\s+to|at\s+least|at\s+most|(?:more|less|fewer)\s+than)\s*",
    re.IGNORECASE,
)
_RELATION = re.compile(r"^(<=|>=|[<>=≤≥])\s*")
_NUMBER = re.compile(
    rf"^(?P<sign>[{MINUS}+]?)(?P<digits>\d[\d,.·]*|[.·]\d+)(?P<percent>[{_SPACES}]?%)?$"
)


@dataclass(frozen=True)
class Printed:
    """A number in print: its text, the value it names, and the values that would print so.

    `relation` is `<`, `>`, `≤`, `≥`, `~` or empty; a percentage keeps its number of per cent.
    """

    text: str
    value: float
    bounds: Bounds
    place: Place
    is_percent: bool = False
    relation: str = ""
    decimals: int = 0

    @property
    def count(self) -> int | None:
        """Return the whole number that was counted, or None where this is no plain count."""
        if self.relation or self.decimals or self.is_percent or self.value < 0:
            return None
        return round(self.value)

    @property
    def is_exact(self) -> bool:
        """Tell whether one value was printed, and no limit or approximation."""
        return not self.relation

    def evidence(self, label: str) -> Evidence:
        """Return the number as evidence: what it is, as printed, and where."""
        return Evidence(label, self.text, str(self.place))


def parse(text: str, place: Place, upper: float = float("inf")) -> Printed | None:
    """Return a printed number, or None where the text is none.

    `27.1` covers 27.05 to 27.15, ends included, for halves are rounded either way; `1,250` is a
    thousand and more, `4,3` has a decimal comma, `27·1` a raised point; `<0.001` covers 0 to
    0.001, `>0.05` from there to `upper`; `about 40` covers nothing certain, and says so.
    """
    rest = text.strip()
    about = _ABOUT.match(rest)
    relation = "~" if about else ""
    rest = rest[about.end() :] if about else rest
    match = _RELATION.match(rest)
    if match is not None:
        relation = {"<=": "≤", ">=": "≥", "=": relation}.get(match[1], match[1])
        rest = rest[match.end() :]
    number = _NUMBER.match(rest.strip().rstrip(".,"))
    if number is None:
        return None
    digits = plain_digits(number["digits"])
    if digits is None:
        return None
    exact = Decimal(digits)
    if number["sign"] and number["sign"] in MINUS:
        exact = -exact
    decimals = len(digits.partition(".")[2])
    half = Decimal(5).scaleb(-decimals - 1)
    bounds = Bounds(float(exact - half), float(exact + half))
    bounds = _limited(bounds, float(exact), relation, upper)
    is_percent = number["percent"] is not None
    return Printed(text.strip(), float(exact), bounds, place, is_percent, relation, decimals)


def _limited(bounds: Bounds, value: float, relation: str, upper: float) -> Bounds:
    if relation in {"<", "≤"}:
        return Bounds(min(0.0, value), value)
    if relation in {">", "≥"}:
        return Bounds(value, max(upper, value))
    return Bounds(float("-inf"), float("inf")) if relation == "~" else bounds


def p_value(text: str, place: Place) -> Printed | None:
    """Return a printed p value; what its text covers ends at 0 and 1, unless it lies beyond."""
    printed = parse(text, place, upper=1.0)
    if printed is None or not 0 <= printed.value <= 1:
        return printed
    bounds = printed.bounds.clipped(0.0, 1.0)
    return Printed(
        printed.text,
        printed.value,
        bounds,
        place,
        printed.is_percent,
        printed.relation,
        printed.decimals,
    )


def p_text(p: Printed) -> str:
    """Return a p value as a sentence says it: `p = 0.03`, `p < 0.001`."""
    digits = p.text.lstrip("<>=≤≥ ")
    return f"p {p.relation or '='} {digits}"
