"""Two versions of a list of paragraphs: which is which.

Texts are compared with their blanks collapsed. First what is equal, in order; then, between equal
neighbours, what is alike; then what moved elsewhere.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Literal

from rapidfuzz import fuzz

Method = Literal["bookmark", "text", "alignment"]
LEAST = 0.6  # less alike is another paragraph
# A lone paragraph between two known neighbours is the lone one between theirs if it is as little
# alike as this.
_LONE = 0.3
_SHORT = 60  # what may change wholly, and is still known by its neighbours: cells, headings
_SURE_LENGTH = 12  # shorter texts say too little to be found anywhere but between neighbours


@dataclass(frozen=True)
class Pair:
    """Item `old` of one list is item `new` of the other; `similarity` is 1 where they are equal."""

    old: int
    new: int
    similarity: float
    method: Method


STRAIGHT = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'"})
"""Quotation marks as they are typed, by those that are printed."""


def collapsed(text: str) -> str:
    """Return a text with each run of blanks as one, none at its ends."""
    return " ".join(text.split())


def plain(text: str) -> str:
    """Return a text with blanks collapsed and straight quotation marks, to compare."""
    return collapsed(text.translate(STRAIGHT))


def similarity(one: str, other: str) -> float:
    """Return how alike two texts are, from 0 to 1 (normalised Indel similarity)."""
    return fuzz.ratio(one, other) / 100


def pairs(
    old: Sequence[str], new: Sequence[str], known: Mapping[int, int] | None = None
) -> dict[int, Pair]:
    """Return the pairs of two lists of texts by index of the old one.

    `known` are pairs that are certain before any text is compared (by bookmark). No item is in
    two pairs.
    """
    aligner = _Aligner([collapsed(text) for text in old], [collapsed(text) for text in new])
    for one, other in (known or {}).items():
        aligner.add(one, other, "bookmark")
    aligner.unique_in_order()
    aligner.equal_in_order()
    aligner.alike_between_neighbours()
    aligner.short_between_neighbours()
    aligner.elsewhere()
    return aligner.found


class _Aligner:
    def __init__(self, old: Sequence[str], new: Sequence[str]) -> None:
        self.old = old
        self.new = new
        self.found: dict[int, Pair] = {}
        self._taken: set[int] = set()

    def add(self, old: int, new: int, method: Method) -> None:
        if old in self.found or new in self._taken:
            return
        score = 1.0 if self.old[old] == self.new[new] else similarity(self.old[old], self.new[new])
        self.found[old] = Pair(old, new, score, method)
        self._taken.add(new)

    def unique_in_order(self) -> None:
        """Pair texts that each list has once, where the order agrees (patience diff).

        First, so that what recurs in every digest (headings, labels) does not lead astray.
        """
        counts = Counter(self.old), Counter(self.new)
        places = {text: j for j, text in enumerate(self.new)}
        alike = {
            i: places[text]
            for i, text in enumerate(self.old)
            if i not in self.found and counts[0][text] == counts[1][text] == 1
        }
        known = {old: pair.new for old, pair in self.found.items()}
        for old, new in in_order({**alike, **known}).items():
            self.add(old, new, "text")

    def equal_in_order(self) -> None:
        for olds, news in self._gaps():
            matcher = SequenceMatcher(
                None, [self.old[i] for i in olds], [self.new[i] for i in news], autojunk=False
            )
            for block in matcher.get_matching_blocks():
                for step in range(block.size):
                    self.add(olds[block.a + step], news[block.b + step], "text")

    def alike_between_neighbours(self) -> None:
        for olds, news in self._gaps():
            for one, other in _best_in_order([[self._score(i, j) for j in news] for i in olds]):
                self.add(olds[one], news[other], "alignment")

    def short_between_neighbours(self) -> None:
        """Pair what little is left between two known neighbours: as many here as there."""
        for olds, news in self._gaps():
            if len(olds) != len(news):
                continue
            texts = [self.old[i] for i in olds] + [self.new[j] for j in news]
            if len(olds) == 1 and similarity(*texts) >= _LONE:
                self.add(olds[0], news[0], "alignment")
            elif max(map(len, texts)) <= _SHORT:
                for one, other in zip(olds, news, strict=True):
                    self.add(one, other, "alignment")

    def elsewhere(self) -> None:
        """Pair what is left: equal texts that are the only ones of their kind, then the likest."""
        olds = [i for i in range(len(self.old)) if i not in self.found]
        news = [j for j in range(len(self.new)) if j not in self._taken]
        counts = Counter(self.old[i] for i in olds), Counter(self.new[j] for j in news)
        places = {self.new[j]: j for j in news}
        for i in olds:
            text = self.old[i]
            if text and counts[0][text] == counts[1][text] == 1:
                self.add(i, places[text], "text")
        ranked = sorted(
            (
                (-score, i, j)
                for i in olds
                if i not in self.found and len(self.old[i]) >= _SURE_LENGTH
                for j in news
                if j not in self._taken and (score := self._score(i, j)) >= LEAST
            ),
        )
        for _, i, j in ranked:
            self.add(i, j, "alignment")

    def _score(self, old: int, new: int) -> float:
        return fuzz.ratio(self.old[old], self.new[new], score_cutoff=LEAST * 100) / 100

    def _gaps(self) -> list[tuple[list[int], list[int]]]:
        """Return what is unpaired between pairs that stand in the same order in both lists."""
        known = {old: pair.new for old, pair in self.found.items()}
        spine = [(-1, -1), *in_order(known).items(), (len(self.old), len(self.new))]
        gaps = []
        for (old, new), (next_old, next_new) in pairwise(spine):
            olds = [i for i in range(old + 1, next_old) if i not in self.found]
            news = [j for j in range(new + 1, next_new) if j not in self._taken]
            if olds and news:
                gaps.append((olds, news))
        return gaps


def in_order(found: Mapping[int, int]) -> dict[int, int]:
    """Return a longest run of pairs, old to new, that rise in both lists (patience sorting)."""
    tops: list[int] = []  # the new one on each pile, and the old one to which it belongs
    owners: list[int] = []
    before: dict[int, int | None] = {}
    for old in sorted(found):
        place = bisect_left(tops, found[old])
        before[old] = owners[place - 1] if place else None
        tops[place : place + 1] = [found[old]]
        owners[place : place + 1] = [old]
    run: list[int] = []
    current = owners[-1] if owners else None
    while current is not None:
        run.append(current)
        current = before[current]
    return {old: found[old] for old in reversed(run)}


def _best_in_order(scores: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """Return the pairs of rows and columns, rising in both, whose scores add up to most."""
    rows, columns = len(scores), len(scores[0])
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for i in range(rows - 1, -1, -1):
        for j in range(columns - 1, -1, -1):
            paired = scores[i][j] + best[i + 1][j + 1] if scores[i][j] else 0.0
            best[i][j] = max(best[i + 1][j], best[i][j + 1], paired)
    found = []
    i = j = 0
    while i < rows and j < columns:
        if scores[i][j] and best[i][j] == scores[i][j] + best[i + 1][j + 1]:
            found.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return found
