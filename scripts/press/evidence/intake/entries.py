"""BibTeX entries of works as a page gives them, with nothing added."""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass

from press.evidence.intake.citations import cited
from press.evidence.intake.items import Item
from press.evidence.intake.mentions import mentions
from press.evidence.intake.people import people_in
from press.evidence.works.folding import folded
from press.evidence.works.work import Authors, Work

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_TAIL = re.compile(r"\s*(?:\((?:19|20)\d\d\)|,\s*(?:19|20)\d\d)\s*$")
_SPECIAL = re.compile(r"([&%$#_])")
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
    """Return a BibTeX entry of what is known of a work; `note` says where it comes from."""
    names = [str(name) for name in work.authors.names]
    if names and work.authors.others:
        names.append("others")
    fields = {
        "author": " and ".join(_escaped(name) for name in names),
        "title": _escaped(work.title),
        "journal": _escaped(work.journals[0] if work.journals else ""),
        "year": work.year or "n.d.",
        "volume": _escaped(work.volume),
        "number": _escaped(work.number),
        "pages": _DASHES.sub("--", work.pages[0]) if work.pages else "",
        "doi": work.doi,
        "pmid": work.pmid,
        "pmcid": work.pmcid,
        "verification": "not established",
        "verificationnote": _escaped(note),
    }
    kind = "article" if work.journals else "misc"
    lines = [f"  {name:16} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@{kind}{{{key},", *lines, "}", ""])


def _escaped(text: str) -> str:
    r"""Return a text as BibTeX's value: special signs escaped, braces kept only where paired."""
    text = " ".join(text.replace("\\", "/").split())
    if text.count("{") != text.count("}") or not _nested(text):
        text = text.replace("{", "(").replace("}", ")")
    return _SPECIAL.sub(r"\\\1", text)


def _nested(text: str) -> bool:
    depth = 0
    for sign in text:
        depth += (sign == "{") - (sign == "}")
        if depth < 0:
            return False
    return True
