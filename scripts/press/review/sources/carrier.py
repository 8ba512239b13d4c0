"""From the sources as exported to the sources of today: files, paragraphs, values, entries."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from press.review.diff.characters import Same, same
from press.review.diff.paragraphs import LEAST, pairs, similarity
from press.review.sources.base import Base
from press.review.sources.today import Today
from press.review.sources.units import Unit, Woven, value_unit, woven

_TELLING = 25  # shorter paragraphs are not looked for in other files
_SAME_FILE = 0.5  # a file that is gone is found under the name of one that is as much like it


@dataclass(frozen=True)
class Carried:
    """A unit of the base, the same of today, and what is the same in their texts."""

    unit: Unit
    same: Same

    @cached_property
    def words(self) -> Same:
        """What is the same word for word, as places are told: letters of a word are no place."""
        return same(self.same.old, self.same.new, whole_words=True)


class Carrier:
    """Leads from a base to today."""

    def __init__(self, base: Base, today: Today) -> None:
        self.base = base
        self.today = today
        self._looks: dict[str, tuple[Unit, ...]] = {}
        self._pairs: dict[str, dict[int, int]] = {}

    @cached_property
    def woven(self) -> dict[str, Woven]:
        """Return the export's blocks that have a text of their own, by bookmark."""
        found: dict[str, Woven] = {}
        counts: dict[str, int] = {}
        for block in self.base.manifest.blocks:
            if not block.file or block.key:
                continue
            number = counts.get(block.file, 0)
            counts[block.file] = number + (not block.fields)
            found[block.id] = woven(block, number, self.base.sources[block.file])
        return found

    @cached_property
    def paths(self) -> dict[str, str]:
        """Return today's path of each file of the base; what is nowhere is left out."""
        old, now = self.base.sources, self.today.sources
        found = {path: path for path in old if path in now}
        free = [path for path in now if path not in old]
        for path in old:
            if path in found:
                continue
            ranked = [(similarity(old[path].text, now[other].text), other) for other in free]
            score, best = max(ranked, default=(0.0, ""))
            if score >= _SAME_FILE:
                found[path] = best
                free.remove(best)
        return found

    def exported_looks(self, unit: Unit) -> Unit | None:
        """Return a paragraph of the base with its looks, None where it renders otherwise today."""
        if unit.path not in self._looks:
            source = self.base.sources[unit.path].source
            now = self.today.sources.get(unit.path)
            is_same = now is not None and now.text == source.text
            self._looks[unit.path] = (
                self.today.units(unit.path) if is_same else self.today.rendered(source)
            )
        made = self._looks[unit.path]
        one = made[unit.number] if unit.number < len(made) else None
        return one if one is not None and one.text == unit.text else None

    def unit(self, unit: Unit) -> Carried | None:
        """Return the same paragraph or value as it is today, or None where it is gone."""
        path = self.paths.get(unit.path)
        if path is None:
            return None
        now = self._value(unit, path) if unit.key else self._paragraph(unit, path)
        return None if now is None else Carried(now, same(unit.text, now.text))

    def new_units(self, path: str) -> tuple[Unit, ...]:
        """Return the paragraphs of one of today's files that were in no file of the base."""
        old = next((old for old, new in self.paths.items() if new == path), None)
        known = set() if old is None else set(self.paired(old, path).values())
        known |= {unit.number for unit in self._moved.values() if unit.path == path}
        return tuple(unit for unit in self.today.units(path) if unit.number not in known)

    def _paragraph(self, unit: Unit, path: str) -> Unit | None:
        number = self.paired(unit.path, path).get(unit.number)
        if number is not None:
            return self.today.units(path)[number]
        return self._moved.get((unit.path, unit.number))

    def paired(self, old: str, new: str) -> dict[int, int]:
        """Return which paragraph of a file of the base is which of today's."""
        if old not in self._pairs:
            texts = [unit.text for unit in self.exported(old)]
            found = pairs(texts, [one.text for one in self.today.units(new)])
            self._pairs[old] = {i: pair.new for i, pair in found.items()}
        return self._pairs[old]

    def exported(self, path: str) -> list[Unit]:
        """Return the paragraphs of a file's body as exported."""
        return [
            item.units[0]
            for item in self.woven.values()
            if item.block.file == path and not item.block.fields
        ]

    @cached_property
    def _moved(self) -> dict[tuple[str, int], Unit]:
        """Return the paragraphs that stand in another file of the issue today."""
        gone: list[Unit] = []
        come: list[Unit] = []
        for old, new in self.paths.items():
            paired = self.paired(old, new)
            gone += [unit for unit in self.exported(old) if unit.number not in paired]
            known = set(paired.values())
            come += [unit for unit in self.today.units(new) if unit.number not in known]
        found = pairs([unit.text for unit in gone], [unit.text for unit in come])
        return {
            (gone[i].path, gone[i].number): come[pair.new]
            for i, pair in found.items()
            if pair.similarity >= LEAST and len(gone[i].text) >= _TELLING
        }

    def _value(self, unit: Unit, path: str) -> Unit | None:
        text = self.today.text(path)
        parent, _, last = unit.key.rpartition(".")
        siblings = text.shown(parent) if last.isdigit() else None
        key = unit.key
        if isinstance(siblings, list) and unit.text in siblings:  # the list may be in new order
            key = f"{parent}.{siblings.index(unit.text)}"
        return value_unit(text, key, unit.kind)
