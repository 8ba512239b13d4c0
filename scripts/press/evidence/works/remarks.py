"""What a comparison of one field says, and how much it weighs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

# `error`: not the same; `warning`: nearly the same, and one of the two is wrong; `unconfirmed`:
# we say more than the record does; `advice`: the same, written otherwise or less fully.
Weight = Literal["error", "warning", "unconfirmed", "advice"]
Verdict = Literal["agrees", "unconfirmed", "differs"]

_ORDER: Sequence[Weight] = ("advice", "unconfirmed", "warning", "error")


class Remark(NamedTuple):
    """One thing to say about a field: what kind, how much it weighs, our value and the record's."""

    kind: str
    weight: Weight
    ours: str
    theirs: str


Remarks = tuple[Remark, ...]


def verdict(remarks: Iterable[Remark]) -> Verdict:
    """Return what remarks come to; nothing to remark is agreement."""
    heaviest = weight(remarks)
    if heaviest in {"error", "warning"}:
        return "differs"
    return "unconfirmed" if heaviest == "unconfirmed" else "agrees"


def weight(remarks: Iterable[Remark]) -> Weight | None:
    """Return the heaviest weight among remarks, or None where there are none."""
    return max((remark.weight for remark in remarks), key=_ORDER.index, default=None)


def lightest(several: Iterable[Remarks]) -> Remarks:
    """Return the remarks that weigh least, of several comparisons of which one must hold."""

    def order(remarks: Remarks) -> tuple[int, int]:
        heaviest = weight(remarks)
        return (-1 if heaviest is None else _ORDER.index(heaviest), len(remarks))

    return min(several, key=order, default=())
