"""What makes a comment or a change the same in a later file: its content, never an editor's id.

Every editor renumbers ids, and drops the lasting ones of others.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from press.review.diff.paragraphs import collapsed
from press.review.history.state import Entry, State
from press.review.locate.located import Located
from press.review.merge.items import Fate, Item, Plan
from press.review.model.changes import Comment, Moment, ReviewDocument
from press.review.model.paragraphs import Span, text_of

COMMENT, CHANGE = "c", "e"
_DIGITS = 10
_LAST = 1 << 60  # comments at no place come behind all others


def comment_ids(document: ReviewDocument) -> tuple[str, ...]:
    """Return the lasting id of each comment of a file, in the order of its comments.

    It is made of author, date, text and the id of the comment that its thread begins with. Of
    comments that are alike in all of these the second one in the text's order gets another.
    """
    counts: Counter[str] = Counter()
    found: dict[int, str] = {}
    roots: dict[str, str] = {}
    order = sorted(range(len(document.comments)), key=lambda i: _order(document.comments[i]))
    for is_answer in (False, True):
        for index in order:
            one = document.comments[index]
            if (one.root != one.id) is not is_answer:
                continue
            said = (one.author, _second(one.date), one.plain, roots.get(one.root, ""))
            made = _counted(COMMENT, counts, *said)
            found[index] = made
            if not is_answer:
                roots[one.id] = made
    return tuple(found[index] for index in range(len(document.comments)))


def _order(comment: Comment) -> tuple[int, int]:
    return (comment.before.first, comment.before.start) if comment.before else (_LAST, 0)


def item_ids(located: Located, items: tuple[Item, ...]) -> tuple[str, ...]:
    """Return the lasting id of each of a file's changes.

    It is made of author, kind, old and new text, how it looked and looks, and the place in the
    text as exported. The date is left out: editors join and part changes that lie side by side.
    """
    counts: Counter[str] = Counter()
    found: list[str] = []
    for item in items:
        change = item.change
        if change is None:
            made = _counted(CHANGE, counts, item.kind, item.old, item.new, item.place.block)
        else:
            old, new = text_of(change.old), text_of(change.new)
            place = _spot(located, change.before)
            said = (change.author, change.kind, old, new, change.was, change.now, place)
            made = _counted(CHANGE, counts, *said)
        found.append(made)
    return tuple(found)


def _spot(located: Located, span: Span) -> str:
    """Return a place as the exported paragraph and the offset in it, or as that in its text."""
    try:
        joined = located.document.joined("before", span.first)
    except KeyError:  # a row that was put in has no place in the text as it was
        return ""
    match = located.match(joined)
    where = collapsed(joined.text) if match is None else match.block
    return f"{where}:{joined.offset(span.first, span.start)}"


def _second(date: Moment) -> str:
    """Return a date to the second, as every editor keeps it."""
    return date.local.replace(microsecond=0).isoformat() if date.local else ""


def _counted(kind: str, counts: Counter[str], *content: str) -> str:
    text = "\x1f".join(unicodedata.normalize("NFC", collapsed(part)) for part in content)
    counts[text] += 1
    if counts[text] > 1:
        text += f"\x1f{counts[text]}"
    return kind + hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]


AGAIN = "it was applied before, and the text has changed since: look at it; its number applies it"


def guarded(made: Plan, located: Sequence[Located], before: State) -> Plan:
    """Return a plan in which what an earlier import applied is not applied as one of many.

    Where such a change could be made once more, the author has taken it back or reworded it.
    """
    items: list[Item] = []
    for review, one in enumerate(located):
        mine = tuple(item for item in made.items if item.review == review)
        for item, name in zip(mine, item_ids(one, mine), strict=True):
            if item.status == "clean" and was_applied(before.changes.get(name)):
                items.append(replace(item, was_applied=True, reason=AGAIN))
            else:
                items.append(item)
    return replace(made, items=tuple(items))


def was_applied(entry: Entry | None) -> bool:
    """Tell whether an earlier import wrote a change into the sources."""
    return entry is not None and entry["fate"] == "applied"


def remembered_fate(item: Item, fate: Fate, entry: Entry | None) -> Fate:
    """Return the fate to be remembered: what was once applied stays so.

    What is only the same as another reviewer's change is not applied as long as that is not.
    """
    if was_applied(entry):
        return "applied"
    return "clean" if fate == "already applied" and item.targets and item.status == fate else fate
