"""BibTeX written in one place: every value is checked, every entry read back."""

from __future__ import annotations

import re
from collections.abc import Mapping

from press.bibliography.bibtex import parse_bibtex
from press.bibliography.latex import are_paired

_MARGIN = "  "
_LONGEST = 200_000  # characters of a field: authors by the thousand
_NAME = re.compile(r"[a-z][\w+.:/-]*", re.IGNORECASE)
_KEY = re.compile(r"[^\s,{}()\"#%'=\\~@]+")
# Lower case as well as capitals: a record's own spelling is kept.
_GRAMMAR: Mapping[str, tuple[str, re.Pattern[str]]] = {
    "doi": ("DOI", re.compile(r"10\.\d{4,9}(?:\.\d+)*/[^\s{}\\\"]+", re.IGNORECASE)),
    "pmid": ("PMID", re.compile(r"[1-9][0-9]{0,8}")),
    "pmcid": ("PMCID", re.compile(r"PMC[1-9][0-9]{0,8}(?:\.[0-9]+)?", re.IGNORECASE)),
}
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\u2028\u2029]")
_SHOWN = 60


class UnwritableError(ValueError):
    """A work cannot be written as BibTeX; the message says of which value, and why."""


def bibtex_entry(
    kind: str, key: str, fields: Mapping[str, str], column: int = 0, *, ours: bool = False
) -> str:
    """Return a BibTeX entry, ending in a line break; fields that are empty are left out.

    Values are BibTeX already (see `escaped`); `column` is where they begin, for a file whose
    values stand below each other. Raises UnwritableError where a value would not stay within its
    braces, an identifier is none, or the entry does not read back as it was given. What was read
    from a file of `ours` is handed on with whatever key and identifiers it has there.
    """
    filled = {name: value for name, value in fields.items() if value}
    if not ours:
        _check_names(kind, key, filled)
    for name, value in filled.items():
        _check(name, value)
    lines = [f"{_MARGIN}{name:<{column}} = {{{value}}}," for name, value in filled.items()]
    text = "\n".join([f"@{kind}{{{key},", *lines, "}"]) + "\n"
    found, problems = parse_bibtex("", text)
    again = [(entry.kind, entry.key, dict(entry.fields)) for entry in found]
    if problems or again != [(kind.lower(), key, {name.lower(): v for name, v in filled.items()})]:
        raise UnwritableError(f"the entry `{_shown(key)}` would not be read back as it is")
    return text


def identifier_fault(name: str, value: str) -> str:
    """Return what is wrong with the value of `doi`, `pmid` or `pmcid`, or an empty text."""
    label, grammar = _GRAMMAR.get(name, ("", None))
    if grammar is None or grammar.fullmatch(value):
        return ""
    return f"`{_shown(value)}` is no {label}"


def _check_names(kind: str, key: str, fields: Mapping[str, str]) -> None:
    if not _KEY.fullmatch(key) or not re.fullmatch(r"[a-z]+", kind, re.IGNORECASE):
        raise UnwritableError(f"`{_shown(kind)}{{{_shown(key)}` is no beginning of an entry")
    for name, value in fields.items():
        if not _NAME.fullmatch(name):
            raise UnwritableError(f"`{_shown(name)}` is no name of a field")
        if fault := identifier_fault(name.lower(), value):
            raise UnwritableError(fault)


def _check(name: str, value: str) -> None:
    if len(value) > _LONGEST:
        raise UnwritableError(f"the field {name} has {len(value)} characters")
    if _CONTROL.search(value) or value != value.strip():
        raise UnwritableError(f"the field {name} holds a control character, or blanks at an end")
    # Some programs count a brace behind a backslash, some do not: both must come out even.
    if not are_paired(value) or not are_paired(re.sub(r"\\[{}]", "", value)):
        raise UnwritableError(f"the braces of the field {name} do not pair")
    if re.search(r"(?<!\\)(?:\\\\)*\\$", value):
        raise UnwritableError(f"the field {name} ends in a backslash")


def _shown(text: str) -> str:
    """Return a text as a problem can print it: printable, and not long."""
    clean = "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in text)
    return clean if len(clean) <= _SHOWN else f"{clean[:_SHOWN]}…"
