"""A digest says the same on the site, in the PDF and in the DOCX."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from lxml.html import HtmlElement

from press.bibliography import read_bibliography
from press.compile import compose
from tests.ours import ours
from tests.words import article_run, docx_run, first_difference, page_articles, pdf_run, run, within

PUBLICATION = ours()
PAIRS = [(issue.slug, slug) for issue in PUBLICATION.published_issues() for slug in issue.digests]
IDS = [f"{issue}:{slug}" for issue, slug in PAIRS]


@cache
def composed(issue_slug: str) -> dict[str, HtmlElement]:
    issue = next(issue for issue in PUBLICATION.issues if issue.slug == issue_slug)
    document = compose(PUBLICATION, issue, read_bibliography(PUBLICATION.settings))
    return {str(part.get("data-digest")): part for part in document.tree.iter("article")}


@cache
def pages(site: Path) -> dict[str, HtmlElement]:
    return page_articles(site)


@cache
def pdf(path: Path) -> str:
    return pdf_run(path)


@cache
def docx(path: Path) -> tuple[str, list[str]]:
    return docx_run(path)


@pytest.mark.parametrize(("issue", "slug"), PAIRS, ids=IDS)
def test_the_page_says_what_the_issue_says(issue: str, slug: str, built: Path) -> None:
    expected = article_run(composed(issue)[slug], citations=False)
    found = article_run(pages(built / "site")[slug], citations=False)
    assert not first_difference(expected, found)


@pytest.mark.parametrize(("issue", "slug"), PAIRS, ids=IDS)
def test_the_pdf_says_what_the_issue_says(issue: str, slug: str, built: Path) -> None:
    article = composed(issue)[slug]
    expected = article_run(article, citations=True)
    # The head of a table that goes on overleaf is printed again.
    heads = tuple(run(head.text_content()) for head in article.iter("thead"))
    found = within(expected, pdf(built / f"exports/{issue}.pdf"), heads)
    assert not first_difference(expected, found)


@pytest.mark.parametrize(("issue", "slug"), PAIRS, ids=IDS)
def test_the_docx_says_what_the_issue_says(issue: str, slug: str, built: Path) -> None:
    article = composed(issue)[slug]
    notes = [
        article_run(note, citations=True) for note in article.xpath(".//div[@class='footnote']//li")
    ]
    for listing in article.find_class("footnote"):
        listing.drop_tree()
    body, footnotes = docx(built / f"exports/{issue}.docx")
    expected = article_run(article, citations=True)
    composed.cache_clear()  # the tree was cut
    assert not first_difference(expected, within(expected, body))
    assert [note for note in notes if note not in footnotes] == []


def test_a_difference_is_told_with_its_place() -> None:
    assert "at 3: expected …abcd… but found …abcx…" == first_difference("abcd", "abcx")
