"""Runs of eight words, hashed: enough to recognise a copied sentence, too little to restore it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

LENGTH = 8
HASHES = Path(__file__).parent / "runs.txt"
_WORD = re.compile(r"[^\W_]+")
_DIGITS = 12  # hexadecimal: two texts of our size meet by chance once in millions


def words(text: str) -> list[str]:
    """Return a text's words in small letters, without punctuation."""
    return _WORD.findall(text.lower())


def run_hash(run: Iterable[str]) -> str:
    """Return the hash of one run of words."""
    return hashlib.sha256(" ".join(run).encode()).hexdigest()[:_DIGITS]


def runs(text: str) -> Iterator[tuple[str, ...]]:
    """Yield every run of eight words that follow one another."""
    found = words(text)
    for start in range(len(found) - LENGTH + 1):
        yield tuple(found[start : start + LENGTH])


def known() -> frozenset[str]:
    """Return the hashes of the source documents' runs."""
    return frozenset(HASHES.read_text(encoding="ascii").split())
