"""Words of a sentence against its numbers, and what a reader needs beside a number.

An NNT holds for a time: Altman 1998 (BMJ 317:1309); a relative effect needs the absolute one:
CONSORT 2010, item 17b (Moher et al., BMJ 2010;340:c869).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from press.evidence.finding import Evidence, Finding
from press.evidence.numbers.catalogue import found
from press.evidence.numbers.effect import RATIOS, Effect
from press.evidence.numbers.patterns import LABELLED, NNT, P_VALUE, measure_of
from press.evidence.numbers.printed import Printed, p_text
from press.evidence.numbers.prose.passages import Prose

_LESS = re.compile(
    r"\b(?:lower|fewer|less|rarer|smaller|fell|reduc\w*|decreas\w*|declin\w*|halved)\b",
    re.IGNORECASE,
)
_MORE = re.compile(
    r"\b(?:higher|more|greater|larger|likelier|commoner|rose|raised|increas\w*|doubled)\b",
    re.IGNORECASE,
)
_NOT = re.compile(
    r"\b(?:no|not|nor|neither|without|non|cannot|never|n't|nobody|none)\b|n['’]t\b", re.IGNORECASE
)
_CLAUSE = re.compile(r"[.;:,()\n]")
_TIME = re.compile(
    r"\b(?:hours?|days?|weeks?|months?|years?|discharge|follow-?up|lifetime|annual\w*)\b",
    re.IGNORECASE,
)
_SIGNIFICANT = re.compile(
    r"(?P<no>\b(?:no|not|without|neither|nor|non|nothing|never|none)\b[^.;()]{0,40}?[\s-])?"
    r"(?<!clinically )\b(?P<in>in|non-?)?significan(?:t|tly|ce)\b(?P<gap>[^.;\n]{0,80}?)$",
    re.IGNORECASE,
)
_UNSURE = re.compile(
    r"\b(?:trend|toward|approach\w*|borderline|margin\w*|level|threshold|clinical\w*)"
)
_ABSOLUTE = re.compile(
    r"\d\s?%|\bper\s?cent\b|\d\s+(?:out\s+)?of\s+(?:the\s+)?\d|\d/\d|\bper 1,?000\b"
)
_RELATIVE = re.compile(
    r"(?<![\d.])\d[\d.]*\s?%(?=\s*(?:CI|CrI|confidence|credible|lower|higher|less|fewer|more|relative"
    r"|reduc\w*|increas\w*|decreas\w*|interval|probability))|=\s*\d+\s?%",
    re.IGNORECASE,
)


def nnt_time_findings(passage: Prose) -> Iterator[Finding]:
    """Yield every number needed to treat with no time in its sentence or the next one."""
    for match in NNT.finditer(passage.folded):
        nnt = passage.number(match, "nnt")
        start, end = passage.sentence(match.start())
        _, further = passage.sentence(end)
        if nnt is not None and not _TIME.search(passage.folded[start:further]):
            message = f"the number needed to treat {nnt.text} stands without the time it holds for"
            yield found("number-nnt-time", message, nnt.place, nnt.evidence("NNT"))


def relative_findings(passage: Prose) -> Iterator[Finding]:
    """Yield the first ratio of every paragraph that gives no count and no percentage of people."""
    seen: set[str] = set()
    for match in LABELLED.finditer(passage.folded):
        ratio = passage.number(match, "estimate")
        paragraph = passage.paragraph(match.start())
        if ratio is None or measure_of(match["label"]) not in RATIOS or paragraph in seen:
            continue
        seen.add(paragraph)
        if not _ABSOLUTE.search(_RELATIVE.sub("", paragraph)):
            message = f"{match['label']} {ratio.text} stands without an absolute figure"
            yield found("number-relative-only", message, ratio.place, ratio.evidence("ratio"))


def direction_findings(effect: Effect, clause: str, *, was_signed: bool) -> Iterator[Finding]:
    """Yield where the words before an estimate say less and its number says more, or reversed.

    Only where the clause has one direction and no negation, and the whole interval, or without
    one the estimate, lies on the other side of no effect.
    """
    estimate, null = effect.estimate, effect.null
    if estimate is None or null is None or _NOT.search(clause) or not (was_signed or effect.low):
        return
    less, more = _LESS.search(clause), _MORE.search(clause)
    if (less is None) == (more is None):
        return
    low = (effect.low or estimate).bounds.low
    high = (effect.high or estimate).bounds.high
    word = (less or more or estimate.text)[0]
    if (less and low > null) or (more and high < null):
        side = "above" if less else "below"
        message = (
            f"“{word}” stands before {estimate.text}, which lies {side} {null:g}, no effect; an "
            "effect counted the other way round would explain it"
        )
        words = Evidence("word", word, str(estimate.place))
        yield found("number-direction", message, estimate.place, words, estimate.evidence("effect"))


def clause_before(passage: Prose, offset: int) -> str:
    """Return the words before a number, or before its bracket, back to a comma or stop."""
    before = passage.before(offset)
    opening = before.rfind("(")
    if opening > before.rfind(")"):
        before = before[:opening]
    return _CLAUSE.split(before.rstrip(" [,"))[-1]


def significance_findings(passage: Prose) -> Iterator[Finding]:
    """Yield p values of 0.05 or more called significant, and smaller ones called not significant.

    Only the first p value behind the word, in the same clause, and at the usual limit of 0.05.
    """
    for match in P_VALUE.finditer(passage.folded):
        p = passage.p(match, "p" if match["p"] else "p_of")
        before = passage.before(match.start()).rstrip(" (")
        word = _SIGNIFICANT.search(before)
        if p is None or word is None or _UNSURE.search(before) or P_VALUE.search(word["gap"]):
            continue
        yield from _significance(p, is_denied=bool(word["no"] or word["in"]))


def _significance(p: Printed, *, is_denied: bool) -> Iterator[Finding]:
    limit = 0.05
    is_below = p.bounds.high < limit or (p.relation == "<" and p.value <= limit)
    is_above = p.bounds.low > limit or (p.relation == ">" and p.value >= limit)
    said = "not significant" if is_denied else "significant"
    if (is_denied and is_below) or (not is_denied and is_above):
        message = (
            f"the words say {said}, and {p_text(p)} "
            f"is {'below' if is_below else 'above'} 0.05; another limit would explain it"
        )
        word = Evidence("word", said, str(p.place))
        yield found("number-significance", message, p.place, word, p.evidence("p"))
