"""A reference as it stands in a text, beside the record of the work that it means."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

import pytest

from press.evidence.finding import Place
from press.evidence.lock.entry import Locked, Said
from press.evidence.states.references import matches, reference_findings
from press.evidence.works.names import listed
from press.evidence.works.work import Confidence, Work
from tests.evidence.states.test_states import ALL, DAY, both, crossref, editor

HERE = Place("page.md", 7, 3)
RIGHT = Work(
    titles=("Warm socks for cold feet: a randomized crossover trial",),
    authors=listed(["Sample, AB", "Beispiel, KH", "von Muster, E"]),
    journals=("J Invent Results",),
    years=("2024",),
    volume="12",
    number="3",
    pages=("101-9",),
    doi="10.5555/socks.2024.1",
    pmid="90000001",
)


def rules(reference: Work, locked: Locked) -> list[tuple[str, str]]:
    found = reference_findings(reference, locked, HERE, "the reference of item 3")
    return [(one.rule, one.severity) for one in found]


def test_a_right_reference_has_no_finding():
    assert [] == rules(RIGHT, both())


def test_a_reference_that_gives_little_is_compared_by_what_it_gives():
    assert [] == rules(Work(journals=("Journal of Invented Results",), years=("2024",)), both())


@pytest.mark.parametrize(
    ("wrong", "rule"),
    [
        (replace(RIGHT, journals=("Pain Letters",)), "record-journal"),
        (replace(RIGHT, authors=listed(["Sample, A", "Fremd, X"])), "record-author"),
        (replace(RIGHT, pages=("301-309",)), "record-locator"),
        (replace(RIGHT, volume="99"), "record-locator"),
        (replace(RIGHT, doi="10.5555/another"), "record-identifier"),
        (replace(RIGHT, pmid="5"), "record-identifier"),
        (replace(RIGHT, years=("1999",)), "record-year"),
        (replace(RIGHT, titles=("Cold tea for warm hands",)), "record-title"),
    ],
)
def test_what_is_wrong_is_an_error(wrong: Work, rule: str):
    assert {(rule, "error")} == set(rules(wrong, both()))
    assert {(rule, "error")} == set(rules(wrong, editor("record seen", **ALL)))


def test_beside_what_is_only_recalled_it_is_a_warning_that_says_so():
    wrong = replace(RIGHT, journals=("Pain Letters",))
    (found,) = reference_findings(wrong, editor("recalled", **ALL), HERE, "item 3")
    assert ("record-journal", "warning") == (found.rule, found.severity)
    assert (
        "item 3: the journal is `Pain Letters` here, our editors recall, without a record, "
        "`Journal of Invented Results`"
    ) == found.message


@pytest.mark.parametrize("confidence", ["not established"])
def test_beside_what_is_not_established_nothing_is_wrong(confidence: Confidence):
    wrong = replace(RIGHT, journals=("Pain Letters",), pages=("1-2",))
    assert [] == rules(wrong, editor(confidence, **ALL))


def test_one_registry_that_agrees_is_enough():
    locked = both(**{"container-title": ["Another Name"], "short-container-title": []})
    assert [] == rules(RIGHT, locked)


def test_evidence_has_both_values_and_both_sources():
    wrong = replace(RIGHT, journals=("Pain Letters",))
    (found,) = reference_findings(wrong, crossref(), HERE, "item 3")
    assert [
        ("journal", "Pain Letters", "page.md:7:3"),
        ("journal", "Journal of Invented Results", "Crossref, 2026-11-21"),
    ] == [tuple(one) for one in found.evidence]


ELSEWHERE = {"journals": ("Pain Letters",), "volume": "77", "pages": ("901--909",)}
INVENTED = replace(
    RIGHT, titles=("Cold tea for warm hands",), authors=listed(["Fremd, X", "Nobody, Z"])
)
ANOTHER = replace(INVENTED, **ELSEWHERE)


def test_an_identifier_that_leads_to_another_work_is_what_is_to_be_mended():
    found = reference_findings(ANOTHER, crossref(), HERE, "item 3")
    assert {"record-author", "record-title"} < {one.rule for one in found}
    mend = "the DOI leads to another work: look the identifier up, and give this work's own"
    assert {mend} == {one.mend for one in found}
    found = reference_findings(ANOTHER, both(), HERE, "item 3")
    assert all(one.mend.startswith("the DOI and the PMID lead to another") for one in found)


def test_beside_the_right_journal_volume_and_pages_the_title_is_wrong_and_not_the_identifier():
    found = reference_findings(INVENTED, crossref(), HERE, "item 3")
    why = "journal, volume and pages agree with the record, so that the DOI is this work's"
    assert {
        f"take the authors from the record: {why}",
        f"take the title from the record: {why}",
    } == {one.mend for one in found}


def test_beside_most_of_the_authors_the_title_is_wrong_and_not_the_identifier():
    names = [str(name) for name in RIGHT.authors.names]
    wrong = replace(INVENTED, authors=listed([*names, "Fremd, X"]), volume="", pages=())
    found = reference_findings(wrong, crossref(), HERE, "item 3")
    why = "most authors and journal agree with the record, so that the DOI is this work's"
    mends = {one.mend for one in found}
    assert f"take the title from the record: {why}" in mends


def test_the_same_authors_on_other_pages_wrote_another_work():
    names = [str(name) for name in RIGHT.authors.names]
    wrong = replace(ANOTHER, authors=listed([*names, "Fremd, X"]))
    found = reference_findings(wrong, crossref(), HERE, "item 3")
    assert all(one.mend.startswith("the DOI leads to another work") for one in found)


@pytest.mark.parametrize(
    "wrong",
    [
        replace(ANOTHER, titles=RIGHT.titles),
        replace(ANOTHER, authors=RIGHT.authors),
        replace(ANOTHER, doi="", pmid=""),
        replace(ANOTHER, doi="10.5555/another", pmid=""),
    ],
)
def test_a_fault_of_one_field_or_without_identifier_is_mended_from_the_record(wrong: Work):
    found = reference_findings(wrong, both(), HERE, "item 3")
    assert found
    assert not any("leads to another work" in one.mend for one in found)


LOCK = {
    "socks": editor("record seen", **ALL),
    "tea": Locked({"title": (Said(("Cold tea for warm hands",), "editor", DAY, "record seen"),)}),
}


@pytest.mark.parametrize(
    ("reference", "by"),
    [
        (Work(doi="https://doi.org/10.5555/SOCKS.2024.1"), "doi"),
        (Work(pmid="90000001"), "pmid"),
        (Work(titles=("Warm Socks for Cold Feet: A Randomised Crossover Trial.",)), "title"),
    ],
)
def test_a_reference_finds_its_work(reference: Work, by: str):
    assert [("socks", by)] == [(one.key, one.by) for one in matches(reference, LOCK)]


def test_a_reference_that_means_nothing_we_know_finds_nothing():
    assert () == matches(Work(titles=("Hats",), doi="10.5555/hats"), LOCK)


def test_title_and_identifier_of_two_works_find_both_the_identifier_first():
    reference = Work(titles=("Cold tea for warm hands",), doi="10.5555/socks.2024.1")
    found = matches(reference, LOCK)
    assert [("socks", "doi"), ("tea", "title")] == [(one.key, one.by) for one in found]
    assert found[0].likeness < 85 < found[1].likeness


def test_a_lock_that_was_read_is_indexed_once_and_another_anew():
    first, second = MappingProxyType(LOCK), MappingProxyType({"tea": LOCK["tea"]})
    reference = Work(pmid="90000001")
    assert [1, 1, 0] == [len(matches(reference, lock)) for lock in (first, first, second)]
