"""Numbers in prose: every pattern of a text becomes an effect, and goes through the rules."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain

from press.evidence.finding import Finding
from press.evidence.numbers import patterns as mentions
from press.evidence.numbers.effect import Effect, Group
from press.evidence.numbers.prose.days import day_passage_findings
from press.evidence.numbers.prose.division import division_findings
from press.evidence.numbers.prose.effects import correlation_passage_findings, effect_findings
from press.evidence.numbers.prose.groups import named_groups, sizes
from press.evidence.numbers.prose.passages import Prose
from press.evidence.numbers.prose.shares import count_findings, share_findings
from press.evidence.numbers.prose.two_groups import pair_findings
from press.evidence.numbers.prose.wording import (
    nnt_time_findings,
    relative_findings,
    significance_findings,
)
from press.evidence.numbers.rules.means import grim_mean_findings
from press.evidence.numbers.rules.pvalues import p_range_findings
from press.evidence.numbers.rules.sizes import size_findings
from press.publication.problems import Severity

_UNCONFIRMED = re.compile(
    r"\b(?:not|un)[\s-]?confirmed|\bdo(?:es)? not (?:agree|add up)|\bcannot be (?:right|squared)",
    re.IGNORECASE,
)
_ITEM = r"[ \t]*(?:[-*+]|\d+[.)])[ \t]"
_LEAD_IN = re.compile(rf"[^\n]*:[ \t]*\n(?:{_ITEM}[^\n]*(?:\n|$)|[ \t]*\n)*(?:{_ITEM})?[ \t]*$")
_DIGIT = re.compile(r"\d")
_SOFTER: dict[Severity, Severity] = {"error": "warning", "warning": "advice", "advice": "advice"}
_GROUPS = 2


def check_prose(  # noqa: PLR0913 - four of them say where the text stands
    text: str,
    path: str,
    *,
    line: int = 1,
    column: int = 1,
    item: int = 0,
    subject: str = "",
    groups: Sequence[Group] = (),
) -> list[Finding]:
    """Return what is wrong with the numbers of a text, in order of place.

    `line` and `column` say where the text begins in its file; `item` and `subject` go into every
    finding's place. `groups` are the two groups of the study where they are known from elsewhere;
    otherwise the text's own `(n = …)` are read. In a sentence that says itself that a number is
    not confirmed, every finding is a step less grave.
    """
    if not _DIGIT.search(text):
        return []
    passage = Prose(text, path, line, column, item, subject)
    known = tuple(groups) if len(groups) == _GROUPS else named_groups(passage)
    everything = chain(
        count_findings(passage),
        share_findings(passage, known),
        effect_findings(passage),
        _p_value_findings(passage),
        correlation_passage_findings(passage),
        pair_findings(passage, known),
        division_findings(passage),
        _size_findings(passage),
        _mean_findings(passage),
        day_passage_findings(passage),
        nnt_time_findings(passage),
        relative_findings(passage),
        significance_findings(passage),
    )
    softened = {_softened(one, passage) for one in everything}
    return sorted(softened, key=lambda one: (one.place, one.rule, one.message))


def _softened(finding: Finding, passage: Prose) -> Finding:
    """Return a finding a step less grave where the text owns up to the number.

    In the same sentence or a neighbour, or in the line that leads into the list it stands in.
    """
    offset = passage.offset(finding.place)
    first, _ = passage.sentence(offset)
    start, end = passage.neighbours(offset)
    lead_in = _LEAD_IN.search(passage.folded, max(0, first - 1000), first)
    around = passage.folded[start:end] + (lead_in[0] if lead_in else "")
    if _UNCONFIRMED.search(around):
        return replace(finding, severity=_SOFTER[finding.severity])
    return finding


def _p_value_findings(passage: Prose) -> Iterator[Finding]:
    for match in mentions.P_VALUE.finditer(passage.folded):
        yield from p_range_findings(passage.p(match, "p" if match["p"] else "p_of"))


_DIVIDED = re.compile(
    rf"(?<![\w.,/-])(?P<total>{mentions.INT})\s+(?:[a-z-]+\s+){{0,4}}?"
    rf"(?:{mentions.PEOPLE}|randomi[sz]ed|analy[sz]ed)(?:\s+[a-z-]+){{0,3}}?\s*"
    rf"\((?P<one>{mentions.INT})\s*(?:and|\+|vs\.?|versus)\s*(?P<other>{mentions.INT})\)",
    re.IGNORECASE,
)


def _size_findings(passage: Prose) -> Iterator[Finding]:
    """Yield sizes that do not add up: `321 participants (165 and 156)`."""
    for match in _DIVIDED.finditer(passage.folded):
        total = passage.number(match, "total")
        parts = passage.number(match, "one"), passage.number(match, "other")
        if total is not None and parts[0] is not None and parts[1] is not None:
            pair = (parts[0], parts[1])
            for finding in size_findings(pair, total, is_divided=True, is_whole=True):
                # What the two numbers in brackets count, prose does not say for certain.
                yield replace(finding, severity="warning")


_MEAN = re.compile(
    r"\b(?:mean|average)(?:\s+[\w-]+){0,3}?\s+scores?\b(?:\s+[\w-]+){0,6}?\s*[=:,]?\s*"
    r"(?P<mean>(?<![\w.])[+\-]?\d+\.\d+)(?![\d%]|\s?%)",
    re.IGNORECASE,
)


def _mean_findings(passage: Prose) -> Iterator[Finding]:
    """Yield means of scores that no whole scores of the people in the same sentence give."""
    for match in _MEAN.finditer(passage.folded):
        mean = passage.number(match, "mean")
        start, end = passage.sentence(match.start())
        named = [number.count for offset, number in sizes(passage) if start <= offset < end]
        words = Effect(None, "", passage.place(start), words=passage.around(start))
        if mean is not None and len(named) == 1 and named[0] and not words.is_modelled:
            yield from grim_mean_findings(mean, named[0], "all")
