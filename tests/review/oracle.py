"""What sources must render to after edits: found by exporting them again and reading the export."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from press.bibliography import Bibliography, read_bibliography
from press.compile import compose
from press.docx import Manifest, docx_bytes
from press.publication import Publication, load
from press.publication.source import parse_source
from press.review.model.changes import ReviewDocument
from press.review.model.paragraphs import Joined
from press.review.sources.base import Base
from press.review.sources.today import Today
from tests.review.files import read_file

_STRAIGHT = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'"})
Letters = list[tuple[str, bool, bool]]


class Press:
    """A publication on disk, exported and read again at will."""

    def __init__(self, root: Path, folder: Path) -> None:
        self.root = root
        self.folder = folder
        self.publication: Publication = load(root)
        self.bibliography: Bibliography = read_bibliography(self.publication.settings)

    def export(self, slug: str, texts: Mapping[str, str] | None = None) -> tuple[bytes, Manifest]:
        """Return an issue's export, with other texts for some of its sources."""
        publication = self._with(texts or {})
        issue = next(one for one in publication.issues if one.slug == slug)
        return docx_bytes(compose(publication, issue, self.bibliography))

    def _with(self, texts: Mapping[str, str]) -> Publication:
        if not texts:
            return self.publication
        kept = {path: (self.root / path).read_bytes() for path in texts}
        try:
            for path, text in texts.items():
                (self.root / path).write_text(text, encoding="utf-8")
            return load(self.root)
        finally:
            for path, data in kept.items():
                (self.root / path).write_bytes(data)

    def today(self, base: Base, texts: Mapping[str, str] | None = None) -> Today:
        """Return today's sources, with other texts for some of them."""
        sources = {source.path: source for source in self.publication.sources}
        for path, text in (texts or {}).items():
            sources[path] = parse_source(path, text)[0]
        return Today(
            self.publication, self.bibliography, raised=base.raises_citations, sources=sources
        )

    def read(self, data: bytes, name: str = "review.docx") -> ReviewDocument:
        """Return a Word file as read."""
        path = self.folder / name
        path.write_bytes(data)
        return read_file(path)


def letters(joined: Joined) -> Letters:
    """Return a paragraph's characters with bold and italic, without blanks and raised ones.

    Raised characters are the numbers of citations and notes, which other edits may change.
    """
    return [
        (letter, run.look.bold, run.look.italic)
        for run in joined.runs
        if not run.look.raised
        for letter in run.text.translate(_STRAIGHT)
        if not letter.isspace() and letter != "\ufffc"
    ]


def shown(document: ReviewDocument, manifest: Manifest) -> dict[str, Joined]:
    """Return an export's paragraphs, before changes, by bookmark."""
    found = {
        mark.name: document.joined("before", one.index)
        for one in document.paragraphs
        for mark in one.bookmarks
    }
    return {block.id: found[block.id] for block in manifest.blocks}


def sourced(manifest: Manifest) -> list[str]:
    """Return the bookmarks of paragraphs that show sources, in order; references aside."""
    return [block.id for block in manifest.blocks if block.file and not block.key]
