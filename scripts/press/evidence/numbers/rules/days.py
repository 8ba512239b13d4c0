"""Days of a follow-up against their percentage of days: 100 × days / days of follow-up."""

from __future__ import annotations

from collections.abc import Iterator

from press.evidence.finding import Evidence, Finding
from press.evidence.numbers.bounds import Bounds, shown
from press.evidence.numbers.catalogue import computed, found
from press.evidence.numbers.printed import Printed

_UNITS = {"day": (1.0, 1.0), "week": (7.0, 7.0), "month": (28.0, 30.7), "year": (364.0, 366.0)}
_SHARE = "100 × days / days of follow-up"


def period(number: float, unit: str) -> Bounds:
    """Return how many days a follow-up has: 6 months have 168 (24 weeks) to 184 days.

    `unit` is `day`, `week`, `month` or `year`; raises KeyError for any other.
    """
    shortest, longest = _UNITS[unit]
    if unit == "month" and number == 1:
        longest = 31.0
    return Bounds(round(number * shortest), round(number * longest))


def day_findings(
    days: Printed, follow_up: Bounds, percent: Printed | None, why: Evidence
) -> Iterator[Finding]:
    """Yield days that the follow-up does not have, or that do not give their percentage of it.

    `why` is the evidence for the length of the follow-up.
    """
    if not days.is_exact:
        return
    if days.bounds.low > follow_up.high:
        message = f"{days.text} days do not fit into a follow-up of {follow_up} days"
        yield found("number-days-over", message, days.place, days.evidence("days"), why)
        return
    if percent is None or not percent.is_exact:
        return
    share = days.bounds.over(follow_up).times(100)
    if percent.bounds.meets(share):
        return
    exact = Bounds(100 * days.value / follow_up.high, 100 * days.value / follow_up.low)
    message = (
        f"{days.text} of {follow_up} days are {exact}%, not {percent.text}; a median beside a "
        f"mean, a share of people, or {shown(100 * days.value / percent.value)} days of follow-up "
        "would explain it"
    )
    yield found(
        "number-days",
        message,
        percent.place,
        days.evidence("days"),
        why,
        percent.evidence("percentage"),
        computed(f"{exact}%", _SHARE),
    )
