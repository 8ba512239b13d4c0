"""An export's manifest made again, where the one that was written beside it is gone.

The Word file holds a slim one: the hashes of its sources, and of each of its paragraphs. Where
the sources are still the same, or a commit has them, the export is composed again; it is taken
only if every paragraph in it has the id and the hash that the file tells.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from lxml import etree

from press.docx import Manifest
from press.docx.sources.manifest import FORMAT, NAMESPACE
from press.evidence.states.marking import read_checked_bibliography
from press.publication import Issue, PressError, Publication, load
from press.review.exports.composed import composed
from press.review.exports.git import as_committed
from press.review.sources.base import Base


@dataclass(frozen=True)
class Slim:
    """What a Word file itself tells of the export that it is: hashes by path, and by bookmark."""

    export: str
    issue: str
    files: dict[str, str]
    blocks: dict[str, str]


def slim(data: bytes) -> Slim | None:
    """Return what a file's own manifest tells; None where there is none that can be read."""
    if not data:
        return None
    try:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:  # sound as a part, but longer than it may be written anew
        return None
    if root.get("format") != str(FORMAT):
        return None
    names = {"p": NAMESPACE}
    return Slim(
        root.get("id", ""),
        root.get("issue", ""),
        {one.get("path", ""): one.get("sha256", "") for one in root.iterfind("p:file", names)},
        {one.get("id", ""): one.get("hash", "") for one in root.iterfind("p:block", names)},
    )


def rebuilt(publication: Publication, told: Slim) -> Base | None:
    """Return the base that a file's own manifest tells of, made again; None where it cannot be."""
    for root in (publication.root, None):
        with _folder(publication, root, told) as folder:
            if folder is None:
                continue
            for manifest in manifests_of(folder, told.issue):
                if {block.id: block.hash for block in manifest.blocks} == told.blocks:
                    name = publication.settings.name
                    return Base(replace(manifest, export=told.export, publication=name))
    return None


@contextmanager
def _folder(publication: Publication, root: Path | None, told: Slim) -> Iterator[Path | None]:
    """Yield today's publication, if its sources are the same; else one from a commit."""
    if root is None:
        with as_committed(publication.root, told.files) as folder:
            yield folder
        return
    yield root if _is_today(publication, told) else None


def _is_today(publication: Publication, told: Slim) -> bool:
    from press.docx.sources.text import SourceText

    now = {source.path: source for source in publication.sources}
    return all(
        path in now and SourceText(now[path]).sha256 == sha for path, sha in told.files.items()
    )


def manifests_of(root: Path, slug: str) -> Iterator[Manifest]:
    """Yield the manifests of an issue as it would be exported: final, then draft."""
    try:
        publication = load(root)
        bibliography = read_checked_bibliography(publication.settings)
        issue: Issue | None = next((i for i in publication.issues if i.slug == slug), None)
        if issue is None:
            return
    except PressError:
        return
    for is_draft in (False, True):
        try:
            yield composed(publication, issue, bibliography, draft=is_draft)[1]
        except PressError:  # a final issue of drafts cannot be; its draft can
            continue
