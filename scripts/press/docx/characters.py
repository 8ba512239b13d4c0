"""Characters that XML forbids: refused with their place, before the first paragraph is written."""

from __future__ import annotations

from collections.abc import Iterator

from lxml.html import HtmlElement

from press.compile import IssueDocument
from press.docx.ooxml import illegal
from press.docx.sources.origins import file_of, origin
from press.docx.sources.text import SourceText
from press.publication import PressError, Problem


def refuse(document: IssueDocument) -> None:
    """Raise PressError with each place that holds a character which no Word file may hold."""
    places = _Places(document)
    problems = [*places.in_values(), *places.in_tree()]
    if problems:
        raise PressError(problems)


class _Places:
    """Looks through one issue; sources are only counted out where something is found."""

    def __init__(self, document: IssueDocument) -> None:
        self.document = document
        self.path = document.issue.source.path

    def in_values(self) -> Iterator[Problem]:
        """Yield what is wrong with values and names that stand outside of the tree too."""
        issue, entries = self.document.issue, self.document.bibliography.entries
        for field, value in (("title", issue.meta.title), ("summary", issue.meta.summary)):
            if value and illegal(value):
                yield _problem(*self._of_field(self.path, field), value)
        values = {self.document.publication.settings.name: ("mkdocs.yml", 1)}
        values.update({source.path: (source.path, 1) for source in self.document.sources})
        values.update(
            {
                reference.key: (entries[reference.key].path, entries[reference.key].line)
                for reference in self.document.references
                if reference.key in entries
            }
        )
        for value, (path, line) in values.items():
            if illegal(value):
                yield _problem(path, line, 1, value)

    def in_tree(self) -> Iterator[Problem]:
        """Yield what is wrong with texts and attributes of the issue's tree."""
        tree = self.document.tree
        if not illegal("".join([*tree.itertext(), *tree.xpath("//@*")])):
            return
        for node in tree.iter():
            for text in (node.text, *node.attrib.values()):
                if text and illegal(text):
                    yield _problem(*self._of_node(node), text)
            if node.tail and illegal(node.tail):
                around = node.getparent()
                yield _problem(*self._of_node(node if around is None else around), node.tail)

    def _of_node(self, node: HtmlElement) -> tuple[str, int, int]:
        found = origin(node)
        entry = self.document.bibliography.entries.get(found.key)
        if entry is not None:
            return entry.path, entry.line, 1
        if found.lines:
            return found.file, found.lines[0], 1
        if found.field:
            return self._of_field(found.file, found.field)
        return file_of(node) or self.path, 1, 1

    def _of_field(self, path: str, field: str) -> tuple[str, int, int]:
        for source in self.document.sources:
            if source.path == path:
                place = SourceText(source).place(field)
                return path, place.line, place.column
        return path, 1, 1


def _problem(path: str, line: int, column: int, text: str) -> Problem:
    message = f"the character U+{ord(illegal(text)):04X} can stand in no Word file"
    return Problem(path, line, column, "schema", message, "delete it")
