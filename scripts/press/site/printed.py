"""What a theme prints as it is: names and titles, made safe before it sees them.

Templates of themes escape nothing. A `Markup` is written as it is, and is not escaped twice where
a template does escape it.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from markupsafe import Markup
from mkdocs.structure.nav import Link, Section

from press.publication import escaped, safe_html

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure import StructureItem

_NAMES = ("site_name", "site_description", "site_author", "repo_name")


# Material writes what a `title` holds, and what does not fit into its menu, as HTML when a reader
# points at it. A sign that nobody sees keeps `<` from beginning an element there.
_OPENING = re.compile(r"<(?=[A-Za-z/!?])")
_GUARD = "\u2060"
_TITLE = re.compile(r"(<[a-z][^<>]*?\stitle=\")([^\"<>]*)", re.IGNORECASE)


def printed(text: str) -> Markup:
    """Return a text as HTML that shows it; a text that is HTML already stays the same."""
    plain = _OPENING.sub(f"<{_GUARD}", html.unescape(text))
    return Markup(escaped(plain))  # noqa: S704 - it is escaped


def unprinted(text: str) -> str:
    """Return the text that `printed` has made HTML of."""
    return html.unescape(text).replace(f"<{_GUARD}", "<")


def with_quiet_titles(page: str) -> str:
    """Return a page whose `title` attributes are texts, whatever a script makes of them."""
    return _TITLE.sub(lambda match: f"{match[1]}{printed(match[2])}", page)


def settle_names(config: MkDocsConfig) -> None:
    """Make safe what a theme shows of mkdocs.yml: names as text, the copyright line as HTML."""
    for name in _NAMES:
        if isinstance(config.get(name), str):
            config[name] = printed(config[name])
    if isinstance(config.get("copyright"), str):
        config["copyright"] = Markup(safe_html(config["copyright"]))  # noqa: S704 - it is safe


def settle_menu(items: Iterable[StructureItem]) -> None:
    """Make safe what stands in a menu besides pages, whose titles are known only later."""
    for item in items:
        if isinstance(item, Section | Link):
            item.title = printed(item.title)
        if isinstance(item, Section):
            settle_menu(item.children)
