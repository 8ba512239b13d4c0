"""Comments: what they say, who answers whom, and where they stand.

Word spreads a comment over five parts: its text (comments), its thread and state by the id of
its last paragraph (commentsExtended), a lasting id by the same (commentsIds), the true time by
the lasting id (commentsExtensible), and its place in the text. Any of them may be missing:
Google Docs and older programs write the first alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from press.docx.ooxml import Element
from press.review.model.changes import Comment, Mark, Moment
from press.review.model.paragraphs import Span, text_of
from press.review.reading.drafts import Draft
from press.review.reading.ledger import Counted
from press.review.reading.markdown import markdown
from press.review.reading.moments import moment
from press.review.reading.names import COMMENT, attribute, attributes, short
from press.review.reading.state import Gathered

_ON = frozenset({"1", "true", "on"})


@dataclass(frozen=True)
class Parts:
    """The roots of the parts that tell more about comments; None where there is none."""

    extended: Element | None
    ids: Element | None
    extensible: Element | None


@dataclass
class _WrittenComment:
    """A `w:comment`."""

    id: str
    author: str
    initials: str
    date: Moment
    paragraphs: list[str]  # the ids of its paragraphs
    drafts: list[Draft] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)


@dataclass(frozen=True)
class Anchored:
    """Where a comment stands."""

    before: Span
    after: Span
    is_point: bool


def comments_of(
    parts: Parts, counted: Counted | None, texts: Gathered, text: Gathered
) -> tuple[Comment, ...]:
    """Return the comments in the order of their part.

    `texts` was gathered from the part of comments, `text` from the document; `counted` are the
    review elements of the part of comments. Marks in the text of comments that the file does not
    hold are added to `text.void`.
    """
    written = _written(parts, counted, texts)
    threads = _Threads(parts.extended, written)
    found: list[Comment] = []
    for item in written:
        root = threads.root(item.id)
        anchor = anchored(text, item.id) or anchored(text, root)
        runs = [draft.runs("after") for draft in item.drafts]
        found.append(
            Comment(
                id=item.id,
                author=item.author,
                initials=item.initials,
                date=item.date,
                text=markdown(
                    (line, bool(draft.shape_after.list), draft.shape_after.level)
                    for line, draft in zip(runs, item.drafts, strict=True)
                ),
                plain="\n".join(text_of(line) for line in runs).strip("\n"),
                parent=threads.parents.get(item.id, ""),
                root=root,
                resolved=threads.is_done(root),
                is_point=anchor is not None and anchor.is_point,
                quote="",
                quoted_view="",
                before=anchor.before if anchor else None,
                after=anchor.after if anchor else None,
                marks=(*item.marks, *text.comment_marks.pop(item.id, ())),
            )
        )
    for marks in text.comment_marks.values():
        text.void.extend(marks)
    return tuple(found)


def _written(parts: Parts, counted: Counted | None, texts: Gathered) -> list[_WrittenComment]:
    times = _times(parts)
    found: dict[Element, _WrittenComment] = {}
    seen: set[str] = set()
    marks = counted.marks if counted is not None else {}
    for element in marks:
        if short(element) != COMMENT:
            continue
        given = attributes(element)
        paragraphs = [
            attribute(item, "w14:paraId") for item in element.iter() if short(item) == "w:p"
        ]
        utc = next((times[name] for name in reversed(paragraphs) if name in times), "")
        found[element] = _WrittenComment(
            id=_unique(given.get("w:id", ""), seen),
            author=given.get("w:author", "").strip(),
            initials=given.get("w:initials", "").strip(),
            date=moment(given.get("w:date", ""), utc or given.get("w16du:dateUtc", "")),
            paragraphs=[name for name in paragraphs if name],
        )
    by_number = {str(marks[element].number): item for element, item in found.items()}
    for draft in texts.drafts:
        if draft.note in by_number:
            by_number[draft.note].drafts.append(draft)
    for element, mark in marks.items():
        holder = next((item for item in (element, *element.iterancestors()) if item in found), None)
        if holder is not None:
            found[holder].marks.append(mark)
    return list(found.values())


def _unique(number: str, seen: set[str]) -> str:
    """Return an id that no comment has yet; damaged files give one twice."""
    name, count = number, 1
    while name in seen:
        count += 1
        name = f"{number}.{count}"
    seen.add(name)
    return name


def _times(parts: Parts) -> dict[str, str]:
    """Return the true times by the ids of paragraphs."""
    lasting = {
        attribute(item, "w16cid:durableId"): attribute(item, "w16cid:paraId")
        for item in _items(parts.ids)
    }
    return {
        lasting[name]: attribute(item, "w16cex:dateUtc")
        for item in _items(parts.extensible)
        if (name := attribute(item, "w16cex:durableId")) in lasting
    }


def _items(root: Element | None) -> list[Element]:
    return list(root) if root is not None else []


class _Threads:
    """Who answers whom, and what is settled."""

    def __init__(self, extended: Element | None, written: Sequence[_WrittenComment]) -> None:
        owners = {name: item.id for item in written for name in item.paragraphs}
        self.parents: dict[str, str] = {}
        self._done: set[str] = set()
        self._roots: dict[str, str] = {}
        for item in _items(extended):
            owner = owners.get(attribute(item, "w15:paraId"))
            parent = owners.get(attribute(item, "w15:paraIdParent"))
            if owner is None:
                continue
            if parent is not None and parent != owner:
                self.parents[owner] = parent
            if attribute(item, "w15:done") in _ON:
                self._done.add(owner)

    def root(self, comment: str) -> str:
        """Return the comment that a thread begins with; of a circle, the one asked for."""
        path: dict[str, None] = {}
        at = comment
        while at not in self._roots and at not in path and at in self.parents:
            path[at] = None
            at = self.parents[at]
        if at in path:
            return comment
        root = self._roots.get(at, at)
        self._roots.update(dict.fromkeys(path, root))  # who asks for one on the way finds it
        return root

    def is_done(self, root: str) -> bool:
        """Tell whether a thread is settled; editors mark its first comment."""
        return root in self._done


def anchored(text: Gathered, comment: str) -> Anchored | None:
    """Return where a comment stands, None where nothing in the text refers to it."""
    reference = text.references.get(comment)
    start = text.starts.get(comment)
    end = text.ends.get(comment) or reference or start
    if (
        start is None
        or end is None
        or (end.index, end.before, end.after)
        < (
            start.index,
            start.before,
            start.after,
        )
    ):
        start = end = reference or start or end
    if start is None or end is None:
        return None
    before = Span(start.index, start.before, end.index, end.before)
    after = Span(start.index, start.after, end.index, end.after)
    return Anchored(before, after, before.is_point and after.is_point)
