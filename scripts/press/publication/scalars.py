"""The single values of front matter: texts, numbers as they are printed, days, counts."""

from __future__ import annotations

import datetime
import re
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints

from press.publication.numbers import NUMBER

# ZIP and gzip, in which our files are packed, know no day before and none long after.
FIRST_DAY = datetime.date(1980, 1, 1)
LAST_DAY = datetime.date(2099, 12, 31)
# More than people live: no study has so many.
_MOST_COUNTED = 10_000_000_000
_LONGEST_NUMBER = 40

Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Citekey = Annotated[str, Field(min_length=1, description="A citekey of the bibliography.")]
Slug = Annotated[str, StringConstraints(pattern=r"^[^\s/\\#?%][^/\\#?%]*$")]
# Trailing zeros carry precision, so numbers of estimates are written as strings: "0.50".
Number = Annotated[str, StringConstraints(pattern=rf"^{NUMBER} ?%?$", max_length=_LONGEST_NUMBER)]
NumberOrNotReported = Annotated[
    str,
    StringConstraints(pattern=rf"^(?:{NUMBER} ?%?|not reported)$", max_length=_LONGEST_NUMBER),
]
PValue = Annotated[
    str, StringConstraints(pattern=r"^[<>=≤≥]? ?[01]?\.\d+$", max_length=_LONGEST_NUMBER)
]
Count = Annotated[int, Field(ge=0, le=_MOST_COUNTED, strict=True)]
Year = Annotated[int, Field(ge=1800, le=2100, strict=True)]
IssueNumber = Annotated[int, Field(ge=0, le=1_000_000, strict=True)]


def _real_date(value: Any) -> Any:
    """Refuse the timestamps and numbers that pydantic would otherwise turn into a date."""
    if isinstance(value, (int, float)) or (
        isinstance(value, str) and re.fullmatch(r"\s*[-+]?[\d.]+\s*", value)
    ):
        msg = "a date is written year-month-day, such as 2026-11-20"
        raise ValueError(msg)
    return value


def _near_date(value: datetime.date) -> datetime.date:
    if not FIRST_DAY <= value <= LAST_DAY:
        msg = f"write a day between {FIRST_DAY.isoformat()} and {LAST_DAY.isoformat()}"
        raise ValueError(msg)
    return value


Day = Annotated[datetime.date, BeforeValidator(_real_date)]
Date = Annotated[Day, AfterValidator(_near_date)]
