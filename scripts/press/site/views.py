"""What listings show of digests, issues and topics, ready for the templates."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING

from press.compile import participants, result_line
from press.publication import Digest, Issue, Participants, Topic, html_templates, long_date
from press.publication.wording import capital
from press.site.edition import Links, is_published

if TYPE_CHECKING:
    from jinja2 import Environment

FORMATS = (("PDF", "pdf"), ("Word", "docx"))


@dataclass(frozen=True)
class Link:
    """A text and where it leads."""

    text: str
    url: str


@dataclass(frozen=True)
class DigestView:
    """A digest in a list."""

    title: str
    url: str
    topics: tuple[Link, ...]
    design: str
    n: str
    certainty: str
    bottom_line: str
    result: str
    date: str
    day: datetime.date
    unpublished: str
    marks: tuple[str, ...] = ()


@dataclass(frozen=True)
class IssueView:
    """An issue in a list or at the head of its page."""

    title: str
    url: str
    number: int
    date: str
    day: datetime.date
    summary: str
    count: int
    downloads: tuple[Link, ...]
    unpublished: str


@dataclass(frozen=True)
class TopicView:
    """A topic in a list."""

    title: str
    url: str
    description: str
    count: int


def digest_view(digest: Digest, links: Links) -> DigestView:
    """Return what a list shows of a digest."""
    meta, typeset = digest.meta, links.edition.typeset
    known = links.edition.publication.topic_by_slug
    topics = [known[slug] for slug in meta.topics if slug in known]
    rated = meta.certainty if isinstance(meta.certainty, str) else meta.certainty.level.value
    return DigestView(
        title=typeset(meta.title),
        url=links.to_document(digest),
        topics=tuple(Link(typeset(topic.meta.title), links.to_document(topic)) for topic in topics),
        design=capital(meta.design.value),
        n=_how_many(meta.participants),
        certainty=capital(rated),
        bottom_line=typeset(meta.bottom_line),
        result=typeset(result_line(digest)),
        date=long_date(meta.date),
        day=meta.date,
        unpublished="" if is_published(digest) else capital(meta.status.value),
        marks=tuple(capital(mark.value) for mark in meta.marks),
    )


def issue_view(issue: Issue, links: Links) -> IssueView:
    """Return what a list shows of an issue; downloads only where the files exist."""
    meta, typeset = issue.meta, links.edition.typeset
    found = [(label, links.to_export(f"{issue.slug}.{suffix}")) for label, suffix in FORMATS]
    return IssueView(
        title=typeset(meta.title),
        url=links.to_document(issue),
        number=meta.number,
        date=long_date(meta.date),
        day=meta.date,
        summary=typeset(meta.summary or ""),
        count=len(issue.digests),
        downloads=tuple(Link(label, url) for label, url in found if url),
        unpublished="" if is_published(issue) else capital(meta.status.value),
    )


def topic_view(topic: Topic, links: Links) -> TopicView:
    """Return what a list shows of a topic."""
    count = len(links.edition.by_topic.get(topic.slug, ()))
    typeset = links.edition.typeset
    about = typeset(topic.meta.description or "")
    return TopicView(typeset(topic.meta.title), links.to_document(topic), about, count)


def _how_many(people: Participants) -> str:
    """Return the participants without arms and notes: `403`, or `6 studies, 115 participants`."""
    return participants(Participants(total=people.total, studies=people.studies))


def templates() -> Environment:
    """Return the templates of lists and of what the site adds to pages."""
    return html_templates("press.site")
