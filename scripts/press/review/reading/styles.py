"""Styles and properties of Word as looks and shapes, and in words for a person to read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from press.docx.ooxml import Element
from press.review.model.paragraphs import PLAIN, Format, Frame, Shape
from press.review.reading.names import attribute, attributes, child, short

_OFF = frozenset({"0", "false", "off", "none"})
_TOGGLES = {
    "w:b": "bold",
    "w:i": "italic",
    "w:strike": "strike",
    "w:dstrike": "strike",
    "w:u": "underline",
    "w:highlight": "highlight",
}
# Google Docs and pasted text know code only by its typeface; names without blanks and case.
_MONOSPACE = (
    "courier", "consolas", "menlo", "monaco", "mono", "lucidaconsole", "cascadiacode",
    "sourcecode", "firacode", "inconsolata",
)  # fmt: skip
_CODE_STYLES = frozenset({"verbatim char", "html code", "source text", "code", "inline code"})
_CAPTIONS = ("caption", "table caption", "image caption", "figure caption")
_DEPTH = 20  # of styles based on styles: Word allows 11


@dataclass(frozen=True)
class Style:
    """A style: its name, what it is based on, its own properties."""

    name: str
    base: str
    runs: Element | None
    paragraphs: Element | None


class Styles:
    """The styles of a document by their ids; made of the root of its styles part, if it has one."""

    def __init__(self, root: Element | None) -> None:
        self._all: dict[str, Style] = {}
        self._looks: dict[str, Format] = {}
        self._default = ""
        for item in root if root is not None else ():
            if short(item) == "w:style":
                given = attributes(item)
                self._all[given.get("w:styleId", "")] = Style(
                    name=_value(item, "w:name"),
                    base=_value(item, "w:basedOn"),
                    runs=child(item, "w:rPr"),
                    paragraphs=child(item, "w:pPr"),
                )
                if given.get("w:type") == "paragraph" and given.get("w:default") in {"1", "true"}:
                    self._default = given.get("w:styleId", "")

    def name(self, style: str) -> str:
        """Return a style's name; of a style that is not defined, its id."""
        known = self._all.get(style or self._default)
        return (known.name if known else "") or style or "Normal"

    def _chain(self, style: str) -> Iterator[Style]:
        """Yield a style and those that it is based on; a circle ends somewhere."""
        for _ in range(_DEPTH):
            known = self._all.get(style)
            if known is None:
                return
            yield known
            style = known.base

    def look(self, properties: Element | None, link: str = "") -> Format:
        """Return how a run looks by its own properties and its character style."""
        if properties is None or len(properties) == 0:
            return Format(link=link) if link else PLAIN
        style = _value(properties, "w:rStyle")
        if style not in self._looks:
            look = PLAIN
            for item in reversed(list(self._chain(style))):
                look = _with(look, item.runs)
                look = replace(look, code=look.code or item.name.lower() in _CODE_STYLES)
            self._looks[style] = look
        look = _with(self._looks[style], properties)
        # A link's blue line is the link's; nobody underlined it.
        return replace(look, link=link, underline=look.underline and not link)

    def shape(self, properties: Element | None) -> Shape:
        """Return a paragraph's style and list by its own properties and its style's."""
        style = _value(properties, "w:pStyle")
        lists = [properties, *(item.paragraphs for item in self._chain(style or self._default))]
        numbers = [found for item in lists if (found := child(item, "w:numPr")) is not None]
        number = next((value for item in numbers if (value := _value(item, "w:numId"))), "")
        level = next((value for item in numbers if (value := _value(item, "w:ilvl"))), "0")
        if number in {"", "0"}:  # 0 takes a paragraph out of its style's list
            return Shape(style)
        return Shape(style, number, int(level) if level.isascii() and level.isdigit() else 0)

    def frame(self, shape: Shape, *, in_cell: bool, in_box: bool) -> Frame:
        """Return what a paragraph is, as a reader would call it."""
        names = [item.name.lower() for item in self._chain(shape.style)]
        if any(name.startswith("heading ") or name == "title" for name in names):
            return "heading"
        if any(name in _CAPTIONS for name in names):
            return "caption"
        if in_cell:
            return "table cell"
        if shape.list:
            return "list item"
        return "text box" if in_box else "paragraph"

    def difference(self, old: Element | None, new: Element | None) -> tuple[str, str]:
        """Return what two properties elements do not have in common, in words."""
        before, after = self._words(old), self._words(new)
        was = [words for name, words in before.items() if after.get(name) != words]
        now = [words for name, words in after.items() if before.get(name) != words]
        return ", ".join(was) or "plain", ", ".join(now) or "plain"

    def _words(self, properties: Element | None) -> Mapping[str, str]:
        found: dict[str, str] = {}
        for item in properties if properties is not None else ():
            name = short(item)
            if name in _TOGGLES:
                if attribute(item, "w:val") not in _OFF:
                    found[name] = _TOGGLES[name]
            elif name in {"w:rStyle", "w:pStyle"}:
                found[name] = f"style {self.name(attribute(item, 'w:val'))}"
            elif name == "w:numPr":
                found[name] = _list(item)
            elif name not in _UNSAID:
                found[name] = _said(item)
        return found


# Marks, changes, and what comes along with a property for other scripts.
_UNSAID = frozenset({"w:bCs", "w:iCs", "w:szCs", "w:rPr", "w:ins", "w:del", "w:moveFrom"}) | {
    "w:moveTo", "w:rPrChange", "w:pPrChange", "w:sectPrChange", "w:tblPrChange", "w:trPrChange",
    "w:tcPrChange", "w:tblGridChange", "w:tblPrExChange", "w:sectPr",
}  # fmt: skip
_NAMES = {
    "w:sz": "size",
    "w:rFonts": "font",
    "w:color": "colour",
    "w:vertAlign": "position",
    "w:jc": "alignment",
    "w:ind": "indent",
    "w:lang": "language",
}


def _list(item: Element) -> str:
    """Return in words which list a paragraph is in: a list's number tells a reader nothing."""
    level = _value(item, "w:ilvl")
    if _value(item, "w:numId") == "0":
        return "no list"
    return f"list, level {int(level) + 1}" if level in {str(n) for n in range(1, 9)} else "list"


def _said(item: Element) -> str:
    """Return a property as `name value`."""
    values = [value for one in item.iter() for value in attributes(one).values()]
    name = _NAMES.get(short(item), short(item).rpartition(":")[2])
    return " ".join(dict.fromkeys([name, *values]))


def _value(element: Element | None, name: str) -> str:
    """Return the value of a child, empty where there is none."""
    found = child(element, name)
    return attribute(found, "w:val") if found is not None else ""


def _with(look: Format, properties: Element | None) -> Format:
    """Return a look with what properties say; what they do not mention stays."""
    for item in properties if properties is not None else ():
        name, value = short(item), attribute(item, "w:val")
        if name in _TOGGLES:
            look = replace(look, **{_TOGGLES[name]: value not in _OFF})  # type: ignore[arg-type]
        elif name == "w:vertAlign":
            look = replace(look, raised=_raised(value))
        elif name == "w:rFonts":
            look = replace(look, code=is_monospace(attribute(item, "w:ascii")) or look.code)
    return look


def _raised(value: str) -> Literal["", "superscript", "subscript"]:
    if value == "superscript":
        return "superscript"
    return "subscript" if value == "subscript" else ""


def is_monospace(typeface: str) -> bool:
    """Tell whether a typeface is one that code is set in."""
    name = typeface.lower().replace(" ", "")
    return any(part in name for part in _MONOSPACE)
