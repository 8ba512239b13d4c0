"""The site of the repository's own publication: what every reader must find in it."""

from __future__ import annotations

import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest

from press.site import SiteReport, build_site
from tests.browser.tiny import ROOT
from tests.ours import ours

PUBLICATION = ours()
DIGESTS = [digest.slug for digest in PUBLICATION.published()]
ISSUES = [issue.slug for issue in PUBLICATION.published_issues()]


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, SiteReport]:
    folder = tmp_path_factory.mktemp("real") / "site"
    return folder, build_site(ROOT, folder)


@pytest.fixture(scope="session")
def site(built: tuple[Path, SiteReport]) -> Path:
    return built[0]


def page(site: Path, address: str) -> str:
    return (site / address / "index.html").read_text(encoding="utf-8")


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", "", html).split())


def as_typed(html: str) -> str:
    """Return the words of a page with the apostrophes that authors type."""
    return words(html).replace("\u2019", "'")


class Resources(HTMLParser):
    """Collects what a browser would load for a page, and its menus."""

    def __init__(self) -> None:
        super().__init__()
        self.loaded: list[str] = []
        self.menu: list[str] = []
        self.ids: list[str] = []
        self._menus = 0

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        if "id" in values:
            self.ids.append(values["id"])
        if tag == "link" and values.get("rel") not in {"canonical", "prev", "next", "alternate"}:
            self.loaded.append(values.get("href") or "")
        if tag in {"script", "img", "iframe", "source", "video", "audio", "embed"} and values.get(
            "src"
        ):
            self.loaded.append(values["src"])
        if tag == "nav":
            self._menus += 1
        if tag == "a" and self._menus:
            self.menu.append(values.get("href") or "")

    def handle_endtag(self, tag):
        if tag == "nav":
            self._menus -= 1


def resources(path: Path) -> Resources:
    parser = Resources()
    parser.feed(path.read_text(encoding="utf-8"))
    return parser


def test_the_report_counts_every_page(built):
    folder, report = built
    assert report.pages == len(list(folder.rglob("index.html")))
    assert report.pages >= len(DIGESTS) + len(ISSUES) + len(PUBLICATION.topics)
    assert report.seconds > 0


@pytest.mark.parametrize("slug", DIGESTS)
def test_a_digest_has_its_card_its_bottom_line_and_the_disclaimer(site, slug):
    html = page(site, f"digests/{slug}")
    meta = PUBLICATION.digest_by_slug[slug].meta
    assert html.count('class="study-card"') == 1
    assert meta.bottom_line in as_typed(html[html.index('class="bottom-line"') :])
    assert html.count('class="disclaimer"') == 1
    assert PUBLICATION.settings.disclaimer in words(html)


@pytest.mark.parametrize("slug", ISSUES)
def test_an_issue_has_the_disclaimer_once(site, slug):
    html = page(site, f"issues/{slug}")
    assert html.count('class="disclaimer"') == 1
    assert PUBLICATION.settings.disclaimer in words(html)


@pytest.mark.parametrize("slug", ISSUES)
def test_an_issue_lists_its_digests_in_order_with_their_bottom_lines(site, slug):
    issue = next(issue for issue in PUBLICATION.issues if issue.slug == slug)
    html = page(site, f"issues/{slug}")
    places = [html.index(f'href="../../digests/{digest}/"') for digest in issue.digests]
    assert places == sorted(places)
    for digest in issue.digests:
        line = PUBLICATION.digest_by_slug[digest].meta.bottom_line
        assert line in as_typed(html)


@pytest.mark.parametrize("topic", [topic.slug for topic in PUBLICATION.topics])
def test_a_topic_lists_its_digests_newest_first(site, topic):
    html = page(site, f"topics/{topic}")
    listed = re.findall(r'<h3 class="item-title"><a href="../../digests/([^"/]+)/">', html)
    assert listed == [digest.slug for digest in PUBLICATION.in_topic(topic)]


def test_topics_are_listed_by_title(site):
    titles = [topic.meta.title for topic in PUBLICATION.topics]
    for address in (".", "topics"):
        html = page(site, address)
        listed = re.findall(r'<p class="topic-title"><a [^>]*>([^<]+)</a>', html)
        assert listed == sorted(titles, key=str.casefold)
    assert titles != sorted(titles, key=str.casefold), "their files are named in another order"


def test_the_figure_of_a_topic_stands_under_none_of_its_headings(site):
    html = page(site, "topics/substance-use")
    text = html[html.index('class="prose"') :]
    assert text.count('class="evidence-figure"') == 1
    assert text.index("Ketamine has been tried") < text.index('class="evidence-figure"')
    assert text.index('class="evidence-figure"') < text.index("<h2")


def test_the_home_page_shows_the_newest_issue_and_digests(site):
    html = page(site, ".")
    assert f'href="issues/{ISSUES[0]}/"' in html
    shown = re.findall(r'<h3 class="item-title"><a href="digests/([^"/]+)/">', html)
    assert shown == DIGESTS[:6]


def test_no_menu_lists_digests(site):
    for path in site.rglob("*.html"):
        assert not [link for link in resources(path).menu if "digests/" in link], path


def test_nothing_is_loaded_from_another_host(site):
    for path in site.rglob("*.html"):
        for address in resources(path).loaded:
            assert not re.match(r"(?:[a-z]+:)?//", address), (path, address)
    for path in site.rglob("*.css"):
        for address in re.findall(r"url\(([^)]+)\)", path.read_text(encoding="utf-8")):
            assert not re.match(r"[\"']?(?:https?:)?//", address), (path, address)


def test_fonts_are_served_by_the_site_itself(site):
    style = site / "assets/press/press.css"
    names = re.findall(r'url\("([^"]+)"\)', style.read_text(encoding="utf-8"))
    assert len(names) == 6
    for name in names:
        font = style.parent / name
        assert font.read_bytes()[:4] == b"wOF2"
        assert font.stat().st_size < 100_000


def test_no_id_stands_twice_on_a_page(site):
    for path in site.rglob("index.html"):
        ids = resources(path).ids
        assert sorted(set(ids)) == sorted(ids), path


def test_every_link_within_a_page_leads_somewhere(site):
    for path in site.rglob("index.html"):
        parser = resources(path)
        targets = re.findall(r'href="#([^"]+)"', path.read_text(encoding="utf-8"))
        known = {*parser.ids, "__comments"}
        assert not [target for target in targets if target not in known], path


def test_every_relative_link_leads_to_a_file(site):
    for path in site.rglob("index.html"):
        for link in re.findall(r' href="([^"#?:]+)"', path.read_text(encoding="utf-8")):
            target = (path.parent / link).resolve()
            assert target.exists(), (path, link)


def test_the_bibliography_says_where_each_work_is_cited(site):
    html = page(site, "bibliography")
    assert html.count("<li id=") >= 20
    assert "full_bibliography" not in html
    work = html[html.index('data-key="anand2023"') :]
    work = work[: work.index("</li>")]
    assert 'href="../digests/elekt-d/"' in work
    assert 'href="../issues/2026-09/"' in work


def test_a_citation_links_to_its_reference_and_back(site):
    html = page(site, "digests/elekt-d")
    assert 'id="cite-1"' in html
    assert 'href="#ref-anand2023"' in html
    assert re.search(r'<li id="ref-anand2023".*?href="#cite-1"', html, re.DOTALL)


@pytest.mark.parametrize("program", ["mkdocs", "properdocs"])
def test_the_site_builds_strictly_without_a_warning(tmp_path, program):
    command = [sys.executable, "-m", program, "build", "--strict", "-d", str(tmp_path / "site")]
    command += ["-f", str(ROOT / "mkdocs.yml")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "WARNING -" not in done.stderr
    assert (tmp_path / "site/digests" / DIGESTS[0] / "index.html").is_file()


def test_the_search_engine_keeps_its_keys_apart(site):
    (worker,) = (site / "assets/javascripts/workers").glob("search*.js")
    key = worker.read_text(encoding="utf-8").split("TokenSet.prototype.toString=function", 1)[1]
    assert re.search(r'^.{,300}?\w=\w\+\w\+\w\.id\+","\}', key)
