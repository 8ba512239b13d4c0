"""The lock of this publication: every value is an editor's word, with its confidence."""

from __future__ import annotations

import pytest

from press.bibliography import read_bibliography
from press.evidence.lock.file import lock_path, lock_text, read_lock
from press.evidence.states.state import states
from press.publication import read_settings
from tests.conftest import ROOT

SETTINGS = read_settings(ROOT)
BIBLIOGRAPHY = read_bibliography(SETTINGS)
LOCK, PROBLEMS = read_lock(lock_path(SETTINGS))
STATES = states(BIBLIOGRAPHY, LOCK)
NOT_IDENTIFIED = "[Work not identified]"

every_state = pytest.mark.parametrize("state", STATES.values(), ids=lambda one: one.key)


def test_it_is_read_without_a_fault_and_is_as_we_write_it():
    text = lock_path(SETTINGS).read_text(encoding="utf-8")
    assert ((), text) == (PROBLEMS, lock_text(LOCK))


def test_it_holds_the_entries_of_the_bibliography_but_those_not_identified():
    identified = {
        key
        for key, entry in BIBLIOGRAPHY.entries.items()
        if entry.fields["title"] != NOT_IDENTIFIED
    }
    assert identified == set(LOCK)


@every_state
def test_an_entry_is_verified_only_where_every_field_was_seen(state):
    if state.name != "verified":
        return
    entry = BIBLIOGRAPHY.entries[state.key]
    assert "record seen" == entry.fields["verification"]
    assert () == state.unconfirmed


@every_state
def test_what_we_recall_is_unchecked_and_nothing_differs(state):
    assert state.name in {"verified", "unchecked"}
    if BIBLIOGRAPHY.entries[state.key].fields["verification"] != "record seen":
        assert "unchecked" == state.name
