"""Invisible marks that carry source line numbers through Markdown.

A mark is a run of private-use characters that stands for a line number. Marks go in at line ends
before rendering and come out of the HTML afterwards. What they must never do is change the page:
`marked_html` keeps only marks whose removal gives exactly the unmarked rendering.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from press.compile.cost.budget import TooCostlyError
from press.publication import SafeHtml

# The supplementary private use area A: fonts and people use the one in the basic plane.
_OPEN, _CLOSE, _ZERO = "\U000f1000", "\U000f1001", 0xF1010
MARK = re.compile(f"{_OPEN}([\U000f1010-\U000f1019]+){_CLOSE}")
_PRIVATE = re.compile("[\U000f1000-\U000f1019]")

_FENCE = re.compile(r"\s*(?:>\s*)*(`{3,}|~{3,})")
# Lines whose end is syntax: rules, underlines, definitions, raw HTML, attribute lists, openers.
_SYNTAX = re.compile(
    r"\s*(?:[-=*_ ]{3,}$|\[(?!\^)[^\]]+\]:|\*\[|<|\{:|!!!|\?\?\?|===|\\\w+\s*$|[|:\s-]+$"
    r"|\[TOC\]\s*$|--8<--)"
)
_TRIALS, _SHORT = 64, 10_000  # so many times a text is rendered at most; characters of a short one
_TRAILING_ATTRIBUTES = re.compile(r"\s*#*\s*(?:\{[^{}]*\})?\s*$")
_FIRST_WORD = re.compile(r"^(\W*\w+)(.*)$", re.DOTALL)
_LAST_WORD = re.compile(r"^(.*\w)(\W*)$", re.DOTALL)


def mark(line: int) -> str:
    """Return the mark that stands for a line number."""
    return _OPEN + "".join(chr(_ZERO + int(digit)) for digit in str(line)) + _CLOSE


def without_marks(text: str) -> str:
    """Return a text with every mark taken out."""
    return MARK.sub("", text)


def lines_in(text: str) -> list[int]:
    """Return the line numbers of the marks in a text, in order."""
    return [int("".join(str(ord(c) - _ZERO) for c in match[1])) for match in MARK.finditer(text)]


def marked_html(
    text: str, first_line: int, render: Callable[[str], SafeHtml], plain: SafeHtml | None = None
) -> SafeHtml:
    """Render Markdown with as many marks as leave the page unchanged.

    `first_line` is the number of the text's first line in its file, `plain` the unmarked page
    where it is known already. Lines whose mark would change
    the page are found by halving and stay unmarked; their blocks get their place from neighbours.
    """
    plain = render(text) if plain is None else plain
    if _PRIVATE.search(text):
        return plain
    lines = text.split("\n")
    trial = _Trial(lines, first_line, render, plain)
    for place in (_at_line_end, _after_last_word, _after_first_word):
        trial.accept([index for index in _markable(lines) if index not in trial.kept], place)
    return trial.html


class _Trial:
    """Tries marks on groups of lines and keeps those that do no harm."""

    def __init__(
        self,
        lines: Sequence[str],
        first_line: int,
        render: Callable[[str], SafeHtml],
        plain: SafeHtml,
    ) -> None:
        self.lines = lines
        self.first_line = first_line
        self.render = render
        self.plain = plain
        self.kept: dict[int, str] = {}
        self.html = plain
        self._left = _TRIALS * (sum(map(len, lines)) + _SHORT)

    def accept(self, group: Sequence[int], place: Callable[[str, str], str | None]) -> None:
        """Mark as many lines of a group as possible at one kind of place."""
        wanted: dict[int, str] = {}
        for index in group:
            line = place(self.lines[index], mark(self.first_line + index))
            if line is not None:
                wanted[index] = line
        if wanted and not self._fits(wanted):
            self._halve(self._sound(wanted))

    def _halve(self, wanted: dict[int, str]) -> None:
        if wanted and not self._fits(wanted) and len(wanted) > 1 and self._left > 0:
            for half in _halves(wanted):
                self._halve(half)

    def _fits(self, wanted: dict[int, str]) -> bool:
        marked = {**self.kept, **wanted}
        html = self._rendered([marked.get(i, line) for i, line in enumerate(self.lines)])
        if html is None or without_marks(html) != self.plain:
            return False
        self.kept, self.html = marked, html
        return True

    def _sound(self, wanted: dict[int, str]) -> dict[int, str]:
        """Return the marks that leave their paragraph as it is, where it is rendered alone."""
        found: dict[int, str] = {}
        for paragraph in _paragraphs(self.lines):
            mine = {index: wanted[index] for index in paragraph if index in wanted}
            plain = self._rendered([self.lines[index] for index in paragraph]) if mine else None
            if plain is not None:
                found |= self._sound_in(paragraph, mine, plain)
        return found

    def _sound_in(self, paragraph: range, mine: dict[int, str], plain: str) -> dict[int, str]:
        html = self._rendered([mine.get(index, self.lines[index]) for index in paragraph])
        if html is not None and without_marks(html) == plain:
            return mine
        if len(mine) < 2:  # noqa: PLR2004 - one mark cannot be halved
            return {}
        first, second = (self._sound_in(paragraph, half, plain) for half in _halves(mine))
        return first | second

    def _rendered(self, lines: Sequence[str]) -> SafeHtml | None:
        """Return a text's HTML, or None where the marks cost too much, or trying them has."""
        text = "\n".join(lines)
        if self._left <= 0:
            return None
        self._left -= len(text)
        try:
            return self.render(text)
        except TooCostlyError:
            return None


def _halves(marks: dict[int, str]) -> tuple[dict[int, str], dict[int, str]]:
    items = list(marks.items())
    middle = len(items) // 2
    return dict(items[:middle]), dict(items[middle:])


def _paragraphs(lines: Sequence[str]) -> Iterator[range]:
    """Yield the runs of lines between blank ones."""
    start = 0
    for index, line in enumerate([*lines, ""]):
        if not line.strip():
            if start < index:
                yield range(start, index)
            start = index + 1


def _markable(lines: Sequence[str]) -> list[int]:
    found: list[int] = []
    fence = ""
    for index, line in enumerate(lines):
        opening = _FENCE.match(line)
        if fence:
            if opening and opening.group(1).startswith(fence):
                fence = ""
        elif opening:
            fence = opening.group(1)
        elif line.strip() and not _SYNTAX.match(line):
            found.append(index)
    return found


def _at_line_end(line: str, sign: str) -> str | None:
    """Put the mark after the text, before trailing blanks and a heading's closing signs."""
    if _is_row(line):
        return _after_last_word(line, sign)
    body = line.rstrip()
    if body.lstrip().startswith("#"):
        body = _TRAILING_ATTRIBUTES.sub("", line)
    return body + sign + line[len(body) :]


def _after_last_word(line: str, sign: str) -> str | None:
    """Put the mark after the last letter: inside emphasis, quotes or the last cell of a row."""
    match = _LAST_WORD.match(line)
    return f"{match[1]}{sign}{match[2]}" if match else None


def _after_first_word(line: str, sign: str) -> str | None:
    """Put the mark after the first word of a row whose last cell ends in syntax: `[^1]`."""
    match = _FIRST_WORD.match(line)
    return f"{match[1]}{sign}{match[2]}" if match and _is_row(line) else None


def _is_row(line: str) -> bool:
    return "|" in line
