"""`press review read`: a reading for a person, and for a program."""

from __future__ import annotations

import json
from pathlib import Path

from press.review.reading.printed import as_json, as_text, notes
from tests.review.files import read_file
from tests.review.reading.word import para, read, run, tracked, typed, xml

SAMPLES = Path(__file__).parent.parent / "samples"


def sample(name: str) -> str:
    return as_text(read_file(SAMPLES / name)).replace(f"{SAMPLES}/", "")


def test_a_thread_is_shown_under_its_first_comment_with_both_times() -> None:
    assert """
  Ann Reviewer 2024-07-03 09:00 (2024-07-03 07:00 UTC), resolved
  on “short sleep” in paragraph 4
    Define short sleep here.
    Bo Lee 2024-07-03 09:00 (2024-07-03 07:00 UTC) answers
      Below six hours, see the table.
    Ann Reviewer 2024-07-03 09:00 (2024-07-03 07:00 UTC) answers
      Thanks, fine.
""" in sample("synthetic/word-review.docx")


def test_changes_are_shown_with_what_goes_and_what_comes() -> None:
    text = sample("libreoffice/lo25-structure.docx")
    assert "libreoffice/lo25-structure.docx: no comments and 5 tracked changes\n" in text
    assert (
        """
  2. paragraph split in paragraph 23, Lena Office 2026-11-21 00:07
     at ““Sleep is not a luxury,” ” ¶ “the senior author said.”"""
        in text
    )
    assert (
        """
  3. paragraph insertion in paragraph 29, Lena Office 2026-11-21 00:07
     + “A Norwegian summary is missing.”
"""
        in text
    )


def test_a_move_tells_where_to_and_a_format_what_it_was() -> None:
    text = sample("synthetic/word-review.docx")
    assert "     to paragraph 6\n" in text
    assert "     italic became bold\n     on “seven”\n" in text
    assert "     typed by Ann Reviewer, deleted again\n" in text


def test_a_file_without_a_review_says_so() -> None:
    assert "base.docx: no comments and no tracked changes\n" == sample("base.docx")


def test_nothing_that_would_steer_a_terminal_reaches_it(tmp_path: Path) -> None:
    said = para(run("\u202eevil"))
    comment = f'<w:comment w:id="0" w:author="\u009b31m">{said}</w:comment>'
    body = para(f'<w:commentRangeStart w:id="0"/>{run("x")}<w:commentRangeEnd w:id="0"/>')
    text = as_text(read(tmp_path, body, {"comments": xml("comments", comment)}))
    assert "<U+009B>31m" in text
    assert "<U+202E>evil" in text


def test_unknown_authors_and_places_are_said_to_be_unknown(tmp_path: Path) -> None:
    comment = f'<w:comment w:id="0">{para(run("Who?"))}</w:comment>'
    document = read(tmp_path, para(run("x")), {"comments": xml("comments", comment)})
    assert "note: a comment by an unknown author stands at no place in the text" == notes(document)
    text = as_text(document)
    assert "\n  unknown author\n  at no place in the text\n    Who?\n" in text


def test_pictures_and_long_texts_are_shown_short(tmp_path: Path) -> None:
    content = tracked("ins", "<w:r><w:drawing/></w:r>" + run("long " * 100))
    text = as_text(read(tmp_path, para(content)))
    (line,) = [line for line in text.splitlines() if line.startswith("     +")]
    assert line.startswith("     + “[object]long long")
    assert line.endswith("…”")
    assert len(line) < 200


def test_json_has_a_schema_with_a_version_and_every_field() -> None:
    data = json.loads(as_json(read_file(SAMPLES / "synthetic/word-review.docx")))
    assert ("press-review-read", 1) == (data["schema"], data["version"])
    assert (18, 22) == (len(data["comments"]), len(data["changes"]))
    assert {
        "id": "1",
        "author": "Bo Lee",
        "initials": "BL",
        "date": {"local": "2024-07-03T09:00:02", "utc": "2024-07-03T07:00:02Z"},
        "markdown": "Below six hours, see the table.",
        "text": "Below six hours, see the table.",
        "parent": "0",
        "root": "0",
        "resolved": True,
        "point": False,
        "quote": "short sleep",
        "quotedView": "before",
        "before": [3, 38, 3, 49],
        "after": [3, 43, 3, 68],
    } == data["comments"][1]
    assert {
        "number": 1,
        "kind": "replacement",
        "author": "Bo Lee",
        "date": {"local": "2024-07-03T09:00:18", "utc": None},
        "old": "large",
        "new": "nationwide",
        "oldMarkdown": "**large**",
        "newMarkdown": "**nationwide**",
        "was": None,
        "now": None,
        "detail": None,
        "inserter": None,
        "before": [3, 2, 3, 7],
        "after": [3, 2, 3, 12],
        "target": None,
    } == data["changes"][0]
    assert data["ledger"]["found"] == data["ledger"]["reported"]


def test_what_a_file_does_not_tell_is_null_in_json(tmp_path: Path) -> None:
    data = json.loads(as_json(read(tmp_path, para(typed("x", author="")))))
    assert (None, None, None) == (
        data["export"],
        data["editor"],
        data["changes"][0]["author"],
    )
