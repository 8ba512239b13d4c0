"""The labels of a page of summaries: `📄 Title:`, `**Authors:**`, `## Results`, by sign or word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from press.evidence.intake.passages import Passage

Field = Literal[
    "title",
    "authors",
    "link",
    "citation",
    "summary",
    "results",
    "limitations",
    "conclusion",
    "ongoing research",
    "unplaced",
]
# What an item has once; a second one begins another item.
SINGLE: tuple[Field, ...] = ("title", "authors", "citation")
SECTIONS: tuple[Field, ...] = (
    "summary",
    "results",
    "limitations",
    "conclusion",
    "ongoing research",
)

_SYNONYMS: Mapping[Field, str] = {
    "title": "title|study title|article title|paper title|headline|study name",
    "authors": "authors?|author list|authors and affiliations|written by|researchers|investigators",
    "link": "links?|url|web ?link|read more|full text|read full (?:study|article|text)|"
    "source link|link to (?:study|article|paper)|pubmed|doi",
    "citation": "citations?|references?|full (?:citation|reference)|cite as|how to cite|"
    "cited as|suggested citation|bibliographic reference",
    "summary": "summary|abstract|overview|synopsis|in brief|in short|background|about|"
    "study summary|plain summary|what was done",
    "results": "results?|findings|key findings|key points|key results|main (?:findings|results)|"
    "primary results|outcomes|highlights|what they found|what was found",
    "limitations": "limitations?|caveats|weaknesses|strengths and limitations",
    "conclusion": "conclusions?|bottom line|take ?aways?|key take ?aways?|take-home message|"
    "interpretation|implications|what it means",
    "ongoing research": "ongoing (?:research|studies|trials)|current (?:research|trials)|"
    "future research",
}
# A word that running text also begins a line with needs a sign or markup before it.
_WEAK: Mapping[Field, str] = {"title": "study|article|paper", "authors": "by", "citation": "source"}
_SIGNS: Mapping[Field, str] = {
    "title": "📄📰📑📃🧾",
    "authors": "👥👤✍🧑👩👨",
    "link": "🔗🌐🌍",
    "citation": "📚🔖📎",
    "summary": "🧠🔍📖🗒",
    "results": "📊📈📉🔬",
    "limitations": "⚠❗",
    "conclusion": "✅☑✔💡🏁🎯",
    "ongoing research": "🧪",
}
_BY_SIGN = {sign: field for field, signs in _SIGNS.items() for sign in signs}
_WORDS = tuple((field, re.compile(words, re.IGNORECASE)) for field, words in _SYNONYMS.items())
_WEAK_WORDS = tuple((field, re.compile(words, re.IGNORECASE)) for field, words in _WEAK.items())

SIGN = "[\u2139\u2300-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]"
_LINE = re.compile(
    rf"""(?P<mark>\s*(?:>\s*)*(?:[-*+•·▪◦‣]\s+)?(?:\#{{1,6}}\s*)?)
    (?P<number>(?:[*_]{{1,3}})?\(?\#?\d{{1,3}}[.):]\s*)?
    (?P<strong>[*_]{{1,3}})?\s*
    (?P<signs>(?:{SIGN}[\ufe0f\u200d\u2640\u2642]*\s*)*)
    (?P<number2>\d{{1,3}}[.)]\s+)?
    (?P<strong2>[*_]{{1,3}})?\s*
    (?P<words>[A-Za-z][A-Za-z/&'’ -]{{1,39}}?)?
    \s*(?P<close>(?:[*_]{{1,3}})?)\s*
    (?P<colon>[:：](?:[*_]{{1,3}})?|(?:\s[-–—]\s)|$)""",
    re.VERBOSE,
)
_SIGNS_ONLY = re.compile(rf"\s*(?:[-*+>#]+\s+)*(?:\d{{1,3}}[.)]\s*)?(?:{SIGN}[\ufe0f\u200d]*\s*)+")
_LONGEST_HEADING = 60


@dataclass(frozen=True)
class Label:
    """A label found at the head of a line: its field, and where the content begins.

    Of a heading that is itself the title, `end` is where its words begin, `stop` where they end.
    """

    field: Field
    end: int
    numbered: bool = False
    signs: str = ""
    heading: bool = False
    stop: int | None = None


def worded_signs(lines: Iterable[Passage]) -> frozenset[str]:
    """Return the signs that stand before a known word somewhere on the page.

    Such a sign is no label where another word follows it: `📚 Our policy` is no citation.
    """
    found: set[str] = set()
    for line in lines:
        match = _LINE.match(line.text)
        if match and match["words"] and _by_word(match["words"], strong=True):
            found |= set(match["signs"])
    return frozenset(found)


def label(line: Passage, worded: frozenset[str]) -> Label | None:
    """Return the label that a line begins with, if it does.

    A word is a label before a colon or dash, or alone on its line; a sign of a field is one by
    itself where the page does not write words after it.
    """
    match = _LINE.match(line.text)
    if match and match["words"]:
        marked = bool(
            match["signs"].strip() or match["strong"] or match["strong2"] or "#" in match["mark"]
        )
        field = _by_word(match["words"], strong=marked)
        # A dash after a word is a label's only behind a sign: "Results - which …" is a sentence.
        dashed = match["colon"].strip() in {"-", "–", "—"}
        if field and (not dashed or marked):
            numbered = bool(match["number"] or match["number2"])
            return Label(field, match.end(), numbered, match["signs"])
    return _by_sign(line, worded)


def is_unknown_label(line: Passage) -> bool:
    """Tell whether a line begins with a marked word and a colon that name no field of ours.

    `**Funding:** none` is no more of the list of authors above it.
    """
    match = _LINE.match(line.text)
    return bool(
        match
        and match["words"]
        and ":" in match["colon"]
        and (match["signs"].strip() or match["strong"] or match["strong2"])
    )


def _by_word(words: str, *, strong: bool) -> Field | None:
    words = " ".join(words.split())
    for field, pattern in (*_WORDS, *(_WEAK_WORDS if strong else ())):
        if pattern.fullmatch(words):
            return field
    return None


def _by_sign(line: Passage, worded: frozenset[str]) -> Label | None:
    match = _SIGNS_ONLY.match(line.text)
    if not match:
        return None
    signs = [sign for sign in match[0] if sign in _BY_SIGN]
    rest = line.text[match.end() :].strip(" *_")
    if signs and signs[-1] not in worded:
        numbered = bool(re.search(r"\d", match[0]))
        return Label(_BY_SIGN[signs[-1]], match.end(), numbered, match[0])
    if signs and _BY_SIGN[signs[-1]] in SECTIONS and ":" in rest[:_LONGEST_HEADING]:
        return Label(_BY_SIGN[signs[-1]], match.end(), signs=match[0])
    # A sign we do not know before a short line without a full stop is a heading of the page's.
    if len(rest) <= _LONGEST_HEADING and not rest.endswith((".", ";", ",")):
        return Label("unplaced", 0, signs=match[0])
    return None
