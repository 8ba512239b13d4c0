"""Abbreviations that a digest does not spell out, or that nothing defines."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator

from press.checks.context import Context
from press.checks.passages import Passage, body_passages, front_matter
from press.checks.rule import Rule
from press.publication import Digest, Glossary, Problem
from press.publication.abbreviations import RULE as ID

_READ_FIRST = ("bottom_line", "plain")  # in the order in which a reader meets them
_FEWEST = 2  # so many uses make a word of capitals an abbreviation that wants a meaning
_CAPITALS = re.compile(r"(?<![\w./@-])[A-Z][A-Z0-9]*[A-Z](?:-[A-Z0-9]+)*(?=s?(?![\w@-]))")
_LETTERS = 3
_ROMAN = re.compile(r"[IVX]+$")
_REGISTERED = re.compile(r"\d{4}")  # NCT02649231
_ARTICLE = frozenset({"the", "a", "an", "or", "called", "short", "for", "is", "that"})
_LONG_WORD = 4  # letters; a plural's s counts only behind so many


def _find(context: Context) -> Iterator[Problem]:
    glossary = context.publication.glossary
    yield from glossary.problems
    for digest in context.digests:
        own = glossary.with_page(digest.source.body)
        passages = list(front_matter(digest, *_READ_FIRST))
        passages += body_passages(digest, context.body(digest.source), links=False)
        yield from _unexpanded(digest, passages, own)
        yield from _undefined(digest, passages, own)


def _unexpanded(digest: Digest, passages: list[Passage], glossary: Glossary) -> Iterator[Problem]:
    """Yield each abbreviation whose first use is not spelled out."""
    seen = set(glossary.needless)
    names = _inside_names(glossary)
    for passage in passages:
        spans = [match.span() for name in names for match in name.finditer(passage.text)]
        for short, match in glossary.uses(passage.text):
            meaning = glossary.long_by_short[short]
            is_within = any(start <= match.start() < end for start, end in spans)
            if short in seen or not meaning or is_within:
                continue
            is_told = _is_akin(short, seen)
            seen.add(short)
            if not is_told and not _is_spelled_out(passage.text, match, meaning):
                where = f"`{passage.key}`" if passage.key else passage.name or "the text"
                yield _problem(
                    digest,
                    passage,
                    match,
                    f"`{match[0]}` is not spelled out at its first use, in {where}",
                    f"write `{meaning} ({short})` there",
                )


def _inside_names(glossary: Glossary) -> list[re.Pattern[str]]:
    """Return patterns of meanings that hold abbreviations: `PTSD Checklist for DSM-5`."""
    return [
        re.compile(r"\W+".join(map(re.escape, re.findall(r"\w+", meaning))), re.IGNORECASE)
        for meaning in glossary.long_by_short.values()
        if next(glossary.uses(meaning), None)
    ]


def _is_akin(short: str, seen: set[str]) -> bool:
    """Tell whether a longer or shorter form was met: `QIDS-SR-16` says what `QIDS` is."""
    return any(short.startswith(f"{other}-") or other.startswith(f"{short}-") for other in seen)


def _is_spelled_out(text: str, match: re.Match[str], meaning: str) -> bool:
    """Tell whether a meaning stands right before or right behind its abbreviation.

    What follows a comma in a meaning (`Patient Health Questionnaire, nine items`) may be left out.
    """
    before = _words(text[: match.start()])
    behind = _words(text[match.end() : match.end() + 4 * len(meaning)])
    while before and before[-1] in _ARTICLE:
        before.pop()
    while behind and behind[0] in _ARTICLE:
        behind.pop(0)
    for form in (_words(meaning), _words(meaning.partition(",")[0])):
        if before[-len(form) :] == form or behind[: len(form)] == form:
            return True
    return False


def _words(text: str) -> list[str]:
    """Return words as they are compared: without case, accents, plurals, -ize for -ise."""
    bare = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(char for char in bare if not unicodedata.combining(char)).replace("z", "s")
    return [
        word.removesuffix("s") if len(word) >= _LONG_WORD else word
        for word in re.findall(r"\w+", bare)
    ]


def _undefined(digest: Digest, passages: list[Passage], glossary: Glossary) -> Iterator[Problem]:
    """Yield, as advice, each word of capitals that is used again and again and defined nowhere."""
    first: dict[str, tuple[Passage, re.Match[str]]] = {}
    count: Counter[str] = Counter()
    for passage in passages:
        known = {match.span() for _, match in glossary.uses(passage.text)}
        for match in _CAPITALS.finditer(passage.text):
            if match.span() not in known and _is_abbreviation(match[0]):
                count[match[0]] += 1
                first.setdefault(match[0], (passage, match))
    for word, (passage, match) in first.items():
        if count[word] >= _FEWEST and word not in glossary.long_by_short:
            message = f"`{word}` is used {count[word]} times and defined nowhere"
            mend = "define it in docs/includes/abbreviations.md, or write it out"
            yield _problem(digest, passage, match, message, mend, is_advice=True)


def _is_abbreviation(word: str) -> bool:
    letters = sum(char.isupper() for char in word)
    return letters >= _LETTERS and not _ROMAN.match(word) and not _REGISTERED.search(word)


def _problem(  # noqa: PLR0913 - a problem and its place
    digest: Digest,
    passage: Passage,
    match: re.Match[str],
    message: str,
    mend: str,
    *,
    is_advice: bool = False,
) -> Problem:
    place = passage.place(match.start(), match.end())
    return Problem(
        digest.source.path,
        place.line,
        place.column,
        ID,
        message,
        mend,
        "advice" if is_advice else "error",
    )


RULE = Rule(
    id=ID,
    catches="An abbreviation that a digest uses before it spells it out, or that nothing defines.",
    mend="Spell it out at its first use, with the short form in brackets.",
    find=_find,
    warns_in_drafts=True,
)
