"""What a title adds to the title on record: a subtitle, words of design."""

from __future__ import annotations

from dataclasses import replace

import pytest

from press.evidence.lock.entry import Locked, Said
from press.evidence.states.references import reference_findings
from press.evidence.works.work import Registry
from tests.evidence.states.test_references import HERE, RIGHT
from tests.evidence.states.test_states import ALL, DAY, editor

TITLE = "Warm socks for cold feet"
ADDED = f"{TITLE}: a double-blind placebo-controlled randomized trial"


def kept(registry: Registry, title: str = TITLE, types: tuple[str, ...] = ()) -> Locked:
    fields = {"title": (Said((title,), registry, DAY),)}
    if types:
        fields["types"] = (Said(types, "pubmed", DAY),)
    return Locked(fields)


def found(title: str, locked: Locked) -> list[tuple[str, str]]:
    reference = replace(RIGHT, titles=(title,), pmid="", doi="")
    listed = reference_findings(reference, locked, HERE, "the reference")
    return [(one.rule, one.severity) for one in listed if one.evidence[0].label == "title"]


def test_words_of_design_that_a_whole_title_lacks_are_told_with_both_titles():
    reference = replace(RIGHT, titles=(ADDED,))
    (one,) = reference_findings(reference, kept("pubmed"), HERE, "the reference")
    assert (
        "the reference: the title adds the words of design controlled, double-blind, placebo, "
        "randomised to the title that PubMed has"
    ) == one.message
    assert [
        ("title", ADDED, "page.md:7:3"),
        ("title", TITLE, f"PubMed, {DAY}"),
    ] == [tuple(value) for value in one.evidence]


@pytest.mark.parametrize(
    ("title", "locked", "expected"),
    [
        (ADDED, kept("pubmed"), ("record-design", "warning")),
        (ADDED, editor("record seen", **{**ALL, "title": (TITLE,)}), ("record-design", "warning")),
        (f"{TITLE}: what we know", kept("pubmed"), ("record-title", "warning")),
        # Crossref is often given a title without its subtitle.
        (ADDED, kept("crossref"), ("record-design", "advice")),
        (f"{TITLE}: what we know", kept("crossref"), ("record-title", "advice")),
        (
            f"{TITLE}: what we know: a randomized trial",
            kept("crossref", f"{TITLE}: what we know"),
            ("record-design", "warning"),
        ),
        (ADDED, kept("crossref", types=("Systematic Review",)), ("record-design", "warning")),
        (ADDED, kept("crossref", types=("Observational Study",)), ("record-design", "warning")),
        (
            ADDED,
            kept("crossref", types=("Journal Article", "Randomized Controlled Trial")),
            ("record-design", "advice"),
        ),
    ],
)
def test_what_a_title_adds_is_no_error(title: str, locked: Locked, expected: tuple[str, str]):
    assert [expected] == found(title, locked)


def both_of(crossref: str, pubmed: str) -> Locked:
    said = (Said((crossref,), "crossref", DAY), Said((pubmed,), "pubmed", DAY))
    return Locked({"title": said})


@pytest.mark.parametrize(
    "locked",
    [
        kept("pubmed", ADDED),
        kept("pubmed", "Warm socks for cold feet: a double blind, placebo controlled randomised "
             "trial"),
        both_of(TITLE, ADDED),
        editor("recalled", **{**ALL, "title": (TITLE,)}),
        Locked(),
    ],
    ids=["the same", "other spelling", "one registry has it", "only recalled", "no title"],
)  # fmt: skip
def test_a_title_that_a_record_has_whole_adds_nothing(locked: Locked):
    assert [] == found(ADDED, locked)


def test_of_two_registries_that_lack_it_pubmed_has_titles_whole():
    assert [("record-design", "warning")] == found(ADDED, both_of(TITLE, TITLE))
