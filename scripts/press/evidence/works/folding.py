"""Texts made alike, so that two writings of the same thing are equal."""

from __future__ import annotations

import html
import re
import unicodedata
from functools import lru_cache

from unidecode import unidecode

_TAG = re.compile(r"</?[A-Za-z][\w:.-]*(?:\s[^<>]*)?/?>")
# What unidecode makes no letter of, or another than names are written with.
_LETTERS = str.maketrans({"ß": "ss", "ə": "e"})
_MARKUP = re.compile(r"[<&]")
_APOSTROPHE = re.compile(r"['`]")
_WORD = re.compile(r"[a-z0-9]+")
LONGEST = 50_000  # characters of a title, a name or an abstract
_STEERING_KINDS = frozenset({"Cc", "Cs", "Co"})
# Marks and overrides of direction, isolates; no-width and joining spaces; annotations.
_STEERING = frozenset(
    "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    "\u00ad\u200b\u2060\u2061\u2062\u2063\u2064\ufeff\ufff9\ufffa\ufffb"
) | frozenset(map(chr, range(0xE0000, 0xE0080)))
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
    """Return a registry's text without markup: no tags, no entities, single spaces.

    Signs that nobody sees are taken out.
    """
    for _ in range(2):  # some publishers deposit `&amp;lt;i&amp;gt;`
        text = html.unescape(text)
    return clean(_TAG.sub("", text))


def said(text: str) -> str:
    """Return what a registry says as plain text; what is longer than anything it has is nothing."""
    return plain(text) if len(text) <= LONGEST else ""


def clean(text: str) -> str:
    """Return a text on one line, without signs that steer a terminal, a line or a program.

    Those are control characters, halves of surrogate pairs, what turns the direction of writing,
    spaces without width, private characters and those that no text may hold.
    """
    words = " ".join(text.split())
    return words if words.isascii() and words.isprintable() else " ".join(_taken_out(words).split())


def _taken_out(text: str) -> str:
    return "".join(
        sign
        for sign in text
        if unicodedata.category(sign) not in _STEERING_KINDS
        and sign not in _STEERING
        and ord(sign) & 0xFFFE != 0xFFFE  # noqa: PLR2004 - U+FFFE, U+FFFF and their like
    )


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
