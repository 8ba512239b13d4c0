"""What digests correct in what circulates about their studies, gathered from front matter."""

from __future__ import annotations

from dataclasses import dataclass

from press.publication import Digest, safe_id
from press.publication.model import Status
from press.publication.wording import counted
from press.site.edition import Edition, Links
from press.site.views import Link

CORRECTIONS = "corrections.md"


@dataclass(frozen=True)
class Change:
    """A correction: what circulates, what the digest says, and why."""

    about: str
    was: str
    now: str
    why: str


@dataclass(frozen=True)
class Corrected:
    """A digest's part of the list; without `url` it is in review, and `note` may say why."""

    id: str
    title: str
    url: str
    note: str
    corrections: tuple[Change, ...]


@dataclass(frozen=True)
class Corrections:
    """The whole list: how much it holds, published digests in order, digests in review."""

    total: str
    published: tuple[Corrected, ...]
    in_review: tuple[Corrected, ...]


def corrections(links: Links) -> Corrections:
    """Return every correction, digest by digest, in the order of `corrected`."""
    edition = links.edition
    parts = [(digest, _part(digest, links)) for digest in corrected(edition)]
    shown = tuple(part for digest, part in parts if edition.shows(digest))
    hidden = tuple(part for digest, part in parts if not edition.shows(digest))
    number = sum(len(part.corrections) for _, part in parts)
    digests = sum(1 for _, part in parts if part.corrections)
    total = f"{counted(number, 'correction')} in {counted(digests, 'digest')}" if number else ""
    return Corrections(total, shown, hidden)


def corrected(edition: Edition) -> tuple[Digest, ...]:
    """Return the digests that the list tells of: first those of issues, in order, then by title.

    They are those that correct something, and those in review of which a note says why they are.
    """
    issues = sorted(edition.issues, key=lambda issue: issue.meta.number)
    slugs = [slug for issue in issues for slug in issue.digests]
    rest = sorted(edition.publication.digests, key=lambda digest: digest.meta.title.casefold())
    known = edition.publication.digest_by_slug
    every = dict.fromkeys([*slugs, *(digest.slug for digest in rest)])
    return tuple(known[slug] for slug in every if _is_told(known[slug], edition))


def correction_id(digest: Digest) -> str:
    """Return the id of a digest's part in the list."""
    return f"corrections-{safe_id(digest.slug)}"


def corrections_link(digest: Digest, links: Links) -> Link | None:
    """Return the link from a digest to its part of the list, where both are there."""
    page = links.to_file(CORRECTIONS)
    if not digest.meta.corrections or page is None:
        return None
    number = counted(len(digest.meta.corrections), "correction")
    return Link(f"{number} to what circulates about this study", f"{page}#{correction_id(digest)}")


def _is_told(digest: Digest, edition: Edition) -> bool:
    in_review = digest.meta.status is Status.IN_REVIEW
    if digest.meta.corrections:
        return in_review or edition.shows(digest)
    return in_review and digest.meta.status_note is not None


def _part(digest: Digest, links: Links) -> Corrected:
    url = links.to_document(digest) if links.edition.shows(digest) else ""
    note = "" if digest.is_published else digest.meta.status_note or ""
    typeset = links.edition.typeset
    changes = tuple(
        Change(*map(typeset, (item.about, item.was, item.now, item.why)))
        for item in digest.meta.corrections
    )
    title = typeset(digest.meta.title)
    return Corrected(correction_id(digest), title, url, typeset(note), changes)
