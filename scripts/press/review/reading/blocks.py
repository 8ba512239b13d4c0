"""Changes of whole paragraphs and rows: inserted, deleted, split, merged.

Word marks a paragraph's end, and no more. A new paragraph behind another is written as that
one's end inserted, with the new text in front of the old end; so which paragraph is new and
which was split can only be told from what stands between the ends.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from press.review.model.changes import ChangeKind
from press.review.model.paragraphs import Span
from press.review.reading.drafts import Draft, Tracked, View
from press.review.reading.found import Found, Open, start_of
from press.review.reading.state import points

_FATES = {"row insertion": "inserted", "cell insertion": "inserted"}


def rows(items: Open) -> Iterator[Found]:
    """Yield the rows and cells that were inserted, deleted or merged."""
    for row in items.gathered.rows:
        tracked = row.tracked
        fate = _FATES.get(row.kind, "deleted")
        taken = items.of(row.indices, fate, tracked.author)
        marks = [tracked.mark, *items.take(taken)]
        for index in row.indices:
            ends = [end for end in items.drafts[index].ends if _alike(end, tracked)]
            items.ends.update(ends)
            marks += [end.mark for end in ends]
        found = Found(
            kind=row.kind,
            author=tracked.author,
            date=tracked.date,
            before=items.whole(row.indices, "before"),
            after=items.whole(row.indices, "after"),
            marks=marks,
        )
        if fate == "inserted":
            found.new = items.lines(taken, "after")
        else:
            found.old = items.lines(taken, "before")
        yield found


def _alike(end: Tracked, row: Tracked) -> bool:
    return end.author == row.author and end.inserts == row.inserts and end.deletes == row.deletes


@dataclass(frozen=True)
class _Node:
    """Paragraphs that are one in both views, since what ended them was inserted and deleted."""

    drafts: tuple[Draft, ...]

    @property
    def indices(self) -> list[int]:
        return [draft.index for draft in self.drafts]

    def is_empty(self, view: View) -> bool:
        return not any(draft.before if view == "before" else draft.after for draft in self.drafts)


@dataclass(frozen=True)
class _JoinedEnd:
    """An end that is not in a view, and what it made or took: a paragraph, or a break."""

    end: Draft
    node: _Node
    following: _Node
    is_break: bool


def paragraphs(items: Open) -> Iterator[Found]:
    """Yield paragraphs inserted, split, deleted and merged, and ends that were undone."""
    chains: dict[int, list[Draft]] = {}
    for draft in items.drafts:
        chains.setdefault(draft.container, []).append(draft)
    for chain in chains.values():
        for draft in chain:
            if draft.mark == "undone":
                yield _undone(items, draft)
        for view in _VIEWS:
            for pair in _pairs(chain, view):
                yield from _changed(items, pair, view)


_VIEWS: tuple[View, View] = ("before", "after")


def _undone(items: Open, draft: Draft) -> Found:
    items.ends.update(draft.ends)
    inserted = next(end for end in draft.ends if end.inserts)
    deleted = next(end for end in draft.ends if end.deletes)
    return Found(
        kind="undone insertion",
        author=deleted.author,
        date=deleted.date,
        before=points(draft.place)[0],
        after=points(draft.place)[1],
        marks=[end.mark for end in draft.ends],
        inserter=inserted.author,
        detail="paragraph's end",
    )


def _pairs(chain: Sequence[Draft], view: View) -> Iterator[_JoinedEnd]:
    """Yield the ends of a container's paragraphs that are not in a view, with what they mean."""
    gone = "inserted" if view == "before" else "deleted"
    joined: list[_Node] = []
    node: list[Draft] = []
    for draft in chain:
        node.append(draft)
        if draft.mark == "undone":
            continue
        joined.append(_Node(tuple(node)))
        node = []
        if draft.mark != gone:
            yield from _told(joined, view)
            joined = []
    if node:
        joined.append(_Node(tuple(node)))
    yield from _told(joined, view)


def _told(nodes: Sequence[_Node], view: View) -> Iterator[_JoinedEnd]:
    """Yield what the ends mean between nodes that are one paragraph in a view."""
    if len(nodes) < 2:  # noqa: PLR2004 - of one, no end is missing
        last = nodes[0].drafts[-1] if nodes else None
        if last is not None and last.mark == ("inserted" if view == "before" else "deleted"):
            yield _JoinedEnd(last, nodes[0], nodes[0], is_break=False)
        return
    full = [at for at, node in enumerate(nodes) if not node.is_empty(view)] or [len(nodes) - 1]
    for at, node in enumerate(nodes[:-1]):
        if at >= full[-1]:  # what follows the last old text ends with the old end
            yield _JoinedEnd(node.drafts[-1], nodes[at + 1], nodes[at + 1], is_break=False)
        else:
            yield _JoinedEnd(node.drafts[-1], node, nodes[at + 1], is_break=at in full)
    last = nodes[-1].drafts[-1]
    if last.mark == ("inserted" if view == "before" else "deleted"):
        yield _JoinedEnd(last, nodes[-1], nodes[-1], is_break=False)


def _changed(items: Open, pair: _JoinedEnd, view: View) -> Iterator[Found]:
    ends = [end for end in pair.end.ends if end not in items.ends]
    if not ends:
        return
    items.ends.update(ends)
    tracked = ends[-1]
    marks = [end.mark for end in ends]
    if pair.is_break:
        yield _break(pair, view, tracked)
        return
    indices = pair.node.indices
    fate = "inserted" if view == "before" else "deleted"
    if not pair.node.is_empty(view):
        before, after = points(pair.end.place)
        detail = f"{fate} end of a paragraph that no other follows"
        yield Found("other", tracked.author, tracked.date, before, after, marks, detail=detail)
        return
    taken = items.of(indices, fate, tracked.author)
    marks += items.take(taken)
    before, after = items.whole(indices, "before"), items.whole(indices, "after")
    kind: ChangeKind = "paragraph insertion" if view == "before" else "paragraph deletion"
    found = Found(kind, tracked.author, tracked.date, before, after, marks)
    if view == "before":
        found.before, found.new = start_of(before), items.lines(taken, "after")
    else:
        found.after, found.old = start_of(after), items.lines(taken, "before")
    found.is_moved = any(end.moves for end in ends)
    yield found


def _lengths(draft: Draft) -> tuple[int, int]:
    return draft.before, draft.after


def _break(pair: _JoinedEnd, view: View, tracked: Tracked) -> Found:
    """Return a paragraph that was split, or two that were merged."""
    first, last = pair.end, pair.following.drafts[0]
    here = _lengths(first)
    spans = [Span(first.index, at, first.index, at) for at in here]
    at = 1 if view == "before" else 0
    spans[at] = Span(first.index, here[at], last.index, 0)
    marks = [end.mark for end in pair.end.ends]
    kind: ChangeKind = "paragraph split" if view == "before" else "paragraph merge"
    return Found(kind, tracked.author, tracked.date, spans[0], spans[1], marks)
