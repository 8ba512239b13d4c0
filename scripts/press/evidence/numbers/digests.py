"""All numbers of one digest: its estimates, its sizes, its front-matter sentences and its body."""

from __future__ import annotations

from collections.abc import Iterator

from press.evidence.finding import Finding, Place
from press.evidence.numbers.effect import Group
from press.evidence.numbers.estimates import check_estimates
from press.evidence.numbers.printed import parse
from press.evidence.numbers.prose.check import check_prose
from press.publication import Digest
from press.publication.model import DigestMeta


def check_digest(digest: Digest) -> list[Finding]:
    """Return what is wrong with the numbers of a digest, in order of place."""
    source, meta = digest.source, digest.meta

    def where(key: str) -> Place:
        at = source.position(key)
        return Place(source.path, at.line, at.column, subject=digest.slug)

    participants = meta.participants
    everything = check_estimates(
        meta.estimates, where, participants=participants, design=meta.design, study=meta.study
    )
    groups = [
        Group(arm.name, parse(str(arm.n), where(f"n.arms.{index}")))
        for index, arm in enumerate(participants.arms)
        if isinstance(arm.n, int)
    ]
    everything += check_prose(
        source.body, source.path, line=source.body_line, subject=digest.slug, groups=groups
    )
    for key, text in _sentences(meta):
        at = where(key)
        everything += check_prose(
            text, at.path, line=at.line, column=at.column, subject=digest.slug, groups=groups
        )
    return sorted(set(everything), key=lambda one: (one.place, one.rule, one.message))


def _sentences(meta: DigestMeta) -> Iterator[tuple[str, str]]:
    """Yield the texts of the front matter that a reader sees, by key."""
    yield "title", meta.title
    yield "bottom_line", meta.bottom_line
    yield "plain", meta.plain
    if meta.participants.note:
        yield "n.note", meta.participants.note
    for index, estimate in enumerate(meta.estimates):
        if estimate.note:
            yield f"estimates.{index}.note", estimate.note
