"""The lock brought up to date: what is missing or old is asked for, what was found is kept."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from press.bibliography import Bibliography, Entry
from press.evidence.entries.work_of import WEB_KINDS, work_of
from press.evidence.lock.entry import Locked
from press.evidence.lock.file import RULE, lock_path, usable_lock, write_lock
from press.evidence.registries.clients import BOTH, Access, AskedRegistry, Registries, opened
from press.evidence.registries.pubmed import BATCH
from press.evidence.registries.resolution import answers, question
from press.evidence.registries.web import UnansweredError
from press.evidence.works.work import Record, Work
from press.publication import PressError, Problem, Settings, suggestion

MAX_AGE = timedelta(days=30)
_AT_ONCE = 6  # entries under way; how many requests are is for each registry's limits


@dataclass(frozen=True)
class Step:
    """How far a run has come: `done` of `total` entries, of which `key` is the last."""

    done: int
    total: int
    key: str


@dataclass(frozen=True)
class Verification:
    """A run's end: the lock as written, the entries asked for, those with an answer, failures."""

    lock: Mapping[str, Locked]
    asked: tuple[str, ...]
    answered: tuple[str, ...]
    problems: tuple[Problem, ...]


def _ignored(step: Step) -> None:
    del step


def verify(  # noqa: PLR0913 - what a run can be told
    settings: Settings,
    bibliography: Bibliography,
    access: Access,
    today: date,
    *,
    keys: Sequence[str] = (),
    max_age: timedelta = MAX_AGE,
    only: Collection[AskedRegistry] = BOTH,
    tell: Callable[[Step], None] = _ignored,
) -> Verification:
    """Ask the registries for entries whose records are missing or older than `max_age`.

    `keys` are citekeys, all without; `only` names the registries to ask. The lock is written at
    the end, and also where the run is broken off (KeyboardInterrupt, which passes on), with what
    was found by then. Raises PressError for an unknown citekey and for a lock with a fault.
    """
    entries = chosen(bibliography, keys)
    path = lock_path(settings)
    lock = dict(usable_lock(path, _named(path, settings)))
    # No age at all asks again even for what was asked today.
    oldest = today - max_age if max_age else today + timedelta(days=1)
    due = {
        entry.key: (entry, work)
        for entry in entries
        for work in (work_of(entry),)
        if is_askable(entry, work) and _due(work, lock.get(entry.key), oldest, only)
    }
    run = _Run(lock, due, only, today.isoformat(), tell)
    if not due:
        return Verification(lock, (), (), ())
    try:
        asyncio.run(run.all(access))
    finally:
        if run.answered:
            write_lock(path, lock)
    return Verification(lock, tuple(due), tuple(run.answered), tuple(sorted(run.problems)))


def chosen(bibliography: Bibliography, keys: Sequence[str]) -> tuple[Entry, ...]:
    """Return the entries of citekeys, all without any; raises PressError for unknown ones."""
    unknown = [key for key in dict.fromkeys(keys) if key not in bibliography.entries]
    if unknown:
        known = list(bibliography.entries)
        raise PressError(
            Problem(
                "bib",
                1,
                1,
                "citation-unknown",
                f"the citekey `{key}` is not in the bibliography",
                suggestion(key, known, "give a citekey of a file in bib/"),
            )
            for key in unknown
        )
    return tuple(bibliography.entries[key] for key in keys or bibliography.entries)


def is_askable(entry: Entry, work: Work) -> bool:
    """Tell whether a registry may hold a record: not of a web page that has no identifier."""
    identified = any(question(work, registry) for registry in BOTH)
    return identified or (entry.kind not in WEB_KINDS and bool(work.title))


def _due(work: Work, locked: Locked | None, oldest: date, only: Collection[AskedRegistry]) -> bool:
    return any(not _is_fresh(work, locked, registry, oldest) for registry in only)


def _is_fresh(work: Work, locked: Locked | None, registry: AskedRegistry, oldest: date) -> bool:
    """Tell whether a registry was asked, not too long ago, by what it would be asked by now."""
    asked = locked.asked.get(registry) if locked else None
    if asked is None or date.fromisoformat(asked.date) < oldest:
        return False
    now = question(work, registry)
    return now is None or str(now) == asked.by


def _named(path: Path, settings: Settings) -> str:
    inside = path.is_relative_to(settings.root)
    return path.relative_to(settings.root).as_posix() if inside else str(path)


class _Run:
    """One run over the entries that are due; `lock` is filled as answers come."""

    def __init__(
        self,
        lock: dict[str, Locked],
        due: Mapping[str, tuple[Entry, Work]],
        only: Collection[AskedRegistry],
        today: str,
        tell: Callable[[Step], None],
    ) -> None:
        self.lock = lock
        self.answered: list[str] = []
        self.problems: list[Problem] = []
        self._due = due
        self._only = only
        self._today = today
        self._tell = tell
        self._done = 0

    async def all(self, access: Access) -> None:
        """Ask for everything, a batch at a time and in it several at once."""
        keys = list(self._due)
        async with opened(access) as registries:
            for start in range(0, len(keys), BATCH):
                batch = keys[start : start + BATCH]
                known = await self._known(registries, batch)
                gate = asyncio.Semaphore(_AT_ONCE)
                async with asyncio.TaskGroup() as group:
                    for key in batch:
                        group.create_task(self._one(key, registries, known, gate))

    async def _known(
        self, registries: Registries, keys: Sequence[str]
    ) -> Mapping[str, Record | None]:
        """Return PubMed's records of the entries that have PMIDs, fetched in one request."""
        if "pubmed" not in self._only:
            return {}
        pmids = [work.pmid for key in keys for work in (self._due[key][1],) if work.pmid.isdigit()]
        try:
            found = await registries.pubmed.records(pmids)
        except UnansweredError:
            return {}  # each is asked for alone then, and tells of its own failure
        return {pmid: found.get(pmid) for pmid in pmids}

    async def _one(
        self,
        key: str,
        registries: Registries,
        known: Mapping[str, Record | None],
        gate: asyncio.Semaphore,
    ) -> None:
        entry, work = self._due[key]
        async with gate:
            found, silent = await answers(work, registries, self._only, known)
        locked = self.lock.get(key, Locked())
        for answer in found:
            locked = answer.kept(locked, self._today)
        if found:
            self.lock[key] = locked
            self.answered.append(key)
        mend = "run `press verify` again later; what was known before is kept"
        for error in silent:
            message = f"no answer for `{key}`: {error}"
            self.problems.append(entry.problem(RULE, message, mend))
        self._done += 1
        self._tell(Step(self._done, len(self._due), key))
