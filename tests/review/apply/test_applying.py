"""Changes that are applied: those that were asked for, whole, and nowhere but in the sources."""

from __future__ import annotations

import os

import pytest

from press.publication import write_file


def two_changes(hand) -> None:
    hand.replace("The ratio was 1.28", "1.28", "1.29")
    hand.replace("Everything is invented", "invented", "made up")


def test_clean_changes_are_made_in_the_source(desk) -> None:
    result = desk.bring(desk.review(two_changes), "--apply", "clean")
    wanted = desk.text.replace("1.28", "1.29").replace("is invented.", "is made up.")
    assert wanted == desk.source.read_text()
    assert 0 == result.exit_code
    assert f"written: {desk.path}; the places above are those of now" in result.output


def test_only_the_numbers_that_were_asked_for_are_applied(desk) -> None:
    desk.bring(desk.review(two_changes), "--apply", "2")
    assert desk.text.replace("is invented.", "is made up.") == desk.source.read_text()


@pytest.mark.parametrize("wanted", ["1,2", "1-2", " 1 , 2 ", "1-2,2"])
def test_numbers_may_be_listed_and_ranged(desk, wanted) -> None:
    desk.bring(desk.review(two_changes), "--apply", wanted)
    assert "1.29" in desk.source.read_text()
    assert "made up" in desk.source.read_text()


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        ("3", "there is no change 3 in the list of 2"),
        ("1-9", "there is no change 1-9 in the list of 2"),
        ("2-1", "there is no change 2-1 in the list of 2"),
        ("all", "`all` is no number of a change"),
        ("1;2", "`1;2` is no number of a change"),
        ("", "`` is no number of a change"),
    ],
)
def test_what_is_no_change_is_refused_and_nothing_applied(desk, wanted, message) -> None:
    result = desk.bring(desk.review(two_changes), "--apply", wanted)
    assert 2 == result.exit_code
    assert message in result.stderr
    assert desk.text == desk.source.read_text()


def test_what_is_applied_already_is_not_applied_again(desk) -> None:
    review = desk.review(two_changes)
    desk.bring(review, "--apply", "clean")
    text = desk.source.read_text()
    said = desk.bring(review, "--apply", "clean").output
    assert text == desk.source.read_text()
    assert 2 == said.count("already applied, known")


def test_a_change_by_hand_is_refused_with_its_reason(desk) -> None:
    review = desk.review(lambda hand: hand.replace("Bottom line.", "Bottom", "Top"))
    result = desk.bring(review, "--apply", "1")
    assert 1 == result.exit_code
    assert "change 1: replacement, refused, new" in result.output
    assert "  refused: " in result.output
    assert desk.text == desk.source.read_text()


def test_an_authors_own_words_are_not_written_over(desk) -> None:
    review = desk.review(two_changes)
    desk.source.write_text(desk.text.replace("The ratio was 1.28", "The ratio was 1.4"))
    result = desk.bring(review, "--apply", "clean")
    assert "change 1: replacement, conflict, new" in result.output
    assert "The ratio was 1.4," in desk.source.read_text()
    assert "made up" in desk.source.read_text()
    assert 1 == result.exit_code


def test_what_was_not_tracked_waits_until_it_is_wanted(desk) -> None:
    review = desk.review(lambda hand: hand.retype("Everything is invented", "All is invented"))
    said = desk.bring(review, "--apply", "clean").output
    assert "change 1: replacement, not tracked, clean, new" in said
    assert desk.text == desk.source.read_text()
    said = desk.bring(review, "--apply", "1").output
    assert "refused: it was not tracked: add --untracked" in said
    assert desk.text == desk.source.read_text()
    desk.bring(review, "--apply", "clean", "--untracked")
    assert desk.text.replace("Everything is", "All is") == desk.source.read_text()


def test_places_told_after_applying_are_those_of_the_new_text(desk) -> None:
    def act(hand) -> None:
        hand.replace("A large prospective", "A large", "In one town, a large", "-")
        hand.comment("found that", "Are you sure?")

    said = desk.bring(desk.review(act), "--apply", "clean").output
    line = next(
        n for n, text in enumerate(desk.source.read_text().split("\n"), 1) if "found that" in text
    )
    column = desk.source.read_text().split("\n")[line - 1].index("found that") + 1
    assert f"{desk.path}:{line}:{column}  comment C1" in said


def test_uncommitted_sources_are_not_written_over(desk) -> None:
    review = desk.review(two_changes)
    desk.commit()
    text = desk.text + "\nUnsaved thoughts.\n"
    desk.source.write_text(text)
    result = desk.bring(review, "--apply", "clean")
    assert 2 == result.exit_code
    assert f"{desk.path}:1:1: review: this file has uncommitted changes" in result.stderr
    assert text == desk.source.read_text()
    assert 0 == desk.bring(review, "--apply", "clean", "--force").exit_code
    assert "1.29" in desk.source.read_text()


def test_what_is_uncommitted_elsewhere_does_not_matter(desk) -> None:
    review = desk.review(two_changes)
    desk.commit()
    (desk.root / "notes.txt").write_text("buy milk")
    assert 0 == desk.bring(review, "--apply", "clean").exit_code


def test_listing_needs_no_commit(desk) -> None:
    review = desk.review(two_changes)
    desk.commit()
    desk.source.write_text(desk.text + "\nUnsaved thoughts.\n")
    assert 0 == desk.bring(review).exit_code


def test_nothing_is_committed(desk) -> None:
    review = desk.review(two_changes)
    desk.commit()
    head = (desk.root / ".git/logs/HEAD").read_text()
    desk.bring(review, "--apply", "clean")
    assert head == (desk.root / ".git/logs/HEAD").read_text()


def test_without_version_control_the_author_is_told_that_there_is_no_way_back(desk) -> None:
    said = desk.bring(desk.review(two_changes), "--apply", "clean").output
    assert "note: not under version control: there is no way back from what is applied" in said


def test_nothing_but_sources_and_the_record_of_reviews_is_written(desk) -> None:
    review = desk.review(two_changes)
    before = desk.files()
    desk.bring(review, "--apply", "clean")
    after = desk.files()
    changed = {
        name
        for name, data in after.items()
        if before.get(name) != data and not name.startswith(".press-cache/")
    }
    assert {desk.path, desk.state.relative_to(desk.root).as_posix()} == changed


def test_a_read_only_folder_is_told_before_anything_is_written(desk, monkeypatch) -> None:
    monkeypatch.setattr(os, "access", lambda _path, mode: mode != os.W_OK)
    result = desk.bring(desk.review(two_changes), "--apply", "clean")
    assert 2 == result.exit_code
    assert f"{desk.path}:1:1: review: this file cannot be written" in result.stderr
    assert desk.text == desk.source.read_text()
    assert not desk.state.exists()


def test_where_the_record_cannot_be_written_the_report_is_still_told(desk) -> None:
    (desk.root / ".press").write_text("in the way")
    result = desk.bring(desk.review(two_changes), "--apply", "clean")
    assert 0 == result.exit_code
    assert "note: what was seen is not remembered for the next import: cannot write" in (
        result.output
    )
    assert "1.29" in desk.source.read_text()


def test_an_interrupted_import_leaves_every_file_whole_and_can_be_repeated(
    desk, monkeypatch
) -> None:
    issue = desk.root / "docs/issues/2026-01.md"
    old = issue.read_text()

    def act(hand) -> None:
        hand.replace("The ratio was 1.28", "1.28", "1.29")
        hand.replace("an issue with", "issue", "edition")

    review = desk.review(act)
    done = []

    def interrupted(files) -> None:
        path, data = files[0]
        done.append(path)
        write_file(path, data)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("press.review.apply.files.write_files", interrupted)
        result = desk.bring(review, "--apply", "clean")
    assert 130 == result.exit_code
    assert "interrupted; every file is whole" in result.stderr
    new = {desk.source: desk.text.replace("1.28", "1.29"), issue: old.replace("issue", "edition")}
    kept = {desk.source: desk.text, issue: old}
    for path in new:
        assert (new if path in done else kept)[path] == path.read_text()
    assert 0 == desk.bring(review, "--apply", "clean").exit_code
    assert new == {path: path.read_text() for path in new}
