"""An estimate in words: its numbers as they are printed, an arm's result, the line for lists."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from press.publication import Digest, Estimate, Measure, SafeHtml, escaped
from press.publication.model import NOT_REPORTED, EstimateArm, Interval

_GAP = "\u00a0"
_SIGN = re.compile(r"(?<![\w.,\u2013-])[-\u2013](?=\d)")
_BEFORE_UNIT = re.compile(r"(?<=\d) (?=(?:[mkµμn]?g|m[lm]|%)(?![\w]))")
_RELATION = re.compile(r"([<>=≤≥]?)\s*(.*)")
# The short name in `Montgomery–Åsberg Depression Rating Scale (MADRS)`.
_ABBREVIATION = re.compile(r"\(((?=[^()\s]*[A-Z][^()\s]*[A-Z])[\w-]+)\)")
# Groups whose names do not follow `with`: `After ketamine`, `Week 12`, `Baseline`.
_NOT_WITH = re.compile(
    r"(?:with|without|after|before|during|at|on|in|baseline|(?:end|start|week|day|month|year)s?)\b",
    re.IGNORECASE,
)
# Pure numbers; a `unit` beside them is that of the outcome.
_WITHOUT_UNIT = (
    Measure.STANDARDISED_MEAN_DIFFERENCE,
    Measure.RISK_RATIO,
    Measure.ODDS_RATIO,
    Measure.HAZARD_RATIO,
    Measure.RATE_RATIO,
    Measure.CORRELATION,
)
_MANY = 100  # from so many people on, a percentage bears a decimal
NOT_PRINTED = "*"  # stands behind what we computed


@dataclass(frozen=True)
class Part:
    """Characters of a line, and the key under the estimate that they come from (`ci.low`)."""

    text: str
    key: str = ""
    strong: bool = False


Parts = tuple[Part, ...]


def plain(line: Iterable[Part]) -> str:
    """Return a line's characters."""
    return "".join(part.text for part in line)


def line_html(line: Iterable[Part], prefix: str) -> SafeHtml:
    """Return a line as HTML that names each part's front-matter key; `prefix` is the estimate's."""
    return SafeHtml("".join(_part_html(part, prefix) for part in line))


def _part_html(part: Part, prefix: str) -> SafeHtml:
    text = escaped(_BEFORE_UNIT.sub(_GAP, part.text))
    if part.key:
        text = SafeHtml(f'<span data-field="{prefix}.{part.key}">{text}</span>')
    return SafeHtml(f"<strong>{text}</strong>") if part.strong else text


def number(text: str) -> str:
    """Return a number as printed, but for its sign: a real minus, never a hyphen or a dash."""
    return _SIGN.sub("\u2212", text)


def effect(estimate: Estimate) -> tuple[Parts, ...]:
    """Return an effect in lines: measure and estimate, interval, p; `not reported` where unknown.

    No line at all means that the source gives nothing but the results of the arms.
    """
    measure = Part(estimate.measure.value, "measure")
    lines: list[Parts] = []
    if estimate.estimate != NOT_REPORTED:
        size = Part(number(estimate.estimate), "estimate", strong=True)
        unit = _unit(estimate) if has_unit(estimate) else ()
        lines.append((measure, Part(" "), size, *unit))
    elif estimate.ci or estimate.p:
        lines.append((measure, Part(" "), Part(NOT_REPORTED)))
    if estimate.ci:
        lines.append(_interval(estimate.ci))
    if estimate.p:
        lines.append((Part(f"p{_GAP}"), Part(_p_value(estimate.p), "p")))
    return tuple(lines)


def has_unit(estimate: Estimate) -> bool:
    """Tell whether the unit of an outcome is also that of the effect on it, and stands there."""
    return estimate.measure not in _WITHOUT_UNIT and estimate.estimate != NOT_REPORTED


def _unit(estimate: Estimate) -> Parts:
    unit = estimate.unit
    if not unit or estimate.estimate.endswith("%"):
        return ()
    return (Part("" if unit.startswith(("%", "°")) else _GAP), Part(unit, "unit"))


def _interval(ci: Interval) -> Parts:
    return (
        Part(ci.level, "ci.level"),
        Part(f"{'' if ci.level.endswith('%') else '%'}{_GAP}CI "),
        Part(number(ci.low), "ci.low"),
        Part(f"{_GAP}to{_GAP}"),
        Part(number(ci.high), "ci.high"),
    )


def _p_value(text: str) -> str:
    match = _RELATION.fullmatch(text)
    relation, value = (match[1], match[2]) if match else ("", text)
    return f"{relation or '='}{_GAP}{value}"


def arm_result(arm: EstimateArm, key: str, *, computed: bool = True) -> tuple[Parts, ...]:
    """Return the absolute result of an arm in lines; `key` is the arm's (`arms.0`).

    A percentage that the source does not print is computed from the counts, and marked; without
    `computed` it is left out.
    """
    lines: list[Parts] = []
    value = Part(number(arm.value), f"{key}.value") if arm.value else None
    size = Part(number(arm.n), f"{key}.n") if arm.n else None
    if arm.events:
        count: Parts = (Part(number(arm.events), f"{key}.events"),)
        count += (Part(" of "), size) if size else (Part(" events"),)
        share = percentage(arm.events, arm.n) if computed and not value else None
        count += (Part(" ("), value, Part(")")) if value else ()
        count += (Part(f" ({share}{NOT_PRINTED})"),) if share else ()
        return (count,)
    if arm.mean:
        mean: Parts = (Part("mean "), Part(number(arm.mean), f"{key}.mean"))
        if arm.sd:
            mean += (Part(f" (SD{_GAP}"), Part(number(arm.sd), f"{key}.sd"), Part(")"))
        lines.append(mean)
    if value and value.text not in plain(lines[0] if lines else ()):
        lines.append((value,))
    if size:
        lines.append((Part(f"n{_GAP}={_GAP}"), size))
    return tuple(lines)


def percentage(events: str, of: str | None) -> str | None:
    """Return what share of people had an event, as exactly as their number allows, or None."""
    count, people = _whole(events), _whole(of or "")
    if count is None or not people or count > people:
        return None
    step = Decimal("0.1") if people >= _MANY else Decimal(1)
    share = (Decimal(100 * count) / people).quantize(step, ROUND_HALF_UP)
    return f"{share}%"


def people(estimate: Estimate) -> str | None:
    """Return how many people an estimate rests on: the sum of its arms, None where one lacks."""
    sizes = [_whole(arm.n or "") for arm in estimate.arms]
    known = [size for size in sizes if size is not None]
    return f"{sum(known):,}" if known and len(known) == len(sizes) else None


def _whole(text: str) -> int | None:
    digits = text.replace(",", "")
    return int(digits) if digits.isascii() and digits.isdigit() else None


def in_sentence(name: str, text: str) -> str:
    """Return a name as it stands inside a sentence.

    It loses its capital unless it is short for something (`ECT`) or a name of its own: one that
    `text` writes with a capital inside a sentence (`the Hamilton scale`).
    """
    first = re.match(r"[A-Z][a-z]*(?=[ ,;-]|$)", name)
    if first is None or re.search(rf"[a-z,] {first[0]}\b", text):
        return name
    return first[0].lower() + name[first.end() :]


def with_group(name: str) -> str:
    """Return a group's name as what it had: `with ketamine`, but `after ketamine`."""
    return name if _NOT_WITH.match(name) else f"with {name}"


def result_line(digest: Digest) -> str:
    """Return a digest's main result in one line for lists, or nothing where it has none.

    It is the first estimate: `Depression (MADRS), day 28: mean difference −6.8 (95% CI −9.6 to
    −4.0), p < 0.001, with esketamine vs placebo`.
    """
    if not digest.meta.estimates:
        return ""
    estimate, text = digest.meta.estimates[0], digest.source.text
    result = _arms_words(estimate.arms, text)
    if result and estimate.estimate == NOT_REPORTED:
        lines = effect(estimate)[1:]  # without the measure of which nothing is reported
        result = ", ".join([result, *map(plain, lines)])
    else:
        result = _effect_words(estimate, text)
    if not result:
        return ""
    return f"{_measured(estimate)}, {in_sentence(estimate.time_point, text)}: {result}"


def _measured(estimate: Estimate) -> str:
    """Return the outcome with the short name of its instrument."""
    outcome = estimate.outcome
    short = _ABBREVIATION.search(estimate.instrument or "")
    if short is None or short[1] in outcome:
        return outcome
    if outcome.endswith(")"):
        return f"{outcome[:-1]}, {short[1]})"
    return f"{outcome} ({short[1]})"


def _effect_words(estimate: Estimate, text: str) -> str:
    """Return an effect in one line, with the groups it compares; nothing where there is none."""
    first, *others = [plain(line) for line in effect(estimate)] or [""]
    if not first:
        return ""
    if estimate.ci:
        first += f" ({others.pop(0)})"
    names = [in_sentence(arm.name, text) for arm in estimate.arms[:2]]
    groups = [with_group(" vs ".join(names))] if names else []
    return ", ".join([first, *others, *groups])


def _arms_words(arms: Sequence[EstimateArm], text: str) -> str:
    """Return the results of two groups: `12 of 30 with a vs 6 of 31 with b`.

    Nothing where one of them has none.
    """
    found: list[str] = []
    for arm in arms[:2]:
        bare = arm if arm.events else arm.model_copy(update={"n": None})
        lines = arm_result(bare, "", computed=False)
        if not lines:
            return ""
        shown = ", ".join(plain(line) for line in lines)
        found.append(f"{shown} {with_group(in_sentence(arm.name, text))}")
    return " vs ".join(found)
