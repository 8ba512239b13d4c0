"""Sizes of groups against the number of all who took part: plain addition."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from press.evidence.finding import Evidence, Finding
from press.evidence.numbers.catalogue import computed, found
from press.evidence.numbers.printed import Printed

_SUM = "sum of the groups"


def size_findings(
    sizes: Sequence[Printed], total: Printed, *, is_divided: bool, is_whole: bool
) -> Iterator[Finding]:
    """Yield where groups do not add up to the participants.

    `is_divided` says that nobody is in two of the groups, `is_whole` that everybody is in one.
    """
    counted, people = [size.count for size in sizes], total.count
    if people is None:
        return
    for size, number in zip(sizes, counted, strict=True):
        if number is not None and number > people:
            message = f"a group of {number} is larger than the {people} who took part"
            evidence = (size.evidence("group"), total.evidence("participants"))
            yield found("number-arms-over", message, size.place, *evidence)
            return
    if None in counted or len(sizes) < 2:  # noqa: PLR2004 - one group is no division
        return
    added = sum(number or 0 for number in counted)
    evidence_ = [*(size.evidence("group") for size in sizes), total.evidence("participants")]
    terms = " + ".join(str(number) for number in counted)
    given: Evidence = computed(f"{terms} = {added}", _SUM)
    if added > people and is_divided:
        message = f"the groups hold {added} people ({terms}), but {people} took part"
        yield found("number-arms-over", message, sizes[0].place, *evidence_, given)
    elif added < people and is_whole:
        message = (
            f"the groups hold {added} people ({terms}), and {people} took part; people who left "
            "or were not analysed, or a further group, would explain it"
        )
        yield found("number-arms-short", message, sizes[0].place, *evidence_, given)
