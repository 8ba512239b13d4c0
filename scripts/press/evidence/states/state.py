"""The state of every entry, read from the lock alone: what is confirmed, by whom, and when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from press.bibliography import Bibliography, Entry
from press.evidence.entries.work_of import work_of
from press.evidence.lock.entry import Candidate, Locked, Said
from press.evidence.lock.notices import Standing, standing
from press.evidence.works.comparison import compared, given, same_work, value
from press.evidence.works.remarks import Remark, Remarks, verdict
from press.evidence.works.work import PRECEDENCE, REGISTRIES, REGISTRY_NAMES, Registry, Work

StateName = Literal["verified", "differs", "ambiguous", "not found", "unchecked"]
# The identifiers that one registry gives out; if it does not know its own, there is no such work.
_OWN: Mapping[Registry, tuple[str, ...]] = {"crossref": ("doi",), "pubmed": ("pmid", "pmcid")}


# Where a registry may have put what a field says: a supplement with the volume, a year online.
_NEIGHBOURS = {"year": ("online",), "volume": ("number",), "number": ("volume",)}


class Source(NamedTuple):
    """Who said something, and when."""

    registry: Registry
    date: str

    def __str__(self) -> str:
        """Return `Crossref, 2026-11-21`."""
        return f"{REGISTRY_NAMES[self.registry]}, {self.date}"


@dataclass(frozen=True)
class Difference:
    """A field of which a source has another value than we: both values, and what there is to say.

    `remarks` are at least one; `field` is one of `comparison.FIELDS`. A value that is not sure is
    one that an editor recalls.
    """

    field: str
    ours: str
    theirs: str
    source: Source
    remarks: Remarks
    is_sure: bool = True


@dataclass(frozen=True)
class State:
    """What is known of an entry.

    `sources` are those that confirm fields, `differences` what no source confirms and one or more
    deny, `disputed` what one registry confirms and another denies, `unconfirmed` the fields that
    nobody confirms, `candidates` what a search found.
    """

    key: str
    name: StateName
    standing: Standing
    sources: tuple[Source, ...] = ()
    differences: tuple[Difference, ...] = ()
    disputed: tuple[Difference, ...] = ()
    unconfirmed: tuple[str, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    asked: tuple[Source, ...] = ()


def state_rule(name: str) -> str:
    """Return the rule under which a state is told and signed off: `record-not-found`."""
    return f"record-{name.replace(' ', '-')}"


def states(bibliography: Bibliography, lock: Mapping[str, Locked]) -> dict[str, State]:
    """Return the state of every entry of a bibliography, by citekey."""
    return {key: state(entry, lock.get(key)) for key, entry in bibliography.entries.items()}


def state(entry: Entry, locked: Locked | None) -> State:
    """Return the state of an entry beside what the lock keeps of it.

    A registry's word goes before an editor's. A field is confirmed where any registry agrees with
    it, or where none speaks and an editor has seen a record; what is recalled confirms nothing.
    """
    ours = work_of(entry)
    if locked is None:
        nothing = standing(Locked())
        return State(entry.key, "unchecked", nothing, unconfirmed=given(ours))
    fields = _Fields(ours, locked)
    asked = tuple(Source(name, one.date) for name, one in sorted(locked.asked.items()))
    name = _name(fields, locked)
    return State(
        key=entry.key,
        name=name,
        standing=standing(locked),
        sources=fields.sources(),
        differences=tuple(fields.differences),
        disputed=tuple(fields.disputed),
        unconfirmed=tuple(fields.unconfirmed),
        candidates=() if name in {"verified", "differs"} else locked.candidates,
        asked=asked,
    )


def _name(fields: _Fields, locked: Locked) -> StateName:
    if fields.differences:
        return "differs"
    if any(_is_lost(locked, registry) for registry in REGISTRIES):
        return "not found"
    if not fields.unconfirmed and fields.confirmed:
        return "verified"
    outcomes = {one.outcome for one in locked.asked.values()}
    if "found" in outcomes or not outcomes or fields.confirmed:
        return "unchecked"
    if locked.candidates:
        return "ambiguous"
    # One registry's silence is no verdict while the other has not answered.
    return "not found" if set(REGISTRIES) <= locked.asked.keys() else "unchecked"


def _is_lost(locked: Locked, registry: Registry) -> bool:
    """Tell whether a registry does not know an identifier that it would have given out itself."""
    asked = locked.asked.get(registry)
    if asked is None or asked.outcome != "not found":
        return False
    return asked.by.partition(":")[0] in _OWN[registry]


class _Fields:
    """Our fields, each confirmed, denied or neither."""

    def __init__(self, ours: Work, locked: Locked) -> None:
        self.differences: list[Difference] = []
        self.disputed: list[Difference] = []
        self.unconfirmed: list[str] = []
        self.confirmed: dict[str, Source] = {}
        self._also: set[Source] = set()
        self._ours = ours
        self._locked = locked
        self._works = {registry: locked.work(registry) for registry in locked.registries}
        results = {registry: compared(ours, work) for registry, work in self._works.items()}
        for name in given(ours):
            self._judge(name, {registry: found[name] for registry, found in results.items()})
        self._judge_records()

    def sources(self) -> tuple[Source, ...]:
        """Return who confirms anything: registries first."""
        found = {*self.confirmed.values(), *self._also}
        return tuple(sorted(found, key=lambda one: (PRECEDENCE.index(one.registry), one.date)))

    def _judge(self, name: str, remarks: Mapping[Registry, Remarks]) -> None:
        agreeing: list[Source] = []
        denying: list[Difference] = []
        editors: list[Difference] = []
        seen: Source | None = None
        for registry, found in remarks.items():
            said = self._said(name, registry)
            result = verdict(found)
            if said is None or not said.is_sure or result == "unconfirmed":
                continue
            source = Source(registry, said.date)
            if result == "differs":
                theirs = value(self._works[registry], name)
                difference = Difference(name, value(self._ours, name), theirs, source, found)
                (editors if registry == "editor" else denying).append(difference)
            elif registry == "editor":
                seen = source
            else:
                agreeing.append(source)
        if agreeing:
            self.confirmed[name] = agreeing[0]
            self._also.update(agreeing)
            self.disputed += [*denying, *editors]
        elif denying:
            self.differences += denying
        elif seen:
            self.confirmed[name] = seen
        elif editors:
            self.differences += editors
        else:
            self.unconfirmed.append(name)

    def _said(self, name: str, registry: Registry) -> Said | None:
        """Return what a registry said of a field, be it under a neighbour's name."""
        names = (name, *_NEIGHBOURS.get(name, ()))
        found = (self._locked.said(one, registry) for one in names)
        return next((said for said in found if said), None)

    def _judge_records(self) -> None:
        """Find where our DOI and our PMID lead to two works, each of which confirms itself."""
        works = self._works
        if not {"crossref", "pubmed"} <= works.keys() or same_work(
            works["crossref"], works["pubmed"]
        ):
            return
        said = self._locked.said("title", "pubmed") or self._locked.said("doi", "pubmed")
        source = Source("pubmed", said.date if said else self._locked.asked["pubmed"].date)
        mine, their = works["crossref"].title, works["pubmed"].title
        remark = Remark("two works", "error", mine, their)
        ours = f"{works['crossref'].doi}: {mine}"
        theirs = f"PMID {works['pubmed'].pmid}: {their}"
        self.differences.append(Difference("pmid", ours, theirs, source, (remark,)))
