"""Which paragraph, table or row of a former export is which of today's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from press.docx.contents import STYLES
from press.docx.ooxml import Element, text_of, w
from press.docx.sources.anchors import GENERATED, SOURCE
from press.review.diff.paragraphs import in_order, pairs

_GAP = "TableGap"
_FRAMES = (w("vMerge"), w("gridSpan"))
_OBJECTS = (w("drawing"), w("footnoteReference"))


@dataclass(frozen=True)
class Block:
    """A paragraph, or a table with the gap below it."""

    elements: tuple[Element, ...]

    @property
    def is_table(self) -> bool:
        """Tell whether it is a table."""
        return self.elements[0].tag == w("tbl")

    @property
    def kind(self) -> str:
        """What it is: only items of one kind are versions of each other."""
        style = _style(self.elements[0])
        return "table" if self.is_table else "contents" if style in STYLES else "text"

    @property
    def text(self) -> str:
        """What it says, for comparison; a picture says that it is one."""
        return _said(self.elements[0])


def items(elements: Sequence[Element]) -> Iterator[Block]:
    """Yield the paragraphs and tables of a container."""
    at = 0
    while at < len(elements):
        end = at + 1
        if elements[at].tag == w("tbl") and end < len(elements) and _style(elements[end]) == _GAP:
            end += 1
        yield Block(tuple(elements[at:end]))
        at = end


def _style(element: Element) -> str:
    style = element.find(f"{w('pPr')}/{w('pStyle')}")
    return "" if style is None else style.get(w("val"), "")


def _said(element: Element) -> str:
    texts = [
        text_of(one) + "\ufffc" * sum(1 for _ in one.iter(*_OBJECTS))
        for one in element.iter(w("p"))
    ]
    return "\n".join(texts)


def paired(olds: Sequence[Block], news: Sequence[Block]) -> dict[int, int]:
    """Return the former item of each of today's, by their numbers, rising in both.

    The last items of a container are each other's, for its last paragraph's end cannot be tracked.
    """
    named = {name: i for i, item in enumerate(olds) for name in _anchors(item)}
    known = {
        named[name]: j for j, item in enumerate(news) for name in _anchors(item) if name in named
    }
    found = pairs([item.text for item in olds], [item.text for item in news], in_order(known))
    rising = in_order(
        {i: pair.new for i, pair in found.items() if olds[i].kind == news[pair.new].kind}
    )
    if olds and news and olds[-1].kind == news[-1].kind:
        one, other = len(olds) - 1, len(news) - 1
        rising = {i: j for i, j in rising.items() if i != one and j != other}
        rising[one] = other
    return {j: i for i, j in rising.items()}


def _anchors(item: Block) -> list[str]:
    """Return the bookmarks round a paragraph; those of tables are inside."""
    if item.is_table:
        return []
    names = [mark.get(w("name"), "") for mark in item.elements[0].iterchildren(w("bookmarkStart"))]
    return [name for name in names if name.startswith((SOURCE, GENERATED))]


def rows_paired(olds: Sequence[Element], news: Sequence[Element]) -> dict[int, int]:
    """Return the former row of each of today's; rows with cells over several ones have none."""
    if any(row.find(f".//{name}") is not None for row in (*olds, *news) for name in _FRAMES):
        same = [_said(row) for row in olds] == [_said(row) for row in news]
        return {i: i for i in range(len(news))} if same else {}
    found = pairs([_said(row) for row in olds], [_said(row) for row in news])
    fitting = {
        i: pair.new
        for i, pair in found.items()
        if len(cells(olds[i])) == len(cells(news[pair.new]))
    }
    return {j: i for i, j in in_order(fitting).items()}


def cells(row: Element) -> list[Element]:
    """Return the cells of a row."""
    return list(row.iterchildren(w("tc")))
