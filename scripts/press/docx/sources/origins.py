"""Where a block of an issue's tree comes from: lines of a file, a front-matter key, an entry."""

from __future__ import annotations

from dataclasses import dataclass

from lxml.html import HtmlElement

# Places of one document do not reach beyond these.
_BORDERS = frozenset({"article", "main", "section"})


@dataclass(frozen=True)
class Origin:
    """A place in a source: a file with lines (from 1, inclusive), a front-matter key, a citekey.

    Text without a file is generated.
    """

    file: str = ""
    lines: tuple[int, int] | None = None
    field: str = ""
    key: str = ""
    partial: bool = False  # only parts of the block come from `field`


GENERATED = Origin()


def origin(block: HtmlElement) -> Origin:
    """Return where a block comes from; of blocks inside blocks, the innermost place counts."""
    if block.tag == "li" and block.get("data-key"):
        return Origin(key=block.get("data-key", ""))
    current: HtmlElement | None = block
    while current is not None and current.tag not in _BORDERS:
        lines, file = current.get("data-lines"), current.get("data-file")
        if lines and file:
            return Origin(file, _range(lines))
        if current.get("data-field"):
            return Origin(file_of(current), field=current.get("data-field", ""))
        if current.tag in {"td", "th"}:
            beside = _beside(current)
            if beside is not None:
                return beside
        current = current.getparent()
    return _of_first_field(block)


def _range(lines: str) -> tuple[int, int]:
    first, _, last = lines.partition("-")
    return int(first), int(last or first)


def _beside(cell: HtmlElement) -> Origin | None:
    """Return the place of a cell of a Markdown table that has none of its own.

    Each row of such a table is one line, so the other rows tell where this one stands.
    """
    table = next(cell.iterancestors("table"), None)
    if table is None:
        return None
    file, first_line = "", set()
    wanted = 0
    for index, row in enumerate(table.iter("tr")):
        # Between the head and the body stands a line of dashes.
        parent = row.getparent()
        depth = index + (parent is not None and parent.tag == "tbody")
        if row is cell.getparent():
            wanted = depth
        for other in row:
            if other.get("data-lines") and other.get("data-file"):
                file = other.get("data-file", "")
                first_line.add(_range(other.get("data-lines", ""))[0] - depth)
    if len(first_line) != 1:
        return None
    line = first_line.pop() + wanted
    return Origin(file, (line, line))


def _of_first_field(block: HtmlElement) -> Origin:
    """Return the place of a generated block that shows front matter: "Issue 1 · 20 November"."""
    for inner in block.iterfind(".//*[@data-field]"):
        return Origin(file_of(inner), field=inner.get("data-field", ""), partial=True)
    return GENERATED


def file_of(element: HtmlElement) -> str:
    """Return the source file that an element or the nearest one around it names."""
    current: HtmlElement | None = element
    while current is not None:
        if current.get("data-file"):
            return current.get("data-file", "")
        current = current.getparent()
    return ""
