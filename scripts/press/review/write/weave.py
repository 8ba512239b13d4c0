"""Two versions of a text as one with tracked changes: paragraphs, tables, footnotes."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from lxml import etree

from press.docx.ooxml import Element, make, w
from press.review.write.differences import steps
from press.review.write.former_things import FormerThings
from press.review.write.names import Names
from press.review.write.pairing import Block, cells, items, paired, rows_paired
from press.review.write.tokens import NOTE_MARK, Stream, Tokenizer
from press.review.write.tracks import Line, TrackedAs, Tracks


@dataclass
class NotePairs:
    """What became of footnotes: which former one is which of today's, which came, which went."""

    kept: list[tuple[str, str]] = field(default_factory=list)
    inserted: list[str] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)


class Weaver:
    """Weaves the former version of one part with today's."""

    def __init__(
        self, reader: Tokenizer, tracks: Tracks, names: Names, things: FormerThings
    ) -> None:
        self._reader = reader
        self._tracks = tracks
        self._names = names
        self._things = things
        self.notes = NotePairs()

    def blocks(self, old: Sequence[Element], new: Sequence[Element]) -> list[Element]:
        """Return the elements of a container: today's and, tracked, the former ones."""
        olds, news = list(items(old)), list(items(new))
        found = paired(olds, news)
        woven: list[Element] = []
        reached = 0
        for number, item in enumerate(news):
            partner = found.get(number)
            if partner is None:
                woven += self._whole(item, "ins")
                continue
            for gone in olds[reached:partner]:
                woven += self._whole(gone, "del")
            reached = partner + 1
            woven += self._both(olds[partner], item)
        for gone in olds[reached:]:
            woven += self._whole(gone, "del")
        return _tables_joined(woven)

    def alone(self, content: Sequence[Element], fate: TrackedAs) -> list[Element]:
        """Return what came or went with the whole of its container, whose last end is kept."""
        *before, last = content
        woven = [one for item in items(before) for one in self._whole(item, fate)]
        ends = (last, None) if fate == "del" else (None, last)
        return [*woven, self.paragraph(*ends)]

    def _both(self, old: Block, new: Block) -> Iterator[Element]:
        if not new.is_table:
            yield self.paragraph(old.elements[0], new.elements[0])
            return
        yield self._table(old.elements[0], new.elements[0])
        yield from new.elements[1:]

    def _whole(self, item: Block, fate: TrackedAs) -> Iterator[Element]:
        for element in item.elements:
            if element.tag == w("tbl"):
                yield self._table(*((element, None) if fate == "del" else (None, element)))
            else:
                yield self._lone(element, fate)

    def _lone(self, paragraph: Element, fate: TrackedAs) -> Element:
        """Return a paragraph that came or went as a whole, with its end."""
        made = self.paragraph(paragraph, None) if fate == "del" else self.paragraph(None, paragraph)
        self._tracks.paragraph(_properties(made), fate)
        return made

    def paragraph(self, old: Element | None, new: Element | None) -> Element:
        """Return one paragraph of both versions; its end is kept."""
        made = make("p")
        made.append(self._shape(old, new))
        line = Line(made, self._tracks)
        olds, news = self._reader.stream(old), self._reader.stream(new)
        self._names.meet(old, new)
        for step in steps(olds.tokens, news.tokens):
            if step.same:
                for i, j in zip(
                    range(step.old, step.old_end), range(step.new, step.new_end), strict=True
                ):
                    self._marks(line, olds, i, news, j)
                    one, other = olds.tokens[i], news.tokens[j]
                    if other.note:
                        self.notes.kept.append((one.note, other.note))
                    line.write(other, "kept", one)
            else:
                self._gone(line, olds, step.old, step.old_end)
                self._come(line, news, step.new, step.new_end)
        self._marks(line, olds, len(olds.tokens), news, len(news.tokens))
        line.close()
        return made

    def _gone(self, line: Line, olds: Stream, start: int, end: int) -> None:
        for i in range(start, end):
            self._marks(line, olds, i, None, 0)
            if olds.tokens[i].note:
                self.notes.deleted.append(olds.tokens[i].note)
            line.write(olds.tokens[i], "kept" if olds.tokens[i].key == NOTE_MARK else "del")

    def _come(self, line: Line, news: Stream, start: int, end: int) -> None:
        for j in range(start, end):
            self._marks(line, None, 0, news, j)
            if news.tokens[j].note:
                self.notes.inserted.append(news.tokens[j].note)
            line.write(news.tokens[j], "kept" if news.tokens[j].key == NOTE_MARK else "ins")

    def _marks(self, line: Line, olds: Stream | None, i: int, news: Stream | None, j: int) -> None:
        for mark in olds.marks[i] if olds is not None else ():
            line.bookmark(self._names.former(mark))
        for mark in news.marks[j] if news is not None else ():
            made = self._names.todays(mark)
            if made is not None:
                line.bookmark(made)

    def _shape(self, old: Element | None, new: Element | None) -> Element:
        """Return a paragraph's properties: today's, and what they were where that is another."""
        if new is None:
            made = copy.deepcopy(_properties(old))
            self._things.listed(made)
            return made
        made = copy.deepcopy(_properties(new))
        if old is None:
            return made
        was = copy.deepcopy(_properties(old))
        self._things.same_list(was, made)
        if _comparable(was) != _comparable(made):
            self._things.listed(was)
            self._tracks.formatted(made, was, "pPrChange")
            for properties in made.iterfind(f"{w('pPrChange')}/{w('pPr')}"):
                self._things.listed(properties)
        return made

    def _table(self, old: Element | None, new: Element | None) -> Element:
        """Return one table of both versions: rows that stayed, came and went."""
        frame = new if new is not None else old
        made = make("tbl")
        made.extend(
            copy.deepcopy(child)
            for child in (frame if frame is not None else ())
            if child.tag in {w("tblPr"), w("tblGrid")}
        )
        olds = [] if old is None else list(old.iterchildren(w("tr")))
        news = [] if new is None else list(new.iterchildren(w("tr")))
        found = rows_paired(olds, news)
        reached = 0
        for number, row in enumerate(news):
            partner = found.get(number)
            if partner is None:
                made.append(self._row(row, "ins"))
                continue
            made.extend(self._row(gone, "del") for gone in olds[reached:partner])
            reached = partner + 1
            made.append(self._row_of_both(olds[partner], row))
        made.extend(self._row(gone, "del") for gone in olds[reached:])
        return made

    def _row(self, row: Element, fate: TrackedAs) -> Element:
        made = make("tr")
        for child in row:
            if child.tag != w("tc"):
                made.append(copy.deepcopy(child))
                continue
            cell = _cell(child)
            inside = _content(child)
            for item in items(inside):
                cell.extend(self._whole(item, fate))
            made.append(cell)
        self._tracks.row(made, fate)
        return made

    def _row_of_both(self, old: Element, new: Element) -> Element:
        made = make("tr")
        made.extend(copy.deepcopy(child) for child in new if child.tag != w("tc"))
        for one, other in zip(cells(old), cells(new), strict=True):
            cell = _cell(other)
            cell.extend(self.blocks(_content(one), _content(other)))
            made.append(cell)
        return made


def _tables_joined(woven: Sequence[Element]) -> list[Element]:
    """Return elements with neighbouring tables made one: Word would show them as one anyway."""
    result: list[Element] = []
    for element in woven:
        if result and element.tag == w("tbl") == result[-1].tag:
            result[-1].extend(list(element.iterchildren(w("tr"))))
        else:
            result.append(element)
    return result


def _properties(paragraph: Element | None) -> Element:
    found = None if paragraph is None else paragraph.find(w("pPr"))
    if found is None:
        found = make("pPr")
        if paragraph is not None:
            paragraph.insert(0, found)
    return found


def _comparable(properties: Element) -> bytes:
    """Return properties without the number of the list, which each export gives anew."""
    bare = copy.deepcopy(properties)
    for number in bare.iter(w("numId")):
        number.attrib.clear()
    return etree.tostring(bare, method="c14n")


def _cell(cell: Element) -> Element:
    made = make("tc")
    properties = cell.find(w("tcPr"))
    if properties is not None:
        made.append(copy.deepcopy(properties))
    return made


def _content(cell: Element) -> list[Element]:
    return [child for child in cell if child.tag != w("tcPr")]
