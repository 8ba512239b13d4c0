"""What digests correct in what circulates: gathered on one page, and linked from each digest."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from press.site import build_site
from tests.browser.tiny import digest, publication

PAGE = "---\ntitle: Corrections\n---\n\nWhat was wrong.\n"
CORRECTION = """\
  - about: {about}
    was: '365 people & "many" <b>more</b>'
    now: 403 people
    why: The record gives 403.
"""


def with_corrections(text: str, *about: str, note: str = "") -> str:
    listed = "".join(CORRECTION.format(about=one) for one in about)
    lines = f"corrections:\n{listed}" if listed else ""
    lines += f"status_note: {note}\n" if note else ""
    return text.replace("design:", f"{lines}design:", 1)


FILES = {
    "docs/corrections.md": PAGE,
    "docs/digests/apple.md": with_corrections(digest("Apples"), "Participants"),
    "docs/digests/tea.md": with_corrections(digest("Tea"), "Participants", "First author"),
    "docs/digests/bread.md": digest("Bread"),
    "docs/digests/milk.md": with_corrections(
        digest("Milk", status="in review"), note="The paper could not be found."
    ),
    "docs/digests/nut.md": with_corrections(digest("Nuts", status="draft"), "Year"),
}


def built(root: Path, *, draft: bool = False) -> str:
    build_site(root, root / "site", draft=draft)
    page = root / "site/corrections/index.html"
    return page.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return publication(tmp_path_factory.mktemp("corrections"), FILES)


@pytest.fixture(scope="module")
def page(root: Path) -> str:
    return built(root)


def headings(html: str) -> list[str]:
    found = re.findall(r'<h2 id="corrections-[^"]*">(.*?)</h2>', html)
    return [re.sub(r"<[^>]+>", "", text) for text in found]


def test_the_page_begins_with_what_its_author_wrote_and_the_counts(page):
    assert page.index("What was wrong.") < page.index("3 corrections in 2 digests.")


def test_digests_of_issues_come_first_then_the_others_then_those_in_review(page):
    assert ["Tea", "Apples", "Milk"] == headings(page)


def test_each_correction_says_what_was_what_is_and_why(page):
    part = page[page.index('id="corrections-apple"') :]
    part = part[: part.index("</section>")]
    assert "<h3>Participants</h3>" in part
    rows = re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", part)
    assert [
        ("In circulation", "365 people &amp; &#34;many&#34; &lt;b&gt;more&lt;/b&gt;"),
        ("In the digest", "403 people"),
        ("Why", "The record gives 403."),
    ] == rows


def test_a_digest_without_corrections_is_not_listed(page):
    assert "Bread" not in page


def test_a_digest_in_review_is_named_with_its_reason_and_without_a_link(page):
    part = page[page.index('id="corrections-milk"') :]
    assert part.startswith('id="corrections-milk">Milk</h2>')
    assert "The paper could not be found." in part
    assert "digests/milk/" not in page


def test_a_draft_is_not_named(page):
    assert "Nuts" not in page


def test_a_build_of_drafts_shows_and_links_them_all(tmp_path):
    root = publication(tmp_path, FILES)
    page = built(root, draft=True)
    assert ["Tea", "Apples", "Milk", "Nuts"] == headings(page)
    assert 'href="../digests/nut/"' in page
    milk = (root / "site/digests/milk/index.html").read_text()
    assert "has not been published. The paper could not be found." in milk


def test_the_contents_of_the_page_name_each_digest(page):
    contents = page[page.index('data-md-type="toc"') : page.index('class="md-content"')]
    assert 'href="#corrections-tea"' in contents
    assert 'href="#corrections-milk"' in contents


def test_a_digest_links_to_its_corrections(root, page):
    assert page
    tea = (root / "site/digests/tea/index.html").read_text()
    link = '<a href="../../corrections/#corrections-tea">2 corrections to what circulates'
    assert link in tea
    apple = (root / "site/digests/apple/index.html").read_text()
    assert ">1 correction to what circulates about this study</a>" in apple
    bread = (root / "site/digests/bread/index.html").read_text()
    assert "what circulates" not in bread


def test_without_corrections_the_page_says_so(tmp_path):
    page = built(publication(tmp_path, {"docs/corrections.md": PAGE}))
    assert "There is nothing to correct yet." in page
    assert [] == headings(page)


def test_a_publication_without_the_page_links_nowhere(tmp_path):
    root = publication(tmp_path, {**FILES, "docs/corrections.md": ""})
    build_site(root, root / "site")
    assert "what circulates" not in (root / "site/digests/tea/index.html").read_text()
