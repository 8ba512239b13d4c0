"""A study told of beside the record that it leads to in the lock."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from press.evidence.contradictions import Telling, overlap
from press.evidence.finding import Evidence, Finding
from press.evidence.intake.mentions import mentions
from press.evidence.lock.entry import Locked
from press.evidence.lock.notices import standing, told
from press.evidence.states.references import Index, Match, reference_findings
from press.evidence.states.subtitles import added_findings
from press.evidence.works.comparison import compared
from press.evidence.works.remarks import weight
from press.evidence.works.titles import design_words, likeness
from press.evidence.works.work import Work

# What a page writes behind a title: `(2024)`; `, Journal, 2025` or `, Journal (2024)`.
_IN_BRACKETS = re.compile(r"\s*\((?:19|20)\d\d\)\s*$")
_TAIL = re.compile(
    r",\s+[A-Z][^,.()]*?,?\s+(?:(?:19|20)\d\d|\((?:19|20)\d\d\))\s*$|" + _IN_BRACKETS.pattern
)
_NEAR = 60  # titles as alike as this, of 100, are shown where none is the work's
_ONE_WORK = 60  # titles less alike than this, of 100, are hardly those of one work
_LOCATORS = {"record-locator", "record-year"}


class Recorded(NamedTuple):
    """The record that a text leads to (None where the lock has none), and what differs from it."""

    match: Match | None
    findings: tuple[Finding, ...]


def recorded(telling: Telling, lock: Mapping[str, Locked], index: Index) -> Recorded:
    """Return what the lock says of the study that a text tells of; `index` is the lock's.

    An identifier leads to a record; a title leads to a candidate, beside which nothing is an
    error, however alike the titles are: two papers may have one title. A digest of ours has the
    record of its citekey, and its entry's state tells what differs.
    """
    if telling.is_ours:
        return _of_citekey(telling, lock)
    found = index.matches(telling.work) or _by_headline(telling, index)
    if not found:
        return Recorded(None, _without_record(telling, lock))
    match = found[0]
    locked = lock[match.key]
    if not telling.has_reference:
        differing = _candidate(telling, match, locked)
    else:
        subject = "the reference"
        differing = reference_findings(
            telling.work, locked, telling.reference, subject, telling.referred()
        )
        differing = tuple(_placed(telling, finding) for finding in _merged(differing))
        differing += _headline(telling, locked)
    if match.by == "title" and telling.has_reference:
        differing = tuple(_as_candidate(finding, match) for finding in differing)
    return Recorded(
        match,
        (
            *differing,
            *_two_works(telling, found, lock),
            *overlap.find(telling, locked),
            *_notices(telling, match, locked),
        ),
    )


def _of_citekey(telling: Telling, lock: Mapping[str, Locked]) -> Recorded:
    key = telling.reference.subject
    if key not in lock:
        return Recorded(None, ())
    return Recorded(Match(key, "citekey", 100), tuple(overlap.find(telling, lock[key])))


def _by_headline(telling: Telling, index: Index) -> tuple[Match, ...]:
    """Return the works with the page's own title, where the reference leads to none."""
    for tail in (_IN_BRACKETS, _TAIL):
        title = tail.sub("", telling.title.text)
        work = replace(telling.work, titles=(title,), doi="", pmid="", pmcid="")
        if title and (found := index.matches(work)):
            return found
    return ()


def _without_record(telling: Telling, lock: Mapping[str, Locked]) -> tuple[Finding, ...]:
    """Tell that no record is this work, and what the nearest titles have that it has not."""
    if not lock or not telling.has_reference:
        return ()
    at = telling.citation or telling.title
    near = _nearest(telling.work, lock)
    evidence = [Evidence("reference", telling.work.title or at.text, telling.referred())]
    for alike, key in near:
        title, journal = (next(iter(lock[key].values(name)), "") for name in ("title", "journal"))
        first = next(iter(lock[key].values("author")), "")
        told = "; ".join(part for part in (first, title, journal) if part)
        evidence.append(Evidence(f"nearest, {alike}%", told, f"`{key}`"))
    message = "no record in the lock is of this work; nothing in the reference is confirmed"
    if near and (lacking := _in_none(telling.work, [lock[key] for _, key in near])):
        message += f"; none of the nearest records has its {' or its '.join(lacking)}"
    return (
        telling.finding(
            "record-none",
            "warning" if near else "advice",
            (at, 0),
            message,
            "look the work up; if it exists, add it to the bibliography and run `press verify`",
            *evidence,
        ),
    )


def _nearest(work: Work, lock: Mapping[str, Locked]) -> list[tuple[int, str]]:
    """Return the titles that are least unlike a work's, three at most: how alike, the citekey."""
    found = [
        (round(max((likeness(work.title, one) for one in locked.values("title")), default=0)), key)
        for key, locked in lock.items()
    ]
    return sorted((one for one in found if one[0] >= _NEAR), reverse=True)[:3]


def _in_none(work: Work, records: Sequence[Locked]) -> list[str]:
    """Return which of authors, journal and pages stand in none of several records."""
    found: list[str] = []
    for name, what in (("author", "authors"), ("journal", "journal"), ("pages", "pages")):
        remarks = [
            compared(work, locked.work(registry)).get(name, ())
            for locked in records
            for registry in locked.registries
        ]
        if remarks and all(weight(one) == "error" for one in remarks):
            found.append(what)
    return found


def _candidate(telling: Telling, match: Match, locked: Locked) -> tuple[Finding, ...]:
    said = [("title", locked.values("title")), ("journal", locked.values("journal"))]
    said += [("year", locked.values("year")), ("DOI", locked.values("doi"))]
    evidence = [Evidence(name, values[0], f"`{match.key}`") for name, values in said if values]
    return (
        telling.finding(
            "record-candidate",
            "advice",
            (telling.title, 0),
            f"the title is {match.likeness}% like that of `{match.key}`",
            "if it is that work, cite it",
            Evidence("title", telling.title.text, telling.source(telling.title)),
            *evidence,
        ),
    )


def _headline(telling: Telling, locked: Locked) -> tuple[Finding, ...]:
    """Return words of design that the page's own title adds, where its reference does not."""
    title = _TAIL.sub("", telling.title.text)
    if not telling.citation or design_words(title) <= design_words(telling.work.title):
        return ()
    place, here = telling.place(telling.title), telling.source(telling.title)
    found = added_findings(title, locked, place, "the title of the text", here)
    return tuple(one for one in found if one.rule == "record-design")


def _merged(found: Sequence[Finding]) -> list[Finding]:
    """Put volume, number and pages under the journal where that is another: they are its own."""
    journal = next((one for one in found if one.rule == "record-journal"), None)
    if journal is None:
        return list(found)
    locators = [one for one in found if one.rule == "record-locator"]
    evidence = tuple(value for one in locators for value in one.evidence)
    merged = replace(journal, evidence=journal.evidence + evidence)
    return [merged if one is journal else one for one in found if one.rule != "record-locator"]


def _placed(telling: Telling, finding: Finding) -> Finding:
    """Put a finding at the value it is about, where the citation has that value as it is."""
    if not telling.citation or not finding.evidence:
        return finding
    text, value = telling.citation.text, finding.evidence[0].value
    start = text.find(value)
    if finding.rule in _LOCATORS and start >= 0:
        start = text.rfind(value)  # a volume's digits may stand earlier, in the title
    return replace(finding, place=telling.place(telling.citation, max(start, 0)))


def _as_candidate(finding: Finding, match: Match) -> Finding:
    found = Evidence("record", f"`{match.key}`", f"found by its title, {match.likeness}% alike")
    severity = "warning" if finding.severity == "error" else finding.severity
    return replace(finding, severity=severity, evidence=(*finding.evidence, found))


def _two_works(
    telling: Telling, found: Sequence[Match], lock: Mapping[str, Locked]
) -> tuple[Finding, ...]:
    first = found[0]
    others = [match for match in found[1:] if match.key != first.key and match.by == "title"]
    if first.by == "title" or first.likeness >= _ONE_WORK or not others:
        return ()
    other = others[0]
    passages = [telling.link, telling.citation]
    place = telling.reference
    for passage in passages:
        for mention in mentions(passage.text) if passage else ():
            if mention.id.scheme == first.by and passage:
                place = telling.place(passage, mention.start)
    titles = [next(iter(lock[key].values("title")), key) for key in (first.key, other.key)]
    message = f"the {first.by.upper()} is that of `{first.key}`, the title that of `{other.key}`"
    evidence = (
        Evidence(f"title by {first.by.upper()}", titles[0], f"`{first.key}`"),
        Evidence("title", titles[1], f"`{other.key}`"),
    )
    mend = "look both up, and take title and identifier of the one that is told of"
    return (Finding("record-two-works", "error", message, mend, place, evidence),)


def _notices(telling: Telling, match: Match, locked: Locked) -> tuple[Finding, ...]:
    found: list[Finding] = []
    for notice in standing(locked).notices:
        grave = notice.is_retraction
        found.append(
            telling.finding(
                "record-retracted" if grave else "record-notice",
                "error" if grave and match.by != "title" else "warning",
                (telling.title, 0),
                f"`{match.key}`: {told(notice)}",
                "say so wherever the work is told of, or leave it out",
                Evidence("notice", told(notice), f"`{match.key}`"),
            )
        )
    return tuple(found)
