"""The lock: what is written is read again, and every fault is told at its line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from press.evidence.lock.entry import Asked, Candidate, Locked, Said, content_words
from press.evidence.lock.file import lock_text, parse_lock, read_lock, usable_lock, write_lock
from press.evidence.works.work import Notice
from press.publication import PressError

DAY = "2026-11-21"
LOCKED = Locked(
    {
        "author": (
            Said(("Sample, A.", "{Sock Group}", "others"), "crossref", DAY),
            Said(("Sample, A.",), "editor", DAY, "recalled"),
        ),
        "title": (Said(("Warme Füße",), "pubmed", DAY),),
    },
    {"crossref": Asked("doi:10.5555/x", DAY, "found")},
    (Notice("retraction", "crossref", "publisher", "10.5555/n", "2025-02"),),
    (Candidate("pubmed", "Warm feet", "Sample", "2024", "J", "", "7", 90),),
)


def faults(text: str) -> list[str]:
    return [str(problem) for problem in parse_lock("bib/records.lock.json", text)[1]]


def test_what_is_written_is_read_again(tmp_path: Path):
    path = tmp_path / "records.lock.json"
    write_lock(path, {"b": LOCKED, "a": Locked()})
    lock, problems = read_lock(path)
    assert ({"a": Locked(), "b": LOCKED}, ()) == (dict(lock), problems)


def test_the_text_is_sorted_and_has_a_line_for_each_field():
    expected = f"""\
{{"version": 1, "entries": {{
"a": {{
 "fields": {{}}
}},
"B": {{
 "asked": {{"crossref": {{"by": "doi:10.5555/x", "date": "{DAY}", "outcome": "found"}}}},
 "fields": {{
  "title": [{{"date": "{DAY}", "registry": "crossref", "value": "Füße"}}],
  "year": [{{"date": "{DAY}", "registry": "crossref", "value": "2024"}}]
 }}
}}
}}}}
"""
    fields = {
        "year": (Said(("2024",), "crossref", DAY),),
        "title": (Said(("Füße",), "crossref", DAY),),
    }
    found = Locked(fields, {"crossref": Asked("doi:10.5555/x", DAY, "found")})
    assert expected == lock_text({"B": found, "a": Locked()})


def test_a_lock_that_is_not_there_is_empty(tmp_path: Path):
    assert ({}, ()) == (dict(read_lock(tmp_path / "none")[0]), read_lock(tmp_path / "none")[1])


def entry(value: object) -> str:
    lines = (
        '{"version": 1, "entries": {',
        '"good": {"fields": {}},',
        f'"bad": {json.dumps(value)}',
    )
    return "\n".join((*lines, "}}"))


def said(**changes: object) -> dict[str, object]:
    return {"fields": {"year": [{"value": "2024", "registry": "crossref", "date": DAY, **changes}]}}


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (5, "the entry is no object in braces"),
        ({"feilds": {}}, "unknown key `feilds`"),
        ({"fields": {"colour": []}}, "unknown field `colour`"),
        (said(registry="scopus"), "the registry cannot be `scopus`"),
        (said(date="yesterday"), "a date cannot be `yesterday`; it is written 2026-11-21"),
        (said(value=""), "`year` has an empty value, or one that is no text"),
        (said(value=[2024]), "`year` has an empty value, or one that is no text"),
        (
            said(confidence="recalled"),
            "`year`: a confidence stands with the registry `editor`, and only there",
        ),
        (
            said(registry="editor"),
            "`year`: a confidence stands with the registry `editor`, and only there",
        ),
        (said(registry="editor", confidence="sure"), "the confidence cannot be `sure`"),
        (
            {"asked": {"crossref": {"by": "x", "date": DAY, "outcome": "?"}}},
            "the outcome cannot be `?`",
        ),
        (
            {"notices": [{"kind": "rumour", "registry": "crossref"}]},
            "the kind of notice cannot be `rumour`",
        ),
    ],
)
def test_a_wrong_line_is_told_of_and_left_out(value: object, message: str):
    lock, problems = parse_lock("bib/records.lock.json", entry(value))
    assert {"good"} == set(lock)
    (problem,) = problems
    mend = "correct the line, or delete it and run `press verify` with its citekey"
    assert f"bib/records.lock.json:3:1: lock: `bad`: {message}; {mend}" == str(problem)


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("{", "1:2", "this is not JSON"),
        ("[]", "1:1", "the file is not a lock"),
        ('{"version": 2, "entries": {}}', "1:1", "the lock has the version 2"),
        ('{"version": 1, "entries": {\n"a": {},\n"a": {}\n}}', "3:1", "`a` stands twice"),
        ('{"version": 1, "entries": {\n<<<<<<< HEAD\n', "2:1", "a merge has left its marks"),
        ("[" * 100_000, "1:1", "nested too deeply"),
    ],
)
def test_a_file_that_is_no_lock_is_told_of(text: str, place: str, message: str):
    (fault,) = faults(text)
    assert fault.startswith(f"bib/records.lock.json:{place}: lock: ")
    assert message in fault


def test_a_file_that_is_not_utf8_is_told_of(tmp_path: Path):
    path = tmp_path / "records.lock.json"
    path.write_bytes("{ü}".encode("latin-1"))
    assert ["the file is not UTF-8"] == [one.message for one in read_lock(path)[1]]


def test_a_lock_with_a_fault_is_not_usable(tmp_path: Path):
    path = tmp_path / "records.lock.json"
    path.write_text("{", encoding="utf-8")
    with pytest.raises(PressError):
        usable_lock(path)


def test_of_an_abstract_its_content_words_are_kept():
    assert ("feet", "socks", "warmed") == content_words("Socks warmed the feet of 12; socks!")
