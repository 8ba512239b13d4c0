"""Where text goes: body or footnotes, the place of the next paragraph, the page's measures."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from press.docx.ooxml import Element

if TYPE_CHECKING:
    from docx.opc.part import Part

DOCUMENT, FOOTNOTES = "document", "footnotes"  # the names of stories
WIDTH = 8334  # of the text, in twentieths of a point: 147 mm
WIDE = 9298  # of a broad table: with the right margin of A4 as narrow as the left, 164 mm


@dataclass
class Story:
    """A part of the package that holds text, with its links by address."""

    name: str
    part: Part
    links: dict[str, str] = field(default_factory=dict)

    def link(self, address: str) -> str:
        """Return the id of the relationship to an address of the web."""
        from docx.opc.constants import RELATIONSHIP_TYPE

        if address not in self.links:
            number = f"rIdLink{len(self.links) + 1}"
            self.part.rels.add_relationship(
                RELATIONSHIP_TYPE.HYPERLINK, address, number, is_external=True
            )
            self.links[address] = number
        return self.links[address]


@dataclass(frozen=True)
class Place:
    """Where the next paragraph goes, and what it is when nothing else says so."""

    parent: Element
    story: Story
    style: str = "BodyText"
    kind: str = "p"
    level: int = -1  # of the list around it
    number: int = 0  # id of the list whose next item begins here
    align: str = ""
    column: int | None = None  # of the Markdown table around it
    width: int = WIDTH
    note: str = ""  # the bookmark round the mark of the footnote around it

    def changed(self, **changes: object) -> Place:
        """Return the place with some of its properties changed."""
        return replace(self, **changes)  # type: ignore[arg-type]
