"""What a feed reader learns of a publication: its digests and issues, newest first."""

from __future__ import annotations

import json
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from press.site import build_site
from tests.browser.tiny import CONFIG, DISCLAIMER, digest, publication

HOME = "https://example.org/tiny/"
TITLE = 'Tea & "coffee" </title> <b>'
FILES = {
    "mkdocs.yml": CONFIG.replace("theme:", "site_description: Small studies.\ntheme:"),
    "docs/digests/coffee.md": digest(f"'{TITLE}'", date="2026-03-01").replace(
        "design:", "tags: [night shift]\ndesign:"
    ),
    "docs/digests/milk.md": digest("Milk", status="in review", date="2026-04-01"),
    "exports/one.pdf": "%PDF-1.7 stand-in",
}


def built(root: Path, *, draft: bool = False) -> Path:
    build_site(root, root / "site", draft=draft)
    return root / "site"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(publication(tmp_path_factory.mktemp("feeds"), FILES))


def json_feed(site: Path) -> Any:
    return json.loads((site / "feed.json").read_text(encoding="utf-8"))


def rss(site: Path) -> Any:
    return etree.fromstring((site / "feed.xml").read_bytes())[0]


def addresses(site: Path) -> list[str]:
    return [item["url"] for item in json_feed(site)["items"]]


def test_digests_and_issues_stand_in_it_newest_first(site):
    expected = [f"{HOME}digests/coffee/", f"{HOME}issues/one/", f"{HOME}digests/tea/"]
    assert expected == addresses(site)
    assert expected == [item.findtext("link") for item in rss(site).iter("item")]


def test_what_is_not_published_is_news_only_in_a_draft(tmp_path):
    root = publication(tmp_path, FILES)
    assert f"{HOME}digests/milk/" not in addresses(built(root))
    assert f"{HOME}digests/milk/" == addresses(built(root, draft=True))[0]


def test_an_item_of_rss_says_what_its_digest_says(site):
    item = next(rss(site).iter("item"))
    assert TITLE == item.findtext("title")
    assert "Tea and water did the same." == item.findtext("description")
    assert "A. Author" == item.findtext("{http://purl.org/dc/elements/1.1/}creator")
    assert "2026-03-01T00:00:00+00:00" == _time(item.findtext("pubDate"))
    assert ["Sleep", "night shift"] == [part.text for part in item.iter("category")]
    assert f"{HOME}digests/coffee/" == item.findtext("guid")
    assert item.find("enclosure") is None


def _time(text: str) -> str:
    return parsedate_to_datetime(text).isoformat()


def test_an_item_of_json_feed_says_the_same(site):
    expected = {
        "id": f"{HOME}digests/coffee/",
        "url": f"{HOME}digests/coffee/",
        "title": TITLE,
        "content_text": "Tea and water did the same.",
        "summary": "Tea and water did the same.",
        "date_published": "2026-03-01T00:00:00+00:00",
        "authors": [{"name": "A. Author"}],
        "tags": ["Sleep", "night shift"],
    }
    assert expected == json_feed(site)["items"][0]


def test_an_issue_comes_with_its_pdf_where_that_is_built(site, tmp_path):
    url, size = f"{HOME}exports/one.pdf", len("%PDF-1.7 stand-in")
    issue = json_feed(site)["items"][1]
    assert "Issue 1: The first issue" == issue["title"]
    assert [
        {
            "url": url,
            "mime_type": "application/pdf",
            "title": "Issue 1 as PDF",
            "size_in_bytes": size,
        }
    ] == issue["attachments"]
    enclosure = list(rss(site).iter("item"))[1].find("enclosure")
    assert {"url": url, "length": str(size), "type": "application/pdf"} == dict(enclosure.attrib)
    without = built(publication(tmp_path, {**FILES, "exports/one.pdf": ""}))
    assert "attachments" not in json_feed(without)["items"][1]
    assert b"enclosure" not in (without / "feed.xml").read_bytes()


def test_the_feed_itself_carries_the_disclaimer(site):
    feed = json_feed(site)
    assert "https://jsonfeed.org/version/1.1" == feed["version"]
    assert ("Tiny Digest", HOME, f"{HOME}feed.json", "en") == (
        feed["title"],
        feed["home_page_url"],
        feed["feed_url"],
        feed["language"],
    )
    assert (
        f"Small studies. {DISCLAIMER}" == feed["description"] == rss(site).findtext("description")
    )
    itself = rss(site).find("{http://www.w3.org/2005/Atom}link")
    assert f"{HOME}feed.xml" == itself.get("href")


def test_the_same_texts_make_the_same_feeds(site, tmp_path):
    again = built(publication(tmp_path, FILES))
    for name in ("feed.xml", "feed.json"):
        assert (site / name).read_bytes() == (again / name).read_bytes()
    assert "2026-03-01T00:00:00+00:00" == _time(rss(site).findtext("lastBuildDate"))


def test_every_page_leads_to_the_feeds(site):
    for path in site.rglob("*.html"):
        html = path.read_text(encoding="utf-8")
        assert 1 == html.count('<link rel="alternate" type="application/rss+xml"'), path
        assert 1 == html.count('<link rel="alternate" type="application/feed+json"'), path
    assert 'href="../../feed.xml">' in (site / "digests/tea/index.html").read_text()
    assert 'href="/tiny/feed.xml">' in (site / "404.html").read_text()


def test_a_site_without_an_address_has_no_feeds(tmp_path):
    config = CONFIG.replace("site_url: https://example.org/tiny/\n", "")
    site = built(publication(tmp_path, {"mkdocs.yml": config}))
    assert not (site / "feed.xml").exists()
    assert not (site / "feed.json").exists()
    for path in site.rglob("*.html"):
        assert "feed." not in path.read_text(encoding="utf-8"), path


def test_a_publication_without_digests_has_no_feeds(tmp_path):
    removed = {"docs/digests/tea.md": "", "docs/issues/one.md": ""}
    site = built(publication(tmp_path, removed))
    assert not (site / "feed.xml").exists()
    assert "feed." not in (site / "index.html").read_text()


def test_an_address_without_its_last_slash_is_the_same(tmp_path):
    config = CONFIG.replace("example.org/tiny/", "example.org/tiny")
    site = built(publication(tmp_path, {"mkdocs.yml": config}))
    assert f"{HOME}digests/tea/" in addresses(site)


def test_a_feed_of_the_authors_own_stays(tmp_path):
    site = built(publication(tmp_path, {"docs/feed.xml": "<rss/>\n"}))
    assert "<rss/>\n" == (site / "feed.xml").read_text()
    assert (site / "feed.json").is_file()
