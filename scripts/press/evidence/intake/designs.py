"""The design that a text names, as front matter writes it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from press.evidence.works.folding import folded
from press.evidence.works.titles import design_words

# Each of our designs (see the authors' guide) and the words that name it, the narrowest first.
_BY_WORDS: tuple[tuple[str, frozenset[str]], ...] = (
    ("overview of reviews", frozenset({"overview of reviews"})),
    (
        "systematic review",
        frozenset({"systematic review", "meta-analysis", "network meta-analysis"}),
    ),
    ("secondary analysis", frozenset({"secondary analysis", "post hoc", "pooled analysis"})),
    ("crossover trial", frozenset({"crossover"})),
    ("narrative review", frozenset({"narrative review", "scoping review"})),
    ("non-randomised trial", frozenset({"not randomised"})),
    ("randomised trial", frozenset({"randomised"})),
    ("case-control study", frozenset({"case-control"})),
    ("cross-sectional study", frozenset({"cross-sectional", "survey"})),
    ("case series", frozenset({"case series"})),
    ("case report", frozenset({"case report"})),
    (
        "cohort",
        frozenset({"cohort", "observational", "retrospective", "longitudinal", "real-world"}),
    ),
    ("non-randomised trial", frozenset({"open-label"})),
    ("cohort", frozenset({"prospective"})),
)
_PLAIN: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "perspective",
        re.compile(r"\b(?:perspective|viewpoint|editorial|commentary|opinion|essay)\b"),
    ),
    ("narrative review", re.compile(r"\breview\b")),
    ("news", re.compile(r"\b(?:news|this article reports)\b")),
)


def named_design(texts: Iterable[str]) -> str:
    """Return the design that the first of these texts to name one names, or an empty text."""
    for text in texts:
        words = design_words(text)
        for design, marks in _BY_WORDS:
            if words & marks:
                return design
        for design, pattern in _PLAIN:
            if pattern.search(folded(text)):
                return design
    return ""
