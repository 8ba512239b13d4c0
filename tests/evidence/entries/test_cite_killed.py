"""`press cite add` writes bibliography and lock as one, wherever it is cut off."""

from __future__ import annotations

from pathlib import Path

import pytest

from press.bibliography import read_bibliography
from press.evidence.lock.file import lock_path, read_lock, usable_lock
from press.evidence.states.state import states
from press.publication import PressError, put_right
from press.publication.storage.asides import aside_file
from tests.evidence.entries.test_cite import OTHER, WRITTEN, lay_down, run, settings
from tests.evidence.fakes import Fakes
from tests.evidence.samples import DOI, ENTRY, PMID
from tests.killing import killed, leftovers

ADD = """
from datetime import date
from press.bibliography import read_bibliography
from press.evidence.entries.add import add
from press.evidence.registries.clients import Access
from press.publication import read_settings

settings = read_settings(root)
access = Access(sys.argv[4], sys.argv[5], mailto="editor@example.org", first_wait=0.01)
add(settings, read_bibliography(settings), access, date(2026, 11, 21), sys.argv[6:])
"""


@pytest.mark.parametrize("text", [DOI, PMID])
def test_killed_at_any_step_it_is_whole_when_it_is_repeated(
    text: str, fakes: Fakes, tmp_path: Path
) -> None:
    lay_down(fakes)
    found = settings(tmp_path)
    bib, lock = found.root / "bib/socks.bib", lock_path(found)
    places = []
    more = (fakes.access.crossref, fakes.access.pubmed, text)
    for place in killed(found.root, ADD, tmp_path / "saved", *more):
        places.append(place)
        assert bib.read_text(encoding="utf-8") in {OTHER, f"{OTHER}\n{WRITTEN}"}, place
        locked, problems = read_lock(lock)
        assert ((), True) == (problems, set(locked) <= {"sample2024"}), place
        # An entry never stands without its record, whether or not anybody repeats the command.
        entries = read_bibliography(found).entries
        assert "sample2024" in locked or "sample2024" not in entries, place
        put_right(found.root)
        assert [] == leftovers(found.root), place
        run(fakes, found, text)
        assert f"{OTHER}\n{WRITTEN}" == bib.read_text(encoding="utf-8"), place
        state = states(read_bibliography(found), usable_lock(lock))["sample2024"]
        assert "verified" == state.name, place
    assert 4 == len(places)


def test_an_entry_without_its_record_gets_it(fakes: Fakes, tmp_path: Path) -> None:
    lay_down(fakes)
    found = settings(tmp_path)
    run(fakes, found, DOI)
    bib, lock = found.root / "bib/socks.bib", lock_path(found)
    whole = (bib.read_bytes(), lock.read_bytes())
    lock.unlink()
    (added,) = run(fakes, found, DOI)
    assert (True, True) == (added.duplicate is not None, added.completed)
    assert whole == (bib.read_bytes(), lock.read_bytes())
    (added,) = run(fakes, found, DOI)
    assert not added.completed


@pytest.mark.parametrize(
    "there",
    [
        ENTRY.replace(PMID, "90000002"),
        ENTRY.replace(DOI, "10.5555/tea"),
        ENTRY.replace(DOI, "10.5555/tea").replace(PMID, "90000002"),
    ],
)
def test_an_entry_that_names_another_work_too_gets_no_record(
    there: str, fakes: Fakes, tmp_path: Path
) -> None:
    lay_down(fakes)
    found = settings(tmp_path, there)
    (added,) = run(fakes, found, DOI)
    assert (True, False) == (added.duplicate is not None, added.completed)
    assert not lock_path(found).exists()


@pytest.mark.parametrize("place", ["bib/socks.bib", "bib/records.lock.json"])
def test_where_one_of_the_two_cannot_be_written_neither_is(
    place: str, fakes: Fakes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lay_down(fakes)
    found = settings(tmp_path)
    made = 0

    def full(folder: Path) -> tuple[Path, int]:
        nonlocal made
        made += 1
        if made == (2 if place.endswith(".bib") else 1):
            raise OSError(28, "No space left on device")
        return aside_file(folder)

    monkeypatch.setattr("press.publication.storage.files.aside_file", full)
    with pytest.raises(PressError) as caught:
        run(fakes, found, DOI)
    (problem,) = caught.value.problems
    assert ("machine", "cannot write (No space left on device)") == (problem.rule, problem.message)
    assert str(found.root / place) == problem.path
    assert OTHER == (found.root / "bib/socks.bib").read_text(encoding="utf-8")
    assert not lock_path(found).exists()
    assert [] == leftovers(found.root)
