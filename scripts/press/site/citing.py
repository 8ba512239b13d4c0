"""Citations of whole pages, formatted by pandoc while MkDocs goes on rendering."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor

from press.bibliography import Bibliography, Formatted, Style, formatted
from press.compile import Body


class Citing:
    """Formats the citations of pages in the background; `close` ends the thread."""

    def __init__(self, bibliography: Bibliography, style: Style) -> None:
        self._bibliography = bibliography
        self._style = style
        self._bodies: dict[str, Body] = {}
        self._asked: dict[str, Future[Formatted]] = {}
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="citations")

    def add(self, uri: str, body: Body, also: Iterable[str] = ()) -> None:
        """Take in a page's text and begin with its citations; `also` are listed, cited or not."""
        extra = tuple(also)
        self._bodies[uri] = body
        if body.clusters or extra:
            self._asked[uri] = self._thread.submit(
                formatted, body.clusters, self._bibliography, self._style, also=extra
            )

    @property
    def bodies(self) -> Mapping[str, Body]:
        """Return the texts of all pages."""
        return self._bodies

    def body(self, uri: str) -> Body:
        """Return a page's text."""
        return self._bodies[uri]

    def formatted(self, uri: str) -> Formatted:
        """Return a page's citations and references, waiting for them where need be."""
        return self._asked[uri].result() if uri in self._asked else Formatted()

    def cited(self) -> dict[str, list[str]]:
        """Return for each citekey the pages that cite it."""
        found: dict[str, list[str]] = {}
        for uri, body in self._bodies.items():
            for key in body.keys:
                found.setdefault(key, []).append(uri)
        return found

    def close(self) -> None:
        """Drop what is not begun."""
        self._thread.shutdown(wait=True, cancel_futures=True)
