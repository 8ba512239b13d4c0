"""Retractions, corrections and expressions of concern: what was told, by whom, and the silence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from press.evidence.lock.entry import Locked
from press.evidence.works.work import REGISTRIES, REGISTRY_NAMES, Notice, NoticeKind

# Crossref's types of updates (https://www.crossref.org/documentation/crossmark/version-control-
# corrections-and-retractions/); a correction is no retraction.
_CROSSREF: Mapping[str, NoticeKind] = {
    "retraction": "retraction",
    "partial_retraction": "partial retraction",
    "withdrawal": "withdrawal",
    "removal": "removal",
    "expression_of_concern": "expression of concern",
    "correction": "correction",
    "corrigendum": "correction",
    "erratum": "correction",
    "addendum": "correction",
    "clarification": "correction",
    "new_edition": "newer version",
    "new_version": "newer version",
}
# PubMed's RefType on the work itself; `RetractionOf` and its like stand on the notice
# (https://www.nlm.nih.gov/bsd/licensee/elements_descriptions.html, CommentsCorrections).
_PUBMED: Mapping[str, NoticeKind] = {
    "RetractionIn": "retraction",
    "RetractedandRepublishedIn": "retraction",
    "PartialRetractionIn": "partial retraction",
    "ExpressionOfConcernIn": "expression of concern",
    "ErratumIn": "correction",
    "CorrectedandRepublishedIn": "correction",
    "UpdateIn": "newer version",
}
RETRACTED_TYPE = "Retracted Publication"
_SOURCES = {
    "publisher": "told by the publisher",
    "retraction-watch": "told by Retraction Watch",
    "title": "by the title alone",
}
# Where notices are told of, in the order in which they are asked.


def crossref_kind(kind: str) -> NoticeKind:
    """Return the kind of one of Crossref's types; one that we do not know is `other notice`."""
    return _CROSSREF.get(kind.strip().lower().replace(" ", "_"), "other notice")


def pubmed_kind(reference: str) -> NoticeKind | None:
    """Return the kind of a RefType that stands on the work, or None for all others."""
    return _PUBMED.get(reference)


@dataclass(frozen=True)
class Standing:
    """What is known of a work's notices.

    `retracted` is true where any registry tells of a retraction; `lines` say everything for
    readers: each notice with who tells it, who of those asked tells nothing, who was not asked.
    """

    retracted: bool
    notices: tuple[Notice, ...]
    lines: tuple[str, ...]


def standing(locked: Locked) -> Standing:
    """Return what is known of a work's notices, and the silence with its date.

    A registry counts as asked where it has a record of the work; silence is no approval.
    """
    asked = {
        registry: locked.asked[registry].date
        for registry in REGISTRIES
        if registry in locked.asked and locked.asked[registry].outcome == "found"
    }
    lines = [told(notice) for notice in locked.notices]
    grave = tuple(notice for notice in locked.notices if is_grave(notice))
    for registry, date in asked.items():
        name = REGISTRY_NAMES[registry]
        own = [notice for notice in locked.notices if notice.registry == registry]
        if grave and not any(is_grave(notice) for notice in own):
            lines.append(f"{name} has no notice of it ({date})")
        elif not locked.notices:
            lines.append(f"no notice found on {date} ({name})")
    unasked = [REGISTRY_NAMES[registry] for registry in REGISTRIES if registry not in asked]
    if unasked:
        lines.append(f"no record at {' or '.join(unasked)} that would tell of a notice")
    retracted = any(notice.is_retraction for notice in locked.notices)
    return Standing(retracted, locked.notices, tuple(lines))


def is_grave(notice: Notice) -> bool:
    """Tell whether a notice puts the work in doubt: more than a correction or a newer version."""
    return notice.is_retraction or notice.kind in {"partial retraction", "expression of concern"}


def told(notice: Notice) -> str:
    """Return a notice as one line: kind, registry, who told it, where and when it appeared."""
    source = _SOURCES.get(notice.source, "")
    where = f"https://doi.org/{notice.where}" if notice.where.startswith("10.") else notice.where
    details = ", ".join(filter(None, (source, where, notice.date)))
    text = f"{notice.kind}, says {REGISTRY_NAMES[notice.registry]}"
    return f"{text} ({details})" if details else text
