"""A file's front matter while edits are made in its values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from press.docx.sources.text import SourceText
from press.publication.source import parse_source
from press.review.apply.trials import Chosen, Job, Verdict
from press.review.edits.values import ValueEdit, shown_faults, value_faults, value_ways
from press.review.edits.words import Way
from press.review.merge.block_edits import BlockEdit
from press.review.merge.targets import Aim
from press.review.sources.carrier import Today
from press.review.sources.units import value_unit


class Values:
    """The values of one file while edits are made in them."""

    def __init__(self, today: Today, source: SourceText) -> None:
        self._rendering = today.rendering
        self.source = source

    def jobs(self, aims: Sequence[tuple[Aim, int]]) -> tuple[list[Job], dict[int, str]]:
        """Return the jobs of aims and their items' numbers, and by number why some are none."""
        reasons: dict[int, str] = {}
        made: list[tuple[int, Job]] = []
        for aim, number in aims:
            key = aim.unit.key
            if isinstance(aim.edit, BlockEdit):
                reasons[number] = "a value of the front matter is no paragraph"
            elif value_unit(self.source, key) is None:
                reasons[number] = f"`{key}` is no longer text"
            else:
                made.append((self.source.value(key)[0], Job(aim, number, key)))
        made.sort(key=lambda one: (-one[0], -one[1].aim.start, -one[1].aim.end, -one[1].number))
        return [job for _, job in made], reasons

    def ways(self, job: Job) -> Iterator[Way]:
        """Yield the ways to write an edit into the text as it is."""
        edit = self._edit(job.aim)
        if edit is not None:
            made = value_ways(self.source, edit)
            yield from dict.fromkeys(way.settled(self.source.text) for way in made)

    def attempt(self, chosen: Chosen) -> Verdict:
        """Make edits, from the end to the beginning, and keep them if nothing else changes."""
        text, limit, behind = self.source.text, len(self.source.text), ""
        edits: list[ValueEdit] = []
        for job, way in chosen:
            edit = self._edit(job.aim)
            if edit is None or way.end > limit:
                reason = "two changes would be written over each other"
                return Verdict(lanes={behind: reason}) if job.lane == behind else Verdict(reason)
            text = text[: way.start] + way.text + text[way.end :]
            limit, behind = way.start, job.lane
            edits.append(edit)
        made, problems = parse_source(self.source.source.path, text)
        if problems:
            fault = problems[0].message
            return Verdict(f"the front matter could not be read any more ({fault})")
        faults = value_faults(self.source, made, edits)
        faults = faults or shown_faults(self._rendering, self.source, made, edits)
        if "" in faults:
            return Verdict(faults[""])
        if not faults:
            self.source = SourceText(made)
        return Verdict(lanes=faults, is_vague=True)

    def _edit(self, aim: Aim) -> ValueEdit | None:
        unit = value_unit(self.source, aim.unit.key)
        if unit is None or isinstance(aim.edit, BlockEdit):
            return None
        new = aim.edit.new_text
        if aim.edit.capital and new[:1].isupper() and unit.text[aim.start : aim.end][:1].islower():
            new = new[:1].lower() + new[1:]  # the study card wrote it large
        return ValueEdit(unit, aim.start, aim.end, new)
