"""References that readers take along: what each file holds, and what each page offers."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import rispy

from press.bibliography import Bibliography, Checked, bibtex, csl_json, parse_bibtex, ris
from press.bibliography.engine import engine
from press.site import build_site
from tests.browser.tiny import ISSUE, digest, publication

ENTRIES = r"""
@string{jt = "Journal of Tests"}

@article{berg2020,
  author = {van der Berg, A. B. and {Group for Sleep} and Doe, Jr., John and others},
  title = {Tea {\&} sleep: \emph{in vitro} and in {H}\textsubscript{2}O},
  journal = jt,
  year = {2020},
  month = {5},
  volume = {12},
  number = {3},
  pages = {e12--e20},
  doi = {10.1002/(SICI)1-2(1998)17:15/16<1::AID-1>3.0.CO;2-2},
  pmid = {12345},
  verification = {recalled},
  verificationnote = {Seen in a list.},
}

@incollection{ray2019,
  author = {Ray, R.},
  title = {A chapter},
  pages = {7},
  crossref = {book2019},
}

@book{book2019,
  editor = {Éditrice, Éva},
  title = {A book},
  booktitle = {A book},
  publisher = {Press of Tests},
  year = {2019},
}

@misc{page2021,
  author = {Author, A.},
  title = {A page},
  year = {2021},
  url = {https://example.org/a;b},
}
"""
KEYS = ("berg2020", "ray2019", "page2021")
TOLD = "unchecked: volume (the rest by PubMed, 2026-11-21)"


@pytest.fixture(scope="module")
def bibliography() -> Bibliography:
    entries, problems = parse_bibtex("works.bib", ENTRIES)
    assert problems == []
    checked = {"berg2020": Checked("unchecked", TOLD, "Seen in a list.")}
    return Bibliography({entry.key: entry for entry in entries}, checked=checked)


def test_bibtex_keeps_every_field_and_what_an_entry_inherits_from(bibliography):
    text = bibtex(bibliography, KEYS)
    found, problems = parse_bibtex("again.bib", text)
    assert problems == []
    assert [*KEYS, "book2019"] == [entry.key for entry in found]
    for entry in found:
        assert dict(bibliography.entries[entry.key].fields) == dict(entry.fields)


def test_bibtex_needs_no_abbreviations_from_elsewhere(bibliography):
    assert "journal          = {Journal of Tests}," in bibtex(bibliography, KEYS)


def test_bibtex_holds_only_what_was_asked_for(bibliography):
    text = bibtex(bibliography, ["page2021", "page2021"])
    assert 1 == text.count("@")
    assert "page2021" in text


def test_ris_says_what_the_entry_says(bibliography):
    (record,) = rispy.loads(ris(bibliography, ["berg2020"]))
    expected = {
        "type_of_reference": "JOUR",
        "id": "berg2020",
        "authors": ["van der Berg, A. B.", "Group for Sleep", "Doe, John, Jr."],
        "title": "Tea & sleep: in vitro and in H2O",
        "secondary_title": "Journal of Tests",
        "volume": "12",
        "number": "3",
        "start_page": "e12",
        "end_page": "e20",
        "year": "2020",
        "date": "2020/05//",
        "doi": "10.1002/(SICI)1-2(1998)17:15/16<1::AID-1>3.0.CO;2-2",
        "accession_number": "12345",
    }
    assert expected == {key: record[key] for key in expected}


def test_ris_says_that_authors_are_left_out_and_how_far_the_entry_is_checked(bibliography):
    incomplete, complete = rispy.loads(ris(bibliography, ["berg2020", "page2021"]))
    assert [
        "The list of authors is not complete.",
        f"Checked against records: {TOLD}. Seen in a list.",
    ] == incomplete["notes"]
    assert "notes" not in complete


def test_ris_keeps_addresses_with_semicolons_whole(bibliography):
    article, page = rispy.loads(ris(bibliography, ["berg2020", "page2021"]))
    assert 2 == len(article["urls"])
    assert article["urls"][0].endswith("3.0.CO%3B2-2")
    assert ["https://example.org/a%3Bb"] == page["urls"]


def test_ris_knows_chapters_and_gives_one_page_as_one(bibliography):
    (record,) = rispy.loads(ris(bibliography, ["ray2019"]))
    assert "CHAP" == record["type_of_reference"]
    assert "7" == record["start_page"]
    assert "end_page" not in record


def test_every_ris_record_begins_and_ends(bibliography):
    lines = ris(bibliography, KEYS).split("\n")
    assert 3 == sum(line.startswith("TY  - ") for line in lines)
    assert 3 == lines.count("ER  - ")
    assert [] == [line for line in lines if line and line[2:6] != "  - "]


def test_csl_json_is_read_back_the_same(bibliography):
    items = json.loads(csl_json(bibliography, KEYS))
    assert list(KEYS) == [item["id"] for item in items]
    for item in items:
        ours = bibliography.csl()[item["id"]]
        item.pop("note", None)
        assert {**ours, "type": ours["type"] or "document"} == item


def test_csl_json_can_be_cited_from(bibliography):
    items = [{**item, "id": f"k{n}"} for n, item in enumerate(_items(bibliography))]
    answer = engine().ask(
        "cite",
        clusters=[
            [{"key": item["id"], "mode": "NormalCitation", "prefix": "", "suffix": ""}]
            for item in items
        ],
        entries=json.dumps(items),
        csl=_style(),
        language="en-GB",
        all=False,
    )
    assert ["k0", "k1", "k2"] == [reference["key"] for reference in answer["references"]]


def _items(bibliography: Bibliography) -> list[dict[str, object]]:
    return json.loads(csl_json(bibliography, KEYS))


def _style() -> str:
    from press.bibliography import style

    return style("american-medical-association", Path()).address


def test_csl_json_has_no_work_without_a_type(bibliography):
    (item,) = json.loads(csl_json(bibliography, ["page2021"]))
    assert "document" == item["type"]


# Pages ------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = publication(
        tmp_path_factory.mktemp("downloads"),
        {
            "docs/digests/coffee.md": digest("Coffee", status="draft"),
            "docs/issues/bare.md": ISSUE.replace("[@beta2021]", "nothing").replace(
                "number: 1", "number: 2"
            ),
        },
    )
    build_site(root, root / "site")
    return root / "site"


def test_a_digest_offers_what_it_cites_and_no_more(site):
    text = (site / "digests/tea/references.bib").read_text()
    assert "@article{alpha2020," in text
    assert "beta2021" not in text
    assert ["alpha2020"] == [item["id"] for item in _json(site / "digests/tea/references.json")]
    (record,) = rispy.loads((site / "digests/tea/references.ris").read_text())
    assert "alpha2020" == record["id"]


def test_an_issue_offers_what_its_editorial_and_its_digests_cite(site):
    found = [item["id"] for item in _json(site / "issues/one/references.json")]
    assert ["beta2021", "alpha2020"] == found
    found = [item["id"] for item in _json(site / "issues/bare/references.json")]
    assert ["alpha2020"] == found


@pytest.mark.parametrize("address", ["digests/tea", "issues/one", "issues/bare"])
def test_the_page_links_to_its_downloads(site, address):
    html = (site / address / "index.html").read_text()
    name = address.rpartition("/")[2]
    for label, ending in (("BibTeX", "bib"), ("RIS", "ris"), ("CSL-JSON", "json")):
        link = f'<a href="references.{ending}" download="{name}.{ending}">{label}</a>'
        assert 1 == html.count(link)


@pytest.mark.parametrize("address", ["topics/sleep", "bibliography", "."])
def test_other_pages_offer_no_downloads(site, address):
    assert "references-downloads" not in (site / address / "index.html").read_text()
    assert [] == list((site / address).glob("references.*"))


def test_what_is_not_shown_has_no_downloads(site):
    assert not (site / "digests/coffee").exists()


def _json(path: Path) -> list[dict[str, str]]:
    return json.loads(path.read_text(encoding="utf-8"))


def test_a_site_without_folders_for_pages_offers_them_too(tmp_path):
    from tests.browser.tiny import CONFIG

    root = publication(tmp_path, {"mkdocs.yml": CONFIG + "use_directory_urls: false\n"})
    build_site(root, root / "site")
    html = (root / "site/digests/tea.html").read_text()
    assert 'href="tea/references.bib" download="tea.bib"' in html
    assert (root / "site/digests/tea/references.bib").is_file()
