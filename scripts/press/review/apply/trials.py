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

from press.review.edits.words import Way
from press.review.merge.targets import Aim

NO_WAY = "no way to write it was found"


@dataclass(frozen=True)
class Job:
    """An aim of item `number`; jobs of one `lane` concern the same words, others do not."""

    aim: Aim
    number: int
    lane: str


Chosen = Sequence[tuple[Job, Way]]


@dataclass(frozen=True)
class Verdict:
    """What a rendering says: proven, or why not; by lane, where the fault is told to lie there.

    A vague verdict blames some for what one of them may have done alone.
    """

    reason: str = ""
    lanes: Mapping[str, str] = field(default_factory=dict)
    is_vague: bool = False

    @property
    def is_proven(self) -> bool:
        """Tell whether the file now says what is meant."""
        return not self.reason and not self.lanes

    def blamed(self, chosen: Chosen) -> dict[str, str]:
        """Return by lane which of the edits are to blame, nothing where that is not known."""
        lanes = {job.lane for job, _ in chosen}
        if len(lanes) == 1:
            return dict.fromkeys(lanes, self.reason or next(iter(self.lanes.values())))
        return dict(self.lanes) if lanes.issuperset(self.lanes) else {}


class Bench(Protocol):
    """A part of a file in which edits are tried."""

    def ways(self, job: Job) -> Iterator[Way]:
        """Yield the ways to write an edit into the text as it is."""

    def attempt(self, chosen: Chosen) -> Verdict:
        """Make edits, from the end to the beginning, and keep them if they are proven."""


def settle(bench: Bench, jobs: Sequence[Job]) -> dict[int, str]:
    """Make edits, given from the end to the beginning; return by number why some are not made."""
    if len(jobs) < 2:  # noqa: PLR2004 - one edit is tried in all its ways at once
        return _side_by_side(bench, jobs)
    found = [(job, next(bench.ways(job), None)) for job in jobs]
    left = {job.lane for job, way in found if way is None}
    chosen = [(job, way) for job, way in found if way and job.lane not in left]
    while chosen:
        verdict = bench.attempt(chosen)
        if verdict.is_proven:
            break
        blamed = verdict.blamed(chosen)
        if not blamed:
            reasons = _halves(bench, [job for job, _ in chosen])
            return reasons | _one_by_one(bench, [job for job in jobs if job.lane in left])
        left |= blamed.keys()
        chosen = [one for one in chosen if one[0].lane not in left]
    return _one_by_one(bench, [job for job in jobs if job.lane in left])


def _halves(bench: Bench, jobs: Sequence[Job]) -> dict[int, str]:
    lanes = list(dict.fromkeys(job.lane for job in jobs))
    head = set(lanes[: len(lanes) // 2])
    first = settle(bench, [job for job in jobs if job.lane in head])
    return first | settle(bench, [job for job in jobs if job.lane not in head])


def _one_by_one(bench: Bench, jobs: Sequence[Job]) -> dict[int, str]:
    """Make the edits of each lane one after another, those of different lanes side by side."""
    reasons: dict[int, str] = {}
    rest = list(jobs)
    while rest:
        front = list({job.lane: job for job in reversed(rest)}.values())[::-1]
        rest = [job for job in rest if job not in front]
        reasons |= _side_by_side(bench, front)
    return reasons


def _side_by_side(bench: Bench, jobs: Sequence[Job]) -> dict[int, str]:
    """Make edits of different lanes, each in the first way that is right.

    What found none because others may be to blame is tried once more alone.
    """
    ways = {job.lane: bench.ways(job) for job in jobs}
    now = {job.lane: next(ways[job.lane], None) for job in jobs}
    reasons: dict[int, str] = {}
    first: dict[str, str] = {}
    vague: set[str] = set()
    while True:
        chosen = [(job, way) for job in jobs for way in [now[job.lane]] if way]
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
        for lane in blamed:
            now[lane] = next(ways[lane], None)
    for job in jobs:
        if now[job.lane] is None and job.lane in vague:
            reasons |= _side_by_side(bench, [job])
        elif now[job.lane] is None:
            reasons[job.number] = first.get(job.lane, NO_WAY)
    return reasons
