"""Our own publication keeps the promise: every summary has a citation and a disclaimer."""

from __future__ import annotations

from functools import cache

import pytest

from press.bibliography import Bibliography, formatted, read_bibliography, style
from press.checks import check
from press.checks.sections import sections
from press.compile import Body, Renderer, compose, digest_html
from press.publication import Digest, Issue
from tests.conftest import ROOT
from tests.ours import ours

PUBLICATION = ours()
DIGESTS = PUBLICATION.digests
ISSUES = PUBLICATION.issues


@cache
def library() -> Bibliography:
    return read_bibliography(PUBLICATION.settings)


@cache
def body(digest: Digest) -> Body:
    return Renderer(PUBLICATION.settings).body(digest.source)


def page(digest: Digest) -> str:
    settings = PUBLICATION.settings
    result = formatted(body(digest).clusters, library(), style(settings.style, settings.root))
    return digest_html(
        digest, body(digest), result.citations, PUBLICATION, library(), references=result
    )


def test_there_are_at_least_ten_digests_of_six_topics_and_an_issue() -> None:
    published = PUBLICATION.published()
    assert len(published) >= 10
    assert len({topic for digest in published for topic in digest.meta.topics}) >= 6
    assert PUBLICATION.published_issues()


def test_the_sources_have_no_problems() -> None:
    found = check(ROOT, ["docs", "bib", "mkdocs.yml"])
    assert [str(problem) for problem in found if problem.severity != "advice"] == []


@pytest.mark.parametrize("digest", DIGESTS, ids=lambda digest: digest.slug)
def test_every_summary_has_a_citation(digest: Digest) -> None:
    summary = next(section for section in sections(body(digest)) if section.title == "Summary")
    cited = [key for number in summary.clusters for key in body(digest).clusters[number].keys]
    assert cited
    assert all(key in library().entries for key in cited)


@pytest.mark.parametrize("digest", DIGESTS, ids=lambda digest: digest.slug)
def test_every_digest_has_the_disclaimer(digest: Digest) -> None:
    assert PUBLICATION.settings.disclaimer in page(digest)


@pytest.mark.parametrize("digest", DIGESTS, ids=lambda digest: digest.slug)
def test_every_digest_cites_its_study_and_lists_it(digest: Digest) -> None:
    assert digest.meta.study in body(digest).keys
    assert f'id="ref-{digest.meta.study}"' in page(digest)


@pytest.mark.parametrize("issue", ISSUES, ids=lambda issue: issue.slug)
def test_every_issue_holds_its_digests_one_reference_list_and_the_disclaimer(issue: Issue) -> None:
    document = compose(PUBLICATION, issue, library())
    articles = [article.get("data-digest") for article in document.tree.iter("article")]
    assert list(issue.digests) == articles
    lists = document.tree.xpath(".//ol[@class='reference-list']")
    assert 1 == len(lists)
    cited = dict.fromkeys(key for cluster in document.clusters for key in cluster.keys)
    assert list(cited) == [reference.key for reference in document.references]
    assert PUBLICATION.settings.disclaimer in document.tree.text_content()
