"""Source files as read: their text, their front matter and the place of every key in it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

from press.publication.bounded_yaml import Position, Reader, SafeLoader, dumped
from press.publication.problems import Problem
from press.publication.storage.resolver import FilePath, printable
from press.publication.storage.texts import CONTROL, control_characters, read_text


class _Loader(SafeLoader):  # type: ignore[misc]  # its base is known only at run time
    """Leaves dates as text: the model reads them, and tells a wrong one at its key."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, regexp) for tag, regexp in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in SafeLoader.yaml_implicit_resolvers.items()
}

# The same opening and closing fences that MkDocs accepts (mkdocs.utils.meta).
_FRONT_MATTER = re.compile(r"\A-{3}[ \t]*\n(.*?\n|)(?:-{3}|\.{3})[ \t]*(?:\n|\Z)", re.DOTALL)


@dataclass(frozen=True)
class Source:
    """A Markdown file: `path` in the publication, `text` with line feeds only and no BOM."""

    path: str
    text: str
    body: str = ""
    body_line: int = 1
    meta: Mapping[str, Any] = field(default_factory=dict, hash=False)
    positions: Mapping[str, Position] = field(default_factory=dict, hash=False)

    def position(self, key: str) -> Position:
        """Return where a dotted front-matter key (`question.population`, `n.arms.0.n`) stands.

        A key that is absent stands where its nearest present parent stands, or at the top.
        """
        while key and key not in self.positions:
            key = key.rpartition(".")[0]
        return self.positions.get(key, Position(1, 1))

    def search(self, pattern: str) -> Position:
        """Return where a regular expression first matches in a line of the body.

        What is not found stands where the body begins.
        """
        wanted = re.compile(pattern)
        for number, line in enumerate(self.body.split("\n"), start=self.body_line):
            found = wanted.search(line)
            if found:
                return Position(number, found.start() + 1)
        return Position(self.body_line, 1)

    def problem(self, key: str, rule: str, message: str, mend: str) -> Problem:
        """Return a problem at a front-matter key."""
        place = self.position(key)
        return Problem(self.path, place.line, place.column, rule, message, mend)


def read_source(root: Path, path: FilePath) -> tuple[Source, list[Problem]]:
    """Read a Markdown file and its front matter; every fault of the YAML becomes a problem."""
    name = printable(path.relative_to(root).as_posix())
    found = read_text(name, path)
    if found.problems:
        return Source(name, ""), list(found.problems)
    return parse_source(name, found.text)


def parse_source(name: str, text: str) -> tuple[Source, list[Problem]]:
    """Split a text into front matter and body; see `read_source`."""
    faults = control_characters(name, text)
    text = CONTROL.sub("\ufffd", text)
    match = _FRONT_MATTER.match(text)
    if match is None:
        if re.match(r"-{3}[ \t]*\n[\w-]+:", text):
            mend = "write a line of three hyphens behind the last key"
            faults.append(Problem(name, 1, 1, "schema", "the front matter is not closed", mend))
        return Source(name, text, body=text), faults
    body = text[match.end() :]
    line = text.count("\n", 0, match.end()) + 1
    # The fence is line 1.
    meta = Reader(name, "the front matter", first=2, loader=_Loader).parsed(match.group(1))
    source = Source(
        name, text, body, line, MappingProxyType(meta.value), MappingProxyType(meta.positions)
    )
    return source, [*faults, *meta.problems]


def settled(source: Source) -> str:
    """Return a page with its front matter as the press reads it, for programs that read it again.

    They may know other fences, other dates and other numbers; this text leaves them no choice.
    """
    return f"---\n{dumped(dict(source.meta)) if source.meta else '{}'}\n---\n\n{source.body}"
