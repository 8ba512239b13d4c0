"""Estimates of front matter: what is right passes, one changed number is found at its key."""

from __future__ import annotations

from typing import Any

import pytest

from press.evidence.finding import Finding, Place
from press.evidence.numbers import check_estimates
from press.publication import Estimate, Participants
from press.publication.model import Design

SOCKS = {"name": "Socks", "n": "30", "events": "12", "value": "40%"}
NONE = {"name": "No socks", "n": "31", "events": "20", "value": "64.5%"}


def estimate(**changed: Any) -> dict[str, Any]:
    """Return a right estimate: 12 of 30 against 20 of 31, as a risk ratio."""
    base: dict[str, Any] = {
        "outcome": "Cold feet",
        "time_point": "Bedtime",
        "arms": [SOCKS, NONE],
        "measure": "risk ratio",
        "estimate": "0.62",
        "ci": {"low": "0.37", "high": "1.03"},
        "p": "0.06",
        "better": "lower",
        "source": {"cite": "sample2026"},
    }
    return base | changed


def found(*estimates: dict[str, Any], n: Any = None, design: str | None = None) -> list[Finding]:
    def where(key: str) -> Place:
        return Place("socks.md", subject=key)

    return check_estimates(
        [Estimate.model_validate(one) for one in estimates],
        where,
        participants=None if n is None else Participants.model_validate(n),
        design=None if design is None else Design(design),
        study="sample2026",
    )


def rules(*estimates: dict[str, Any], n: Any = None, design: str | None = None) -> set[str]:
    return {finding.rule for finding in found(*estimates, n=n, design=design)}


def ketamine(**changed: Any) -> dict[str, Any]:
    """Return a right difference of means, in points, with groups."""
    arms = [
        {"name": "Socks", "n": "20", "mean": "12.35", "sd": "4.1"},
        {"name": "No socks", "n": "20", "mean": "17.45", "sd": "4.6"},
    ]
    base = estimate(
        arms=arms,
        measure="mean difference",
        unit="points",
        estimate="-5.1",
        ci={"low": "-7.9", "high": "-2.3"},
        p="<0.001",
    )
    return base | changed


def alone(measure: str, value: str, low: str, high: str, **changed: Any) -> dict[str, Any]:
    ci = {"low": low, "high": high}
    return estimate(measure=measure, estimate=value, ci=ci, p=None, arms=[]) | changed


def arm(base: dict[str, str], **changed: str) -> dict[str, str]:
    return base | changed


RIGHT = {
    "a risk ratio": estimate(),
    "an odds ratio": estimate(
        measure="odds ratio", estimate="0.37", ci={"low": "0.13", "high": "1.04"}
    ),
    "a risk difference in points": estimate(
        measure="risk difference",
        unit="percentage points",
        estimate="-24.5",
        ci={"low": "-48.9", "high": "-0.2"},
        p="0.055",
    ),
    "a risk difference from 0 to 1": estimate(
        measure="risk difference", estimate="-0.25", ci={"low": "-0.49", "high": "0.00"}
    ),
    "a difference of means": ketamine(),
    "a percentage no count gives, out of a model, and the note says so": estimate(
        arms=[{"name": "Socks", "n": "30", "value": "42%"}],
        estimate="not reported",
        ci=None,
        p=None,
        note="Kaplan-Meier estimates.",
    ),
    "a p value for non-inferiority": estimate(
        p="<0.001", note="The p value is for non-inferiority."
    ),
    "an adjusted estimate, and the note says so": estimate(
        estimate="0.70", ci={"low": "0.45", "high": "1.09"}, p="0.11", note="Adjusted for age."
    ),
    "a correlation": estimate(
        measure="correlation",
        estimate="0.65",
        ci=None,
        p="0.04",
        arms=[{"name": "Socks", "n": "10"}],
    ),
    "a median without a number of its own": estimate(
        measure="mean",
        estimate="not reported",
        ci=None,
        p=None,
        arms=[{"name": "Socks", "value": "median −40.0 mg"}],
    ),
    "a hazard ratio with its absolute figure beside it": alone(
        "hazard ratio", "0.80", "0.64", "1.00", arms=[{"name": "Socks", "value": "40%"}]
    ),
    "a hazard ratio whose test counts time": estimate(
        measure="hazard ratio", estimate="0.50", ci=None, p="0.004"
    ),
    "nothing but an outcome": estimate(arms=[], estimate="not reported", ci=None, p=None),
}


@pytest.mark.parametrize("case", RIGHT)
def test_a_right_estimate_passes(case: str):
    assert [] == found(RIGHT[case])


WRONG: dict[str, tuple[str, str, dict[str, Any]]] = {
    "percentage of its events": (
        "number-percent-events",
        "estimates.0.arms.0.value",
        estimate(arms=[arm(SOCKS, value="45%"), NONE]),
    ),
    "more events than people": (
        "number-events-total",
        "estimates.0.arms.0.events",
        estimate(arms=[{"name": "Socks", "n": "30", "events": "33"}, NONE]),
    ),
    "percentage above 100": (
        "number-percent-range",
        "estimates.0.arms.0.value",
        estimate(arms=[{"name": "Socks", "value": "104%"}, NONE]),
    ),
    "percentage no count gives": (
        "number-grim-percent",
        "estimates.0.arms.0.value",
        estimate(arms=[{"name": "Socks", "n": "30", "value": "42%"}, NONE]),
    ),
    "mean no scores give": (
        "number-grim-mean",
        "estimates.0.arms.0.mean",
        ketamine(arms=[{"name": "Socks", "n": "20", "mean": "12.37"}]),
    ),
    "limits in the wrong order": (
        "number-ci-order",
        "estimates.0.ci.low",
        ketamine(ci={"low": "-2.3", "high": "-7.9"}),
    ),
    "estimate outside its interval": (
        "number-ci-estimate",
        "estimates.0.estimate",
        alone("risk ratio", "0.30", "0.37", "1.03"),
    ),
    "ratio below 0": (
        "number-ci-range",
        "estimates.0.ci.low",
        alone("odds ratio", "0.62", "-0.37", "1.03"),
    ),
    "correlation beyond 1": (
        "number-ci-range",
        "estimates.0.estimate",
        alone("correlation", "1.3", "0.2", "1.4") | {"ci": None},
    ),
    "estimate off centre": (
        "number-ci-centre",
        "estimates.0.estimate",
        alone("mean difference", "-2.6", "-7.9", "-2.3"),
    ),
    "p above 1": ("number-p-range", "estimates.0.p", estimate(p="1.5")),
    "p of 0": ("number-p-zero", "estimates.0.p", ketamine(p="0.000")),
    "p against its interval": (
        "number-p-ci",
        "estimates.0.p",
        alone("hazard ratio", "0.80", "0.64", "0.99") | {"p": "0.0001"},
    ),
    "p below 0.05 beside an interval with no effect": (
        "number-p-crosses",
        "estimates.0.p",
        alone("mean difference", "4.0", "-0.1", "8.1") | {"p": "0.04"},
    ),
    "p of two proportions": ("number-p-proportions", "estimates.0.p", estimate(ci=None, p="0.002")),
    "p of two means": ("number-p-means", "estimates.0.p", ketamine(ci=None, p="0.2")),
    "p of a correlation": (
        "number-p-correlation",
        "estimates.0.p",
        RIGHT["a correlation"] | {"p": "0.001"},
    ),
    "p of a correlation in its arm": (
        "number-p-correlation",
        "estimates.0.arms.0.value",
        RIGHT["a correlation"]
        | {"estimate": "not reported", "p": None}
        | {"arms": [{"name": "Socks", "n": "11", "value": "r = −0.41 (p = 0.016)"}]},
    ),
    "ratio of two proportions": (
        "number-effect-arms",
        "estimates.0.estimate",
        estimate(estimate="0.72", ci=None, p=None),
    ),
    "odds ratio called a risk ratio": (
        "number-effect-arms",
        "estimates.0.estimate",
        estimate(estimate="0.37", ci=None, p=None),
    ),
    "difference of means": (
        "number-effect-arms",
        "estimates.0.estimate",
        ketamine(estimate="-4.1", ci=None, p=None),
    ),
    "difference with the sign turned": (
        "number-direction",
        "estimates.0.estimate",
        ketamine(estimate="5.1", ci=None),
    ),
    "note that says the opposite": (
        "number-direction",
        "estimates.0.estimate",
        ketamine(arms=[{"name": "Socks"}, {"name": "None"}], note="Higher with socks."),
    ),
    "hazard ratio alone": (
        "number-relative-only",
        "estimates.0.estimate",
        alone("hazard ratio", "0.80", "0.64", "1.00"),
    ),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_estimate_is_found_at_its_key(case: str):
    rule, key, wrong = WRONG[case]
    findings = {finding.rule: finding for finding in found(wrong)}
    assert rule in findings
    assert key == findings[rule].place.subject
    assert findings[rule].evidence


def test_a_percentage_against_its_events_is_a_warning_where_a_model_gave_it():
    wrong = estimate(arms=[arm(SOCKS, value="43%"), NONE])
    assert ["error"] == [one.severity for one in found(wrong)]
    (finding,) = found(wrong | {"note": "Survival estimates."})
    assert ("number-percent-events", "warning") == (finding.rule, finding.severity)


def test_a_finding_prints_what_was_compared_and_what_would_explain_it():
    (finding,) = found(estimate(estimate="not reported", ci=None, p="0.002"))
    expected = (
        "the two proportions give p 0.0481 to 0.0968 by the usual tests, not p = 0.002; an "
        "adjusted or stratified model, a survival analysis or other denominators would explain it"
    )
    assert expected == finding.message
    assert [
        ("events, Socks", "12"),
        ("percentage, Socks", "40%"),
        ("total, Socks", "30"),
        ("events, No socks", "20"),
        ("percentage, No socks", "64.5%"),
        ("total, No socks", "31"),
        ("p", "0.002"),
        ("computed", "p 0.0481 to 0.0968"),
    ] == [(one.label, one.value) for one in finding.evidence]


def sizes(*numbers: int) -> list[dict[str, Any]]:
    return [{"name": f"Group {index}", "n": number} for index, number in enumerate(numbers)]


@pytest.mark.parametrize(
    ("n", "design", "expected"),
    [
        ({"total": 61, "arms": sizes(30, 31)}, "randomised trial", set()),
        ({"total": 60, "arms": sizes(30, 31)}, "randomised trial", {"number-arms-over"}),
        ({"total": 30, "arms": sizes(30, 30)}, "crossover trial", set()),
        ({"total": 65, "arms": sizes(30, 31)}, "randomised trial", {"number-arms-short"}),
        ({"total": 65, "arms": sizes(30, 31), "note": "4 left."}, "randomised trial", set()),
        ({"total": "not reported", "arms": sizes(30, 31)}, "randomised trial", set()),
        ({"total": 20, "arms": sizes(30)}, "cohort", {"number-arms-over"}),
    ],
)
def test_groups_add_up_to_the_participants(n: Any, design: str, expected: set[str]):
    assert expected == rules(n=n, design=design)


def test_the_groups_of_an_estimate_are_no_larger_than_the_trial():
    n = {"total": 50, "arms": sizes(25, 25)}
    assert {"number-arms-over"} == rules(estimate(), n=n, design="randomised trial")


def test_groups_of_another_study_are_not_held_against_the_participants():
    other = estimate(source={"cite": "other2020"})
    n = {"total": 20, "arms": sizes(10, 10)}
    assert set() == rules(other, n=n, design="randomised trial")


def test_the_same_people_before_and_after_are_not_tested_as_two_groups():
    arms = [arm(SOCKS, name="Before socks"), arm(NONE, name="After socks")]
    assert set() == rules(estimate(arms=arms, ci=None, p="0.002"))


def test_a_ratio_with_its_absolute_estimate_beside_it_passes():
    ratio = alone("risk ratio", "0.92", "0.76", "1.11")
    absolute = estimate(
        outcome="Cold feet, absolute", measure="risk difference", estimate="-5%", ci=None, p=None
    ) | {"arms": []}
    assert set() == rules(ratio, absolute)
