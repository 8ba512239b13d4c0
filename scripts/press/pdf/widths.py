"""How wide words are in our fonts, before anything is laid out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from lxml.html import HtmlElement

from press.compile import advance

_INDENTS = {"ul": 13, "ol": 18, "dd": 13, "blockquote": 12.5}
_BOX_INDENT = 12.25  # .admonition, details
_BOLD = frozenset(["th", "strong", "b"])
_SMALL = frozenset(["sup", "sub"])
_INLINE = frozenset(
    [
        "a",
        "abbr",
        "b",
        "cite",
        "code",
        "del",
        "em",
        "i",
        "ins",
        "kbd",
        "mark",
        "q",
        "s",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "u",
    ]
)
# Where a line may end inside a word. Pango knows some more such places.
_BREAK = re.compile(
    r"[ \t\n\r\f\u2028\u2029\u200b\u00ad]+|(?<=[\u2010\u2013\u2014])|(?<=\w[-/])(?=[^\W\d_])"
    r"|(?=[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af])"
)


class Glyph(NamedTuple):
    """A character, its width in thousandths of the type size, and the element that it is in."""

    character: str
    width: float
    owner: HtmlElement


def words(element: HtmlElement, *, bold: bool, small: float) -> Iterator[list[Glyph]]:
    """Yield what cannot be parted at the end of a line, through all inline elements.

    `small` is the share of the type size that superior and inferior letters have.
    """
    glyphs = list(_glyphs(element, bold=bold, scale=1, small=small))
    text = "".join(glyph.character for glyph in glyphs)
    places = [place for match in _BREAK.finditer(text) for place in match.span()]
    for start, end in pairwise([0, *places, len(text)]):
        yield glyphs[start:end]


def _glyphs(element: HtmlElement, *, bold: bool, scale: float, small: float) -> Iterator[Glyph]:
    """Yield an element's characters with their widths; blocks are divided by spaces."""
    if "footnote-ref" in element.get("class", "").split():
        yield from _set("note\u00a0", element, bold=bold, scale=scale)
    yield from _set(element.text or "", element, bold=bold, scale=scale)
    for child in element:
        if isinstance(child.tag, str) and child.tag not in {"style", "script"}:
            inline = child.tag in _INLINE
            if not inline:
                yield Glyph(" ", 0, element)
            bolder, smaller = bold or child.tag in _BOLD, small if child.tag in _SMALL else scale
            yield from _glyphs(child, bold=bolder, scale=smaller, small=small)
            if not inline:
                yield Glyph(" ", 0, element)
        yield from _set(child.tail or "", element, bold=bold, scale=scale)


def _set(text: str, owner: HtmlElement, *, bold: bool, scale: float) -> Iterator[Glyph]:
    for character in text:
        yield Glyph(character, advance(character, bold=bold) * scale, owner)


def indent(element: HtmlElement) -> float:
    """Return by how many points an element narrows what is in it."""
    return _INDENTS.get(str(element.tag), _BOX_INDENT if is_box(element) else 0)


def is_box(element: HtmlElement) -> bool:
    """Tell whether an element is an admonition or something that unfolds."""
    return element.tag == "details" or "admonition" in element.get("class", "").split()


def mark(element: HtmlElement, name: str) -> None:
    """Add a class to an element."""
    element.set("class", f"{element.get('class', '')} {name}".strip())
