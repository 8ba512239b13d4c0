"""The state of an entry, read from the lock: verified, differs, ambiguous, not found, unchecked."""

from __future__ import annotations

from typing import Any

import pytest

from press.bibliography import Entry
from press.evidence.lock.entry import Asked, Candidate, Locked, Said
from press.evidence.lock.notices import standing
from press.evidence.registries.crossref_record import record_of
from press.evidence.registries.pubmed_record import records_of
from press.evidence.states.state import State, state
from press.evidence.states.words import NOTES, notice_text, state_findings, state_text
from press.evidence.works.work import Confidence
from tests.evidence.samples import (
    DOI,
    PMID,
    comment,
    crossref_work,
    entry,
    pubmed_article,
    update,
)
from tests.evidence.server import article_set

DAY = "2026-11-21"


def crossref(locked: Locked | None = None, **changes: Any) -> Locked:
    """Return what is locked when Crossref has the work of the samples, with changes."""
    told = (locked or Locked()).with_record(record_of(crossref_work(**changes)), DAY)
    return told.with_answer("crossref", Asked(f"doi:{DOI}", DAY, "found"))


def pubmed(locked: Locked | None = None, **changes: Any) -> Locked:
    """Return what is locked when PubMed has the work of the samples, with changes."""
    (record,) = records_of(article_set(pubmed_article(**changes)))
    told = (locked or Locked()).with_record(record, DAY)
    return told.with_answer("pubmed", Asked(f"pmid:{PMID}", DAY, "found"))


def both(**changes: Any) -> Locked:
    return pubmed(crossref(**changes))


def editor(confidence: Confidence, **fields: tuple[str, ...]) -> Locked:
    return Locked(
        {name: (Said(value, "editor", DAY, confidence),) for name, value in fields.items()}
    )


ALL = {
    "author": ("Sample, A. B.", "Beispiel, K.-H.", "von Muster, E."),
    "title": ("Warm socks for cold feet: a randomized crossover trial",),
    "journal": ("Journal of Invented Results",),
    "year": ("2024",),
    "volume": ("12",),
    "number": ("3",),
    "pages": ("101-109",),
    "doi": (DOI,),
    "pmid": (PMID,),
}


def fields(found: State) -> list[str]:
    return [one.field for one in found.differences]


def test_what_both_registries_confirm_is_verified():
    found = state(entry(), both())
    assert "verified" == found.name
    assert "verified: Crossref and PubMed, 2026-11-21" == state_text(found)
    assert () == state_findings(entry(), found)


def test_what_is_not_in_the_lock_is_unchecked():
    found = state(entry(), None)
    assert ("unchecked", "unchecked: no record confirms this entry") == (
        found.name,
        state_text(found),
    )
    assert ["record-unchecked"] == [one.rule for one in state_findings(entry(), found)]


@pytest.mark.parametrize(
    ("changes", "field", "rule"),
    [
        ({"author": "Fremd, A. and Beispiel, K.-H. and von Muster, E."}, "author", "record-author"),
        (
            {"author": "Beispiel, K.-H. and Sample, A. B. and von Muster, E."},
            "author",
            "record-author",
        ),
        ({"title": "Cold tea for warm hands: a cohort study"}, "title", "record-title"),
        (
            {"title": "Warm socks for cold feet: an open-label cohort study"},
            "title",
            "record-design",
        ),
        ({"journal": "Pain Letters"}, "journal", "record-journal"),
        ({"year": "2019"}, "year", "record-year"),
        ({"volume": "13"}, "volume", "record-locator"),
        ({"number": "4"}, "number", "record-locator"),
        ({"pages": "201--209"}, "pages", "record-locator"),
    ],
)
def test_a_field_that_the_records_deny_differs(changes: dict[str, str], field: str, rule: str):
    ours = entry(**changes)
    found = state(ours, both())
    assert ("differs", {field}) == (found.name, set(fields(found)))
    findings = state_findings(ours, found)
    assert {rule} == {one.rule for one in findings}
    assert {"error"} == {one.severity for one in findings}


def test_a_difference_shows_both_values_and_both_sources():
    ours = entry(pages="201--209")
    (first, *_) = state_findings(ours, state(ours, crossref()))
    assert [
        ("pages", "201-209", "bib/socks.bib:1"),
        ("pages", "101-109", "Crossref, 2026-11-21"),
    ] == [tuple(one) for one in first.evidence]
    assert (
        "bib/socks.bib:1:1: record-locator: `sample2024`: the pages are `201-209` here, "
        "Crossref has `101-109`; take volume, number and pages from the record"
    ) == str(first)


def test_the_line_beside_a_reference_names_the_fields_that_differ():
    found = state(entry(pages="1--2", journal="Pain Letters"), both())
    text = "differs from Crossref and PubMed, 2026-11-21 in journal, pages"
    assert text == state_text(found)


def test_where_one_registry_agrees_the_other_is_shown_as_disputed():
    ours = entry(pages="422--428")
    locked = pubmed(
        crossref(page="1-7"), pages="<Pagination><MedlinePgn>422-8</MedlinePgn></Pagination>"
    )
    found = state(ours, locked)
    assert ("verified", ["pages"]) == (found.name, [one.field for one in found.disputed])
    assert ["advice"] == [one.severity for one in state_findings(ours, found)]


def test_a_field_that_no_record_has_leaves_the_entry_unchecked():
    found = state(entry(), crossref(volume=None, issue=None))
    assert ("unchecked", ("volume", "number", "pmid")) == (found.name, found.unconfirmed)
    text = "unchecked: volume, number, PMID (the rest by Crossref, 2026-11-21)"
    assert text == state_text(found)


def test_a_doi_and_a_pmid_of_two_works_differ():
    locked = pubmed(crossref(), title="Cold tea.", doi="10.5555/tea")
    found = state(entry(), locked)
    assert "differs" == found.name
    messages = [one.message for one in state_findings(entry(), found)]
    assert "`sample2024`: the DOI and the PMID are those of two works" in messages


def test_a_wrong_doi_is_told_by_its_own_record():
    found = state(entry(pmid=None), crossref(title=["Cold tea"], subtitle=None, author=None))
    assert "title" in fields(found)


def test_a_doi_of_another_work_is_to_be_looked_up_itself():
    other = [{"family": "Fremd", "given": "Xaver", "sequence": "first"}]
    elsewhere = {"container-title": ["Pain Letters"], "short-container-title": [], "page": "901"}
    record = crossref(title=["Cold tea"], subtitle=None, author=other, **elsewhere)
    found = state(entry(pmid=None), record)
    mends = {one.mend for one in state_findings(entry(pmid=None), found)}
    assert {
        "the DOI leads to another work: look the identifier up, and give this work's own"
    } == mends


def test_an_invented_title_beside_the_right_pages_is_mended_from_the_record():
    other = [{"family": "Fremd", "given": "Xaver", "sequence": "first"}]
    found = state(entry(pmid=None), crossref(title=["Cold tea"], subtitle=None, author=other))
    mends = {one.mend for one in state_findings(entry(pmid=None), found)}
    assert (
        "take the title from the record: journal, volume and pages agree with the record, "
        "so that the DOI is this work's"
    ) in mends


def test_another_title_alone_is_mended_from_the_record():
    found = state(entry(pmid=None), crossref(title=["Cold tea"], subtitle=None))
    mends = [one.mend for one in state_findings(entry(pmid=None), found)]
    assert "take the title from the record" in mends


def test_what_an_editor_saw_is_verified_by_our_editors():
    found = state(entry(), editor("record seen", **ALL))
    assert ("verified", "verified: our editors, 2026-11-21") == (found.name, state_text(found))


@pytest.mark.parametrize("confidence", ["recalled", "not established"])
def test_what_an_editor_only_recalls_verifies_nothing(confidence: Confidence):
    found = state(entry(), editor(confidence, **ALL))
    assert ("unchecked", ()) == (found.name, found.sources)
    assert set(ALL) == set(found.unconfirmed)


def test_one_recalled_field_keeps_the_entry_from_being_verified():
    fields = dict(editor("record seen", **ALL).fields)
    fields["pages"] = (Said(("101-109",), "editor", DAY, "recalled"),)
    found = state(entry(), Locked(fields))
    assert ("unchecked", ("pages",)) == (found.name, found.unconfirmed)
    assert "unchecked: pages (the rest by our editors, 2026-11-21)" == state_text(found)


def test_what_an_editor_recalls_otherwise_denies_nothing():
    locked = editor("recalled", **{**ALL, "pages": ("1-2",)})
    assert () == state(entry(), locked).differences


def test_a_registry_goes_before_an_editor():
    fields = editor("record seen", **{**ALL, "pages": ("201-209",)}).fields
    found = state(entry(pages="201--209"), crossref(Locked(fields)))
    assert ("differs", "Crossref, 2026-11-21") == (found.name, str(found.differences[0].source))


def test_what_an_editor_saw_otherwise_differs():
    found = state(entry(), editor("record seen", **{**ALL, "journal": ("Pain Letters",)}))
    assert ("differs", ["journal"]) == (found.name, fields(found))


def searched(outcome: Any, *candidates: Candidate) -> Locked:
    asked = Asked("search", DAY, outcome)
    return Locked().with_answer("crossref", asked, candidates).with_answer("pubmed", asked)


def test_candidates_make_an_entry_ambiguous_however_alike_they_are():
    candidate = Candidate("crossref", "Warm socks", "Sample", "2024", "J", DOI, "", 100)
    ours = entry(doi=None, pmid=None)
    found = state(ours, searched("candidates", candidate))
    assert "ambiguous" == found.name
    text = "ambiguous: 1 possible record, none of them confirmed (Crossref and PubMed, 2026-11-21)"
    assert text == state_text(found)
    (finding,) = state_findings(ours, found)
    assert ("record-ambiguous", "warning") == (finding.rule, finding.severity)
    assert f"Sample. Warm socks. J. 2024. https://doi.org/{DOI}" == finding.evidence[0].value


def test_a_search_without_anything_alike_is_not_found():
    ours = entry(doi=None, pmid=None)
    found = state(ours, searched("nothing alike"))
    assert "not found: Crossref and PubMed, 2026-11-21" == state_text(found)
    assert ["error"] == [one.severity for one in state_findings(ours, found)]


def test_a_pmid_that_pubmed_does_not_know_is_not_found():
    locked = crossref().with_answer("pubmed", Asked(f"pmid:{PMID}", DAY, "not found"))
    assert "not found" == state(entry(), locked).name


def test_a_doi_that_pubmed_does_not_know_is_no_fault():
    locked = crossref().with_answer("pubmed", Asked(f"doi:{DOI}", DAY, "not found"))
    assert "verified" == state(entry(pmid=None), locked).name


def test_a_doi_of_which_crossref_has_not_answered_yet_is_unchecked():
    locked = Locked().with_answer("pubmed", Asked(f"doi:{DOI}", DAY, "not found"))
    found = state(entry(pmid=None), locked)
    assert "unchecked" == found.name
    assert [] == [one for one in state_findings(entry(pmid=None), found) if one.severity == "error"]


def test_a_supplement_may_stand_with_the_volume_or_the_number():
    ours = entry(number="Suppl 1", pmid=None)
    assert "verified" == state(ours, crossref(volume="12 Suppl 1", issue=None)).name


def test_the_year_online_is_as_good_as_that_of_the_issue():
    assert "verified" == state(entry(year="2023", pmid=None), crossref()).name


def test_and_others_is_verified_by_the_full_list():
    assert "verified" == state(entry(author="Sample, Ada and others"), both()).name


def lines(locked: Locked) -> tuple[str, ...]:
    return standing(locked).lines


def test_silence_is_told_with_its_date_and_is_no_approval():
    assert (
        "no notice found on 2026-11-21 (Crossref)",
        "no notice found on 2026-11-21 (PubMed)",
    ) == lines(both())


def test_who_was_not_asked_is_told():
    assert (
        "no notice found on 2026-11-21 (Crossref)",
        "no record at PubMed that would tell of a notice",
    ) == lines(crossref())


def test_what_nobody_was_asked_for_is_not_silence():
    assert ("no record at Crossref or PubMed that would tell of a notice",) == lines(Locked())


def test_a_retraction_that_both_tell():
    locked = pubmed(
        crossref(
            **{"updated-by": [update("retraction"), update("retraction", "retraction-watch")]}
        ),
        comments=comment("RetractionIn", pmid="90000009"),
    )
    assert standing(locked).retracted
    assert (
        (
            "retraction, says Crossref (told by the publisher, "
            "https://doi.org/10.5555/notice.1, 2025-02-07)"
        ),
        (
            "retraction, says Crossref (told by Retraction Watch, "
            "https://doi.org/10.5555/notice.1, 2025-02-07)"
        ),
        "retraction, says PubMed (PMID 90000009, 2025)",
    ) == lines(locked)


def test_a_retraction_that_only_one_tells_shows_the_disagreement():
    locked = pubmed(crossref(**{"updated-by": [update("retraction")]}))
    assert standing(locked).retracted
    assert "PubMed has no notice of it (2026-11-21)" == lines(locked)[-1]


def test_a_retraction_is_found_in_a_verified_work():
    locked = pubmed(crossref(), types=("Retracted Publication",))
    found = state(entry(), locked)
    assert "verified" == found.name
    (finding,) = state_findings(entry(), found)
    assert ("record-retracted", "error") == (finding.rule, finding.severity)
    assert "retraction, says PubMed; Crossref has no notice of it (2026-11-21)" == notice_text(
        found
    )


def test_a_correction_is_advice_and_no_retraction():
    found = state(entry(), both(**{"updated-by": [update("correction")]}))
    assert not found.standing.retracted
    assert [("record-notice", "advice")] == [
        (one.rule, one.severity) for one in state_findings(entry(), found)
    ]


def test_an_expression_of_concern_is_a_warning():
    found = state(entry(), both(**{"updated-by": [update("expression_of_concern")]}))
    assert [("record-notice", "warning")] == [
        (one.rule, one.severity) for one in state_findings(entry(), found)
    ]


def test_a_notice_that_is_withdrawn_leaves_the_lock():
    before = crossref(**{"updated-by": [update("retraction")]})
    assert () == crossref(before).notices


def test_every_rule_is_noted_once():
    assert len(NOTES) == len({note.id for note in NOTES})


def test_an_entry_without_braces_or_commas_in_its_names_is_read():
    ours: Entry = entry(author="Ada B. Sample and Karl-Heinz Beispiel and Eva von Muster")
    assert "verified" == state(ours, both()).name
