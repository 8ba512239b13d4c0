"""BibTeX files read once: entries with their places, what is wrong with them, their CSL-JSON."""

from __future__ import annotations

import hashlib
import json
import logging
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any

from press.bibliography.engine import engine
from press.bibliography.entry import Entry
from press.bibliography.faults import entry_faults
from press.bibliography.journals import abbreviated
from press.bibliography.latex import are_paired, decoded, escaped, is_readable
from press.publication import (
    CACHE,
    Problem,
    RefusedError,
    Settings,
    code_fingerprint,
    keep,
    kept,
    suggestion,
)
from press.publication.storage.texts import read_text

_ENGLISH = {"", "english", "american", "british", "usenglish", "ukenglish", "en", "en-us", "en-gb"}
_DOI_ADDRESS = re.compile(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_KEY_LINE = re.compile(r"@\s*(\w+)\s*[{(]\s*([^,\s]+)\s*,?")


@dataclass(frozen=True)
class Checked:
    """How far an entry is checked: the state's name, and what readers are told of it.

    `told` has no full stop; `retracted` is true where a registry tells of a retraction.
    """

    state: str
    told: str
    note: str = ""
    retracted: bool = False

    @property
    def rest(self) -> str:
        """Return what is told besides the state's name."""
        return self.told.removeprefix(self.state).lstrip(": ")


@dataclass(frozen=True)
class Bibliography:
    """Every entry of a publication by citekey, and what is wrong with the files.

    `checked` says by citekey how far entries are checked against records, where that is known.
    """

    entries: Mapping[str, Entry] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    cache: Path | None = None
    checked: Mapping[str, Checked] = field(default_factory=dict)

    def is_retracted(self, key: str) -> bool:
        """Tell whether a work is known to be retracted."""
        return key in self.checked and self.checked[key].retracted

    def nearest(self, key: str) -> str:
        """Return advice for an unknown citekey."""
        otherwise = "add the entry to a file in bib/, or write `\\@` for a plain @ sign"
        return suggestion(key, list(self.entries), otherwise)

    def csl(self) -> Mapping[str, Mapping[str, Any]]:
        """Return CSL-JSON items by citekey; read by pandoc once and then from the cache."""
        return self._items

    @cached_property
    def _items(self) -> Mapping[str, Mapping[str, Any]]:
        return _csl_items(tuple(self.entries.values()), self.cache)


def read_bibliography(settings: Settings) -> Bibliography:
    """Read every BibTeX file of a publication.

    Malformed entries, keys that stand twice and entries without title, author or year are
    problems; of entries with the same key the first is kept.
    """
    entries: dict[str, Entry] = {}
    problems: list[Problem] = []
    for path in settings.bibliographies:
        name = settings.files.name(path)
        try:
            read = read_text(name, settings.files.file(path), "bibtex")
        except RefusedError as error:
            mend = "give an existing file as `bib_file` or in `bib_dir`"
            problems.append(Problem(name, 1, 1, "bibtex", f"cannot read the file: {error}", mend))
            continue
        text = read.text
        problems += read.problems
        found, faults = parse_bibtex(name, text)
        problems += faults
        for entry in found:
            if entry.key in entries:
                first = entries[entry.key]
                mend = "remove one of the two, or give it another key"
                message = f"the citekey `{entry.key}` stands already in {first.path}:{first.line}"
                problems.append(entry.problem("bibtex", message, mend))
            else:
                entries[entry.key] = entry
        problems += _control_characters(name, text)
    for entry in entries.values():
        problems += entry_faults(entry, entries)
    cache = settings.root / CACHE / "bibliography"
    return Bibliography(MappingProxyType(entries), tuple(sorted(set(problems))), cache)


def parse_bibtex(name: str, text: str) -> tuple[list[Entry], list[Problem]]:
    """Return the entries of a BibTeX text and its syntax errors, each with its line."""
    from bibtexparser import model
    from bibtexparser.entrypoint import parse_string

    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)
    library = parse_string(text)
    entries: list[Entry] = []
    problems: list[Problem] = []
    for block in library.blocks:
        if isinstance(block, model.DuplicateBlockKeyBlock) and isinstance(
            block.ignore_error_block, model.Entry
        ):
            block = block.ignore_error_block  # noqa: PLW2901 - reported with its file by the caller
        if isinstance(block, model.Entry):
            values = {item.key.lower(): str(item.value) for item in block.fields}
            line = (block.start_line or 0) + 1
            raw = block.raw or ""
            entries.append(Entry(block.key, block.entry_type.lower(), name, line, values, raw))
        elif isinstance(block, model.ParsingFailedBlock):
            problems.append(_syntax_problem(name, block))
    problems += _lost_entries(name, text, entries, problems)
    return entries, problems


def _syntax_problem(name: str, block: Any) -> Problem:
    line = (block.start_line or 0) + 1
    match = _KEY_LINE.search(block.raw or "")
    what = f"the entry `{match.group(2)}`" if match else "this entry"
    reason = " ".join(str(block.error).split()).rstrip(".")
    mend = "balance its braces and put a comma between fields"
    if type(block).__name__ == "DuplicateFieldKeyBlock":
        twice = ", ".join(sorted(block.duplicate_keys))
        return Problem(
            name, line, 1, "bibtex", f"{what} has the field {twice} twice", "keep one of them"
        )
    message = f"{what} is not well-formed BibTeX" + (f" ({reason})" if reason else "")
    return Problem(name, line, 1, "bibtex", message, mend)


def _lost_entries(
    name: str, text: str, entries: Iterable[Entry], problems: Iterable[Problem]
) -> list[Problem]:
    """Report an `@type{key,` at a line's start that the parser swallowed into another entry."""
    starts = {entry.line for entry in entries} | {problem.line for problem in problems}
    lost: list[Problem] = []
    for number, line in enumerate(text.split("\n"), start=1):
        match = re.match(r"@(\w+)\s*\{\s*([^,\s}]+)\s*,", line)
        if (
            match
            and number not in starts
            and match.group(1).lower() not in {"comment", "string", "preamble"}
        ):
            message = (
                f"the entry `{match.group(2)}` was not reached: a brace before it is not closed"
            )
            lost.append(Problem(name, number, 1, "bibtex", message, "close the entry before it"))
    return lost


def _control_characters(name: str, text: str) -> list[Problem]:
    found: list[Problem] = []
    for number, line in enumerate(text.split("\n"), start=1):
        if match := _CONTROL.search(line):
            message = f"the file holds the control character U+{ord(match[0]):04X}"
            found.append(Problem(name, number, match.start() + 1, "bibtex", message, "delete it"))
    return found


def _csl_items(entries: tuple[Entry, ...], cache: Path | None) -> Mapping[str, Mapping[str, Any]]:
    # Keys of our own: pandoc's BibTeX reader cuts some that are allowed in a citation.
    names = {entry.key: f"k{number}" for number, entry in enumerate(entries)}
    text = "\n".join(_for_pandoc(entry, names) for entry in entries)
    if not text:
        return {}
    digest = hashlib.sha256(f"{code_fingerprint('bibliography')}\n{text}".encode()).hexdigest()
    place = cache / f"{digest[:32]}.json" if cache else None
    items = kept(place) if place else None
    if items is None:
        items = [_with_journal(item) for item in json.loads(engine().ask("csljson", bibtex=text))]
        if place:
            keep(place, items)
    # pandoc names items after the key as it reads it; the order is that of the entries.
    return {entry.key: _mended(entry, item) for entry, item in zip(entries, items, strict=True)}


def _with_journal(item: dict[str, Any]) -> dict[str, Any]:
    """Return an article with its journal's short name, where the entry gives none of its own."""
    journal = item.get("container-title", "")
    if item.get("type") != "article-journal" or not journal or "container-title-short" in item:
        return item
    return {**item, "container-title-short": abbreviated(journal)}


def _for_pandoc(entry: Entry, names: Mapping[str, str]) -> str:
    """Return an entry whose title pandoc leaves as it is.

    pandoc changes the case of English titles ("statement: An updated"); it believes in other
    languages' capitals, so entries in English are handed over as German ones.
    """
    fields = dict(entry.fields)
    if (fields.pop("langid", "") or fields.pop("language", "")).lower() in _ENGLISH:
        fields["langid"] = "german"
    else:
        fields = dict(entry.fields)
    if "doi" in fields:  # styles print an address before it
        fields["doi"] = _DOI_ADDRESS.sub("", fields["doi"].strip())
    if "crossref" in fields:
        fields["crossref"] = names.get(fields["crossref"], "")
    lines = [f"  {name} = {{{_whole(value)}}}" for name, value in fields.items()]
    return f"@{entry.kind}{{{names[entry.key]},\n" + ",\n".join(lines) + "\n}\n"


def _whole(value: str) -> str:
    """Return a value that ends where it ends; of what cannot be read, the words."""
    return value if are_paired(value) and is_readable(value) else escaped(decoded(value))


def _mended(entry: Entry, item: dict[str, Any]) -> dict[str, Any]:
    mended = {**item, "id": entry.key}
    if mended.get("language") == "de-DE":
        del mended["language"]
    # Medical styles file "de Carvalho JF" under its particle; BibTeX cannot say which kind it is.
    for role in ("author", "editor"):
        for name in mended.get(role, []):
            if "dropping-particle" in name:
                name["non-dropping-particle"] = name.pop("dropping-particle")
    return mended
