"""A subtitle, or words of design, that a title has and the record's title has not.

A title that goes on where the record's ends may be whole, for Crossref is often given a title
without its subtitle; or it was embellished: `: a double-blind randomized trial`. PubMed has titles
whole, and so has an editor who saw the record.
"""

from __future__ import annotations

from press.evidence.finding import Evidence, Finding, Place
from press.evidence.lock.entry import Locked
from press.evidence.states.state import Source
from press.evidence.works.titles import compared_titles, design_words, has_subtitle
from press.evidence.works.work import PRECEDENCE, REGISTRY_NAMES, Registry
from press.publication.problems import Severity

_ADDED = "subtitle not on the record"
# Designs of which a record's publication types name at most one: the first group is tried on
# people by lot, the second is not.
_BY_LOT = frozenset({"randomised", "placebo", "double-blind", "triple-blind", "crossover"})
_NOT_BY_LOT = frozenset({"observational", "systematic review", "meta-analysis"})


def added_findings(
    title: str, locked: Locked, place: Place, subject: str, here: str
) -> tuple[Finding, ...]:
    """Return what a title adds to the title of every record; one at most, never an error.

    A warning where the record's title is whole, or its publication types speak against the words
    of design; else advice. It is `record-design` with words of design, else `record-title`.
    """
    heard = _heard(title, locked)
    if not heard:
        return ()
    registry, theirs, date = heard[-1]
    known = frozenset().union(*(design_words(value) for value in locked.values("title")))
    words = design_words(title) - known
    types = locked.values("types")
    denied = bool(words & _BY_LOT) and _speaks_against_lot(types)
    is_whole = registry != "crossref" or has_subtitle(theirs)
    severity: Severity = "warning" if denied or is_whole else "advice"
    who = f"{REGISTRY_NAMES[registry]} {'have' if registry == 'editor' else 'has'}"
    what = f"the words of design {', '.join(sorted(words))}" if words else "a subtitle"
    evidence = [
        Evidence("title", title, here),
        Evidence("title", theirs, str(Source(registry, date))),
    ]
    if types:
        evidence.append(Evidence("publication types", ", ".join(types), "PubMed"))
    return (
        Finding(
            "record-design" if words else "record-title",
            severity,
            f"{subject} adds {what} to the title that {who}",
            "take the title from the record; if the paper itself has more, look why the record "
            "has less",
            place,
            tuple(evidence),
        ),
    )


def _heard(title: str, locked: Locked) -> list[tuple[Registry, str, str]]:
    """Return who has the title without what ours adds; nobody where one has it all.

    What an editor only recalls is not heard: the subtitle is what memory drops first.
    """
    heard: list[tuple[Registry, str, str]] = []
    for registry in PRECEDENCE:
        said = locked.said("title", registry)
        if not title or said is None or not said.is_sure or (registry == "editor" and heard):
            continue
        kinds = [remark.kind for remark in compared_titles(title, said.value)]
        if kinds != [_ADDED]:
            return []
        heard.append((registry, said.value[0], said.date))
    return heard


def _speaks_against_lot(types: tuple[str, ...]) -> bool:
    words = design_words("; ".join(types))
    return bool(words & _NOT_BY_LOT) and "randomised" not in words
