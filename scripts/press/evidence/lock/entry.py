"""What the lock keeps of one entry: each field's value, who said it and when."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from press.evidence.works.folding import folded
from press.evidence.works.names import listed
from press.evidence.works.work import PRECEDENCE, Confidence, Notice, Record, Registry, Work

# In the order of the lock's file; the last five are not compared but used by other rules.
LOCKED_FIELDS = (
    "author",
    "title",
    "journal",
    "year",
    "online",
    "volume",
    "number",
    "pages",
    "doi",
    "pmid",
    "pmcid",
    "kind",
    "language",
    "registration",
    "types",
    "words",
)
Outcome = Literal["found", "not found", "candidates", "nothing alike"]
_WORD = 4  # shorter words say little about what a text is about
_COMMON = frozenset(
    re.split(
        " ",
        "about above after again against also although among been before being below between "
        "both could does doing down during each either from further have having here however "
        "into itself more most neither nor once only other over own same should some such than "
        "that their them then there these they this those through under until very were what "
        "when where whether which while whom will with within without would your ours",
    )
)


@dataclass(frozen=True)
class Said:
    """One registry's value of one field; `confidence` stands only where an editor said it."""

    value: tuple[str, ...]
    registry: Registry
    date: str
    confidence: Confidence | None = None

    @property
    def is_sure(self) -> bool:
        """Tell whether the value was on a record; what is only recalled verifies nothing."""
        return self.confidence in {None, "record seen"}


@dataclass(frozen=True)
class Asked:
    """When a registry was asked, by what (`doi:10.1/x`, `search`), and what came of it."""

    by: str
    date: str
    outcome: Outcome


@dataclass(frozen=True)
class Candidate:
    """A work that a search found: it may be ours, and nothing is proved."""

    registry: Registry
    title: str
    author: str = ""
    year: str = ""
    journal: str = ""
    doi: str = ""
    pmid: str = ""
    likeness: int = 0


@dataclass(frozen=True)
class Locked:
    """All that is kept of one entry; `fields` by name, each with one value for a registry."""

    fields: Mapping[str, tuple[Said, ...]] = field(default_factory=dict)
    asked: Mapping[Registry, Asked] = field(default_factory=dict)
    notices: tuple[Notice, ...] = ()
    candidates: tuple[Candidate, ...] = ()

    @property
    def registries(self) -> tuple[Registry, ...]:
        """Return who said something about the fields: registries first, editors last."""
        said = {said.registry for values in self.fields.values() for said in values}
        return tuple(registry for registry in PRECEDENCE if registry in said)

    def said(self, name: str, registry: Registry) -> Said | None:
        """Return what a registry said about a field, if anything."""
        return next((one for one in self.fields.get(name, ()) if one.registry == registry), None)

    def values(self, name: str) -> tuple[str, ...]:
        """Return every value of a field, registries' before editors', each once."""
        found = [value for one in self.fields.get(name, ()) for value in one.value]
        return tuple(dict.fromkeys(found))

    def work(self, registry: Registry) -> Work:
        """Return the work as a registry has it."""

        def of(name: str) -> tuple[str, ...]:
            said = self.said(name, registry)
            return said.value if said else ()

        def one(name: str) -> str:
            return next(iter(of(name)), "")

        return Work(
            titles=of("title"),
            authors=listed(of("author")),
            journals=of("journal"),
            years=of("year"),
            online=of("online"),
            volume=one("volume"),
            number=one("number"),
            pages=of("pages"),
            doi=one("doi"),
            pmid=one("pmid"),
            pmcid=one("pmcid"),
        )

    def with_record(self, record: Record, date: str) -> Locked:
        """Return this with all that a registry says now, in place of what it said before."""
        kept = self.without(record.registry)
        fields = dict(kept.fields)
        for name, value in _fields(record).items():
            fields[name] = _sorted((*fields.get(name, ()), Said(value, record.registry, date)))
        notices = tuple(sorted({*kept.notices, *record.notices}))
        return Locked(fields, kept.asked, notices, kept.candidates)

    def without(self, registry: Registry) -> Locked:
        """Return this without what one registry said."""
        fields = {
            name: left
            for name, values in self.fields.items()
            if (left := tuple(one for one in values if one.registry != registry))
        }
        notices = tuple(notice for notice in self.notices if notice.registry != registry)
        candidates = tuple(one for one in self.candidates if one.registry != registry)
        return Locked(fields, self.asked, notices, candidates)

    def with_answer(
        self, registry: Registry, asked: Asked, candidates: Iterable[Candidate] = ()
    ) -> Locked:
        """Return this with what became of a question, and the candidates of a search."""
        others = tuple(one for one in self.candidates if one.registry != registry)
        found = sorted(
            (*others, *candidates), key=lambda one: (-one.likeness, one.registry, one.title)
        )
        return Locked(self.fields, {**self.asked, registry: asked}, self.notices, tuple(found))


def content_words(text: str) -> tuple[str, ...]:
    """Return the words of a text that say what it is about, sorted, each once.

    The lock keeps these of an abstract and not the abstract, which is its publisher's.
    """
    words = {word for word in folded(text).split() if len(word) >= _WORD and not word.isdigit()}
    return tuple(sorted(words - _COMMON))


def _sorted(values: Iterable[Said]) -> tuple[Said, ...]:
    return tuple(sorted(values, key=lambda said: PRECEDENCE.index(said.registry)))


def _fields(record: Record) -> dict[str, tuple[str, ...]]:
    work = record.work
    people = tuple(str(name) for name in work.authors.names)
    found = {
        "author": (*people, "others") if work.authors.others else people,
        "title": work.titles,
        "journal": work.journals,
        "year": work.years,
        "online": work.online,
        "volume": (work.volume,),
        "number": (work.number,),
        "pages": work.pages,
        "doi": (work.doi,),
        "pmid": (work.pmid,),
        "pmcid": (work.pmcid,),
        "kind": (record.kind,),
        "language": (record.language,),
        "registration": record.registrations,
        "types": record.types,
        "words": content_words(record.abstract),
    }
    return {name: found[name] for name in LOCKED_FIELDS if any(found[name])}
