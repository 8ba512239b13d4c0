"""An issue as one tree: masthead, editorial, sections of digests, references, policy, disclaimer.

PDF and DOCX are made from this tree. Every block says where it comes from: `data-file` with
`data-lines` (Markdown) or `data-field` (front matter); what has neither is generated.
"""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree
from lxml.html import HtmlElement, fragment_fromstring

from press.bibliography import (
    Bibliography,
    Cluster,
    Formatted,
    Reference,
    bibtex,
    formatted,
    style,
)
from press.compile.abbreviations import Meaning, listing, meanings, taken_out
from press.compile.body import Body, reference_list, with_citations
from press.compile.digest import digest_html, templates
from press.compile.evidence import digest_figures, picture_in_print, with_evidence
from press.compile.issue_faults import issue_problems
from press.compile.overview import issue_figure, overview_html
from press.compile.release import open_references
from press.compile.renderer import Renderer
from press.compile.settling import Settler
from press.compile.unknown import unknown_citations
from press.compile.unsafe import unsafe_markup
from press.publication import (
    Digest,
    Issue,
    PressError,
    Problem,
    Publication,
    SafeHtml,
    Source,
    long_date,
    safe_id,
)

if TYPE_CHECKING:
    from press.compile.figures import Figure

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
    open: tuple[Problem, ...] = ()
    """Cited works that are neither verified nor signed off: while there are any, it is a draft."""

    @property
    def sources(self) -> tuple[Source, ...]:
        """Return the Markdown sources that the issue is made of, its own first."""
        digests = [self.publication.digest_by_slug[slug].source for slug in self.issue.digests]
        return (self.issue.source, *digests, *_policy(self.publication))

    @property
    def bibtex(self) -> str:
        """Return the BibTeX entries of the works that the issue cites, in order of first use."""
        return bibtex(self.bibliography, [reference.key for reference in self.references])


def compose(
    publication: Publication, issue: Issue, bibliography: Bibliography, *, draft: bool = False
) -> IssueDocument:
    """Return an issue with everything that stands in it.

    Raises PressError where it names digests that do not exist or, without `draft`, that are not
    published, where a text cites an unknown work and, without `draft`, where something had to be
    taken from a text to make it safe.
    """
    problems = issue_problems(publication, issue, draft=draft)
    if problems:
        raise PressError(problems)
    return _Composer(publication, issue, bibliography, draft=draft).document()


def _policy(publication: Publication) -> list[Source]:
    """Return the policy page, where the publication has one."""
    docs = publication.settings.docs.relative_to(publication.root).as_posix()
    return [page for page in publication.pages if page.path == f"{docs}/{POLICY}"]


class _Composer:
    """Gathers the parts of one issue; the citations are formatted when all are known."""

    def __init__(
        self,
        publication: Publication,
        issue: Issue,
        bibliography: Bibliography,
        *,
        draft: bool,
    ) -> None:
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
            p for source in sources for p in unknown_citations(source, bibliography, renderer.body)
        ]
        if unknown:
            raise PressError(unknown)
        self.digests = {slug: publication.digest_by_slug[slug] for slug in issue.digests}
        self.explained: set[Meaning] = set()
        self.settler = Settler(publication.settings, self.digests)
        self.editorial = renderer.body(issue.source, positions=True)
        texts = {
            slug: renderer.body(item.source, positions=True) for slug, item in self.digests.items()
        }
        self.policy = [
            (source, renderer.body(source, positions=True)) for source in _policy(publication)
        ]
        if not draft:  # which shows what is left
            self._guard(texts)
        self.bodies = {
            slug: self._with_evidence(text, self.digests[slug]) for slug, text in texts.items()
        }

    def _guard(self, texts: Mapping[str, Body]) -> None:
        """Refuse texts from which something was taken to make them safe."""
        found = unsafe_markup(self.issue.source, self.editorial)
        for slug, text in texts.items():
            found += unsafe_markup(self.digests[slug].source, text, self.digests[slug])
        for source, text in self.policy:
            found += unsafe_markup(source, text)
        if found:
            raise PressError(found)

    def _with_evidence(self, body: Body, digest: Digest) -> Body:
        """Return a digest's body with the table and figures made from its data."""
        figures = digest_figures(digest, self.publication.settings)
        return with_evidence(body, digest, figures, self._picture)

    def _picture(self, figure: Figure) -> SafeHtml:
        return picture_in_print(figure, self.publication.settings)

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
        self._list_abbreviations(tree)
        texts = {self.digests[slug].source.path: body for slug, body in self.bodies.items()}
        texts[self.issue.source.path] = self.editorial
        unconfirmed = open_references(
            self.issue, self.publication, self.bibliography, lambda source: texts[source.path]
        )
        return IssueDocument(
            self.publication,
            self.issue,
            tree,
            result.references,
            clusters,
            self.bibliography,
            unconfirmed,
        )

    def _skeleton(self, result: Formatted) -> HtmlElement:
        issue, publication, bibliography = self.issue, self.publication, self.bibliography
        figure = issue_figure(issue, publication, bibliography)
        overview = overview_html(
            issue,
            publication,
            bibliography,
            figure=figure,
            picture=self._picture,
            address_of=_address,
        )
        text = (
            templates()
            .get_template("issue.html")
            .render(
                issue=issue,
                settings=publication.settings,
                date=long_date(issue.meta.date),
                overview=overview,
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

    def _list_abbreviations(self, tree: HtmlElement) -> None:
        """Put the abbreviations of the issue into their slot, or take the slot out."""
        slot = tree.get_element_by_id("slot-abbreviations")
        pairs = meanings(tree, self.publication.glossary, self.explained)
        if pairs:
            slot.addnext(listing(pairs))
        slot.drop_tree()

    def _article(
        self, digest: Digest, body: Body, citations: tuple[SafeHtml, ...], offset: int
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
        self.explained |= taken_out(body_part)
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
        self.explained |= taken_out(part)
        name = posixpath.splitext(posixpath.basename(source.path))[0]
        self.settler.settle(part, source, name, under=_SECTION_LEVEL)
        slot.append(part)


def _address(digest: Digest) -> str:
    return f"#digest-{safe_id(digest.slug)}"


def issue_text(tree: HtmlElement) -> str:
    """Return the HTML of a composed issue, for programs that read HTML."""
    return etree.tostring(tree, encoding="unicode", method="html")
