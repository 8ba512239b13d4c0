"""Titles compared: the title itself, its subtitle, and the words that name a design."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from press.evidence.works.folding import folded, plain, respelt
from press.evidence.works.remarks import Remark, Remarks, lightest

_NEARLY = 93  # titles this alike, of 100, differ by a slip
_SAME_BUT_DESIGN = 88
_ORDER_COUNTS = 0.98  # the same words in another order are not quite the same title
_BREAK = re.compile(r"(?<=[:?!])\s+|\s+[-\u2013\u2014\u2010]+\s+|(?<=[a-z])\.\s+|\s*\u2014\s*")
_PREFIX = re.compile(
    r"^\W*(retracted(?: article)?|retraction|withdrawn|removed)\W*[:\]]\W*", re.IGNORECASE
)

# What each design is called in titles; read on folded text, so without hyphens and capitals.
_DESIGNS: tuple[tuple[str, str], ...] = (
    ("randomised", r"randomi[sz]ed|randomi[sz]ation|rcts?"),
    ("not randomised", r"non ?randomi[sz]ed"),
    ("controlled", r"controlled"),
    ("placebo", r"placebo"),
    ("open-label", r"open ?label|unblinded"),
    ("single-blind", r"single ?(?:blind|mask)(?:ed)?"),
    ("double-blind", r"double ?(?:blind|mask)(?:ed)?"),
    ("triple-blind", r"(?:triple|quadruple) ?(?:blind|mask)(?:ed)?"),
    ("crossover", r"cross ?over"),
    ("parallel groups", r"parallel ?groups?"),
    ("factorial", r"factorial"),
    ("pilot", r"pilot"),
    ("feasibility", r"feasibility"),
    ("proof of concept", r"proof of (?:concept|principle)"),
    ("pragmatic", r"pragmatic"),
    ("multicentre", r"multi ?cent(?:re|er)"),
    ("non-inferiority", r"non ?inferiority"),
    ("superiority", r"superiority"),
    ("equivalence", r"equivalence"),
    ("secondary analysis", r"secondary(?: \w+)? analys[ie]s|re ?analysis"),
    ("post hoc", r"post ?hoc"),
    ("subgroup analysis", r"sub ?group analys[ie]s"),
    ("pooled analysis", r"pooled"),
    ("interim", r"interim"),
    ("extension", r"extension (?:study|trial|phase)"),
    ("protocol", r"protocol"),
    ("follow-up", r"follow ?up"),
    ("network meta-analysis", r"network meta ?analys[ie]s"),
    ("meta-analysis", r"(?<!network )meta ?analy(?:s[ie]s|tic)"),
    ("systematic review", r"systematic (?:literature )?reviews?"),
    ("overview of reviews", r"overview of (?:systematic )?reviews|umbrella review"),
    ("scoping review", r"scoping review"),
    ("narrative review", r"narrative review|systematic narrative review"),
    ("cohort", r"cohort"),
    ("case-control", r"case ?control"),
    ("cross-sectional", r"cross ?sectional"),
    ("longitudinal", r"longitudinal"),
    ("retrospective", r"retrospective"),
    ("prospective", r"prospective"),
    ("observational", r"observational"),
    ("real-world", r"real ?(?:world|life)"),
    ("case series", r"case series"),
    ("case report", r"case (?:report|study)"),
    ("survey", r"survey"),
    ("phase 1", r"phase (?:1|i)[ab]?\b"),
    ("phase 2", r"phase (?:2|ii)[ab]?\b"),
    ("phase 3", r"phase (?:3|iii)[ab]?\b"),
    ("phase 4", r"phase (?:4|iv)\b"),
)
_PATTERNS = tuple((name, re.compile(rf"\b(?:{pattern})\b")) for name, pattern in _DESIGNS)


@lru_cache(maxsize=8192)
def design_words(text: str) -> frozenset[str]:
    """Return the words of study design in a text, each under one name (`double-blind`)."""
    words = folded(text)
    found = {name for name, pattern in _PATTERNS if pattern.search(words)}
    if "not randomised" in found and not re.search(r"(?<!non )\brandomi[sz]ed", words):
        found.discard("randomised")
    return frozenset(found)


def is_marked_retracted(title: str) -> bool:
    """Tell whether a registry's title begins with RETRACTED or WITHDRAWN.

    `Retraction:` begins the title of a notice, which is not retracted itself.
    """
    match = _PREFIX.match(title)
    return match is not None and match[1].lower() != "retraction"


@lru_cache(maxsize=8192)
def bare(title: str) -> str:
    """Return a title without a registry's marks: `RETRACTED:`, brackets round a translation."""
    text = _PREFIX.sub("", plain(title)).rstrip()
    if text.startswith("[") and text.rstrip(".").endswith("]"):
        text = text.rstrip(".")[1:-1]
    return text.strip()


def compared_titles(ours: str, theirs: Sequence[str]) -> Remarks:
    """Return what there is to say about our title beside a record's, or any of its languages."""
    return lightest(_compared(bare(ours), bare(title)) for title in theirs if title)


def likeness(one: str, other: str, least: float = 0.0) -> float:
    """Return how alike two titles are, from 0 to 100, whatever their spelling and order.

    What is less than `least` is 0, which is found out sooner.
    """
    return key_likeness(title_key(one), title_key(other), least)


@lru_cache(maxsize=8192)
def title_key(title: str) -> str:
    """Return a title in the form in which it is compared for likeness."""
    return respelt(bare(title))


def key_likeness(one: str, other: str, least: float = 0.0) -> float:
    """Return how alike two titles are of which `title_key` has been made; see `likeness`."""
    from rapidfuzz import fuzz

    if not one or not other:
        return 0.0
    found = fuzz.ratio(one, other, score_cutoff=least)
    return max(found, _ORDER_COUNTS * fuzz.token_sort_ratio(one, other, score_cutoff=least))


def same_title(one: str, other: str) -> bool:
    """Tell whether two titles are the same but for spelling, hyphens and marks."""
    return bool(one) and _joined(bare(one)) == _joined(bare(other))


def _joined(text: str) -> str:
    return respelt(text).replace(" ", "") or text


def has_subtitle(title: str) -> bool:
    """Tell whether a title has more than one part."""
    return len(_parts(bare(title))) > 1


def _parts(title: str) -> list[str]:
    """Return a title's parts: what stands before and behind a colon, a dash, a question mark."""
    return [part for part in _BREAK.split(title) if part and folded(part)]


def _compared(ours: str, theirs: str) -> Remarks:
    if folded(ours) == folded(theirs) and (folded(ours) or ours == theirs):
        return ()
    if same_title(ours, theirs):
        return (Remark("spelling", "advice", ours, theirs),)
    if _begins(theirs, ours):
        return (Remark("subtitle missing", "warning", ours, theirs),)
    if _begins(ours, theirs):
        return (Remark("subtitle not on the record", "unconfirmed", ours, theirs),)
    return _different(ours, theirs)


def _begins(long: str, short: str) -> bool:
    """Tell whether `long` is `short` with a subtitle."""
    parts = _parts(long)
    return any(_joined(" ".join(parts[:count])) == _joined(short) for count in range(1, len(parts)))


def _different(ours: str, theirs: str) -> Remarks:
    from rapidfuzz import fuzz

    mine, their = design_words(ours), design_words(theirs)
    if mine != their and fuzz.ratio(_undesigned(ours), _undesigned(theirs)) >= _SAME_BUT_DESIGN:
        only, lacking = ", ".join(sorted(mine - their)), ", ".join(sorted(their - mine))
        return (Remark("design words", "error", only or "none", lacking or "none"),)
    if fuzz.ratio(respelt(ours), respelt(theirs)) >= _NEARLY:
        return (Remark("wording", "warning", ours, theirs),)
    return (Remark("another title", "error", ours, theirs),)


def _undesigned(title: str) -> str:
    """Return a folded title without its words of design and what only joins them."""
    text = folded(title)
    for _, pattern in _PATTERNS:
        text = pattern.sub(" ", text)
    text = re.sub(r"\b(?:an?|the|and|of|with|from|in|trial|study|clinical|analysis)\b", " ", text)
    return " ".join(respelt(text).split())
