"""The numbers of an issue: counted from the front matter of its digests, never typed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from press.bibliography import Bibliography, names_in_text
from press.publication import Digest
from press.publication.model import Design, Level
from press.publication.wording import counted

_REVIEWS = (Design.SYSTEMATIC_REVIEW, Design.OVERVIEW, Design.NARRATIVE_REVIEW)
# Their participants are counted with the studies that they are about, or they have none.
_WITHOUT_OWN = (*_REVIEWS, Design.SECONDARY_ANALYSIS, Design.PERSPECTIVE, Design.NEWS)
_REGISTERED = re.compile(r"\b[A-Z]{3,}[A-Z-]*\d[\w/-]*\d\b")


@dataclass(frozen=True)
class Fact:
    """A line of the box: what was counted, how many, and what a reader must know of it."""

    label: str
    value: str
    note: str = ""


@dataclass(frozen=True)
class _Study:
    """A study with participants of its own; of two digests of one study, the larger number."""

    people: int
    key: str


def issue_numbers(digests: Sequence[Digest], bibliography: Bibliography) -> tuple[Fact, ...]:
    """Return the numbers of the digests of an issue, in reading order."""
    studies, silent = _studies(digests)
    return (
        Fact("Digests", f"{len(digests)}"),
        _trials(digests),
        *_participants(studies, silent, bibliography),
        *_reviews(digests),
        _certainty(digests),
        _unreviewed(digests),
    )


def _trials(digests: Sequence[Digest]) -> Fact:
    count = Counter(digest.meta.design for digest in digests)
    crossed = count[Design.CROSSOVER_TRIAL]
    note = f"and {counted(crossed, 'crossover trial')}" if crossed else ""
    return Fact("Randomised trials", f"{count[Design.RANDOMISED_TRIAL]}", note)


def _studies(digests: Iterable[Digest]) -> tuple[list[_Study], int]:
    """Return the studies that tell how many took part, and how many do not tell it."""
    told: dict[str, _Study] = {}
    silent: set[str] = set()
    names: dict[str, str] = {}
    for digest in digests:
        if digest.meta.design in _WITHOUT_OWN:
            continue
        # A register's number tells that two papers are about the same people.
        labels = [digest.meta.study, *_REGISTERED.findall(digest.meta.registration)]
        name = next((names[label] for label in labels if label in names), digest.meta.study)
        names.update(dict.fromkeys(labels, name))
        total = digest.meta.participants.total
        if isinstance(total, str):
            silent.add(name)
        elif name not in told or total > told[name].people:
            told[name] = _Study(total, digest.meta.study)
    return list(told.values()), len(silent - told.keys())


def _participants(studies: Sequence[_Study], silent: int, bibliography: Bibliography) -> list[Fact]:
    if not studies:
        return []
    total = sum(study.people for study in studies)
    one = len(studies) == 1
    note = f"in {counted(len(studies), 'study')} that {'reports' if one else 'report'} them"
    if silent:
        note += f"; {counted(silent, 'study')} {'does' if silent == 1 else 'do'} not"
    facts = [Fact("Participants", f"{total:,}", f"{note}; each study counted once")]
    if not one:
        least, most = (pick(studies, key=lambda study: study.people) for pick in (min, max))
        named = f"{_name(least.key, bibliography)}; {_name(most.key, bibliography)}"
        facts.append(
            Fact("Smallest and largest study", f"{least.people:,} and {most.people:,}", named)
        )
    return facts


def _name(key: str, bibliography: Bibliography) -> str:
    item = bibliography.csl().get(key, {"id": key})
    year = str((item.get("issued", {}).get("date-parts") or [[""]])[0][0])
    return " ".join(filter(None, [names_in_text(item), year]))


def _reviews(digests: Iterable[Digest]) -> list[Fact]:
    reviews = [digest for digest in digests if digest.meta.design in _REVIEWS]
    if not reviews:
        return []
    return [Fact("Reviews", f"{len(reviews)}", "their participants are not counted here")]


def _certainty(digests: Sequence[Digest]) -> Fact:
    ratings = [digest.meta.certainty for digest in digests]
    count = Counter(rating.level for rating in ratings if not isinstance(rating, str))
    note = ", ".join(f"{count[level]} {level.value}" for level in Level if count[level])
    return Fact("Rated for certainty (GRADE)", f"{count.total()} of {len(digests)}", note)


def _unreviewed(digests: Sequence[Digest]) -> Fact:
    waiting = sum(1 for digest in digests if digest.meta.reviewed_by.startswith("not "))
    note = "no outside reader has checked these digests" if waiting else ""
    return Fact("Not yet reviewed", f"{waiting} of {len(digests)}", note)
