"""Works added to the bibliography from their records, by DOI, PMID, PMCID or address."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from press.bibliography import Bibliography, Entry, UnwritableError, parse_bibtex
from press.evidence.entries.bibtex import entry_text
from press.evidence.entries.citekeys import citekey
from press.evidence.entries.work_of import work_of
from press.evidence.lock.entry import Locked
from press.evidence.lock.file import lock_bytes, lock_path, usable_lock
from press.evidence.lock.notices import standing
from press.evidence.registries.clients import Access, opened
from press.evidence.registries.resolution import Answer, answers
from press.evidence.registries.web import UnansweredError
from press.evidence.works.comparison import same_work
from press.evidence.works.identifiers import Identifier, identified, normal_doi
from press.evidence.works.titles import same_title
from press.evidence.works.work import Record, Work
from press.publication import PressError, Problem, Settings, failure, write_files

_RULE = "cite"


@dataclass(frozen=True)
class Added:
    """A work that was asked for: its citekey, its entry's text, and its record.

    `duplicate` is the entry that the bibliography has of it already; then `key` is that entry's,
    and nothing was written, unless the lock lacked its record, which is `completed` then.
    `notices` are what the registries tell of retractions and corrections.
    """

    identifier: str
    key: str
    path: Path
    text: str
    record: Record
    notices: tuple[str, ...]
    duplicate: Entry | None = None
    completed: bool = False


def add(  # noqa: PLR0913 - where, what, who asks, when
    settings: Settings,
    bibliography: Bibliography,
    access: Access,
    today: date,
    texts: Sequence[str],
    *,
    into: Path | None = None,
) -> tuple[Added, ...]:
    """Fetch records, and add those that are new to a file of the bibliography and to the lock.

    `into` is the BibTeX file, without it the one with most entries. Raises PressError, with
    everything that is wrong, for what is no identifier, what no registry knows, for registries
    that do not answer and records that are no entry; then nothing is written.
    """
    path = into or _main_file(settings, bibliography)
    lockfile = lock_path(settings)
    lock = dict(usable_lock(lockfile))
    found = asyncio.run(_fetched(access, _identifiers(texts)))
    entries = dict(bibliography.entries)
    works = {key: work_of(entry) for key, entry in entries.items()}
    added: list[Added] = []
    problems: list[Problem] = []
    for text, told in found.items():
        record = merged(told)
        locked = Locked()
        for answer in told:
            locked = answer.kept(locked, today.isoformat())
        notices = standing(locked).lines
        twin = duplicate(record.work, works)
        if twin and twin in entries:
            entry = entries[twin]
            lacks = twin not in lock and _is_surely(record.work, works[twin])
            if lacks:
                lock[twin] = locked
            added.append(Added(text, twin, path, entry.raw, record, notices, entry, lacks))
        elif twin is None:
            key = citekey(record.work, works)
            works[key], lock[key] = record.work, locked
            try:
                added.append(Added(text, key, path, entry_text(key, record), record, notices))
            except UnwritableError as error:
                problems.append(_unwritable(text, error))
    if problems:
        raise PressError(problems)
    fresh = [one.text for one in added if not one.duplicate]
    # The record first: an entry without it would pass for one that was written by hand, while
    # a record without its entry is found again, under the same citekey, when this is repeated.
    files = [(lockfile, lock_bytes(lockfile, lock))]
    if fresh:
        write_files([*files, (path, _appended(path, fresh))])
    elif any(one.completed for one in added):
        write_files(files)
    return tuple(added)


def duplicate(work: Work, works: dict[str, Work]) -> str | None:
    """Return the citekey of an entry that is this work: by DOI, PMID, PMCID, or by its title.

    The same title is the same work where first author and year fit as well, a year apart at most.
    """
    for key, other in works.items():
        ids = (
            (normal_doi(work.doi), normal_doi(other.doi)),
            (work.pmid, other.pmid),
            (work.pmcid.upper(), other.pmcid.upper()),
        )
        if any(mine and mine == their for mine, their in ids):
            return key
        without = (replace(one, doi="", pmid="", pmcid="") for one in (work, other))
        if same_title(work.title, other.title) and same_work(*without) and _near(work, other):
            return key
    return None


def _is_surely(work: Work, other: Work) -> bool:
    """Tell whether two works share an identifier, and none says that they are two."""
    both = [
        (normal_doi(work.doi), normal_doi(other.doi)),
        (work.pmid, other.pmid),
        (work.pmcid.upper(), other.pmcid.upper()),
    ]
    told = {mine == their for mine, their in both if mine and their}
    return told == {True}


def _near(work: Work, other: Work) -> bool:
    years = [one.year[:4] for one in (work, other)]
    return not all(year.isdigit() for year in years) or abs(int(years[0]) - int(years[1])) <= 1


def merged(told: Sequence[Answer]) -> Record:
    """Return one record of what the registries say: Crossref's, and what it lacks from PubMed.

    Crossref has journals' names as their publishers write them; PubMed the fuller list of authors
    now and then, its own numbers and publication types.
    """
    records = [answer.record for answer in told if answer.record]
    first = next((one for one in records if one.registry == "crossref"), records[0])
    second = next((one for one in records if one is not first), None)
    if second is None:
        return first
    one, two = first.work, second.work
    many = len(two.authors.names) > len(one.authors.names) and not two.authors.others
    work = Work(
        titles=one.titles or two.titles,
        authors=two.authors if many else one.authors,
        journals=one.journals or two.journals,
        years=one.years or two.years,
        online=one.online or two.online,
        volume=one.volume or two.volume,
        number=one.number or two.number,
        pages=one.pages or two.pages,
        doi=one.doi or two.doi,
        pmid=two.pmid or one.pmid,
        pmcid=two.pmcid or one.pmcid,
    )
    return replace(
        first,
        work=work,
        types=second.types or first.types,
        registrations=tuple(dict.fromkeys((*first.registrations, *second.registrations))),
        language=first.language or second.language,
        abstract=first.abstract or second.abstract,
        notices=(*first.notices, *second.notices),
    )


def _identifiers(texts: Sequence[str]) -> dict[str, Identifier]:
    found = {text: identified(text) for text in texts}
    wrong = [text for text, one in found.items() if one is None]
    if wrong:
        raise PressError(
            Problem(
                text.strip() or "nothing", 1, 1, _RULE,
                "this is no DOI, PMID or PMCID, and no address that holds one",
                "write it as 10.1056/NEJMoa2302399, 37224232 or PMC10500000",
            )
            for text in wrong
        )  # fmt: skip
    return {text: one for text, one in found.items() if one}


async def _fetched(
    access: Access, identifiers: dict[str, Identifier]
) -> dict[str, tuple[Answer, ...]]:
    found: dict[str, tuple[Answer, ...]] = {}
    problems: list[Problem] = []
    async with opened(access) as registries:
        for text, identifier in identifiers.items():
            told, silent = await answers(_sought(identifier), registries)
            found[text] = told
            records = [answer.record for answer in told if answer.record]
            if not records:
                problems.append(_missing(text, silent))
            elif not any(record.work.title for record in records):
                problems.append(_untitled(text))
    if problems:
        raise PressError(problems)
    return found


def _sought(identifier: Identifier) -> Work:
    value = identifier.value
    match identifier.scheme:
        case "doi":
            return Work(doi=value)
        case "pmid":
            return Work(pmid=value)
        case "pmcid":
            return Work(pmcid=value)


def _untitled(text: str) -> Problem:
    message = "its record has no title, and so tells nothing of the work"
    return Problem(text, 1, 1, _RULE, message, "write the entry by hand, from the work itself")


def _missing(text: str, silent: Sequence[UnansweredError]) -> Problem:
    if silent:
        message = "; ".join(str(error) for error in silent)
        mend = "try again later; nothing was written"
    else:
        message = "neither Crossref nor PubMed has a record of it"
        mend = "look for slips in the identifier, or write the entry by hand"
    return Problem(text, 1, 1, _RULE, message, mend)


def _unwritable(text: str, error: UnwritableError) -> Problem:
    message = f"its record cannot be written into the bibliography: {error}"
    mend = "nothing was written; write the entry by hand, from the work itself"
    return Problem(text, 1, 1, _RULE, message, mend)


def _main_file(settings: Settings, bibliography: Bibliography) -> Path:
    """Return the BibTeX file with most entries, or bib/references.bib where there is none."""
    names = [entry.path for entry in bibliography.entries.values()]
    files = {
        path: names.count(path.relative_to(settings.root).as_posix())
        for path in settings.bibliographies
        if path.is_relative_to(settings.root)
    }
    return max(files, key=lambda path: files[path], default=settings.root / "bib/references.bib")


def _appended(path: Path, texts: Sequence[str]) -> bytes:
    try:
        before = path.read_bytes() if path.exists() else b""
        lines = before.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        mend = "check its permissions, and save it with the encoding UTF-8"
        raise failure(path.name, "cannot read the file", mend, _RULE) from error
    ending = "\r\n" if "\r\n" in lines else "\n"
    gap = "" if not lines else "\n" if lines.endswith("\n") else "\n\n"
    new = (gap + "\n".join(texts)).replace("\n", ending)
    _require_appended(path.name, lines, new, texts)
    return before + new.encode()


def _require_appended(name: str, before: str, new: str, texts: Sequence[str]) -> None:
    """Refuse to write where the file would not be read as what it was and the new entries."""

    def read(text: str) -> list[tuple[str, str, dict[str, str]]]:
        found, _ = parse_bibtex(name, text.replace("\r\n", "\n"))
        return [(entry.kind, entry.key, dict(entry.fields)) for entry in found]

    if read(before + new) != [*read(before), *(one for text in texts for one in read(text))]:
        message = "what stands in the file would swallow the new entry"
        mend = "nothing was written; run `press check`, close the entry at the file's end"
        raise failure(name, message, mend, _RULE)
