"""What was taken out of texts to make them safe, each at its place in the source."""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import accumulate
from typing import Any

from press.bibliography import Cluster
from press.compile.body import Body
from press.compile.unknown import without_code
from press.publication import (
    ADDRESS_MEND,
    TOO_DEEP,
    Digest,
    Problem,
    Settings,
    Source,
    Taken,
    is_foreign,
    is_safe_address,
    sanitised,
    split_address,
)

RULE, LINKS, FOREIGN = "markup-unsafe", "link-broken", "foreign-resource"
FOREIGN_MEND = "save the file under docs/ and name it there, or link to it"
_SHOWN = 60  # so many characters of an address are told
# In an affix, which is read as CommonMark: where links lead.
_LINKED = re.compile(r"\]\(\s*<?([^)>\s]*)|<([a-z][a-z0-9+.-]*:[^>\s]*)>", re.IGNORECASE)
_HIDDEN = re.compile(r"[\x00-\x1f\x7f-\x9f]+")


def unsafe_markup(source: Source, body: Body, digest: Digest | None = None) -> list[Problem]:
    """Return a problem for everything that was taken out of a source's text, to make it safe.

    `body` is the text as its author wrote it, `digest` the digest that it belongs to. What occurs
    several times is told as often, each time at its next place. Addresses are told under the rules
    LINKS and FOREIGN, all else under RULE.
    """
    found = list(_in_citations(source, body, digest))
    if body.taken:
        places = _Places(source)
        found += (Problem(source.path, *places.next(it), *_told(it)) for it in body.taken)
    return found


def unsafe_settings(settings: Settings) -> list[Problem]:
    """Return problems of what mkdocs.yml would put into every page: HTML, addresses of menus."""
    file = settings.configuration
    found = [
        file.problem("copyright.=", *_told(taken))
        for taken in sanitised(str(file.meta.get("copyright") or ""))[1]
    ]
    for key, address in leaves(file.meta.get("nav"), "nav"):
        if not is_safe_address(address):
            found.append(file.problem(key, *_told(Taken("a", "href", address))))
    return found


def leaves(value: Any, key: str) -> Iterator[tuple[str, str]]:
    """Yield the texts at the ends of lists and mappings, each with its dotted key."""
    if isinstance(value, Mapping):
        for name, item in value.items():
            end = "" if isinstance(item, list | Mapping) else ".="
            yield from leaves(item, f"{key}.{name}{end}")
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from leaves(item, f"{key}.{index}")
    elif value is not None:
        yield key, str(value)


def _in_citations(source: Source, body: Body, digest: Digest | None) -> Iterator[Problem]:
    """Yield problems of what stands beside citekeys, and of locators in front matter.

    Both are read as CommonMark, in which HTML may stand.
    """
    for cluster in body.clusters:
        for taken in _of_cluster(cluster):
            place = source.search(re.escape(cluster.raw))
            yield Problem(source.path, place.line, place.column, *_told(taken))
    for number, estimate in enumerate(digest.meta.estimates if digest else ()):
        for taken in _of_text(estimate.source.locator or ""):
            key = f"estimates.{number}.source.locator"
            yield source.problem(key, *_told(taken))


def _of_cluster(cluster: Cluster) -> Iterator[Taken]:
    for citation in cluster.citations:
        yield from _of_text(citation.prefix)
        yield from _of_text(citation.suffix)


def _of_text(text: str) -> Iterator[Taken]:
    if "<" in text:
        yield from sanitised(text)[1]
    for match in _LINKED.finditer(text):
        address = html.unescape(match[1] or match[2] or "")
        if not is_safe_address(address):
            yield Taken("a", "href", address)


def _told(taken: Taken) -> tuple[str, str, str]:
    """Return the rule, what is wrong, and how to mend it."""
    if taken.element == TOO_DEEP:
        return RULE, "elements stand too deep inside each other", "take out what is not needed"
    if is_foreign(taken.value) and taken.attribute in {"", "src"}:
        return FOREIGN, f"the page would load `{_shown(taken)}` from another host", FOREIGN_MEND
    if taken.is_address:
        return (LINKS, *_told_of_address(taken))
    owner = f"`<{taken.element}>`"
    what = f"`{taken.attribute}` of {owner}" if taken.attribute else owner
    mend = "write it in Markdown, or take it out"
    if taken.attribute == "style":
        mend = "give the element a class instead"
    return RULE, f"{what} may not stand in a text", mend


def _told_of_address(taken: Taken) -> tuple[str, str]:
    shown = f"`{_shown(taken)}`"
    if taken.value.lstrip().lower().startswith("file:"):
        message = f"the address {shown} leads to a file of one machine"
        return message, "save the file under docs/ and link to it there"
    if split_address(taken.value) is None:
        return f"{shown} is no address", "write it in full, with https://"
    return f"{shown} is no address that may stand in a text", ADDRESS_MEND


def _shown(taken: Taken) -> str:
    text = " ".join(_HIDDEN.sub(" ", taken.value).split())
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}..."


class _Places:
    """Finds in a source what was taken out of its HTML, outside code, one after the other."""

    def __init__(self, source: Source) -> None:
        self._text = without_code(source.body)
        self._lines = self._text.split("\n")
        self._starts = [0, *accumulate(len(line) + 1 for line in self._lines)]
        self._first_line = source.body_line
        self._found: dict[str, Iterator[int]] = {}
        self._last: dict[str, int] = {}

    def next(self, taken: Taken) -> tuple[int, int]:
        """Return line and column; what a Markdown extension made stands where the body begins."""
        pattern = _pattern(taken)
        if pattern not in self._found:
            matches = re.finditer(pattern, self._text)
            self._found[pattern] = (match.start() for match in matches)
        offset = next(self._found[pattern], self._last.get(pattern))
        if offset is not None:
            self._last[pattern] = offset
            line = bisect_right(self._starts, offset) - 1
            return self._first_line + line, offset - self._starts[line] + 1
        return self._in_disguise(taken.value) if taken.is_address else (self._first_line, 1)

    def _in_disguise(self, address: str) -> tuple[int, int]:
        """Return the first line that holds an address written with entities or hidden signs."""
        wanted = _bare(address)
        for number, (line, bare) in enumerate(zip(self._lines, self._bare, strict=True)):
            if wanted and wanted in bare:
                return self._first_line + number, len(line) - len(line.lstrip()) + 1
        return self._first_line, 1

    @cached_property
    def _bare(self) -> list[str]:
        return [_bare(html.unescape(line)) for line in self._lines]


def _bare(text: str) -> str:
    return re.sub(r"[\s\x00-\x1f\\]+", "", text).lower()


def _pattern(taken: Taken) -> str:
    """Return how what was taken out most likely stands in the source."""
    if taken.is_address and taken.value.strip():
        return rf"(?<=[(<\"'\s=]){re.escape(taken.value.strip())}"
    if taken.attribute:
        return rf"(?i)(?<![\w-]){re.escape(taken.attribute)}(?=\s*=|[\s/>}}])"
    return rf"(?i)<{re.escape(taken.element)}(?=[\s/>]|$)"
