"""Any Word file, read: comments and changes with their places, and the ledger that proves it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from press.docx.ooxml import Element
from press.publication import failure
from press.review.model.changes import Comment, Mark, ReviewDocument
from press.review.model.paragraphs import Story
from press.review.reading.assemble import joined, paragraphs_of, quoted
from press.review.reading.changes import changes_of
from press.review.reading.comments import Parts, comments_of
from press.review.reading.drafts import Draft, FormatDraft, Point, Tracked
from press.review.reading.ledger import Counted, balanced, counted, steps
from press.review.reading.moments import moment
from press.review.reading.names import attributes, short
from press.review.reading.origin import editor, origin
from press.review.reading.own import accept_own
from press.review.reading.package import MAX_STEPS, Package, open_package
from press.review.reading.state import Gathered, WalkState, points
from press.review.reading.styles import Styles
from press.review.reading.walk import walk

_STORIES: tuple[tuple[str, Story], ...] = (
    ("footnotes", "footnote"),
    ("endnotes", "endnote"),
    ("header", "header"),
    ("footer", "footer"),
)
_COMMENT_PARTS = ("commentsExtended", "commentsIds", "commentsExtensible")
_DEFINITIONS = ("styles", "numbering")


@dataclass(frozen=True)
class Reading:
    """What a reviewed file says; of a redline, also what it says where its author is right.

    `without_own` is the redline with its author's own changes accepted: what reviewers made of
    the export that it leads to. It is None where the file is no redline, or where a reviewer's
    change lies in what the author took out.
    """

    document: ReviewDocument
    without_own: ReviewDocument | None = None


def read_review(name: str, data: bytes) -> ReviewDocument:
    """Return what a reviewed Word file says; `name` is what it is called in all that is told.

    Raises PressError where the bytes are no Word document or a hostile one, and where a review
    element in it could not be read: a reading that may have lost something is worse than none.
    """
    return _read(open_package(name, data))


def read_redline(name: str, data: bytes) -> Reading:
    """Return what a file says that may be a redline; raises PressError as `read_review` does."""
    package = open_package(name, data)
    document = _read(package)
    is_redline = bool(document.export) and accept_own(package)
    return Reading(document, _read(package) if is_redline else None)


def _read(package: Package) -> ReviewDocument:
    reader = _PartReader(package)
    reader.read()
    document = reader.document()
    if not document.ledger.balances:
        lost = ", ".join(
            f"{mark.element} {mark.id} in {mark.part}".replace("  ", " ")
            for mark in document.ledger.missing[:5]
        )
        message = f"{len(document.ledger.missing)} review marks could not be read: {lost}"
        mend = "open the file in Word or LibreOffice, save it again, and report this file"
        raise failure(package.path, message, mend, "review")
    return document


@dataclass
class _PartReader:
    """Reads a package's parts one after the other."""

    package: Package
    gathered: Gathered = field(default_factory=Gathered)
    found: list[Mark] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    comments: tuple[Comment, ...] = ()
    steps: int = 0

    def read(self) -> None:
        """Walk through the text, the notes, headers and footers, and the comments."""
        styles = Styles(self._root("styles"))
        for part, story in self._parts():
            self._walk(part, story, styles, self.gathered)
        if not self.gathered.drafts:
            self.gathered.drafts.append(Draft(0, self.package.main, "body", 0))
        for kind in _DEFINITIONS:
            self._define(kind)
        texts = Gathered()
        part = self._part("comments")
        marked = self._walk(part, "body", styles, texts) if part else None
        roots = [self._root(kind) for kind in _COMMENT_PARTS]
        self.comments = comments_of(Parts(*roots), marked, texts, self.gathered)

    def _part(self, kind: str) -> str:
        return next(iter(self.package.related(kind)), "")

    def _root(self, kind: str) -> Element | None:
        part = self._part(kind)
        return self.package.tree(part) if part else None

    def _parts(self) -> list[tuple[str, Story]]:
        main: dict[str, Story] = {self.package.main: "body"}
        named = {part: story for kind, story in _STORIES for part in self.package.related(kind)}
        return list((main | {part: named[part] for part in named if part not in main}).items())

    def _walk(self, part: str, story: Story, styles: Styles, gathered: Gathered) -> Counted | None:
        root = self.package.tree(part)
        if root is None:
            return None
        self.steps += steps(root)
        if self.steps > MAX_STEPS:
            message = f"up to the part {part} it holds more paragraphs and marks than any review"
            mend = "do not open this file; ask its sender where it comes from"
            raise failure(self.package.path, message, mend, "review")
        marks = counted(part, root)
        self.found += marks.marks.values()
        relations = self.package.relations(part)
        walk(WalkState(part, story, marks, styles, relations, gathered), root)
        return marks

    def _define(self, kind: str) -> None:
        """Take up the changes of formats that stand in a definition, not in the text."""
        part, root = self._part(kind), self._root(kind)
        if root is None:
            return
        marks = counted(part, root)
        self.found += marks.marks.values()
        top = Point(0, 0, 0)
        for element, mark in marks.marks.items():
            given = attributes(element)
            author, date = given.get("w:author", ""), moment(given.get("w:date", ""))
            tracked = Tracked(mark, short(element), author, date)
            detail = f"{mark.element} in the definitions of {kind}"
            change = FormatDraft("other", tracked, *points(top), detail=detail)
            self.gathered.formats.append(change)

    def document(self) -> ReviewDocument:
        """Return what was read, with the ledger of it."""
        changes = changes_of(self.gathered)
        paragraphs = paragraphs_of(self.gathered)
        said = [mark for comment in self.comments for mark in comment.marks]
        said += [mark for change in changes for mark in change.marks]
        said += self.gathered.void
        where = origin(self.package, paragraphs)
        document = ReviewDocument(
            name=self.package.path,
            paragraphs=paragraphs,
            before=joined(self.gathered.drafts, "before"),
            after=joined(self.gathered.drafts, "after"),
            comments=self.comments,
            changes=changes,
            ledger=balanced(self.found, said),
            export=where.export,
            export_from=where.source,
            manifest=where.manifest,
            editor=editor(self.package),
            warnings=self._warnings(),
        )
        return replace(document, comments=tuple(quoted(document, c) for c in self.comments))

    def _warnings(self) -> tuple[str, ...]:
        found = [
            f"the text refers to a comment that the file does not hold ({mark.id} in {mark.part})"
            for mark in self.gathered.void
            if mark.element == "commentReference"
        ]
        found += [
            f"a comment by {item.author or 'an unknown author'} stands at no place in the text"
            for item in self.comments
            if item.before is None
        ]
        return tuple(dict.fromkeys(found))
