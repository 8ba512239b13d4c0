"""Threads and changes of located files, what is new in them, and the ledger of it all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from press.publication import PressError, Problem
from press.review.apply.apply import Outcome
from press.review.history.again import remembered_fate
from press.review.history.identity import comment_ids, item_ids
from press.review.history.state import Entry, News, State, news_of, shortened
from press.review.locate.located import Located, Place
from press.review.merge.plan import Item, Plan
from press.review.model.changes import Comment
from press.review.report.findings import Account, Fate, Proposal, Report, Said, Thread
from press.review.report.flat import flat_answers

# What counts as the same fate when an import is compared with an earlier one.
_DONE = {"applied": "applied", "already applied": "applied", "refused": "clean"}
_FAR = 1 << 60


@dataclass
class _Draft:
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
    drafts: dict[str, _Draft] = {}
    for review, one in enumerate(located):
        _collect(drafts, one, review, before)
    ranked = sorted(drafts.values(), key=lambda draft: _order(located[0], draft.place))
    return tuple(
        _thread(draft, f"C{number}", located, before)
        for number, draft in enumerate(ranked, start=1)
    )


def _collect(drafts: dict[str, _Draft], located: Located, review: int, before: State) -> None:
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
                drafts[name] = _Draft(name, located.comment(comment), review)
        draft = drafts[names[root]]
        draft.said.setdefault(name, comment)
        draft.members.append((review, index))


def _is_other(there: _Draft | None, comment: Comment) -> bool:
    """Tell comments apart that only look the same: no date, and on other words."""
    if there is None or comment.date.local is not None:
        return False
    return next(iter(there.said.values())).quote != comment.quote


def _is_answer(comment: Comment) -> bool:
    return comment.root != comment.id


def _thread(draft: _Draft, label: str, located: Sequence[Located], before: State) -> Thread:
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


def proposals(
    located: Sequence[Located], plan: Plan, outcomes: Mapping[int, Outcome], before: State
) -> tuple[Proposal, ...]:
    """Return the changes of all files in the plan's order, with what became of them."""
    found: list[Proposal] = []
    for review, one in enumerate(located):
        items = tuple(item for item in plan.items if item.review == review)
        for item, name in zip(items, item_ids(one, items), strict=True):
            found.append(_proposal(one, item, name, outcomes.get(item.number), before))
    return tuple(found)


def _proposal(
    located: Located, item: Item, name: str, outcome: Outcome | None, before: State
) -> Proposal:
    fate: Fate = item.status
    reason = item.reason
    if outcome is not None:
        fate = "applied" if outcome.is_applied else "refused"
        reason = outcome.reason
    seen_before = before.changes.get(name)
    if fate == "conflict" and seen_before and _DONE.get(seen_before["fate"]) == "applied":
        # Words beside it, or the author's later ones, hide that it was made.
        fate, reason = "already applied", "an earlier import applied it"
    if item.change is not None:
        place = located.change(item.change)
    else:
        place = (
            located.block(item.place.block, *(item.part or ())) if item.place.block else item.place
        )
    news, what = _change_news(seen_before, fate)
    return Proposal(
        item.number, name, item.author, item.kind, item.old, item.new, place, fate, reason,
        item.file, news, what, item.change, item.rivals, item.review,
        remembered_fate(item, fate, seen_before),
    )  # fmt: skip


def _change_news(before: Entry | None, fate: Fate) -> tuple[News, str]:
    now = _DONE.get(fate, fate)
    was = str(before["fate"]) if before else ""
    news = news_of({"fate": now}, before and {"fate": _DONE.get(was, was)}, ["fate"])
    if was == "refused" and fate == "clean":
        return news, "could not be made when it was to be applied"
    return news, f"was {was}" if news == "changed" else ""


def _order(located: Located, place: Place) -> tuple[int, str, int, int]:
    paths = list(located.base.manifest.files)
    rank = paths.index(place.path) if place.path in paths else len(paths) if place.path else _FAR
    return rank, place.path, place.line, place.column


def ledger(report: Report) -> tuple[Account, ...]:
    """Return the account of every file.

    Raises PressError where a comment, a change or a mark that was read is in none of the report's
    items, or in two, or where an item's reason is missing: then the press has lost something.
    """
    accounts: list[Account] = []
    problems: list[Problem] = []
    for number, located in enumerate(report.reviews):
        document = located.document
        mine = [one for one in report.proposals if one.review == number]
        told = Counter(i for t in report.threads for r, i in t.members if r == number)
        changes = Counter(one.change.number for one in mine if one.change is not None)
        faults = _uneven("comment", told, range(len(document.comments)))
        faults += _uneven("change", changes, [one.number for one in document.changes])
        faults += [
            f"change {one.number} is {one.fate} without a reason"
            for one in mine
            if one.fate not in {"clean", "applied"} and not one.reason
        ]
        shown = {mark for comment in document.comments for mark in comment.marks}
        shown |= {mark for change in document.changes for mark in change.marks}
        marks = sum(document.ledger.found.values())
        if len(shown) > marks or not document.ledger.balances:
            faults.append(f"{marks} review marks were counted, {len(shown)} are told")
        mend = "nothing was lost from the file itself; please report it as a fault of the press"
        problems += [Problem(document.name, 1, 1, "review", fault, mend) for fault in faults]
        fates = Counter(one.fate for one in mine)
        accounts.append(
            Account(
                file=document.name,
                comments=len(document.comments),
                changes=len(document.changes),
                untracked=len(mine) - len(document.changes),
                marks=marks,
                empty=marks - len(shown),
                listed=len(mine) - fates["applied"] - fates["refused"],
                applied=fates["applied"],
                refused=fates["refused"],
            )
        )
    if problems:
        raise PressError(problems)
    return tuple(accounts)


def _uneven(what: str, told: Counter[int], wanted: Sequence[int]) -> list[str]:
    return [
        f"{what} {number + (what == 'comment')} stands {told[number]} times in the report"
        for number in wanted
        if told[number] != 1
    ]


def seen(report: Report, review: int) -> State:
    """Return what a report tells of one file, to be remembered."""
    state = State()
    for thread in report.threads:
        if not any(number == review for number, _ in thread.members):
            continue
        for one in thread.said:
            state.comments[one.id] = {
                "author": one.comment.author,
                "date": one.comment.date.local.isoformat() if one.comment.date.local else None,
                "resolved": thread.is_resolved,
                "text": shortened(one.comment.plain),
                "thread": thread.id,
            }
    for change in report.proposals:
        if change.review == review:
            state.changes[change.id] = {
                "author": change.author,
                "fate": change.remembered or change.fate,
                "kind": change.kind,
                "new": shortened(change.new),
                "old": shortened(change.old),
            }
    return state
