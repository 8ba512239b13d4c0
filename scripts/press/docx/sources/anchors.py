"""Hidden bookmarks: the thread from a Word paragraph, or a citation in it, back to its source.

`_ss_<id>` stands around a paragraph that has a source, `_ssg_<id>` around a generated one,
`_ssc_<id>` around a citation, `_ssn_<id>` around the mark of a footnote. An id is the hash of
what it names, so a paragraph that did not change keeps its id from one export to the next.
"""

from __future__ import annotations

import hashlib
from collections import Counter

from press.docx.ooxml import Element, make, w

SOURCE, GENERATED, CITATION, NOTE = "_ss_", "_ssg_", "_ssc_", "_ssn_"
_DIGITS = 12  # of sixteen, so that a name has at most 17 of the 40 characters Word allows


class Anchors:
    """Names bookmarks and puts them around things."""

    def __init__(self) -> None:
        self._seen: Counter[tuple[str, ...]] = Counter()
        self._number = 0
        self.of_html_id: dict[str, str] = {}

    def name(self, prefix: str, *what: str) -> str:
        """Return a bookmark's name; the same things named again get another."""
        self._seen[what] += 1
        text = "\x1f".join((*what, str(self._seen[what])))
        return prefix + hashlib.sha256(text.encode()).hexdigest()[:_DIGITS]

    def pair(self, name: str) -> tuple[Element, Element]:
        """Return a bookmark's start and end."""
        number = str(self._number)
        self._number += 1
        return make("bookmarkStart", id=number, name=name), make("bookmarkEnd", id=number)

    def around(self, paragraph: Element, name: str) -> None:
        """Put a bookmark around everything that stands in a paragraph."""
        start, end = self.pair(name)
        has_properties = len(paragraph) > 0 and paragraph[0].tag == w("pPr")
        paragraph.insert(1 if has_properties else 0, start)
        paragraph.append(end)
