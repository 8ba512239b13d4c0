"""`press cite add`: a record becomes an entry, once."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from press.bibliography import read_bibliography
from press.evidence.entries.add import Added, add
from press.evidence.entries.bibtex import entry_text
from press.evidence.entries.citekeys import citekey
from press.evidence.lock.file import lock_path, read_lock
from press.evidence.registries.crossref_record import record_of
from press.evidence.registries.pubmed_record import records_of
from press.evidence.states.state import states
from press.evidence.works.names import listed
from press.evidence.works.work import Work
from press.publication import PressError, Settings, read_settings
from tests.evidence.fakes import Fakes
from tests.evidence.samples import (
    DOI,
    ENTRY,
    PMID,
    crossref_work,
    publication,
    pubmed_article,
    update,
)
from tests.evidence.server import Reply, article_set, ids_reply, work_reply, xml_reply

TODAY = date(2026, 11, 21)
OTHER = ENTRY.replace("sample2024", "other2020").replace("Warm socks for cold feet", "Cold tea")
OTHER = OTHER.replace(DOI, "10.5555/tea").replace(PMID, "90000002")
WRITTEN = """\
@article{sample2024,
  author           = {Sample, A. B. and Beispiel, K.-H. and von Muster, E.},
  title            = {Warm socks for cold feet: a randomized crossover trial},
  journal          = {Journal of Invented Results},
  year             = {2024},
  volume           = {12},
  number           = {3},
  pages            = {101--109},
  doi              = {10.5555/socks.2024.1},
  pmid             = {90000001},
  pmcid            = {PMC9000001},
  langid           = {english},
  verification     = {record seen},
}
"""


def settings(tmp_path: Path, bibliography: str = OTHER) -> Settings:
    root = tmp_path / "socks"
    return read_settings(root if root.exists() else publication(root, bibliography))


def run(fakes: Fakes, found: Settings, *texts: str, **options: Any) -> tuple[Added, ...]:
    return add(found, read_bibliography(found), fakes.access, TODAY, texts, **options)


def lay_down(fakes: Fakes, **changes: Any) -> None:
    fakes.crossref.on(f"works/{DOI}", work_reply(crossref_work(**changes)))
    fakes.pubmed.on("esearch.fcgi", ids_reply(PMID))
    fakes.pubmed.on("efetch.fcgi", xml_reply(pubmed_article()))


@pytest.mark.parametrize(
    "text",
    [
        DOI,
        f"doi:{DOI.upper()}",
        f"https://doi.org/{DOI}",
        f"https://publisher.example/doi/full/{DOI}?utm_source=mail",
        PMID,
        f"PMID: {PMID}",
        f"https://pubmed.ncbi.nlm.nih.gov/{PMID}/",
        "PMC9000001",
        "https://pmc.ncbi.nlm.nih.gov/articles/PMC9000001/",
    ],
)
def test_an_entry_is_written_from_its_record(fakes: Fakes, tmp_path: Path, text: str):
    lay_down(fakes)
    found = settings(tmp_path)
    (added,) = run(fakes, found, text)
    assert ("sample2024", None, WRITTEN) == (added.key, added.duplicate, added.text)
    bibliography = (found.root / "bib/socks.bib").read_text(encoding="utf-8")
    assert f"{OTHER}\n{WRITTEN}" == bibliography


def test_what_was_written_is_read_and_verified(fakes: Fakes, tmp_path: Path):
    lay_down(fakes)
    found = settings(tmp_path)
    run(fakes, found, DOI)
    bibliography = read_bibliography(found)
    lock, problems = read_lock(lock_path(found))
    assert ((), ()) == (bibliography.problems, problems)
    assert "verified" == states(bibliography, lock)["sample2024"].name


@pytest.mark.parametrize(
    "there",
    [
        OTHER.replace("10.5555/tea", DOI.upper()),
        OTHER.replace("90000002", PMID),
        OTHER.replace("Cold tea", "Warm Socks for Cold Feet"),
    ],
    ids=["by DOI", "by PMID", "by title"],
)
def test_what_is_there_is_not_written_twice(fakes: Fakes, tmp_path: Path, there: str):
    lay_down(fakes)
    found = settings(tmp_path, there)
    (added,) = run(fakes, found, PMID)
    assert "other2020" == added.key
    assert added.duplicate
    assert "bib/socks.bib" == added.duplicate.path
    assert there == (found.root / "bib/socks.bib").read_text(encoding="utf-8")
    assert not lock_path(found).exists()


def test_the_same_title_by_others_years_ago_is_another_work(fakes: Fakes, tmp_path: Path):
    lay_down(fakes)
    there = OTHER.replace("Cold tea", "Warm socks for cold feet").replace("{2024}", "{1999}")
    (added,) = run(fakes, settings(tmp_path, there), PMID)
    assert added.duplicate is None


def test_one_work_asked_for_twice_is_written_once(fakes: Fakes, tmp_path: Path):
    lay_down(fakes)
    found = settings(tmp_path)
    assert 1 == len(run(fakes, found, DOI, PMID))
    assert 1 == (found.root / "bib/socks.bib").read_text(encoding="utf-8").count("{sample2024,")


def test_retractions_are_told_when_a_work_is_added(fakes: Fakes, tmp_path: Path):
    lay_down(fakes, **{"updated-by": [update("retraction")]})
    (added,) = run(fakes, settings(tmp_path), DOI)
    assert added.notices[0].startswith("retraction, says Crossref")


def test_what_is_no_identifier_is_told_of_all_at_once(fakes: Fakes, tmp_path: Path):
    with pytest.raises(PressError) as caught:
        run(fakes, settings(tmp_path), DOI, "socks", "https://publisher.example/article/7")
    assert ["https://publisher.example/article/7", "socks"] == sorted(
        problem.path for problem in caught.value.problems
    )
    assert [] == fakes.crossref.asked


def test_what_no_registry_knows_is_told_of_and_nothing_written(fakes: Fakes, tmp_path: Path):
    found = settings(tmp_path)
    lay_down(fakes)
    with pytest.raises(PressError, match="neither Crossref nor PubMed has a record of it"):
        run(fakes, found, DOI, "10.5555/none")
    assert OTHER == (found.root / "bib/socks.bib").read_text(encoding="utf-8")


def test_registries_that_do_not_answer_are_told_of(fakes: Fakes, tmp_path: Path):
    fakes.crossref.on(f"works/{DOI}", Reply(500))
    fakes.pubmed.on("esearch.fcgi", Reply(500))
    with pytest.raises(PressError, match=r"Crossref answered with HTTP 500 .*PubMed answered"):
        run(fakes, settings(tmp_path), DOI)


def test_a_file_can_be_named(fakes: Fakes, tmp_path: Path):
    lay_down(fakes)
    found = settings(tmp_path)
    run(fakes, found, DOI, into=found.root / "bib/new.bib")
    assert WRITTEN == (found.root / "bib/new.bib").read_text(encoding="utf-8")


def test_line_ends_of_the_file_are_kept(fakes: Fakes, tmp_path: Path):
    lay_down(fakes)
    found = settings(tmp_path)
    path = found.root / "bib/socks.bib"
    path.write_bytes(OTHER.rstrip().replace("\n", "\r\n").encode())
    run(fakes, found, DOI)
    text = path.read_bytes().decode()
    assert 0 == text.replace("\r\n", "").count("\n")
    assert () == read_bibliography(found).problems


def text_of(**changes: Any) -> str:
    return entry_text("key", record_of(crossref_work(**changes)))


@pytest.mark.parametrize(
    ("author", "written"),
    [
        ({"family": "Zarate", "given": "Carlos A.", "suffix": "Jr."}, "Zarate, Jr, C. A."),
        ({"family": "Morgan", "given": "CJA"}, "Morgan, C. J. A."),
        ({"family": "Su", "given": "Tung-Ping"}, "Su, T.-P."),
        ({"family": "de la Salle", "given": "Sara"}, "de la Salle, S."),
        ({"name": "Johnson & Johnson"}, r"{Johnson \& Johnson}"),
    ],
)
def test_names_are_written_with_initials(author: dict[str, str], written: str):
    assert f"author           = {{{written}}}," in text_of(author=[author])


def test_special_characters_are_written_for_bibtex():
    text = text_of(title=["50% of socks & #1_shoes {x}"], subtitle=None)
    assert r"title            = {50\% of socks \& \#1\_shoes \{x\}}," in text


@pytest.mark.parametrize(
    ("page", "written"),
    [
        ("101-9", "101--109"),
        ("S100-S108", "S100--S108"),
        ("e19", "e19"),
        ("24m15257", "24m15257"),
        ("CD011612", "CD011612"),
    ],
)
def test_pages_are_written_in_full(page: str, written: str):
    assert f"pages            = {{{written}}}," in text_of(page=page)


def test_pages_that_are_none_are_left_out():
    assert "pages" not in text_of(page="n/a-n/a")


@pytest.mark.parametrize(
    ("kind", "written"),
    [
        ("journal-article", "@article{"),
        ("book-chapter", "@incollection{"),
        ("book", "@book{"),
        ("report", "@report{"),
        ("proceedings-article", "@inproceedings{"),
        ("posted-content", "@misc{"),
        ("peer-review", "@article{"),
    ],
)
def test_the_kind_of_entry_follows_the_kind_of_work(kind: str, written: str):
    assert text_of(type=kind).startswith(written)


def test_a_chapter_stands_in_a_book():
    text = text_of(type="book-chapter", **{"container-title": ["The Book of Socks"]})
    assert "booktitle        = {The Book of Socks}," in text
    assert "publisher        = {Invented Press}," in text
    assert "journal" not in text


def test_a_list_of_authors_that_is_not_complete_is_noted():
    authors = '<AuthorList CompleteYN="N"><Author><LastName>A</LastName></Author></AuthorList>'
    (record,) = records_of(article_set(pubmed_article(authors=authors)))
    text = entry_text("a2024", record)
    assert "author           = {A and others}," in text
    assert "verificationnote = {The rest of the author list is not established.}," in text


@pytest.mark.parametrize(
    ("names", "year", "taken", "key"),
    [
        (["Anand, A."], "2023", (), "anand2023"),
        (["Anand, A."], "2023", ("anand2023",), "anand2023b"),
        (["Anand, A."], "2023", ("anand2023a", "anand2023b"), "anand2023c"),
        (["Carhart-Harris, R."], "2017", (), "carhartharris2017"),
        (["de la Salle, S."], "2025", (), "delasalle2025"),
        (["Thibault Lévesque, J."], "2025", (), "thibaultlevesque2025"),
        (["O’Malley, K."], "2021", (), "omalley2021"),
        (["Škoda, M."], "2021", (), "skoda2021"),
        (["王, 小明"], "2021", (), "wang2021"),
        (["{Sock Study Group}"], "2021", (), "sock2021"),
        (["Anand, A."], "", (), "anandnd"),
    ],
)
def test_a_citekey_follows_our_rule(names: list[str], year: str, taken: tuple[str, ...], key: str):
    work = Work(authors=listed(names), years=(year,) if year else ())
    assert key == citekey(work, taken)
