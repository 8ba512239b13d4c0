"""A file's front matter while edits are made in its values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from press.docx.sources.text import SourceText
from press.publication.source import parse_source
from press.review.apply.trials import Attempt, Job, Verdict
from press.review.edits.edit import BlockEdit, Target
from press.review.edits.values import ValueEdit, shown_faults, value_faults, value_spellings
from press.review.edits.words import Spelling
from press.review.sources.today import Today
from press.review.sources.units import value_unit


class Values:
    """The values of one file while edits are made in them."""

    def __init__(self, today: Today, source: SourceText) -> None:
        self._rendering = today.rendering
        self.source = source

    def jobs(self, targets: Sequence[tuple[Target, int]]) -> tuple[list[Job], dict[int, str]]:
        """Return the jobs of targets and their items' numbers, and by number why some are none."""
        reasons: dict[int, str] = {}
        made: list[tuple[int, Job]] = []
        for target, number in targets:
            key = target.unit.key
            if isinstance(target.edit, BlockEdit):
                reasons[number] = "a value of the front matter is no paragraph"
            elif value_unit(self.source, key) is None:
                reasons[number] = f"`{key}` is no longer text"
            else:
                made.append((self.source.value(key)[0], Job(target, number, key)))
        made.sort(
            key=lambda one: (-one[0], -one[1].target.start, -one[1].target.end, -one[1].number)
        )
        return [job for _, job in made], reasons

    def spellings(self, job: Job) -> Iterator[Spelling]:
        """Yield the ways to write an edit into the text as it is."""
        edit = self._edit(job.target)
        if edit is not None:
            made = value_spellings(self.source, edit)
            yield from dict.fromkeys(spelling.settled(self.source.text) for spelling in made)

    def attempt(self, chosen: Attempt) -> Verdict:
        """Make edits, from the end to the beginning, and keep them if nothing else changes."""
        text, limit, behind = self.source.text, len(self.source.text), ""
        edits: list[ValueEdit] = []
        for job, spelling in chosen:
            edit = self._edit(job.target)
            if edit is None or spelling.end > limit:
                reason = "two changes would be written over each other"
                return Verdict(groups={behind: reason}) if job.group == behind else Verdict(reason)
            text = text[: spelling.start] + spelling.text + text[spelling.end :]
            limit, behind = spelling.start, job.group
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
        return Verdict(groups=faults, is_vague=True)

    def _edit(self, target: Target) -> ValueEdit | None:
        unit = value_unit(self.source, target.unit.key)
        if unit is None or isinstance(target.edit, BlockEdit):
            return None
        new = target.edit.new_text
        if (
            target.edit.capital
            and new[:1].isupper()
            and unit.text[target.start : target.end][:1].islower()
        ):
            new = new[:1].lower() + new[1:]  # the study card wrote it large
        return ValueEdit(unit, target.start, target.end, new)
