"""Identifiers of works: DOI, PMID and PMCID, however they are written."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple
from urllib.parse import unquote

Scheme = Literal["doi", "pmid", "pmcid"]

# https://www.crossref.org/blog/dois-and-matching-regular-expressions/, made wider for old DOIs.
_DOI = re.compile(r"10\.\d{4,9}(?:\.\d+)*/\S+")
_DOI_PREFIX = re.compile(r"^(?:https?://(?:dx\.|www\.)?doi\.org/|doi:?\s*)", re.IGNORECASE)
_PMID = re.compile(r"^(?:PMID:?\s*)?0*([1-9]\d{0,8})$", re.IGNORECASE)
_PMCID = re.compile(r"^(?:PMCID:?\s*)?PMC0*([1-9]\d{0,8})(?:\.\d+)?$", re.IGNORECASE)
_PUBMED = re.compile(
    r"^https?://(?:pubmed\.ncbi\.nlm\.nih\.gov|(?:www\.)?ncbi\.nlm\.nih\.gov/pubmed)/0*(\d+)",
    re.IGNORECASE,
)
_PMC = re.compile(
    r"^https?://(?:pmc\.ncbi\.nlm\.nih\.gov|(?:www\.)?ncbi\.nlm\.nih\.gov/pmc)"
    r"/articles/PMC0*(\d+)",
    re.IGNORECASE,
)
_ENDS = {")": "(", "]": "[", "}": "{", ">": "<"}


class Identifier(NamedTuple):
    """An identifier in its normal form, such as `("doi", "10.1056/nejmoa2302399")`."""

    scheme: Scheme
    value: str

    def __str__(self) -> str:
        """Return `doi:10.1056/nejmoa2302399`, the form in which the lock keeps it."""
        return f"{self.scheme}:{self.value}"


def identified(text: str) -> Identifier | None:
    """Return the identifier that a text is: a DOI, a PMID, a PMCID, or an address with one.

    A number alone is a PMID. Addresses of publishers count where they hold a DOI.
    """
    text = text.strip()
    for pattern in (_PUBMED, _PMID):
        if match := pattern.match(text):
            return Identifier("pmid", match[1])
    for pattern in (_PMC, _PMCID):
        if match := pattern.match(text):
            return Identifier("pmcid", f"PMC{match[1]}")
    if value := normal_doi(text):
        return Identifier("doi", value)
    address = re.match(r"https?://", text, re.IGNORECASE)
    found = _DOI.search(unquote(re.split(r"[?#]", text)[0])) if address else None
    # Publishers put words behind a DOI: /doi/10.1056/NEJMoa2302399/full, .pdf.
    value = (
        re.sub(r"(?:/(?:full|abstract|pdf|epdf|fulltext|meta))+/?$|\.pdf$", "", found[0])
        if (found)
        else ""
    )
    return Identifier("doi", normal_doi(value)) if value else None


def normal_doi(text: str) -> str:
    """Return a DOI without what stands before and behind it, in lower case; else an empty text.

    DOIs do not differ by case (DOI Handbook, 2.4). Marks of punctuation behind one belong to the
    sentence, a bracket does where it was not opened within. The query of an address is no DOI's.
    """
    text = text.strip()
    if text.lower().startswith("http"):
        text = text.partition("?")[0]
    text = _DOI_PREFIX.sub("", text)
    match = _DOI.match(unquote(text) if "%" in text else text)
    if not match:
        return ""
    value = match[0].lower()
    while value[-1] in ".,;:'\"" or (
        value[-1] in _ENDS and value.count(value[-1]) > value.count(_ENDS[value[-1]])
    ):
        value = value[:-1]
    return value


def normal_pmid(text: str) -> str:
    """Return a PMID's digits without leading zeros, or an empty text."""
    found = identified(text)
    return found.value if found and found.scheme == "pmid" else ""


def normal_pmcid(text: str) -> str:
    """Return a PMCID as `PMC123`, or an empty text; digits alone are taken for one."""
    text = text.strip()
    found = identified(f"PMC{text}" if text.isdigit() else text)
    return found.value if found and found.scheme == "pmcid" else ""
