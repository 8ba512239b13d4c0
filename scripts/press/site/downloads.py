"""The references of a digest or an issue as files beside its page: BibTeX, RIS, CSL-JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from press.bibliography import EXCHANGES
from press.compile import Body
from press.publication import Digest, Issue
from press.site.edition import Edition, Links
from press.site.views import Link

_NAME = "references"


def reference_files(edition: Edition, bodies: Mapping[str, Body]) -> Iterator[tuple[str, str]]:
    """Yield path and text of every download; `bodies` are the pages' texts by MkDocs' path.

    Documents that cite nothing have none.
    """
    documents: tuple[Digest | Issue, ...] = (*edition.digests, *edition.issues)
    for document in documents:
        keys = cited(document, edition, bodies)
        if keys:
            for exchange in EXCHANGES:
                yield (
                    _path(document, edition, exchange.ending),
                    exchange.write(edition.bibliography, keys),
                )


def reference_links(document: Digest | Issue, links: Links) -> tuple[Link, ...]:
    """Return the links to a document's downloads, as seen from a page."""
    found = [
        (exchange.name, links.to_file(_path(document, links.edition, exchange.ending)))
        for exchange in EXCHANGES
    ]
    return tuple(Link(name, url) for name, url in found if url)


def cited(
    document: Digest | Issue, edition: Edition, bodies: Mapping[str, Body]
) -> tuple[str, ...]:
    """Return what a document cites, in order; an issue cites what its editorial and digests do."""
    texts = [document.source.path]
    if isinstance(document, Issue):
        known = edition.publication.digest_by_slug
        texts += [known[slug].source.path for slug in document.digests]
    keys = [key for path in texts for key in bodies[edition.uri(path)].keys]
    return tuple(key for key in dict.fromkeys(keys) if key in edition.bibliography.entries)


def _path(document: Digest | Issue, edition: Edition, ending: str) -> str:
    page = edition.uri(document.source.path).removesuffix(".md")
    return f"{page}/{_NAME}.{ending}"
