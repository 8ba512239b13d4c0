"""Titles, journals, volumes, pages, years and identifiers compared by their own rules."""

from __future__ import annotations

import pytest

from press.evidence.entries.work_of import decoded, work_of
from press.evidence.works.comparison import compared
from press.evidence.works.identifiers import Identifier, identified, normal_doi
from press.evidence.works.journals import compared_journals
from press.evidence.works.locators import (
    compared_issues,
    compared_pages,
    compared_years,
    is_backward,
    ranges,
)
from press.evidence.works.titles import compared_titles, design_words
from press.evidence.works.work import Work
from tests.evidence.samples import entry


def title(ours: str, *theirs: str) -> list[tuple[str, str]]:
    return [(one.kind, one.weight) for one in compared_titles(ours, theirs)]


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("Warm socks: a trial", "Warm Socks: A Trial."),
        ("Warm socks – a trial", "Warm socks - a trial"),
        ("Warm socks: a trial", "RETRACTED: Warm socks: a trial"),
        ("Warm socks", "[Warm socks.]"),
        ("Effects of S-ketamine on CO2", "Effects of <i>S</i>-ketamine on CO<sub>2</sub>"),
        ("Ketamine’s effects", "Ketamine's effects"),
        ("Socks & feet", "Socks and feet"),
    ],
)
def test_titles_in_two_writings_are_the_same(ours: str, theirs: str):
    assert [] == title(ours, theirs)


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        ("A randomised trial of colour", "A randomized trial of color", ("spelling", "advice")),
        ("Six month follow up", "Six-month follow-up", None),
        ("Warm socks", "Warm socks: a randomised trial", ("subtitle missing", "warning")),
        (
            "Warm socks: a randomised trial",
            "Warm socks",
            ("subtitle not on the record", "unconfirmed"),
        ),
        (
            "Socks for cold feet: a randomised trial",
            "Socks for cold feet: a secondary analysis of a randomised trial",
            ("design words", "error"),
        ),
        (
            "Socks for cold feet: an open-label study",
            "Socks for cold feet: a double-blind study",
            ("design words", "error"),
        ),
        (
            "Warm socks for very cold feet in the northern winter months",
            "Warm socks for very cold feet in the northern winter month",
            ("wording", "warning"),
        ),
        ("Warm socks", "Cold tea", ("another title", "error")),
    ],
)
def test_titles_that_differ_say_how(ours: str, theirs: str, expected: tuple[str, str] | None):
    assert ([expected] if expected else []) == title(ours, theirs)


def test_a_title_may_be_that_of_another_language():
    assert [] == title("Warme Socken", "Warm socks", "Warme Socken")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("A randomised, double-blind, placebo-controlled trial",
         {"randomised", "double-blind", "placebo", "controlled"}),
        ("Non-randomised open label study", {"not randomised", "open-label"}),
        ("A network meta-analysis", {"network meta-analysis"}),
        ("Secondary analysis of an RCT", {"secondary analysis", "randomised"}),
        ("Socks", set()),
    ],
)  # fmt: skip
def test_words_of_design_are_found(text: str, words: set[str]):
    assert words == design_words(text)


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("The New England Journal of Medicine", ["New England Journal of Medicine"]),
        ("N Engl J Med", ["New England Journal of Medicine"]),
        ("N. Engl. J. Med.", ["The New England journal of medicine"]),
        ("JAMA Psychiatry", ["JAMA psychiatry"]),
        ("Medicina (Kaunas)", ["Medicina (Kaunas, Lithuania)"]),
        ("Medicina", ["Medicina (Kaunas, Lithuania)"]),
        ("QJM", ["QJM : monthly journal of the Association of Physicians"]),
        ("J Clin Psychiatry", ["The Journal of clinical psychiatry", "J Clin Psychiatry"]),
        ("Anaesthesia", ["Anaesthesia"]),
        ("BJPsych Open", ["BJPsych open"]),
    ],
)
def test_one_journal_under_two_names_is_the_same(ours: str, theirs: list[str]):
    assert {"advice"} >= {one.weight for one in compared_journals(ours, theirs)}


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("JAMA", ["JAMA Psychiatry"]),
        ("The Psychiatrist", ["Psychiatrist.com news"]),
        ("American Journal of Psychiatry", ["British Journal of Psychiatry"]),
        ("Journal of Psychopharmacology", ["Human Psychopharmacology: Clinical and Experimental"]),
        ("Frontiers in Psychology", ["Frontiers in Psychiatry"]),
        ("Biological Psychiatry", ["Biological Psychology"]),
    ],
)
def test_two_journals_are_two(ours: str, theirs: list[str]):
    assert ["error"] == [one.weight for one in compared_journals(ours, theirs)]


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("1298--1309", "1298-309"),
        ("1298–1309", "1298-1309"),
        ("pp. 12-15", "12-5"),
        ("S100-S108", "S100-8"),
        ("e70008", "e70008"),
        ("24m15257", "24M15257"),
        ("5", "5-5"),
        ("001-009", "1-9"),
    ],
)
def test_pages_in_two_writings_are_the_same(ours: str, theirs: str):
    assert () == compared_pages(ours, [theirs])


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        ("101-109", "201-209", ("pages", "error")),
        ("101-109", "101-108", ("pages", "error")),
        ("e70008", "e70009", ("pages", "error")),
        ("101", "101-109", ("last page missing", "advice")),
        ("101-109", "101", ("last page not on the record", "unconfirmed")),
        ("70008", "e70008", ("letter e", "advice")),
    ],
)
def test_pages_that_differ_say_how(ours: str, theirs: str, expected: tuple[str, str]):
    assert [expected] == [(one.kind, one.weight) for one in compared_pages(ours, [theirs])]


def test_the_article_number_is_as_good_as_the_range():
    assert () == compared_pages("e19", ["1-9", "e19"])


@pytest.mark.parametrize(("text", "expected"), [("109-101", True), ("101-9", False), ("e5", False)])
def test_pages_that_run_backward_are_found(text: str, expected: bool):  # noqa: FBT001
    assert expected is is_backward(text)


def test_pages_can_be_several_ranges():
    assert ["1-9", "12", "s3-s5"] == [str(one) for one in ranges("1-9, 12; S3-5")]


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        (("12", "3"), ("12", "3"), {"volume": [], "number": []}),
        (("12", "3"), ("12", "03"), {"volume": [], "number": []}),
        (("12", "Suppl 1"), ("12 Suppl 1", ""), {"volume": [], "number": []}),
        (("12", "S1"), ("12", "Suppl 1"), {"volume": [], "number": []}),
        (("12", "3"), ("13", "3"), {"volume": ["error"], "number": []}),
        (("12", "3"), ("12", "4"), {"volume": [], "number": ["error"]}),
        (("12", "3"), ("12", ""), {"volume": [], "number": ["unconfirmed"]}),
        (("12", ""), ("12", "3"), {"volume": []}),
        (("12", "3-4"), ("12", "3–4"), {"volume": [], "number": []}),
    ],
)
def test_volume_and_number_are_compared_together(
    ours: tuple[str, str], theirs: tuple[str, str], expected: dict[str, list[str]]
):
    found = compared_issues(ours, theirs)
    assert expected == {name: [one.weight for one in remarks] for name, remarks in found.items()}


@pytest.mark.parametrize(
    ("ours", "issue", "online", "expected"),
    [
        ("2024", ["2024"], ["2023"], []),
        ("2023", ["2024"], ["2023"], ["advice"]),
        ("2023", [], ["2023"], []),
        ("2022", ["2024"], ["2023"], ["error"]),
        ("2024-03", ["2024"], [], []),
    ],
)
def test_a_year_is_that_of_the_issue_or_of_the_screen(
    ours: str, issue: list[str], online: list[str], expected: list[str]
):
    assert expected == [one.weight for one in compared_years(ours, issue, online)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10.1056/NEJMoa2302399", ("doi", "10.1056/nejmoa2302399")),
        ("doi: 10.1056/NEJMoa2302399.", ("doi", "10.1056/nejmoa2302399")),
        (
            "https://dx.doi.org/10.1016/S0006-3223(99)00230-9",
            ("doi", "10.1016/s0006-3223(99)00230-9"),
        ),
        ("(10.1056/x)", None),
        ("https://www.nejm.org/doi/full/10.1056/NEJMoa2302399", ("doi", "10.1056/nejmoa2302399")),
        ("https://x.org/doi/10.1056/NEJMoa2302399/pdf?x=1", ("doi", "10.1056/nejmoa2302399")),
        ("https://doi.org/10.1056/NEJMoa2302399?from=mail", ("doi", "10.1056/nejmoa2302399")),
        ("37224232", ("pmid", "37224232")),
        ("PMID:037224232", ("pmid", "37224232")),
        ("https://pubmed.ncbi.nlm.nih.gov/37224232/?utm=1", ("pmid", "37224232")),
        ("pmc10500000", ("pmcid", "PMC10500000")),
        ("https://www.ncbi.nlm.nih.gov/pmc/articles/PMC10500000/", ("pmcid", "PMC10500000")),
        ("https://pubmed.ncbi.nlm.nih.gov/?term=", None),
        ("https://example.org/article", None),
        ("", None),
        ("0", None),
    ],
)
def test_identifiers_are_read_however_they_are_written(text: str, expected: tuple[str, str] | None):
    assert (Identifier(*expected) if expected else None) == identified(text)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "doi"),
    [
        ("10.5555/a%28b%29", "10.5555/a(b)"),
        ("10.5555/x),", "10.5555/x"),
        ("10.5555/<x>", "10.5555/<x>"),
        ("11.5555/x", ""),
    ],
)
def test_what_surrounds_a_doi_is_no_part_of_it(text: str, doi: str):
    assert doi == normal_doi(text)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        (r"Johnson \& Johnson", "Johnson & Johnson"),
        ("{KARE} and {Ketamine}", "KARE and Ketamine"),
        (r"M{\"u}ller 2002--2022", "Müller 2002–2022"),
        ("a~b\n  c", "a b c"),
    ],
)
def test_bibtex_is_read_away(text: str, plain: str):
    assert plain == decoded(text)


def test_an_entry_is_read_as_a_work():
    work = work_of(entry(eprint="PMC5", eprinttype="pmc", subtitle="more", pmid=None))
    assert ("PMC5", "") == (work.pmcid, work.pmid)
    assert work.title.endswith("trial: more")


@pytest.mark.parametrize("year", ["n.d.", "in press", "forthcoming"])
def test_an_entry_without_a_year_claims_none(year: str):
    assert () == work_of(entry(year=year)).years


def test_a_field_that_the_record_lacks_is_unconfirmed():
    found = compared(work_of(entry()), Work(titles=("Warm socks",)))
    assert "unconfirmed" == found["journal"][0].weight
