"""What MkDocs and its theme take from a page's front matter, in the way that they need it."""

from __future__ import annotations

import html
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from press.publication import Digest, Issue, Topic
from press.site.edition import Document, Edition
from press.site.pages import LISTINGS

if TYPE_CHECKING:
    from mkdocs.structure.pages import Page

_SHOWN_BY_MATERIAL = {"title", "description", "author"}


def settle(page: Page, edition: Edition) -> None:
    """Give a page its description and the day of its text, and make safe what the theme shows.

    Without this the sitemap would have the day of the build, and not be the same twice.
    """
    document = edition.documents.get(page.file.src_uri)
    meta = dict(page.meta)
    if "description" not in meta and (about := _description(document)):
        meta["description"] = about
    page.meta = _escaped(meta)
    if edition.newest:
        page.update_date = _day(page, document, edition)


def title(page: Page) -> str:
    """Return the title in a page's front matter; its name in the menu may be shorter."""
    return html.unescape(str(page.meta.get("title") or page.title))


def description(page: Page, edition: Edition) -> str:
    """Return what a page is about, or else what the publication is about."""
    own = html.unescape(str(page.meta.get("description") or ""))
    return own or edition.publication.settings.description


def _description(document: Document | None) -> str:
    if isinstance(document, Digest):
        return document.meta.bottom_line
    return document.meta.summary or "" if isinstance(document, Issue) else ""


def _day(page: Page, document: Document | None, edition: Edition) -> str:
    """Return a document's day, or that of the newest in a list; of other pages it is not known."""
    if isinstance(document, Digest | Issue):
        return document.meta.date.isoformat()
    if isinstance(document, Topic) and edition.by_topic[document.slug]:
        return edition.by_topic[document.slug][0].meta.date.isoformat()
    is_list = page.is_homepage or page.file.src_uri in LISTINGS
    return edition.newest.isoformat() if edition.newest and is_list else ""


def _escaped(meta: Mapping[str, Any]) -> dict[str, Any]:
    """Return front matter for Material, which writes titles and descriptions as they are."""
    return {
        key: html.escape(value) if isinstance(value, str) and key in _SHOWN_BY_MATERIAL else value
        for key, value in meta.items()
    }
