"""What Markdown may cost: characters looked at are counted, and no text costs without end.

Python-Markdown looks at some texts again and again: from every bracket that is never closed to
the end of its paragraph, from every heading of a block to the block's end. Such work is counted
where it is done, and given up where it goes far beyond what the length of the text calls for.
The count is the same on every machine.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from markdown.inlinepatterns import LinkInlineProcessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import InlineProcessor

from press.publication import PressError, Problem

if TYPE_CHECKING:
    from xml.etree import ElementTree as ET

    from markdown import Markdown

RULE = "markdown"
DEEPEST = 25  # levels of lists and quotations
_DEEPEST_MARKS = 100  # elements in each other
MOST_ALIKE = 1000  # headings of the same words, uses of one footnote
# Work is counted in what takes about as long as a step of a hundred in compiled code. A text of
# prose needs ten for each of its characters; many short texts are one of this length.
_A_CHARACTER = 1000
_SHORT = 300_000
# For each character that Python steps over, that every test of a block passes, and of an open tag;
# for each pair of a column and a code sign in a line of a table.
_LOOP, _TEST, _TAG, _CELL = 5, 35, 4, 2
_PATTERN, _COPY = 8, 30  # so many characters are passed meanwhile by a pattern, and copied
_CALL, _FENCE = 200, 20_000  # of one pattern on one text, and of one fence of code
_LONG = 500  # characters; in a shorter text nothing is looked at often

_ITEM = re.compile(r"((?:[ \t]|>)*)(?:[-*+]|\d+[.)])?\s?")
_HEADING = re.compile(r" {0,3}#{1,6}\s*(.*?)\s*#*\s*$")
_NOTE = re.compile(r"\[\^([^\]\s]{1,100})\](?!:)")
_TAG_START = re.compile(r"<[A-Za-z/!?]")
_WIDTH = 4  # columns of a level
_FIRST, _TELLING = 60, 8  # so many characters find a text again, if there are more than these
_RUN = re.compile(r"(?:^.*\S.*$\n?)+", re.MULTILINE)  # of lines that are not blank


class TooCostlyError(PressError):
    """A text is too deep, or would cost too much; the place is in the text that was given."""

    def __init__(self, line: int, message: str, mend: str, path: str = "Markdown") -> None:
        self.line, self.message, self.mend = line, message, mend
        super().__init__([Problem(path, line, 1, RULE, message, mend)])

    def at(self, path: str, first_line: int) -> TooCostlyError:
        """Return it with its place in a file, whose body begins at a line."""
        return TooCostlyError(self.line + first_line - 1, self.message, self.mend, path)


class Budget:
    """What rendering one text may cost, and what it has cost so far."""

    def __init__(self, text: str) -> None:
        self.spent = 0.0
        self.most = _A_CHARACTER * max(len(text), _SHORT)
        self.current = ""
        self._text = text

    def spend(self, units: float) -> None:
        """Count work; raises TooCostlyError where there has been too much."""
        self.spent += units
        if self.spent > self.most:
            raise self.error(self.current)

    def error(self, place: str) -> TooCostlyError:
        """Return the error for a part of the text: where it stands, and what may be wrong."""
        message = "this text would take longer to read than any of its length should"
        mend = (
            "close its brackets, quotes and tags, or divide it by blank lines: a paragraph or list"
            " of its length has too many of them"
        )
        return TooCostlyError(self._line(place), message, mend)

    def too_deep(self, place: str) -> TooCostlyError:
        """Return the error for a part whose lists, quotations or marks stand too deep."""
        message = "this text is nested more deeply than can be read"
        mend = "close what is opened, and write it with fewer levels"
        return TooCostlyError(self._line(place), message, mend)

    def _line(self, place: str) -> int:
        """Return the line of a part, or of the longest run where it is not found as it stands."""
        start = place.strip()[:_FIRST]
        at = self._text.find(start) if len(start) > _TELLING else -1
        if at < 0:
            longest = max(_RUN.finditer(self._text), key=_length, default=None)
            at = longest.start() if longest else 0
        return self._text.count("\n", 0, at) + 1


def _length(match: re.Match[str]) -> int:
    return match.end() - match.start()


def require_shallow(text: str) -> None:
    """Raise TooCostlyError for lists and quotations in each other, and for alike things by far."""
    headings: dict[str, int] = {}
    notes: dict[str, int] = {}
    for number, line in enumerate(text.split("\n"), start=1):
        found = _ITEM.match(line)
        if found and found.end() > found.end(1) + 1 and _depth(found[1]) > DEEPEST:
            message = f"this is nested more than {DEEPEST} levels deep"
            raise TooCostlyError(number, message, "write it with fewer levels")
        if found and found[1].count(">") > DEEPEST:
            message = f"this is quoted more than {DEEPEST} levels deep"
            raise TooCostlyError(number, message, "write it with fewer `>` signs")
        if heading := _HEADING.match(line):
            _count(headings, heading[1].casefold(), number, "headings of the same words")
        for note in _NOTE.findall(line):
            _count(notes, note, number, "uses of the same footnote")


def _depth(margin: str) -> int:
    return len(margin.expandtabs(_WIDTH)) // _WIDTH + margin.count(">")


def _count(found: dict[str, int], name: str, line: int, what: str) -> None:
    found[name] = found.get(name, 0) + 1
    if found[name] > MOST_ALIKE:
        message = f"the text has more than {MOST_ALIKE} {what}"
        raise TooCostlyError(line, message, "divide the text, or give them names of their own")


class Guard(Preprocessor):
    """Runs before all others: a new budget for each text, and processors that draw on it."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        self.budget = Budget("")
        self._is_installed = False

    def run(self, lines: list[str]) -> list[str]:
        """Look at the text as a whole, and count from here on."""
        text = "\n".join(lines)
        self.budget = Budget(text)
        require_shallow(text)
        self._spend_on_tags(text)
        self._spend_on_code(lines)
        if not self._is_installed:  # at the first text, when every extension is there
            self._install()
            self._is_installed = True
        return lines

    def spend(self, units: float) -> None:
        """Count work on this text."""
        self.budget.spend(units)

    def spend_on_brackets(self, characters: int) -> None:
        """Count characters that were looked at one by one."""
        self.spend(characters * _LOOP)

    def _spend_on_tags(self, text: str) -> None:
        """Count what HTML's parser looks at: each tag as far as the next `>`, or the end."""
        end = 0
        for match in _TAG_START.finditer(text):
            if end < match.start():
                end = text.find(">", match.start())
                end = len(text) if end < 0 else end
            self.budget.current = text[match.start() : match.start() + _FIRST]
            weight = _TAG if match[0][1].isalpha() else 1 / _PATTERN
            self.spend((end - match.start()) * weight)

    def _spend_on_code(self, lines: list[str]) -> None:
        """Count what it costs to tell columns from code, sign by sign, and to colour code."""
        fences = 0
        for line in lines:
            self.budget.current = line
            self.spend(line.count("|") * line.count("`") * _CELL)
            if line.lstrip(" \t>").startswith(("```", "~~~")):
                fences += 1
                self.spend(_FENCE + fences * _CELL)

    def _install(self) -> None:
        md: Any = self.md
        md.parser.parseBlocks = _counted_blocks(md.parser, self)
        for processor in md.treeprocessors:
            if isinstance(processor, InlineProcessor):
                _count_patterns(processor, self)


def _counted_blocks(parser: Any, guard: Guard) -> Callable[[ET.Element, list[str]], None]:
    """Return `parseBlocks` as Python-Markdown has it, which looks at a block with every test."""

    def parse(parent: ET.Element, blocks: list[str]) -> None:
        while blocks:
            guard.budget.current = blocks[0] if blocks[0].strip() else guard.budget.current
            guard.spend(len(blocks[0]) * _TEST + len(blocks) / _PATTERN)
            for processor in parser.blockprocessors:
                if processor.test(parent, blocks[0]) and processor.run(parent, blocks) is not False:
                    break

    return parse


class _Counted:
    """A compiled pattern that counts how far it looks, and what is copied for each match."""

    def __init__(self, pattern: Any, guard: Guard, calls: int, processor: Any) -> None:
        self._pattern = pattern
        self._guard = guard
        self._calls = calls  # patterns that will see the text, told by the first of them
        self._processor = processor

    def __getattr__(self, name: str) -> Any:
        """Return what the pattern has besides."""
        return getattr(self._pattern, name)

    def finditer(self, text: str, start: int = 0) -> Iterator[re.Match[str]]:
        """Yield the matches from a place on."""
        if self._calls and not start:
            budget = self._guard.budget
            budget.current = text
            budget.spend(self._calls * _CALL)
            if len(self._processor.ancestors) > _DEEPEST_MARKS:
                raise budget.too_deep(text)
        if len(text) < _LONG:
            return self._pattern.finditer(text, start)  # type: ignore[no-any-return]
        return self._counted(text, start)

    def _counted(self, text: str, start: int) -> Iterator[re.Match[str]]:
        for match in self._pattern.finditer(text, start):
            self._guard.spend((match.end() - start) / _PATTERN + len(text) / _COPY)
            start = match.end()
            yield match
        self._guard.spend((len(text) - start) / _PATTERN)


def _count_patterns(processor: InlineProcessor, guard: Guard) -> None:
    patterns: list[Any] = list(processor.inlinePatterns)
    many = len(patterns)
    for number, pattern in enumerate(patterns):
        compiled = pattern.getCompiledRegExp()
        counted = _Counted(compiled, guard, 0 if number else many, processor)
        pattern.getCompiledRegExp = partial(_same, counted)
        if isinstance(pattern, LinkInlineProcessor):
            _count_brackets(pattern, guard)


def _same(counted: _Counted) -> _Counted:
    return counted


def _count_brackets(pattern: Any, guard: Guard) -> None:
    get_text, get_link = pattern.getText, getattr(pattern, "getLink", None)

    def counted_text(data: str, index: int) -> Any:
        found = get_text(data, index)
        guard.spend((found[1] - index) * _LOOP)
        return found

    def counted_link(data: str, index: int) -> Any:
        found = get_link(data, index) if get_link else None
        guard.spend(((found[2] if found else index) - index) * _LOOP)
        return found

    pattern.getText = counted_text
    if get_link:
        pattern.getLink = counted_link
