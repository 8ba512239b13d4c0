"""Every sample of what real editors write, against what a person read in it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from press.review.model.changes import Change, Comment, Moment, ReviewDocument
from tests.review.files import read_file

SAMPLES = Path(__file__).parent.parent / "samples"
TRUTH: dict[str, Any] = json.loads((SAMPLES / "ground-truth.json").read_text(encoding="utf-8"))
# The prototype that wrote the ground truth knew no Strict names: that file is the same review.
TRUTH["synthetic/strict-namespaces.docx"] = TRUTH["synthetic/word-review.docx"]
READABLE = [name for name in TRUTH if "items" in TRUTH[name]]
INSERTED = {"insertion", "replacement", "paragraph insertion"}
DELETED = {"deletion", "replacement", "paragraph deletion", "row deletion"}


def read(name: str) -> ReviewDocument:
    return read_file(SAMPLES / name)


def expected(name: str, *kinds: str) -> list[dict[str, Any]]:
    return [item for item in TRUTH[name]["items"] if item["type"] in kinds]


def at(date: Moment) -> str | None:
    return f"{date.local.isoformat()}Z" if date.local else None


def told(comment: Comment) -> dict[str, Any]:
    """Return a comment as the ground truth writes it: what is not there is left out."""
    utc = comment.date.utc
    said: dict[str, Any] = {
        "type": "comment",
        "id": comment.id,
        "author": comment.author,
        "initials": comment.initials,
        "date": at(comment.date),
        "dateUtc": utc.strftime("%Y-%m-%dT%H:%M:%SZ") if utc else "",
        "text": comment.plain,
        "parent": comment.parent,
        "resolved": comment.resolved,
        "quote": comment.quote,
        "range": not comment.is_point,
    }
    return {key: value for key, value in said.items() if value not in ("", False, None)}


@pytest.mark.parametrize("name", READABLE)
def test_every_comment_is_read_with_its_author_dates_thread_state_and_quotation(name: str) -> None:
    known = {
        "type", "id", "author", "initials", "date", "dateUtc", "text", "parent", "resolved",
        "quote", "range",
    }  # fmt: skip
    truth = [
        {key: item[key] for key in item if key in known and item[key] not in (None, "", False)}
        for item in expected(name, "comment")
    ]
    order = [item["id"] for item in truth]
    comments = sorted(
        read(name).comments,
        key=lambda item: order.index(item.id) if item.id in order else len(order),
    )
    assert truth == [told(comment) for comment in comments]


def texts(name: str) -> Counter[tuple[str, str, str]]:
    """Return the inserted and deleted texts of the ground truth.

    What one author typed around a word that another deleted is one insertion.
    """
    found: list[tuple[str, str, str, str]] = []
    names = {"moveTo": "ins", "moveFrom": "del"}
    for item in expected(name, "ins", "del", "moveTo", "moveFrom", "del+ins"):
        kind, block = names.get(item["type"], item["type"]), item.get("block", "")
        around = found[-2] if len(found) > 1 and found[-1][0] == "del+ins" else None
        if around is not None and around[:2] + around[3:] == (kind, item["author"], block):
            found[-2] = (kind, item["author"], around[2] + item["text"], block)
        else:
            found.append((kind, item["author"], item["text"], block))
    return Counter(item[:3] for item in found)


def pieces(change: Change) -> Iterator[tuple[str, str, str]]:
    """Yield the texts of a change in the ground truth's terms."""
    if change.kind == "undone insertion":
        yield "del+ins", change.author, change.old_text
    if change.kind in INSERTED | {"move"} and change.new_text:
        yield "ins", change.author, change.new_text
    if change.kind in DELETED | {"move"} and change.old_text:
        lines = change.old_text.split("\n") if change.kind == "row deletion" else [change.old_text]
        yield from (("del", change.author, line) for line in lines)


@pytest.mark.parametrize("name", READABLE)
def test_every_inserted_and_deleted_text_is_read_with_its_author(name: str) -> None:
    assert texts(name) == Counter(
        piece for change in read(name).changes for piece in pieces(change)
    )


@pytest.mark.parametrize("name", READABLE)
def test_every_paragraph_end_that_was_inserted_deleted_or_moved_is_read(name: str) -> None:
    truth = Counter(
        ("ins" if item["type"] in {"mark-ins", "mark-moveTo"} else "del", item["author"])
        for item in expected(name, "mark-ins", "mark-del", "mark-moveTo", "mark-moveFrom")
    )
    found: Counter[tuple[str, str]] = Counter()
    for change in read(name).changes:
        if change.kind in {"paragraph insertion", "paragraph split"} or (
            change.detail == "whole paragraphs"
        ):
            found["ins", change.author] += 1
        if change.kind in {"paragraph deletion", "paragraph merge"} or (
            change.detail == "whole paragraphs"
        ):
            found["del", change.author] += 1
    assert truth == found


@pytest.mark.parametrize("name", READABLE)
def test_every_change_of_format_is_read_with_what_it_was_and_is(name: str) -> None:
    truth = Counter(
        (item["author"], _words(item["old"]), _words(item["new"]))
        for item in expected(name, "format", "para-format")
    )
    found = Counter(
        (change.author, _style(change.was), _style(change.now))
        for change in read(name).changes
        if change.kind in {"run format", "paragraph format"}
    )
    assert truth == found


def _words(format_: str | list[str]) -> str:
    """Return a format of the ground truth in words: a style's name, or what characters look."""
    if isinstance(format_, str):
        return format_
    return ", ".join({"i": "italic", "b": "bold"}[part] for part in format_) or "plain"


def _style(words: str) -> str:
    """Return the style alone of what a format is: LibreOffice adds the list that goes with it."""
    named = [word for word in words.split(", ") if word.startswith("style ")]
    return named[0].removeprefix("style ").replace(" ", "") if named else words


@pytest.mark.parametrize("name", READABLE)
def test_every_review_element_is_in_the_ledger_and_reported(name: str) -> None:
    ledger = read(name).ledger
    assert ledger.found == ledger.reported
    assert () == ledger.missing


@pytest.mark.parametrize("name", ["base.docx", "libreoffice/lo25-rejected.docx"])
def test_a_file_without_a_review_has_nothing_to_report(name: str) -> None:
    document = read(name)
    assert ((), ()) == (document.comments, document.changes)
    assert {} == document.ledger.found


def test_both_dialects_of_the_standard_are_read_alike() -> None:
    strict, transitional = (
        read("synthetic/strict-namespaces.docx"),
        read("synthetic/word-review.docx"),
    )
    assert transitional.comments == strict.comments
    assert transitional.changes == strict.changes
    assert transitional.paragraphs == strict.paragraphs


def test_the_text_before_the_review_is_the_text_that_was_exported() -> None:
    base = [item.text for item in read("base.docx").before]
    assert base == [item.text for item in read("synthetic/word-review.docx").before]


def test_the_text_after_the_review_is_the_text_with_everything_accepted() -> None:
    after = {item.text for item in read("libreoffice/lo25-tracked.docx").after}
    accepted = {item.text for item in read("libreoffice/lo25-accepted.docx").after}
    # The two were made of one review, but for a comment that is in one of them alone.
    assert set() == after - accepted


def test_dates_that_are_none_stay_unknown_and_so_do_authors_without_a_name() -> None:
    comments = read("synthetic/bad-dates-authors.docx").comments
    assert any(comment.date.local is None for comment in comments)
    assert any(not comment.author for comment in comments)


def test_a_move_has_one_place_that_it_left_and_one_where_it_arrived() -> None:
    document = read("synthetic/word-review.docx")
    (move,) = [change for change in document.changes if change.kind == "move"]
    assert move.target is not None
    sentence = "The effect was consistent in both sexes [1, 2, p. 4]."
    assert sentence == document.text("before", move.before)
    assert sentence == document.text("after", move.after)
    assert "Methods in brief" == document.joined("before", move.target.first).text


def test_text_cut_and_pasted_in_libreoffice_is_a_move() -> None:
    kinds = [change.kind for change in read("libreoffice/lo25-cutpaste_tracked.docx").changes]
    assert ["move"] == kinds


def test_a_split_a_merge_and_new_and_lost_paragraphs_are_told_apart() -> None:
    kinds = [change.kind for change in read("libreoffice/lo25-structure.docx").changes]
    assert [
        "row deletion",
        "paragraph split",
        "paragraph insertion",
        "paragraph merge",
        "paragraph deletion",
    ] == kinds


@pytest.mark.parametrize("way", ["resaved", "via-odt"])
@pytest.mark.parametrize("version", ["lo7", "lo25"])
def test_a_review_that_libreoffice_saved_again_says_what_it_said(version: str, way: str) -> None:
    def told_changes(document: ReviewDocument) -> list[tuple[str, str, str, str]]:
        return [
            (change.kind, change.author, change.old_text, change.new_text)
            for change in document.changes
            if change.kind != "paragraph format"  # lost on the way through ODT
        ]

    original = read("synthetic/word-review.docx")
    again = read(f"libreoffice/{version}-{way}-word-review.docx")
    assert told_changes(original) == told_changes(again)
    assert sorted((item.author, item.plain, item.quote) for item in original.comments) == sorted(
        (item.author, item.plain, item.quote) for item in again.comments
    )


@pytest.mark.parametrize(
    "name", ["synthetic/gdocs-shaped-review.docx", "synthetic/no-commentsExtended.docx"]
)
def test_without_thread_parts_comments_are_flat_open_and_without_true_time(name: str) -> None:
    comments = read(name).comments
    assert 18 == len(comments)
    assert {""} == {comment.parent for comment in comments}
    assert not any(comment.resolved for comment in comments)
    assert all(comment.root == comment.id for comment in comments)
