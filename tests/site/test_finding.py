"""Ways to a digest besides its topic: badges, tags, the sitemap, the page for wrong addresses."""

from __future__ import annotations

import gzip
import re
import subprocess
import sys
from pathlib import Path

import pytest

from press.site import build_site
from tests.browser.tiny import CONFIG, digest, publication

TAGGED = CONFIG.replace("  - search\n", "  - search\n  - tags\n")
HOME = "https://example.org/tiny/"
FILES = {
    "mkdocs.yml": TAGGED,
    "docs/tags.md": "---\ntitle: Tags\n---\n\nWords.\n\n<!-- material/tags -->\n",
    "docs/about.md": "---\ntitle: About\n---\n\nUs.\n",
    "docs/digests/tea.md": digest().replace(
        "design:", "tags: [night & day, C<b>]\nmarks: [new, ongoing research]\ndesign:"
    ),
    "docs/digests/coffee.md": digest("Coffee <b>", date="2026-03-01").replace(
        "design:", "tags: [night & day]\ndesign:"
    ),
    "docs/digests/milk.md": digest("Milk", status="in review").replace(
        "design:", "tags: [cow]\ndesign:"
    ),
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = publication(tmp_path_factory.mktemp("finding"), FILES)
    build_site(root, root / "site")
    return root / "site"


def page(site: Path, address: str) -> str:
    return (site / address / "index.html").read_text(encoding="utf-8")


def test_the_page_of_tags_lists_each_with_its_digests(site):
    html = page(site, "tags")
    listed = html[html.index("<p>Words.</p>") :]
    headings = re.findall(r'<h2 id="tag:[^"]*">\s*(.*?)\s*</h2>', listed, re.DOTALL)
    assert ["C&lt;b&gt;", "night &amp; day"] == headings
    part = listed[listed.index("night &amp; day") :]
    assert "Coffee &lt;\u2060b&gt;" in part  # joined, so that no tooltip takes it for HTML
    assert 'href="../digests/tea/"' in part


def test_what_is_not_published_has_no_tag(site):
    assert "cow" not in page(site, "tags")


def test_a_digest_shows_its_tags_after_its_text(site):
    html = page(site, "digests/tea")
    assert html.index('class="disclaimer"') < html.index('aria-label="Tags"')
    assert '<a href="../../tags/#tag:night--day" class="press-tag">night &amp; day</a>' in html
    assert 'class="press-tag"' not in page(site, "about")


def test_without_the_plugin_a_digest_has_no_tags(tmp_path):
    root = publication(tmp_path, {**FILES, "mkdocs.yml": CONFIG})
    build_site(root, root / "site")
    assert 'class="press-tag"' not in page(root / "site", "digests/tea")


def test_properdocs_lists_tags_too(tmp_path):
    root = publication(tmp_path, FILES)
    command = [sys.executable, "-m", "properdocs", "build", "--strict", "-f", "mkdocs.yml"]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert 0 == done.returncode, done.stderr
    assert 'id="tag:night--day"' in page(root / "site", "tags")


@pytest.mark.parametrize("address", ["digests/tea", "topics/sleep", "issues/one", "."])
def test_marks_are_badges_on_the_digest_and_in_lists(site, address):
    badges = re.findall(r'<span class="badge">(.*?)</span>', page(site, address))
    assert ["New", "Ongoing research"] == badges


def test_a_mark_that_a_topic_says_already_is_not_repeated_beside_it(tmp_path):
    marked = digest().replace("[sleep]", "[veterans, sleep]\nmarks: [veterans, new]")
    root = publication(
        tmp_path,
        {
            "docs/digests/tea.md": marked,
            "docs/topics/veterans.md": "---\ntitle: Veterans\n---\n\nPeople.\n",
        },
    )
    build_site(root, root / "site")
    badge = re.compile(r'<span class="badge">(.*?)</span>')
    assert ["New"] == badge.findall(page(root / "site", "digests/tea"))
    assert ["New"] == badge.findall(page(root / "site", "topics/sleep"))
    assert ["Veterans", "New"] == badge.findall(page(root / "site", "issues/one"))


def test_a_digest_without_marks_has_no_badge(site):
    assert 'class="badge"' not in page(site, "digests/coffee")


def sitemap(site: Path) -> dict[str, str]:
    text = (site / "sitemap.xml").read_text(encoding="utf-8")
    found = re.findall(r"<url>\s*<loc>(.*?)</loc>\s*(?:<lastmod>(.*?)</lastmod>)?\s*</url>", text)
    return {url.removeprefix(HOME): day for url, day in found}


def test_the_sitemap_has_the_days_of_the_texts_and_not_of_the_build(site):
    days = sitemap(site)
    assert "2026-01-05" == days["digests/tea/"]
    assert "2026-02-01" == days["issues/one/"]
    assert "2026-03-01" == days["topics/sleep/"] == days[""] == days["issues/"]
    assert "" == days["about/"]


def test_the_sitemap_has_no_drafts(site, tmp_path):
    assert "digests/milk/" not in sitemap(site)
    root = publication(tmp_path, FILES)
    build_site(root, root / "site", draft=True)
    assert "digests/milk/" in sitemap(root / "site")


def test_the_sitemap_is_the_same_on_any_day(site, tmp_path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    root = publication(tmp_path, FILES)
    build_site(root, root / "site")
    for name in ("sitemap.xml", "sitemap.xml.gz"):
        assert (site / name).read_bytes() == (root / "site" / name).read_bytes()
    packed = gzip.decompress((site / "sitemap.xml.gz").read_bytes())
    assert (site / "sitemap.xml").read_bytes() == packed


def test_a_wrong_address_leads_home_to_topics_and_to_issues(site):
    html = (site / "404.html").read_text(encoding="utf-8")
    assert "<title>Page not found - Tiny Digest</title>" in html
    for address in ("/tiny/", "/tiny/topics/", "/tiny/issues/", "/tiny/tags/"):
        assert f'<li><a href="{address}">' in html
    assert '<form class="not-found-search" action="/tiny/" method="get"' in html


def test_a_wrong_address_does_not_lead_to_pages_that_are_not_there(tmp_path):
    root = publication(tmp_path)
    build_site(root, root / "site")
    html = (root / "site/404.html").read_text(encoding="utf-8")
    assert "/tiny/tags/" not in html
