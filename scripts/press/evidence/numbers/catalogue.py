"""The rules on numbers: what each catches, how grave it is, and how to mend it."""

from __future__ import annotations

from typing import NamedTuple

from press.evidence.finding import Evidence, Finding, Place, RuleNote
from press.publication.problems import Severity


class NumberRule(NamedTuple):
    """A rule: the gravest severity it gives, what it catches in one line, how to mend that."""

    severity: Severity
    catches: str
    mend: str


_LOOK_UP = "look the numbers up in the source, and correct the one that is wrong"
_TEST = "look up which test gave the p value, and name it if the p value is right"

RULES: dict[str, NumberRule] = {
    "number-percent-range": NumberRule(
        "error", "a percentage of people above 100 or below 0", _LOOK_UP
    ),
    "number-percent-events": NumberRule(
        "error", "a percentage that its own events and total do not give", _LOOK_UP
    ),
    "number-events-total": NumberRule(
        "error", "more people with the outcome than people", _LOOK_UP
    ),
    "number-grim-percent": NumberRule(
        "warning",
        "a percentage that no count of people gives in a group of that size",
        "look up how many people were counted, and print events and total",
    ),
    "number-grim-groups": NumberRule(
        "warning",
        "percentages of two groups that no division of the participants gives",
        "look up the size of each group, and print events and total",
    ),
    "number-grim-mean": NumberRule(
        "warning",
        "a mean of whole scores that no sum of scores gives in a group of that size",
        "look up how many people were measured, and whether the mean comes from a model",
    ),
    "number-ci-order": NumberRule(
        "error", "a confidence interval whose lower limit is the higher one", _LOOK_UP
    ),
    "number-ci-estimate": NumberRule(
        "error", "a confidence interval that does not hold its estimate", _LOOK_UP
    ),
    "number-ci-range": NumberRule(
        "error", "an interval or estimate that its measure cannot take", _LOOK_UP
    ),
    "number-ci-centre": NumberRule(
        "warning", "an estimate far from the centre of its confidence interval", _LOOK_UP
    ),
    "number-p-range": NumberRule("error", "a p value above 1 or below 0", _LOOK_UP),
    "number-p-zero": NumberRule(
        "warning", "a p value printed as 0", "print what is known, such as p < 0.001"
    ),
    "number-p-ci": NumberRule(
        "warning", "a p value that estimate and confidence interval do not give", _TEST
    ),
    "number-p-crosses": NumberRule(
        "warning", "a p value and an interval that disagree on whether there is an effect", _TEST
    ),
    "number-p-proportions": NumberRule(
        "warning", "a p value that the two proportions do not give", _TEST
    ),
    "number-p-means": NumberRule(
        "warning", "a p value that means, standard deviations and sizes do not give", _TEST
    ),
    "number-p-correlation": NumberRule(
        "warning",
        "a p value that the correlation does not have in a group of that size",
        "look up how many people the correlation was computed from, and print it",
    ),
    "number-effect-arms": NumberRule(
        "warning",
        "an effect that the results of the two groups do not give",
        "look the numbers up in the source, and say if the estimate is adjusted",
    ),
    "number-ratio-percent": NumberRule(
        "warning", "a relative change in per cent that its ratio does not give", _LOOK_UP
    ),
    "number-nnt": NumberRule(
        "warning", "a number needed to treat that the two proportions do not give", _LOOK_UP
    ),
    "number-nnt-time": NumberRule(
        "warning",
        "a number needed to treat without the time it holds for",
        "add the time, such as `over 12 weeks`",
    ),
    "number-relative-only": NumberRule(
        "advice",
        "a relative effect without the absolute one",
        "print how many people of each group had the outcome, or that the source does not say",
    ),
    "number-arms-over": NumberRule(
        "error", "groups that hold more people than took part", _LOOK_UP
    ),
    "number-arms-short": NumberRule(
        "warning",
        "groups that hold fewer people than took part",
        "say who is missing, and why",
    ),
    "number-days-over": NumberRule("error", "more days than the follow-up has", _LOOK_UP),
    "number-days": NumberRule(
        "warning", "days of follow-up that do not give their percentage of days", _LOOK_UP
    ),
    "number-direction": NumberRule(
        "warning", "a word such as `lower` with an effect of the opposite sign", _LOOK_UP
    ),
    "number-significance": NumberRule(
        "warning", "the word `significant` against its own p value or interval", _LOOK_UP
    ),
}

NOTES: tuple[RuleNote, ...] = tuple(
    RuleNote(name, "numbers", rule.catches, rule.mend) for name, rule in RULES.items()
)


def found(
    rule: str,
    message: str,
    place: Place,
    *evidence: Evidence,
    severity: Severity | None = None,
) -> Finding:
    """Return a finding of a rule of the table, with the rule's severity unless another is given."""
    entry = RULES[rule]
    return Finding(rule, severity or entry.severity, message, entry.mend, place, evidence)


def computed(value: str, source: str) -> Evidence:
    """Return a value that we computed as evidence, with the source of its formula."""
    return Evidence("computed", value, source)
