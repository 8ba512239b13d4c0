"""A page's table of contents and the places in it that links may point at."""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from mkdocs.structure.toc import AnchorLink, TableOfContents

from press.bibliography import reference_id
from press.compile import FULL_COMMAND, Body, reference_ids, use_id
from press.publication import Issue, Topic
from press.site.corrections import CORRECTIONS, corrected, correction_id
from press.site.edition import Document, Edition
from press.site.front_matter import title
from press.site.pages import title_id
from press.site.printed import printed

if TYPE_CHECKING:
    from mkdocs.structure.pages import Page

_SECTION = 2


def outline(page: Page, text: Body, edition: Edition) -> None:
    """Settle a page's contents: its own headings, and those of the parts that the press adds."""
    uri = page.file.src_uri
    document = edition.documents.get(uri)
    entries = list(_entries(page, document, edition))
    first = next(iter(page.toc), None)
    own = first if first and first.level == 1 else None
    top = own or _heading(html.escape(edition.typeset(title(page))), title_id(uri, document), 1)
    full = FULL_COMMAND in text.html
    if text.keys and not full:
        entries.append(_heading("References", "references"))
    if not entries and "toc" not in page.meta.get("hide", ()):
        page.meta["hide"] = [*page.meta.get("hide", ()), "toc"]
    ids = [*reference_ids(text), *(use_id(number) for number in range(len(text.clusters)))]
    if full:
        ids += [reference_id(key) for key in edition.bibliography.entries]
    _settle(page, top, entries, ids)


def settle_titles(page: Page) -> None:
    """Make safe the titles in a page's contents, whoever has put them in."""
    _settle_titles(page.toc)


def _settle_titles(entries: Iterable[AnchorLink]) -> None:
    for entry in entries:
        entry.title = printed(entry.title)
        _settle_titles(entry.children)


def _entries(page: Page, document: Document | None, edition: Edition) -> Iterator[AnchorLink]:
    if isinstance(document, Issue):
        yield _heading("Editorial", "editorial", inside=_sections(page))
        for number, section in enumerate(document.meta.sections, 1):
            yield _heading(html.escape(edition.typeset(section.title)), f"section-{number}")
        return
    yield from _sections(page)
    if isinstance(document, Topic):
        yield _heading("Digests", "digests")
    elif page.file.src_uri == CORRECTIONS:
        for digest in corrected(edition):
            yield _heading(html.escape(edition.typeset(digest.meta.title)), correction_id(digest))


def _heading(
    title: str, identifier: str, level: int = _SECTION, inside: Iterable[AnchorLink] = ()
) -> AnchorLink:
    """Return an entry of a table of contents; `title` is HTML."""
    entry = AnchorLink(title, identifier, level)
    entry.children = list(inside)
    return entry


def _sections(page: Page) -> list[AnchorLink]:
    """Return the entries below the page's title."""
    entries = list(page.toc)
    if entries and entries[0].level == 1:
        return [*entries[0].children, *entries[1:]]
    return entries


def _settle(
    page: Page, title: AnchorLink, entries: Iterable[AnchorLink], ids: Iterable[str]
) -> None:
    """Give a page its contents under its title, and make known the ids that the press adds.

    The title comes first, so that the link that skips the menus leads to it.
    """
    title.children = list(entries)
    page.toc = TableOfContents([title])
    page.present_anchor_ids = {*(page.present_anchor_ids or ()), *ids, *_ids([title])}


def _ids(entries: Iterable[AnchorLink]) -> Iterator[str]:
    for entry in entries:
        yield entry.id
        yield from _ids(entry.children)
