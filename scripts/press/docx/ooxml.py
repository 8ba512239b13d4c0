"""WordprocessingML: its namespaces, its element names, the characters it may hold."""

from __future__ import annotations

import re
from functools import cache

from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"
SVG = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
# What XML 1.0 cannot hold at all; HTML parsers let some of it through.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

Element = etree._Element  # noqa: SLF001 - lxml's public name for its elements is a function


@cache
def w(name: str) -> str:
    """Return a WordprocessingML name as lxml writes it: `{namespace}name`."""
    return f"{{{W}}}{name}"


def make(name: str, /, **attributes: str) -> Element:
    """Return a new `w:` element; attributes are `w:` too."""
    return etree.Element(w(name), {w(key): value for key, value in attributes.items()})


def add(parent: Element, name: str, /, **attributes: str) -> Element:
    """Append a `w:` element and return it; attributes are `w:` too."""
    return etree.SubElement(parent, w(name), {w(key): value for key, value in attributes.items()})


def legal(text: str) -> str:
    """Return a text without the control characters that XML forbids."""
    return _ILLEGAL.sub("", text)


def illegal(text: str) -> str:
    """Return the first character of a text that XML forbids, or an empty text."""
    match = _ILLEGAL.search(text)
    return match[0] if match else ""


def add_text(run: Element, text: str) -> None:
    """Put characters into a run; tabs, line feeds and soft hyphens become Word's own elements."""
    for part in re.split("([\t\n\u00ad])", text):
        if part == "\t":
            add(run, "tab")
        elif part == "\n":
            add(run, "br")
        elif part == "\u00ad":
            add(run, "softHyphen")
        elif part:
            element = add(run, "t")
            element.text = part
            if part != part.strip() or "  " in part:
                element.set(_SPACE, "preserve")


_SHOWN = {
    w("tab"): "\t",
    w("br"): "\n",
    w("cr"): "\n",
    w("softHyphen"): "\u00ad",
    w("noBreakHyphen"): "\u2011",
}


def text_of(element: Element) -> str:
    """Return the characters that `add_text` put into an element's runs."""
    found = element.iter(w("t"), *_SHOWN)
    return "".join(_SHOWN.get(str(node.tag)) or node.text or "" for node in found)
