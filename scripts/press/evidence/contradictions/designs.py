"""Words of study design that cannot hold together: in title, citation and text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from press.evidence.contradictions.telling import Telling
from press.evidence.finding import Evidence, Finding, RuleNote
from press.evidence.intake import Passage
from press.evidence.works.folding import folded
from press.evidence.works.titles import design_words

NOTE = RuleNote(
    "design-told",
    "design",
    "Title, citation and text name designs that one study cannot have.",
    "Look the design up in the paper and use its words everywhere.",
)
CONTROL = RuleNote(
    "control-told",
    "design",
    "The control is called a placebo, and an active drug is named as the control.",
    "Name the control as the paper does; a drug that can be felt is an active control.",
)

_REVIEWS = frozenset({"systematic review", "meta-analysis", "network meta-analysis",
                      "overview of reviews", "narrative review", "scoping review"})  # fmt: skip
# What a title claims, and the words of a text that deny it.
_DENIALS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "randomised",
        re.compile(
            r"\b(?:non ?randomi[sz]ed|not randomi[sz]ed|case ?control (?:design|study)|"
            r"cohort study|case series|observational(?: study)?|retrospective(?:ly)?|"
            r"single ?(?:arm|group)|uncontrolled)\b"
        ),
    ),
    ("double-blind", re.compile(r"\b(?:open ?label|unblinded|not blinded)\b")),
    ("open-label", re.compile(r"\b(?:double|triple) ?(?:blind|mask)(?:ed)?\b")),
    ("placebo", re.compile(r"\b(?:without (?:a )?placebo|no placebo|uncontrolled)\b")),
    ("prospective", re.compile(r"\bretrospective(?:ly)?\b")),
    ("retrospective", re.compile(r"\bprospective(?:ly)?\b")),
    ("crossover", re.compile(r"\bparallel ?(?:groups?|arms?)\b")),
    ("systematic review", re.compile(r"\b(?:narrative|non ?systematic) review\b")),
    ("narrative review", re.compile(r"\bsystematic review\b")),
    ("meta-analysis", re.compile(r"\bno meta ?analysis\b")),
)
# What a title claims, and what a text that tells the same study would say somewhere.
_EXPECTED: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "randomised",
        re.compile(r"\brandom|\brcts?\b|\ballocated\b|\bplacebo ?controlled\b|\bdouble ?blind"),
    ),
    ("secondary analysis", re.compile(r"\bsecondary|\bpost ?hoc|\bre ?analys|\banalys[ie]s of\b")),
    ("post hoc", re.compile(r"\bsecondary|\bpost ?hoc|\bre ?analys|\banalys[ie]s of\b")),
    ("crossover", re.compile(r"\bcross|\bboth\b|\bin turn\b|\bwashout")),
)
_TELLS = re.compile(r"\b(?:trial|study|design|arm|phase \d|open ?label|blind)")
_ACTIVE = re.compile(
    r"\b(?:midazolam|lorazepam|diazepam|fentanyl|remifentanil|diphenhydramine|"
    r"dextromethorphan|active (?:placebo|control|comparator)|psychoactive placebo)\b"
)
_PLACEBO = re.compile(r"\bplacebo ?(?:controlled|group|arm)\b")


def find(telling: Telling) -> Iterator[Finding]:
    """Yield contradictions of design; a review may tell of many designs and is asked less."""
    titles = [telling.title]
    if telling.citation:
        titles.append(_cited_title(telling))
    body = telling.body
    told = folded(body.text)
    if not told:
        return
    is_review = any(design_words(title.text) & _REVIEWS for title in titles)
    seen: set[str] = set()
    for title in titles:
        for claim, finding in _claims(telling, title, body, told, is_review=is_review):
            if claim not in seen:
                seen.add(claim)
                yield finding
    if not is_review:
        yield from _titles_apart(telling, titles)
        yield from _control(telling, body, told)


def _cited_title(telling: Telling) -> Passage:
    citation = telling.citation or Passage()
    start = citation.text.find(telling.work.title) if telling.work.title else -1
    return citation.part(start, start + len(telling.work.title)) if start >= 0 else Passage()


def _claims(
    telling: Telling, title: Passage, body: Passage, told: str, *, is_review: bool
) -> Iterator[tuple[str, Finding]]:
    words = design_words(title.text)
    where = "the citation" if title is not telling.title else "the title"
    for claim, denial in _DENIALS:
        if claim not in words or (is_review and claim not in _REVIEWS):
            continue
        if (match := denial.search(told)) and not _speaks_of_others(told, match.start()):
            yield claim, _finding(telling, title, body, (claim, match[0], where), denial)
    if is_review:
        return
    for claim, wanted in _EXPECTED:
        if claim in words and not wanted.search(told) and _TELLS.search(told):
            yield (
                claim,
                telling.finding(
                    NOTE.id,
                    "warning",
                    (title, 0),
                    f"{where} says {claim}, the text never does",
                    "look the design up in the paper and use its words everywhere",
                    Evidence(f"design in {where}", title.text, telling.source(title)),
                    Evidence("design in the text", _words(body.text), telling.source(body)),
                ),
            )


def _finding(
    telling: Telling,
    title: Passage,
    body: Passage,
    told: tuple[str, str, str],
    denial: re.Pattern[str],
) -> Finding:
    claim, word, where = told
    offset = _offset(body.text, denial)
    # A paper can have an open extension of a blind trial, so blinding alone is no proof.
    sure = claim in {"randomised", "open-label", "systematic review", "narrative review"}
    return telling.finding(
        NOTE.id,
        "error" if sure and not telling.is_ours else "warning",
        (body, offset),
        f"{where} says {claim}, the text {word}",
        "look the design up in the paper and use its words everywhere",
        Evidence(f"design in {where}", title.text, telling.source(title)),
        Evidence("design in the text", word, telling.source(body, offset)),
    )


def _titles_apart(telling: Telling, titles: list[Passage]) -> Iterator[Finding]:
    """Yield a design in the citation's title that the page's own title speaks against."""
    if len(titles) < 2:  # noqa: PLR2004 - the title and the cited title
        return
    own, other = titles
    told = folded(own.text)
    for claim, denial in _DENIALS:
        if claim in design_words(other.text) and (match := denial.search(told)):
            yield telling.finding(
                NOTE.id,
                "error",
                (own, 0),
                f"the citation says {claim}, the title {match[0]}",
                "look the design up in the paper and use its words everywhere",
                Evidence("citation", other.text, telling.source(other)),
                Evidence("title", own.text, telling.source(own)),
            )


def _control(telling: Telling, body: Passage, told: str) -> Iterator[Finding]:
    active, placebo = _ACTIVE.search(told), _PLACEBO.search(told)
    if not active or not placebo or telling.is_ours:
        return
    offset = _offset(body.text, _ACTIVE)
    yield telling.finding(
        CONTROL.id,
        "warning",
        (body, offset),
        f"the text says {placebo[0]} and names {active[0]} as the control",
        "name the control as the paper does; a drug that can be felt is an active control",
        Evidence("control called", placebo[0], telling.source(body, _offset(body.text, _PLACEBO))),
        Evidence("control named", active[0], telling.source(body, offset)),
    )


def _offset(text: str, pattern: re.Pattern[str]) -> int:
    """Return where a pattern for folded text matches in a text, hyphens read as spaces."""
    flat = re.sub(r"[^a-z0-9]", " ", text.lower())
    match = pattern.search(flat)
    return match.start() if match else 0


def _speaks_of_others(told: str, start: int) -> bool:
    """Tell whether a word of design is said of other studies: `unlike earlier open trials`."""
    before = told[max(0, start - 60) : start]
    return bool(
        re.search(r"\b(?:unlike|earlier|previous|prior|other|future|larger|needed)\b", before)
    )


def _words(text: str) -> str:
    return ", ".join(sorted(design_words(text))) or "none"
