"""How reviewers made text look, where no source has words for it."""

from __future__ import annotations

from collections.abc import Iterator

from press.review.model.changes import Change, ReviewDocument
from press.review.model.paragraphs import Look, Run

_UNSAID = frozenset({"", "plain"})
_LANGUAGE = "language "  # what spelling is checked by: nobody asks for it


def unsayable(document: ReviewDocument, change: Change) -> str:
    """Return why a format is not made: it is neither bold nor italic, or more; else nothing.

    What only sets a colour or a typeface along with bold is taken for bold.
    """
    told = {*change.was.split(", "), *change.now.split(", ")} - _UNSAID
    wishes = sorted(one for one in told if not one.startswith(_LANGUAGE))
    joined = document.joined("before", change.before.first)
    start = joined.offset(change.before.first, change.before.start)
    end = joined.offset(change.before.last, change.before.end)
    old = tuple(_looks(joined.runs))[start:end]
    new = tuple(_looks(document.paragraphs[change.after.first].after))
    pairs = list(zip(old, new[change.after.start : change.after.end], strict=True))
    is_sayable = any((o.bold, o.italic) != (n.bold, n.italic) for o, n in pairs)
    is_more = any(_other(one) != _other(other) for one, other in pairs)
    if not wishes or (is_sayable and not is_more):
        return ""
    what = f"{change.was} became {change.now}"
    return f"only bold and italic can be written into a source: {what}"


def _other(look: Look) -> tuple[object, ...]:
    return look.strike, look.underline, look.highlight, look.raised


def _looks(runs: tuple[Run, ...]) -> Iterator[Look]:
    for run in runs:
        yield from (run.look,) * len(run.text)
