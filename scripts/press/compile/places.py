"""From marks in rendered text to places of blocks: every block of a tree knows its source lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from press.compile.marks import lines_in, without_marks
from press.publication.storage.texts import CONTROL

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# What becomes a paragraph of its own in print and in Word.
_NAMES = "p li h1 h2 h3 h4 h5 h6 td th dt dd caption figcaption pre blockquote figure div"
BLOCKS = frozenset(_NAMES.split())
# On blocks that the press made from data: no line of the body stands for them.
GENERATED = "data-generated"
_WORDS = re.compile(r"\w+")
_PROBE = 4  # so many first words find a block that carries no mark


def attach(root: HtmlElement, path: str, lines: Sequence[str], first_line: int) -> None:
    """Take the marks out of a body's tree and give its blocks `data-lines="7-9"` and `data-file`.

    `lines` are the body's source lines, the first of them numbered `first_line`. Blocks that
    carry no mark (code, a line whose end is syntax) are found by their first words. Generated
    blocks are left alone.
    """
    found: dict[HtmlElement, list[int]] = {}
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        if element.text:
            element.text = _taken(element.text, _block(element), found)
        parent = element.getparent()
        if element.tail and parent is not None and element is not root:
            element.tail = _taken(element.tail, _block(parent), found)
        for name, value in element.attrib.items():
            element.attrib[name] = CONTROL.sub("\ufffd", without_marks(value))
    _share_rows(root, found)
    for block, (start, end) in _completed(root, found, lines, first_line):
        block.set("data-lines", f"{start}-{end}" if end != start else str(start))
        block.set("data-file", path)


def _taken(text: str, block: HtmlElement, found: dict[HtmlElement, list[int]]) -> str:
    numbers = lines_in(text)
    if numbers:
        found.setdefault(block, []).extend(numbers)
    return CONTROL.sub("\ufffd", without_marks(text))


def _block(element: HtmlElement) -> HtmlElement:
    current = element
    while current.tag not in BLOCKS:
        parent = current.getparent()
        if parent is None:
            break
        current = parent
    return current


def _share_rows(root: HtmlElement, found: dict[HtmlElement, list[int]]) -> None:
    """A row of a Markdown table is one line: its mark stands in one cell and counts for all."""
    for row in root.iter("tr"):
        numbers = [number for cell in row for number in found.get(cell, [])]
        if numbers:
            for cell in row:
                found.setdefault(cell, list(numbers))


def _completed(
    root: HtmlElement, found: dict[HtmlElement, list[int]], lines: Sequence[str], first_line: int
) -> Iterator[tuple[HtmlElement, tuple[int, int]]]:
    """Yield every block that holds text with its first and last line."""
    cursor = first_line
    made = {block for part in root.iterfind(f".//*[@{GENERATED}]") for block in part.iter()}
    for block in root.iter(*BLOCKS):
        image = block.find("img")
        if block in made or (not _own_text(block).strip() and image is None):
            continue
        numbers = found.get(block)
        if numbers:
            start = (
                _paragraph_start(min(numbers), lines, first_line)
                if block.tag == "p"
                else min(numbers)
            )
            yield block, (start, max(numbers))
            cursor = min(numbers)
        else:
            place = _searched(_own_text(block), lines, first_line, cursor)
            if place is None and image is not None:
                place = _holding(image.get("src", ""), lines, first_line, cursor)
            if place:
                yield block, place
                cursor = place[0]


def _own_text(block: HtmlElement) -> str:
    """Return the text of a block without that of blocks inside it."""
    parts = [block.text or ""]
    for child in block:
        if (
            isinstance(child.tag, str)
            and child.tag not in BLOCKS
            and child.tag not in {"ul", "ol", "table"}
        ):
            parts.append(child.text_content())
        parts.append(child.tail or "")
    return "".join(parts)


def _paragraph_start(line: int, lines: Sequence[str], first_line: int) -> int:
    """Go up from a paragraph's first marked line over lines whose mark was refused."""
    index = line - first_line
    while index > 0 and lines[index - 1].strip() and _is_running_text(lines[index - 1]):
        previous = lines[index]
        if re.match(r"\s*([-*+]|\d+[.)])\s", previous) or previous.lstrip().startswith(
            ("#", ">", "|", "[^")
        ):
            break
        index -= 1
    return index + first_line


def _is_running_text(line: str) -> bool:
    return not re.match(r"\s*(?:[#>|]|```|~~~|[-=]{3,}\s*$|\{:|\*\[|\[[^\]]+\]:(?!\S*\^))", line)


def _searched(
    text: str, lines: Sequence[str], first_line: int, cursor: int
) -> tuple[int, int] | None:
    words = _WORDS.findall(text)
    if not words:
        return None
    for size in (_PROBE, 1):
        probe = words[:size]
        for index in range(max(cursor - first_line, 0), len(lines)):
            if _WORDS.findall(lines[index])[: len(probe)] == probe:
                extent = text.strip("\n").count("\n")
                return index + first_line, min(index + extent, len(lines) - 1) + first_line
    return None


def _holding(
    address: str, lines: Sequence[str], first_line: int, cursor: int
) -> tuple[int, int] | None:
    """Return the line that holds an image's address, from the cursor on."""
    for index in range(max(cursor - first_line, 0), len(lines)):
        if address and address in lines[index]:
            return index + first_line, index + first_line
    return None
