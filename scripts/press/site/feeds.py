"""News for feed readers: digests and issues, newest first, as RSS 2.0 and JSON Feed 1.1.

mkdocs-rss-plugin, the usual choice, is not used. It makes two feeds, by creation and by update, and
asks git or the build's clock for what a page does not say; its summaries are a page's first
characters or its `description`; it knows neither our status nor an issue's PDF. Our front matter
has all that a feed needs, so the same texts make the same feeds, byte for byte.
"""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from press.publication import Digest, Issue
from press.site.edition import Edition, Web

if TYPE_CHECKING:
    from mkdocs.structure.files import File

RSS, JSON = "feed.xml", "feed.json"
RSS_TYPE, JSON_TYPE = "application/rss+xml", "application/feed+json"
_PDF_TYPE = "application/pdf"
_LENGTH = 50  # so many of the newest stand in a feed
# What XML 1.0 cannot hold, in whatever way it is written.
_NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Attachment:
    """A file that comes with an item: its address, its title, its size in bytes."""

    url: str
    title: str
    size: int


@dataclass(frozen=True)
class Item:
    """A digest or an issue in a feed; its address is also its lasting id."""

    url: str
    title: str
    summary: str
    date: datetime.date
    author: str
    tags: tuple[str, ...]
    attachment: Attachment | None = None


def has_feeds(edition: Edition) -> bool:
    """Tell whether a site has feeds: it has an address on the web, and something to tell."""
    return bool(edition.publication.settings.url and edition.newest)


def feed_files(web: Web) -> Iterator[tuple[str, str]]:
    """Yield path and text of each feed; none where there are no feeds."""
    if has_feeds(web.edition):
        items = tuple(_items(web))[:_LENGTH]
        yield RSS, _rss(web.edition, items)
        yield JSON, _json(web.edition, items)


def _items(web: Web) -> Iterator[Item]:
    """Yield what feeds tell, newest first; an issue before the digests of its day."""
    documents: list[Digest | Issue] = [*web.edition.issues, *web.edition.digests]
    for document in sorted(documents, key=lambda one: one.meta.date, reverse=True):
        if isinstance(document, Issue):
            yield _issue(document, web)
        else:
            yield _digest(document, web)


def _digest(digest: Digest, web: Web) -> Item:
    meta = digest.meta
    known = web.edition.publication.topic_by_slug
    topics = [known[slug].meta.title for slug in meta.topics if slug in known]
    tags = tuple(dict.fromkeys([*topics, *meta.tags]))
    url = web.address_of(digest)
    return Item(url, meta.title, meta.bottom_line, meta.date, meta.author, tags)


def _issue(issue: Issue, web: Web) -> Item:
    meta = issue.meta
    pdf = web.export(f"{issue.slug}.pdf")
    attachment = _attachment(pdf, f"Issue {meta.number} as PDF", web) if pdf else None
    title = f"Issue {meta.number}: {meta.title}"
    url = web.address_of(issue)
    return Item(url, title, meta.summary or "", meta.date, "", ("Issues",), attachment)


def _attachment(file: File, title: str, web: Web) -> Attachment:
    return Attachment(web.edition.address(file.url), title, len(file.content_bytes))


def _rss(edition: Edition, items: tuple[Item, ...]) -> str:
    from feedgenerator import Enclosure, Rss201rev2Feed

    settings = edition.publication.settings
    feed = Rss201rev2Feed(
        title=_xml(settings.name),
        link=edition.address(""),
        description=_xml(_about(edition)),
        language=settings.language,
        feed_url=edition.address(RSS),
    )
    for item in items:
        file = item.attachment
        feed.add_item(
            title=_xml(item.title),
            link=item.url,
            description=_xml(item.summary),
            author_name=_xml(item.author) or None,
            pubdate=_midnight(item.date),
            unique_id=item.url,
            unique_id_is_permalink=True,
            categories=[_xml(tag) for tag in item.tags],
            enclosures=[Enclosure(file.url, str(file.size), _PDF_TYPE)] if file else [],
        )
    return f"{feed.writeString('utf-8')}\n"


def _json(edition: Edition, items: tuple[Item, ...]) -> str:
    settings = edition.publication.settings
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": settings.name,
        "home_page_url": edition.address(""),
        "feed_url": edition.address(JSON),
        "description": _about(edition),
        "language": settings.language,
        "items": [_json_item(item) for item in items],
    }
    return json.dumps(feed, ensure_ascii=False, indent=2) + "\n"


def _json_item(item: Item) -> Mapping[str, Any]:
    known: dict[str, Any] = {
        "id": item.url,
        "url": item.url,
        "title": item.title,
        "content_text": item.summary or item.title,  # the format asks for a content
        "summary": item.summary,
        "date_published": _midnight(item.date).isoformat(),
        "authors": [{"name": item.author}] if item.author else [],
        "tags": list(item.tags),
    }
    if file := item.attachment:
        known["attachments"] = [
            {
                "url": file.url,
                "mime_type": _PDF_TYPE,
                "title": file.title,
                "size_in_bytes": file.size,
            }
        ]
    return {key: value for key, value in known.items() if value}


def _about(edition: Edition) -> str:
    """Return what a feed says of itself: what the publication is, and its disclaimer."""
    settings = edition.publication.settings
    return " ".join(filter(None, (settings.description, settings.disclaimer)))


def _midnight(day: datetime.date) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time(), datetime.UTC)


def _xml(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)
