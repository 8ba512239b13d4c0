"""What MkDocs and its theme take from a page's front matter, in the way that they need it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from press.publication import Digest, Issue, Topic
from press.site.edition import Document, Edition
from press.site.pages import LISTINGS
from press.site.printed import printed, unprinted

if TYPE_CHECKING:
    from mkdocs.structure.pages import Page

_AS_WRITTEN = frozenset(("tags", "hide", "template"))  # which no template shows unescaped


def settle(page: Page, edition: Edition) -> None:
    """Give a page its description and the day of its text, and make safe what the theme shows.

    Without this the sitemap would have the day of the build, and not be the same twice.
    """
    document = edition.documents.get(page.file.src_uri)
    meta = dict(page.meta)
    if "description" not in meta and (about := _description(document)):
        meta["description"] = about
    page.meta = {name: _printed(name, value) for name, value in meta.items()}
    if edition.newest:
        page.update_date = _day(page, document, edition)


def settle_tags(page: Page) -> None:
    """Make safe a page's tags, which the search shows as they are; lists of them do escape."""
    tags = page.meta.get("tags")
    if isinstance(tags, list):
        page.meta["tags"] = [printed(str(tag)) for tag in tags]


def settle_title(page: Page) -> None:
    """Make safe a page's title, whether it is its front matter's, its heading's or its file's."""
    page.title = printed(str(page.title))


def title(page: Page) -> str:
    """Return the title in a page's front matter; its name in the menu may be shorter."""
    return unprinted(str(page.meta.get("title") or page.title))


def description(page: Page, edition: Edition) -> str:
    """Return what a page is about, or else what the publication is about."""
    own = unprinted(str(page.meta.get("description") or ""))
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


def _printed(name: str, value: Any) -> Any:
    """Return front matter for a theme, which writes titles, marks and the rest as they are."""
    if name in _AS_WRITTEN:
        return value
    if isinstance(value, str):
        return printed(value)
    if isinstance(value, Mapping):
        return {key: _printed(str(key), item) for key, item in value.items()}
    return [_printed("", item) for item in value] if isinstance(value, list) else value
