"""The publication's abbreviations, defined once in docs/includes/abbreviations.md.

A line `*[MADRS]: Montgomery–Åsberg Depression Rating Scale` defines one, as it does on a page, in
the syntax of Python-Markdown's extension `abbr`. `""` for a meaning makes it a name that nothing
explains. What stands below the heading "Need not be spelled out" is explained, and may be used
without being spelled out first.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from press.publication.problems import Problem
from press.publication.settings import Settings
from press.publication.storage.resolver import RefusedError
from press.publication.storage.texts import read_text

INCLUDES = "includes"  # in docs/: what is part of pages and no page itself
PLACE = Path(INCLUDES) / "abbreviations.md"
RULE = "abbreviation-unexpanded"
_NEEDLESS = "need not be spelled out"
_LINE = re.compile(r"^\*\[(?P<short>[^\\\]]*)\] ?: *(?P<long>.*)$", re.MULTILINE)
_BEGUN = re.compile(r"^\*\[", re.MULTILINE)
_HEADING = re.compile(r"^#+[ \t]*(.*?)[ \t]*#*$", re.MULTILINE)
_EMPTY = frozenset({'""', "''"})


@dataclass(frozen=True)
class Glossary:
    """What abbreviations mean: `long_by_short`, empty for names; `needless` are known to all."""

    long_by_short: Mapping[str, str] = field(default_factory=dict)
    needless: frozenset[str] = frozenset()
    problems: tuple[Problem, ...] = ()

    @cached_property
    def forms(self) -> Mapping[str, str]:
        """Return the forms in which abbreviations stand in a text (`RCT`, `RCTs`), each with it."""
        plurals = {f"{short}s": short for short in self.long_by_short if short[-1:].isupper()}
        return {**plurals, **{short: short for short in self.long_by_short}}

    @property
    def titles(self) -> dict[str, str]:
        """Return the meaning of each form, as Python-Markdown's `abbr` wants it."""
        return {form: self.long_by_short[short] for form, short in self.forms.items()}

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        every = sorted(map(re.escape, self.forms), key=len, reverse=True)
        return re.compile(rf"(?<![\w-])(?:{'|'.join(every)})(?![\w])(?!-[A-Z0-9])")

    def uses(self, text: str) -> Iterator[tuple[str, re.Match[str]]]:
        """Yield the abbreviations in a text in order: each in its short form, with its place."""
        if self.forms:
            for match in self._pattern.finditer(text):
                yield self.forms[match[0]], match

    def with_page(self, body: str) -> Glossary:
        """Return the glossary with what a page defines for itself, which goes before."""
        own = {found["short"].strip(): _meaning(found) for found in _LINE.finditer(body)}
        if not own:
            return self
        return Glossary({**self.long_by_short, **own}, self.needless - own.keys())


def read_glossary(settings: Settings) -> Glossary:
    """Read the publication's abbreviations; none where the file does not exist."""
    path = settings.root / settings.docs / PLACE
    name = path.relative_to(settings.root).as_posix()
    if not os.path.lexists(path):
        return Glossary()
    try:
        found = read_text(name, settings.files.file(path), RULE)
    except RefusedError:
        return Glossary()  # told with everything else that lies in docs/
    return parsed(name, found.text) if not found.problems else Glossary(problems=found.problems)


def parsed(name: str, text: str) -> Glossary:
    """Return the glossary that a file holds; `name` is its path, for problems."""
    meanings: dict[str, str] = {}
    needless: set[str] = set()
    problems: list[Problem] = []
    headings = [(match.start(), match[1].lower()) for match in _HEADING.finditer(text)]
    lines = {match.start(): match for match in _LINE.finditer(text)}
    for begun in _BEGUN.finditer(text):
        line = text.count("\n", 0, begun.start()) + 1
        found = lines.get(begun.start())
        short = found["short"].strip() if found else ""
        if found is None or not short or not found["long"].strip():
            mend = 'write `*[ECT]: electroconvulsive therapy`, or `""` for a name'
            problems.append(Problem(name, line, 1, RULE, "the line defines nothing", mend))
            continue
        if short in meanings:
            message = f"the abbreviation `{short}` is defined twice"
            problems.append(Problem(name, line, 3, RULE, message, "keep one of the two"))
        meanings[short] = _meaning(found)
        above = [title for start, title in headings if start < begun.start()]
        if above and above[-1] == _NEEDLESS:
            needless.add(short)
    return Glossary(meanings, frozenset(needless), tuple(problems))


def _meaning(found: re.Match[str]) -> str:
    meaning = found["long"].strip()
    return "" if meaning in _EMPTY else meaning
