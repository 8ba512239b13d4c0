"""A work of ours beside a record of it, field by field."""

from __future__ import annotations

from collections.abc import Mapping

from press.evidence.works.authors import compared_authors, first_family, shown
from press.evidence.works.folding import folded
from press.evidence.works.identifiers import normal_doi
from press.evidence.works.journals import compared_journals
from press.evidence.works.locators import (
    compared_issues,
    compared_pages,
    compared_years,
    is_unpaged,
)
from press.evidence.works.names import family_keys
from press.evidence.works.remarks import Remark, Remarks
from press.evidence.works.titles import compared_titles, likeness
from press.evidence.works.work import Work

# The fields that are compared, in the order in which a librarian reads a reference.
FIELDS = (
    "author",
    "title",
    "journal",
    "year",
    "volume",
    "number",
    "pages",
    "doi",
    "pmid",
    "pmcid",
)
LABELS: Mapping[str, str] = {
    "author": "authors",
    "doi": "DOI",
    "pmid": "PMID",
    "pmcid": "PMCID",
}
_SAME_WORK = 85  # titles this alike, of 100, may be one work's; less is another work


def label(field: str) -> str:
    """Return a field's name as people write it."""
    return LABELS.get(field, field)


def given(work: Work) -> tuple[str, ...]:
    """Return the names of the fields that a work has, in the order of `FIELDS`."""
    has = {
        "author": bool(work.authors),
        "title": bool(work.title),
        "journal": bool(work.journals),
        "year": bool(work.year),
        "pages": any(not is_unpaged(text) for text in work.pages),
    }
    return tuple(name for name in FIELDS if has.get(name, bool(getattr(work, name, ""))))


def value(work: Work, name: str) -> str:
    """Return a field of a work as one text for people to read, empty where it has none."""
    match name:
        case "author":
            others = "; et al." if work.authors.others else ""
            return shown(*work.authors.names) + others
        case "journal":
            return work.journals[0] if work.journals else ""
        case "pages":
            return next((text for text in work.pages if not is_unpaged(text)), "")
        case _:
            return str(getattr(work, name))


def compared(ours: Work, theirs: Work) -> dict[str, Remarks]:
    """Return, for every field that we give, what there is to say about it beside a record.

    Nothing to say is agreement. A field that the record lacks is unconfirmed by it.
    """
    their = set(given(theirs))
    issues = compared_issues((ours.volume, ours.number), (theirs.volume, theirs.number))
    found: dict[str, Remarks] = {}
    for name in given(ours):
        # A supplement may be told with the volume or with the number.
        if name in {"volume", "number"} and (theirs.volume or theirs.number):
            found[name] = issues[name]
        elif name in their:
            found[name] = _compared(name, ours, theirs)
        else:
            found[name] = (Remark("not on the record", "unconfirmed", value(ours, name), ""),)
    return found


def _compared(name: str, ours: Work, theirs: Work) -> Remarks:
    match name:
        case "author":
            return compared_authors(ours.authors, theirs.authors)
        case "title":
            return compared_titles(ours.title, theirs.titles)
        case "journal":
            return compared_journals(ours.journals[0], theirs.journals)
        case "year":
            return compared_years(ours.year, theirs.years, theirs.online)
        case "pages":
            return compared_pages(ours.pages[0], theirs.pages)
        case _:
            mine, their = getattr(ours, name), getattr(theirs, name)
            return () if _same_id(mine, their) else (Remark(name, "error", mine, their),)


def _same_id(mine: str, their: str) -> bool:
    return (normal_doi(mine) or mine.upper()) == (normal_doi(their) or their.upper())


def same_work(one: Work, other: Work) -> bool:
    """Tell whether two records are of one work: by DOI, by PMID, else by title and first author."""
    for mine, their in ((one.doi, other.doi), (one.pmid, other.pmid)):
        if mine and their:
            return _same_id(mine, their)
    if not one.title or not other.title:
        return True  # nothing speaks against it
    alike = max(likeness(mine, their) for mine in one.titles for their in other.titles)
    first, second = first_family(one.authors), first_family(other.authors)
    if first and second and not _one_family(first, second):
        return False
    return alike >= _SAME_WORK


def _one_family(first: str, second: str) -> bool:
    return bool(family_keys(first) & family_keys(second)) or folded(first) == folded(second)
