"""How far a reference is checked, as readers see it: on the website, on paper, in the Word copy."""

from __future__ import annotations

import html
import re
import shutil
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from lxml.html import HtmlElement, document_fromstring

from press.build import build
from press.checks import check
from press.site import build_site
from tests.conftest import PUBLICATIONS, MakePublication
from tests.locks import DAY, LOCK, RETRACTION, lock, record
from tests.pdf.support import pages

DIGEST = "docs/digests/short-sleep.md"
MEDIA = ["site", "PDF", "DOCX"]
VERIFIED = "Verified: Crossref, 2026-01-05; no notice found on 2026-01-05 (Crossref)"
TOLD = f"retraction, says Crossref (told by the publisher, https://doi.org/{RETRACTION['where']}"
CANDIDATE = {"registry": "pubmed", "title": "Naps and Moods", "likeness": 81}


def signed(rule: str, key: str) -> dict[str, str]:
    """Return the digest with one finding signed off, so that it can be built."""
    text = (PUBLICATIONS / "minimal" / DIGEST).read_text(encoding="utf-8")
    one = f"{{rule: {rule}, cite: {key}, by: A. Writer, date: 2026-01-06, why: Seen in print.}}"
    return {DIGEST: text.replace("status: published\n", f"status: published\naccepted: [{one}]\n")}


def words(markup: str) -> str:
    """Return the words of HTML, WordprocessingML or plain text, with one space between two."""
    apart = re.sub(r"</(?:w:p|li|p|h\d|td)>", " ", markup)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", apart)).split())


def read(root: Path) -> Mapping[str, str]:
    """Build a publication; return the words of its issue and digest in every medium."""
    build(root)
    with zipfile.ZipFile(root / "exports/2026-01.docx") as archive:
        word = archive.read("word/document.xml").decode()
    found = [root / f"site/{page}/index.html" for page in ("issues/2026-01", "digests/short-sleep")]
    site = " ".join(path.read_text(encoding="utf-8") for path in found)
    paper = " ".join(pages(root / "exports/2026-01.pdf"))
    return {"site": words(site), "PDF": words(paper), "DOCX": words(word)}


def media(text: str, found: Mapping[str, str]) -> list[str]:
    """Return in which media a text stands; paper may break an address anywhere."""
    wanted = text.replace(" ", "")
    return [medium for medium, told in found.items() if wanted in told.replace(" ", "")]


def test_a_state_stands_beside_its_reference_in_every_medium(publication: MakePublication):
    differing = lock(moe2019=record("moe2019", journal="Annals of Imaginary Rest"))
    found = read(publication({LOCK: differing, **signed("record-differs", "moe2019")}))
    assert MEDIA == media(f"doi:10.5555/lund.2021 {VERIFIED}", found)
    assert MEDIA == media("PMID: 12345678 Differs from Crossref, 2026-01-05 in journal", found)
    assert MEDIA == media("Verified: every field is as on a record", found)
    assert MEDIA == media("Differs: a record has something else.", found)
    for absent in ("Not found:", "Unchecked:", "retracted"):
        assert [] == media(absent, found)


def test_a_retracted_work_is_marked_wherever_it_is_cited(publication: MakePublication):
    retracted = lock(lund2021=record("lund2021", RETRACTION))
    found = read(publication({LOCK: retracted, **signed("record-retracted", "lund2021")}))
    assert ["site"] == media("about sleep1 [retracted].", found)
    assert ["PDF", "DOCX"] == media("about sleep2 [retracted].", found)
    assert ["site"] == media("see also 2 [retracted: Lund et al.].", found)
    assert ["PDF", "DOCX"] == media("see also 1 [retracted: Lund et al.].", found)
    assert MEDIA == media("2021. doi:10.5555/lund.2021. Retracted Design", found)
    assert MEDIA == media(f"Retracted. Verified: Crossref, 2026-01-05; {TOLD}", found)
    assert [] == media("see also 1 [retracted]", found)


ANSWERS: dict[str, tuple[dict[str, Any], str]] = {
    "unchecked": ({"fields": {}}, "no record confirms this entry"),
    "not found": (
        {
            "asked": {"pubmed": {"by": "pmid:12345678", "date": DAY, "outcome": "not found"}},
            "fields": {},
        },
        "PubMed, 2026-01-05",
    ),
    "ambiguous": (
        {
            "asked": {"pubmed": {"by": "search", "date": DAY, "outcome": "candidates"}},
            "candidates": [CANDIDATE],
            "fields": {},
        },
        "1 possible record, none of them confirmed (PubMed, 2026-01-05)",
    ),
    "differs": (record("moe2019", year="2017"), "from Crossref, 2026-01-05 in year"),
    "verified": (record("moe2019"), "Crossref, 2026-01-05; no notice found on 2026-01-05"),
}


PAGE = {"docs/bibliography.md": "# All\n\n\\full_bibliography\n"}


def bibliography_page(root: Path) -> HtmlElement:
    """Build a publication's site; return its page of all works."""
    build_site(root, root / "site")
    return document_fromstring((root / "site/bibliography/index.html").read_bytes())


@pytest.fixture(scope="module")
def works(tmp_path_factory: pytest.TempPathFactory) -> HtmlElement:
    """Return the page of all works of a publication that has one in every state."""
    root = tmp_path_factory.mktemp("states") / "publication"
    shutil.copytree(PUBLICATIONS / "minimal", root)
    (root / "docs/bibliography.md").write_text(PAGE["docs/bibliography.md"], encoding="utf-8")
    entry = (root / "bib/refs.bib").read_text(encoding="utf-8").partition("@article{moe2019,")[2]
    keys = {state: f"moe2019{state.replace(' ', '')}" for state in ANSWERS}
    copies = "".join(f"@article{{{key},{entry}\n" for key in keys.values())
    (root / "bib/states.bib").write_text(copies, encoding="utf-8")
    answers = {keys[state]: answer for state, (answer, _) in ANSWERS.items()}
    (root / LOCK).write_text(lock(**answers), encoding="utf-8")
    return bibliography_page(root)


@pytest.mark.parametrize("state", ANSWERS)
def test_the_bibliography_tells_the_state_of_every_work(works: HtmlElement, state: str):
    rest = ANSWERS[state][1]
    (work,) = works.cssselect(f'[data-key="moe2019{state.replace(" ", "")}"]')
    (mark,) = work.cssselect(".checked-mark")
    (told,) = work.cssselect(".checked")
    assert (state, state) == (mark.get("data-mark"), mark.text_content())
    assert " ".join(told.text_content().split()).startswith(f"{state} {rest}")


def test_the_bibliography_marks_a_retracted_work(publication: MakePublication):
    root = publication({LOCK: lock(lund2021=record("lund2021", RETRACTION)), **PAGE})
    works = bibliography_page(root).cssselect("[data-key]")
    marked = {work.get("data-key"): bool(work.cssselect(".retracted")) for work in works}
    assert {"lund2021": True, "moe2019": False} == marked


def test_a_lock_that_cannot_be_read_is_told_and_checks_nothing(publication: MakePublication):
    root = publication({LOCK: '{"version": 1, "entries": {\n'})
    assert [(LOCK, "lock")] == [(one.path, one.rule) for one in check(root)]
