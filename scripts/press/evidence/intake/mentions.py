"""Identifiers and addresses that a text mentions, with their places in it."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import unquote

from press.evidence.works.identifiers import Identifier, identified, normal_doi, normal_pmcid

_DOI = re.compile(r"\b10\.\d{4,9}(?:\.\d+)*/[^\s<>\"{}|\\^`\[\]]+")
_PMID = re.compile(r"\b(?:PMID|PubMed(?:\s+(?:ID|PMID))?)\s*[:#]?\s*(\d{4,9})\b", re.IGNORECASE)
_PMCID = re.compile(r"\bPMC\s?(\d{4,9})\b")
_ADDRESS = re.compile(r"https?://[^\s<>\"]+|\bwww\.[^\s<>\"]+", re.IGNORECASE)
_MARKDOWN = re.compile(
    r"(?<!!)\[(?P<text>[^\[\]\n]{0,300})\]\("
    r"\s{0,3}<?(?P<address>[^)(\s>]{0,2000})>?(?:\s\"[^\"\n]{0,200}\")?\s{0,3}\)"
)
_IN_QUERY = re.compile(r"https?://[^\s<>\"]*\?[^\s<>\"]*\Z", re.IGNORECASE)
_FAR = 2000  # characters; addresses are shorter
_WORDS_BEHIND = re.compile(r"/(?:full|abstract|pdf|epdf|fulltext|meta)/?$|\.pdf$")


class Mention(NamedTuple):
    """An identifier and where it stands."""

    id: Identifier
    start: int
    end: int


class Link(NamedTuple):
    """An address as it stands in a text, and the words that carry it (empty where it is bare)."""

    address: str
    text: str
    start: int
    end: int


def links(text: str) -> tuple[Link, ...]:
    """Return the addresses in a text: Markdown links, and bare ones, without a sentence's marks."""
    found: list[Link] = []
    taken: list[tuple[int, int]] = []
    for match in _MARKDOWN.finditer(text):
        found.append(Link(match["address"], match["text"], *match.span("address")))
        taken.append(match.span())
    for match in _ADDRESS.finditer(text):
        if any(start <= match.start() < end for start, end in taken):
            continue
        address = match[0]
        # A closing bracket or a mark belongs to the sentence, unless the address opened it.
        while address[-1] in ".,;:!'\")]}" or (
            address[-1] == ")" and address.count(")") > address.count("(")
        ):
            if address[-1] == ")" and address.count("(") >= address.count(")"):
                break
            address = address[:-1]
        found.append(Link(address, "", match.start(), match.start() + len(address)))
    return tuple(sorted(found, key=lambda link: link.start))


def mentions(text: str) -> tuple[Mention, ...]:
    """Return the identifiers that a text mentions: in words, as DOIs, within addresses."""
    found: dict[Identifier, Mention] = {}

    def add(identifier: Identifier | None, start: int, end: int) -> None:
        if identifier:
            found.setdefault(identifier, Mention(identifier, start, end))

    for link in links(text):
        add(identified(link.address.rstrip("?")), link.start, link.end)
    for match in _PMID.finditer(text):
        add(Identifier("pmid", match[1].lstrip("0")), *match.span())
    for match in _PMCID.finditer(text):
        add(Identifier("pmcid", normal_pmcid(match[1])), *match.span())
    for match in _DOI.finditer(text):
        # In the query of an address the next parameter is no part of it.
        is_value = _IN_QUERY.search(text, max(0, match.start() - _FAR), match.start())
        told = match[0].partition("&")[0] if is_value else match[0]
        value = _WORDS_BEHIND.sub("", normal_doi(unquote(told).rstrip("?")))
        add(Identifier("doi", value), match.start(), match.start() + len(told))
    return tuple(sorted(found.values(), key=lambda mention: mention.start))
