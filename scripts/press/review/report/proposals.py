"""Changes of located files, with what became of each, and what is new in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from press.review.apply.apply import Outcome
from press.review.history.identity import item_ids, remembered_fate
from press.review.history.state import Entry, News, State, news_of
from press.review.locate.located import Located
from press.review.merge.items import Fate, Item, Plan
from press.review.report.findings import Proposal

# What counts as the same fate when an import is compared with an earlier one.
_DONE = {"applied": "applied", "already applied": "applied", "refused": "clean"}


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
        item.file, news, what, item.change, item.conflicts, item.review,
        remembered_fate(item, fate, seen_before),
    )  # fmt: skip


def _change_news(before: Entry | None, fate: Fate) -> tuple[News, str]:
    now = _DONE.get(fate, fate)
    was = str(before["fate"]) if before else ""
    news = news_of({"fate": now}, before and {"fate": _DONE.get(was, was)}, ["fate"])
    if was == "refused" and fate == "clean":
        return news, "could not be made when it was to be applied"
    return news, f"was {was}" if news == "changed" else ""
