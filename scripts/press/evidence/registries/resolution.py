"""A work asked for at the registries: by identifiers, else by a search, which proves nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from press.evidence.lock.entry import Asked, Candidate, Locked, Outcome
from press.evidence.registries.clients import BOTH, AskedRegistry, Registries
from press.evidence.registries.web import UnansweredError
from press.evidence.works.authors import first_family
from press.evidence.works.identifiers import Identifier, normal_doi
from press.evidence.works.titles import likeness
from press.evidence.works.work import Record, Work

SEARCH = "search"
_ALIKE = 60  # titles less alike than this, of 100, are not worth an editor's look
_CANDIDATES = 5


@dataclass(frozen=True)
class Answer:
    """What came of asking one registry: its record, or candidates, or nothing.

    `by` is the identifier (`doi:10.1/x`) or `search`.
    """

    registry: AskedRegistry
    by: str
    outcome: Outcome
    record: Record | None = None
    candidates: tuple[Candidate, ...] = ()

    def kept(self, locked: Locked, date: str) -> Locked:
        """Return an entry of the lock with this answer in place of the registry's last."""
        told = locked.without(self.registry)
        if self.record:
            told = told.with_record(self.record, date)
        return told.with_answer(self.registry, Asked(self.by, date, self.outcome), self.candidates)


def question(work: Work, registry: AskedRegistry) -> Identifier | None:
    """Return by which of its identifiers a registry is asked for a work, or None for a search."""
    doi = normal_doi(work.doi)
    if registry == "crossref":
        return Identifier("doi", doi) if doi else None
    if work.pmid.isdigit():
        return Identifier("pmid", work.pmid)
    if work.pmcid:
        return Identifier("pmcid", work.pmcid)
    return Identifier("doi", doi) if doi else None


async def answers(
    work: Work,
    registries: Registries,
    only: Iterable[AskedRegistry] = BOTH,
    known: Mapping[str, Record | None] | None = None,
) -> tuple[tuple[Answer, ...], tuple[UnansweredError, ...]]:
    """Return what each registry says of a work, and which of them gave no answer.

    One registry's record gives the other's identifier where the work has none. `known` holds
    records of PubMed that were fetched before, by PMID; None stands for one that is not there.
    """
    found: list[Answer] = []
    silent: list[UnansweredError] = []
    told = work
    order: tuple[AskedRegistry, ...] = BOTH if work.doi else ("pubmed", "crossref")
    for registry in (one for one in order if one in set(only)):
        try:
            is_found = any(answer.record for answer in found)
            answer = await _answer(told, registry, registries, known or {}, is_found=is_found)
        except UnansweredError as error:
            silent.append(error)
            continue
        found.append(answer)
        if answer.record:
            told = _with_identifiers(told, answer.record.work)
    return tuple(found), tuple(silent)


def _with_identifiers(work: Work, record: Work) -> Work:
    return replace(work, doi=work.doi or record.doi, pmid=work.pmid or record.pmid)


async def _answer(
    work: Work,
    registry: AskedRegistry,
    registries: Registries,
    known: Mapping[str, Record | None],
    *,
    is_found: bool,
) -> Answer:
    asked = question(work, registry)
    record = None
    if asked and asked.scheme == "pmid" and asked.value in known:
        record = known[asked.value]
    elif asked:
        record = await (
            registries.crossref.record(asked.value)
            if registry == "crossref"
            else registries.pubmed.record(asked)
        )
    if record:
        return Answer(registry, str(asked), "found", record)
    if asked and is_found:
        return Answer(registry, str(asked), "not found")
    # An identifier that leads nowhere may be misspelt: a search shows what may be meant.
    candidates = await _candidates(work, registry, registries)
    if asked:
        return Answer(registry, str(asked), "not found", candidates=candidates)
    outcome: Outcome = "candidates" if candidates else "nothing alike"
    return Answer(registry, SEARCH, outcome, candidates=candidates)


async def _candidates(
    work: Work, registry: AskedRegistry, registries: Registries
) -> tuple[Candidate, ...]:
    found = await (
        registries.crossref.search(work)
        if registry == "crossref"
        else registries.pubmed.search(work)
    )
    alike = [(_likeness(work, one.work), one) for one in found]
    alike.sort(key=lambda pair: -pair[0])
    return tuple(
        Candidate(
            registry,
            title=one.work.title,
            author=first_family(one.work.authors),
            year=one.work.year,
            journal=next(iter(one.work.journals), ""),
            doi=one.work.doi,
            pmid=one.work.pmid,
            likeness=score,
        )
        for score, one in alike[:_CANDIDATES]
        if score >= _ALIKE
    )


def _likeness(ours: Work, theirs: Work) -> int:
    return round(max((likeness(ours.title, title) for title in theirs.titles), default=0))
