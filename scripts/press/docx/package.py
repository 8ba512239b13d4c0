"""A Word file of the press as a package: opened to be added to, written the same every time.

Both are for our own files alone, made a moment ago: a file that comes from elsewhere is read
within bounds, by press.review.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Mapping

from lxml import etree

from press.docx.ooxml import Element

# The earliest date that a zip entry can carry.
_EPOCH = (1980, 1, 1, 0, 0, 0)
_LEVEL = 6
DOCUMENT = "word/document.xml"
FOOTNOTES = "word/footnotes.xml"
TYPES = "[Content_Types].xml"
_TYPES_NS = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS_NS = "http://schemas.openxmlformats.org/package/2006/relationships"
_NO_RELATIONS = f'<Relationships xmlns="{_RELATIONS_NS}"/>'.encode()


class Pack:
    """The parts of a package by name; trees that were asked for are written back."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            self._parts = {name: package.read(name) for name in package.namelist()}
        self._new: dict[str, bytes] = {}
        self._trees: dict[str, Element] = {}

    def names(self, prefix: str) -> list[str]:
        """Return the names of parts that begin with a prefix, sorted."""
        return sorted(name for name in self._parts if name.startswith(prefix))

    def part(self, name: str) -> bytes:
        """Return a part as it was read or put; raises KeyError where there is none."""
        return self._parts[name]

    def tree(self, name: str) -> Element:
        """Return a part's root, to be changed in place; raises KeyError where there is none."""
        if name not in self._trees:
            parser = etree.XMLParser(resolve_entities=False, no_network=True)
            self._trees[name] = etree.fromstring(self._parts[name], parser)
        return self._trees[name]

    def put(self, name: str, data: bytes, content_type: str = "") -> None:
        """Put a part in place, new or not; a new one needs its content type."""
        self._parts[name] = self._new[name] = data
        self._trees.pop(name, None)
        if content_type:
            values = {"PartName": f"/{name}", "ContentType": content_type}
            etree.SubElement(self.tree(TYPES), f"{{{_TYPES_NS}}}Override", values)

    def put_tree(self, name: str, root: Element, content_type: str = "") -> None:
        """Put an XML part in place."""
        self.put(name, _xml(root), content_type)

    def know(self, ending: str, content_type: str) -> None:
        """Tell the type of parts by the ending of their names, where it is not told yet."""
        types = self.tree(TYPES)
        known = {item.get("Extension", "").lower() for item in types}
        if ending.lower() not in known:
            values = {"Extension": ending, "ContentType": content_type}
            types.insert(0, etree.Element(f"{{{_TYPES_NS}}}Default", values))

    def type_of(self, name: str) -> str:
        """Return a part's content type."""
        return type_of(self.tree(TYPES), name)

    def relations(self, part: str) -> dict[str, tuple[str, str, bool]]:
        """Return type, target and whether it is external of a part's relationships, by id.

        The target of one inside the package is the name of a part.
        """
        name = _relations_of(part)
        if name not in self._parts:
            return {}
        found = {}
        for item in self.tree(name):
            is_external = item.get("TargetMode") == "External"
            target = item.get("Target", "")
            if not is_external:
                target = posixpath.normpath(posixpath.join(posixpath.dirname(part), target))
            found[item.get("Id", "")] = (item.get("Type", ""), target.lstrip("/"), is_external)
        return found

    def relate(
        self, part: str, kind: str, target: str, *, external: bool = False, prefix: str = "rIdPress"
    ) -> str:
        """Return the id of a part's relationship to another part or to an address.

        `kind` is the type's address. There is one relationship of a kind to each target.
        """
        known = self.relations(part)
        for number, item in known.items():
            if item == (kind, target, external):
                return number
        name = _relations_of(part)
        if name not in self._parts:
            self.put(name, _NO_RELATIONS)
        number = f"{prefix}{sum(one.startswith(prefix) for one in known) + 1}"
        values = {"Id": number, "Type": kind}
        values["Target"] = (
            target if external else posixpath.relpath(target, posixpath.dirname(part))
        )
        if external:
            values["TargetMode"] = "External"
        etree.SubElement(self.tree(name), f"{{{_RELATIONS_NS}}}Relationship", values)
        return number

    def data(self) -> bytes:
        """Return the package: the same bytes for the same parts."""
        trees = {name: _xml(root) for name, root in self._trees.items()}
        return settled(self._data, {**self._new, **trees})


def type_of(types: Element, name: str) -> str:
    """Return a part's content type, of the root of a package's list of them; else empty."""
    ending = name.rpartition(".")[2].lower()
    for item in types:
        if item.get("PartName") == f"/{name}":
            return item.get("ContentType", "")
    alike = (item for item in types if item.get("Extension", "").lower() == ending)
    return next((item.get("ContentType", "") for item in alike), "")


def _relations_of(part: str) -> str:
    folder, _, name = part.rpartition("/")
    return f"{folder}/_rels/{name}.rels".lstrip("/")


def _xml(root: Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def settled(data: bytes, parts: Mapping[str, bytes]) -> bytes:
    """Return a package with its entries sorted, undated and compressed alike.

    The list of content types stands first, as Word writes it; `parts` take the place of entries,
    or are added.
    """
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL) as new,
    ):
        for name in sorted({*old.namelist(), *parts}, key=lambda name: (name != TYPES, name)):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            new.writestr(entry, parts[name] if name in parts else old.read(name))
    return stream.getvalue()
