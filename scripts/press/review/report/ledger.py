"""The ledger: everything that was read is told once; and what is to be remembered of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from press.publication import PressError, Problem
from press.review.history.state import State, shortened
from press.review.report.findings import Account, Report


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
