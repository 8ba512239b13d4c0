"""The ledger: every review element of the XML is counted, and must end up reported.

The count is taken aside from the reading, by names alone, so that a mark which the reading
walks past is missed by the one and not by the other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from lxml import etree

from press.docx.ooxml import Element
from press.review.model.changes import Ledger, Mark
from press.review.reading.names import PREFIXES, REVIEW, attribute, short

_ALTERNATE, _BRANCHES = "mc:AlternateContent", frozenset({"mc:Choice", "mc:Fallback"})


@dataclass
class _Alternative:
    """One of several ways to say the same, and the review elements in it."""

    branch: Element | None
    found: list[Element] = field(default_factory=list)
    branches: list[_Alternative] = field(default_factory=list)


@dataclass(frozen=True)
class Counted:
    """A part's review elements, and the alternatives in it that are not to be read."""

    marks: Mapping[Element, Mark]
    skipped: frozenset[Element]


def counted(part: str, root: Element) -> Counted:
    """Return the review elements of a part.

    Word writes a text box twice, once for old readers (`mc:AlternateContent`). One of the ways
    is read: the one with most review elements, among equals the first, which is the modern one.
    """
    top = _Alternative(None)
    stack = [top]
    skipped: list[Element] = []
    for event, element in etree.iterwalk(root, events=("start", "end"), tag=_tags()):
        name = short(element)
        if name == _ALTERNATE or name in _BRANCHES:
            if event == "start":
                stack.append(_Alternative(element))
                continue
            done = stack.pop()
            if name in _BRANCHES:
                stack[-1].branches.append(done)
            else:
                stack[-1].found += _chosen(done, skipped)
        elif event == "start":
            stack[-1].found.append(element)
    marks = {
        element: Mark(part, short(element).rpartition(":")[2], attribute(element, "w:id"), number)
        for number, element in enumerate(top.found, start=1)
    }
    return Counted(marks, frozenset(skipped))


def steps(root: Element) -> int:
    """Return how much there is to read in a part, before anything is made of it.

    That is the number of its elements; a paragraph or a review element counts fivefold, for of
    each of these several things are kept.
    """
    return sum(1 for _ in root.iter()) + 4 * sum(1 for _ in root.iter("{*}p", *_tags()))


def _chosen(alternatives: _Alternative, skipped: list[Element]) -> list[Element]:
    """Return the review elements of the way that is read, and note the ways that are not.

    An element that stands only in a way that is not read is returned too: it will be missed.
    """
    best = max(alternatives.branches, key=lambda item: len(item.found), default=alternatives)
    found = [*alternatives.found, *(best.found if best is not alternatives else ())]
    known = {_likeness(element) for element in found}
    for item in alternatives.branches:
        if item is not best and item.branch is not None:
            skipped.append(item.branch)
            found += [element for element in item.found if _likeness(element) not in known]
    return found


def _likeness(element: Element) -> tuple[str, str, str]:
    """Return what is the same in both ways: LibreOffice numbers the marks of each anew."""
    return short(element), attribute(element, "w:author"), attribute(element, "w:date")


def _tags() -> list[str]:
    """Return the full names that the count looks for, in both dialects."""
    wanted = {*REVIEW, _ALTERNATE, *_BRANCHES}
    return [
        f"{{{namespace}}}{name.partition(':')[2]}"
        for namespace, prefix in PREFIXES.items()
        for name in sorted(wanted)
        if name.partition(":")[0] == prefix
    ]


def balanced(found: Iterable[Mark], reported: Iterable[Mark]) -> Ledger:
    """Return the ledger of what was found and what stands in a comment, a change or a note."""
    every, said = set(found), set(reported)
    return Ledger(
        found=_by_name(every),
        reported=_by_name(said),
        missing=tuple(sorted(every - said, key=lambda mark: (mark.part, mark.number))),
    )


def _by_name(marks: set[Mark]) -> dict[str, int]:
    return dict(sorted(Counter(mark.element for mark in marks).items()))
