"""Percentages against counts: events of a total, and which percentages a group can give at all.

The grain of percentages is Brown NJL, Heathers JAJ. The GRIM Test. Soc Psychol Personal Sci
2017;8:363-369, taken for counts of people.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from press.evidence.finding import Evidence, Finding, Place
from press.evidence.numbers.bounds import Bounds, shown
from press.evidence.numbers.catalogue import computed, found
from press.evidence.numbers.effect import Effect, Group
from press.evidence.numbers.printed import Printed

GRIM = "Brown & Heathers 2017 (GRIM)"
_SLACK = 1e-9
_LARGEST = 5000
"""Groups of more people give every percentage that is printed with two decimals or fewer."""


def percentage_findings(effect: Effect) -> Iterator[Finding]:
    """Yield what is wrong with the percentages and counts of every group of an effect."""
    for group in effect.groups:
        yield from range_findings(group.percent, is_of_people=True)
        yield from _events_of_total(group)
        if group.count is not None and group.size:
            yield from _events_findings(group, is_modelled=effect.is_modelled)
        elif group.percent is not None and group.size and not effect.is_modelled:
            yield from grim_findings(group.percent, group.size, group.name)


def range_findings(percent: Printed | None, *, is_of_people: bool) -> Iterator[Finding]:
    """Yield a finding for a share of people above 100 % or below 0 %."""
    if percent is None or 0 <= percent.value <= 100 or not is_of_people:  # noqa: PLR2004
        return
    message = f"{percent.text} is no share of people, which lies between 0 and 100%"
    limits = Evidence("possible", "0 to 100%", "a part is no larger than its whole")
    yield found(
        "number-percent-range", message, percent.place, percent.evidence("percentage"), limits
    )


def _events_of_total(group: Group) -> Iterator[Finding]:
    if group.events is None or group.n is None or group.count is None or group.size is None:
        return
    if group.count > group.size:
        message = f"{group.count} of {group.size} people cannot have had the outcome"
        yield found(
            "number-events-total",
            message,
            group.events.place,
            group.events.evidence("events"),
            group.n.evidence("total"),
        )


def _events_findings(group: Group, *, is_modelled: bool) -> Iterator[Finding]:
    """Yield a finding where 100 × events / total does not round to the printed percentage.

    Arithmetic, hence an error, unless the text says that the percentage comes from a model.
    """
    percent, events, total = group.percent, group.events, group.n
    if percent is None or events is None or total is None or not percent.is_exact:
        return
    size, count = group.size or 1, group.count or 0
    share = 100 * count / size
    if count > size or percent.bounds.holds(share):
        return
    message = f"{count} of {size} is {shown(share)}%, not {percent.text}"
    if is_modelled:
        message += "; a survival estimate or a weighted or imputed figure would explain it"
    yield found(
        "number-percent-events",
        message,
        percent.place,
        percent.evidence("percentage"),
        events.evidence("events"),
        total.evidence("total"),
        computed(f"{shown(share)}%", "100 × events / total"),
        severity="warning" if is_modelled else None,
    )


def counts(percent: Bounds, size: int) -> range:
    """Return the counts of people of a group that round to a percentage; empty where none does."""
    first = math.ceil(size * percent.low / 100 - _SLACK * size)
    last = math.floor(size * percent.high / 100 + _SLACK * size)
    return range(max(0, first), min(size, last) + 1)


def grim_findings(percent: Printed, size: int, name: str) -> Iterator[Finding]:
    """Yield a finding where no count out of `size` people rounds to the printed percentage."""
    if not percent.is_exact or not 0 <= percent.value <= 100 or size < 1:  # noqa: PLR2004
        return
    if counts(percent.bounds, size):
        return
    below = math.floor(size * percent.value / 100)
    near = f"{below} are {shown(100 * below / size)}% and {below + 1} are "
    near += f"{shown(100 * (below + 1) / size)}%"
    smaller = _nearest_size(percent.bounds, size)
    message = f"no count of {size} people gives {percent.text} ({name}): {near}"
    message += "; a survival estimate, imputed values or a smaller group"
    message += f", such as {smaller}, would explain it" if smaller else " would explain it"
    yield found(
        "number-grim-percent",
        message,
        percent.place,
        percent.evidence("percentage"),
        Evidence("group", f"{name}: {size}", GRIM),
        computed(near, GRIM),
    )


def _nearest_size(percent: Bounds, size: int) -> str:
    """Return the largest smaller group that gives a percentage: `33 of 81`, or nothing."""
    for smaller in range(size - 1, 0, -1):
        fitting = counts(percent, smaller)
        if fitting:
            return f"{fitting[0]} of {smaller}"
    return ""


def group_findings(
    groups: Sequence[Sequence[Printed]], total: int, place: Place
) -> Iterator[Finding]:
    """Yield a finding where no groups of at most `total` people in all give every percentage.

    `groups` holds the percentages of each group, all of one and the same denominator. People who
    are missing only make the groups smaller, so smaller groups are tried too.
    """
    listed = [[percent for percent in group if percent.is_exact] for group in groups]
    if total > _LARGEST or not any(listed):
        return
    smallest = [_smallest_size([one.bounds for one in group], total) for group in listed]
    if None not in smallest and sum(size or 0 for size in smallest) <= total:
        return
    texts = [" and ".join(percent.text for percent in group) for group in listed]
    needs = [
        f"{text}: {'no group' if size is None else f'{size} people or more'}"
        for text, size in zip(texts, smallest, strict=True)
    ]
    message = (
        f"no groups out of {total} people give {' in one and '.join(texts)}"
        f"{' in the other' if len(texts) > 1 else ''} ({'; '.join(needs)})"
        "; survival estimates, imputed values or other denominators would explain it"
    )
    evidence = [percent.evidence("percentage") for group in listed for percent in group]
    yield found(
        "number-grim-groups",
        message,
        place,
        *evidence,
        Evidence("participants", str(total), "the text"),
        computed("; ".join(needs), GRIM),
    )


def _smallest_size(percents: Sequence[Bounds], total: int) -> int | None:
    """Return the smallest group that gives all percentages, or None up to `total`."""
    for size in range(1, total + 1):
        if all(counts(percent, size) for percent in percents):
            return size
    return None
