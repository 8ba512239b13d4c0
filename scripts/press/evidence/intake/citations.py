"""A citation in running text read into fields, each with its place: the two common forms.

`Authors. Title. Journal. Year;Volume(Issue):Pages.` is the form of the NLM's style guide, Citing
Medicine (2nd edition, chapter 1); `Authors (Year). Title. Journal, Volume(Issue), Pages.` that of
the American Psychological Association (7th edition, 10.1). What fits neither keeps what can be
told of it, and nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from press.evidence.intake.mentions import mentions
from press.evidence.intake.people import people_in
from press.evidence.works.work import Work

Span = tuple[int, int]

_DASH = r"[-\u2010-\u2015\u2212]"
_LOCATOR = re.compile(
    rf"""(?P<year>\b(?:19|20)\d\d)(?:\s+[A-Z][a-z]{{2,8}}\.?(?:\s+\d{{1,2}})?)?\s*;\s*
    (?P<volume>[\w. ]+?)?\s*(?:\((?P<number>[^()]+)\))?\s*
    (?::\s*(?P<pages>[A-Za-z]*\d\w*(?:\s*{_DASH}\s*\w+)?))?(?=[.,;\s]|$)""",
    re.VERBOSE,
)
_AMONG = re.compile(r"\((?P<year>(?:19|20)\d\d)[a-z]?(?:,[^)]*)?\)\s*[.,:]?\s*")
_BEHIND = re.compile(
    rf"""[.?!]\s+(?P<journal>[^.?!]+(?:\.[^.?!]+)*?),\s*
    (?:[Vv]ol\.?\s*)?(?P<volume>\d+\w*)\s*(?:\((?P<number>[^()]+)\))?
    (?:\s*[,:]\s*(?:pp?\.\s*)?(?P<pages>[A-Za-z]*\d\w*(?:\s*{_DASH}\s*\w+)?))?(?=[.,;\s]|$)""",
    re.VERBOSE,
)
# The end of a list of authors: initials or `et al.`, a full stop, and a title's first word.
_AUTHORS_END = re.compile(
    r"(?:\bet al|\b[A-Z]{1,4}|\b(?:Jr|Sr|I{2,3})|\w{2})\.\s+(?=[^\s\da-z,;&])"
)
_SENTENCE = re.compile(r"(?<=[.?!])\s+(?=\S)")
_SHORT_WORD = re.compile(r"[A-Z][A-Za-z]{0,12}\.$")


@dataclass(frozen=True)
class Cited:
    """A citation as a work, and where in its text each field stands."""

    work: Work
    spans: Mapping[str, Span]

    @property
    def is_read(self) -> bool:
        """Tell whether at least authors and title could be told apart."""
        return bool(self.work.authors and self.work.title)


@lru_cache(maxsize=1024)
def cited(text: str) -> Cited:
    """Return what a citation says: authors, title, journal, year, volume, number, pages, ids."""
    spans: dict[str, Span] = {}
    if match := _LOCATOR.search(text):
        spans |= _groups(match)
        _before_year(text, spans, match.start())
    elif match := _AMONG.search(text):
        spans |= _groups(match)
        spans["author"] = (0, match.start())
        _after_year(text, spans, match.end())
    found = {name: text[start:end].strip(" .,;") for name, (start, end) in spans.items()}
    for mention in mentions(text):
        spans.setdefault(mention.id.scheme, (mention.start, mention.end))
        found.setdefault(mention.id.scheme, mention.id.value)
    return Cited(_work(found), MappingProxyType(spans))


def _groups(match: re.Match[str]) -> dict[str, Span]:
    return {name: match.span(name) for name, value in match.groupdict().items() if value}


def _before_year(text: str, spans: dict[str, Span], end: int) -> None:
    """Divide what stands before the year into authors, title and journal."""
    head = text[:end].rstrip()
    first = _AUTHORS_END.search(head)
    if first:
        spans["author"] = (0, first.end())
    start = first.end() if first else 0
    breaks = [start + match.end() for match in _SENTENCE.finditer(head[start:])]
    if not breaks:
        if head[start:].strip():
            spans["title"] = (start, len(head))
        return
    at = breaks[-1]
    # `J. Clin. Psychiatry.` is one name: short words that end in a full stop belong to it.
    for earlier in reversed([start, *breaks[:-1]]):
        if earlier > start and _SHORT_WORD.fullmatch(head[earlier:at].strip()):
            at = earlier
        else:
            break
    spans["title"] = (start, at)
    spans["journal"] = (at, len(head))


def _after_year(text: str, spans: dict[str, Span], start: int) -> None:
    """Divide what stands behind the year into title, journal and locator."""
    match = _BEHIND.search(text, start)
    if not match:
        rest = _SENTENCE.split(text[start:], maxsplit=1)[0]
        spans["title"] = (start, start + len(rest))
        return
    spans["title"] = (start, match.start())
    spans |= _groups(match)


def _work(found: Mapping[str, str]) -> Work:
    def of(name: str) -> tuple[str, ...]:
        return (found[name],) if found.get(name) else ()

    return Work(
        titles=of("title"),
        authors=people_in(found.get("author", "")),
        journals=of("journal"),
        years=of("year"),
        volume=found.get("volume", ""),
        number=found.get("number", ""),
        pages=of("pages"),
        doi=found.get("doi", ""),
        pmid=found.get("pmid", ""),
        pmcid=found.get("pmcid", ""),
    )
