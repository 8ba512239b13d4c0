"""A reference as it stands in a text, beside the record of the work that it means."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from press.evidence.finding import Finding, Place
from press.evidence.lock.entry import Locked
from press.evidence.states.mending import mended
from press.evidence.states.state import Difference, Source
from press.evidence.states.subtitles import added_findings
from press.evidence.states.words import difference_findings
from press.evidence.works.comparison import compared, given, value
from press.evidence.works.identifiers import normal_doi, normal_pmid
from press.evidence.works.remarks import verdict
from press.evidence.works.titles import key_likeness, title_key
from press.evidence.works.work import PRECEDENCE, Work

_ALIKE = 85  # titles less alike, of 100, are not those of one work
_IDENTIFIERS = ("doi", "pmid", "pmcid")


class Match(NamedTuple):
    """A work of the lock that a reference may mean: by `doi`, `pmid`, `pmcid` or `title`.

    `likeness` is that of the titles, from 0 to 100; of a match by identifier it tells whether the
    identifier leads to another work.
    """

    key: str
    by: str
    likeness: int


class Index:
    """The works of a lock by their identifiers and titles, made once for many references."""

    def __init__(self, lock: Mapping[str, Locked]) -> None:
        self._titles: dict[str, list[str]] = {}
        self._keys: dict[tuple[str, str], list[str]] = {}
        for key, locked in lock.items():
            titles = (title_key(title) for title in locked.values("title"))
            self._titles[key] = list(dict.fromkeys(title for title in titles if title))
            for name in _IDENTIFIERS:
                for plain in {_plain(name, text) for text in locked.values(name)} - {""}:
                    self._keys.setdefault((name, plain), []).append(key)

    def matches(self, reference: Work) -> tuple[Match, ...]:
        """Return the works that a reference may mean, the likeliest first.

        First those with an identifier of it, then those with a title like its. Two works among
        them mean that identifier and title disagree.
        """
        found: dict[str, Match] = {}
        for name in _IDENTIFIERS:
            plain = _plain(name, getattr(reference, name))
            for key in self._keys.get((name, plain), ()) if plain else ():
                found.setdefault(key, Match(key, name, self._likeness(reference.title, key)))
        first = sorted(found.values(), key=lambda match: (-match.likeness, match.key))
        alike = (Match(key, "title", score) for key, score in self._alike(reference.title))
        rest = (match for match in alike if match.key not in found)
        return (*first, *sorted(rest, key=lambda match: (-match.likeness, match.key)))

    def _likeness(self, title: str, key: str) -> int:
        ours = title_key(title)
        scores = (key_likeness(ours, one) for one in self._titles[key])
        return round(max(scores, default=0.0))

    def _alike(self, title: str) -> Iterator[tuple[str, int]]:
        ours = title_key(title)
        for key, titles in self._titles.items() if ours else ():
            score = max((key_likeness(ours, one, _ALIKE) for one in titles), default=0.0)
            if score >= _ALIKE:
                yield key, round(score)


_read: list[tuple[Mapping[str, Locked], Index]] = []


def matches(reference: Work, lock: Mapping[str, Locked]) -> tuple[Match, ...]:
    """Return the works of a lock that a reference may mean; see `Index.matches`.

    A lock as `read_lock` returns it cannot change, and is indexed once.
    """
    if not isinstance(lock, MappingProxyType):
        return Index(lock).matches(reference)
    if not _read or _read[0][0] is not lock:
        _read[:] = [(lock, Index(lock))]
    return _read[0][1].matches(reference)


def reference_findings(
    reference: Work, locked: Locked, place: Place, subject: str, here: str = ""
) -> tuple[Finding, ...]:
    """Return what in a reference differs from the record of the work that it means.

    Only what the reference gives is compared. A field is right where any registry agrees; else,
    where none speaks, what an editor saw counts. Beside a value that is only recalled nothing is
    an error: it gives a warning that says so. An identifier that leads to another work's record is
    what is to be mended, not the fields. `subject` says what the reference is, `here` where
    it stands.
    """
    here = here or str(place)
    found = (_difference(name, reference, locked) for name in given(reference))
    differences = tuple(one for one in found if one)
    findings = [
        finding for one in differences for finding in difference_findings(one, place, here, subject)
    ]
    findings += added_findings(reference.title, locked, place, f"{subject}: the title", here)
    shared = [name for name in given(reference) if locked.values(name)]
    return mended(findings, differences, shared)


def _difference(name: str, reference: Work, locked: Locked) -> Difference | None:
    denied: list[Difference] = []
    for registry in PRECEDENCE:
        said = locked.said(name, registry) or (
            locked.said("online", registry) if name == "year" else None
        )
        is_heard = said is not None and (said.is_sure or said.confidence == "recalled")
        if said is None or not is_heard or (registry == "editor" and denied):
            continue
        theirs = locked.work(registry)
        remarks = compared(reference, theirs).get(name, ())
        if verdict(remarks) != "differs":
            return None
        source = Source(registry, said.date)
        mine, their = value(reference, name), value(theirs, name)
        denied.append(Difference(name, mine, their, source, remarks, is_sure=said.is_sure))
    return denied[0] if denied else None


def _plain(name: str, text: str) -> str:
    if name == "doi":
        return normal_doi(text)
    return normal_pmid(text) if name == "pmid" else text.upper()
