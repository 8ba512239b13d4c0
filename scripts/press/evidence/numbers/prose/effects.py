"""Effects in prose: ratios, differences and correlations with their intervals and p values."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from press.evidence.finding import Finding
from press.evidence.numbers import patterns as mentions
from press.evidence.numbers.bounds import Bounds
from press.evidence.numbers.effect import RATIOS, Effect
from press.evidence.numbers.prose.groups import sizes
from press.evidence.numbers.prose.passages import Prose
from press.evidence.numbers.prose.wording import clause_before, direction_findings
from press.evidence.numbers.rules.arms import relative_change_findings
from press.evidence.numbers.rules.correlations import correlation_findings, implied_size_findings
from press.evidence.numbers.rules.intervals import interval_findings
from press.evidence.numbers.rules.pvalues import p_findings
from press.publication.model import Measure

_NEAR = 200
"""Characters behind a correlation in which its p value and its number of people stand."""
_PLAIN = re.compile(
    rf"ifference\s*(?:of|was|is|=|:|,)?\s*(?P<estimate>{mentions.SIGNED})"
    r"(?:\s[a-z]{1,8}(?:/[a-z]{1,4})?)?\s*[,;(\[]\s*\Z",
    re.IGNORECASE,
)
_CHANGE = re.compile(
    rf"(?P<change>{mentions.SHARE})\s+(?:(?:relative|average|overall)\s+)?"
    r"(?:(?P<less>lower|less|fewer|reduction|decrease)|higher|more|greater|increase)\b"
    r"[^.;()%]{0,90}\(\s*$",
    re.IGNORECASE,
)


def effect_findings(passage: Prose) -> Iterator[Finding]:
    """Yield what is wrong with ratios and differences that are named, and with intervals."""
    taken: set[int] = set()
    for match in mentions.LABELLED.finditer(passage.folded):
        measure = mentions.measure_of(match["label"])
        effect = _effect(passage, match, measure)
        taken.add(match.start("low"))
        yield from _interval_findings(effect, match)
        yield from p_findings(effect)
        clause = clause_before(passage, match.start())
        is_signed = measure in RATIOS or match["estimate"][0] in "+-\u2013"
        yield from direction_findings(effect, clause, was_signed=is_signed)
        if measure in RATIOS:
            yield from _relative_change(passage, match, effect)
    for match in mentions.INTERVAL.finditer(passage.folded):
        if match.start("low") not in taken:
            effect = _unlabelled(passage, match)
            yield from _interval_findings(effect, match)
            yield from p_findings(effect)
            if effect.estimate is None:
                yield from _plain_difference(passage, match, effect)


def _effect(passage: Prose, match: re.Match[str], measure: Measure | None) -> Effect:
    level = float(match["level"]) if match["level"] else 95.0
    return Effect(
        measure,
        "",
        passage.place(match.start()),
        low=passage.number(match, "low"),
        high=passage.number(match, "high"),
        level=level if 50 < level < 100 else 95.0,  # noqa: PLR2004 - no level of an interval
        estimate=passage.number(match, "estimate") if "estimate" in match.groupdict() else None,
        p=passage.p_behind(match.end()) if match["low"] else None,
        words=passage.around(match.start()),
    )


def _unlabelled(passage: Prose, match: re.Match[str]) -> Effect:
    """Return an interval with the difference before it, where one stands there with a unit."""
    before = passage.before(match.start())
    start = match.start() - len(before)
    opening = passage.folded.rfind("(", start, match.start() + 1)
    end = opening if opening >= 0 else match.start()
    named = list(mentions.DIFFERENCE.finditer(passage.folded, start, end))
    if not named or re.search(r"\d", passage.folded[named[-1].end() : end]):
        return _effect(passage, match, None)
    effect = _effect(passage, match, Measure.MEAN_DIFFERENCE)
    if named[-1]["unit"].startswith(("%", "per")):
        effect = replace(effect, measure=Measure.RISK_DIFFERENCE)
    estimate = passage.number(named[-1], "estimate")
    if estimate is None or effect.low is None or effect.high is None:
        return effect
    # `5.1 points lower (95% CI −7.9 to −2.3)`: the word carries the sign.
    if effect.high.value < 0 < estimate.value:
        bounds = estimate.bounds.times(-1)
        estimate = replace(estimate, value=-estimate.value, bounds=bounds)
    return replace(effect, estimate=estimate)


def _interval_findings(effect: Effect, match: re.Match[str]) -> Iterator[Finding]:
    """Yield what is wrong with an interval; what a semicolon divides may be two things."""
    is_certain = match["low"] is None or ";" not in match.string[match.end("low") : match.end()]
    for finding in interval_findings(effect):
        is_grave = finding.severity == "error" and not is_certain
        yield replace(finding, severity="warning") if is_grave else finding


def _plain_difference(passage: Prose, match: re.Match[str], interval: Effect) -> Iterator[Finding]:
    """Yield `difference of 3.0 (95% CI 4.0 to 9.0)`, whose unit the text does not say, as warning.

    Not where the interval holds the difference with the other sign, which a word may carry.
    """
    start = match.start() - len(passage.before(match.start()))
    word = passage.folded.rfind("ifference", start, match.start())
    difference = _PLAIN.match(passage.folded, word, match.start()) if word >= 0 else None
    estimate = passage.number(difference, "estimate") if difference else None
    if estimate is None or interval.low is None or interval.high is None:
        return
    limits = Bounds(interval.low.bounds.low, interval.high.bounds.high)
    if limits.low <= limits.high and not limits.meets(estimate.bounds.times(-1)):
        for finding in interval_findings(replace(interval, estimate=estimate)):
            if finding.rule == "number-ci-estimate":
                yield replace(finding, severity="warning")


def _relative_change(passage: Prose, match: re.Match[str], effect: Effect) -> Iterator[Finding]:
    """Yield `19% lower (RR 0.81)` where the two do not agree."""
    start = match.start() - len(passage.before(match.start()))
    change = _CHANGE.search(passage.folded, start, match.start())
    number = passage.number(change, "change") if change else None
    if change is not None and number is not None and effect.estimate is not None:
        is_less = change["less"] is not None
        yield from relative_change_findings(number, effect.estimate, is_less=is_less)


def correlation_passage_findings(passage: Prose) -> Iterator[Finding]:
    """Yield correlations beyond 1, and those whose p value no group of their size gives."""
    for match in mentions.CORRELATION.finditer(passage.folded):
        r = passage.number(match, "r")
        if r is None:
            continue
        yield from interval_findings(Effect(Measure.CORRELATION, "", r.place, estimate=r))
        end = min(passage.sentence(match.start())[1], match.end() + _NEAR)
        p_match = mentions.P_VALUE.search(passage.folded, match.end(), end)
        p = passage.p(p_match) if p_match else None
        following = mentions.CORRELATION.search(passage.folded, match.end(), end)
        if p is None or p_match is None or (following and following.start() < p_match.start()):
            continue
        people = _people(passage, match, p_match.end(), end)
        if people is not None:
            yield from correlation_findings(r, people, p)
        else:
            named = [number.count or 0 for _, number in sizes(passage)]
            yield from implied_size_findings(r, p, named)


def _people(passage: Prose, match: re.Match[str], p_end: int, end: int) -> int | None:
    """Return how many people a correlation was computed from: its degrees of freedom, or its n."""
    if match["df"]:
        return int(match["df"]) + 2
    close = mentions.SIZE.search(passage.folded, match.end(), min(end, p_end + 20))
    number = passage.number(close, "n") if close else None
    return number.count if number else None
