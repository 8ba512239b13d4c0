"""A record written as an entry of the bibliography, by the rules of the authors' guide."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from press.bibliography import bibtex_entry, escaped
from press.evidence.works.locators import is_unpaged, ranges
from press.evidence.works.names import initials
from press.evidence.works.titles import bare
from press.evidence.works.work import Authors, Name, Record, Work

# Crossref's types (https://api.crossref.org/types) as kinds of entry.
_KINDS: Mapping[str, str] = {
    "journal-article": "article",
    "book-chapter": "incollection",
    "book": "book",
    "monograph": "book",
    "edited-book": "book",
    "reference-book": "book",
    "report": "report",
    "report-component": "report",
    "proceedings-article": "inproceedings",
    "dissertation": "thesis",
    "posted-content": "misc",
    "dataset": "misc",
}
_PARTS = frozenset({"incollection", "inproceedings"})
# ISO 639 codes, as Crossref and PubMed write them, by babel's names.
_LANGUAGES: Mapping[str, str] = {
    "": "english", "en": "english", "eng": "english", "de": "german", "ger": "german",
    "deu": "german", "fr": "french", "fre": "french", "fra": "french", "es": "spanish",
    "spa": "spanish", "it": "italian", "ita": "italian", "pt": "portuguese", "por": "portuguese",
    "ru": "russian", "rus": "russian", "nl": "dutch", "dut": "dutch", "pl": "polish",
    "pol": "polish", "ja": "japanese", "jpn": "japanese", "zh": "chinese", "chi": "chinese",
}  # fmt: skip
_DIVIDING = re.compile(r",|^and\b|\band$|\sand\s|^others$|^et al\.?$", re.IGNORECASE)
_WIDTH = 16  # of the fields' names, as everywhere in bib/


def entry_text(key: str, record: Record) -> str:
    """Return a record as a BibTeX entry, ending in a line break.

    Names have initials, pages their last page in full; what the record does not say is left out.
    Raises UnwritableError where an identifier is none, or the entry would not be read back.
    """
    kind = _KINDS.get(record.kind, "article" if record.work.journals else "misc")
    return bibtex_entry(kind, key, _fields(kind, record), _WIDTH)


def _fields(kind: str, record: Record) -> dict[str, str]:
    work = record.work
    journal = escaped(next(iter(work.journals), ""))
    is_article = kind == "article"
    return {
        "author": names_text(work.authors, _dotted),
        "title": escaped(bare(work.title)),
        "journal": journal if is_article else "",
        "booktitle": journal if kind in _PARTS else "",
        "publisher": escaped(record.publisher) if kind in _PARTS | {"book"} else "",
        "institution": escaped(record.publisher) if kind in {"report", "thesis"} else "",
        "year": escaped(work.year),
        "volume": escaped(work.volume),
        "number": escaped(work.number),
        "pages": escaped(_pages(work)),
        "doi": work.doi,
        "pmid": work.pmid,
        "pmcid": work.pmcid,
        # Styles print an address where there is neither journal nor DOI.
        "langid": _LANGUAGES.get(record.language.lower().partition("-")[0], ""),
        "verification": "record seen",
        "verificationnote": _note(work),
    }


def _note(work: Work) -> str:
    rest = "The rest of the author list is not established." if work.authors.others else ""
    if not work.authors:
        rest = "The record names no author."
    return rest


def names_text(authors: Authors, given: Callable[[str], str] = str) -> str:
    """Return authors as BibTeX writes them; `given` says how given names are written.

    What would divide a name or a list stands in braces, as a group does.
    """
    names = [_name(name, given) for name in authors.names]
    return " and ".join([*names, "others"] if authors.others else names)


def _name(name: Name, given: Callable[[str], str]) -> str:
    if name.group:
        return f"{{{escaped(name.group)}}}"
    parts = (name.family, name.suffix.rstrip("."), given(name.given))
    return ", ".join(_undivided(part) for part in parts if part)


def _undivided(part: str) -> str:
    text = escaped(part)
    return f"{{{text}}}" if _DIVIDING.search(part) else text


def _dotted(given: str) -> str:
    """Return given names as initials: `C. J. A.`, `K.-H.` where a hyphen joins them."""
    words = [part for part in re.split(r"[\s.]+", given) if part]
    return " ".join(_initials(word) for word in words)


def _initials(word: str) -> str:
    pieces = [piece for piece in re.split(r"[-\u2010\u2011]", word) if piece]
    if len(pieces) > 1:
        return "-".join(f"{piece[0].upper()}." for piece in pieces)
    many = len(initials(word)) > 1
    return " ".join(f"{letter}." for letter in (word if many else word[:1]).upper())


def _pages(work: Work) -> str:
    text = next((pages for pages in work.pages if not is_unpaged(pages)), "")
    found = ranges(text)
    # Only a range is rewritten; an article number stays as the record writes it.
    if any(one.last for one in found):
        whole = (f"{one.first}--{one.last}" if one.last else one.first for one in found)
        text = ", ".join(whole)
        return text.upper() if re.match(r"[A-Z]", work.pages[0]) else text
    return text
