"""A file's body while edits are made in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from press.docx.sources.text import SourceText
from press.publication import Source
from press.publication.source import parse_source
from press.review.apply.proof import NEW, Meant, faults, meant
from press.review.apply.trials import NO_SPELLING, Attempt, Job, Verdict, groups_of
from press.review.apply.wanted import Wanted
from press.review.apply.whitespace import fitted, known, places
from press.review.apply.words import text_spellings
from press.review.edits.edit import BlockEdit, Target
from press.review.edits.paragraphs import block_spellings
from press.review.edits.words import Spelling, points
from press.review.model.paragraphs import Run
from press.review.sources.today import Today
from press.review.sources.units import Unit


class Body:
    """The paragraphs of one file while edits are made; each is known by its number of today."""

    def __init__(self, today: Today, path: str) -> None:
        self._today = today
        self.source = today.text(path)
        self._units = today.units(path)
        self._now = Wanted(tuple(meant(unit, n) for n, unit in enumerate(self._units)))
        self._evidence: tuple[int, ...] | None = None
        # Cells of one row, which stand on one line, can break each other.
        self._lanes = {number: str(unit.lines) for number, unit in enumerate(self._units)}

    def jobs(self, targets: Sequence[tuple[Target, int]]) -> tuple[list[Job], list[Job]]:
        """Return the jobs of targets and their items' numbers, from the end to the beginning.

        Those that touch the same paragraphs share a group. Apart from the others stand the groups
        in which headings or whole paragraphs are edited: what follows them may move.
        """
        self._lanes = groups_of([target for target, _ in targets], self._lanes)
        ordered = sorted(targets, key=_from_the_end)
        jobs = [Job(target, number, self._lanes[target.unit.number]) for target, number in ordered]
        apart = {job.group for job in jobs if _divides(job.target)}
        return [one for one in jobs if one.group not in apart], [
            one for one in jobs if one.group in apart
        ]

    def renew(self, source: SourceText) -> None:
        """Take over a text with another front matter and the same body."""
        self.source = source
        self._units = self._today.rendered(source.source)

    @property
    def units(self) -> tuple[Unit, ...]:
        """The paragraphs as they are now."""
        return self._units

    @property
    def now(self) -> list[tuple[int, Unit]]:
        """The paragraphs as they are now, each with its number of today, or NEW."""
        origins = (one.origin for one in self._now.many)
        return list(zip(origins, self._units, strict=True))

    def meant(self) -> list[Meant]:
        """Return the paragraphs as they shall read if nothing changes."""
        return list(self._now.many)

    def judge(self, text: str, wanted: Sequence[Meant]) -> str:
        """Take over a text if it renders to what is wanted; return why not, or nothing."""
        made = parse_source(self.source.source.path, text)[0]
        verdict = self._judged(made, replace(self._now, many=tuple(wanted)), set())
        return verdict.reason or next(iter(verdict.groups.values()), "")

    def unit(self, number: int) -> Unit | None:
        """Return what is now the paragraph that had a number, None where it is gone."""
        index = self._now.index(number)
        return None if index is None else self._units[index]

    def spellings(self, job: Job) -> Iterator[Spelling]:
        """Yield the ways to write an edit into the text as it is."""
        after = self._now.after(job.target)
        made = iter(()) if after is None else self._made(job.target, after)
        seen: set[Spelling] = set()
        for spelling in made:
            exact = spelling.settled(self.source.text)
            if exact not in seen:
                seen.add(exact)
                yield exact

    def attempt(self, chosen: Attempt) -> Verdict:
        """Make edits, from the end to the beginning, and keep them if rendering proves them."""
        wanted = self._now
        text, limit, behind = self.source.text, len(self.source.text), ""
        parts: list[str] = []
        is_divided = False
        for job, spelling in chosen:
            if spelling.end > limit:
                reason = "two changes would be written over each other"
                return Verdict(groups={behind: reason}) if job.group == behind else Verdict(reason)
            parts += [text[spelling.end : limit], spelling.text]
            limit, behind = spelling.start, job.group
            after = wanted.after(job.target)
            if after is None:
                return Verdict(groups={job.group: NO_SPELLING})
            is_divided |= isinstance(wanted.edit(job.target), BlockEdit) or _divides(job.target)
            wanted = after
        text = text[:limit] + "".join(reversed(parts))
        made = parse_source(self.source.source.path, text)[0]
        headings = {job.group for job, _ in chosen if _divides(job.target)}
        return self._judged(made, wanted, headings if is_divided else None)

    def _made(self, target: Target, after: Wanted) -> Iterator[Spelling]:
        """Yield the ways to write an edit after which the paragraphs shall read so."""
        edit, at = self._now.edit(target), self._now.places(target) or []
        units = [self._units[index] for index in at]
        many = [self._now.many[index] for index in at]
        if isinstance(edit, BlockEdit):
            start = places(many[0].text, units[0].text)[min(target.start, len(many[0].text))]
            yield from block_spellings(self.source, self._units, _joined(edit, many), units, start)
        elif edit is not None:
            edit, place = fitted(edit, (target.start, target.end), many[0].text, units[0])
            if not self._now.is_shown(target, after):
                for point in points(self.source.text, units[0], place[0])[:1]:
                    yield Spelling(point, point, "", is_exact=True)
            yield from text_spellings(self.source.text, units[0], edit, place)

    def _judged(self, made: Source, wanted: Wanted, dividing: set[str] | None) -> Verdict:
        units = self._today.rendered(made)
        found = {n: f"rendered again, {reason}" for n, reason in faults(wanted.many, units).items()}
        if found:
            reason = next(iter(found.values()))
            groups = {self._lane(wanted.many, number): why for number, why in found.items()}
            return Verdict(reason) if "" in groups else Verdict(groups=groups)
        displaced = [] if dividing is None else self._displaced(made, wanted.many)
        if displaced:
            reason = "rendered again, the tables and figures made from the front matter would stand"
            near = {self._lanes[number] for was in displaced for number in self._headings(was)}
            groups = dict.fromkeys(near & (dividing or set()), f"{reason} elsewhere")
            return Verdict(f"{reason} elsewhere", groups, is_vague=True)
        self.source, self._units = SourceText(made), units
        many = (known(*pair) for pair in zip(wanted.many, units, strict=True))
        self._now = replace(wanted, many=tuple(many))
        self._evidence = None
        return Verdict()

    def _lane(self, wanted: Sequence[Meant], number: int) -> str:
        """Return the group of a paragraph, of a new one that of the paragraph before it."""
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
        where: dict[int, list[int]] = {}
        for index, one in enumerate(wanted):
            if not one.is_moved:
                where.setdefault(one.origin, []).append(index)
        origins = [one.origin for one in self._now.many]
        kept = [(i, where[o]) for i, o in enumerate(origins) if o != NEW and o in where]
        found: list[int] = []
        for was, now in zip(old, new, strict=True):
            low = max((many[-1] + 1 for i, many in kept if i < was), default=0)
            high = min((many[0] for i, many in kept if i >= was), default=len(wanted))
            is_beside = any(one.side == side for one, side in _parted(wanted, now))
            if is_beside or not low <= now <= high:
                found.append(was)
        return found

    def _headings(self, place: int) -> list[int]:
        """Return the numbers of the nearest headings before and behind a number of paragraphs."""
        marks = [i for i, unit in enumerate(self._units) if unit.kind.startswith("h")]
        near = [max((i for i in marks if i < place), default=NEW)]
        near.append(min((i for i in marks if i >= place), default=NEW))
        return [
            one.origin for i, one in enumerate(self._now.many) if i in near and one.origin != NEW
        ]


def _divides(target: Target) -> bool:
    return isinstance(target.edit, BlockEdit) or target.unit.kind.startswith("h")


def _parted(wanted: Sequence[Meant], place: int) -> list[tuple[Meant, int]]:
    """Return the paragraphs around a place, and at which of their sides it is."""
    return [(one, 1) for one in wanted[:place][-1:]] + [(one, -1) for one in wanted[place:][:1]]


def _joined(edit: BlockEdit, many: Sequence[Meant]) -> BlockEdit:
    """Return an edit that joins two paragraphs with the blank between that neither shows."""
    if edit.action != "merge" or edit.new or len(many) == 1:
        return edit
    has_blank = many[0].text[-1:].isspace() or many[1].text[:1].isspace()
    return replace(edit, new=((Run(" "),),)) if has_blank else edit


def _from_the_end(one: tuple[Target, int]) -> tuple[int, int, int, int]:
    target, number = one
    return -target.unit.number, -target.start, -target.end, -number
