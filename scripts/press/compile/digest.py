"""A digest as HTML: study card, bottom line, body, references, disclaimer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import TYPE_CHECKING

from press.bibliography import Bibliography, Formatted
from press.compile.body import Body, reference_section, uses, with_citations
from press.compile.card import study_card
from press.publication import Digest, Publication, long_date, safe_id

if TYPE_CHECKING:
    from jinja2 import Environment

# The link to a source file such as `docs/topics/ptsd.md`, or None where the medium has none.
LinkTo = Callable[[str], str | None]


@cache
def templates() -> Environment:
    """Return the templates of documents; what is put into them is escaped."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("press.compile"),
        autoescape=True,
        undefined=StrictUndefined,
    )
    environment.filters["safe_id"] = safe_id
    return environment


def digest_html(  # noqa: PLR0913 - each is a different part of the page
    digest: Digest,
    body: Body,
    citations: Sequence[str],
    publication: Publication,
    bibliography: Bibliography,
    *,
    references: Formatted | None = None,
    link_to: LinkTo = lambda _: None,
    level: int = 1,
    offset: int = 0,
) -> str:
    """Return a digest's article.

    With `references` it ends with its reference list and the disclaimer, as on the site; without
    them it is part of an issue, which has both at its end. `level` is that of its heading,
    `offset` the number of citations before it in the document.
    """
    listing = ""
    if references and references.references:
        listing = reference_section(references.references, uses(body.clusters, offset), level + 1)
    return (
        templates()
        .get_template("digest.html")
        .render(
            digest=digest,
            level=level,
            title_id=f"digest-{safe_id(digest.slug)}",
            topics=_topics(digest, publication, link_to),
            byline=byline(digest),
            card=study_card(digest, bibliography),
            body=with_citations(body.html, body.clusters, citations, offset),
            references=listing,
            disclaimer=publication.settings.disclaimer if references is not None else "",
        )
    )


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
