"""The sections of a digest's body."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from press.compile import Body
from press.publication import Digest, Kind, Source

REQUIRED = ("Summary", "Results", "Limitations", "Conclusion")
_UNCITED = frozenset({"Limitations", "Conclusion"})  # our own judgement

_HEADING = re.compile(r"<h2\b[^>]*>(.*?)</h2>", re.DOTALL)
_NOTES = '<div class="footnote">'  # footnotes stand last and belong to no section
_TAG = re.compile(r"<[^>]+>")
_CLUSTER = re.compile(r'data-cluster="(\d+)"')


@dataclass(frozen=True)
class Section:
    """A part of a body under a heading of the second level: its plain text, its citations."""

    title: str
    text: str
    clusters: tuple[int, ...]


def sections(body: Body) -> Iterator[Section]:
    """Yield the sections of a body in order; text before the first heading belongs to none."""
    text = body.html.partition(_NOTES)[0]
    headings = list(_HEADING.finditer(text))
    ends = [*(match.start() for match in headings), len(text)][1:]
    for match, end in zip(headings, ends, strict=False):  # without headings the end is the start
        part = text[match.end() : end]
        title = html.unescape(_TAG.sub("", match[1])).replace("¶", "").strip()
        words = html.unescape(_TAG.sub("", part)).strip()
        yield Section(title, words, tuple(int(number) for number in _CLUSTER.findall(part)))


def required(digest: Digest) -> tuple[str, ...]:
    """Return the sections a digest must have; a long read names its results in its own way."""
    if digest.meta.kind is Kind.LONG_READ:
        return tuple(title for title in REQUIRED if title != "Results")
    return REQUIRED


def must_cite(digest: Digest, title: str) -> bool:
    """Tell whether a section must cite: what a study found, and all that a long read tells."""
    if digest.meta.kind is Kind.LONG_READ:
        return title not in _UNCITED
    return title in REQUIRED and title not in _UNCITED


def heading_line(source: Source, title: str) -> int:
    """Return the line of a heading in its file, or the body's first line where it has none."""
    return source.search(rf"^##\s+{re.escape(title)}\s*(#+\s*)?(\{{.*\}})?\s*$").line
