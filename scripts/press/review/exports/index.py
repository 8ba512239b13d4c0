"""Which export a reviewed file came from: by its id, or, where one insists, by its text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from press.publication import PressError, Publication, failure
from press.review.diff.paragraphs import collapsed
from press.review.exports.rebuilt import manifests_of, rebuilt, slim
from press.review.model.changes import ReviewDocument
from press.review.sources.base import Base, read_base

_EXPORT = re.compile(rb'"export": "([^"\\]*)"')
_HEAD = 2000  # bytes; the id stands in the first lines of a manifest
LEAST = 0.5  # of a file's paragraphs must be the export's, else it is another document
_RULE = "review"


@dataclass(frozen=True)
class ChosenBase:
    """The export that a file is compared with, and what a person should know of the choice.

    `is_strange` says that the file is another document, taken all the same: what differs between
    the two tells nothing.
    """

    base: Base
    notes: tuple[str, ...] = ()
    is_strange: bool = False


class Index:
    """The manifests of a publication's exports: in `exports/`, and those that a person names.

    What lies beside a reviewed file may have come with it, and could say of any paragraph that it
    is that of any page.
    """

    def __init__(self, publication: Publication, manifests: Sequence[Path] = ()) -> None:
        self.publication = publication
        own = sorted((publication.root / "exports").rglob(_NAMES))
        # A pipe would be waited for. Our own come first: none that is named can stand for one.
        self._paths = [path for path in (*own, *manifests) if path.is_file()]
        self._bases: dict[str, Base] = {}

    def base(self, document: ReviewDocument) -> Base | None:
        """Return the export whose id a file bears; made again if need be, None if it cannot be."""
        export = document.export
        if export and export not in self._bases:
            base = self._beside(export)
            if base is None:
                told = slim(document.manifest)
                is_it = told is not None and told.export == export
                base = rebuilt(self.publication, told) if told is not None and is_it else None
            if base is not None:
                self._bases[export] = base
        return self._bases.get(export)

    def _beside(self, export: str) -> Base | None:
        for path in self._paths:
            match = _EXPORT.search(_head(path))
            if match and match[1].decode("utf-8", "replace") == export:
                return read_base(path)
        return None

    def nearest(self, document: ReviewDocument) -> tuple[Base, float] | None:
        """Return the export that a file's text is most like, and which share of it is in it.

        Without any export the issues are taken as they are today.
        """
        bases = [read_base(path) for path in self._paths]
        if not bases:
            slugs = [issue.slug for issue in self.publication.issues]
            made = [next(manifests_of(self.publication.root, slug), None) for slug in slugs]
            bases = [Base(manifest) for manifest in made if manifest is not None]
        ranked = [(share(document, base), number) for number, base in enumerate(bases)]
        if not ranked:
            return None
        best, number = max(ranked, key=lambda one: (one[0], -one[1]))
        return bases[number], best


_NAMES = "*.manifest.json"


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            return stream.read(_HEAD)
    except OSError:
        return b""


def share(document: ReviewDocument, base: Base) -> float:
    """Return which share of a file's paragraphs, as they were, the export holds (0 to 1)."""
    # What is empty, as a cell may be, is like any other: it tells nothing.
    texts = {collapsed(block.text) for block in base.manifest.blocks} - {""}
    bookmarks = set(base.blocks)
    told = [
        collapsed(one.text) in texts
        or collapsed(one.text.rpartition("\t")[0]) in texts  # a line of the contents
        or any(
            mark.name in bookmarks
            for index in one.indices
            for mark in document.paragraphs[index].bookmarks
        )
        for one in document.before
        if one.text.strip() and document.paragraphs[one.indices[0]].story not in _AROUND
    ]
    return sum(told) / len(told) if told else 0.0


_AROUND = frozenset({"header", "footer"})


def choose(document: ReviewDocument, index: Index, *, force: bool) -> ChosenBase:
    """Return the export that a file is compared with.

    Raises PressError where it cannot be told, or is another publication's, or where the file is
    another document; with `force`, only where there is nothing at all to compare it with.
    """
    base = index.base(document)
    if base is None:
        if not force:
            raise _unknown(document, index)
        return _forced(document, index)
    fault = _fault(document, base, index.publication)
    if fault is None:
        return ChosenBase(base)
    if not force:
        raise fault
    notes = tuple(f"{one.path}: {one.message}" for one in fault.problems)
    return ChosenBase(base, notes, is_strange=share(document, base) < LEAST)


def _forced(document: ReviewDocument, index: Index) -> ChosenBase:
    found = index.nearest(document)
    if found is None:
        message = "there is no export to compare it with"
        mend = "build the issue: press build docx"
        raise failure(document.name, message, mend, _RULE)
    base, alike = found
    note = (
        f"{document.name}: compared with export {base.manifest.export}, which has "
        f"{alike:.0%} of its paragraphs"
    )
    return ChosenBase(base, (note,), is_strange=alike < LEAST)


def _unknown(document: ReviewDocument, index: Index) -> PressError:
    told = slim(document.manifest)
    slugs = {issue.slug for issue in index.publication.issues}
    if told is not None and told.issue not in slugs:
        message = f"this is a review of the issue `{told.issue}`, which is not in this publication"
        mend = "import it where that issue is, or add --force to compare it with what is here"
        return failure(document.name, message, mend, _RULE)
    if document.export:
        message = f"the export that it came from, {document.export}, is not here"
        mend = (
            "put the file NAME.manifest.json that was written with the Word file into exports/, or "
            "name it with --manifest, or add --force to compare it with the export that is most "
            "like it"
        )
        return failure(document.name, message, mend, _RULE)
    found = index.nearest(document)
    message = "nothing in it says which export it came from"
    mend = "ask for the file that was sent out, with its review in it"
    if found is not None and found[1] >= LEAST:
        mend = (
            f"add --force to compare it with {found[0].manifest.export}, "
            f"which has {found[1]:.0%} of its paragraphs"
        )
    elif found is not None:
        message += f", and at most {found[1]:.0%} of its paragraphs are in one of them"
    return failure(document.name, message, mend, _RULE)


def _fault(document: ReviewDocument, base: Base, publication: Publication) -> PressError | None:
    name, here = base.manifest.publication, publication.settings.name
    if name != here:
        message = f"this is a review of the publication “{name}”, and here is “{here}”"
        mend = "import it in its own publication, or add --force if this one has a new name"
        return failure(document.name, message, mend, _RULE)
    alike = share(document, base)
    if alike < LEAST:
        message = (
            f"it bears the id of export {base.manifest.export}, but only {alike:.0%} of its "
            "paragraphs are that export's"
        )
        mend = "ask for the file that was sent out, or add --force to list what is in it"
        return failure(document.name, message, mend, _RULE)
    return None
