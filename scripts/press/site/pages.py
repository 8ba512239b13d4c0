"""The content of each kind of page, as HTML that the theme frames."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from press.bibliography import Formatted
from press.compile import (
    BIBLIOGRAPHY_CLASS,
    FULL_COMMAND,
    SLOT,
    Body,
    digest_html,
    figure_html,
    overview_html,
    page_html,
    reference_section,
    uses,
    with_note,
    with_typeset_fields,
)
from press.publication import DIGESTS, ISSUES, TOPICS, Digest, Issue, SafeHtml, Topic, escaped
from press.site.corrections import CORRECTIONS, corrections, corrections_link
from press.site.downloads import reference_links
from press.site.edition import Document, Edition, Links, is_published
from press.site.figures import Figures, picture_on
from press.site.full_bibliography import full_bibliography
from press.site.views import digest_view, issue_view, templates, topic_view

if TYPE_CHECKING:
    from press.site.full_bibliography import Uses

HOME_TEMPLATE = "home.html"
_NEWEST = 6  # so many digests stand on the home page
_HEADING = re.compile(r"(</?h)([1-5])(?=[ >])")
_TABLE = re.compile(r"<table>(?P<inside>.*?)</table>", re.DOTALL)
_CAPTION = re.compile(r"<caption>(.*?)</caption>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True)
class Rendered:
    """A page whose Markdown is rendered and whose citations are formatted."""

    uri: str
    title: str
    body: Body
    formatted: Formatted
    links: Links
    uses: Uses
    template: str = ""
    figures: Figures = field(default_factory=Figures)
    open: Mapping[str, int] = field(default_factory=dict)
    """By issue, how many of its references are neither verified nor signed off."""

    @property
    def edition(self) -> Edition:
        """Return the edition that the page belongs to."""
        return self.links.edition


def content(page: Rendered) -> str:
    """Return the HTML of a page's main part."""
    document = page.edition.documents.get(page.uri)
    if isinstance(document, Digest):
        text = _digest(document, page)
    elif isinstance(document, Issue):
        text = _issue(document, page)
    elif isinstance(document, Topic):
        text = _topic(document, page)
    else:
        text = _page(page)
    return _scrolling_tables(_draft_mark(document) + text)


def title_id(page_uri: str, document: Document | None) -> str:
    """Return the id of a page's title, where the author has not written one as a heading."""
    return f"digest-{document.slug}" if isinstance(document, Digest) else f"title-{_word(page_uri)}"


def _word(uri: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", uri.removesuffix(".md").lower()).strip("-") or "page"


def _digest(digest: Digest, page: Rendered) -> str:
    edition = page.edition
    article = digest_html(
        digest,
        page.body,
        page.formatted.citations,
        edition.publication,
        edition.bibliography,
        references=page.formatted,
        link_to=page.links.to,
        address=page.links.address(),
        after_references=_after_references(digest, page.links),
    )
    return with_typeset_fields(article, edition.typeset)


def _after_references(digest: Digest, links: Links) -> SafeHtml:
    return SafeHtml(
        templates()
        .get_template("after_references.html")
        .render(
            slug=digest.slug,
            downloads=reference_links(digest, links),
            corrections=corrections_link(digest, links),
        )
    )


def _issue(issue: Issue, page: Rendered) -> str:
    editorial, references = _prose(page)
    known, typeset = page.edition.publication.digest_by_slug, page.edition.typeset
    text = _filled(
        "issue.html",
        page,
        issue=issue_view(issue, page.links),
        name=page.edition.publication.settings.name,
        overview=_overview(issue, page),
        editorial=_HEADING.sub(lambda match: f"{match[1]}{int(match[2]) + 1}", editorial),
        sections=[
            (
                typeset(section.title),
                [digest_view(known[slug], page.links) for slug in section.digests],
            )
            for section in issue.meta.sections
        ],
        abbreviations=SLOT,
        references=references,
        slug=issue.slug,
        downloads=reference_links(issue, page.links),
        disclaimer=page.edition.publication.settings.disclaimer,
        open=page.open.get(issue.slug, 0),
    )
    return with_note(SafeHtml(text), page.edition.publication.glossary)


def _overview(issue: Issue, page: Rendered) -> str:
    edition, links = page.edition, page.links
    figure = page.figures.issues.get(issue.slug)
    publication, bibliography = edition.publication, edition.bibliography
    return overview_html(
        issue,
        publication,
        bibliography,
        figure=figure,
        picture=picture_on(links),
        address_of=links.to_document,
    )


def _topic(topic: Topic, page: Rendered) -> str:
    body, references = _prose(page)
    digests = page.edition.by_topic.get(topic.slug, ())
    figure = page.figures.topics.get(topic.slug)
    if figure:
        body = _before_headings(body, figure_html(figure, picture_on(page.links)))
    return _filled(
        "topic.html",
        page,
        topic=topic_view(topic, page.links),
        topics=page.links.to_listing(TOPICS),
        state=page.edition.typeset(topic.meta.state or ""),
        body=body,
        digests=[digest_view(digest, page.links) for digest in digests],
        references=references,
    )


def _before_headings(body: str, figure: str) -> str:
    """Put a figure that is about a whole text under none of the text's headings."""
    heading = _HEADING.search(body)
    place = heading.start() if heading else len(body)
    return f'{body[:place]}<div class="evidence">\n{figure}</div>\n{body[place:]}'


def _page(page: Rendered) -> str:
    """Return a page of the author's own: its text, and what its place calls for."""
    body, references = _prose(page)
    if FULL_COMMAND in body:
        every = full_bibliography(page.formatted, page.edition, page.uses, page.links)
        body = body.replace(FULL_COMMAND, every)
    identifier = title_id(page.uri, None)
    own_title = f'<h1 id="{identifier}">{html.escape(page.edition.typeset(page.title))}</h1>\n'
    title = "" if "<h1" in body else own_title
    if page.template == HOME_TEMPLATE:
        return _home(page, title + body) + references
    listing = LISTINGS.get(page.uri)
    return title + body + (_filled(listing, page, **_lists(page)) if listing else "") + references


LISTINGS = {
    f"{TOPICS}/index.md": "topics.html",
    f"{ISSUES}/index.md": "issues.html",
    f"{DIGESTS}/index.md": "digests.html",
    CORRECTIONS: "corrections.html",
}


def _home(page: Rendered, hero: str) -> str:
    return _filled("home.html", page, hero=hero, **_lists(page, newest=_NEWEST))


def _lists(page: Rendered, newest: int | None = None) -> Mapping[str, Any]:
    edition, links = page.edition, page.links
    return {
        "digests": [digest_view(digest, links) for digest in edition.digests[:newest]],
        "issues": [issue_view(issue, links) for issue in edition.issues],
        "topics": [topic_view(topic, links) for topic in edition.topics],
        "all_issues": links.to_listing(ISSUES),
        "all_topics": links.to_listing(TOPICS),
        "all_digests": links.to_listing(DIGESTS),
        "total": len(edition.digests),
        "corrections": corrections(links),
    }


def _prose(page: Rendered) -> tuple[str, str]:
    """Return a text with its citations, and the references that stand after all else."""
    body, formatted, settings = page.body, page.formatted, page.edition.publication.settings
    if FULL_COMMAND in body.html:  # the whole bibliography holds what the page cites
        return page_html(body, Formatted(formatted.citations), by_default=False), ""
    text = page_html(body, formatted, by_default=False)
    own_place = f'class="{BIBLIOGRAPHY_CLASS}"' in body.html
    if own_place or not formatted.references or not settings.bibliography_by_default:
        return text, ""
    return text, "\n" + reference_section(formatted.references, uses(body.clusters))


def _filled(template: str, page: Rendered, **values: Any) -> str:
    title = title_id(page.uri, None)
    return templates().get_template(template).render(title_id=title, **values)


def _draft_mark(document: Document | None) -> str:
    if document is None or is_published(document):
        return ""
    return templates().get_template("draft.html").render(document=document)


def _scrolling_tables(text: str) -> str:
    """Let wide tables scroll in a region of their own that the keyboard reaches."""
    if "<table>" not in text:
        return text
    count = 0

    def wrapped(match: re.Match[str]) -> str:
        nonlocal count
        count += 1
        caption = _CAPTION.search(match["inside"])
        name = " ".join(_TAG.sub("", caption[1]).split()) if caption else ""
        label = escaped(f"Table {count}: {html.unescape(name)}" if name else f"Table {count}")
        return (
            f'<div class="table-scroll" role="region" tabindex="0" aria-label="{label}">'
            f'<table class="data-table">{match["inside"]}</table></div>'
        )

    return _TABLE.sub(wrapped, text)
