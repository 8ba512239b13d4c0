"""Where a paragraph stands: in which list and how deep, in a quotation, or in neither.

A shape is a style of the export, and of a list's paragraph the level behind it: `ListBullet 0`.
Plain paragraphs, headings, cells and notes have none.
"""

from __future__ import annotations

from press.docx.ooxml import Element, w
from press.review.model.paragraphs import Shape

_ITEMS = frozenset({"ListBullet", "ListNumber"})
_MORE = "ListContinue"
_FRAMES = frozenset({"Quote", "Admonition", "AdmonitionTitle", "Definition", "DefinitionTerm"})
# What only the press makes; nobody can type it into a source as a paragraph.
_MADE = frozenset({"SourceCode", "Caption", "Figure"})
_ANY = "List"  # an item of which the file does not say what sign it bears
_INDENT = 340  # twentieths of a point for each level of a list


def shape_written(paragraph: Element) -> str:
    """Return the shape of a paragraph of the export."""
    properties = paragraph.find(w("pPr"))
    style = "" if properties is None else _value(properties, "pStyle")
    if properties is None or style not in _FRAMES | _ITEMS | {_MORE}:
        return ""
    level = properties.find(f"{w('numPr')}/{w('ilvl')}")
    if level is not None:
        return f"{style} {level.get(w('val'), '0')}"
    indent = properties.find(w("ind"))
    left = "" if indent is None else indent.get(w("left"), "")
    if style == _MORE and left.isdecimal():
        return f"{style} {int(left) // _INDENT - 1}"
    return style


def _value(properties: Element, name: str) -> str:
    found = properties.find(w(name))
    return "" if found is None else found.get(w("val"), "")


def shape_read(shape: Shape) -> str:
    """Return the shape of a paragraph of a file that came back."""
    if shape.list:
        return f"{shape.style if shape.style in _ITEMS else _ANY} {shape.level}"
    return shape.style if shape.style in _FRAMES | {_MORE} else ""


def said(shape: str) -> str:
    """Return what a shape is called in a message."""
    if not is_item(shape):
        return "paragraph in such a quotation, box or list"
    name = {"ListBullet": "bullet", "ListNumber": "numbered item"}.get(
        shape.partition(" ")[0], "item"
    )
    return f"{name} of level {level_of(shape) + 1}"


def is_made(shape: Shape) -> bool:
    """Tell whether a paragraph has a style that only the press gives."""
    return not shape.list and shape.style in _MADE


def is_item(shape: str) -> bool:
    """Tell whether this is an item of a list, and not what follows in it."""
    return shape.partition(" ")[0] in _ITEMS | {_ANY}


def is_in_list(shape: str) -> bool:
    """Tell whether this is an item or what follows in it."""
    return shape.startswith(_ANY)


def level_of(shape: str) -> int:
    """Return how deep in lists a paragraph stands, 0 at their top, -1 outside."""
    level = shape.rpartition(" ")[2]
    return int(level) if is_in_list(shape) and level.isdecimal() else -1


def is_alike(wanted: str, made: str) -> bool:
    """Tell whether a paragraph stands where it shall; some files do not tell an item's sign."""
    if wanted.partition(" ")[0] == _ANY:
        return is_item(made) and level_of(wanted) == level_of(made)
    if wanted == _MORE:
        return made.partition(" ")[0] == _MORE
    return wanted == made
