"""The proof of an edit: the edited file, rendered again, says what was meant and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from press.compile import ATOM
from press.review.model.paragraphs import Format
from press.review.model.shapes import is_alike
from press.review.sources.units import Unit

NEW = -1

# What the publication's typography makes of a straight quotation mark.
_CURLY = {'"': "“”", "'": "‘’"}


@dataclass(frozen=True)
class Meant:
    """A paragraph as it shall read: its characters, their looks, the sources of its atoms.

    A look of None is left open. `kind` is the element's name: p, li, td, h4; `shape` its style
    and level where it stands in a list or a quotation. `origin` is the number of today's paragraph
    that it is, or NEW; `is_moved` tells that it stands elsewhere. `side` tells of a new one beside
    which neighbour it stands, with nothing between: -1 the one before it, 1 the one behind.
    """

    text: str
    looks: tuple[Format | None, ...]
    atoms: tuple[str, ...] = ()
    kind: str = ""
    origin: int = NEW
    is_moved: bool = False
    shape: str = ""
    side: int = 0


def meant(unit: Unit, origin: int = NEW) -> Meant:
    """Return a paragraph as it reads now."""
    return Meant(unit.text, unit.looks, unit.atoms, unit.kind, origin, shape=unit.shape)


def edited(now: Meant, place: tuple[int, int], text: str, looks: Sequence[Format | None]) -> Meant:
    """Return what is meant by putting `text` in the place of a range of characters.

    Atoms may go, and stay if the text has as many as the range; no new ones come.
    """
    start, end = place
    before, gone = now.text[:start].count(ATOM), now.text[start:end].count(ATOM)
    kept = now.atoms[before : before + text.count(ATOM)]
    return replace(
        now,
        text=now.text[:start] + text + now.text[end:],
        looks=(*now.looks[:start], *looks, *now.looks[end:]),
        atoms=(*now.atoms[:before], *kept, *now.atoms[before + gone :]),
    )


def faults(wanted: Sequence[Meant], units: Sequence[Unit]) -> dict[int, str]:
    """Return in which paragraphs a rendering differs from what is meant, and in what.

    Where it has another number of paragraphs, that stands under NEW. Blanks are equal to blanks,
    and where a straight quotation mark is meant, the curly one that the publication's typography
    makes of it is right too.
    """
    if len(wanted) != len(units):
        return {NEW: "other paragraphs would begin or end"}
    found = ((number, _fault(*pair)) for number, pair in enumerate(zip(wanted, units, strict=True)))
    return {number: reason for number, reason in found if reason}


def _fault(one: Meant, unit: Unit) -> str:
    wanted, shown = letters(one.text, one.looks), letters(unit.text, unit.looks)
    if len(wanted) != len(shown) or not all(
        a == b or b in _CURLY.get(a, "") for (a, _), (b, _) in zip(wanted, shown, strict=True)
    ):
        return f"it would read “{_around(one.text, unit.text)}”"
    if any(
        look is not None and not _alike(look, other)
        for (_, look), (_, other) in zip(wanted, shown, strict=True)
    ):
        return "bold, italic or linked text would begin or end elsewhere"
    if one.kind != unit.kind:
        return "a paragraph would become one of another kind"
    if not is_alike(one.shape, unit.shape):
        return "a paragraph would stand at another level of a list, or leave it or a quotation"
    if one.atoms != unit.atoms:
        return "a citation, a footnote mark or an image would change"
    return ""


def letters(text: str, looks: Sequence[Format | None]) -> list[tuple[str, Format | None]]:
    """Return characters with their looks, each run of blanks one blank of no look."""
    found: list[tuple[str, Format | None]] = []
    for letter, look in zip(text, looks, strict=True):
        if not letter.isspace():
            found.append((letter, look))
        elif found and found[-1][0] != " ":
            found.append((" ", None))
    if found and found[-1][0] == " ":
        found.pop()
    return found


def _alike(one: Format, other: Format | None) -> bool:
    return other is not None and (one.bold, one.italic, one.code, one.strike, bool(one.link)) == (
        other.bold, other.italic, other.code, other.strike, bool(other.link),
    )  # fmt: skip


def _around(wanted: str, made: str) -> str:
    same = next(
        (i for i, (a, b) in enumerate(zip(wanted, made, strict=False)) if a != b),
        min(len(wanted), len(made)),
    )
    return made[max(same - 20, 0) : same + 30].strip()
