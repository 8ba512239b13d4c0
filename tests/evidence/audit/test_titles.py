"""The title of a study on a page, beside its reference and the record."""

from __future__ import annotations

import pytest

from tests.evidence.page.pages import audited, study

SNORING = {
    "Title": "Snoring and the Barking of Dogs",
    "Authors": "Xenia Näide, Yan Example",
    "Link": "https://doi.org/10.5555/pjr.2022.5",
    "Summary": "This study recorded snoring people and barking dogs in 64 homes in winter.",
    "Results": "Dogs barked more often in homes where people snored.",
    "Conclusion": "Snoring people and barking dogs keep each other awake.",
    "Citation": None,
}
REFERENCE = (
    "Näide X, Example Y. Snoring and the barking of dogs. Pretend Journal of Rest. 2022;4(1):11-15."
)


def of_snoring(**fields: str | None) -> list[tuple[str, str, str]]:
    audit = audited(study(**{**SNORING, "Citation": REFERENCE, **fields}))
    wanted = {"record-design", "record-title"}
    return [
        (one.rule, one.severity, str(one.place)) for one in audit.findings if one.rule in wanted
    ]


def test_words_of_design_in_the_pages_own_title_are_found_at_the_title():
    title = "Snoring and the Barking of Dogs: A Prospective Cohort Study, Pretend J Rest, 2022"
    assert [("record-design", "advice", "page.txt:1:8")] == of_snoring(Title=title)


@pytest.mark.parametrize(
    "title",
    [
        "Snoring and the Barking of Dogs",
        "Snoring and the Barking of Dogs (2022)",
        "Snoring and the Barking of Dogs: What the Neighbours Say",
    ],
)
def test_a_title_without_words_of_design_adds_none(title: str):
    assert [] == of_snoring(Title=title)


def test_what_title_and_reference_add_alike_is_told_once():
    cited = REFERENCE.replace("dogs.", "dogs: a cohort study.")
    found = of_snoring(Title="Snoring and the Barking of Dogs: A Cohort Study", Citation=cited)
    assert [("record-design", "advice", "page.txt:7:31")] == found


@pytest.mark.parametrize(
    "tail",
    [
        "",
        ", The Night Owl (2022)",
        ", The Night Owl, 2022",
        ", The Night Owl 2022",
        " (2022)",
    ],
)
def test_a_study_without_reference_is_known_by_its_title_whatever_journal_stands_behind(tail: str):
    title = f"Snoring and the Barking of Dogs{tail}"
    (row,) = audited(study(**{**SNORING, "Title": title, "Link": None})).rows
    assert "`naide2022` by its title" == row.record
    candidates = [one.severity for one in row.findings if one.rule == "record-candidate"]
    assert ["advice"] == candidates


def test_what_stands_in_brackets_and_is_no_year_belongs_to_the_title():
    title = "Snoring and the Barking of Dogs, Cats and Canaries of the Neighbours (Part 2)"
    (row,) = audited(study(**{**SNORING, "Title": title, "Link": None})).rows
    assert "" == row.record
