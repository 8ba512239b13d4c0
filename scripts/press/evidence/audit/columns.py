"""The columns of an audit: which class of fault a rule belongs to."""

from __future__ import annotations

from collections.abc import Mapping

from press.evidence.audit.claims import NOTE as CLAIMS
from press.evidence.contradictions import RULES as CONTRADICTIONS
from press.evidence.finding import RuleNote
from press.evidence.numbers import NOTES as NUMBERS
from press.evidence.states.words import NOTES as RECORDS

COLUMNS: tuple[str, ...] = (
    "reference",
    "authors",
    "title",
    "journal",
    "year",
    "locator",
    "identifier",
    "link",
    "design",
    "numbers",
    "text",
)
OWN: tuple[RuleNote, ...] = (
    RuleNote(
        "record-two-works",
        "identifier",
        "An identifier and the title lead to two works.",
        "Look both up, and take title and identifier of the one that is told of.",
    ),
    RuleNote(
        "record-none",
        "reference",
        "No record of the work is in the lock.",
        "Add the work to the bibliography and run `press verify`.",
    ),
    RuleNote(
        "record-candidate",
        "reference",
        "A study without a reference has the title of a work in the lock.",
        "If it is that work, cite it.",
    ),
)
_OF_FIELDS: Mapping[str, str] = {
    "record-author": "authors",
    "record-title": "title",
    "record-design": "design",
    "record-journal": "journal",
    "record-year": "year",
    "record-locator": "locator",
    "record-identifier": "identifier",
    "title-told": "title",
}


def rules() -> dict[str, RuleNote]:
    """Return every rule that an audit may report, by its id."""
    return {note.id: note for note in (*CONTRADICTIONS, CLAIMS, *OWN, *RECORDS, *NUMBERS)}


def column(rule: str, notes: Mapping[str, RuleNote]) -> str:
    """Return the column of a rule: its group, parted for the fields of a reference."""
    return _OF_FIELDS.get(rule) or notes[rule].group
