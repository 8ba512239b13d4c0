"""Elements with many children, each of which is looked up among all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markdown.treeprocessors import Treeprocessor

from press.compile.cost.budget import Guard

if TYPE_CHECKING:
    from xml.etree import ElementTree as ET

    from markdown import Markdown

_MANY = 100  # children; fewer are found at once


class Crowds(Treeprocessor):
    """Counts what it costs to find a child among many, as is done for each that text follows."""

    def __init__(self, md: Markdown, guard: Guard) -> None:
        super().__init__(md)
        self._guard = guard

    def run(self, root: ET.Element) -> None:
        """Count the children of every element."""
        for element in root.iter():
            if len(element) > _MANY:
                self._guard.budget.current = next((t for t in element.itertext() if t.strip()), "")
                self._guard.spend(len(element) * sum(1 for child in element if child.tail))


class Blanks(Treeprocessor):
    """Takes the line breaks between blocks away from what would look for words in each of them.

    That looks up the place of a block among all others; `BlanksAgain` puts them back.
    """

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        self.taken: list[tuple[ET.Element, str]] = []

    def run(self, root: ET.Element) -> None:
        """Take what is blank behind the children of large elements."""
        self.taken = []
        for element in root.iter():
            if len(element) > _MANY:
                for child in element:
                    if child.tail and not child.tail.strip():
                        self.taken.append((child, child.tail))
                        child.tail = None


class BlanksAgain(Treeprocessor):
    """Puts back what `Blanks` took."""

    def __init__(self, md: Markdown, blanks: Blanks) -> None:
        super().__init__(md)
        self._blanks = blanks

    def run(self, root: ET.Element) -> None:
        """Put every line break back to where it was."""
        del root
        for element, tail in self._blanks.taken:
            element.tail = tail + (element.tail or "")
        self._blanks.taken = []
