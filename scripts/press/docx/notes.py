"""Markdown's footnotes as Word's: each where it is first used, numbered through the issue."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from lxml.html import HtmlElement

from press.docx import inline
from press.docx.book import DOCUMENT, Book, Place, Story
from press.docx.fields import add_field
from press.docx.formats import PLAIN, Format
from press.docx.ooxml import Element, add, make, w
from press.docx.paragraph import Paragraph
from press.docx.sources.anchors import NOTE

_MARK = Format(style="FootnoteReference")
CLASS = "footnote"
Flow = Callable[[Book, HtmlElement, Place], None]


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
        self.uses = Counter(filter(None, map(inline.note_target, tree.iter("a"))))
        self._numbers: dict[str, int] = {}
        self._names: dict[str, str] = {}
        self._inside: list[str] = []

    def mark(self, book: Book, paragraph: Paragraph, target: str) -> None:
        """Put a footnote's mark into a paragraph."""
        item = self.by_id.get(target)
        if item is None:
            return
        raw = f"[^{target.partition('fn:')[2]}]"
        if paragraph.story.name != DOCUMENT:
            self._within_note(book, paragraph, target, item)
        elif target in self._numbers:
            paragraph.flush()
            number = str(self._numbers[target])
            add_field(paragraph.target, f"NOTEREF {self._names[target]} \\f \\h", number, _MARK)
            paragraph.mark(number, raw)
        else:
            self._first(book, paragraph, target, raw)

    def _first(self, book: Book, paragraph: Paragraph, target: str, raw: str) -> None:
        number = len(self._numbers) + 1
        self._numbers[target] = number
        run = make("r")
        add(add(run, "rPr"), "rStyle", val="FootnoteReference")
        add(run, "footnoteReference", id=str(number))
        self._names[target] = book.anchors.name(NOTE, target)
        start, end = book.anchors.pair(self._names[target])
        paragraph.flush()
        paragraph.target.append(start)
        paragraph.put(run, raw=raw)
        paragraph.target.append(end)

    def _within_note(
        self, book: Book, paragraph: Paragraph, target: str, item: HtmlElement
    ) -> None:
        """Word has no footnotes in footnotes: the inner one's text stands in brackets."""
        if target in self._inside:
            return
        self._inside.append(target)
        paragraph.generated(" [", PLAIN)
        inline.write(book, paragraph, item, PLAIN)
        paragraph.trim()
        paragraph.generated("]", PLAIN)
        self._inside.pop()

    def write(self, book: Book, root: Element, story: Story, flow: Flow) -> None:
        """Write the used footnotes into their part, in the order of their numbers."""
        for target, number in self._numbers.items():
            note = add(root, "footnote", id=str(number))
            self._inside.append(target)
            flow(
                book,
                self.by_id[target],
                Place(note, story, "FootnoteText", "footnote", note=self._names[target]),
            )
            self._inside.pop()
            first = note[0] if len(note) and note[0].tag == w("p") else make("p")
            if first.getparent() is None:
                note.insert(0, first)
            run = make("r")
            add(add(run, "rPr"), "rStyle", val="FootnoteReference")
            add(run, "footnoteRef")
            gap = make("r")
            blank = add(gap, "t")
            blank.text = " "
            blank.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            at = 1 if len(first) and first[0].tag == w("pPr") else 0
            # Before the bookmark: the mark is Word's, the text is the author's.
            first.insert(at, gap)
            first.insert(at, run)
