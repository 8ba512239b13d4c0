"""Links that are none, that follow their reader, or that ask for nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import parse_qsl

from press.evidence.contradictions.telling import Telling
from press.evidence.finding import Evidence, Finding, RuleNote
from press.evidence.intake import Passage
from press.evidence.intake.mentions import Link, links, mentions
from press.evidence.works.identifiers import Identifier
from press.publication import split_address

NONE = RuleNote(
    "link-none",
    "link",
    "A link has no address.",
    "Write the address of the paper, best its DOI: https://doi.org/….",
)
BROKEN = RuleNote(
    "link-no-address",
    "link",
    "What stands as an address cannot be one.",
    "Copy the address from the paper's page.",
)
TRACKING = RuleNote(
    "link-tracking",
    "link",
    "An address leads through a search engine, or carries parameters that follow the reader.",
    "Cut them off, or write the address that it leads to.",
)
QUERY = RuleNote(
    "link-query-empty",
    "link",
    "An address ends in a question mark, or asks with empty values.",
    "Cut the question mark off.",
)

_FOLLOWING = re.compile(
    r"utm_\w+|gclid|dclid|gbraid|wbraid|fbclid|msclkid|mc_[ce]id|igshid|yclid|twclid|ttclid|"
    r"_hs(?:enc|mi)|mkt_tok|vero_id|oly_\w+|spm|ref_?src|cmpid|s_cid|icid|trk|si",
    re.IGNORECASE,
)
# Addresses that count a click and lead on: where, their `url` or `q` says, or nobody.
_THROUGH = re.compile(
    r"(?:(?:www|scholar|news|l)\.)?google\.[a-z.]{2,6}/(?:scholar_)?url"
    r"|(?:www\.)?google\.[a-z.]{2,6}/aclk|(?:www\.)?bing\.com/ck/a|duckduckgo\.com/l/"
    r"|lm?\.facebook\.com/l\.php|out\.reddit\.com/[\w/]*|(?:www\.)?linkedin\.com/redir/redirect"
    r"|[\w.-]+\.safelinks\.protection\.outlook\.com/?[\w/]*",
    re.IGNORECASE,
)
_TARGETS = ("url", "q", "u", "uddg", "adurl")
# What a search engine adds to the address of a result; alone, each may mean something else.
_OF_SEARCH = frozenset({"ved", "usg", "sa", "ei", "sca_esv", "opi"})
_ENOUGH = 2
_HOST = re.compile(r"(?:[\w-]+\.)+[a-z][a-z-]{1,}", re.IGNORECASE)
_ADDRESSES = {
    "doi": "https://doi.org/{}",
    "pmid": "https://pubmed.ncbi.nlm.nih.gov/{}/",
    "pmcid": "https://pmc.ncbi.nlm.nih.gov/articles/{}/",
}


def address_of(identifier: Identifier) -> str:
    """Return the address at which an identifier is resolved."""
    return _ADDRESSES[identifier.scheme].format(identifier.value)


def find(telling: Telling) -> Iterator[Finding]:
    """Yield what is wrong with a link's address, and links without any."""
    if telling.link is not None and not links(telling.link.text):
        yield _without(telling, telling.link)
    for _, passage in telling.passages():
        for link in links(passage.text):
            yield from _address(telling, passage, link)


def _without(telling: Telling, link: Passage) -> Finding:
    known = mentions(link.text)
    evidence = Evidence("link", link.text or "nothing", telling.source(link))
    if known:
        address = address_of(known[0].id)
        return telling.finding(
            NONE.id,
            "advice",
            (link, known[0].start),
            f"{known[0].id} stands here without an address",
            f"write {address}",
            evidence,
            Evidence("address", address, str(known[0].id)),
        )
    return telling.finding(
        NONE.id,
        "warning",
        (link, 0),
        "the link has no address",
        "write the address of the paper, best its DOI: https://doi.org/…",
        evidence,
    )


def _address(telling: Telling, passage: Passage, link: Link) -> Iterator[Finding]:
    text = link.address
    if re.match(r"(?:#|mailto:|\.{0,2}/|[^:/?#]+\.md\b)", text) or (
        telling.is_ours and "://" not in text
    ):
        return  # within the publication; press check follows these
    evidence = Evidence("address", text, telling.source(passage, link.start))
    at = (passage, link.start)
    parts = split_address(text if "://" in text else f"https://{text}")
    if parts is None or not _HOST.fullmatch(parts.hostname or "") or parts.scheme not in {
        "http", "https", "ftp",
    }:  # fmt: skip
        mend = "copy the address from the paper's page"
        yield telling.finding(BROKEN.id, "error", at, f"{text} is no address", mend, evidence)
        return
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    if _THROUGH.fullmatch(f"{parts.hostname}{parts.path}"):
        yield _through(telling, at, pairs, evidence)
        return
    following = [name for name, _ in pairs if _FOLLOWING.fullmatch(name)]
    searched = [name for name, _ in pairs if name.lower() in _OF_SEARCH]
    if len(searched) >= _ENOUGH or {"ved", "usg"} & {name.lower() for name in searched}:
        following += searched
    clean = text.partition("?")[0]
    if following:
        message = f"the address follows its reader with {', '.join(following)}"
        yield telling.finding(
            TRACKING.id, "warning", at, message, f"write {clean}, if that leads there", evidence
        )
    elif re.search(r"\?(?:#|$)", text) or (pairs and not any(value for _, value in pairs)):
        message = "the address ends in a question without content"
        yield telling.finding(QUERY.id, "warning", at, message, f"write {clean}", evidence)


def _through(
    telling: Telling, at: tuple[Passage, int], pairs: list[tuple[str, str]], evidence: Evidence
) -> Finding:
    """Return the finding of an address that leads on to another, with the other if it says so."""
    given = dict(pairs)
    targets = [value for name in _TARGETS if (value := given.get(name, "")).startswith("http")]
    message = "the address leads through one that counts its readers"
    if not targets:
        mend = "open it, and write the address that it leads to"
        return telling.finding(TRACKING.id, "warning", at, message, mend, evidence)
    return telling.finding(
        TRACKING.id,
        "warning",
        at,
        f"{message}, to {targets[0]}",
        f"write {targets[0]}",
        evidence,
        Evidence("leads to", targets[0], "the address itself"),
    )
