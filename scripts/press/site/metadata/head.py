"""What a page's head tells search engines, reference managers and feed readers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any
from urllib.parse import urlsplit

from press.bibliography import known_names, without_markup
from press.publication import Digest, Issue
from press.site.edition import Edition, Links, is_published
from press.site.feeds import JSON, JSON_TYPE, RSS, RSS_TYPE, has_feeds
from press.site.metadata.structured import digest_node, home_node, issue_node, script

_HEAD_END = "</head>"
Tag = tuple[str, str]


@dataclass(frozen=True)
class Described:
    """A page as its head sees it: where it stands, what it is called, what it is about.

    `cited` are the keys of what it cites, in order.
    """

    links: Links
    title: str
    description: str
    cited: Sequence[str] = ()
    is_home: bool = False


def with_head(output: str, lines: Iterator[str]) -> str:
    """Return a page with lines added to its head, whatever theme has made it."""
    added = "".join(f"{line}\n" for line in lines)
    return output.replace(_HEAD_END, f"{added}{_HEAD_END}", 1)


def feed_lines(edition: Edition, links: Links | None = None) -> Iterator[str]:
    """Yield the links by which a browser or a feed reader finds the feeds.

    Without `links`, as on the page for wrong addresses, they begin at the server's root. (Whole
    addresses would make Material ask that host for its sitemap wherever the page is served.)
    """
    if has_feeds(edition):
        name = escape(edition.publication.settings.name)
        for kind, path, label in ((RSS_TYPE, RSS, "RSS"), (JSON_TYPE, JSON, "JSON Feed")):
            found = links.to_file(path) if links else None
            url = escape(found or urlsplit(edition.address(path)).path)
            yield f'<link rel="alternate" type="{kind}" title="{name} ({label})" href="{url}">'


def head_lines(page: Described) -> Iterator[str]:
    """Yield everything that a page's head says besides what the theme says."""
    yield from feed_lines(page.links.edition, page.links)
    for name, content in _open_graph(page):
        yield f'<meta property="{name}" content="{escape(content)}">'
    for name, content in _highwire(page):
        yield f'<meta name="{name}" content="{escape(content)}">'
    document = _document(page)
    if isinstance(document, Digest):
        yield script(digest_node(document, page.cited, page.links))
    elif isinstance(document, Issue):
        yield script(issue_node(document, page.links))
    elif page.is_home:
        yield script(home_node(page.links))


def _document(page: Described) -> Digest | Issue | None:
    found = page.links.edition.documents.get(page.links.page.src_uri)
    return found if isinstance(found, Digest | Issue) else None


def _open_graph(page: Described) -> Iterator[Tag]:
    document = _document(page)
    yield "og:type", "article" if document else "website"
    yield "og:title", page.title
    yield "og:site_name", page.links.edition.publication.settings.name
    if page.description:
        yield "og:description", page.description
    if url := page.links.address():
        yield "og:url", url
    if document and is_published(document):
        yield "article:published_time", document.meta.date.isoformat()


def _highwire(page: Described) -> Iterator[Tag]:
    """Yield the tags by which reference managers and Google Scholar take a page for an article."""
    document = _document(page)
    if document is None:
        return
    edition = page.links.edition
    yield "citation_title", document.meta.title
    for author in _authors(document, page.links):
        yield "citation_author", author
    if is_published(document):
        yield "citation_publication_date", document.meta.date.strftime("%Y/%m/%d")
    yield "citation_journal_title", edition.publication.settings.name
    yield "citation_language", edition.publication.settings.language
    issues = (document,) if isinstance(document, Issue) else edition.issues_with(document.slug)
    for issue in issues[:1]:
        yield "citation_issue", str(issue.meta.number)
    if url := page.links.address():
        yield "citation_fulltext_html_url", url
    if isinstance(document, Issue):
        pdf = page.links.export(f"{document.slug}.pdf")
        if pdf and edition.address(pdf.url):
            yield "citation_pdf_url", edition.address(pdf.url)
        return
    study = edition.bibliography.csl().get(document.meta.study)
    if study:
        yield "citation_reference", _reference(study)


def _authors(document: Digest | Issue, links: Links) -> Sequence[str]:
    """Return who wrote a digest; of an issue, who wrote its digests."""
    if isinstance(document, Digest):
        return [document.meta.author]
    known = links.edition.publication.digest_by_slug
    return list(dict.fromkeys(known[slug].meta.author for slug in document.digests))


def _reference(item: Mapping[str, Any]) -> str:
    """Return a work as one line of named parts; a semicolon would end a part."""
    date = (item.get("issued", {}).get("date-parts") or [[]])[0]
    first, _, last = str(item.get("page", "")).partition("-")
    parts = [("title", without_markup(str(item.get("title", ""))))]
    for name in known_names(item.get("author", ())):
        family = " ".join(filter(None, (name.get("non-dropping-particle"), name.get("family"))))
        parts.append(("author", family or name.get("literal", "")))
        if name.get("given"):
            parts[-1] = ("author", f"{name['given']} {family}")
    parts += [
        ("journal_title", str(item.get("container-title", ""))),
        ("publication_date", "/".join(str(part).zfill(2) for part in date)),
        ("volume", str(item.get("volume", ""))),
        ("issue", str(item.get("issue", ""))),
        ("firstpage", first),
        ("lastpage", last),
        ("doi", str(item.get("DOI", ""))),
        ("pmid", str(item.get("PMID", ""))),
    ]
    return "; ".join(f"citation_{name}={text.replace(';', ',')}" for name, text in parts if text)
