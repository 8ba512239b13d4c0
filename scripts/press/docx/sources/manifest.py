"""The manifest: what an export was made of, and which source each of its paragraphs shows.

It is written beside the Word file, and without texts inside it. Offsets count Unicode code
points from the start of a text, ends are exclusive; lines and columns count from 1.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

FORMAT = 1
NAMESPACE = "urn:press:review:1"


@dataclass(frozen=True)
class Field:
    """Characters `start:end` of a paragraph that show a front-matter value, and where it begins."""

    key: str
    line: int
    column: int
    start: int
    end: int


@dataclass(frozen=True)
class Block:
    """A paragraph.

    `id` is its bookmark, `part` the story it stands in (document or footnotes), `file` empty
    where it is generated. In `text` a footnote's mark and an image are U+FFFC. A segment is
    [kind, start, end, source_start, source_end] with kind v (as in the source), t (transformed),
    a (atomic) or g (generated). `key` is set on lines of the reference list, which have no
    segments: their source is an entry's, not a text's. `note` is the bookmark round the mark of
    the footnote that a paragraph belongs to: LibreOffice 7.4 keeps that one, and loses the
    bookmarks inside every footnote but the first.
    """

    id: str
    kind: str
    part: str
    text: str
    hash: str
    file: str = ""
    lines: tuple[int, int] | None = None
    key: str = ""
    note: str = ""
    fields: tuple[Field, ...] = ()
    segments: tuple[tuple[str, int, int, int, int], ...] = ()


@dataclass(frozen=True)
class CitationPlace:
    """A citation: its bookmark, the paragraph it stands in, where in it, and its source."""

    id: str
    block: str
    keys: tuple[str, ...]
    raw: str
    start: int
    end: int


@dataclass(frozen=True)
class Manifest:
    """Everything that the review round trip needs to know of an export."""

    export: str
    issue: str
    publication: str
    version: str
    draft: bool
    files: Mapping[str, tuple[str, str]]  # path: SHA-256, text
    entries: Mapping[str, tuple[str, int, str]]  # citekey: path, line, text
    blocks: tuple[Block, ...] = ()
    citations: tuple[CitationPlace, ...] = field(default=())

    def json(self) -> str:
        """Return the manifest as it stands beside the Word file, a line for each item."""
        parts = {
            "format": FORMAT,
            "export": self.export,
            "issue": self.issue,
            "publication": self.publication,
            "version": self.version,
            "draft": self.draft,
        }
        lines = [f"{_json(name)}: {_json(value)}" for name, value in parts.items()]
        lines += [
            _mapping(
                "files", {p: {"sha256": sha, "text": t} for p, (sha, t) in self.files.items()}
            ),
            _mapping(
                "entries",
                {
                    key: {"file": path, "line": line, "text": text}
                    for key, (path, line, text) in self.entries.items()
                },
            ),
            _listing("blocks", [_block(block) for block in self.blocks]),
            _listing("citations", [vars(place) for place in self.citations]),
        ]
        return "{\n" + ",\n".join(lines) + "\n}\n"

    def xml(self) -> bytes:
        """Return the manifest without texts, as it stands inside the Word file."""
        root = etree.Element(
            f"{{{NAMESPACE}}}export",
            {
                "format": str(FORMAT),
                "id": self.export,
                "issue": self.issue,
                "version": self.version,
            },
            {None: NAMESPACE},
        )
        for path, (sha, _) in self.files.items():
            etree.SubElement(root, f"{{{NAMESPACE}}}file", {"path": path, "sha256": sha})
        for key, (path, line, _) in self.entries.items():
            values = {"key": key, "file": path, "line": str(line)}
            etree.SubElement(root, f"{{{NAMESPACE}}}entry", values)
        for block in self.blocks:
            etree.SubElement(root, f"{{{NAMESPACE}}}block", _slim(block))
        for place in self.citations:
            values = {"id": place.id, "block": place.block, "keys": " ".join(place.keys)}
            etree.SubElement(root, f"{{{NAMESPACE}}}citation", values)
        return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _mapping(name: str, items: Mapping[str, object]) -> str:
    lines = [f" {_json(key)}: {_json(value)}" for key, value in items.items()]
    return f"{_json(name)}: {{\n" + ",\n".join(lines) + "\n}"


def _listing(name: str, items: Sequence[object]) -> str:
    return f"{_json(name)}: [\n" + ",\n".join(f" {_json(item)}" for item in items) + "\n]"


def _block(block: Block) -> dict[str, Any]:
    """Return a block without what it does not have."""
    data = {name: value for name, value in vars(block).items() if value not in ("", None, ())}
    data.setdefault("text", "")
    if block.fields:
        data["fields"] = [vars(item) for item in block.fields]
    return data


def _slim(block: Block) -> dict[str, str]:
    values = {"id": block.id, "kind": block.kind, "hash": block.hash}
    if block.file:
        values["file"] = block.file
    if block.lines:
        values["lines"] = f"{block.lines[0]}-{block.lines[1]}"
    if block.fields:
        values["field"] = block.fields[0].key
    if block.key:
        values["key"] = block.key
    return values
