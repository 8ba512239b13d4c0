"""Items of a page as draft digests: what the page says in its place, and the rest to do."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from press.bibliography import UnwritableError
from press.evidence.finding import PASTED
from press.evidence.intake.designs import named_design
from press.evidence.intake.entries import GivenWork, bibtex, citekey, given_work
from press.evidence.intake.items import Item
from press.evidence.intake.labels import Field
from press.evidence.intake.prose import one_line, prose
from press.evidence.intake.reading import Page
from press.evidence.works.folding import folded
from press.publication import PressError, Problem
from press.publication.publication import LISTING
from press.publication.starters import slugified

UNPLACED = "Unplaced"
AS_GIVEN = "As given on the page"
_TO_DO = "To do: the page has nothing under this heading."
_LAST_DESIGN = "news"  # the last of the list, which protects from bias least
_MARKS = {"🆕": "new", "🎖": "veterans", "🧪": "ongoing research"}
_SECTIONS: Mapping[Field, str] = {
    "summary": "Summary",
    "results": "Results",
    "limitations": "Limitations",
    "conclusion": "Conclusion",
    "ongoing research": "Ongoing research",
}
_ALWAYS = ("summary", "results", "limitations", "conclusion")
_CITING = ("summary", "results")
_GIVEN: tuple[Field, ...] = ("title", "authors", "link", "citation")
_LONGEST_SLUG = 60
_KEY = re.compile(r"[a-z]+\d{4}[a-z]?")

_FRONT = """\
---
# yaml-language-server: $schema=../../.press/digest.schema.json
title: {title}
study: {study}
topics: [{topic}]   # to do: {topic_note}
{marks}design: {design}   # to do: {design_note}
question:
  population: to do
  intervention: to do
  comparator: to do
  outcomes:
    - to do
n: not reported   # to do
follow_up: not reported   # to do
setting: not reported   # to do
registration: not reported   # to do
funding: not reported   # to do
competing_interests: not reported   # to do
estimates: []   # to do
bottom_line: To do, one sentence that says no more than the study can bear.
plain: To do, two or three sentences that a 13-year-old understands.
certainty: not rated
author: to do
reviewed_by: not yet reviewed
date: {day}
status: draft
status_note: {status_note}
---
"""


@dataclass(frozen=True)
class Draft:
    """A draft digest and the BibTeX entry of its study, as texts of files to be."""

    slug: str
    text: str
    key: str
    entry: str
    item: Item


def drafts(
    page: Page, day: date, *, keys: Iterable[str] = (), topics: Mapping[str, str] | None = None
) -> tuple[Draft, ...]:
    """Return a draft for each item of a page.

    `keys` are citekeys that are taken, `topics` the publication's by slug with their titles; the
    topic whose name the item uses most is proposed. Raises PressError for studies that cannot be
    written as BibTeX.
    """
    taken, slugs = set(keys), {LISTING}
    found: list[Draft] = []
    problems: list[Problem] = []
    for item in page.items:
        given = given_work(item)
        key = citekey(given.work, taken)
        taken.add(key)
        slug = _free(_slug(item), slugs)
        slugs.add(slug)
        text = _front(page, item, key, day, topics or {}) + _body(item, key, page)
        try:
            entry = bibtex(key, given.work, _note(page, item, given))
        except UnwritableError as error:
            problems.append(_unwritable(page, item, error))
            continue
        found.append(Draft(slug, text, key, entry, item))
    if problems:
        raise PressError(problems)
    return tuple(found)


def _unwritable(page: Page, item: Item, error: UnwritableError) -> Problem:
    message = f"the study cannot be written into a bibliography: {error}"
    return Problem(page.path, item.lines[0], 1, "import", message, "correct the page there")


def _slug(item: Item) -> str:
    title = item.first("title")
    slug = slugified(title.text if title else "")
    return slug[:_LONGEST_SLUG].rpartition("-")[0] if len(slug) > _LONGEST_SLUG else slug


def _free(slug: str, taken: set[str]) -> str:
    slug = slug or "untitled"
    if slug not in taken:
        return slug
    return next(f"{slug}-{n}" for n in range(2, len(taken) + 3) if f"{slug}-{n}" not in taken)


def _note(page: Page, item: Item, given: GivenWork) -> str:
    what = "" if given.cited else " The page gives no citation; this is from its title and authors."
    return f"As given on the page ({_where(page, item)}); compared with no record.{what}"


def _where(page: Page, item: Item) -> str:
    first, last = item.lines
    name = "pasted" if page.path == PASTED else Path(page.path).name
    return f"{name}, lines {first} to {last}"


def _front(page: Page, item: Item, key: str, day: date, topics: Mapping[str, str]) -> str:
    title = item.first("title")
    words = " ".join(title.text.split()) if title else ""
    marks = [mark for sign, mark in _MARKS.items() if sign in item.signs]
    design = named_design(_telling_design(item))
    topic, proposed = _topic(item, topics)
    return _FRONT.format(
        title=_quoted(words or f"Item {item.number}, without a title"),
        # YAML would read a key such as `no` or `2019` as something else than text.
        study=key if _KEY.fullmatch(key) else _quoted(key),
        topic=topic,
        topic_note="proposed by its words" if proposed else "choose one",
        marks=f"marks: [{', '.join(marks)}]\n" if marks else "",
        design=design or _LAST_DESIGN,
        design_note="as the page's words have it" if design else "the page does not name it",
        day=day.isoformat(),
        status_note=_quoted(
            f"Read in from a page ({_where(page, item)}, item {item.number}); nothing is checked."
        ),
    )


def _telling_design(item: Item) -> Iterable[str]:
    for field in ("title", "citation", "summary"):
        passage = item.first(field)
        if passage:
            yield passage.text


def _topic(item: Item, topics: Mapping[str, str]) -> tuple[str, bool]:
    text = f" {folded(' '.join(part.content.text for part in item.parts))} "
    counts = {slug: text.count(f" {folded(title)} ") for slug, title in topics.items()}
    best = max(counts, key=lambda slug: counts[slug], default="")
    if best and counts[best]:
        return best, True
    return next(iter(topics), "to-do"), False


def _body(item: Item, key: str, page: Page) -> str:
    found: list[str] = []
    for field, heading in _SECTIONS.items():
        parts = [part.content.text for part in item.all(field) if part.content]
        if not parts and field not in _ALWAYS:
            continue
        text = "\n\n".join(prose(part, page.kind) for part in parts) or _TO_DO
        citation = f" [@{key}]" if field in _CITING else ""
        found.append(f"## {heading}\n\n{text}{citation}\n")
    found.append(_given(item, page))
    loose = [part.content.text for part in item.all("unplaced") if part.content]
    if loose:
        text = "\n\n".join(prose(part, page.kind) for part in loose)
        found.append(f"## {UNPLACED}\n\n{text}\n")
    return "\n" + "\n".join(found)


def _given(item: Item, page: Page) -> str:
    """Return the section of what has no place in a digest: author line, link, citation, labels."""
    labels = [one_line(part.label.text, page.kind) for part in item.parts if part.label]
    lines = [
        f"- {part.field.capitalize()}: {one_line(part.content.text, page.kind)}"
        for field in _GIVEN
        for part in item.all(field)
    ]
    told = f"Read in from {_where(page, item)}; compared with no record.".replace("_", "\\_")
    return "\n".join(
        [f"## {AS_GIVEN}", "", told, f"Its labels: {' · '.join(labels)}", "", *lines, ""]
    )


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
