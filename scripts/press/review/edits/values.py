"""Ways to write an edit into a front-matter value, and the proof that YAML reads it so."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from press.docx.sources.text import SourceText
from press.publication import Source
from press.publication.model import DigestMeta, IssueMeta, TopicMeta
from press.publication.validation import validated
from press.review.diff.paragraphs import collapsed
from press.review.edits.words import Spelling
from press.review.sources.rendering import Rendered, Rendering
from press.review.sources.units import Unit, woven

_MODELS = (DigestMeta, IssueMeta, TopicMeta)


@dataclass(frozen=True)
class ValueEdit:
    """Characters `start:end` of a value make room for `new`."""

    unit: Unit
    start: int
    end: int
    new: str


def value_spellings(source: SourceText, edit: ValueEdit) -> Iterator[Spelling]:
    """Yield ways to make an edit of a value."""
    unit = edit.unit
    found = unit.source(edit.start, edit.end)
    if found is not None:
        yield Spelling(*found, edit.new)
        yield Spelling(*found, edit.new.replace("'", "''"))
    first, last = source.value(unit.key)
    whole = unit.text[: edit.start] + edit.new + unit.text[edit.end :]
    yield Spelling(first, last, json.dumps(" ".join(whole.split()), ensure_ascii=False))


def value_faults(before: SourceText, made: Source, edits: Sequence[ValueEdit]) -> dict[str, str]:
    """Return what is wrong with the values of an edited file by key, "" where no key is to blame.

    The edits of a value stand from its end to its beginning.
    """
    if made.body != before.source.body:
        return {"": "the text below the front matter would change too"}
    expected: dict[str, str] = {}
    for edit in edits:
        now = expected.get(edit.unit.key, edit.unit.text)
        expected[edit.unit.key] = now[: edit.start] + edit.new + now[edit.end :]
    empty = {key: f"`{key}` would be empty" for key, text in expected.items() if not text.strip()}
    if empty:
        return empty
    meta = before.source.meta
    for key, text in expected.items():
        meta = _with(meta, key.split("."), text)
    if _bare(made.meta) != _bare(meta):
        shown = SourceText(made).shown
        found = {key: shown(key) for key in expected}
        wrong = [key for key in expected if _bare(found[key]) != _bare(expected[key])]
        return {
            key: f"`{key}` would not read as the reviewer wrote it"
            for key in wrong or (expected if len(expected) == 1 else [""])
        }
    return _invalid(before, made, expected)


def _invalid(before: SourceText, made: Source, keys: Iterable[str]) -> dict[str, str]:
    """Return by key what the models of front matter say of values that were valid before."""
    for model in _MODELS:
        wrong = [] if validated(before.source, model)[1] else validated(made, model)[1]
        found = {}
        for problem in wrong:
            lines = {key: _lines(SourceText(made), key) for key in keys}
            key = next((key for key in keys if problem.line in lines[key]), "")
            found[key] = f"{problem.message}; {problem.mend}"
        if found:
            return found
    return {}


def _lines(text: SourceText, key: str) -> range:
    start, end = text.value(key)
    first = text.place(key).line
    return range(text.source.position(key).line, first + text.text.count("\n", start, end) + 1)


def shown_faults(
    rendering: Rendering, before: SourceText, after: Source, edits: Sequence[ValueEdit]
) -> dict[str, str]:
    """Return by key what edited values would change besides the words that reviewers changed.

    A value may be shown in several places, and a table made from data takes another shape when
    they change. Where no key is to blame, the reason stands under "".
    """
    shown = any(edit.unit.key.startswith("estimates") for edit in edits)
    for figures in (False, True)[: 1 + shown]:  # figures are drawn when all else is right
        old = rendering.values(before.source, figures=figures)
        new = rendering.values(after, figures=figures)
        found = _differing(before, old, new, edits)
        if found:
            return found
    return {}


def _differing(
    before: SourceText,
    old: Sequence[Rendered],
    new: Sequence[Rendered],
    edits: Sequence[ValueEdit],
) -> dict[str, str]:
    changes = [_changes(before, one, edits) for one in old]
    places = Counter(key for here in changes for key in {edit.unit.key for *_, edit in here})
    twice = {
        key: f"`{key}` is shown in {count} places, and all of them would change"
        for key, count in places.items()
        if count > 1
    }
    if twice:
        return twice
    if len(old) != len(new):
        return _more("", edits)
    found: dict[str, str] = {}
    for one, other, here in zip(old, new, changes, strict=True):
        wanted = one.text
        for first, last, edit in here:
            wanted = wanted[:first] + edit.new + wanted[last:]
        if not _reads(wanted, other.text, is_first=any(edit.start == 0 for *_, edit in here)):
            for key in {edit.unit.key for *_, edit in here} or {""}:
                found |= _more(key, edits)
    return found


def _changes(
    before: SourceText, shown: Rendered, edits: Sequence[ValueEdit]
) -> list[tuple[int, int, ValueEdit]]:
    """Return where a paragraph shows what is edited, from its end to its beginning."""
    if not shown.block.fields:
        return []
    made = woven(shown.block, 0, before)
    numbers = {unit.key: number for number, unit in enumerate(made.units)}
    found = []
    for one in edits:
        if one.unit.key in numbers:
            number = numbers[one.unit.key]
            found.append((made.place(number, one.start), made.place(number, one.end), one))
    return sorted(found, key=lambda change: change[:2], reverse=True)


def _reads(wanted: str, shown: str, *, is_first: bool) -> bool:
    wanted, shown = collapsed(wanted), collapsed(shown)
    if is_first:  # the study card writes a first letter large
        wanted, shown = wanted[:1].casefold() + wanted[1:], shown[:1].casefold() + shown[1:]
    return wanted == shown


def _more(key: str, edits: Sequence[ValueEdit]) -> dict[str, str]:
    named = key or edits[0].unit.key
    return {key: f"more than these words is made from `{named}`, and would change too"}


def _with(value: Any, path: Sequence[str], text: str) -> Any:
    """Return a value with the text at a path replaced."""
    if not path:
        return text
    if isinstance(value, Mapping):
        return {**value, path[0]: _with(value[path[0]], path[1:], text)}
    items = list(value)
    items[int(path[0])] = _with(items[int(path[0])], path[1:], text)
    return items


def _bare(value: Any) -> Any:
    """Return a value with the blanks of its texts collapsed."""
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, Mapping):
        return {key: _bare(item) for key, item in value.items()}
    return [_bare(item) for item in value] if isinstance(value, (list, tuple)) else value
