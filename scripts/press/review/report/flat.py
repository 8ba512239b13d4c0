"""Known answers in a file whose threads are lost: LibreOffice 7.4 saves every comment as a first.

They are known again by author, date and text, and stand in their threads as they did.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from press.review.history.state import State, shortened
from press.review.model.changes import Comment, ReviewDocument

_SECOND = 19  # characters of a date up to its seconds, which every editor keeps
_Key = tuple[str, str, str]


@dataclass(frozen=True)
class Flat:
    """The lasting id of an answer, and that of the thread it belongs to."""

    id: str
    thread: str


def flat_answers(document: ReviewDocument, ids: Sequence[str], before: State) -> dict[int, Flat]:
    """Return by its number each comment without a thread that is an answer seen before.

    `ids` are the file's lasting ids. An answer without a date is none that can be told, nor is
    one whose thread is not in the file.
    """
    comments = document.comments
    roots = {name for name, one in zip(ids, comments, strict=True) if one.root == one.id}
    answers: dict[_Key, list[Flat]] = {}
    for name, entry in before.comments.items():
        thread = str(entry.get("thread", ""))
        if thread != name and thread in roots and entry.get("date"):
            key = (
                str(entry.get("author", "")),
                str(entry["date"])[:_SECOND],
                str(entry.get("text", "")),
            )
            answers.setdefault(key, []).append(Flat(name, thread))
    found: dict[int, Flat] = {}
    there = set(ids)
    for number, one in enumerate(comments):
        if one.root != one.id or ids[number] in before.comments:
            continue
        for flat in answers.get(_key(one), []):
            if flat.id not in there:
                there.add(flat.id)
                found[number] = flat
                break
    return found


def _key(comment: Comment) -> _Key:
    date = comment.date.local
    told = date.isoformat()[:_SECOND] if date else ""
    return comment.author, told, shortened(comment.plain)
