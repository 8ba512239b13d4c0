"""A page's table of contents and the places in it that links may point at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from mkdocs.structure.toc import AnchorLink, TableOfContents

if TYPE_CHECKING:
    from mkdocs.structure.pages import Page

_SECTION = 2


def heading(
    title: str, identifier: str, level: int = _SECTION, inside: Iterable[AnchorLink] = ()
) -> AnchorLink:
    """Return an entry of a table of contents; `title` is HTML."""
    entry = AnchorLink(title, identifier, level)
    entry.children = list(inside)
    return entry


def sections(page: Page) -> list[AnchorLink]:
    """Return the entries below the page's title."""
    entries = list(page.toc)
    if entries and entries[0].level == 1:
        return [*entries[0].children, *entries[1:]]
    return entries


def settle(
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
