"""What is to be mended where an identifier and the fields beside it disagree.

A title and authors of another work say that the identifier is wrong, or that they are: the rest of
the reference tells which. Journal, volume and pages are copied together with the identifier; a
title and co-authors are what gets invented beside it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from press.evidence.finding import Finding
from press.evidence.states.state import Difference
from press.evidence.works.comparison import label

_IDENTIFIERS = ("doi", "pmid", "pmcid")
_PLACE = ("journal", "volume", "pages")
_OF_WORK = ("record-title", "record-design", "record-author")


def mended(
    findings: Iterable[Finding], differences: Iterable[Difference], confirmed: Iterable[str]
) -> tuple[Finding, ...]:
    """Return findings with another mend where title and authors are another work's.

    `confirmed` names the fields of ours, identifiers among them, that the record has too; those
    that `differences` deny do not count. Where journal, volume and pages are the record's, or most
    of the authors are, the identifier is this work's, and title and authors are what is wrong;
    otherwise it leads to another work, and nothing is to be taken from that record.
    """
    differences = tuple(differences)
    denied = {one.field for one in differences}
    agreeing = [name for name in dict.fromkeys(confirmed) if name not in denied]
    leading = [label(name) for name in agreeing if name in _IDENTIFIERS]
    kinds = {
        (one.field, remark.kind) for one in differences if one.is_sure for remark in one.remarks
    }
    if not leading or not {("title", "another title"), ("author", "not on the record")} <= kinds:
        return tuple(findings)
    names = f"the {' and the '.join(leading)}"
    if reasons := _reasons(agreeing, denied, differences):
        verb = "is" if len(leading) == 1 else "are"
        why = f"{_listed(reasons)} agree with the record, so that {names} {verb} this work's"
        return tuple(
            replace(one, mend=f"{one.mend}: {why}") if one.rule in _OF_WORK else one
            for one in findings
        )
    verb = "leads" if len(leading) == 1 else "lead"
    mend = f"{names} {verb} to another work: look the identifier up, and give this work's own"
    return tuple(
        one if one.rule == "record-identifier" else replace(one, mend=mend) for one in findings
    )


def _reasons(
    agreeing: Iterable[str], denied: set[str], differences: Iterable[Difference]
) -> list[str]:
    """Return what says that the record is this work's: where it appeared, who most of it wrote."""
    place = [name for name in _PLACE if name in agreeing]
    reasons = place if place == [*_PLACE] else []
    # The same people may have written the other work too, but not on the same pages.
    if _most_agree(differences) and not denied & set(_PLACE):
        reasons = ["most authors", *place]
    return reasons


def _most_agree(differences: Iterable[Difference]) -> bool:
    """Tell whether more than half of our authors are on the record."""
    for one in differences:
        if one.field == "author":
            ours = [name for name in one.ours.split("; ") if name != "et al."]
            absent = [
                name
                for remark in one.remarks
                if remark.kind == "not on the record"
                for name in remark.ours.split("; ")
            ]
            return 2 * len(absent) < len(ours)
    return False


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
