"""Plain words that are too long, too short, or too hard to read.

The measure is the Flesch-Kincaid grade, the years of school in the United States after which a text
is understood (Kincaid, Fishburne, Rogers and Chissom, Derivation of new readability formulas for
Navy enlisted personnel, Research Branch Report 8-75, 1975). A 13-year-old is in grade 7 or 8.
Syllables are counted by textstat from a dictionary that it carries.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from press.checks.context import Context
from press.checks.rule import Rule
from press.evidence.sentences import sentences
from press.publication import CACHE, Digest, Problem, keep, kept

_ID = "plain-reading"
_CACHE = Path(CACHE) / "reading.json"
_HARDEST = 8.0
_FEWEST, _MOST = 2, 3
_QUOTED = 60  # characters of a sentence that a message shows


def _find(context: Context) -> Iterator[Problem]:
    known = _Grades(context.publication.root / _CACHE)
    for digest in context.digests:
        yield from _of_digest(digest, known)
    known.keep()


class _Grades:
    """Grades by text, kept from run to run: reading the dictionary takes longer than all else."""

    def __init__(self, path: Path) -> None:
        self._path = path
        found = kept(path)
        self._before: dict[str, float] = found if isinstance(found, dict) else {}
        self._now: dict[str, float] = {}

    def of(self, text: str) -> float:
        reached = self._before.get(text)
        self._now[text] = grade(text) if reached is None else reached
        return self._now[text]

    def keep(self) -> None:
        if self._now.items() - self._before.items():
            keep(self._path, self._before | self._now)


def _of_digest(digest: Digest, known: _Grades) -> Iterator[Problem]:
    text = digest.meta.plain
    parts = [sentence for _, sentence in sentences(text)]
    if not _FEWEST <= len(parts) <= _MOST:
        count = "1 sentence" if len(parts) == 1 else f"{len(parts)} sentences"
        yield _advice(digest, f"`plain` has {count}", "write two or three")
    reached = known.of(text)
    if reached > _HARDEST:
        longest = max(parts, key=lambda sentence: len(sentence.split()))
        shown = longest if len(longest) <= _QUOTED else f"{longest[:_QUOTED].rstrip()}…"
        message = (
            f"`plain` reads at grade {reached:.1f}, above {_HARDEST:.0f};"
            f" its longest sentence has {len(longest.split())} words, “{shown}”"
        )
        yield _advice(digest, message, "write shorter sentences and shorter words")


def grade(text: str) -> float:
    """Return the Flesch-Kincaid grade of a text."""
    import textstat

    # textstat ends a sentence at every full stop, be it inside a number.
    whole = [re.sub(r"(?<=\w)\.(?=\w)", "", sentence) for _, sentence in sentences(text)]
    return float(textstat.flesch_kincaid_grade(" ".join(whole)))


def _advice(digest: Digest, message: str, mend: str) -> Problem:
    place = digest.source.position("plain")
    return Problem(digest.source.path, place.line, place.column, _ID, message, mend, "advice")


RULE = Rule(
    id=_ID,
    catches="Plain words that are not two or three sentences, or too hard for a 13-year-old.",
    mend="Write two or three short sentences in words of every day.",
    find=_find,
    severity="advice",
)
