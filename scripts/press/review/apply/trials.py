"""Many edits of one file made together: proven together where all are right, else told apart.

A rendering costs far more than an edit. So all edits are tried at once; where the rendering tells
which paragraphs are wrong, the others are kept and these are written another way, all of them in
each round; where it does not, the edits are halved. Nothing is kept that was not rendered and
compared as a whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from press.review.edits.edit import BlockEdit, Target
from press.review.edits.words import Spelling

NO_SPELLING = "no way to write it was found"


@dataclass(frozen=True)
class Job:
    """A target of item `number`; jobs of one `group` concern the same words, others do not."""

    target: Target
    number: int
    group: str


Attempt = Sequence[tuple[Job, Spelling]]


@dataclass(frozen=True)
class Verdict:
    """What a rendering says: proven, or why not; by group, where the fault is told to lie there.

    A vague verdict blames some for what one of them may have done alone.
    """

    reason: str = ""
    groups: Mapping[str, str] = field(default_factory=dict)
    is_vague: bool = False

    @property
    def is_proven(self) -> bool:
        """Tell whether the file now says what is meant."""
        return not self.reason and not self.groups

    def blamed(self, chosen: Attempt) -> dict[str, str]:
        """Return by group which of the edits are to blame, nothing where that is not known."""
        groups = {job.group for job, _ in chosen}
        if len(groups) == 1:
            return dict.fromkeys(groups, self.reason or next(iter(self.groups.values())))
        return dict(self.groups) if groups.issuperset(self.groups) else {}


class Bench(Protocol):
    """A part of a file in which edits are tried."""

    def spellings(self, job: Job) -> Iterator[Spelling]:
        """Yield the ways to write an edit into the text as it is."""

    def attempt(self, chosen: Attempt) -> Verdict:
        """Make edits, from the end to the beginning, and keep them if they are proven."""


def settle(bench: Bench, jobs: Sequence[Job]) -> dict[int, str]:
    """Make edits, given from the end to the beginning; return by number why some are not made."""
    if len(jobs) < 2:  # noqa: PLR2004 - one edit is tried in all its ways at once
        return _side_by_side(bench, jobs)
    found = [(job, next(bench.spellings(job), None)) for job in jobs]
    left = {job.group for job, spelling in found if spelling is None}
    chosen = [(job, spelling) for job, spelling in found if spelling and job.group not in left]
    while chosen:
        verdict = bench.attempt(chosen)
        if verdict.is_proven:
            break
        blamed = verdict.blamed(chosen)
        if not blamed:
            reasons = _halves(bench, [job for job, _ in chosen])
            return reasons | _one_by_one(bench, [job for job in jobs if job.group in left])
        left |= blamed.keys()
        chosen = [one for one in chosen if one[0].group not in left]
    return _one_by_one(bench, [job for job in jobs if job.group in left])


def _halves(bench: Bench, jobs: Sequence[Job]) -> dict[int, str]:
    groups = list(dict.fromkeys(job.group for job in jobs))
    head = set(groups[: len(groups) // 2])
    first = settle(bench, [job for job in jobs if job.group in head])
    return first | settle(bench, [job for job in jobs if job.group not in head])


def _one_by_one(bench: Bench, jobs: Sequence[Job]) -> dict[int, str]:
    """Make the edits of each group one after another, those of different groups side by side."""
    reasons: dict[int, str] = {}
    rest = list(jobs)
    while rest:
        front = list({job.group: job for job in reversed(rest)}.values())[::-1]
        rest = [job for job in rest if job not in front]
        reasons |= _side_by_side(bench, front)
    return reasons


def _side_by_side(bench: Bench, jobs: Sequence[Job]) -> dict[int, str]:
    """Make edits of different groups, each in the first way that is right.

    What found none because others may be to blame is tried once more alone.
    """
    spellings = {job.group: bench.spellings(job) for job in jobs}
    now = {job.group: next(spellings[job.group], None) for job in jobs}
    reasons: dict[int, str] = {}
    first: dict[str, str] = {}
    vague: set[str] = set()
    while True:
        chosen = [(job, spelling) for job in jobs for spelling in [now[job.group]] if spelling]
        verdict = bench.attempt(chosen) if chosen else Verdict()
        if verdict.is_proven:
            break
        blamed = verdict.blamed(chosen)
        if not blamed:
            middle = len(chosen) // 2
            parts = [job for job, _ in chosen[:middle]], [job for job, _ in chosen[middle:]]
            reasons = _side_by_side(bench, parts[0]) | _side_by_side(bench, parts[1])
            break
        first = blamed | first
        vague |= blamed.keys() if verdict.is_vague and len(chosen) > 1 else set()
        for group in blamed:
            now[group] = next(spellings[group], None)
    for job in jobs:
        if now[job.group] is None and job.group in vague:
            reasons |= _side_by_side(bench, [job])
        elif now[job.group] is None:
            reasons[job.number] = first.get(job.group, NO_SPELLING)
    return reasons


def groups_of(targets: Sequence[Target], groups: Mapping[int, str]) -> dict[int, str]:
    """Return the group of each paragraph by number: those that one edit touches share one.

    A paragraph that is joined with one that is deleted is joined with what follows.
    """
    found = dict(groups)
    gone = {
        unit.number
        for target in targets
        if isinstance(target.edit, BlockEdit) and target.edit.action == "delete"
        for unit in target.units
    }
    for target in targets:
        touched = {one.number for one in (target.unit, *target.units)}
        if isinstance(target.edit, BlockEdit) and target.edit.action == "merge":
            last = max(touched)
            while last in gone and last + 1 in found:
                last += 1
                touched.add(last)
        names = {found[number] for number in touched}
        for number, name in found.items():
            if name in names:
                found[number] = min(names)
    return found
