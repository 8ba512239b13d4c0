"""What an author sends back to reviewers, written to disk: the reply and the redline.

Beside each Word file stands its manifest, so that what comes back can be led home again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from press.docx import Manifest, manifest_path
from press.evidence.states.marking import read_checked_bibliography
from press.publication import (
    Issue,
    Publication,
    failure,
    load,
    read_bounded,
    suggestion,
    write_file,
    write_files,
)
from press.review.exports.composed import composed
from press.review.exports.former import former
from press.review.importing import import_reviews
from press.review.model.changes import ReviewDocument
from press.review.reading.read import read_redline, read_review
from press.review.report.answers import Answer, read_checklist
from press.review.report.findings import Report
from press.review.write.output import FOLDER
from press.review.write.redline import redlined, told_until
from press.review.write.reply import Reply, reply
from press.review.write.signature import Signature

KEPT = "exports/manifests"  # what exports were made of, by their codes
_MOST = 8 << 20  # bytes of a checklist
_FAULT = "this is a fault of the press: please report it with the files"


@dataclass(frozen=True)
class Redline:
    """What was written: the Word file, the exports it stands between, how many changes it has."""

    path: Path
    since: str
    until: str
    changes: int


def write_reply(
    root: Path,
    report: Report,
    answers: Mapping[str, Answer],
    signature: Signature,
    path: Path | None = None,
) -> tuple[Path, Reply]:
    """Write the reply to the reviews of an import, and remember what it says as known.

    Without a path it is `exports/reviews/<issue>-reply.docx`. Raises PressError where today's
    issue cannot be made, or where the file would not hold every comment.
    """
    publication = load(root)
    issue = issue_of(publication, report.issue)
    export = _export(publication, issue)
    made = reply(export, report.reviews, report.threads, answers, signature)
    place = path or root / FOLDER / f"{issue.slug}-reply.docx"
    document = read_review(str(place), made.data)
    held = len(document.comments)
    wanted = made.comments + made.answers + made.notes
    if held != wanted or any(one.before is None for one in document.comments):
        message = f"the reply would hold {held} of {wanted} comments; it was not written"
        raise failure(str(place), message, _FAULT, "review")
    _put(place, made.data, export[1])
    import_reviews(root, [place])  # so that what it says is known when it comes back
    return place, made


def checklist(path: Path, report: Report) -> Mapping[str, Answer]:
    """Return the answers that stand in a checklist.

    Raises PressError where it cannot be read, is none, or is that of another export than the
    one that was reviewed.
    """
    try:
        text = read_bounded(path, _MOST).decode("utf-8-sig")
    except OverflowError as error:
        mend = "give the file that `press review import FILE --report md` printed"
        raise failure(str(path), "this is too large for a checklist", mend, "review") from error
    except (OSError, UnicodeDecodeError) as error:
        mend = "give the file in which you answered, as UTF-8"
        raise failure(str(path), f"cannot read the checklist ({error})", mend, "review") from error
    found = read_checklist(str(path), text)
    exports = {one.base.manifest.export for one in report.reviews}
    if found.export not in exports:
        message = f"this is the checklist of a review of export {found.export}"
        mend = f"give the checklist of {', '.join(sorted(exports))}"
        raise failure(str(path), message, mend, "review")
    return found.answers


def write_redline(
    root: Path, slug: str, since: str, signature: Signature, path: Path | None = None
) -> Redline:
    """Write what changed in an issue since a former export, as tracked changes.

    Without a path it is `exports/reviews/<issue>-changes.docx`. Raises PressError where there is
    no such issue or export, or where rejecting all changes would not give the former text.
    """
    publication = load(root)
    issue = issue_of(publication, slug)
    bibliography = read_checked_bibliography(publication.settings)
    was = former(publication, bibliography, issue, since)
    data, manifest = _export(publication, issue)
    made = redlined(was.data, data, signature, was.name)
    place = path or root / FOLDER / f"{issue.slug}-changes.docx"
    document = read_review(str(place), made)
    old, new = (texts(read_review(str(place), one), "before") for one in (was.data, data))
    if (texts(document, "before"), texts(document, "after")) != (old, new):
        message = "the redline would not say what changed; it was not written"
        raise failure(str(place), message, _FAULT, "review")
    signed = told_until(made, manifest.export, signature)
    back = read_redline(str(place), signed).without_own
    if back is not None and texts(back, "before") == new:
        made = signed  # when it comes back, only what others did to it is to be listed
        kept = root / KEPT / f"{manifest.export}.manifest.json"
        write_file(kept, manifest.json().encode())
    _put(place, made, was.manifest)
    import_reviews(root, [place])
    return Redline(place, was.manifest.export, manifest.export, len(document.changes))


def issue_of(publication: Publication, slug: str) -> Issue:
    """Return an issue; raises PressError where there is none."""
    found = next((one for one in publication.issues if one.slug == slug), None)
    if found is None:
        slugs: Sequence[str] = [one.slug for one in publication.issues]
        mend = suggestion(slug, list(slugs), "name a file of docs/issues/ without .md")
        raise failure(f"docs/issues/{slug}.md", f"there is no issue `{slug}`", mend, "review")
    return found


def _export(publication: Publication, issue: Issue) -> tuple[bytes, Manifest]:
    """Return an issue as it would be exported today; a draft is exported as one."""
    bibliography = read_checked_bibliography(publication.settings)
    is_draft = issue.meta.status.value != "published"
    return composed(publication, issue, bibliography, draft=is_draft)


def _put(place: Path, data: bytes, manifest: Manifest) -> None:
    write_files([(manifest_path(place), manifest.json().encode()), (place, data)])


_STORIES = frozenset({"body", "footnote"})


def texts(document: ReviewDocument, view: Literal["before", "after"]) -> list[str]:
    """Return the paragraphs of the text and the footnotes in one view.

    Empty ones are left out: of a footnote that came or went an empty paragraph stays, which no
    mark in the text refers to any more.
    """
    joined = document.before if view == "before" else document.after
    return [
        one.text
        for one in joined
        if one.text.strip() and document.paragraphs[one.indices[0]].story in _STORIES
    ]
