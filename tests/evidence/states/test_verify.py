"""`press verify`: what is missing or old is asked for, and what was found is kept."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import textwrap
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from press.bibliography import read_bibliography
from press.evidence.lock.entry import Locked, Said
from press.evidence.lock.file import lock_path, read_lock, write_lock
from press.evidence.states.state import State, states
from press.evidence.verify import Step, Verification, verify
from press.publication import PressError, Settings, read_settings
from tests.evidence.fakes import Fakes
from tests.evidence.samples import (
    DOI,
    ENTRY,
    PMID,
    crossref_work,
    publication,
    pubmed_article,
)
from tests.evidence.server import Reply, ids_reply, list_reply, work_reply, xml_reply
from tests.waiting import PATIENCE

TODAY = date(2026, 11, 21)
PATH = f"works/{DOI}"


def settings(tmp_path: Path, bibliography: str = ENTRY) -> Settings:
    root = tmp_path / "socks"
    return read_settings(root if root.exists() else publication(root, bibliography))


def run(fakes: Fakes, found: Settings, **options: Any) -> Verification:
    options.setdefault("today", TODAY)
    return verify(found, read_bibliography(found), fakes.access, **options)


def state_of(found: Settings, key: str = "sample2024") -> State:
    lock, problems = read_lock(lock_path(found))
    assert () == problems
    return states(read_bibliography(found), lock)[key]


def lay_down(fakes: Fakes) -> None:
    fakes.crossref.on(PATH, work_reply(crossref_work()))
    fakes.pubmed.on("efetch.fcgi", xml_reply(pubmed_article()))
    fakes.pubmed.on("esearch.fcgi", ids_reply(PMID))


def test_an_entry_that_both_registries_have_is_verified(fakes: Fakes, tmp_path: Path):
    lay_down(fakes)
    found = settings(tmp_path)
    done = run(fakes, found)
    state = state_of(found)
    assert (("sample2024",), ()) == (done.asked, done.problems)
    assert "verified" == state.name
    assert ["crossref", "pubmed"] == [one.registry for one in state.sources]


def test_a_second_run_asks_for_nothing(fakes: Fakes, tmp_path: Path):
    lay_down(fakes)
    found = settings(tmp_path)
    run(fakes, found)
    asked = len(fakes.crossref.asked) + len(fakes.pubmed.asked)
    assert () == run(fakes, found).asked
    assert asked == len(fakes.crossref.asked) + len(fakes.pubmed.asked)


@pytest.mark.parametrize(("days", "asked"), [(30, ()), (31, ("sample2024",))])
def test_what_is_older_than_the_greatest_age_is_asked_for_again(
    fakes: Fakes, tmp_path: Path, days: int, asked: tuple[str, ...]
):
    lay_down(fakes)
    found = settings(tmp_path)
    run(fakes, found)
    assert asked == run(fakes, found, today=TODAY + timedelta(days=days)).asked


def test_an_entry_whose_doi_was_corrected_is_asked_for_again(fakes: Fakes, tmp_path: Path):
    lay_down(fakes)
    found = settings(tmp_path, ENTRY.replace(DOI, "10.5555/wrong"))
    run(fakes, found)
    (found.root / "bib/socks.bib").write_text(ENTRY, encoding="utf-8")
    assert ("sample2024",) == run(fakes, found).asked
    assert "verified" == state_of(found).name


def test_only_the_registry_that_is_named_is_asked(fakes: Fakes, tmp_path: Path):
    lay_down(fakes)
    run(fakes, settings(tmp_path), only=("pubmed",))
    assert ([], ["efetch.fcgi"]) == (fakes.crossref.paths(), fakes.pubmed.paths())


def test_only_the_entries_that_are_named_are_asked_for(fakes: Fakes, tmp_path: Path):
    lay_down(fakes)
    two = ENTRY + ENTRY.replace("sample2024", "other2024")
    assert ("other2024",) == run(fakes, settings(tmp_path, two), keys=["other2024"]).asked


def test_an_unknown_citekey_is_told_of_with_the_nearest(fakes: Fakes, tmp_path: Path):
    with pytest.raises(PressError, match=r"`sampel2024` is not in the bibliography.*`sample2024`"):
        run(fakes, settings(tmp_path), keys=["sampel2024"])
    assert [] == fakes.crossref.asked


def test_progress_is_told_entry_by_entry(fakes: Fakes, tmp_path: Path):
    lay_down(fakes)
    steps: list[Step] = []
    two = ENTRY + ENTRY.replace("sample2024", "other2024")
    run(fakes, settings(tmp_path, two), tell=steps.append)
    assert [(1, 2), (2, 2)] == [(one.done, one.total) for one in steps]
    assert {"sample2024", "other2024"} == {one.key for one in steps}


def test_records_of_pubmed_are_fetched_in_one_question(fakes: Fakes, tmp_path: Path):
    pmids = [str(90000001 + number) for number in range(5)]
    entries = [ENTRY.replace("sample2024", f"s{pmid}").replace(PMID, pmid) for pmid in pmids]
    fakes.crossref.on(PATH, work_reply(crossref_work()))
    fakes.pubmed.on("efetch.fcgi", xml_reply(*(pubmed_article(pmid) for pmid in pmids)))
    run(fakes, settings(tmp_path, "".join(entries)))
    assert [",".join(pmids)] == [one.params["id"] for one in fakes.pubmed.asked]


def test_an_entry_with_a_pmid_alone_gets_its_doi_from_pubmed(fakes: Fakes, tmp_path: Path):
    lay_down(fakes)
    found = settings(tmp_path, re.sub(r"  doi .*\n", "", ENTRY))
    run(fakes, found)
    assert [PATH] == fakes.crossref.paths()
    assert "verified" == state_of(found).name


def test_an_entry_with_a_doi_alone_is_found_at_pubmed_too(fakes: Fakes, tmp_path: Path):
    lay_down(fakes)
    found = settings(tmp_path, re.sub(r"  pmid .*\n", "", ENTRY))
    run(fakes, found)
    assert ["crossref", "pubmed"] == [one.registry for one in state_of(found).sources]


def test_a_doi_that_crossref_does_not_know_is_not_found(fakes: Fakes, tmp_path: Path):
    fakes.crossref.on("works", list_reply(crossref_work()))
    found = settings(tmp_path, re.sub(r"  pmid .*\n", "", ENTRY))
    run(fakes, found)
    state = state_of(found)
    assert "not found" == state.name
    assert [DOI] == [one.doi for one in state.candidates]


def test_a_work_that_pubmed_does_not_index_is_verified_by_crossref(fakes: Fakes, tmp_path: Path):
    fakes.crossref.on(PATH, work_reply(crossref_work()))
    fakes.pubmed.on("esearch.fcgi", ids_reply())
    found = settings(tmp_path, re.sub(r"  pmid .*\n", "", ENTRY))
    run(fakes, found)
    state = state_of(found)
    assert ("verified", ["crossref"]) == (state.name, [one.registry for one in state.sources])


def test_a_search_gives_candidates_and_never_a_verdict(fakes: Fakes, tmp_path: Path):
    fakes.crossref.on(
        "works", list_reply(crossref_work(), crossref_work(title=["Cold tea"], subtitle=None))
    )
    fakes.pubmed.on("esearch.fcgi", ids_reply(PMID))
    fakes.pubmed.on("efetch.fcgi", xml_reply(pubmed_article()))
    found = settings(tmp_path, re.sub(r"  (?:doi|pmid) .*\n", "", ENTRY))
    run(fakes, found)
    state = state_of(found)
    assert "ambiguous" == state.name
    assert [(100, "crossref"), (100, "pubmed")] == [
        (one.likeness, one.registry) for one in state.candidates
    ]
    params = fakes.crossref.asked[0].params
    assert (
        "Warm socks for cold feet: a randomized crossover trial 2024"
        == (params["query.bibliographic"])
    )
    assert "Sample" == params["query.author"]


def test_a_work_that_no_search_finds_is_not_found(fakes: Fakes, tmp_path: Path):
    fakes.crossref.on("works", list_reply(crossref_work(title=["Cold tea"], subtitle=None)))
    fakes.pubmed.on("esearch.fcgi", ids_reply())
    found = settings(tmp_path, re.sub(r"  (?:doi|pmid) .*\n", "", ENTRY))
    run(fakes, found)
    state = state_of(found)
    assert ("not found", ()) == (state.name, state.candidates)


def test_a_web_page_is_not_looked_for(fakes: Fakes, tmp_path: Path):
    page = "@online{p2024,\n author={{Socks}},\n title={Socks},\n year={2024},\n url={https://x.org},\n}\n"
    assert () == run(fakes, settings(tmp_path, page)).asked


def test_what_editors_said_is_kept(fakes: Fakes, tmp_path: Path):
    lay_down(fakes)
    found = settings(tmp_path)
    said = Said(("12",), "editor", "2026-01-01", "recalled")
    write_lock(lock_path(found), {"sample2024": Locked({"volume": (said,)})})
    locked = run(fakes, found).lock["sample2024"]
    assert ["crossref", "pubmed", "editor"] == [one.registry for one in locked.fields["volume"]]


def test_a_registry_that_does_not_answer_is_told_of_and_the_other_kept(
    fakes: Fakes, tmp_path: Path
):
    lay_down(fakes)
    fakes.crossref.on(PATH, Reply(500, b"broken"))
    found = settings(tmp_path)
    done = run(fakes, found)
    (problem,) = done.problems
    assert (
        "bib/socks.bib:1:1: lock: no answer for `sample2024`: Crossref answered with HTTP 500 "
        "(asked 3 times); run `press verify` again later; what was known before is kept"
    ) == str(problem)
    assert {"pubmed"} == set(done.lock["sample2024"].asked)


def test_a_registry_that_does_not_answer_takes_nothing_away(fakes: Fakes, tmp_path: Path):
    lay_down(fakes)
    found = settings(tmp_path)
    run(fakes, found)
    fakes.crossref.on(PATH, Reply(500, b"broken"))
    run(fakes, found, today=TODAY + timedelta(days=60))
    assert "verified" == state_of(found).name


def test_a_record_that_is_gone_takes_its_values_along(fakes: Fakes, tmp_path: Path):
    lay_down(fakes)
    found = settings(tmp_path)
    run(fakes, found)
    fakes.crossref.on(PATH, Reply(404))
    locked = run(fakes, found, today=TODAY + timedelta(days=60)).lock["sample2024"]
    assert ("pubmed",) == locked.registries
    assert "not found" == locked.asked["crossref"].outcome


def test_the_lock_is_the_same_text_for_the_same_answers(fakes: Fakes, tmp_path: Path):
    lay_down(fakes)
    found = settings(tmp_path)
    run(fakes, found)
    before = lock_path(found).read_bytes()
    run(fakes, found, max_age=timedelta(days=-1))
    assert before == lock_path(found).read_bytes()


def test_a_lock_with_a_fault_is_not_written_over(fakes: Fakes, tmp_path: Path):
    found = settings(tmp_path)
    lock_path(found).write_text("{", encoding="utf-8")
    with pytest.raises(PressError, match=r"bib/records.lock.json:1:2: lock: this is not JSON"):
        run(fakes, found)
    assert "{" == lock_path(found).read_text(encoding="utf-8")


def test_a_run_that_is_broken_off_keeps_what_was_found(fakes: Fakes, tmp_path: Path):
    lay_down(fakes)
    late = "10.5555/late"
    fakes.crossref.on(f"works/{late}", Reply(200, b"", seconds=20))
    two = ENTRY + ENTRY.replace("sample2024", "late2024").replace(DOI, late)
    found = settings(tmp_path, two)
    script = textwrap.dedent(f"""
        import signal, sys
        from datetime import date
        from pathlib import Path
        from press.bibliography import read_bibliography
        from press.evidence.registries.clients import Access
        from press.evidence.verify import verify
        from press.publication import read_settings
        settings = read_settings(Path({str(found.root)!r}))
        access = Access({fakes.crossref.url!r}, {fakes.pubmed.url!r}, "a@b.org", "key", timeout=30)
        try:
            verify(settings, read_bibliography(settings), access, date(2026, 11, 21),
                   tell=lambda step: print(step.key, flush=True))
        except KeyboardInterrupt:
            print("broken off")
    """)
    process = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
    assert process.stdout
    assert "sample2024\n" == process.stdout.readline()
    process.send_signal(signal.SIGINT)
    try:
        rest, _ = process.communicate(timeout=PATIENCE)
    finally:
        process.kill()
    assert "broken off\n" == rest
    lock, problems = read_lock(lock_path(found))
    assert ({"sample2024"}, ()) == (set(lock), problems)
