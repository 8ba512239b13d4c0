"""The table of contents: sections and their digests; the page numbers are the style sheet's."""

from __future__ import annotations

from collections.abc import Iterable
from textwrap import wrap

from lxml.html import Element, HtmlElement

TITLE = "In this issue"
_LINE = 24  # characters on a line of the label column, at least
_LEADING = 12  # points from line to line there


def contents(tree: HtmlElement) -> HtmlElement:
    """Return the contents of an issue: links, to which the style sheet adds their pages.

    Digests stand under the title of their section; what has no digests (editorial, references,
    policy) stands without one.
    """
    nav = Element("nav", {"class": "contents", "id": "contents"})
    heading = _added(nav, "h2", TITLE)
    heading.set("id", "contents-heading")
    last: HtmlElement | None = None
    for section in tree.iterchildren("section"):
        title = section.find("h2")
        if title is None:
            continue
        digests = section.findall("article/header/h3")
        if digests:
            _lines(_part(nav, title.text_content()), digests)
            last = None
        else:
            last = _part(nav) if last is None else last
            _lines(last, [title])
    disclaimer = tree.find("aside/p/strong")
    if disclaimer is not None:
        last = _part(nav) if last is None else last
        _line(last, disclaimer.text_content().rstrip(". "), "disclaimer")
    return nav


def _part(nav: HtmlElement, title: str = "") -> HtmlElement:
    part = _added(nav, "div", "")
    part.set("class", "contents-part")
    if title:
        _added(part, "p", title).set("class", "contents-section")
    listing = _added(part, "ul", "")
    # The title stands beside the list, which has to be as high as the title is.
    listing.set("style", f"min-height: {len(wrap(title, _LINE)) * _LEADING}pt")
    return listing


def _lines(listing: HtmlElement, headings: Iterable[HtmlElement]) -> None:
    for heading in headings:
        _line(listing, heading.text_content(), heading.get("id", ""))


def _line(listing: HtmlElement, text: str, target: str) -> None:
    _added(_added(listing, "li", ""), "a", text).set("href", f"#{target}")


def _added(parent: HtmlElement, tag: str, text: str) -> HtmlElement:
    child = Element(tag)
    child.text = text or None
    parent.append(child)
    return child
