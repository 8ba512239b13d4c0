"""A text made part of an issue: places, ids of its own, heading levels, links that hold."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from urllib.parse import unquote, urljoin

from lxml.html import HtmlElement

from press.compile.places import GENERATED, attach
from press.publication import Digest, Settings, Source, safe_id, split_address


class Settler:
    """Fits the bodies of an issue's texts into its tree, in place."""

    def __init__(self, settings: Settings, digests: Mapping[str, Digest]) -> None:
        self._settings = settings
        self._docs = settings.docs.relative_to(settings.root).as_posix()
        self._slugs = {digest.source.path: slug for slug, digest in digests.items()}

    def settle(self, part: HtmlElement, source: Source, name: str, *, under: int) -> None:
        """Settle one text: its ids begin with `name`, its headings stand below level `under`."""
        attach(part, source.path, source.body.split("\n"), source.body_line)
        own = _own_ids(part, safe_id(name))
        _settle_headings(part, under)
        for link in list(part.iter("a")):
            link.attrib.pop("title", None)
            self._settle_link(link, source.path, own)
        for image in part.iter("img"):
            if _is_generated(image):
                continue  # a figure of the press's, whose path is the publication's already
            image.set("src", _in_publication(image.get("src", ""), source.path))
        for anchor in part.find_class("headerlink"):
            anchor.drop_tree()

    def _settle_link(self, link: HtmlElement, path: str, own: Mapping[str, str]) -> None:
        """Point a link into the issue, else at the website, else keep only its text."""
        href = link.get("href", "")
        parts = split_address(href)
        if parts is None:
            link.drop_tag()
            return
        if parts.scheme or href.startswith("//"):
            return
        fragment = unquote(parts.fragment)
        if not parts.path:
            link.set("href", "#" + own.get(fragment, fragment))
            return
        target = _in_publication(parts.path, path)
        slug = self._slugs.get(target)
        if slug is not None:
            name = safe_id(slug)
            link.set("href", f"#{name}--{fragment}" if fragment else f"#digest-{name}")
        elif self._settings.url:
            link.set("href", urljoin(self._settings.url, self._site_path(target, parts.fragment)))
        else:
            link.drop_tag()

    def _site_path(self, target: str, fragment: str) -> str:
        """Return the address on the website of a file of docs/, relative to the site's."""
        page = target.removeprefix(f"{self._docs}/")
        if page.endswith(".md"):
            page = page.removesuffix(".md")
            if not self._settings.directory_urls:
                page = f"{page}.html"
            elif page == "index" or page.endswith("/index"):
                page = page.removesuffix("index")
            else:
                page = f"{page}/"
        return f"{page}#{fragment}" if fragment else page


def _own_ids(part: HtmlElement, prefix: str) -> dict[str, str]:
    """Give a text's ids a prefix, so that texts do not meet; return the new ids by the old.

    Citations are numbered through the whole issue already.
    """
    own: dict[str, str] = {}
    for element in part.iterfind(".//*[@id]"):
        identifier = element.get("id", "")
        if not element.get("data-keys"):
            own[identifier] = f"{prefix}--{identifier}"
            element.set("id", own[identifier])
    return own


def _is_generated(element: HtmlElement) -> bool:
    return any(GENERATED in outer.attrib for outer in element.iterancestors())


def _in_publication(href: str, path: str) -> str:
    """Return a relative address in the file `path` as a path in the publication."""
    parts = split_address(href)
    if parts is None or parts.scheme:
        return href
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(href)))


def _settle_headings(part: HtmlElement, under: int) -> None:
    """Put a text's headings below one of level `under`, without gaps between levels.

    A skipped level (`##` and then `####`) would break PDF/UA-1 (ISO 14289-1, 7.4.2) and Word's
    outline.
    """
    written: list[int] = []
    for heading in part.iter("h1", "h2", "h3", "h4", "h5", "h6"):
        own = int(str(heading.tag)[1])
        written = [*(level for level in written if level < own), own]
        heading.tag = f"h{min(under + len(written), 6)}"
