"""Threads and changes of located files, what is new in them, and the ledger of it all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from press.review.history.identity import comment_ids
from press.review.history.state import News, State, shortened
from press.review.locate.located import Located, Place
from press.review.model.changes import Comment, ReviewDocument
from press.review.report.findings import Said, Thread

_FAR = 1 << 60


@dataclass
class _OpenThread:
    """A thread while files are gone through."""

    id: str
    place: Place
    review: int
    said: dict[str, Comment] = field(default_factory=dict)
    members: list[tuple[int, int]] = field(default_factory=list)


def threads(located: Sequence[Located], before: State) -> tuple[Thread, ...]:
    """Return the threads of all files, those of one place in the sources beside each other.

    A comment that stands in several files, as when one reviewer went on in another's copy, is
    told once, with the answers of all.
    """
    drafts: dict[str, _OpenThread] = {}
    for review, one in enumerate(located):
        _collect(drafts, one, review, before)
    ranked = sorted(drafts.values(), key=lambda draft: _order(located[0], draft.place))
    return tuple(
        _thread(draft, f"C{number}", located, before)
        for number, draft in enumerate(ranked, start=1)
    )


def _collect(drafts: dict[str, _OpenThread], located: Located, review: int, before: State) -> None:
    comments = located.document.comments
    ids = comment_ids(located.document)
    names: dict[str, str] = {}
    known = {comment.id for comment in comments}
    flat = flat_answers(located.document, ids, before)
    order = sorted(range(len(comments)), key=lambda i: (_is_answer(comments[i]) or i in flat, i))
    for index in order:
        comment, name = comments[index], ids[index]
        root = comment.root if comment.root in known else comment.id
        if index in flat:
            name = flat[index].id
            names[comment.id] = names[flat[index].thread]
        elif root == comment.id:
            if _is_other(drafts.get(name), comment):
                name = f"{name}-{review + 1}"
            names[comment.id] = names[ids[index]] = name
            if name not in drafts:
                drafts[name] = _OpenThread(name, located.comment(comment), review)
        draft = drafts[names[root]]
        draft.said.setdefault(name, comment)
        draft.members.append((review, index))


def _is_other(there: _OpenThread | None, comment: Comment) -> bool:
    """Tell comments apart that only look the same: no date, and on other words."""
    if there is None or comment.date.local is not None:
        return False
    return next(iter(there.said.values())).quote != comment.quote


def _is_answer(comment: Comment) -> bool:
    return comment.root != comment.id


def _thread(draft: _OpenThread, label: str, located: Sequence[Located], before: State) -> Thread:
    said = tuple(
        Said(name, comment, "known" if name in before.comments else "new")
        for name, comment in draft.said.items()
    )
    versions = [located[r].document.comments[i] for r, i in draft.members]
    is_resolved = any(one.resolved for one in versions if not _is_answer(one))
    news, what = _thread_news(said, before, is_resolved=is_resolved)
    files = dict.fromkeys(located[review].document.name for review, _ in draft.members)
    return Thread(
        label, said, draft.place, tuple(files), news, what, draft.review, is_resolved,
        tuple(draft.members),
    )  # fmt: skip


def _thread_news(said: Sequence[Said], before: State, *, is_resolved: bool) -> tuple[News, str]:
    if said[0].news == "new":
        return "new", ""
    told: list[str] = []
    if bool(before.comments[said[0].id].get("resolved")) != is_resolved:
        told.append("resolved" if is_resolved else "opened again")
    answers = sum(one.news == "new" for one in said)
    if answers:
        told.append("1 new answer" if answers == 1 else f"{answers} new answers")
    return ("changed", ", ".join(told)) if told else ("known", "")


def _order(located: Located, place: Place) -> tuple[int, str, int, int]:
    paths = list(located.base.manifest.files)
    rank = paths.index(place.path) if place.path in paths else len(paths) if place.path else _FAR
    return rank, place.path, place.line, place.column


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
