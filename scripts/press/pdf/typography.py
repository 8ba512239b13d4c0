"""Text as it is set on paper: what belongs together stays on one line.

Only the print has these blanks. In a Word file they would come back from a review as changes.
"""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from press.compile import Typeset

_AS_TYPED = frozenset(["pre", "code", "kbd", "samp"])
_BLANK = "\u00a0"
_SIGN = "[=<>\u2264\u2265\u00b1\u2248]"
_NUMBER = r"[-+\u2212\u2013]?\.?\d"
# `p = 0.04`: the sign stays with its number, and what is measured with both where it is short.
_BEFORE_NUMBER = re.compile(f"(?<={_SIGN}) (?={_NUMBER})")
_BEFORE_SIGN = re.compile(rf"((?:^|(?<!\w))\w{{0,6}}|[)%.\d]) (?={_SIGN}{_BLANK})")


def settle_text(tree: HtmlElement, typeset: Typeset) -> None:
    """Set a tree's plain texts as the body is set, and tie signs to their numbers."""
    for element in tree.iter():
        if not isinstance(element.tag, str):
            continue
        inside = element.text
        if inside and element.tag not in _AS_TYPED:
            if "data-field" in element.attrib:
                inside = typeset(inside)
            element.text = tied(inside)
        around = element.getparent()
        if element.tail and around is not None and around.tag not in _AS_TYPED:
            element.tail = tied(element.tail)


def tied(text: str) -> str:
    """Return a text in which no line ends within `p = 0.04`."""
    return _BEFORE_SIGN.sub(rf"\1{_BLANK}", _BEFORE_NUMBER.sub(_BLANK, text))
