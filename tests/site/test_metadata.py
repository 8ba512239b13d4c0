"""What a page's head tells machines: schema.org, Highwire, Open Graph; known facts only."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from press.site import build_site
from tests.browser.tiny import BIBLIOGRAPHY, CONFIG, digest, publication

HOME = "https://example.org/tiny/"
TITLE = 'Tea & "coffee" </script><script>alert(1)</script>'
STUDY = """
@article{delta2022,
  author = {van der Delta, Dee A. and {Group for Sleep} and others},
  title = {Fourth things; \\emph{again}},
  journal = {Journal of Tests},
  year = {2022},
  month = {7},
  volume = {3},
  number = {2},
  pages = {11--19},
  doi = {10.1/four},
  pmid = {222},
}
"""
FILES = {
    "mkdocs.yml": CONFIG.replace("theme:", "site_description: Small studies.\ntheme:"),
    "bib/works.bib": BIBLIOGRAPHY + STUDY,
    "docs/digests/coffee.md": digest(f"'{TITLE}'", date="2026-03-01")
    .replace("study: alpha2020", "study: delta2022\ntags: [night]")
    .replace("Tea was tried [@alpha2020]", "Coffee was tried [@beta2021; @delta2022]"),
    "docs/digests/milk.md": digest("Milk", status="in review", date="2026-04-01"),
    "exports/one.pdf": "%PDF-1.7 stand-in",
}


class Head(HTMLParser):
    """Collects a page's meta tags, and its data of schema.org."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.tags: list[tuple[str, str]] = []
        self.data: list[Any] = []
        self._is_data = False
        self.scripts = 0
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        if tag == "meta" and (name := values.get("name") or values.get("property")):
            self.tags.append((name, values["content"]))
        self.scripts += tag == "script"
        self._is_data = tag == "script" and values.get("type") == "application/ld+json"

    def handle_data(self, data):
        if self._is_data:
            self.data.append(json.loads(data))
            self._is_data = False

    def all(self, name: str) -> list[str]:
        return [content for found, content in self.tags if found == name]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = publication(tmp_path_factory.mktemp("metadata"), FILES)
    build_site(root, root / "site")
    return root / "site"


def head(site: Path, address: str) -> Head:
    return Head(site / address / "index.html")


def test_a_digest_is_an_article_that_cites_its_study_first(site):
    (node,) = head(site, "digests/coffee").data
    study = node.pop("citation")[0]
    periodical = {
        "@type": "Periodical",
        "@id": f"{HOME}#periodical",
        "name": "Tiny Digest",
        "url": HOME,
    }
    assert {
        "@context": "https://schema.org",
        "@type": "ScholarlyArticle",
        "@id": f"{HOME}digests/coffee/",
        "headline": TITLE,
        "url": f"{HOME}digests/coffee/",
        "abstract": "Tea and water did the same.",
        "author": "A. Author",
        "datePublished": "2026-03-01",
        "inLanguage": "en",
        "keywords": ["night"],
        "about": [{"@type": "Thing", "name": "Sleep", "url": f"{HOME}topics/sleep/"}],
        "isPartOf": [periodical],
        "publisher": {"@type": "Organization", "name": "Tiny Digest"},
    } == node
    assert {
        "@type": "ScholarlyArticle",
        "@id": "https://doi.org/10.1/four",
        "name": "Fourth things; again",
        "author": [
            {
                "@type": "Person",
                "name": "Dee A. van der Delta",
                "familyName": "van der Delta",
                "givenName": "Dee A.",
            },
            "Group for Sleep",
        ],
        "datePublished": "2022-07",
        "isPartOf": {"@type": "Periodical", "name": "Journal of Tests"},
        "sameAs": ["https://doi.org/10.1/four", "https://pubmed.ncbi.nlm.nih.gov/222/"],
    } == study


def test_what_else_a_digest_cites_follows(site):
    (node,) = head(site, "digests/coffee").data
    assert ["Fourth things; again", "Second things", "First things"] == [
        work["name"] for work in node["citation"]
    ]


def test_what_is_not_known_is_not_said(site):
    (node,) = head(site, "digests/tea").data
    assert "keywords" not in node
    assert {"@type", "name", "author", "datePublished", "isPartOf"} == set(node["citation"][0])


def test_a_digest_knows_its_issue(site):
    (node,) = head(site, "digests/tea").data
    assert ["PublicationIssue", "Periodical"] == [part["@type"] for part in node["isPartOf"]]
    assert f"{HOME}issues/one/" == node["isPartOf"][0]["url"]
    assert ["1"] == head(site, "digests/tea").all("citation_issue")
    assert [] == head(site, "digests/coffee").all("citation_issue")


def test_an_issue_holds_its_digests_and_its_pdf(site):
    (node,) = head(site, "issues/one").data
    assert "PublicationIssue" == node["@type"]
    assert ("1", "The first issue", "2026-02-01") == (
        node["issueNumber"],
        node["name"],
        node["datePublished"],
    )
    assert [f"{HOME}digests/tea/"] == [part["url"] for part in node["hasPart"]]
    assert f"{HOME}exports/one.pdf" == node["encoding"]["contentUrl"]


def test_the_home_page_is_a_website_and_a_periodical(site):
    (node,) = head(site, ".").data
    website, periodical = node["@graph"]
    assert ("WebSite", "Periodical") == (website["@type"], periodical["@type"])
    assert "Small studies." == website["description"] == periodical["description"]
    assert [f"{HOME}issues/one/"] == [issue["url"] for issue in periodical["hasPart"]]


@pytest.mark.parametrize("address", ["topics/sleep", "bibliography"])
def test_other_pages_are_no_articles(site, address):
    assert [] == head(site, address).data
    assert [] == head(site, address).all("citation_title")


def test_reference_managers_find_the_digest_and_its_study(site):
    page = head(site, "digests/coffee")
    assert [TITLE] == page.all("citation_title")
    assert ["A. Author"] == page.all("citation_author")
    assert ["2026/03/01"] == page.all("citation_publication_date")
    assert ["Tiny Digest"] == page.all("citation_journal_title")
    assert [] == page.all("citation_pdf_url")
    expected = (
        "citation_title=Fourth things, again; citation_author=Dee A. van der Delta; "
        "citation_author=Group for Sleep; citation_journal_title=Journal of Tests; "
        "citation_publication_date=2022/07; citation_volume=3; citation_issue=2; "
        "citation_firstpage=11; citation_lastpage=19; citation_doi=10.1/four; citation_pmid=222"
    )
    assert [expected] == page.all("citation_reference")


def test_the_study_is_not_taken_for_the_digest(site):
    assert [] == head(site, "digests/coffee").all("citation_doi")


def test_reference_managers_find_the_pdf_of_an_issue_where_it_is_built(site, tmp_path):
    assert [f"{HOME}exports/one.pdf"] == head(site, "issues/one").all("citation_pdf_url")
    root = publication(tmp_path, {**FILES, "exports/one.pdf": ""})
    build_site(root, root / "site")
    without = head(root / "site", "issues/one")
    assert [] == without.all("citation_pdf_url")
    assert "encoding" not in without.data[0]


def test_a_page_is_described_once_for_search_engines_and_once_for_cards(site):
    page = head(site, "digests/coffee")
    assert ["Tea and water did the same."] == page.all("description")
    assert ["Tea and water did the same."] == page.all("og:description")
    assert [TITLE] == page.all("og:title")
    assert ["article"] == page.all("og:type")
    assert [f"{HOME}digests/coffee/"] == page.all("og:url")
    other = head(site, "topics/sleep")
    assert ["Small studies."] == other.all("description") == other.all("og:description")
    assert ["website"] == other.all("og:type")


def test_no_title_can_end_a_script_or_begin_one(site):
    assert head(site, "digests/tea").scripts == head(site, "digests/coffee").scripts
    html = (site / "digests/coffee/index.html").read_text()
    assert "<script>alert" not in html


def test_a_draft_has_no_day_of_publication(tmp_path):
    root = publication(tmp_path, FILES)
    build_site(root, root / "site", draft=True)
    page = head(root / "site", "digests/milk")
    assert [] == page.all("citation_publication_date") == page.all("article:published_time")
    assert "datePublished" not in page.data[0]
    assert "in review" == page.data[0]["creativeWorkStatus"]


def test_a_site_without_an_address_still_tells_what_it_knows(tmp_path):
    config = CONFIG.replace("site_url: https://example.org/tiny/\n", "")
    root = publication(tmp_path, {**FILES, "mkdocs.yml": config})
    build_site(root, root / "site")
    page = head(root / "site", "digests/coffee")
    assert [TITLE] == page.all("citation_title")
    assert [] == page.all("og:url")
    assert "url" not in page.data[0]
    assert [] == head(root / "site", "issues/one").all("citation_pdf_url")
