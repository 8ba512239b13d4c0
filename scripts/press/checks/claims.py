"""Claims in plain sentences: words that promise, and effects told as facts.

The wording is GRADE's (Santesso et al., J Clin Epidemiol 2020;119:126-135, GRADE guidelines 26): a
treatment *reduces* at high certainty, *probably* or *likely reduces* at moderate, *may reduce* at
low, and at very low certainty the evidence is *very uncertain*. A digest that is not rated tells a
study's own result: what was found, in the past tense, or what *may* be.

The grammar, by sentence:

- A *promise* is one at any certainty; its words stand in `press.evidence.promises`, with what a
  clause is and what denies or doubts.
- A *claim* is a name of the treatments, and close behind it in the clause a verb of effect in the
  present tense (*reduces*, *can reduce*, *has been shown to reduce*, *is better*). A name that
  hangs on another noun (*a trial of ketamine*) is no subject, a course or dose of it is. Denied,
  doubted and reported claims are none; *probably* and *likely* suffice at moderate certainty
  only, *may* not at very low, where the sentence must say how uncertain it is.
- Reports in the past tense (*fell more*, *reduced*) are no claims. A denied effect (*does not
  reduce*) is let through: few false alarms are worth more than the last finding.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from press.evidence.promises import (
    DENIED,
    DOUBTED,
    MAY,
    TOLD,
    any_of,
    clause_before,
    is_question,
    promises,
)
from press.evidence.promises import MEND as PROMISE_MEND
from press.evidence.sentences import sentences

NOT_RATED = "not rated"
_MODERATE, _VERY_LOW, _HIGH = "moderate", "very low", "high"


@dataclass(frozen=True)
class Claim:
    """Words that say too much: their place in the text, what is wrong, how to mend it."""

    start: int
    end: int
    message: str
    mend: str


_PROBABLY = any_of(r"probabl[ye] likely")
_UNSURE = any_of(
    r"uncertain\w* unclear unknown unsure (?:not|[’'n]t)\s(?:yet\s)?(?:know|sure|certain|clear)"
    r" cannot\s(?:yet\s)?(?:know|say|tell|be\ssure) too\s(?:little|few|early) no\sone\sknows"
)

# Verbs of effect; of the second group only the form with -s is unmistakably a verb.
_PLAIN_VERBS = (
    "reduce improve relieve prevent alleviate ease lessen outperform enhance treat heal help work"
    " shorten abolish diminish decrease"
)
_VERBS = re.compile(
    r"(?<![\w-])(?:(?P<s>reduces|improves|relieves|prevents|alleviates|eases|lessens|outperforms"
    r"|enhances|treats|heals|helps|works(?!\s+(?:on|by|through|via|in|differently))|shortens"
    r"|abolishes|diminishes|decreases|lowers|lifts|increases|raises|boosts|halves|restores|beats"
    r"|protects|suppresses|reverses|(?:leads|acts)(?=\s+(?:to|quickly|fast|within)\b))"
    r"|(?P<is>(?:is|are|remains?)\s+(?:\w+ly\s+|also\s+|far\s+|much\s+)?(?:better|superior|"
    r"beneficial|helpful|efficacious|(?:(?:more|less|as|equally)\s+)effective))"
    rf"|(?P<modal>(?:can|will|(?:has|have)\s+been\s+(?:shown|proven|found|demonstrated)\s+to"
    r"|(?:is|are)\s+(?:shown|known|proven|found|able)\s+to)\s+(?:\w+ly\s+|also\s+)?"
    rf"(?:{_PLAIN_VERBS.replace(' ', '|')}|lower|lift|be\s+(?:effective|safe|better)))"
    rf"|(?P<base>{_PLAIN_VERBS.replace(' ', '|')}))(?![\w-])",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    r"\b(?:to|may|might|could|would|should|must|shall|do|does|did|not|that|who|when|whom|whose"
    r"|which|because|was|were|is|are|had|has|have|than|people|patients|participants)\b|n[’']t\b",
    re.IGNORECASE,
)
_FAR = 9  # words between a name and its verb, at most
_SHOWN = 5  # words of a claim that a message repeats
_DOSES = (
    r"(?:infusions?|doses?|courses?|additions?|uses?|injections?|sprays?|treatments?|therapy"
    r"|combinations?|sessions?|drugs?|medicines?|medication|adding|giving|taking|effects?)"
)
_HANGS = re.compile(r"\b(?:of|on|about|with|for|from|by|after|without|to|in|against|than)\s+$")
_CARRIED = re.compile(rf"\b(?P<noun>{_DOSES})\s+(?:of|with)\s+$", re.IGNORECASE)
_IT = re.compile(r"(?<!\w)(?:it|they)\s+(?:also\s+|\w+ly\s+)?$", re.IGNORECASE)
_SURE_OF_IT = frozenset({"reduces", "relieves", "eases", "lowers", "prevents", "alleviates"})
_GENERIC = r"(?:the|this|these|such)\s+(?:\w+\s+)?" + _DOSES


def claims(text: str, certainty: str, names: Iterable[str]) -> Iterator[Claim]:
    """Yield what a text says too strongly for a level of certainty, `not rated` being one.

    `names` are the words by which the text calls the treatments, in lower case.
    """
    known = "|".join(sorted(map(re.escape, names), key=len, reverse=True))
    subject = re.compile(rf"(?<![\w-])(?:{known}|{_GENERIC})(?!\w)", re.IGNORECASE)
    for start, sentence in sentences(text):
        if is_question(sentence):
            continue
        found = [*_promises(sentence), *_effects(sentence, certainty, subject)]
        for claim in _apart(found):
            yield Claim(start + claim.start, start + claim.end, claim.message, claim.mend)


def _apart(found: list[Claim]) -> Iterator[Claim]:
    """Yield claims in order; of two that overlap the first that was found."""
    kept: list[Claim] = []
    for claim in found:
        if all(claim.end <= other.start or other.end <= claim.start for other in kept):
            kept.append(claim)
    yield from sorted(kept, key=lambda claim: claim.start)


def _promises(sentence: str) -> Iterator[Claim]:
    for match in promises(sentence):
        message = f"`{match[0]}` promises more than a study can keep"
        yield Claim(match.start(), match.end(), message, PROMISE_MEND)


def _effects(sentence: str, certainty: str, subject: re.Pattern[str]) -> Iterator[Claim]:
    if certainty == _HIGH:
        return
    for match in _VERBS.finditer(sentence):
        clause = clause_before(sentence, match.start())
        start = _subject(clause, match, subject)
        if start is None or _is_allowed(sentence, clause, certainty):
            continue
        words = [*clause[start:].split(), *match[0].split()]
        shown = " ".join(words if len(words) <= _SHOWN else [words[0], "…", match[0]])
        message = f"`{shown}` claims more than the certainty ({certainty}) allows"
        yield Claim(match.start(), match.end(), message, _mend(certainty))
    if certainty == _VERY_LOW:
        yield from _hedged(sentence, subject)


_HEDGED = re.compile(
    rf"(?<![\w-])(?:may|might|could)\s+(?:\w+ly\s+|also\s+)?(?:{_PLAIN_VERBS.replace(' ', '|')}"
    r"|lower|lift|be\s+(?:effective|safe|better))(?![\w-])",
    re.IGNORECASE,
)


def _hedged(sentence: str, subject: re.Pattern[str]) -> Iterator[Claim]:
    """Yield what only *may* be, where not even that is known."""
    for match in _HEDGED.finditer(sentence):
        clause = clause_before(sentence, match.start())
        if subject.search(clause) and not _UNSURE.search(sentence) and not DENIED.search(clause):
            message = f"`{match[0]}` claims more than the certainty ({_VERY_LOW}) allows"
            yield Claim(match.start(), match.end(), message, _mend(_VERY_LOW))


def _subject(clause: str, verb: re.Match[str], subject: re.Pattern[str]) -> int | None:
    """Return where the verb's subject stands in the clause before it, if it is a treatment."""
    if pronoun := _IT.search(clause):
        return pronoun.start() if verb[0].lower() in _SURE_OF_IT else None
    found = [match for match in subject.finditer(clause) if match.end() < len(clause)]
    if not found:
        return None
    last = found[-1]
    between = clause[last.end() :]
    relative = re.match(r",?\s+which\s+$", between)
    if not relative and not _is_near(between):
        return None
    head = clause[: last.start()]
    carried = _CARRIED.search(head)
    if _HANGS.search(head) and not carried:
        return None
    if verb["base"] and not _is_plural(carried["noun"] if carried else clause):
        return None
    return last.start()


def _is_near(between: str) -> bool:
    """Tell whether a verb may belong to the name before it: no other verb, no new part between."""
    if _BETWEEN.search(between) or between.count(",") % 2:
        return False
    return len(between.split()) <= _FAR


def _is_plural(subject: str) -> bool:
    """Tell whether a subject asks for a verb without -s: `infusions reduce`, `a and b reduce`."""
    words = [word for word in re.findall(r"[\w’'-]+", subject) if not word.endswith("ly")]
    return bool(words) and (words[-1].endswith("s") or "and" in words[-4:-1])


def _is_allowed(sentence: str, clause: str, certainty: str) -> bool:
    if certainty == _VERY_LOW:
        return bool(_UNSURE.search(sentence) or DENIED.search(clause) or TOLD.search(clause))
    if _PROBABLY.search(clause) and not any_of(MAY).search(clause):
        return certainty == _MODERATE
    return any(words.search(clause) for words in (DENIED, DOUBTED, TOLD))


def _mend(certainty: str) -> str:
    if certainty == NOT_RATED:
        return "tell what was found in this study, in the past tense, or write `may`"
    wanted = {_MODERATE: "write `probably`", "low": "write `may`"}
    return wanted.get(certainty, "write that the evidence is very uncertain")
