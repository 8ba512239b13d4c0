"""What contradicts itself in a text: each rule where it must speak, and where it must not."""

from __future__ import annotations

import pytest

from press.bibliography import parse_bibtex
from press.evidence.contradictions import contradictions, of_digest, of_page
from press.evidence.contradictions.journals import journal_of
from press.evidence.intake import read_page
from press.publication import Digest, DigestMeta, parse_source
from press.publication.validation import validated
from tests.evidence.page.pages import study

DIGEST = """\
---
title: {title}
study: paradeigma2021
topics: [sleep]
design: randomised trial
question: {{population: Readers, intervention: Nap, comparator: None, outcomes: [Mood]}}
n: 80
funding: not reported
competing_interests: not reported
bottom_line: A nap lifted the mood.
plain: People slept at noon.
certainty: not rated
author: Desk
reviewed_by: not yet reviewed
date: 2026-11-21
status: draft
---

## Summary

{summary}

## Results

{results}

## Limitations

{limitations}

## Conclusion

Naps may be tried.
"""
ENTRY = """\
@article{paradeigma2021,
  author = {Paradeigma, Z. and Example, A.},
  title = {Naps at noon in libraries: a randomized trial},
  journal = {Annals of Imaginary Medicine},
  year = {2021},
}
"""


def _on_page(**fields):
    tellings = of_page(read_page(study(**fields), path="page.txt"))
    return [(finding.rule, finding.severity) for finding in contradictions(tellings)]


def _in_digest(**values):
    texts = {
        "title": "Naps at noon",
        "summary": "In this randomised trial readers took a nap [@paradeigma2021].",
        "results": "The mood was better [@paradeigma2021].",
        "limitations": "They were few.",
    } | values
    source, problems = parse_source("docs/digests/naps.md", DIGEST.format(**texts))
    meta, misfits = validated(source, DigestMeta)
    assert [] == [*problems, *misfits]
    entries = {entry.key: entry for entry in parse_bibtex("bib/x.bib", ENTRY)[0]}
    return list(contradictions([of_digest(Digest("naps", meta, source), entries)]))


def test_a_study_without_fault_is_left_alone():
    assert [] == _on_page()
    assert [] == _in_digest()


_WORDS = "In this randomized trial, readers took a nap at noon in a library. "


@pytest.mark.parametrize(
    ("fields", "rule"),
    [
        ({"Citation": None}, "reference-missing"),
        ({"Citation": "a talk of V. Anders"}, "reference-unread"),
        ({"Title": "Owls over snowy mountain villages"}, "title-told"),
        ({"Title": "Naps at Noon in Libraries, Fictional Neurology, 2021"}, "journal-told"),
        ({"Title": "Naps at Noon in Libraries (2018)"}, "year-told"),
        ({"Link": "https://ajp.psychiatryonline.org/doi/10.5555/x"}, "journal-told"),
        ({"Link": "Fictional Neurology, 2021;5:66, https://example.org/x"}, "journal-told"),
        ({"Summary": _WORDS + "It appeared in Fictional Neurology in May."}, "journal-told"),
        ({"Summary": "This case-control study compared readers with sleepers."}, "design-told"),
        ({"Summary": "This retrospective study followed readers."}, "design-told"),
        ({"Summary": "This study hung curtains in the rooms of readers."}, "design-told"),
        (
            {"Summary": _WORDS + "It was placebo-controlled, with lorazepam."},
            "control-told",
        ),
        ({"Authors": "Zoe Paradeigma, Carl Other"}, "authors-told"),
        ({"Authors": "Abel Example, Zoe Paradeigma"}, "authors-told"),
        ({"Authors": "Zoe Paradeigma, Bella Example"}, "authors-told"),
        ({"Authors": "Zoe Paradeigma"}, "authors-told"),
        ({"Authors": "Zoe Paradeigma, Abel Example (2015)"}, "year-told"),
        ({"Results": "The library burnt down in 2024."}, "year-told"),
        ({"Results": ""}, "heading-empty"),
        ({"Results": "Mood: It was better\nNoon hours:\nSleep: It was deep"}, "heading-empty"),
        ({"Results": "They all slept:"}, "heading-empty"),
        ({"Authors": "Zoe Paradeigma, Abel Example [order may vary]"}, "residue"),
        ({"Results": "Mood was better in XX% of readers."}, "residue"),
        ({"Conclusion": "As an AI language model, it slept."}, "residue"),
        ({"Link": "Based on https://example.org/x"}, "residue"),
        ({"Link": "https://example.org/x Dream Library+3"}, "source-chips"),
        ({"Results": "The mood was better.:contentReference[oaicite:0]{index=0}"}, "source-chips"),
        ({"Link": "Read the full study"}, "link-none"),
        ({"Link": "https://nowhere"}, "link-no-address"),
        ({"Link": "https://example.org/x?utm_source=chat"}, "link-tracking"),
        ({"Link": "https://example.org/x?gclid=1&id=2"}, "link-tracking"),
        ({"Link": "https://example.org/x?sa=U&ved=2ahUK&usg=AOv"}, "link-tracking"),
        ({"Link": "https://www.google.com/url?sa=t&ved=2ah"}, "link-tracking"),
        ({"Link": "https://www.google.co.uk/url?q=https://example.org/x&sa=D"}, "link-tracking"),
        ({"Link": "https://scholar.google.com/scholar_url?url=https://a.org/x"}, "link-tracking"),
        ({"Link": "https://example.org/x?"}, "link-query-empty"),
        ({"Link": "https://example.org/x?id="}, "link-query-empty"),
    ],
)
def test_a_contradiction_on_a_page_is_found(fields, rule):
    assert [rule] == [found for found, _ in _on_page(**fields)]


@pytest.mark.parametrize(
    "fields",
    [
        {"Title": "Naps at Noon in Libraries, Ann Imaginary Med, 2021"},
        {"Title": "Naps at Noon in Libraries (2021)"},
        {"Link": "Annals of Imaginary Medicine, 2021;5:66, https://example.org/x"},
        {"Link": "https://example.org/x?id=2#results"},
        {"Summary": _WORDS + "Unlike earlier retrospective studies, it drew lots."},
        {"Summary": _WORDS + "It was published in Annals of Imaginary Medicine."},
        {"Summary": _WORDS + "It was done by 2030 volunteers of 1999."},
        {"Authors": "Z. Paradeigma, A. Example"},
        {"Authors": "Zoe Paradeigma, et al. (2021)"},
        {"Results": "Two things were seen:\n- a better mood\n- a deeper sleep"},
        {"Results": "By noon:\n56 mg: nothing\n84 mg: nothing"},
        {"Results": "CD4+25 cells were not counted [see below], n = 12."},
        {"Results": "An [interactive chart](https://example.org/c) shows it."},
        {"Results": "A follow-up is planned until 2031."},
    ],
)
def test_what_agrees_on_a_page_is_left_alone(fields):
    assert [] == _on_page(**fields)


def test_an_identifier_without_address_is_advice_with_the_address():
    (finding,) = contradictions(of_page(read_page(study(Link="PubMed 999000101"))))
    assert ("link-none", "advice") == (finding.rule, finding.severity)
    assert "write https://pubmed.ncbi.nlm.nih.gov/999000101/" == finding.mend


def test_one_block_of_authors_under_two_studies_is_found_at_the_second():
    names = "One A, Two B, Three C, Four D. "
    first = study(Authors=None, Citation=names + "Naps at noon in libraries: a randomized trial. "
                  "Annals of Imaginary Medicine. 2021;5:1.")  # fmt: skip
    second = study(Authors=None, Title="Owls at night: A randomized trial", Citation=names +
                   "Owls at night: a randomized trial. Fictional Neurology. 2020;1:1.")  # fmt: skip
    found = list(contradictions(of_page(read_page(first + second))))
    assert [("authors-same", 2)] == [(one.rule, one.place.item) for one in found]
    three = "One A, Two B, Three C. "
    short = (first + second).replace(names, three)
    assert [] == list(contradictions(of_page(read_page(short))))


@pytest.mark.parametrize(
    ("one", "other", "is_found"),
    [
        ("65.8% against 24% slept.", "It was 65.8% (73 of 111), and 24% without.", True),
        ("65.8% slept.", "It was 65.8%.", False),
        ("24% against 17% slept.", "It was 24% and 17%.", False),
        ("In 2020 and 2021 65 slept.", "In 2020 and 2021 31 woke.", False),
        (
            "Of naps 386 helped (95% CI 2 to 9).",
            "It was 386 (95% confidence interval 3 to 4).",
            False,
        ),
        ("100 mg and 200 mg helped.", "It was 100 mg and 200 mg.", False),
    ],
)
def test_rare_numbers_side_by_side_are_found_under_two_studies(one, other, is_found):
    second = study(
        Results=other,
        Title="Owls at night: A randomized trial",
        Citation="Vogel V. Owls at night: a randomized trial. Fictional Neurology. 2021;1:1.",
        Authors=None,
    )
    found = list(contradictions(of_page(read_page(study(Results=one) + second))))
    told = [(finding.rule, finding.place.item) for finding in found]
    assert ([("numbers-same", 1), ("numbers-same", 2)] if is_found else []) == told


def _numbered(count: int) -> str:
    pages = (
        study(
            Title=f"Owls at night, part {number}",
            Authors=None,
            Results="65.8% against 24% slept.",
            Citation=f"Vogel V. Owls at night, part {number}. Fictional Neurology. 2021;1:1.",
        )
        for number in range(1, count + 1)
    )
    return "".join(pages)


def test_each_of_two_studies_with_the_same_numbers_names_the_other():
    found = list(contradictions(of_page(read_page(_numbered(2), path="page.txt"))))
    assert [
        ("item 1", "65.8% beside 24% stands in item 2 too"),
        ("item 2", "65.8% beside 24% stands in item 1 too"),
    ] == [(one.place.subject, one.message) for one in found]


def test_numbers_that_many_studies_share_are_told_once_in_each():
    found = list(contradictions(of_page(read_page(_numbered(6)))))
    assert 6 == len(found)
    assert found[0].message.endswith("stands in item 2, item 3, item 4 and 2 more too")
    assert 4 == len(found[0].evidence)


@pytest.mark.parametrize(
    ("address", "mend", "target"),
    [
        (
            "https://www.google.com/url?sa=t&url=https%3A%2F%2Fexample.org%2Fpaper%3Fid%3D7&ved=2ah",
            "write https://example.org/paper?id=7",
            ["https://example.org/paper?id=7"],
        ),
        (
            "https://google.com/url?q=https://example.org/paper&sa=U",
            "write https://example.org/paper",
            ["https://example.org/paper"],
        ),
        (
            "https://google.com/url?q=naps&ved=2ah",
            "open it, and write the address that it leads to",
            [],
        ),
    ],
)
def test_an_address_that_leads_through_a_search_engine_names_its_target(address, mend, target):
    (finding,) = contradictions(of_page(read_page(study(Link=address))))
    assert ("link-tracking", "warning", mend) == (finding.rule, finding.severity, finding.mend)
    assert target == [one.value for one in finding.evidence if one.label == "leads to"]


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/x?sa=1",
        "https://example.org/url?q=https://example.com/y",
        "https://www.google.com/maps?q=library",
        "https://books.google.com/books?id=abc",
        "https://example.org/x?ei=new",
    ],
)
def test_an_address_with_values_of_its_own_leads_where_it_says(address):
    assert [] == list(contradictions(of_page(read_page(study(Link=address)))))


def test_a_place_is_told_to_the_sign():
    text = study(Link="See https://example.org/x?utm_source=chat")
    (finding,) = contradictions(of_page(read_page(text, path="page.txt")))
    assert "page.txt:3:11" == str(finding.place)
    assert "https://" == text.split("\n")[2][10:18]


@pytest.mark.parametrize(
    ("address", "journal"),
    [
        ("https://jamanetwork.com/journals/jamapsychiatry/fullarticle/1", "JAMA Psychiatry"),
        ("10.3389/fpsyt.2018.00001", "Frontiers in Psychiatry"),
        ("https://pubmed.ncbi.nlm.nih.gov/1/", ""),
        ("https://example.org/nejm-and-others", ""),
    ],
)
def test_a_journal_is_known_by_its_addresses(address, journal):
    assert journal == journal_of(address)


# Digests of ours


@pytest.mark.parametrize(
    ("values", "rule", "place"),
    [
        ({"limitations": ""}, "heading-empty", "docs/digests/naps.md:27:4"),
        ({"limitations": "TODO"}, "residue", "docs/digests/naps.md:29:1"),
        ({"summary": "See [it](https://example.org/?utm_source=x)."}, "link-tracking",
         "docs/digests/naps.md:21:10"),
        ({"title": "An open-label look at naps", "summary": "It was a double-blind trial."},
         "design-told", "docs/digests/naps.md:21:10"),
        ({"results": "Readers slept in 2024."}, "year-told", "docs/digests/naps.md:25:18"),
    ],
)  # fmt: skip
def test_a_contradiction_in_a_digest_is_found_at_its_place(values, rule, place):
    assert [(rule, place)] == [(one.rule, str(one.place)) for one in _in_digest(**values)]


@pytest.mark.parametrize(
    "values",
    [
        {"limitations": "A later trial, of 2024, was larger."},
        {"results": "A trial of 2024 agrees [@other2024]."},
        {"limitations": "### Of the study\n\nThey were few."},
        {"summary": "See [the other digest](owls.md) and [above](#results)."},
        {"summary": "```\n## No heading\n```"},
    ],
)
def test_what_a_digest_may_say_is_left_alone(values):
    assert [] == _in_digest(**values)
