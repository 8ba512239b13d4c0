"""The exported text with marks in it: what is commented on, what is to go, what is to come."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from press.review.diff.characters import same
from press.review.locate.located import NEW, Located
from press.review.locate.new import is_new
from press.review.model.paragraphs import Span
from press.review.report.findings import Proposal, Report, Thread
from press.review.sources.base import Base

Remark = Thread | Proposal
_NUMBERS = re.compile(r"[0-9,\u2013-]+$")


@dataclass(frozen=True)
class MarkedText:
    """Characters of a paragraph that are marked alike; `added` ones are not in it as exported.

    `ends` are the marks whose text ends here, to be referred to behind it.
    """

    text: str
    is_commented: bool = False
    is_deleted: bool = False
    is_formatted: bool = False
    is_added: bool = False
    is_raised: bool = False
    ends: tuple[Remark, ...] = ()


@dataclass
class Marked:
    """The marks of one exported paragraph: ranges of its text, and what comes in at offsets."""

    ranges: list[tuple[int, int, Remark]] = field(default_factory=list)
    added: list[tuple[int, str, Proposal]] = field(default_factory=list)
    about: list[Remark] = field(default_factory=list)


def marks(report: Report) -> dict[str, Marked]:
    """Return the marks of all files of a report by the bookmark of the paragraph.

    What stands in no paragraph of the export is found by the place that it was given, or is in
    none of them.
    """
    found: dict[str, Marked] = {}
    every: tuple[Remark, ...] = (*report.threads, *report.proposals)
    for item in every:
        located = report.reviews[item.review]
        blocks: list[str] = []
        if isinstance(item, Thread):
            blocks = _beside(found, located, item.first.after, item)
            blocks = blocks or _ranged(found, located, item.first.before, item)
        elif item.change is not None and item.change.kind in NEW:
            blocks = _beside(found, located, item.change.after, item)
        elif item.change is not None:
            blocks = _changed(found, located, item)
        if not blocks and item.place.block:
            blocks = [item.place.block]
        if blocks:
            found.setdefault(blocks[0], Marked()).about.append(item)
    return found


def _changed(found: dict[str, Marked], located: Located, item: Proposal) -> list[str]:
    change = item.change
    if change is None:
        return []
    blocks = _ranged(found, located, change.before, item)
    if item.new and not (change.was or change.now):
        spot = change.target or change.before
        ends = list(_blocks(located, Span(spot.last, spot.end, spot.last, spot.end)))
        for block, offset, _ in ends[:1]:
            text = item.new.replace("\n", " ¶ ")
            found.setdefault(block, Marked()).added.append((offset, text, item))
            blocks = blocks or [block]
    return blocks


def _beside(
    found: dict[str, Marked], located: Located, span: Span | None, item: Remark
) -> list[str]:
    """Put what is new, or said of it, behind the text that it stands beside, or before it."""
    if span is None or not is_new(located.document.paragraphs[span.first]):
        return []
    near = located.beside(span.first)
    if near is None:
        return []
    block = near.match.block
    marked = found.setdefault(block, Marked())
    at = 0 if near.is_before else len(located.base.blocks[block].text)
    if isinstance(item, Thread):
        marked.ranges.append((at, at, item))
    else:
        text = item.new.replace("\n", " ¶ ")
        marked.added.append((at, f"{text} ¶ " if near.is_before else f" ¶ {text}", item))
    return [block]


def _ranged(
    found: dict[str, Marked], located: Located, span: Span | None, item: Remark
) -> list[str]:
    blocks: list[str] = []
    for block, start, end in _blocks(located, span):
        found.setdefault(block, Marked()).ranges.append((start, end, item))
        blocks.append(block)
    return blocks


def _blocks(located: Located, span: Span | None) -> Iterator[tuple[str, int, int]]:
    """Yield the exported paragraphs that a span of the view before is in, with their ranges."""
    if span is None:
        return
    done: set[tuple[int, ...]] = set()
    for index in range(span.first, span.last + 1):
        try:
            joined = located.document.joined("before", index)
        except KeyError:  # put in by the reviewer
            continue
        match = located.match(joined)
        if joined.indices in done or match is None:
            continue
        done.add(joined.indices)
        is_first, is_last = span.first in joined.indices, span.last in joined.indices
        start = joined.offset(span.first, span.start) if is_first else 0
        end = joined.offset(span.last, span.end) if is_last else len(joined.text)
        text = located.base.blocks[match.block].text
        if joined.text != text:
            shift = same(joined.text, text)
            start, end = shift.nearest(start), shift.nearest(end)
        yield match.block, start, max(start, end)


def raised(base: Base) -> dict[str, list[tuple[int, int]]]:
    """Return, by the bookmark of the paragraph, where an export shows the raised numbers of works.

    A citation in the sentence begins with names, which are not raised.
    """
    found: dict[str, list[tuple[int, int]]] = {}
    for one in base.manifest.citations if base.raises_citations else ():
        numbers = _NUMBERS.search(base.blocks[one.block].text[one.start : one.end])
        if numbers is not None:
            found.setdefault(one.block, []).append((one.start + numbers.start(), one.end))
    return found


def pieces(text: str, marked: Marked, high: Sequence[tuple[int, int]] = ()) -> list[MarkedText]:
    """Return a paragraph's text in pieces, with what is to come in at its place.

    `high` are the ranges of raised numbers.
    """
    offsets = {0, len(text), *(at for one in high for at in one)}
    offsets |= {min(at, len(text)) for start, end, _ in marked.ranges for at in (start, end)}
    offsets |= {min(at, len(text)) for at, _, _ in marked.added}
    cuts = sorted(offsets)
    found: list[MarkedText] = []
    for start, end in zip(cuts, [*cuts[1:], None], strict=True):
        found += _arriving(start, marked, len(text))
        if end is None:
            break
        inside = [item for low, high, item in marked.ranges if low <= start and end <= high]
        ends = tuple(
            item for low, high, item in marked.ranges if min(high, len(text)) == end and low < high
        )
        found.append(
            MarkedText(
                text[start:end],
                is_commented=any(isinstance(item, Thread) for item in inside),
                is_deleted=any(_takes_away(item) for item in inside),
                is_formatted=any(
                    isinstance(item, Proposal) and not _takes_away(item) for item in inside
                ),
                is_raised=any(low <= start and end <= top for low, top in high),
                ends=tuple(item for item in ends if not _is_replaced(item)),
            )
        )
    return found


def _arriving(offset: int, marked: Marked, length: int) -> Iterator[MarkedText]:
    """Yield what comes in at an offset, and the marks that have no length there."""
    here = [one for one in marked.added if min(one[0], length) == offset]
    for _, text, change in here:
        yield MarkedText(text, is_added=True, ends=(change,))
    told = {change.id for _, _, change in here}
    for start, end, item in marked.ranges:
        if start == end and min(start, length) == offset and item.id not in told:
            yield MarkedText("", ends=(item,))


def _takes_away(item: Remark) -> bool:
    if isinstance(item, Thread) or item.change is None:
        return False
    is_format = bool(item.change.was or item.change.now) or "format" in item.kind
    return bool(item.old) and not is_format


def _is_replaced(item: Remark) -> bool:
    """Tell marks that are referred to behind what comes in for them."""
    return _takes_away(item) and isinstance(item, Proposal) and bool(item.new)
