"""The results of a digest as a table in the shape of a Summary of Findings, all from data."""

from __future__ import annotations

import string
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from press.bibliography import Cluster
from press.compile.citations import narrative
from press.compile.digest import templates
from press.compile.extension import CITATION_CLASS
from press.compile.results.estimates import (
    NOT_PRINTED,
    Part,
    Parts,
    effect,
    has_unit,
    in_sentence,
    line_html,
    people,
)
from press.compile.results.groups import Cell, Column, group_columns, in_lines
from press.publication import NO_HTML, Digest, Estimate, SafeHtml, escaped
from press.publication.model import NOT_REPORTED
from press.publication.wording import capital

_COMPUTED = "Computed from the counts; the source does not print it."


@dataclass(frozen=True)
class OutcomeRow:
    """An outcome: what was measured, the mark of its note, the lines beneath, all as HTML."""

    outcome: SafeHtml
    mark: str
    details: tuple[SafeHtml, ...]


@dataclass(frozen=True)
class Note:
    """A note beneath the table."""

    mark: str
    html: SafeHtml
    field: str = ""
    lead: str = ""


def results_table(digest: Digest) -> tuple[SafeHtml, tuple[Cluster, ...]]:
    """Return the HTML of a digest's results, and the citations that its placeholders stand for.

    Both are empty where the digest has no estimates. Columns in which nothing would stand are
    left out; the groups that were compared then stand beneath the outcome. Where all results
    have one source, it stands beneath the table.
    """
    estimates, text = digest.meta.estimates, digest.source.text
    if not estimates:
        return NO_HTML, ()
    groups = group_columns(estimates, text)
    letters = _letters(estimates)
    rows = [
        _row(place, estimate, letters, text, names=not groups)
        for place, estimate in enumerate(estimates)
    ]
    notes = [Note(mark, escaped(note), key) for note, (mark, key) in letters.items()]
    if any(f"{NOT_PRINTED})" in cell.html for group in groups for cell in group.cells):
        notes.append(Note(NOT_PRINTED, escaped(_COMPUTED)))
    columns = [*groups, _column("Effect", estimates, _effect)]
    columns.append(_column("Participants", estimates, _people))
    columns.append(_column("Certainty", estimates, lambda *_: _certainty(digest)))
    if len({estimate.source for estimate in estimates}) == 1:
        cited = [estimates[0].source]
        notes.append(Note("", _placeholder(0), "estimates.0.source", "Source: "))
    else:
        cited = [estimate.source for estimate in estimates]
        cells = [Cell(_placeholder(n), f"estimates.{n}.source") for n in range(len(cited))]
        columns.append(Column(escaped("Source"), "Source", tuple(cells)))
    columns = [column for column in columns if any(cell.html for cell in column.cells)]
    table = templates().get_template("results.html")
    clusters = tuple(narrative("", item.cite, item.locator, item.cite) for item in cited)
    return SafeHtml(table.render(rows=rows, columns=columns, notes=notes)), clusters


def _letters(estimates: Sequence[Estimate]) -> dict[str, tuple[str, str]]:
    """Return the letter of each note and where it is written; the same words are one note."""
    found: dict[str, tuple[str, str]] = {}
    for place, estimate in enumerate(estimates):
        if estimate.note and estimate.note not in found:
            found[estimate.note] = (_letter(len(found)), f"estimates.{place}.note")
    return found


def _letter(number: int) -> str:
    """Return the mark of a note, counted from 0: a to z, then aa."""
    turn, place = divmod(number, len(string.ascii_lowercase))
    return (_letter(turn - 1) if turn else "") + string.ascii_lowercase[place]


def _row(
    place: int,
    estimate: Estimate,
    letters: Mapping[str, tuple[str, str]],
    text: str,
    *,
    names: bool,
) -> OutcomeRow:
    when = Part(estimate.time_point, "time_point")
    details: list[Parts] = [(when,)]
    if estimate.instrument:
        when = Part(in_sentence(estimate.time_point, text), "time_point")
        details = [(Part(estimate.instrument, "instrument"), Part("; "), when)]
    if estimate.unit and not has_unit(estimate):
        details[0] += (Part("; in "), Part(estimate.unit, "unit"))
    if names and estimate.arms:
        details.append(_compared(estimate, text))
    prefix = f"estimates.{place}"
    return OutcomeRow(
        line_html((Part(estimate.outcome, "outcome"),), prefix),
        letters[estimate.note][0] if estimate.note else "",
        tuple(line_html(line, prefix) for line in details),
    )


def _compared(estimate: Estimate, text: str) -> Parts:
    """Return the groups of an estimate: `Esketamine 84 mg vs placebo`."""
    parts: list[Part] = []
    for number, arm in enumerate(estimate.arms):
        name = in_sentence(arm.name, text) if parts else arm.name
        parts += [Part(" vs "), Part(name, f"arms.{number}.name")]
    return tuple(parts[1:])


def _column(
    title: str, estimates: Sequence[Estimate], cell: Callable[[Estimate, str], Cell]
) -> Column:
    cells = [cell(estimate, f"estimates.{place}") for place, estimate in enumerate(estimates)]
    if any(item.html for item in cells):
        unknown = escaped(capital(NOT_REPORTED))
        cells = [
            item if item.html else Cell(unknown, f"estimates.{n}") for n, item in enumerate(cells)
        ]
    return Column(escaped(title), title, tuple(cells))


def _effect(estimate: Estimate, prefix: str) -> Cell:
    lines = list(effect(estimate))
    if lines:
        measure, *others = lines[0]
        lines[0] = (Part(capital(measure.text), measure.key), *others)
    return Cell(in_lines(line_html(line, prefix) for line in lines))


def _people(estimate: Estimate, prefix: str) -> Cell:
    return Cell(escaped(people(estimate) or ""), f"{prefix}.arms")


def _certainty(digest: Digest) -> Cell:
    rating = digest.meta.certainty
    level = rating if isinstance(rating, str) else rating.level.value
    return Cell(escaped(capital(level)), "certainty")


def _placeholder(number: int) -> SafeHtml:
    return SafeHtml(f'<span class="{CITATION_CLASS}" data-cluster="{number}"></span>')
