"""The names of WordprocessingML in both of its dialects, and which of them mark a review.

ISO/IEC 29500 has two dialects, Transitional and Strict, that differ in their namespaces. Here
an element is named by a short prefix and its local name, `w:p`, whichever dialect it is in.
"""

from __future__ import annotations

from functools import lru_cache

from press.docx.ooxml import Element

_MICROSOFT = "http://schemas.microsoft.com/office/"
_SCHEMAS = "http://schemas.openxmlformats.org/"
_STRICT = "http://purl.oclc.org/ooxml/"
PREFIXES = {
    _SCHEMAS + "wordprocessingml/2006/main": "w",
    _STRICT + "wordprocessingml/main": "w",
    _SCHEMAS + "officeDocument/2006/relationships": "r",
    _STRICT + "officeDocument/relationships": "r",
    _SCHEMAS + "officeDocument/2006/math": "m",
    _STRICT + "officeDocument/math": "m",
    _SCHEMAS + "markup-compatibility/2006": "mc",
    _SCHEMAS + "package/2006/relationships": "rel",
    _SCHEMAS + "officeDocument/2006/custom-properties": "prop",
    _STRICT + "officeDocument/customProperties": "prop",
    _SCHEMAS + "officeDocument/2006/extended-properties": "app",
    _STRICT + "officeDocument/extendedProperties": "app",
    _SCHEMAS + "package/2006/metadata/core-properties": "cp",
    _MICROSOFT + "word/2010/wordml": "w14",
    _MICROSOFT + "word/2012/wordml": "w15",
    _MICROSOFT + "word/2016/wordml/cid": "w16cid",
    _MICROSOFT + "word/2018/wordml/cex": "w16cex",
    _MICROSOFT + "word/2023/wordml/word16du": "w16du",
    "http://www.w3.org/XML/1998/namespace": "xml",
}

INSERTED = frozenset({"w:ins", "w:moveTo"})
DELETED = frozenset({"w:del", "w:moveFrom"})
MOVED = frozenset({"w:moveTo", "w:moveFrom"})
TRACKED = INSERTED | DELETED
MOVE_RANGES = {
    "w:moveFromRangeStart": "w:moveFromRangeEnd",
    "w:moveToRangeStart": "w:moveToRangeEnd",
}
CELLS = frozenset({"w:cellIns", "w:cellDel", "w:cellMerge"})
FORMATS = frozenset(
    {"w:rPrChange", "w:pPrChange", "w:sectPrChange", "w:tblPrChange", "w:tblGridChange"}
) | {"w:tblPrExChange", "w:trPrChange", "w:tcPrChange", "w:numberingChange"}
RANGES = frozenset({"w:commentRangeStart", "w:commentRangeEnd"})
REFERENCE = "w:commentReference"
COMMENT = "w:comment"
_KINDS = ("customXmlIns", "customXmlDel", "customXmlMoveFrom", "customXmlMoveTo")
_CONFLICTS = ("w14:conflictIns", "w14:conflictDel")
OTHERS = (
    {f"w:{kind}Range{side}" for kind in _KINDS for side in ("Start", "End")}
    | {f"w14:customXmlConflict{kind}Range{side}" for kind in ("Insertion", "Deletion")
       for side in ("Start", "End")}
    | set(_CONFLICTS)
)  # fmt: skip
REVIEW = (
    TRACKED | CELLS | FORMATS | RANGES | {REFERENCE, COMMENT} | OTHERS
    | MOVE_RANGES.keys() | set(MOVE_RANGES.values())
)  # fmt: skip


@lru_cache(maxsize=4096)  # bounded: a hostile file may hold a new name in every element
def _short(tag: str) -> str:
    namespace, _, local = tag.rpartition("}")
    prefix = PREFIXES.get(namespace[1:])
    return f"{prefix}:{local}" if prefix else tag


def short(element: Element) -> str:
    """Return an element's name with the prefix of this module; a name it does not know as it is."""
    return _short(str(element.tag))


def attributes(element: Element) -> dict[str, str]:
    """Return an element's attributes by their short names, as in `w:val`."""
    return {_short(str(key)): str(value) for key, value in element.attrib.items()}


def attribute(element: Element, name: str) -> str:
    """Return one attribute by its short name, empty where there is none."""
    return attributes(element).get(name, "")


def child(element: Element | None, name: str) -> Element | None:
    """Return the first child of a short name, or None."""
    if element is None:
        return None
    return next((item for item in element if short(item) == name), None)


def text_at(root: Element | None, name: str) -> str:
    """Return the text of the first element of a short name, empty where there is none."""
    found = (item for item in (root.iter() if root is not None else ()) if short(item) == name)
    return next((item.text or "" for item in found), "").strip()


def property_of(root: Element | None, name: str) -> str:
    """Return a custom property's value, empty where it is not set."""
    for item in root if root is not None else ():
        if short(item) == "prop:property" and attribute(item, "name") == name:
            return "".join(str(text) for text in item.itertext()).strip()
    return ""
