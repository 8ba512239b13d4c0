"""What an edit is: of words, or of whole paragraphs; and where it goes in today's source."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from press.review.model.paragraphs import Format, Run, text_of
from press.review.sources.units import Unit

TEXT_KINDS = frozenset({"insertion", "deletion", "replacement", "move"})


@dataclass(frozen=True)
class Edit:
    """Characters `start:end` of a base unit make room for `new`.

    With `looks` nothing is replaced: the characters get these looks, one for each.
    `capital` says that the first of them was made large by the study card.
    """

    unit: Unit
    start: int
    end: int
    new: tuple[Run, ...] = ()
    looks: tuple[Format, ...] = ()
    capital: bool = False

    @property
    def old_text(self) -> str:
        """The characters that it takes away."""
        return self.unit.text[self.start : self.end]

    @property
    def new_text(self) -> str:
        """The characters that it brings."""
        return text_of(self.new)


class ByHandError(Exception):
    """A change that no program should make; says why, for a person."""


@dataclass(frozen=True)
class BlockEdit:
    """A paragraph or row that comes, goes, is split or merged.

    `units` are those it concerns: what goes; the two that become one; the one that is split at
    `start`; the one beside which something new stands; those that move, and `beside` which one
    they go. `new` are the new paragraphs or cells, or what
    comes between merged ones; `style` what they are, `shape` in which list or quotation.
    """

    action: Literal["insert", "delete", "split", "merge", "move"]
    units: tuple[Unit, ...]
    start: int = 0
    end: int = 0
    new: tuple[tuple[Run, ...], ...] = ()
    style: str = ""
    is_before: bool = False
    is_row: bool = False
    beside: Unit | None = None
    shape: str = ""

    @property
    def new_text(self) -> str:
        """The characters that it brings."""
        return "\n".join("".join(run.text for run in runs) for runs in self.new)

    @property
    def looks(self) -> tuple[()]:
        """No looks: whole paragraphs have none."""
        return ()


@dataclass(frozen=True)
class Target:
    """An edit as it concerns today's source: the unit of today, and the range in it.

    `units` are all that whole paragraphs' edits concern, `beside` where some are moved to.
    """

    edit: Edit | BlockEdit
    unit: Unit
    start: int
    end: int
    units: tuple[Unit, ...] = ()
    beside: Unit | None = None

    @property
    def is_move(self) -> bool:
        """Tell whether whole paragraphs go elsewhere."""
        return isinstance(self.edit, BlockEdit) and self.edit.action == "move"
