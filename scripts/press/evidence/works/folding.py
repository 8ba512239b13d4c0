"""Texts made alike, so that two writings of the same thing are equal."""

from __future__ import annotations

import html
import re
from functools import lru_cache

from unidecode import unidecode

_TAG = re.compile(r"</?[A-Za-z][\w:.-]*(?:\s[^<>]*)?/?>")
# What unidecode makes no letter of, or another than names are written with.
_LETTERS = str.maketrans({"ß": "ss", "ə": "e"})
_MARKUP = re.compile(r"[<&]")
_APOSTROPHE = re.compile(r"['`]")
_WORD = re.compile(r"[a-z0-9]+")
# Spellings of one word on both sides of the Atlantic; applied to both texts, for comparing alone.
_SPELLINGS = (
    (re.compile(r"is(?=(?:e|ed|er|ers|es|ing|ation|ations)\b)"), "iz"),
    (re.compile(r"ys(?=(?:e|ed|es|ing)\b)"), "yz"),
    (re.compile(r"ae|oe"), "e"),
    (re.compile(r"(?<=[a-z]{2})our"), "or"),
    (re.compile(r"(?<=t)re\b"), "er"),
    (re.compile(r"ll(?=(?:ed|ing)\b)"), "l"),
    (re.compile(r"(?<=m)me\b"), "m"),
)


def plain(text: str) -> str:
    """Return a registry's text without markup: no tags, no entities, single spaces."""
    for _ in range(2):  # some publishers deposit `&amp;lt;i&amp;gt;`
        text = html.unescape(text)
    return " ".join(_TAG.sub("", text).split())


@lru_cache(maxsize=65536)
def folded(text: str) -> str:
    """Return a text as lower-case ASCII words and numbers, divided by single spaces."""
    if not text.isascii() or _MARKUP.search(text):
        text = unidecode(plain(text).lower().translate(_LETTERS))
    # An apostrophe is part of its word: D'Souza, ketamine's.
    text = _APOSTROPHE.sub("", text.replace("&", " and ")).lower()
    return " ".join(_WORD.findall(text))


@lru_cache(maxsize=65536)
def respelt(text: str) -> str:
    """Return a folded text with one spelling where British and American differ."""
    text = folded(text)
    for pattern, replacement in _SPELLINGS:
        text = pattern.sub(replacement, text)
    return text
