"""Links and images that lead nowhere."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from urllib.parse import unquote

from lxml.html import HtmlElement, fragment_fromstring

from press.checks.context import Context
from press.checks.rule import Rule
from press.compile import reference_ids
from press.publication import (
    MissingError,
    Problem,
    RefusedError,
    Source,
    is_safe_address,
    split_address,
    suggestion,
)

_ID = "link-broken"
_ON_WEB = {"http", "https"}


def _find(context: Context) -> Iterator[Problem]:
    yield from (problem for problem in context.unsafe if problem.rule == _ID)
    finder = _Finder(context)
    for source in context.sources:
        yield from finder.of_source(source)


class _Finder:
    def __init__(self, context: Context) -> None:
        self.context = context
        publication = context.publication
        self.docs = publication.settings.docs.relative_to(publication.root).as_posix()
        self.sources = {source.path: source for source in publication.sources}
        self.hidden = {
            digest.source.path for digest in publication.digests if not digest.is_published
        }
        self.trees: dict[str, HtmlElement] = {}
        self.anchors: dict[str, set[str]] = {}

    def of_source(self, source: Source) -> Iterator[Problem]:
        tree = self._tree(source)
        for link in tree.iter("a"):
            href = link.get("href")
            if href is not None:
                yield from self._of_target(source, href, is_image=False)
        for image in tree.iter("img"):
            address = image.get("src")
            # An address that was taken out for safety is told of already.
            if address is not None or not self.context.body(source).taken:
                yield from self._of_target(source, address or "", is_image=True)

    def _of_target(self, source: Source, href: str, *, is_image: bool) -> Iterator[Problem]:
        parts = split_address(href)
        if parts is None:
            yield _problem(
                source, href, f"`{href}` is no address", "write it in full, with https://"
            )
            return
        if parts.scheme or parts.netloc:
            on_web = parts.scheme in _ON_WEB
            if not is_safe_address(href) or (on_web and not parts.netloc):
                yield _problem(
                    source,
                    href,
                    f"the address `{href}` is not complete",
                    "write it in full, with https://",
                )
            return
        path = posixpath.normpath(
            posixpath.join(posixpath.dirname(source.path), unquote(parts.path))
        )
        target = source if not parts.path else self.sources.get(path)
        if not href.strip():
            yield _problem(
                source, "()", "a link has no address", "write the address or remove the link"
            )
        elif target is None:
            if is_image or not path.endswith(".md"):
                yield from self._of_file(source, href, path)
            else:
                mend = suggestion(
                    path, list(self.sources), "correct the path; it is relative to this file"
                )
                yield _problem(source, href, f"the page `{path}` does not exist", mend)
        elif target.path in self.hidden and source.path not in self.hidden:
            mend = "publish it or remove the link"
            yield _problem(source, href, f"the digest `{path}` is not published", mend)
        elif parts.fragment and unquote(parts.fragment) not in self._anchors(target):
            near = suggestion(
                unquote(parts.fragment),
                sorted(self._anchors(target)),
                "name a heading of that page",
            )
            yield _problem(source, href, f"`{target.path}` has no anchor `#{parts.fragment}`", near)

    def _of_file(self, source: Source, href: str, path: str) -> Iterator[Problem]:
        """Yield a problem where a file may not be read, or is not there."""
        publication = self.context.publication
        try:
            publication.settings.files.file(publication.root / path)
        except MissingError:
            mend = "correct the path; it is relative to this file"
            yield _problem(source, href, f"the file `{path}` does not exist", mend)
        except RefusedError as error:
            yield _problem(source, href, f"the file `{path}`: {error.message}", error.mend)

    def _tree(self, source: Source) -> HtmlElement:
        kept = self.trees.get(source.path)
        if kept is None:
            html = self.context.body(source).html
            kept = self.trees[source.path] = fragment_fromstring(html, create_parent="div")
        return kept

    def _anchors(self, source: Source) -> set[str]:
        kept = self.anchors.get(source.path)
        if kept is None:
            tree = self._tree(source)
            named = {str(name) for name in tree.xpath(".//@id | .//a/@name")}
            kept = named | set(reference_ids(self.context.body(source))) | {"references"}
            self.anchors[source.path] = kept
        return kept


def _problem(source: Source, href: str, message: str, mend: str) -> Problem:
    """Return a problem at the place where an address first stands in the source."""
    place = source.search(rf"(?<=[(<\"':]){re.escape(href)}(?=[)>\"'\s]|$)")
    return Problem(source.path, place.line, place.column, _ID, message, mend)


RULE = Rule(
    id=_ID,
    catches=(
        "Links to pages, files or anchors that do not exist, "
        "and addresses that may not be linked to."
    ),
    mend="Correct the address; links between pages are relative and end in .md.",
    find=_find,
)
