"""Edits written into sources, each kept only where rendering proves it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from press.review.apply.accepted import unlike
from press.review.apply.body import Body
from press.review.apply.checked import Checks
from press.review.apply.moves import move
from press.review.apply.trials import settle
from press.review.apply.values import Values
from press.review.edits.edit import Target
from press.review.merge.deletions import torn
from press.review.merge.items import Item
from press.review.model.changes import ReviewDocument
from press.review.sources.today import Today


@dataclass(frozen=True)
class Outcome:
    """What became of an item: applied, or refused with the reason."""

    item: Item
    is_applied: bool
    reason: str = ""


@dataclass(frozen=True)
class Applied:
    """The new texts of files by path, and what became of each item."""

    texts: dict[str, str]
    outcomes: tuple[Outcome, ...]


def apply(
    items: Sequence[Item],
    today: Today,
    documents: Sequence[ReviewDocument] = (),
    checks: Checks | None = None,
) -> Applied:
    """Return today's sources with the items' edits made; nothing is written to disk.

    An item of several edits (a move), and a deletion over the ends of paragraphs, is made whole or
    not at all. Items that are not clean are refused, and what reads otherwise than in `documents`,
    the files that the items come from, with all changes accepted, and what `checks` find wrong
    with a text that was right before.
    """
    reasons = {item.number: item.reason or "it is not clean" for item in items if not item.targets}
    reasons |= {item.number: item.reason for item in items if item.status != "clean"}
    while True:
        bodies, found = _made([item for item in items if item.number not in reasons], today)
        reasons |= found
        halves = {item.number for item in items if len(item.targets) > 1} & found.keys()
        rest = {item.number: reason for item, reason in torn(items, reasons)}
        made = [item for item in items if item.number not in reasons]
        if not rest and not halves:
            rest = unlike(made, documents, {path: body.now for path, body in bodies.items()})
        if not rest and not halves and checks is not None:
            rest = _refused(made, today, checks)
        reasons |= rest
        if not halves and not rest:
            break
        # A half of a move or deletion may have been made: begin again without it.
    outcomes = tuple(
        Outcome(item, item.number not in reasons, reasons.get(item.number, "")) for item in items
    )
    return Applied(_texts(bodies, today), outcomes)


def _refused(items: Sequence[Item], today: Today, checks: Checks) -> dict[int, str]:
    """Return by number which items the rules would not have, found by halving, and why."""
    faults = checks.faults(_texts(_made(items, today)[0], today))
    suspects = [one for one in items if any(t.unit.path in faults for t in one.targets)]
    if not suspects:
        return {}
    if len(suspects) == 1:
        path = next(t.unit.path for t in suspects[0].targets if t.unit.path in faults)
        return {suspects[0].number: faults[path]}
    middle = len(suspects) // 2
    found = _refused(suspects[:middle], today, checks) | _refused(suspects[middle:], today, checks)
    # Where each half is right alone, what they say together is wrong.
    return found or {one.number: next(iter(faults.values())) for one in suspects}


def _texts(bodies: Mapping[str, Body], today: Today) -> dict[str, str]:
    """Return the texts by path that are no longer those of today."""
    texts = {path: body.source.text for path, body in bodies.items()}
    return {path: text for path, text in texts.items() if text != today.text(path).text}


def _made(items: Sequence[Item], today: Today) -> tuple[dict[str, Body], dict[int, str]]:
    """Return the files as they are then, and by the items' numbers why some could not be made."""
    bodies: dict[str, Body] = {}
    reasons: dict[int, str] = {}
    targets: dict[str, list[tuple[Target, int]]] = {}
    for item in items:
        for target in item.targets:
            for unit in (target.unit, target.beside):
                if unit is not None:
                    targets.setdefault(unit.path, [])
            if not target.is_move:
                targets[target.unit.path].append((target, item.number))
    for path, many in targets.items():
        bodies[path] = body = Body(today, path)
        for jobs in body.jobs([one for one in many if not one[0].unit.key]):
            reasons |= settle(body, jobs)
        values = Values(today, body.source)
        found, faults = values.jobs([one for one in many if one[0].unit.key])
        reasons |= faults | settle(values, found)
        if values.source is not body.source:
            body.renew(values.source)
    # What moves takes along what was changed in it.
    for number, target in [
        (item.number, target) for item in items for target in item.targets if target.is_move
    ]:
        made, reason = move(bodies, target)
        bodies |= made
        reasons |= {number: reason} if reason else {}
    return bodies, reasons
