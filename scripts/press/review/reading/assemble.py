"""From what the walk gathered to the words of the model: paragraphs, views, quotations."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby

from press.review.model.changes import Comment, ReviewDocument
from press.review.model.paragraphs import Bookmark, Joined, Paragraph, Run, Span
from press.review.reading.drafts import Draft, Point, View
from press.review.reading.state import Gathered

LONGEST = 4000  # characters that a comment quotes; its spans tell the whole
_MOST = 200


def paragraphs_of(gathered: Gathered) -> tuple[Paragraph, ...]:
    """Return the paragraphs in the order of the file, with their bookmarks."""
    bookmarks: dict[int, list[Bookmark]] = {}
    for name, start, end in gathered.bookmarks:
        bookmark = Bookmark(name, _span(start, end, "before"), _span(start, end, "after"))
        bookmarks.setdefault(start.index, []).append(bookmark)
    return tuple(_paragraph(draft, bookmarks.get(draft.index, ())) for draft in gathered.drafts)


def _span(start: Point, end: Point, view: View) -> Span:
    if view == "before":
        return Span(start.index, start.before, end.index, end.before)
    return Span(start.index, start.after, end.index, end.after)


def _paragraph(draft: Draft, bookmarks: Iterable[Bookmark]) -> Paragraph:
    return Paragraph(
        index=draft.index,
        part=draft.part,
        story=draft.story,
        frame=draft.frame,
        container=draft.container,
        before=draft.runs("before"),
        after=draft.runs("after"),
        mark=draft.mark,
        moved=any(end.moves for end in draft.ends),
        shape_before=draft.shape_before,
        shape_after=draft.shape_after,
        bookmarks=tuple(sorted(bookmarks, key=lambda item: (item.before.start, item.name))),
        note=draft.note,
        cell=draft.cell,
        in_text_box=draft.in_text_box,
    )


def joined(drafts: Sequence[Draft], view: View) -> tuple[Joined, ...]:
    """Return the paragraphs of a view, in the order in which they begin."""
    there = sorted(
        (draft for draft in drafts if draft.is_in(view)), key=lambda draft: draft.container
    )
    found: list[Joined] = []
    has_end = {"kept", "deleted" if view == "before" else "inserted"}
    for _, container in groupby(there, key=lambda draft: draft.container):
        group: list[Draft] = []
        for draft in container:
            group.append(draft)
            if draft.mark in has_end:
                found.append(_one(group, view))
                group = []
        # An empty paragraph whose end is not there either is nothing, except in front of nothing:
        # every part and cell ends with a paragraph.
        if group and not (group[-1].is_before_table and not any(d.runs(view) for d in group)):
            found.append(_one(group, view))
    return tuple(sorted(found, key=lambda item: item.indices))


def _one(group: Sequence[Draft], view: View) -> Joined:
    runs: list[Run] = []
    starts: list[int] = []
    length = 0
    for draft in group:
        starts.append(length)
        for run in draft.runs(view):
            length += len(run.text)
            if runs and runs[-1].look == run.look:
                runs[-1] = replace(runs[-1], text=runs[-1].text + run.text)
            else:
                runs.append(run)
    return Joined(tuple(draft.index for draft in group), tuple(starts), tuple(runs))


def quoted(document: ReviewDocument, comment: Comment) -> Comment:
    """Return a comment with the text it holds: of the view before, else of the view after."""
    places: tuple[tuple[View, Span | None], ...] = (
        ("before", comment.before),
        ("after", comment.after),
    )
    for view, span in places:
        if span is None:
            continue
        part = _bounded(span)
        text = document.text(view, part)
        if text:
            is_whole = part == span and len(text) <= LONGEST
            quote = text if is_whole else text[:LONGEST] + "…"
            return replace(comment, quote=quote, quoted_view=view)
    return comment


def _bounded(span: Span) -> Span:
    """Return at most so many paragraphs of a span that a thousand comments do not hurt."""
    if span.last - span.first < _MOST:
        return span
    return Span(span.first, span.start, span.first + _MOST, 0)
