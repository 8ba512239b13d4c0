"""A printed p value against those that tests of the groups' own numbers give."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from press.evidence.finding import Evidence, Finding
from press.evidence.numbers.bounds import Bounds
from press.evidence.numbers.catalogue import computed, found
from press.evidence.numbers.effect import Effect
from press.evidence.numbers.printed import p_text

_FACTOR = 2.0
"""Adjusted and stratified models differ by about this factor in p from a plain test."""


class GroupTest(NamedTuple):
    """A kind of test as messages tell it.

    What is compared (`the two proportions`), how (`the usual tests`), what would explain another
    p value, and the source of the formulas.
    """

    rule: str
    compared: str
    tests: str
    explained: str
    source: str


def group_test_findings(test: GroupTest, effect: Effect, possible: Bounds) -> Iterator[Finding]:
    """Yield a finding where a printed p value is not among nor near the `possible` ones."""
    p = effect.p
    if p is None or not 0 <= p.value <= 1:
        return
    if p.bounds.meets(Bounds(possible.low / _FACTOR, min(1.0, possible.high * _FACTOR))):
        return
    message = (
        f"{test.compared} give p {possible} by {test.tests}, not {p_text(p)}; {test.explained} "
        "would explain it"
    )
    last = computed(f"p {possible}", test.source)
    yield found(test.rule, message, p.place, *_numbers(effect), p.evidence("p"), last)


def _numbers(effect: Effect) -> Iterator[Evidence]:
    for group in effect.groups:
        printed = {
            "mean": group.mean,
            "standard deviation": group.sd,
            "events": group.events,
            "percentage": group.percent,
            "total": group.n,
        }
        for label, number in printed.items():
            if number is not None:
                yield number.evidence(f"{label}, {group.name}")
