"""How far a reference is checked, said beside it and explained once above the list."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence

from press.bibliography import Reference
from press.compile.card import RETRACTED
from press.evidence.states.state import StateName
from press.publication.wording import capital

# What each state means, from the best to the least; see press.evidence.states.state.
_MEANINGS: Mapping[StateName, str] = {
    "verified": "every field is as on a record of the work, which those named have seen",
    "differs": "a record has something else",
    "ambiguous": "several records may be meant",
    "not found": "no record was found where we looked",
    "unchecked": "the fields named are not confirmed by a record",
}


def mark(reference: Reference) -> str:
    """Return the mark behind a reference, or nothing where nobody looked how far it is checked."""
    checked = reference.checked
    if checked is None:
        return ""
    title = f' title="{html.escape(checked.note)}"' if checked.note else ""
    retracted = f"{RETRACTED}. " if checked.retracted else ""
    told = html.escape(capital(checked.told), quote=False)
    state = f'class="reference-check" data-mark="{checked.state}"'
    return f" <span {state}{title}>{retracted}{told}</span>"


def legend(references: Sequence[Reference]) -> str:
    """Return the paragraph that explains the marks of a list, or nothing where it has none."""
    states = {reference.checked.state for reference in references if reference.checked}
    used = [state for state in _MEANINGS if state in states]
    if not used:
        return ""
    told = "; ".join(f"<em>{capital(state)}</em>: {_MEANINGS[state]}" for state in used)
    return f'<p class="reference-legend">How far each reference is checked. {told}.</p>\n'
