"""Which export of the press a Word file came from, as far as its editor left it in."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from lxml import etree

from press.docx.sources.manifest import NAMESPACE
from press.review.model.paragraphs import Paragraph
from press.review.reading.names import property_of, text_at
from press.review.reading.package import Package

_ID = r"[A-Za-z0-9][\w.-]*-[0-9a-f]{10}"
_KEYWORD = re.compile(rf"(?:^|[\s,;])({_ID})(?=$|[\s,;])")
_FOOTER = re.compile(rf"[Rr]eview copy ({_ID})(?=\s|$)")


@dataclass(frozen=True)
class Origin:
    """An export's id (empty if unknown), where it was read, and the manifest inside the file."""

    export: str = ""
    source: str = ""
    manifest: bytes = b""


def origin(package: Package, paragraphs: Iterable[Paragraph]) -> Origin:
    """Return where a file came from: its properties say it, or its own part, or its footer.

    Editors keep what they like: LibreOffice renumbers the custom parts, Google Docs keeps
    nothing but the text, in which the footer stands.
    """
    manifest = _manifest(package)
    related = package.relations("")
    parts = {item.kind: item.target for item in related.values()}
    custom = property_of(package.tree(parts.get("custom-properties", "")), "PressExport")
    inside = str(manifest.get("id", "")) if manifest is not None else ""
    keywords = _KEYWORD.search(text_at(package.tree(parts.get("core-properties", "")), _KEYWORDS))
    footers = (
        match[1]
        for item in paragraphs
        if item.story == "footer" and (match := _FOOTER.search(item.before_text))
    )
    named = (
        (custom, "custom properties"),
        (inside, "customXml"),
        (keywords[1] if keywords else "", "keywords"),
        (next(footers, ""), "footer"),
    )
    export, source = next(((name, where) for name, where in named if name), ("", ""))
    return Origin(export, source, etree.tostring(manifest) if manifest is not None else b"")


_KEYWORDS = "cp:keywords"


def _manifest(package: Package) -> etree._Element | None:
    """Return the manifest's root; LibreOffice gives its part another number."""
    for name in package.names:
        if name.lower().startswith("customxml/item") and "props" not in name.lower():
            root = package.tree(name)
            if root is not None and root.tag == f"{{{NAMESPACE}}}export":
                return root
    return None


def editor(package: Package) -> str:
    """Return the program that saved the file last, empty where it does not say so."""
    parts = {item.kind: item.target for item in package.relations("").values()}
    root = package.tree(parts.get("extended-properties", ""))
    return text_at(root, "app:Application")
