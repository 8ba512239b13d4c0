"""How far a reference is checked, said beside it and explained once above the list."""

from __future__ import annotations

import html
from collections.abc import Sequence

from press.bibliography import Reference

# What each word of the field `verification` means, from the best to the least.
_MEANINGS = {
    "record seen": "we have seen a record of the work in a register, an index or at its publisher",
    "recalled": "details are recalled and wait for their record",
    "not established": "we could not find the work, or not what its details are",
}


def mark(reference: Reference) -> str:
    """Return the mark behind a reference, or nothing where its entry says nothing."""
    if not reference.verification:
        return ""
    state = html.escape(reference.verification)
    title = f' title="{html.escape(reference.note)}"' if reference.note else ""
    return f' <span class="reference-check" data-mark="{state}"{title}>{_sentence(state)}</span>'


def legend(references: Sequence[Reference]) -> str:
    """Return the paragraph that explains the marks of a list, or nothing where it has none."""
    states = {reference.verification for reference in references}
    used = [state for state in _MEANINGS if state in states]
    if not used:
        return ""
    told = "; ".join(f"<em>{_sentence(state)}</em>: {_MEANINGS[state]}" for state in used)
    return f'<p class="reference-legend">How far each reference is checked. {told}.</p>\n'


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
