"""The import of reviews: read, find the export, locate, merge, apply what was asked for, report.

Nothing but the record of what was seen (see `state`) is written unless changes are to be applied,
and then only sources below `docs/` and `bib/`, each whole or not at all.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from press.evidence.states.marking import read_checked_bibliography
from press.publication import PressError, Problem, Publication, failure, load
from press.review.apply.apply import Outcome, apply
from press.review.apply.checked import Checks
from press.review.apply.choice import Choice, chosen
from press.review.apply.files import FOLDERS, write_texts
from press.review.exports.git import uncommitted
from press.review.exports.index import ChosenBase, Index, choose
from press.review.exports.redlines import without_own
from press.review.history.identity import guarded
from press.review.history.state import known, remember
from press.review.locate.located import Located, locate
from press.review.merge.items import Plan
from press.review.merge.plan import plan
from press.review.model.changes import ReviewDocument
from press.review.reading.package import file_bytes
from press.review.reading.read import Reading, read_redline
from press.review.report.findings import Report
from press.review.report.ledger import ledger, seen
from press.review.report.proposals import proposals
from press.review.report.threads import threads
from press.review.sources.base import Base
from press.review.sources.today import Today

_RULE = "review"


@dataclass(frozen=True)
class Wish:
    """What an import may do: apply changes (None lists them alone), and what to overlook.

    `manifests` are trusted as those in `exports/` are: whoever gives one says what was exported.
    """

    apply: Choice | None = None
    untracked: bool = False
    force: bool = False
    manifests: tuple[Path, ...] = ()


def import_reviews(root: Path, files: Sequence[Path], wish: Wish | None = None) -> Report:
    """Import reviewed files of one issue.

    Raises PressError, with the faults of all files, where one cannot be read, is a review of
    something else, or is not wholly accounted for; and, where changes are to be applied, where
    sources have uncommitted changes. Then nothing was applied.
    """
    wish = wish or Wish()
    readings, notes = _readings(files)
    publication = load(root)
    index = Index(publication, wish.manifests)
    documents, told = without_own(index, readings)
    notes += told
    found = _chosen(index, documents, wish)
    bases = [one.base for one in found]
    notes += [note for one in found for note in one.notes]
    if wish.apply is not None:
        notes += _committed(root, wish)
    issue, export = bases[0].manifest.issue, bases[0].manifest.export
    before = known(root, issue, export)
    located = _located(publication, documents, bases)
    made = guarded(_plan(located, found), located, before)
    outcomes, written = _applied(publication, made, located, wish)
    if written:
        located = _located(load(root), documents, bases)
    report = Report(
        issue=issue,
        export=export,
        publication=publication.settings.name,
        files=tuple(document.name for document in documents),
        threads=threads(located, before),
        proposals=proposals(located, made, outcomes, before),
        accounts=(),
        texts=_texts(root, located),
        notes=(*notes, *_warnings(documents)),
        written=written,
        order=tuple(bases[0].manifest.files),
        reviews=tuple(located),
    )
    report = replace(report, accounts=ledger(report))
    return replace(report, notes=(*report.notes, *_remembered(root, report, found)))


def _readings(files: Sequence[Path]) -> tuple[list[Reading], list[str]]:
    """Read all files, each once; the faults of all are told at once."""
    readings: list[Reading] = []
    notes: list[str] = []
    problems: list[Problem] = []
    once: set[Path] = set()
    for file in files:
        if file.resolve() in once:
            notes.append(f"{file}: given twice, read once")
            continue
        once.add(file.resolve())
        try:
            readings.append(read_redline(str(file), file_bytes(file)))
        except PressError as error:
            problems += error.problems
    if problems:
        raise PressError(problems)
    return readings, notes


def _chosen(index: Index, documents: Sequence[ReviewDocument], wish: Wish) -> list[ChosenBase]:
    """Return each file's export; the faults of all files are told at once."""
    found: list[ChosenBase] = []
    problems: list[Problem] = []
    for document in documents:
        try:
            found.append(choose(document, index, force=wish.force))
        except PressError as error:
            problems += error.problems
    if problems:
        raise PressError(problems)
    issues = sorted({one.base.manifest.issue for one in found})
    if len(issues) > 1 and not wish.force:
        message = f"these are reviews of several issues: {', '.join(issues)}"
        mend = "import the reviews of one issue at a time, or add --force"
        raise failure(documents[0].name, message, mend, _RULE)
    _readable(index.publication, [one.base for one in found])
    return found


def _readable(publication: Publication, bases: Sequence[Base]) -> None:
    """Raise what is wrong with sources that the press cannot read today."""
    exported = {path for base in bases for path in base.manifest.files}
    read = {source.path for source in publication.sources}
    faults = [
        problem
        for problem in publication.problems
        if problem.path in exported and problem.path not in read
    ]
    if faults:
        raise PressError(faults)


def _committed(root: Path, wish: Wish) -> list[str]:
    """Refuse to write over what no commit holds; where nothing can tell, say so."""
    open_paths = uncommitted(root, FOLDERS)
    if open_paths is None:
        return ["not under version control: there is no way back from what is applied"]
    if open_paths and not wish.force:
        mend = "commit them, so that what is applied can be seen and undone, or add --force"
        raise PressError(
            Problem(path, 1, 1, _RULE, "this file has uncommitted changes", mend)
            for path in open_paths
        )
    return []


def _located(
    publication: Publication, documents: Sequence[ReviewDocument], bases: Sequence[Base]
) -> list[Located]:
    bibliography = read_checked_bibliography(publication.settings)
    # One today for all files, so that their changes meet in the same paragraphs.
    today = Today(publication, bibliography, raised=bases[0].raises_citations)
    return [locate(one, base, today) for one, base in zip(documents, bases, strict=True)]


def _plan(located: Sequence[Located], found: Sequence[ChosenBase]) -> Plan:
    """Return what becomes of all changes; of another document only what its reviewer tracked."""
    made = plan(located)
    items = [item for item in made.items if item.is_tracked or not found[item.review].is_strange]
    return replace(made, items=tuple(items))


def _applied(
    publication: Publication, made: Plan, located: Sequence[Located], wish: Wish
) -> tuple[dict[int, Outcome], tuple[str, ...]]:
    """Apply what was asked for; return what became of it, and the files that were written."""
    today = located[0].carrier.today
    if wish.apply is None:
        return {}, ()
    texts = {path: source.text for path, source in today.sources.items()}
    wanted, refused = chosen(wish.apply, made, untracked=wish.untracked)
    checks = Checks(publication, read_checked_bibliography(publication.settings))
    done = apply(wanted, today, [one.document for one in located], checks)
    _writable(publication.root, done.texts)
    written = write_texts(publication.root, done.texts, texts) if done.texts else ()
    outcomes = {one.item.number: one for one in (*done.outcomes, *refused)}
    return outcomes, written


def _writable(root: Path, paths: Iterable[str]) -> None:
    """Raise where one of several files cannot be written, so that none is before it is known."""
    mend = "nothing was applied; check the permissions of the folder"
    faults = [
        Problem(path, 1, 1, _RULE, "this file cannot be written: its folder is read-only", mend)
        for path in paths
        if not os.access((root / path).resolve().parent, os.W_OK)
    ]
    if faults:
        raise PressError(faults)


def _texts(root: Path, located: Sequence[Located]) -> dict[str, str]:
    """Return the texts that places are in, by path: sources and bibliographies."""
    today = located[0].carrier.today
    found = {path: source.text for path, source in today.sources.items()}
    for path in {path for path, _ in today.entries.values()}:
        try:
            found[path] = (root / path).read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError):
            continue  # a line of it is shown where it can be
    return found


def _warnings(documents: Sequence[ReviewDocument]) -> list[str]:
    many = len(documents) > 1
    return [
        f"{document.name}: {warning}" if many else warning
        for document in documents
        for warning in document.warnings
    ]


def _remembered(root: Path, report: Report, found: Sequence[ChosenBase]) -> list[str]:
    """Keep what was seen; where that cannot be, say so: the report is worth more."""
    try:
        for number, one in enumerate(found):
            if not one.is_strange:
                manifest = one.base.manifest
                remember(root, manifest.export, manifest.issue, seen(report, number))
    except PressError as error:
        said = "; ".join(problem.message for problem in error.problems)
        return [f"what was seen is not remembered for the next import: {said}"]
    return []
