"""The bibliography with what its lock says of every entry, for all who print references."""

from __future__ import annotations

from dataclasses import replace

from press.bibliography import Bibliography, Checked, read_bibliography
from press.evidence.lock.file import lock_path, read_lock
from press.evidence.states.state import State, states
from press.evidence.states.words import notice_text, state_text
from press.publication import Settings


def read_checked_bibliography(settings: Settings) -> Bibliography:
    """Return a publication's bibliography and how far each entry is checked against records.

    A lock that cannot be read is a problem of the bibliography; its entries are then unchecked.
    """
    bibliography = read_bibliography(settings)
    path = lock_path(settings)
    name = path.relative_to(settings.root) if path.is_relative_to(settings.root) else path
    lock, problems = read_lock(path, str(name))
    checked = {
        key: _checked(bibliography, state) for key, state in states(bibliography, lock).items()
    }
    return replace(bibliography, problems=(*bibliography.problems, *problems), checked=checked)


def _checked(bibliography: Bibliography, state: State) -> Checked:
    told = state_text(state)
    # Where no registry was asked, there is no silence to tell of; the policy says so.
    if state.asked or state.standing.notices:
        told = f"{told}; {notice_text(state)}"
    note = " ".join(bibliography.entries[state.key].fields.get("verificationnote", "").split())
    return Checked(state.name, told, note, state.standing.retracted)
