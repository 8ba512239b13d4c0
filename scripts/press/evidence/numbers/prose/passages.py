"""Prose as the rules read it: signs folded, marks blanked, cut into sentences, places known."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

from press.evidence.finding import Place
from press.evidence.numbers.patterns import P_VALUE
from press.evidence.numbers.printed import Printed, p_value, parse
from press.evidence.sentences import statements

# One character for one, so that offsets stay those of the text.
_FOLD = str.maketrans(
    {"\u00a0": " ", "\u2009": " ", "\u202f": " ", "\u2212": "-", "\u2011": "-", "\u2010": "-"}
)
_BLANKED = re.compile(
    r"<!--.*?-->"
    r"|```.*?```"
    r"|https?://\S+|\bdoi:?\s*10\.\S+"
    r"|\]\([^)\s]{0,2000}\)"  # the target of a link
    r"|\[[^\]\n@]{0,200}@[\w:.#$%&+?<>~/-]{1,200}[^\]\n]{0,300}\]"  # citations
    r"|\[\^[^\]\n]{1,100}\]:?"
    r"|</?[A-Za-z][^<>\n]{0,500}>"
    r"|\*+|(?<!\w)_+|_+(?!\w)",
    re.DOTALL,
)
_FAR = 600  # characters; further away, words of one sentence say nothing of each other
_BARRIER = re.compile(r"[\n%]")


@dataclass(frozen=True)
class Prose:
    """A text with its place in a file; `line` and `column` are those of its first character."""

    text: str
    path: str
    line: int = 1
    column: int = 1
    item: int = 0
    subject: str = ""

    @cached_property
    def folded(self) -> str:
        """Return the text with plain minus signs and spaces, and blanks for marks and links."""
        return _BLANKED.sub(_blank, self.text.translate(_FOLD))

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(match.end() for match in re.finditer("\n", self.text))]

    def place(self, offset: int) -> Place:
        """Return the place of a character of the text, which is counted from 0."""
        row = bisect_right(self._starts, offset) - 1
        column = offset - self._starts[row] + (self.column if row == 0 else 1)
        return Place(self.path, self.line + row, column, self.item, self.subject)

    def offset(self, place: Place) -> int:
        """Return the character of the text that stands at a place, counted from 0."""
        row = place.line - self.line
        return self._starts[row] + place.column - (self.column if row == 0 else 1)

    def number(self, match: re.Match[str], group: str) -> Printed | None:
        """Return the number that a group of a match in `folded` holds, with its place."""
        if match[group] is None:
            return None
        text = re.sub(r"\s?(?:%|per\s?cent)", "%", match[group])
        return parse(text, self.place(match.start(group)))

    def p(self, match: re.Match[str], group: str = "p") -> Printed | None:
        """Return the p value that a group of a match in `folded` holds, with its place."""
        if match[group] is None:
            return None
        return p_value(match[group], self.place(match.start(group)))

    def p_behind(self, end: int) -> Printed | None:
        """Return the p value that stands close behind a number, in the same bracket or clause."""
        match = P_VALUE.search(self.folded, end, end + 40)
        if match is None or match["p"] is None or _BARRIER.search(self.folded, end, match.start()):
            return None
        return self.p(match)

    @cached_property
    def sentences(self) -> tuple[tuple[int, int], ...]:
        """Return where each sentence begins and ends; a list item or a heading is one too."""
        return tuple(statements(self.folded))

    def sentence(self, offset: int) -> tuple[int, int]:
        """Return where the sentence of a character begins and ends."""
        index = bisect_right(self.sentences, (offset, len(self.folded) + 1)) - 1
        return self.sentences[index] if index >= 0 else (0, len(self.folded))

    def around(self, offset: int) -> str:
        """Return the sentence of a character, of a very long one the part around it."""
        start, end = self.sentence(offset)
        return self.folded[max(start, offset - _FAR) : min(end, offset + _FAR)]

    def before(self, offset: int) -> str:
        """Return the sentence of a character up to it, of a very long one the end."""
        start, _ = self.sentence(offset)
        return self.folded[max(start, offset - _FAR) : offset]

    def neighbours(self, offset: int) -> tuple[int, int]:
        """Return where the sentence before a character's begins, and the one behind it ends."""
        index = bisect_right(self.sentences, (offset, len(self.folded) + 1)) - 1
        first, last = max(0, index - 1), min(len(self.sentences) - 1, index + 1)
        return (self.sentences[first][0], self.sentences[last][1]) if self.sentences else (0, 0)

    def paragraph(self, offset: int) -> str:
        """Return the lines around a character up to the next blank line on either side."""
        start = self.folded.rfind("\n\n", 0, offset) + 1
        end = self.folded.find("\n\n", offset)
        return self.folded[start : end if end >= 0 else len(self.folded)]


def _blank(match: re.Match[str]) -> str:
    return "".join("\n" if sign == "\n" else " " for sign in match[0])
