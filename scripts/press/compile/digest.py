"""A digest as HTML: study card, bottom line, body, references, disclaimer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from press.bibliography import Bibliography, Formatted
from press.compile.abbreviations import SLOT, with_note
from press.compile.body import Body, reference_section, uses, with_citations
from press.compile.card import study_card
from press.publication import (
    NO_HTML,
    Digest,
    Publication,
    SafeHtml,
    html_templates,
    long_date,
    safe_id,
)
from press.publication.wording import capital

if TYPE_CHECKING:
    from jinja2 import Environment

# The link to a source file such as `docs/topics/ptsd.md`, or None where the medium has none.
LinkTo = Callable[[str], str | None]


def templates() -> Environment:
    """Return the templates of documents."""
    return html_templates("press.compile", trim=False)


def digest_html(  # noqa: PLR0913 - each is a different part of the page
    digest: Digest,
    body: Body,
    citations: Sequence[SafeHtml],
    publication: Publication,
    bibliography: Bibliography,
    *,
    references: Formatted | None = None,
    link_to: LinkTo = lambda _: None,
    level: int = 1,
    offset: int = 0,
    address: str = "",
    after_references: SafeHtml = NO_HTML,
) -> SafeHtml:
    """Return a digest's article.

    With `references` it ends with its abbreviations, its reference list and the disclaimer, as on
    the site; without them it is part of an issue, which has all of these at its end. `level` is
    that of its heading, `offset` the number of citations before it in the document, `address`
    where the digest stands on the web, for the line that says how to cite it; `after_references`
    is HTML that goes before that line.
    """
    listing = NO_HTML
    if references and references.references:
        listing = reference_section(references.references, uses(body.clusters, offset), level + 1)
    is_page = references is not None
    page = SafeHtml(
        templates()
        .get_template("digest.html")
        .render(
            digest=digest,
            level=level,
            title_id=f"digest-{safe_id(digest.slug)}",
            topics=_topics(digest, publication, link_to),
            badges=_badges(digest, publication),
            byline=byline(digest),
            card=study_card(digest, bibliography),
            body=with_citations(body.html, body.clusters, citations, offset),
            references=listing,
            abbreviations=SLOT if is_page else "",
            disclaimer=publication.settings.disclaimer if is_page else "",
            how_to_cite=is_page,
            date=long_date(digest.meta.date),
            name=publication.settings.name,
            address=address,
            after_references=after_references,
        )
    )
    return with_note(page, publication.glossary) if is_page else page


def _badges(digest: Digest, publication: Publication) -> tuple[str, ...]:
    """Return a digest's marks in words, without those that the names of its topics say already."""
    known = publication.topic_by_slug
    topics = {known[slug].meta.title for slug in digest.meta.topics if slug in known}
    words = [capital(mark.value) for mark in digest.meta.marks]
    return tuple(word for word in words if word not in topics)


def _topics(
    digest: Digest, publication: Publication, link_to: LinkTo
) -> list[dict[str, str | None]]:
    known = [
        publication.topic_by_slug[slug]
        for slug in digest.meta.topics
        if slug in publication.topic_by_slug
    ]
    return [{"title": topic.meta.title, "url": link_to(topic.source.path)} for topic in known]


def byline(digest: Digest) -> str:
    """Return who wrote and reviewed a digest, and when; what is not published says so first."""
    meta = digest.meta
    parts = [] if digest.is_published else [meta.status.value.capitalize()]
    reviewed = meta.reviewed_by
    parts += [f"By {meta.author}", long_date(meta.date)]
    parts.append(
        reviewed.capitalize() if reviewed.startswith("not ") else f"Reviewed by {reviewed}"
    )
    return " · ".join(parts)
