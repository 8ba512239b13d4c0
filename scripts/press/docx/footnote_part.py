"""The part that holds the footnotes' texts, in the order of their numbers."""

from __future__ import annotations

from press.docx.blocks import flow
from press.docx.book import Book
from press.docx.ooxml import Element, add, make, w
from press.docx.story import Place, Story


def write_footnotes(book: Book, root: Element, story: Story) -> None:
    """Write the footnotes in use into their part; a text may bring no further ones into use."""
    for number, (target, name) in enumerate(book.notes.names.items(), start=1):
        note = add(root, "footnote", id=str(number))
        with book.notes.text_of(target) as item:
            if item is not None:
                flow(book, item, Place(note, story, "FootnoteText", "footnote", note=name))
        _put_mark(note)


def _put_mark(note: Element) -> None:
    """Put the footnote's own number before its text."""
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
