"""Source files as read: their text, their front matter and the place of every key in it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from press.publication.files import file_bytes
from press.publication.problems import Problem

# libyaml, where the wheel has it, reads front matter some ten times faster.
_YamlLoader: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _SafeLoader(_YamlLoader):  # type: ignore[misc]  # its base is known only at run time
    """Leaves dates as text: the model reads them, and tells a wrong one at its key."""


_SafeLoader.yaml_implicit_resolvers = {
    first: [(tag, regexp) for tag, regexp in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in _YamlLoader.yaml_implicit_resolvers.items()
}


CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
# The same opening and closing fences that MkDocs accepts (mkdocs.utils.meta).
_FRONT_MATTER = re.compile(r"\A-{3}[ \t]*\n(.*?\n|)(?:-{3}|\.{3})[ \t]*(?:\n|\Z)", re.DOTALL)


@dataclass(frozen=True)
class Position:
    """A place in a source file: line and column, both counted from 1 in Unicode code points."""

    line: int
    column: int


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


def decoded(raw: bytes) -> str:
    """Return a file's text: UTF-8 with or without BOM, any line ends made line feeds."""
    return raw.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")


def read_source(root: Path, path: Path) -> tuple[Source, list[Problem]]:
    """Read a Markdown file and its front matter; every fault of the YAML becomes a problem."""
    name = path.relative_to(root).as_posix()
    try:
        text = decoded(file_bytes(path))
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        return Source(name, ""), [
            Problem(
                name, line, 1, "schema", "the file is not UTF-8", "save it with the encoding UTF-8"
            )
        ]
    except OSError as error:
        mend = "check that the file exists and may be read"
        return Source(name, ""), [
            Problem(name, 1, 1, "schema", f"cannot read the file ({error.strerror})", mend)
        ]
    return parse_source(name, text)


def parse_source(name: str, text: str) -> tuple[Source, list[Problem]]:
    """Split a text into front matter and body; see `read_source`."""
    faults = _control_characters(name, text)
    text = CONTROL.sub("\ufffd", text)
    match = _FRONT_MATTER.match(text)
    if match is None:
        if re.match(r"-{3}[ \t]*\n[\w-]+:", text):
            mend = "write a line of three hyphens behind the last key"
            faults.append(Problem(name, 1, 1, "schema", "the front matter is not closed", mend))
        return Source(name, text, body=text), faults
    body = text[match.end() :]
    line = text.count("\n", 0, match.end()) + 1
    meta, positions, problems = _front_matter(name, match.group(1))
    source = Source(name, text, body, line, MappingProxyType(meta), MappingProxyType(positions))
    return source, faults + problems


def _control_characters(name: str, text: str) -> list[Problem]:
    """Report characters that no HTML, PDF or Word file may hold (XML 1.0, section 2.2)."""
    found: list[Problem] = []
    for match in CONTROL.finditer(text):
        line = text.count("\n", 0, match.start()) + 1
        column = match.start() - text.rfind("\n", 0, match.start())
        message = f"the file holds the control character U+{ord(match[0]):04X}"
        found.append(Problem(name, line, column, "schema", message, "delete it"))
    return found


def _front_matter(
    name: str, text: str
) -> tuple[dict[str, Any], dict[str, Position], list[Problem]]:
    loader = _SafeLoader(text)
    try:
        node = loader.get_single_node()
        if node is None:
            return {}, {}, []
        if not isinstance(node, yaml.MappingNode):
            mend = "write `key: value` lines between the `---` fences"
            return (
                {},
                {},
                [Problem(name, 2, 1, "schema", "the front matter is not a mapping", mend)],
            )
        positions: dict[str, Position] = {}
        problems = _places(name, node, "", positions)
        return loader.construct_document(node), positions, problems
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 2, mark.column + 1) if mark else (1, 1)
        message = f"the front matter is not valid YAML: {error.problem or error.context}"
        mend = "quote a value that holds `: `, `#` or begins with a special character"
        if "'\\t'" in str(error.problem):
            mend = "indent with spaces instead of tabs"
        return {}, {}, [Problem(name, line, column, "schema", message, mend)]
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        message = f"the front matter is not valid YAML: {error}"
        return {}, {}, [Problem(name, 1, 1, "schema", message, "correct the value")]
    finally:
        loader.dispose()


def _places(name: str, node: yaml.Node, prefix: str, found: dict[str, Position]) -> list[Problem]:
    """Record where each key and list item stands; report keys that stand twice in one mapping."""
    problems: list[Problem] = []
    # The fence is line 1 and YAML counts from 0, hence + 2.
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            place = Position(key.start_mark.line + 2, key.start_mark.column + 1)
            label = f"{prefix}{key.value}"
            if key.value in seen:
                message = f"the key `{key.value}` stands twice"
                mend = "keep one of the two"
                problems.append(Problem(name, place.line, place.column, "schema", message, mend))
            seen.add(key.value)
            found[label] = place
            if isinstance(value, yaml.ScalarNode) and CONTROL.search(str(value.value)):
                message = f"`{key.value}` holds a control character"
                problems.append(
                    Problem(name, place.line, place.column, "schema", message, "delete it")
                )
            found[label + ".="] = Position(value.start_mark.line + 2, value.start_mark.column + 1)
            problems += _places(name, value, f"{label}.", found)
    elif isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            place = Position(item.start_mark.line + 2, item.start_mark.column + 1)
            found[f"{prefix}{index}"] = place
            problems += _places(name, item, f"{prefix}{index}.", found)
    return problems
