"""YAML from others, bounded before it is built: where every key stands, what of it is refused.

A few hundred bytes of aliases can stand for gigabytes, and brackets nested deep enough end the
whole process inside libyaml; so the events are counted before any node is made.
"""

from __future__ import annotations

import math
import re
from bisect import bisect
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from press.publication.problems import Problem
from press.publication.storage.texts import CONTROL

# libyaml, where the wheel has it, reads front matter some ten times faster.
SafeLoader: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_SafeDumper: type[Any] = getattr(yaml, "CSafeDumper", yaml.SafeDumper)

_RULE = "schema"
_MOST_DIGITS = 15  # more than these a number of JSON, JavaScript and Excel does not keep
_LONGEST_KEY = 200
_SHOWN = 60
_ONE_LINE = 1_000_000
_WHOLE = re.compile(r"[-+]?(?:0|[1-9][0-9]*)")
_DECIMAL = re.compile(r"[-+]?(?:[0-9]{1,30}\.?[0-9]{0,30}|\.[0-9]{1,30})(?:[eE][-+]?[0-9]{1,3})?")
_TAG = "tag:yaml.org,2002:"
# What YAML 1.1 lets into a text; of the rest the parser tells no line.
_NOT_PRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_QUOTE = "write it in decimal digits, or put quotes round it if it is a text"


@dataclass(frozen=True)
class Position:
    """A place in a source file: line and column, both counted from 1 in Unicode code points."""

    line: int
    column: int


@dataclass(frozen=True)
class Bounds:
    """What a piece of YAML may hold; `tags` are the beginnings of those that it may use."""

    depth: int = 40
    aliases: int = 10
    values: int = 10_000
    tags: tuple[str, ...] = ()
    may_merge: bool = False
    key_tags: frozenset[str] = frozenset({f"{_TAG}str"})


FRONT_MATTER = Bounds()
CONFIGURATION = Bounds(
    values=100_000,
    tags=("!ENV", "!relative", f"{_TAG}python/name:"),
    may_merge=True,
    # A title in the menu may be a year.
    key_tags=frozenset({f"{_TAG}str", f"{_TAG}int"}),
)


@dataclass(frozen=True)
class Parsed:
    """A mapping of YAML: its values, the position of each by dotted key, what is wrong with it."""

    value: Mapping[str, Any] = field(default_factory=dict)
    positions: Mapping[str, Position] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    is_empty: bool = False


class _FaultError(Exception):
    """What ends the reading at once."""

    def __init__(self, mark: Any, message: str, mend: str) -> None:
        super().__init__(message)
        self.mark = mark
        self.message = message
        self.mend = mend


@dataclass
class Reader:
    """Reads one piece of YAML; `first` is the line of the file on which it begins.

    `what` is how a message calls it.
    """

    name: str
    what: str
    first: int = 1
    bounds: Bounds = FRONT_MATTER
    loader: type[Any] = SafeLoader
    rule: str = _RULE

    def __post_init__(self) -> None:
        """Begin without findings."""
        self.positions: dict[str, Position] = {}
        self.problems: list[Problem] = []
        self.values = 0
        self._starts = [0]

    def parsed(self, text: str) -> Parsed:
        """Return what a text says; what is refused has a problem and no value."""
        # YAML begins a line at U+0085, U+2028 and U+2029, too; nobody else does.
        self._starts = [0, *(match.end() for match in re.finditer("\n", text))]
        odd = _NOT_PRINTABLE.search(text)
        if odd:
            message = f"{self.what} holds the control character U+{ord(odd[0]):04X}"
            self._report(self._at(odd.start()), message, "delete it")
            return Parsed(problems=tuple(self.problems))
        try:
            return self._parsed(text)
        except _FaultError as error:
            self._report(error.mark, error.message, error.mend)
        except yaml.MarkedYAMLError as error:
            self._report_syntax(error)
        except yaml.YAMLError as error:
            message = f"{self.what} is not valid YAML: {' '.join(str(error).split())}"
            self._report(None, message, "correct the value")
        except (ValueError, RecursionError) as error:
            self._report(None, f"{self.what} is not valid YAML: {error}", "correct the value")
        return Parsed(problems=tuple(self.problems))

    def _parsed(self, text: str) -> Parsed:
        self._check_events(text)
        loader = self.loader(text)
        try:
            node = loader.get_single_node()
            if node is None:
                return Parsed(is_empty=True)
            if not isinstance(node, yaml.MappingNode):
                mend = "write `key: value` lines"
                raise _FaultError(node.start_mark, f"{self.what} is not a mapping", mend)
            is_sound = self._walk(node, "", 1)
            value = loader.construct_document(node) if is_sound else {}
        finally:
            loader.dispose()
        return Parsed(value, self.positions, tuple(self.problems))

    def _check_events(self, text: str) -> None:
        """Count what a text is made of, without building any of it."""
        depth = aliases = values = 0
        for event in yaml.parse(text, Loader=self.loader):
            if isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
                continue
            if not isinstance(event, yaml.NodeEvent):
                continue
            values += 1
            if isinstance(event, yaml.AliasEvent):
                aliases += 1
                if aliases > self.bounds.aliases:
                    message = f"{self.what} has more than {self.bounds.aliases} aliases"
                    raise _FaultError(event.start_mark, message, "write the values out")
                continue
            self._check_tag(event)
            depth += isinstance(event, yaml.CollectionStartEvent)
            if depth > self.bounds.depth:
                message = f"{self.what} is nested deeper than {self.bounds.depth} levels"
                raise _FaultError(event.start_mark, message, "take levels out")
            # Keys are nodes, too.
            if values > 2 * self.bounds.values:
                self._too_many(event.start_mark)

    def _check_tag(self, event: Any) -> None:
        tag = event.tag
        if tag and tag != "!" and not tag.startswith(self.bounds.tags or ("\0",)):
            shown = shortened(tag.replace(_TAG, "!!"))
            message = f"{self.what} has the tag `{shown}`, which is not known here"
            raise _FaultError(event.start_mark, message, "write the value without it")

    def _too_many(self, mark: Any) -> None:
        message = f"{self.what} holds more than {self.bounds.values:,} values"
        raise _FaultError(mark, message, "take out what does not belong there")

    def _walk(self, node: yaml.Node, prefix: str, depth: int) -> bool:
        """Record where each key and list item stands; tell whether values may be built of it."""
        if depth > self.bounds.depth:
            message = f"{self.what} has a value that holds itself, or is nested too deep"
            raise _FaultError(node.start_mark, message, "write the values out, without aliases")
        is_sound = True
        if isinstance(node, yaml.MappingNode):
            seen: set[str] = set()
            for key, value in node.value:
                label = self._key(key, prefix, seen)
                if label is None:
                    is_sound = False
                    continue
                self.positions[f"{label}.="] = self._place(value.start_mark)
                is_sound &= self._value(value, label, depth)
        elif isinstance(node, yaml.SequenceNode):
            for index, item in enumerate(node.value):
                label = f"{prefix}{index}"
                self.positions[label] = self._place(item.start_mark)
                is_sound &= self._value(item, label, depth)
        return is_sound

    def _value(self, node: yaml.Node, label: str, depth: int) -> bool:
        self.values += 1
        if self.values > self.bounds.values:
            self._too_many(node.start_mark)
        if not isinstance(node, yaml.ScalarNode):
            return self._walk(node, f"{label}.", depth + 1)
        if CONTROL.search(node.value):
            name = label.rpartition(".")[2]
            self._report(self.positions[label], f"`{name}` holds a control character", "delete it")
        message = _odd_number(node)
        if message:
            self._report(node.start_mark, message, _QUOTE)
        return not message

    def _key(self, key: yaml.Node, prefix: str, seen: set[str]) -> str | None:
        """Return a key with those above it, or None where it is none that a document may have."""
        is_merge = key.tag == f"{_TAG}merge" and self.bounds.may_merge
        if not isinstance(key, yaml.ScalarNode) or not (
            is_merge or key.tag in self.bounds.key_tags
        ):
            shown = shortened(key.value) if isinstance(key, yaml.ScalarNode) else "…"
            message = f"`{shown}` cannot be a key"
            self._report(key.start_mark, message, "write a word, in quotes if it is a number")
            return None
        if CONTROL.search(key.value) or "\n" in key.value or len(key.value) > _LONGEST_KEY:
            self._report(key.start_mark, "this cannot be a key", "write a word")
            return None
        label = f"{prefix}{key.value}"
        if key.value in seen:
            message = f"the key `{shortened(key.value)}` stands twice"
            self._report(key.start_mark, message, "keep one of the two")
        seen.add(key.value)
        self.positions[label] = self._place(key.start_mark)
        return label

    def _place(self, mark: Any) -> Position:
        return self._at(mark.index)

    def _at(self, offset: int) -> Position:
        line = bisect(self._starts, offset)
        return Position(line - 1 + self.first, offset - self._starts[line - 1] + 1)

    def _report(self, where: Any, message: str, mend: str) -> None:
        place = where if isinstance(where, Position) else where and self._place(where)
        place = place or Position(1, 1)
        self.problems.append(Problem(self.name, place.line, place.column, self.rule, message, mend))

    def _report_syntax(self, error: yaml.MarkedYAMLError) -> None:
        message = f"{self.what} is not valid YAML: {error.problem or error.context}"
        mend = "quote a value that holds `: `, `#` or begins with a special character"
        if "'\\t'" in str(error.problem):
            mend = "indent with spaces instead of tabs"
        self._report(error.problem_mark or error.context_mark, message, mend)


def dumped(value: Mapping[str, Any]) -> str:
    """Return a mapping as YAML that any reader takes for the same values."""
    text = yaml.dump(
        value, Dumper=_SafeDumper, allow_unicode=True, sort_keys=False, width=_ONE_LINE
    )
    return str(text)


def _odd_number(node: yaml.ScalarNode) -> str:
    """Return what is wrong with a number, or nothing."""
    shown = shortened(node.value)
    if node.tag == f"{_TAG}int" and not _WHOLE.fullmatch(node.value):
        return f"`{shown}` is read as a number that is not decimal"
    if node.tag == f"{_TAG}int" and len(node.value.lstrip("+-")) > _MOST_DIGITS:
        return f"the number `{shown}` has more than {_MOST_DIGITS} digits"
    if node.tag == f"{_TAG}float" and not _is_finite(node.value):
        return f"`{shown}` is no decimal number that can be kept"
    return ""


def _is_finite(text: str) -> bool:
    return bool(_DECIMAL.fullmatch(text)) and math.isfinite(float(text))


def shortened(text: object) -> str:
    """Return the beginning of a text, fit for a message."""
    line = " ".join(CONTROL.sub("\ufffd", str(text)).split())
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN]}…"
