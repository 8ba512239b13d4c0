"""MkDocs' findings about links, turned into problems with a place in the source."""

from __future__ import annotations

import logging
import posixpath
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from press.publication import Problem, Source, suggestion
from press.site.edition import Edition

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

RULE = "link-broken"
_FINDING = re.compile(
    r"Doc file '(?P<file>.+?)' contains an? (?P<kind>absolute |unrecognized relative )?"
    r"link '(?P<link>.+?)',(?P<rest>.*)",
    re.DOTALL,
)
_NOTE = "#fnref:"
_MEANT = re.compile(r"Did you mean '(.+?)'\?")


class LinkFindings(logging.Filter):
    """Takes MkDocs' warnings about links out of its log and keeps them.

    MkDocs fails on them only with `--strict`, and without a line.
    """

    def __init__(self) -> None:
        super().__init__()
        self._found: list[re.Match[str]] = []
        self._logger: logging.Logger | None = None

    def attach(self, config: MkDocsConfig) -> None:
        """Make MkDocs look at every link, and listen."""
        from mkdocs.structure import pages

        links = config.validation.links
        for name in ("not_found", "anchors", "unrecognized_links"):
            setattr(links, name, max(getattr(links, name), logging.WARNING))
        if links.absolute_links > logging.NOTSET:  # below 0: checked against the docs folder
            links.absolute_links = max(links.absolute_links, logging.WARNING)
        self.detach()
        self._found.clear()
        self._logger = pages.log
        self._logger.addFilter(self)

    def detach(self) -> None:
        """Listen no longer."""
        if self._logger:
            self._logger.removeFilter(self)
            self._logger = None

    def filter(self, record: logging.LogRecord) -> bool:
        """Keep a finding about a link; let everything else through."""
        match = _FINDING.match(record.getMessage()) if record.levelno >= logging.WARNING else None
        if match:
            self._found.append(match)
        return match is None

    def problems(self, edition: Edition) -> list[Problem]:
        """Return what was found since the last time, each at its place."""
        sources = {edition.uri(source.path): source for source in edition.publication.sources}
        known = [*sources, *edition.documents]
        found, self._found = self._found, []
        return [_problem(match, sources.get(match["file"]), edition, known) for match in found]


def _problem(
    match: re.Match[str], source: Source | None, edition: Edition, known: Iterable[str]
) -> Problem:
    link = match["link"]
    line, column = _place(source, link) if source else (1, 1)
    path = source.path if source else f"{edition.folder}/{match['file']}"
    message, mend = _words(match, edition, known)
    return Problem(path, line, column, RULE, message, mend)


def _words(match: re.Match[str], edition: Edition, known: Iterable[str]) -> tuple[str, str]:
    """Return what is wrong with a link and how to mend it."""
    link, rest = match["link"], match["rest"]
    if link.startswith(_NOTE):
        note = link.removeprefix(_NOTE)
        return f"the note `[^{note}]` is never used", "refer to it, or remove it"
    what = f"the link `{link}` leads"
    folder = posixpath.dirname(match["file"])
    target = posixpath.normpath(posixpath.join(folder, link.partition("#")[0]))
    if target in edition.hidden:
        return f"{what} to a text that is not published", "publish it, or remove the link"
    if "anchor" in rest:
        return f"{what} to a heading that is not there", "correct the part after `#`"
    meant = _MEANT.search(rest)
    if meant:
        return f"{what} nowhere", f"did you mean `{meant[1]}`?"
    if match["kind"] == "absolute ":
        return f"{what} to the server's root", "write it relative to this file"
    mend = suggestion(target, list(known), "correct the path; it is relative to this file")
    return f"{what} nowhere", mend


def _place(source: Source, link: str) -> tuple[int, int]:
    """Return line and column of a link's address in a source, else the beginning of its body."""
    begin = len(source.text) - len(source.body)
    start = source.text.find(link, begin)
    for before in ("](", "(<", "]: "):
        found = source.text.find(before + link, begin)
        if found >= 0:
            start = found + len(before)
            break
    if link.startswith(_NOTE):
        start = source.text.find(f"[^{link.removeprefix(_NOTE)}]:", begin)
    if start < 0:
        return source.body_line, 1
    return source.text.count("\n", 0, start) + 1, start - source.text.rfind("\n", 0, start)
