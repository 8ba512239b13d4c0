"""A file's body while edits are made in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from press.docx.sources import SourceText
from press.publication import Source
from press.publication.source import parse_source
from press.review.apply_proof import NEW, Meant, faults, meant
from press.review.apply_settle import Chosen, Job, Verdict
from press.review.apply_text import text_meant, text_ways, whole
from press.review.blocks_edit import BlockEdit
from press.review.blocks_edit_ways import block_meant, block_ways
from press.review.carry import Today
from press.review.carry_units import Unit
from press.review.edits_markdown import Way
from press.review.merge_aims import Aim


class Body:
    """The paragraphs of one file while edits are made; each is known by its number of today."""

    def __init__(self, today: Today, path: str) -> None:
        self._today = today
        self.source = today.text(path)
        self._units = today.units(path)
        self._origins = list(range(len(self._units)))
        self._evidence: tuple[int, ...] | None = None
        # Cells of one row, which stand on one line, can break each other.
        self._lanes = {number: str(unit.lines) for number, unit in enumerate(self._units)}

    def jobs(self, aims: Sequence[tuple[Aim, int]]) -> tuple[list[Job], list[Job]]:
        """Return the jobs of aims and their items' numbers, from the end to the beginning.

        Those that touch the same paragraphs share a lane. Apart from the others stand the lanes
        in which headings or whole paragraphs are edited: what follows them may move.
        """
        for aim, _ in aims:
            names = {self._lanes[one.number] for one in (aim.unit, *aim.units)}
            for number, name in self._lanes.items():
                if name in names:
                    self._lanes[number] = min(names)
        ordered = sorted(aims, key=_from_the_end)
        jobs = [Job(aim, number, self._lanes[aim.unit.number]) for aim, number in ordered]
        apart = {job.lane for job in jobs if _divides(job.aim)}
        return [one for one in jobs if one.lane not in apart], [
            one for one in jobs if one.lane in apart
        ]

    def renew(self, source: SourceText) -> None:
        """Take over a text with another front matter and the same body."""
        self.source = source
        self._units = self._today.rendered(source.source)

    @property
    def units(self) -> tuple[Unit, ...]:
        """The paragraphs as they are now."""
        return self._units

    def meant(self) -> list[Meant]:
        """Return the paragraphs as they shall read if nothing changes."""
        return [meant(*pair) for pair in zip(self._units, self._origins, strict=True)]

    def judge(self, text: str, wanted: Sequence[Meant]) -> str:
        """Take over a text if it renders to what is wanted; return why not, or nothing."""
        verdict = self._judged(parse_source(self.source.source.path, text)[0], wanted, set())
        return verdict.reason or next(iter(verdict.lanes.values()), "")

    def unit(self, number: int) -> Unit | None:
        """Return what is now the paragraph that had a number, None where it is gone."""
        if number not in self._origins:
            return None
        return self._units[self._origins.index(number)]

    def ways(self, job: Job) -> Iterator[Way]:
        """Yield the ways to write an edit into the text as it is."""
        unit, today = self._found(job.aim)
        if unit is None:
            return
        edit = whole(job.aim, unit)
        if isinstance(edit, BlockEdit):
            made = block_ways(self.source, self._units, edit, today, job.aim.start)
        else:
            made = text_ways(self.source.text, unit, edit, (job.aim.start, job.aim.end))
        seen: set[Way] = set()
        for way in made:
            exact = way.settled(self.source.text)
            if exact not in seen:
                seen.add(exact)
                yield exact

    def attempt(self, chosen: Chosen) -> Verdict:
        """Make edits, from the end to the beginning, and keep them if rendering proves them."""
        wanted = self.meant()
        text, limit, behind = self.source.text, len(self.source.text), ""
        parts: list[str] = []
        is_divided = False
        for job, way in chosen:
            if way.end > limit:
                reason = "two changes would be written over each other"
                return Verdict(lanes={behind: reason}) if job.lane == behind else Verdict(reason)
            parts += [text[way.end : limit], way.text]
            limit, behind = way.start, job.lane
            wanted, divides = self._wanted(wanted, job.aim)
            is_divided |= divides
        text = text[:limit] + "".join(reversed(parts))
        made = parse_source(self.source.source.path, text)[0]
        headings = {job.lane for job, _ in chosen if _divides(job.aim)}
        return self._judged(made, wanted, headings if is_divided else None)

    def _found(self, aim: Aim) -> tuple[Unit | None, list[Unit]]:
        many = [self.unit(one.number) for one in aim.units or (aim.unit,)]
        today = [one for one in many if one is not None]
        return (self.unit(aim.unit.number), today) if len(many) == len(today) else (None, [])

    def _wanted(self, wanted: list[Meant], aim: Aim) -> tuple[list[Meant], bool]:
        """Return how the paragraphs shall read with one edit more, and if it can move tables."""
        unit, today = self._found(aim)
        if unit is None:
            return wanted, False
        index = self._origins.index(aim.unit.number)
        edit = whole(aim, unit)
        if isinstance(edit, BlockEdit):
            return block_meant(wanted, edit, today, aim.start), True
        made = text_meant(wanted[index], edit, (aim.start, aim.end))
        return [*wanted[:index], made, *wanted[index + 1 :]], unit.kind.startswith("h")

    def _judged(self, made: Source, wanted: Sequence[Meant], dividing: set[str] | None) -> Verdict:
        units = self._today.rendered(made)
        found = {n: f"rendered again, {reason}" for n, reason in faults(wanted, units).items()}
        if found:
            reason = next(iter(found.values()))
            lanes = {self._lane(wanted, number): why for number, why in found.items()}
            return Verdict(reason) if "" in lanes else Verdict(lanes=lanes)
        displaced = [] if dividing is None else self._displaced(made, wanted)
        if displaced:
            reason = "rendered again, the tables and figures made from the front matter would stand"
            near = {self._lanes[number] for was in displaced for number in self._headings(was)}
            lanes = dict.fromkeys(near & (dividing or set()), f"{reason} elsewhere")
            return Verdict(f"{reason} elsewhere", lanes, is_vague=True)
        self.source, self._units = SourceText(made), units
        self._origins = [one.origin for one in wanted]
        self._evidence = None
        return Verdict()

    def _lane(self, wanted: Sequence[Meant], number: int) -> str:
        """Return the lane of a paragraph, of a new one that of the paragraph before it."""
        origins = (one.origin for one in wanted[number::-1] if one.origin != NEW)
        return "" if number == NEW else self._lanes.get(next(origins, NEW), "")

    def _displaced(self, made: Source, wanted: Sequence[Meant]) -> list[int]:
        """Return behind how many paragraphs tables and figures stand that would move.

        They stand behind sections, which are known by their names.
        """
        rendering = self._today.rendering
        if self._evidence is None:
            self._evidence = rendering.evidence(self.source.source)
        old, new = self._evidence, rendering.evidence(made)
        if len(old) != len(new):
            return list(old)
        places: dict[int, list[int]] = {}
        for index, one in enumerate(wanted):
            if not one.is_moved:
                places.setdefault(one.origin, []).append(index)
        kept = [(i, places[o]) for i, o in enumerate(self._origins) if o != NEW and o in places]
        found: list[int] = []
        for was, now in zip(old, new, strict=True):
            low = max((many[-1] + 1 for i, many in kept if i < was), default=0)
            high = min((many[0] for i, many in kept if i >= was), default=len(wanted))
            if not low <= now <= high:
                found.append(was)
        return found

    def _headings(self, place: int) -> list[int]:
        """Return the numbers of the nearest headings before and behind a number of paragraphs."""
        marks = [i for i, unit in enumerate(self._units) if unit.kind.startswith("h")]
        near = [max((i for i in marks if i < place), default=NEW)]
        near.append(min((i for i in marks if i >= place), default=NEW))
        return [self._origins[i] for i in near if i != NEW and self._origins[i] != NEW]


def _divides(aim: Aim) -> bool:
    return isinstance(aim.edit, BlockEdit) or aim.unit.kind.startswith("h")


def _from_the_end(one: tuple[Aim, int]) -> tuple[int, int, int, int]:
    aim, number = one
    return -aim.unit.number, -aim.start, -aim.end, -number
