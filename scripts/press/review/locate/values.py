"""Which front-matter value made words come of that show several: numbers of arms, a byline."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import date
from typing import Any

from press.docx.sources.manifest import Block
from press.docx.sources.text import SourceText
from press.publication import long_date

_BETWEEN = " · "  # parts the byline


def leaf_at(
    source: SourceText, key: str, text: str, start: int, end: int
) -> tuple[str, int] | None:
    """Return the key of the one value below `key` that shows characters of a text, and where.

    `text` is what the whole of `key` was made into. None where `key` is a value itself, where no
    value below it stands there as it is written, or where several might.
    """
    value = source.shown(key)
    if not isinstance(value, Mapping | list):
        return None
    leaves: dict[str, list[str]] = {}
    for name, leaf in _leaves(key, value):
        leaves.setdefault(str(leaf), []).append(name)
    found: list[tuple[int, str, int]] = []
    for shown, names in leaves.items():
        places = [one.start() for one in re.finditer(rf"(?<!\w){re.escape(shown)}(?!\w)", text)]
        if len(names) == len(places) == 1 and places[0] <= start <= end <= places[0] + len(shown):
            found.append((len(shown), names[0], places[0]))
    if not found:
        return None
    _, name, place = max(found)
    return name, place


def _leaves(key: str, value: Any) -> Iterator[tuple[str, str | int | float]]:
    if isinstance(value, Mapping):
        for name, inner in value.items():
            yield from _leaves(f"{key}.{name}", inner)
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _leaves(f"{key}.{number}", inner)
    elif isinstance(value, str | int | float) and not isinstance(value, bool) and str(value):
        yield key, value


def byline_key(block: Block, title: Block | None, source: SourceText, offset: int) -> str:
    """Return the key that made the words at an offset of a byline, below a digest's title.

    Empty where the paragraph is none, or where the source does not say these words.
    """
    if title is None or block.kind != "p" or not any(one.key == "title" for one in title.fields):
        return ""
    at = 0
    for part in block.text.split(_BETWEEN):
        at += len(part)
        if offset <= at:
            return next(
                (key for key, shown in _byline(source) if part and part.lower() in shown), ""
            )
        at += len(_BETWEEN)
    return ""


def _byline(source: SourceText) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield keys with the ways in which a byline writes them, in small letters."""
    author, reviewer = (str(source.shown(key) or "") for key in ("author", "reviewed_by"))
    yield "author", (f"by {author}".lower(),)
    yield "reviewed_by", (reviewer.lower(), f"reviewed by {reviewer}".lower())
    with suppress(ValueError):
        yield "date", (long_date(date.fromisoformat(str(source.shown("date")))).lower(),)
    yield "status", (str(source.shown("status") or "").lower(),)
