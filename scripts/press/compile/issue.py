"""An issue as one tree: masthead, editorial, sections of digests, references, policy, disclaimer.

PDF and DOCX are made from this tree. Every block says where it comes from: `data-file` with
`data-lines` (Markdown) or `data-field` (front matter); what has neither is generated.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree
from lxml.html import HtmlElement, fragment_fromstring

from press.bibliography import Bibliography, Cluster, Formatted, Reference, formatted, style
from press.compile.body import Body, reference_list, with_citations
from press.compile.digest import digest_html, templates
from press.compile.renderer import Renderer
from press.compile.settling import Settler
from press.compile.unknown import unknown_citations
from press.publication import (
    Digest,
    Issue,
    PressError,
    Problem,
    Publication,
    Source,
    long_date,
    safe_id,
    suggestion,
)

POLICY = "policy.md"
_DIGEST_LEVEL = 3
_SECTION_LEVEL = 2


@dataclass(frozen=True)
class IssueDocument:
    """A composed issue: its tree (`<main class="issue">`), its references in order."""

    publication: Publication
    issue: Issue
    tree: HtmlElement
    references: tuple[Reference, ...]
    clusters: tuple[Cluster, ...]
    bibliography: Bibliography

    @property
    def sources(self) -> tuple[Source, ...]:
        """Return the Markdown sources that the issue is made of, its own first."""
        digests = [self.publication.digest_by_slug[slug].source for slug in self.issue.digests]
        return (self.issue.source, *digests, *_policy(self.publication))


def compose(
    publication: Publication, issue: Issue, bibliography: Bibliography, *, draft: bool = False
) -> IssueDocument:
    """Return an issue with everything that stands in it.

    Raises PressError where it names digests that do not exist or, without `draft`, that are not
    published, and where a text cites an unknown work.
    """
    problems = issue_problems(publication, issue, draft=draft)
    if problems:
        raise PressError(problems)
    return _Composer(publication, issue, bibliography).document()


def issue_problems(publication: Publication, issue: Issue, *, draft: bool = False) -> list[Problem]:
    """Return what stands against composing an issue: unknown, unpublished or repeated digests."""
    problems: list[Problem] = []
    seen: set[str] = set()
    rule = "issue-reference"
    for place, slug in _places(issue):
        digest = publication.digest_by_slug.get(slug)
        if digest is None and (publication.settings.docs / "digests" / f"{slug}.md").is_file():
            message = f"the digest `{slug}` has errors of its own"
            problems.append(issue.source.problem(place, rule, message, "correct them first"))
        elif digest is None:
            mend = suggestion(
                slug, list(publication.digest_by_slug), f"write docs/digests/{slug}.md or remove it"
            )
            message = f"the issue names an unknown digest `{slug}`"
            problems.append(issue.source.problem(place, rule, message, mend))
        elif not digest.is_published and not draft and issue.meta.status.value == "published":
            message = f"the digest `{slug}` is {digest.meta.status.value}, not published"
            mend = "publish the digest, remove it from the issue, or make the issue a draft"
            problems.append(issue.source.problem(place, rule, message, mend))
        if slug in seen:
            message = f"the digest `{slug}` stands twice in the issue"
            problems.append(issue.source.problem(place, rule, message, "keep one of the two"))
        seen.add(slug)
    return problems


def _places(issue: Issue) -> Iterator[tuple[str, str]]:
    for number, section in enumerate(issue.meta.sections):
        for index, slug in enumerate(section.digests):
            yield f"sections.{number}.digests.{index}", slug


def _policy(publication: Publication) -> list[Source]:
    """Return the policy page, where the publication has one."""
    docs = publication.settings.docs.relative_to(publication.root).as_posix()
    return [page for page in publication.pages if page.path == f"{docs}/{POLICY}"]


class _Composer:
    """Gathers the parts of one issue; the citations are formatted when all are known."""

    def __init__(self, publication: Publication, issue: Issue, bibliography: Bibliography) -> None:
        self.publication = publication
        self.issue = issue
        self.bibliography = bibliography
        renderer = Renderer(publication.settings)
        sources = [
            issue.source,
            *(publication.digest_by_slug[slug].source for slug in issue.digests),
        ]
        sources += _policy(publication)
        unknown = [
            p for source in sources for p in unknown_citations(source, bibliography, renderer)
        ]
        if unknown:
            raise PressError(unknown)
        self.digests = {slug: publication.digest_by_slug[slug] for slug in issue.digests}
        self.settler = Settler(publication.settings, self.digests)
        self.editorial = renderer.body(issue.source, positions=True)
        self.bodies = {
            slug: renderer.body(item.source, positions=True) for slug, item in self.digests.items()
        }
        self.policy = [
            (source, renderer.body(source, positions=True)) for source in _policy(publication)
        ]

    def document(self) -> IssueDocument:
        """Return the composed issue."""
        bodies = [self.editorial, *self.bodies.values(), *(body for _, body in self.policy)]
        clusters = tuple(cluster for body in bodies for cluster in body.clusters)
        settings = self.publication.settings
        result = formatted(
            clusters, self.bibliography, style(settings.style, settings.root), settings.language
        )
        tree = self._skeleton(result)
        self._fill(tree, result)
        return IssueDocument(
            self.publication, self.issue, tree, result.references, clusters, self.bibliography
        )

    def _skeleton(self, result: Formatted) -> HtmlElement:
        text = (
            templates()
            .get_template("issue.html")
            .render(
                issue=self.issue,
                settings=self.publication.settings,
                date=long_date(self.issue.meta.date),
                references=reference_list(result.references),
                policy=self.policy,
            )
        )
        return fragment_fromstring(text)

    def _fill(self, tree: HtmlElement, result: Formatted) -> None:
        offset = 0
        # Found once: lxml looks through the whole tree for each id.
        slots = {element.get("id", ""): element for element in tree.iterfind(".//*[@id]")}
        slot = slots["editorial"]
        self._append_body(slot, self.issue.source, self.editorial, result, offset)
        offset += len(self.editorial.clusters)
        for slug, body in self.bodies.items():
            place = slots[f"slot-{safe_id(slug)}"]
            citations = result.citations[offset : offset + len(body.clusters)]
            article = self._article(self.digests[slug], body, citations, offset)
            parent = place.getparent()
            if parent is not None:
                parent.replace(place, article)
            offset += len(body.clusters)
        for source, body in self.policy:
            self._append_body(slots["policy"], source, body, result, offset)
            offset += len(body.clusters)

    def _article(
        self, digest: Digest, body: Body, citations: tuple[str, ...], offset: int
    ) -> HtmlElement:
        text = digest_html(
            digest,
            body,
            citations,
            self.publication,
            self.bibliography,
            level=_DIGEST_LEVEL,
            offset=offset,
        )
        article = fragment_fromstring(text)
        article.set("id", f"article-{safe_id(digest.slug)}")
        body_part = article.find_class("digest-body")[0]
        self.settler.settle(body_part, digest.source, digest.slug, under=_DIGEST_LEVEL)
        return article

    def _append_body(
        self,
        slot: HtmlElement,
        source: Source,
        body: Body,
        result: Formatted,
        offset: int,
    ) -> None:
        citations = result.citations[offset : offset + len(body.clusters)]
        html = with_citations(body.html, body.clusters, citations, offset)
        part = fragment_fromstring(html, create_parent="div")
        part.set("class", "prose")
        name = posixpath.splitext(posixpath.basename(source.path))[0]
        self.settler.settle(part, source, name, under=_SECTION_LEVEL)
        slot.append(part)


def issue_text(tree: HtmlElement) -> str:
    """Return the HTML of a composed issue, for programs that read HTML."""
    return etree.tostring(tree, encoding="unicode", method="html")
