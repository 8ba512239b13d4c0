"""The text of a comment: Markdown to Word paragraphs, so that reading them gives the Markdown."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from press.docx.formats import PLAIN, Format, add_properties, has_cjk, scripts
from press.docx.numbering import BULLETS, DEEPEST
from press.docx.ooxml import Element, R, add, add_text, legal, make

if TYPE_CHECKING:
    from markdown_it.token import Token

Link = Callable[[str], str]
_STYLE = "CommentText"
_FLAGS = frozenset({"strong", "em", "s"})


def comment_paragraphs(markdown: str, link: Link) -> list[Element]:
    """Return a comment's paragraphs, at least one; `link` gives a relationship to an address.

    What has no place in a comment comes as near as Word can: a heading is bold, the number of a
    list's item is text, HTML is shown as it is written.
    """
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False}).enable("strikethrough")
    writer = _Writer(link)
    writer.blocks(parser.parse(legal(markdown)))
    return writer.paragraphs or [writer.paragraph()]


@dataclass
class _List:
    number: int | None  # of the next item; None where items are not numbered


class _Writer:
    """Writes the blocks of one comment."""

    def __init__(self, link: Link) -> None:
        self.paragraphs: list[Element] = []
        self._link = link
        self._lists: list[_List] = []
        self._item = ""  # what the next paragraph begins with: "bullet", a number, or nothing

    def paragraph(self) -> Element:
        """Begin a paragraph."""
        element = make("p")
        properties = add(element, "pPr")
        add(properties, "pStyle", val=_STYLE)
        if self._item == "bullet":
            numbers = add(properties, "numPr")
            add(numbers, "ilvl", val=str(min(len(self._lists) - 1, DEEPEST)))
            add(numbers, "numId", val=str(BULLETS))
        elif self._item:
            _run(element, f"{self._item} ", PLAIN)
        self._item = ""
        self.paragraphs.append(element)
        return element

    def blocks(self, tokens: Sequence[Token]) -> None:
        """Write blocks one after the other."""
        look = PLAIN
        for token in tokens:
            if token.type in {"bullet_list_open", "ordered_list_open"}:
                start = int(token.attrGet("start") or 1)
                self._lists.append(_List(start if token.type.startswith("ordered") else None))
            elif token.type in {"bullet_list_close", "ordered_list_close"}:
                self._lists.pop()
            elif token.type == "list_item_open":
                self._begin_item()
            elif token.type == "list_item_close" and self._item:
                self.paragraph()
            elif token.type in {"heading_open", "heading_close"}:
                look = replace(PLAIN, bold=token.type == "heading_open")
            elif token.type == "inline":
                self._inline(self.paragraph(), token.children or [], look)
            elif token.type in {"fence", "code_block"}:
                code = replace(PLAIN, code=True)
                _run(self.paragraph(), token.content.rstrip("\n"), code)

    def _begin_item(self) -> None:
        inner = self._lists[-1]
        if inner.number is None:
            self._item = "bullet"
        else:
            self._item = f"{inner.number}."
            inner.number += 1

    def _inline(self, paragraph: Element, tokens: Sequence[Token], look: Format) -> None:
        target = paragraph
        for token in tokens:
            name, _, side = token.type.rpartition("_")
            if name in _FLAGS:
                look = _turned(look, name, on=side == "open")
            elif token.type == "link_open":
                target = self._open_link(paragraph, str(token.attrGet("href") or ""))
            elif token.type == "link_close":
                target = paragraph
            else:
                for text, is_code in _said(token):
                    _run(target, text, replace(look, code=True) if is_code else look)

    def _open_link(self, paragraph: Element, address: str) -> Element:
        if address.startswith("#"):
            return add(paragraph, "hyperlink", anchor=address[1:])
        element = add(paragraph, "hyperlink")
        element.set(f"{{{R}}}id", self._link(address))
        return element


def _turned(look: Format, name: str, *, on: bool) -> Format:
    if name == "strong":
        return replace(look, bold=on)
    return replace(look, italic=on) if name == "em" else replace(look, strike=on)


def _said(token: Token) -> Iterator[tuple[str, bool]]:
    """Yield the characters of a token, and whether they are code."""
    if token.type in {"softbreak", "hardbreak"}:
        yield "\n", False
    elif token.type == "image":
        yield f"[{token.content}]", False
    elif token.content:
        yield token.content, token.type == "code_inline"


def _run(parent: Element, text: str, look: Format) -> None:
    for part, rtl in scripts(text):
        run = add(parent, "r")
        add_properties(run, look, rtl=rtl, cjk=has_cjk(part))
        add_text(run, part)
