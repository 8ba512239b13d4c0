"""What is wrong with an entry: fields that it lacks, and values that nothing can be made of."""

from __future__ import annotations

import re
from collections.abc import Mapping

from press.bibliography.entry import Entry
from press.bibliography.latex import are_paired, is_readable
from press.bibliography.links import unsafe_addresses
from press.publication import Problem, suggestion

_NEEDED = {"title": ("title",), "author": ("author", "editor"), "year": ("year", "date")}
_YEAR = re.compile(r"^[({\[]*\d{4}(?!\d)|in press$|forthcoming$|n\.d\.$", re.IGNORECASE)
_SWALLOWED = re.compile(r"[}\"\d]\s*[a-z]+\s*=\s*[{\"]")
# The types of BibTeX and biblatex.
_NAMES = (
    "article book booklet bookinbook collection conference dataset inbook incollection "
    "inproceedings inreference manual mastersthesis misc mvbook mvcollection mvproceedings "
    "mvreference online patent periodical phdthesis proceedings reference report software "
    "suppbook suppcollection suppperiodical techreport thesis unpublished www electronic"
)
_KINDS = frozenset(_NAMES.split())


def entry_faults(entry: Entry, entries: Mapping[str, Entry]) -> list[Problem]:
    """Return what an entry lacks, and what was swallowed where a comma is missing.

    With `crossref` a field may stand in the parent entry, as in BibTeX.
    """
    if entry.kind not in _KINDS:
        mend = suggestion(entry.kind, sorted(_KINDS), "use a type of BibTeX or biblatex")
        return [entry.problem("bibtex", f"unknown type of entry `@{entry.kind}`", mend)]
    swallowed = [name for name, value in entry.fields.items() if _SWALLOWED.search(value)]
    if swallowed:
        message = f"the field {swallowed[0]} of `{entry.key}` runs into the next one"
        return [entry.problem("bibtex", message, "put a comma between the two")]
    if unreadable := _unreadable(entry):
        return unreadable
    parent = entries.get(entry.fields.get("crossref", ""))
    fields = {**(parent.fields if parent else {}), **entry.fields}
    found = [
        entry.problem(
            "bibtex", f"the entry `{entry.key}` has no {label}", f"add `{label} = {{...}}`"
        )
        for label, names in _NEEDED.items()
        if not any(fields.get(name, "").strip() for name in names)
    ]
    for name, address in unsafe_addresses(entry.fields):
        message = f"the field {name} of `{entry.key}` leads to the address `{address}`"
        found.append(entry.problem("bibtex", message, "write one that begins with https://", name))
    year = (fields.get("year") or fields.get("date") or "").strip()
    if year and not _YEAR.match(year):
        mend = "write four digits, or in press, forthcoming or n.d."
        found.append(entry.problem("bibtex", f"the year of `{entry.key}` cannot be `{year}`", mend))
    return found


def _unreadable(entry: Entry) -> list[Problem]:
    """Return the fields whose value is nothing that can be printed or handed on."""
    found: list[Problem] = []
    for name, value in entry.fields.items():
        what = f"the field {name} of `{entry.key}`"
        if not are_paired(value):
            message, mend = f"{what} has braces that do not pair", "close or delete them"
        elif not is_readable(value):
            message = f"the LaTeX in {what} cannot be read"
            mend = "give each command its argument, nest less deeply, or write it as plain text"
        else:
            continue
        found.append(entry.problem("bibtex", message, mend, name))
    return found
