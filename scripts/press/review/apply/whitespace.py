"""Blanks that rendering folds: where a paragraph as it shall read stands in what is shown of it.

Reviewers see every blank; Markdown shows a run of them as one, and none at a paragraph's ends. So
a paragraph as meant can have blanks that no source shows, until words come beside them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from press.review.apply.proof import Meant
from press.review.edits.edit import Edit
from press.review.model.paragraphs import Format, Run
from press.review.sources.units import Unit


def places(wanted: str, shown: str) -> list[int]:
    """Return for each place in a text, its end included, the place in what is shown of it."""
    found: list[int] = []
    at = start = 0
    while start < len(wanted):
        end = start
        while end < len(wanted) and wanted[end].isspace():
            end += 1
        run = at
        while run < len(shown) and shown[run].isspace():
            run += 1
        found += [min(at + step, run) for step in range(end - start)]
        at, start = run, end
        if start < len(wanted):
            found.append(min(at, len(shown)))
            at, start = at + 1, start + 1
    return [*found, min(at, len(shown)) if wanted[-1:].strip() else len(shown)]


def fitted(
    edit: Edit, place: tuple[int, int], wanted: str, unit: Unit
) -> tuple[Edit, tuple[int, int]]:
    """Return an edit of a paragraph as meant as one of the paragraph as shown.

    A blank that is not shown, and comes between words now, is written with them.
    """
    shown = unit.text
    at = places(wanted, shown)
    start, end = at[place[0]], max(at[place[0]], at[place[1]])
    if edit.looks:
        looks: list[Format] = []
        for number, look in enumerate(edit.looks, place[0]):
            looks += [look] * (at[number + 1] - at[number])
        return replace(edit, looks=tuple(looks)), (start, end)
    if unit.kind == "pre" or not edit.new_text.strip():
        return edit, (start, end)
    new = list(edit.new)
    if start == 0:
        new = _bare(new, is_head=True)
    elif wanted[: place[0]][-1:].isspace() and not shown[start - 1].isspace():
        new = [Run(" ", new[0].look), *new]
    if end == len(shown):
        new = _bare(new, is_head=False)
    elif wanted[place[1] :][:1].isspace() and not shown[end].isspace():
        new = [*new, Run(" ", new[-1].look)]
    return replace(edit, new=tuple(new)), (start, end)


def _bare(runs: Sequence[Run], *, is_head: bool) -> list[Run]:
    """Return runs without the blanks at one end: there, no source shows them."""
    made = list(runs)
    while made:
        at = 0 if is_head else -1
        text = made[at].text.lstrip() if is_head else made[at].text.rstrip()
        if text:
            made[at] = replace(made[at], text=text)
            return made
        del made[at]
    return made


def known(one: Meant, unit: Unit) -> Meant:
    """Return a paragraph as meant, once proven, with the letters and looks that it is shown with.

    Its blanks stay.
    """
    at = places(one.text, unit.text)
    text: list[str] = []
    looks: list[Format | None] = []
    for number, (letter, look) in enumerate(zip(one.text, one.looks, strict=True)):
        is_shown = at[number + 1] > at[number]
        text.append(unit.text[at[number]] if is_shown and not letter.isspace() else letter)
        looks.append(unit.looks[at[number]] if is_shown else look)
    return replace(one, text="".join(text), looks=tuple(looks), atoms=unit.atoms, shape=unit.shape)
