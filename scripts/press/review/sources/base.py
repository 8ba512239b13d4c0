"""The base of a review: the manifest that an export left beside itself, read back."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from press.docx.sources.manifest import FORMAT, Block, CitationPlace, Field, Manifest
from press.docx.sources.text import SourceText
from press.publication import failure, read_bounded
from press.publication.source import parse_source
from press.review.sources.sound import unsound

_MOST = 8 << 20  # bytes of a manifest; that of an issue of 60 pages has half a million
_NO_MANIFEST = (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError)


@dataclass(frozen=True)
class Base:
    """An export as it left: its manifest, with its sources and blocks at hand."""

    manifest: Manifest

    @cached_property
    def blocks(self) -> dict[str, Block]:
        """Return the blocks by bookmark."""
        return {block.id: block for block in self.manifest.blocks}

    @cached_property
    def citations(self) -> dict[str, CitationPlace]:
        """Return the citations by bookmark."""
        return {place.id: place for place in self.manifest.citations}

    @cached_property
    def notes(self) -> dict[str, list[str]]:
        """Return the blocks of each footnote by the bookmark round the footnote's mark."""
        found: dict[str, list[str]] = {}
        for block in self.manifest.blocks:
            if block.note:
                found.setdefault(block.note, []).append(block.id)
        return found

    @cached_property
    def sources(self) -> dict[str, SourceText]:
        """Return the sources as exported, by path."""
        return {
            path: SourceText(parse_source(path, text)[0])
            for path, (_, text) in self.manifest.files.items()
        }

    @cached_property
    def raises_citations(self) -> bool:
        """Tell whether the export's style prints raised numbers, close to their words."""
        for place in self.manifest.citations:
            block = self.blocks[place.block]
            text = self.manifest.files[block.file][1]
            for kind, start, _, source_start, _ in block.segments:
                is_it = kind == "a" and start == place.start and place.raw.startswith("[")
                if is_it and start and text[source_start - 1 : source_start].isspace():
                    return not block.text[start - 1].isspace()
        return False


def read_base(path: Path) -> Base:
    """Read the manifest of an export.

    Raises PressError where there is none, or where it is none that this press can read.
    """
    mend = "get the file that was written beside the Word file, or export the issue again"
    try:
        return base_of(json.loads(read_bounded(path, _MOST).decode("utf-8")))
    except OSError as error:
        raise failure(
            str(path), f"cannot read the export's manifest ({error.strerror})", mend
        ) from error
    except _NO_MANIFEST as error:
        raise failure(str(path), "this is no manifest that this press can read", mend) from error


def base_of(data: dict[str, Any]) -> Base:
    """Return the base that a manifest's JSON holds.

    Raises ValueError, KeyError or TypeError where it is another thing, of another format, or does
    not fit together.
    """
    if data["format"] != FORMAT:
        raise ValueError(data["format"])
    manifest = _manifest(data)
    fault = unsound(manifest)
    if fault:
        raise ValueError(fault)
    return Base(manifest)


def _manifest(data: dict[str, Any]) -> Manifest:
    return Manifest(
        export=data["export"],
        issue=data["issue"],
        publication=data["publication"],
        version=data["version"],
        draft=data["draft"],
        files={path: (file["sha256"], file["text"]) for path, file in data["files"].items()},
        entries={
            key: (entry["file"], entry["line"], entry["text"])
            for key, entry in data["entries"].items()
        },
        blocks=tuple(_block(block) for block in data["blocks"]),
        citations=tuple(
            CitationPlace(**{**place, "keys": tuple(place["keys"])}) for place in data["citations"]
        ),
    )


def _block(data: dict[str, Any]) -> Block:
    values = dict(data)
    if "lines" in values:
        values["lines"] = tuple(values["lines"])
    values["fields"] = tuple(Field(**item) for item in values.get("fields", ()))
    values["segments"] = tuple(tuple(item) for item in values.get("segments", ()))
    return Block(**values)
