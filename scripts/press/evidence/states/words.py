"""States as readers and editors see them: a line beside a reference, findings for the gate."""

from __future__ import annotations

from collections.abc import Mapping

from press.bibliography import Entry
from press.evidence.entries.work_of import work_of
from press.evidence.finding import Evidence, Finding, Place, RuleNote
from press.evidence.lock.entry import Candidate
from press.evidence.lock.notices import is_grave, told
from press.evidence.states.mending import mended
from press.evidence.states.state import Difference, Source, State, state_rule
from press.evidence.works.comparison import given, label
from press.evidence.works.remarks import Remark, Weight
from press.evidence.works.work import REGISTRY_NAMES
from press.publication.problems import Severity

_GROUP = "reference"
_VERIFY = "run `press verify`, or correct the entry"
NOTES: tuple[RuleNote, ...] = tuple(
    RuleNote(name, _GROUP, catches, mend)
    for name, catches, mend in (
        ("record-author", "Authors who are not on the record, missing, misspelt or out of order.",
         "take the authors from the record"),
        ("record-title", "A title that is another than the record's.",
         "take the title from the record"),
        ("record-design", "A title whose words of design are others than the record's.",
         "take the title from the record"),
        ("record-journal", "Another journal than the record's.",
         "take the journal from the record"),
        ("record-year", "A year that is neither that of the issue nor that of publication online.",
         "take the year from the record"),
        ("record-locator", "Volume, number or pages of another work.",
         "take volume, number and pages from the record"),
        ("record-identifier", "A DOI, PMID or PMCID of another work.",
         "look the work up by its title, and take its identifiers"),
        ("record-not-found", "An identifier, or a work, that no registry knows.",
         "look the work up by its title; if it does not exist, do not cite it"),
        ("record-ambiguous", "A work without identifier, of which a search found candidates.",
         "choose a candidate, and give its DOI or PMID"),
        ("record-unchecked", "Fields that no record confirms.", _VERIFY),
        ("record-retracted", "A work that is retracted, withdrawn or removed.",
         "say so wherever the work is cited, or do not cite it"),
        ("record-notice", "A work with an expression of concern, a correction or a new version.",
         "read the notice, and say what it changes"),
    )
)  # fmt: skip
_MEND = {note.id: note.mend for note in NOTES}
_RULES = {
    "author": "record-author",
    "title": "record-title",
    "journal": "record-journal",
    "year": "record-year",
    "volume": "record-locator",
    "number": "record-locator",
    "pages": "record-locator",
    "doi": "record-identifier",
    "pmid": "record-identifier",
    "pmcid": "record-identifier",
}
_SEVERITY: Mapping[Weight, Severity] = {
    "error": "error",
    "warning": "warning",
    "unconfirmed": "advice",
    "advice": "advice",
}


def state_text(state: State) -> str:
    """Return a state as one line for readers, without a full stop.

    It never says that a work is sound: silence about notices is told in `notice_text`.
    """
    match state.name:
        case "verified":
            return f"verified: {_listed(state.sources)}"
        case "differs":
            fields = ", ".join(dict.fromkeys(label(one.field) for one in state.differences))
            return f"differs from {_listed(_deniers(state))} in {fields}"
        case "ambiguous":
            many = len(state.candidates)
            found = f"{many} possible record{'' if many == 1 else 's'}, none of them confirmed"
            return f"ambiguous: {found} ({_listed(state.asked)})"
        case "not found":
            return f"not found: {_listed(state.asked)}"
        case "unchecked":
            return _unchecked(state)


def notice_text(state: State) -> str:
    """Return what is known of retractions and corrections as one line, silence with its date."""
    return "; ".join(state.standing.lines)


def _deniers(state: State) -> tuple[Source, ...]:
    return tuple(dict.fromkeys(one.source for one in state.differences))


def _unchecked(state: State) -> str:
    if not state.sources:
        return "unchecked: no record confirms this entry"
    fields = ", ".join(label(one) for one in state.unconfirmed)
    return f"unchecked: {fields} (the rest by {_listed(state.sources)})"


def _listed(sources: tuple[Source, ...]) -> str:
    """Return `Crossref and PubMed, 2026-11-21`: the dates once where they are one."""
    dates = {one.date for one in sources}
    if len(dates) == 1:
        names = " and ".join(dict.fromkeys(REGISTRY_NAMES[one.registry] for one in sources))
        return f"{names}, {dates.pop()}"
    return "; ".join(str(one) for one in sources) or "nobody"


def state_findings(entry: Entry, state: State) -> tuple[Finding, ...]:
    """Return what there is to find about an entry: differences, doubts, notices, in this order.

    What a release needs is that no finding is left but advice; notices stand beside the state,
    for a verified work may be retracted.
    """
    place = Place(entry.path, entry.line, subject=entry.key)
    here = f"{entry.path}:{entry.line}"
    confirmed = [name for name in given(work_of(entry)) if name not in state.unconfirmed]
    differing = tuple(
        finding
        for one in state.differences
        for finding in difference_findings(one, place, here, f"`{entry.key}`")
    )
    found = list(mended(differing, state.differences, confirmed))
    found += [
        Finding(
            one.rule, "advice", f"{one.message}; another registry agrees with us", one.mend, place,
            one.evidence,
        )
        for two in state.disputed
        for one in difference_findings(two, place, here, f"`{entry.key}`")
    ]  # fmt: skip
    found += _doubts(entry, state, place)
    found += _notices(entry, state, place)
    return tuple(found)


def difference_findings(
    difference: Difference, place: Place, here: str, subject: str
) -> tuple[Finding, ...]:
    """Return a finding for each remark that is more than another way of writing.

    `here` says where our value stands, `subject` what the finding is about.
    """
    return tuple(
        _finding(difference, remark, place, here, subject)
        for remark in difference.remarks
        if remark.weight in {"error", "warning"}
    )


def _finding(
    difference: Difference, remark: Remark, place: Place, here: str, subject: str
) -> Finding:
    field, source = difference.field, difference.source
    rule = "record-design" if remark.kind == "design words" else _RULES[field]
    message = f"{subject}: {_message(label(field), remark, _says(difference))}"
    evidence = (
        Evidence(label(field), remark.ours or difference.ours or "nothing", here),
        Evidence(label(field), remark.theirs or difference.theirs or "nothing", str(source)),
    )
    severity = _SEVERITY[remark.weight] if difference.is_sure else "warning"
    return Finding(rule, severity, message, _MEND[rule], place, evidence)


def _says(difference: Difference) -> str:
    who = difference.source.registry
    if not difference.is_sure:
        return "our editors recall, without a record,"
    return f"{REGISTRY_NAMES[who]} {'have' if who == 'editor' else 'has'}"


def _message(field: str, remark: Remark, says: str) -> str:
    match remark.kind:
        case "not on the record":
            return f"{remark.ours} is not among the {field} that {says}".rstrip(",")
        case "missing":
            return f"{says} {field} who are missing here: {remark.theirs}"
        case "two works":
            return "the DOI and the PMID are those of two works"
        case kind:
            what = "" if kind in {field, field.lower(), f"another {field}"} else f" ({kind})"
            verb = "are" if field in {"authors", "pages"} else "is"
            return f"the {field} {verb} `{remark.ours}` here, {says} `{remark.theirs}`{what}"


def _doubts(entry: Entry, state: State, place: Place) -> list[Finding]:
    rule = state_rule(state.name)
    if rule not in _MEND:
        return []
    severity: Severity = "error" if state.name == "not found" else "warning"
    message = f"`{entry.key}` is {state_text(state)}"
    evidence = tuple(candidate_evidence(one) for one in state.candidates)
    return [Finding(rule, severity, message, _MEND[rule], place, evidence)]


def candidate_evidence(candidate: Candidate) -> Evidence:
    """Return a candidate of a search as evidence, for an editor to choose by."""
    identifiers = (
        f"https://doi.org/{candidate.doi}" if candidate.doi else "",
        f"PMID {candidate.pmid}" if candidate.pmid else "",
    )
    parts = (candidate.author, candidate.title, candidate.journal, candidate.year, *identifiers)
    likeness = f"{REGISTRY_NAMES[candidate.registry]}, title {candidate.likeness} % alike"
    return Evidence("candidate", ". ".join(part for part in parts if part), likeness)


def _notices(entry: Entry, state: State, place: Place) -> list[Finding]:
    found: list[Finding] = []
    for notice in state.standing.notices:
        rule = "record-retracted" if notice.is_retraction else "record-notice"
        severity: Severity = (
            "error" if notice.is_retraction else "warning" if is_grave(notice) else "advice"
        )
        evidence = tuple(Evidence("notice", line, entry.key) for line in state.standing.lines)
        message = f"`{entry.key}`: {told(notice)}"
        found.append(Finding(rule, severity, message, _MEND[rule], place, evidence))
    return found
