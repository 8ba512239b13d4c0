"""Numbered lists: each list counts for itself, from the number its author gave."""

from __future__ import annotations

from press.docx.ooxml import Element, add

DEEPEST = 8  # Word's lists have nine levels, counted from 0
BULLETS = 1
_NUMBERS = 1  # the template's abstract definition of numbered lists
_FORMATS = {
    "a": "lowerLetter",
    "A": "upperLetter",
    "i": "lowerRoman",
    "I": "upperRoman",
    "1": "decimal",
}


class Numbering:
    """The template's list definitions, to which every numbered list adds one."""

    def __init__(self, element: Element) -> None:
        self.element = element
        self._last = 2

    def numbered(self, level: int, start: int, kind: str = "") -> int:
        """Return the id of a new numbered list whose items stand at a level."""
        self._last += 1
        number = add(self.element, "num", numId=str(self._last))
        add(number, "abstractNumId", val=str(_NUMBERS))
        override = add(number, "lvlOverride", ilvl=str(level))
        add(override, "startOverride", val=str(start))
        if kind in _FORMATS:
            own = add(override, "lvl", ilvl=str(level))
            add(own, "start", val=str(start))
            add(own, "numFmt", val=_FORMATS[kind])
            add(own, "lvlText", val=f"%{level + 1}.")
            add(own, "lvlJc", val="left")
            add(add(own, "pPr"), "ind", left=str(340 * (level + 1)), hanging="340")
        return self._last
