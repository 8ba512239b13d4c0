"""Front matter: what is let in, what is refused, and where the refusal points."""

from __future__ import annotations

import json
from typing import Any

import pytest

from press.publication import (
    DigestMeta,
    IssueMeta,
    Source,
    TopicMeta,
    load,
    parse_source,
)
from press.publication.schema import KINDS, json_schema
from press.publication.validation import validated
from tests.conftest import PUBLICATIONS, MakePublication

DIGEST = (PUBLICATIONS / "minimal/docs/digests/short-sleep.md").read_text(encoding="utf-8")


def with_key(line: str) -> Source:
    """Return the sample digest with one key's value replaced."""
    key = line.partition(":")[0]
    lines = [line if text.startswith(f"{key}:") else text for text in DIGEST.split("\n")]
    if line not in lines:
        lines.insert(1, line)
    source, problems = parse_source("docs/digests/x.md", "\n".join(lines))
    assert problems == []
    return source


def messages(line: str) -> list[str]:
    _, problems = validated(with_key(line), DigestMeta)
    return [
        f"{problem.line}:{problem.column} {problem.message}; {problem.mend}" for problem in problems
    ]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "title: 7",
            "2:1 `title` cannot be 7; write text here (put quotes round a number or a date)",
        ),
        ("title: ''", "2:1 `title` cannot be ''; write something here, or `not reported`"),
        (
            "study: [a]",
            "3:1 `study` cannot be a list; write text here (put quotes round a number or a date)",
        ),
        ("topics: sleep", "4:1 `topics` cannot be 'sleep'; write a list: one `- item` a line"),
        ("topics: []", "4:1 `topics` cannot be an empty list; add at least one item"),
        ("design: trial", "5:1 `design` cannot be 'trial'; did you mean"),
        ("n: many", "12:1 `n` cannot be 'many'; write a whole number, `not reported`, or"),
        ("n: -3", "12:1 `n` cannot be -3; write a number of 0 or more"),
        ("n: 12.5", "12:1 `n` cannot be 12.5; "),
        ("date: soon", "20:1 `date` cannot be 'soon'; write year-month-day, such as 2026-11-20"),
        (
            "date: 12",
            "20:1 `date` is not right; a date is written year-month-day, such as 2026-11-20",
        ),
        ("status: done", "21:1 `status` cannot be 'done'; use one of: draft, in review, published"),
        ("certainty: sure", "17:1 `certainty` cannot be 'sure'; write `not rated`"),
        ("certainty: {level: low}", "17:1 the key `reasons` is missing; add the key"),
    ],
)
def test_a_wrong_value_is_told_at_its_key_in_words(line: str, expected: str) -> None:
    found = messages(line)
    assert 1 == len(found), found
    assert found[0].startswith(expected), found[0]


@pytest.mark.parametrize(
    "line",
    [
        "n: not reported",
        "n: {total: 30, arms: [{name: A, n: 10}, {name: B, n: not reported}], note: By record.}",
        "n: {studies: 9}",
        "certainty: {level: very low, reasons: [imprecision]}",
        (
            "estimates: [{outcome: O, time_point: day 1, measure: risk ratio, estimate: '0.50', "
            "ci: {low: '0.30', high: '0.84', level: '95'}, p: '<0.001', better: lower, "
            "source: {cite: lund2021}}]"
        ),
    ],
)
def test_every_form_that_the_guide_shows_is_let_in(line: str) -> None:
    assert messages(line) == []


def test_trailing_zeros_of_estimates_are_kept() -> None:
    line = (
        "estimates: [{outcome: O, time_point: t, measure: mean difference, estimate: '-5.10', "
        "better: lower, source: {cite: lund2021}}]"
    )
    meta, _ = validated(with_key(line), DigestMeta)
    assert meta is not None
    assert "-5.10" == meta.estimates[0].estimate


def test_models_are_frozen() -> None:
    meta, _ = validated(with_key("n: 3"), DigestMeta)
    assert meta is not None
    with pytest.raises(ValueError, match="frozen"):
        meta.title = "another"  # type: ignore[misc]


@pytest.mark.parametrize("ends", ["\r\n", "\r", "\n"])
@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
def test_any_line_ends_and_a_bom_are_read_alike(
    publication: MakePublication, ends: str, bom: bytes
) -> None:
    raw = bom + DIGEST.replace("\n", ends).encode()
    loaded = load(publication({"docs/digests/short-sleep.md": raw}))
    assert loaded.problems == ()
    assert loaded.digests[0].source.text == DIGEST
    assert "2026-01-02" == loaded.digests[0].meta.date.isoformat()


def test_a_file_that_is_not_utf8_is_told(publication: MakePublication) -> None:
    loaded = load(publication({"docs/digests/latin.md": "---\ntitle: Ü\n".encode("latin-1")}))
    assert (
        "docs/digests/latin.md:2:8: schema: the file is not UTF-8; save it with the encoding UTF-8"
        in map(str, loaded.problems)
    )


@pytest.mark.parametrize("kind", KINDS)
def test_the_json_schema_names_every_key(kind: str) -> None:
    schema: dict[str, Any] = json.loads(json.dumps(json_schema(kind)))
    assert "https://json-schema.org/draft/2020-12/schema" == schema["$schema"]
    assert "title" in schema["properties"]
    assert "title" in schema["required"]


def test_a_wrong_type_in_every_field_is_told_all_at_once(publication: MakePublication) -> None:
    """`expected.txt` is what an author reads; every key of the three kinds of file is in it."""
    expected = (PUBLICATIONS / "wrong-types/expected.txt").read_text(encoding="utf-8")
    found = "\n".join(map(str, load(publication(base="wrong-types")).problems)) + "\n"
    assert expected == found
    keys = {*DigestMeta.model_fields, *IssueMeta.model_fields, *TopicMeta.model_fields}
    # Lists of mappings, whose own keys are wrong.
    keys -= {"corrections", "estimates", "numbers", "timeline"}
    assert [] == [key for key in keys if f"`{key}`" not in found]
