"""A former export as a Word file again: the file itself if it is at hand, else made anew."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from press.bibliography import Bibliography, Entry, parse_bibtex
from press.docx import Manifest
from press.publication import (
    Issue,
    PressError,
    Publication,
    failure,
    suggestion,
)
from press.review.exports.composed import composed
from press.review.exports.index import Index
from press.review.model.changes import ReviewDocument
from press.review.reading.package import file_bytes
from press.review.reading.read import read_review
from press.review.sources.base import Base, read_base
from press.review.sources.replaced import with_sources

_EXPORTS = "exports"
_NAMES = "*.manifest.json"
_RULE = "review"
_Word = tuple[bytes, ReviewDocument]


@dataclass(frozen=True)
class Former:
    """A former export: its Word file, its manifest, and what it is called in what is told."""

    data: bytes
    manifest: Manifest
    name: str


def former(
    publication: Publication, bibliography: Bibliography, issue: Issue, since: str
) -> Former:
    """Return a former export of an issue.

    `since` is its id, or the path of its Word file (a reviewer's copy will do) or its manifest.
    Raises PressError where its manifest is not there, where it is one of another issue, or where
    the export cannot be made again as it was.
    """
    path = Path(since)
    is_file = path.suffix.lower() in {".docx", ".json"}
    given = _word(path) if path.suffix.lower() == ".docx" else None
    if given is not None:
        base = _of_file(publication, path, given[1])
    else:
        base = read_base(path) if is_file else _of_id(publication, since)
    name = since if is_file else base.manifest.export
    if base.manifest.issue != issue.slug:
        message = f"this is an export of the issue `{base.manifest.issue}`, not of `{issue.slug}`"
        raise failure(name, message, "name an export of the same issue", _RULE)
    folders = [publication.root / _EXPORTS, *([path.parent] if is_file else [])]
    for folder in folders:
        for file in sorted(folder.glob("*.docx")):
            data = _untouched(base, file, given if file.resolve() == path.resolve() else None)
            if data is not None:
                return Former(data, base.manifest, str(file))
    return _made_again(publication, bibliography, base, name)


def _word(path: Path) -> _Word:
    data = file_bytes(path)
    return data, read_review(str(path), data)


def _of_file(publication: Publication, path: Path, document: ReviewDocument) -> Base:
    base = Index(publication).base(document)
    if base is None:
        message = "the export that it came from is not here"
        mend = (
            "put the NAME.manifest.json that was written with it into exports/, or give its path "
            "instead"
        )
        raise failure(str(path), message, mend, _RULE)
    return base


def _of_id(publication: Publication, export: str) -> Base:
    folder = publication.root / _EXPORTS
    known: dict[str, Path] = {}
    for path in sorted(folder.rglob(_NAMES)):
        base = read_base(path)
        known.setdefault(base.manifest.export, path)
        if base.manifest.export == export:
            return base
    otherwise = (
        "give the path of its Word file, or put the NAME.manifest.json that was written with it "
        "into exports/"
    )
    message = f"there is no manifest of the export `{export}`"
    raise failure(_EXPORTS, message, suggestion(export, list(known), otherwise), _RULE)


def _untouched(base: Base, file: Path, known: _Word | None) -> bytes | None:
    """Return the bytes of a Word file that is the export as it left; None of any other."""
    try:
        data, document = _word(file) if known is None else known
    except PressError:
        return None
    return data if _is_it(document, base) else None


def _is_it(document: ReviewDocument, base: Base) -> bool:
    """Tell whether a Word file is the export as it left: nothing in it was touched."""
    if document.export != base.manifest.export or document.changes or document.comments:
        return False
    texts = {mark.name: one.before_text for one in document.paragraphs for mark in one.bookmarks}
    # Before a footnote's text stand its mark and a blank.
    return all(
        texts.get(block.id, "").removeprefix(" " if block.note else "") == block.text
        for block in base.manifest.blocks
    )


def _made_again(
    publication: Publication, bibliography: Bibliography, base: Base, name: str
) -> Former:
    manifest = base.manifest
    mend = f"give the Word file of that export instead: --since {manifest.issue}.docx"
    try:
        then = with_sources(publication, {p: one.source for p, one in base.sources.items()})
        issue = next(one for one in then.issues if one.slug == manifest.issue)
        entries = _entries(bibliography, base)
        data, made = composed(then, issue, entries, draft=manifest.draft, with_drafts=True)
    except (PressError, StopIteration) as error:
        message = "the export cannot be made again: its sources are of another time"
        raise failure(name, message, mend, _RULE) from error
    was, now = _told(manifest), _told(made)
    if was != now:
        many = sum(one not in now for one in was) or sum(one not in was for one in now)
        message = (
            f"the export cannot be made again as it was: {many} of its paragraphs would be others, "
            "for settings, the citation style or the state of references changed"
        )
        raise failure(name, message, mend, _RULE)
    return Former(data, made, name)


def _told(manifest: Manifest) -> list[tuple[str, str]]:
    return [(block.id, block.text) for block in manifest.blocks]


def _entries(bibliography: Bibliography, base: Base) -> Bibliography:
    """Return the bibliography with the entries that an export cited as they were."""
    entries: dict[str, Entry] = dict(bibliography.entries)
    for key, (path, line, text) in base.manifest.entries.items():
        for one in parse_bibtex(path, text)[0]:
            if one.key == key:
                entries[key] = replace(one, line=line)
    return replace(bibliography, entries=entries)
