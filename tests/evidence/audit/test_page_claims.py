"""Claims of somebody else's page that no study can keep."""

from __future__ import annotations

import pytest

from press.evidence.finding import Finding
from tests.evidence.page.pages import audited, study


def claims(**fields: str) -> list[Finding]:
    return [one for one in audited(study(**fields)).findings if one.rule == "claim-strength"]


def test_a_conclusion_that_promises_the_moon_is_told_once_with_every_word_of_it():
    text = "This trial proves that naps cure sadness, are completely safe and a breakthrough."
    (found,) = claims(Conclusion=text)
    assert "`proves`, `cure`, `safe` and `breakthrough` promise more than a study can keep" == (
        found.message
    )
    assert ("warning", 6, 24) == (found.severity, found.place.line, found.place.column)
    assert [("text", text, "page.txt:6")] == [tuple(one) for one in found.evidence]


@pytest.mark.parametrize(
    "text",
    [
        "Naps are an effective treatment of sadness.",
        "Naps safely lifted the mood.",
        "A nap may help.\nNaps are a game-changer",
        "Naps cured sadness, though nobody knows why.",
        "- It is not known whether naps last\n- Naps are a miracle",
    ],
)
@pytest.mark.parametrize("label", ["Summary", "Abstract", "Conclusion", "Bottom line"])
def test_a_promise_in_summary_or_conclusion_is_found(label: str, text: str):
    fields = {"Summary": None, "Conclusion": None, label: text}
    assert 1 == len(claims(**fields))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text",
    [
        "A nap lifted the mood of readers.",
        "Naps may be effective, and nobody can say yet whether they are safe.",
        "Naps were not a breakthrough.",
        "Naps were more effective than coffee.",
        "The paper calls naps “safe and effective”.",
        "Are naps effective?",
        "The effectiveness and safety of naps were measured.",
        "This trial was meant to prove that naps work.",
        "It is not known,\nwhether Naps are safe.",
    ],
)
@pytest.mark.parametrize("label", ["Summary", "Conclusion"])
def test_what_was_found_and_what_is_qualified_is_no_promise(label: str, text: str):
    assert [] == claims(**{label: text})


def test_results_and_the_title_are_not_read_for_claims():
    title = "A Safe and Effective Breakthrough: A Randomized Trial"
    assert [] == claims(Title=title, Results="Naps were safe in 40 readers.")


def test_a_sentence_without_end_is_read_as_fast_as_others():
    assert 1 == len(claims(Summary="safe " * 20_000))
