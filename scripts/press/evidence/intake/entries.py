"""BibTeX entries of works as a page gives them, with nothing added."""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass

from press.bibliography import bibtex_entry, escaped, identifier_fault
from press.evidence.entries.bibtex import names_text
from press.evidence.intake.citations import cited
from press.evidence.intake.items import Item
from press.evidence.intake.mentions import mentions
from press.evidence.intake.people import people_in
from press.evidence.works.folding import clean, folded
from press.evidence.works.work import Authors, Work

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_TAIL = re.compile(r"\s*(?:\((?:19|20)\d\d\)|,\s*(?:19|20)\d\d)\s*$")
_WIDTH = 16  # of the fields' names, as everywhere in bib/
_DASHES = re.compile("[\u2010-\u2015\u2212-]+")


@dataclass(frozen=True)
class GivenWork:
    """A work as an item of a page gives it; `cited` tells whether a citation was there."""

    work: Work
    cited: bool


def given_work(item: Item) -> GivenWork:
    """Return the work that an item is about: its citation, else what title and authors tell.

    Identifiers are taken from the citation, then from the link; a year, where no citation gives
    one, from the brackets behind the authors or at the end of the title.
    """
    citation = item.first("citation")
    link = item.first("link")
    ids: dict[str, str] = {
        found.id.scheme: found.id.value
        for passage in (link, citation)
        if passage
        for found in reversed(mentions(passage.text))
    }
    if citation and (read := cited(citation.text)).is_read:
        work = read.work
        known = {"pmid": work.pmid, "pmcid": work.pmcid, "doi": work.doi}
        ids |= {name: value for name, value in known.items() if value}
    else:
        work = _of_lines(item)
    given = Work(
        titles=work.titles,
        authors=work.authors,
        journals=work.journals,
        years=work.years,
        volume=work.volume,
        number=work.number,
        pages=work.pages,
        doi=ids.get("doi", ""),
        pmid=ids.get("pmid", ""),
        pmcid=ids.get("pmcid", ""),
    )
    return GivenWork(given, bool(citation))


def _of_lines(item: Item) -> Work:
    title, authors = item.first("title"), item.first("authors")
    head, names = title.text if title else "", authors.text if authors else ""
    found = _YEAR.search(_tail(head)) or _YEAR.search(" ".join(re.findall(r"\([^)]*\)", names)))
    people = people_in(names) if names else Authors()
    bare = " ".join(_TAIL.sub("", head).split())
    return Work(titles=(bare,) if bare else (), authors=people, years=(found[0],) if found else ())


def _tail(title: str) -> str:
    match = _TAIL.search(title)
    return match[0] if match else ""


def citekey(work: Work, taken: Container[str]) -> str:
    """Return a citekey: the first author's family name and the year, with a letter where taken."""
    first = work.authors.names[0] if work.authors else None
    name = (first.family or first.group) if first else work.title.partition(" ")[0]
    stem = folded(name).replace(" ", "")[:24] or "study"
    base = f"{stem}{work.year}"
    letters = ("", *"abcdefghijklmnopqrstuvwxyz")
    return next(
        (base + letter for letter in letters if base + letter not in taken),
        next(f"{base}-{n}" for n in range(2, 100_000) if f"{base}-{n}" not in taken),
    )


def bibtex(key: str, work: Work, note: str) -> str:
    """Return a BibTeX entry of what is known of a work; `note` says where it comes from.

    An identifier that is none is left out, for the page's own words stand in the draft. Raises
    UnwritableError where the entry would not be read back.
    """
    found = {"doi": work.doi, "pmid": work.pmid, "pmcid": work.pmcid}
    identifiers = {
        name: value for name, value in found.items() if not identifier_fault(name, value)
    }
    texts = {
        "title": work.title,
        "journal": next(iter(work.journals), ""),
        "year": work.year or "n.d.",
        "volume": work.volume,
        "number": work.number,
        "pages": _DASHES.sub("--", next(iter(work.pages), "")),
    }
    fields = {
        "author": names_text(work.authors) if work.authors else "",
        **{name: escaped(clean(value)) for name, value in texts.items()},
        **identifiers,
        "verification": "not established",
        "verificationnote": escaped(clean(note)),
    }
    return bibtex_entry("article" if work.journals else "misc", key, fields, _WIDTH)
