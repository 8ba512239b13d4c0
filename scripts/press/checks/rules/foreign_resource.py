"""Pages that would load something from another host."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

from lxml.html import HtmlElement, fragment_fromstring

from press.checks.context import Context
from press.checks.rule import Rule
from press.compile.unsafe import FOREIGN, FOREIGN_MEND, leaves
from press.publication import Problem, Settings, Source, is_foreign

_DRAWN = "contains(concat(' ', normalize-space(@class), ' '), ' mermaid ')"


def _find(context: Context) -> Iterator[Problem]:
    settings = context.publication.settings
    yield from (problem for problem in context.unsafe if problem.rule == FOREIGN)
    yield from _of_site(settings)
    for source in context.sources:
        html = context.body(source).html
        if "//" in html or "mermaid" in html:
            yield from _of_text(source, fragment_fromstring(html, create_parent="div"), settings)


def _of_site(settings: Settings) -> Iterator[Problem]:
    """Yield problems of what mkdocs.yml lets every page load."""
    file = settings.configuration
    theme = file.meta.get("theme")
    parts = {name: file.meta.get(name) for name in ("extra_css", "extra_javascript")}
    if isinstance(theme, Mapping):
        parts |= {f"theme.{name}.=": theme.get(name) for name in ("logo", "favicon")}
    for key, address in (leaf for name, part in parts.items() for leaf in leaves(part, name)):
        if is_foreign(address) and not _is_allowed(address, settings):
            message = f"every page would load `{address}` from another host"
            mend = "save the file under docs/, or name its host under `allowed_hosts`"
            yield file.problem(key, FOREIGN, message, mend)


def _of_text(source: Source, tree: HtmlElement, settings: Settings) -> Iterator[Problem]:
    for address in dict.fromkeys(map(str, tree.xpath(".//@src"))):
        if is_foreign(address) and not _is_allowed(address, settings):
            line = source.search(re.escape(address)).line
            message = f"the page would load `{address}` from another host"
            yield Problem(source.path, line, 1, FOREIGN, message, FOREIGN_MEND)
    if tree.xpath(f"boolean(.//*[{_DRAWN}])"):
        place = source.search("mermaid")
        message = "the program that draws Mermaid diagrams would be loaded from another host"
        mend = "save the diagram as an SVG file under docs/ and show that"
        yield Problem(source.path, place.line, place.column, FOREIGN, message, mend)


def _is_allowed(address: str, settings: Settings) -> bool:
    host = urlsplit(address).netloc.lower()
    allowed = [one.lower().removeprefix("https://") for one in settings.hosts]
    return any(host == one or (one.startswith("*.") and host.endswith(one[1:])) for one in allowed)


RULE = Rule(
    id=FOREIGN,
    catches="An image, script or frame that a reader's browser would fetch from another host.",
    mend="Save the file under docs/, or make it a link.",
    find=_find,
)
