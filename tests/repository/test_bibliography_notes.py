"""What an entry says of its own checking agrees with the lock, field by field.

The rule: `verification` is the least certain of an entry's fields as the lock has them; the note
names every field that no record confirms, and calls none recalled that a record confirms.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from press.bibliography import Entry, read_bibliography
from press.evidence.lock.entry import Locked, Said
from press.evidence.lock.file import lock_path, read_lock
from press.evidence.states.state import state
from press.evidence.works.work import Confidence
from tests.ours import ours

SETTINGS = ours().settings
ENTRIES = tuple(read_bibliography(SETTINGS).entries.values())
LOCK, FAULTS = read_lock(lock_path(SETTINGS))
NOT_IDENTIFIED = "[Work not identified]"

# From the least certain on; what the lock does not have is not established.
GRADES: tuple[Confidence, ...] = ("not established", "recalled", "record seen")
# An article number counts as pages, so that it is looked for, and taken out, before the number.
WORDS = {
    "pages": "article number|pages",
    "author": "authors",
    "title": "title",
    "journal": "journal",
    "year": "year",
    "volume": "volume",
    "number": "number",
    "doi": "DOI",
    "pmid": "PMID",
}
DAY = "2026-01-05"


def grade(entry: Entry, locked: Locked | None) -> str:
    """Return the certainty of an entry's least certain field."""
    open_fields = state(entry, locked).unconfirmed
    said = [locked.said(name, "editor") if locked else None for name in open_fields]
    grades = [one.confidence if one else GRADES[0] for one in said]
    return min((one or GRADES[-1] for one in grades), key=GRADES.index, default=GRADES[-1])


def named(clause: str) -> set[str]:
    """Return the fields that a clause names."""
    found = set()
    for field, word in WORDS.items():
        found |= {field} if re.search(rf"\b(?:{word})\b", clause, re.IGNORECASE) else set()
        clause = re.sub(rf"\b(?:{word})\b", "", clause, flags=re.IGNORECASE)
    return found


def claims(note: str, fields: set[str]) -> Iterator[tuple[str, set[str]]]:
    """Return what each clause of a note says of which fields: `seen` or `open`."""
    seen: set[str] = set()
    for clause in re.split(r"[;.] ?", note):
        text = clause.lower()
        if text.startswith("record seen for everything but"):
            but = named(re.split(r", wh", clause)[0])
            yield from (("open", but), ("seen", fields - but))
        elif text.startswith("record seen for"):
            seen = named(clause)
            yield "seen", seen
        elif "all other fields" in text:
            yield "open", fields - seen
        elif "all fields" in text:
            yield "open", fields
        elif re.search(r"recalled|not established|left out", text):
            yield "open", named(clause) & fields


def contradictions(entry: Entry, locked: Locked | None) -> list[str]:
    """Return what an entry's note leaves out, or says against the lock."""
    found = state(entry, locked)
    fields = {name for name in WORDS if name in entry.fields}
    unsure = set(found.unconfirmed)
    said: dict[str, set[str]] = {"seen": set(), "open": set()}
    for kind, names in claims(entry.fields.get("verificationnote", ""), fields):
        said[kind] |= names
    return [
        *(f"{name}: no record confirms it" for name in sorted(unsure & said["seen"])),
        *(f"{name}: a record confirms it" for name in sorted(said["open"] & fields - unsure)),
        *(f"{name}: left out" for name in sorted(unsure - said["open"] - said["seen"])),
    ]


def made(verification: str, note: str) -> Entry:
    """Return an entry of an invented work."""
    fields = {
        "author": "Moe, D. and Ek, E.",
        "title": "Naps and Mood",
        "journal": "Sleep Fables",
        "year": "2019",
        "volume": "12",
        "pages": "e7",
        "verification": verification,
        "verificationnote": note,
    }
    return Entry("moe2019", "article", "bib/refs.bib", 1, fields, "")


def kept(**grades: Confidence) -> Locked:
    """Return what a lock keeps of the invented work; a field not given was on a record."""
    values = {
        "author": ("Moe, D.", "Ek, E."),
        "title": ("Naps and Mood",),
        "journal": ("Sleep Fables",),
        "year": ("2019",),
        "volume": ("12",),
        "pages": ("e7",),
    }
    return Locked(
        {
            name: (Said(value, "editor", DAY, grades.get(name, "record seen")),)
            for name, value in values.items()
        }
    )


every_entry = pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.key)


def test_the_lock_is_read_without_faults() -> None:
    assert () == FAULTS


@every_entry
def test_the_verification_is_that_of_the_least_certain_field(entry: Entry) -> None:
    assert grade(entry, LOCK.get(entry.key)) == entry.fields["verification"]


@every_entry
def test_the_note_says_of_each_field_what_the_lock_says(entry: Entry) -> None:
    if entry.fields["title"] != NOT_IDENTIFIED:  # its note tells what is known, and not by field
        assert [] == contradictions(entry, LOCK.get(entry.key))


@pytest.mark.parametrize(
    ("grades", "expected"),
    [
        ({}, "record seen"),
        ({"pages": "recalled"}, "recalled"),
        ({"pages": "recalled", "year": "not established"}, "not established"),
    ],
)
def test_one_doubtful_field_is_enough_to_lower_the_verification(
    grades: dict[str, Confidence], expected: str
) -> None:
    assert expected == grade(made("record seen", ""), kept(**grades))


def test_what_the_lock_does_not_have_is_not_established() -> None:
    assert "not established" == grade(made("record seen", ""), None)


@pytest.mark.parametrize(
    "note",
    [
        "Volume and article number are recalled.",
        "Record seen for everything but volume and article number, which are recalled.",
        "Record seen for authors, title, journal and year; all other fields are recalled.",
        "Record seen for the title; volume and pages are recalled. The journal has moved since.",
    ],
)
def test_a_note_that_agrees_is_let_through(note: str) -> None:
    locked = kept(volume="recalled", pages="recalled")
    assert [] == contradictions(made("recalled", note), locked)


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("", ["pages: left out", "volume: left out"]),
        ("Volume is recalled.", ["pages: left out"]),
        (
            "Record seen for everything but the volume, which is recalled.",
            ["pages: no record confirms it"],
        ),
        (
            "Record seen for title and volume; pages are recalled.",
            ["volume: no record confirms it"],
        ),
        ("Volume, pages and year are recalled.", ["year: a record confirms it"]),
        (
            "Record seen for title, journal and year; all other fields are recalled.",
            ["author: a record confirms it"],
        ),
    ],
)
def test_a_note_that_says_too_much_or_too_little_is_found(note: str, expected: list[str]) -> None:
    locked = kept(volume="recalled", pages="recalled")
    assert expected == contradictions(made("recalled", note), locked)
