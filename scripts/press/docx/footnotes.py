"""Markdown's footnotes as Word's: which there are, and the number of each by its first use."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from lxml.html import HtmlElement

from press.docx.fields import add_field
from press.docx.formats import Format
from press.docx.ooxml import add, make
from press.docx.paragraph import Paragraph
from press.docx.sources.anchors import NOTE, Anchors

CLASS = "footnote"
_MARK = Format(style="FootnoteReference")


def note_target(node: HtmlElement) -> str:
    """Return the id of the footnote that a mark stands for, or an empty text."""
    if node.tag == "sup" and len(node) == 1:
        node = node[0]
    if node.tag == "a" and "footnote-ref" in (node.get("class") or "").split():
        return (node.get("href") or "").removeprefix("#")
    return ""


def lists(tree: HtmlElement) -> list[HtmlElement]:
    """Return the lists of footnotes of a tree, one a digest that has footnotes."""
    return [block for block in tree.iter("div") if CLASS in (block.get("class") or "").split()]


def items(block: HtmlElement) -> list[HtmlElement]:
    """Return the footnotes of a list."""
    return [item for item in block.iterfind("./ol/li") if item.get("id")]


class Notes:
    """The footnotes of a tree, and those that a paragraph has used so far."""

    def __init__(self, tree: HtmlElement) -> None:
        self.by_id = {item.get("id", ""): item for block in lists(tree) for item in items(block)}
        self.uses = Counter(filter(None, map(note_target, tree.iter("a"))))
        self.names: dict[str, str] = {}  # the bookmarks round the marks of those in use, in order
        self._open: list[str] = []

    @contextmanager
    def text_of(self, target: str) -> Iterator[HtmlElement | None]:
        """Give a footnote to be written; None for one that is being written already."""
        if target in self._open:
            yield None
            return
        self._open.append(target)
        yield self.by_id[target]
        self._open.pop()

    def mark(self, anchors: Anchors, paragraph: Paragraph, target: str) -> None:
        """Put a footnote's mark into a paragraph of the body."""
        raw = f"[^{target.partition('fn:')[2]}]"
        if target not in self.names:
            self._first(anchors, paragraph, target, raw)
            return
        paragraph.flush()
        number = str(list(self.names).index(target) + 1)
        add_field(paragraph.target, f"NOTEREF {self.names[target]} \\f \\h", number, _MARK)
        paragraph.mark(number, raw)

    def _first(self, anchors: Anchors, paragraph: Paragraph, target: str, raw: str) -> None:
        self.names[target] = anchors.name(NOTE, target)
        run = make("r")
        add(add(run, "rPr"), "rStyle", val="FootnoteReference")
        add(run, "footnoteReference", id=str(len(self.names)))
        start, end = anchors.pair(self.names[target])
        paragraph.flush()
        paragraph.target.append(start)
        paragraph.put(run, raw=raw)
        paragraph.target.append(end)
