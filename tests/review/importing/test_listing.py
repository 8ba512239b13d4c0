"""What an import lists before anything is done: every remark at its line, and nothing written."""

from __future__ import annotations

import json

import pytest


def remarks(hand) -> None:
    hand.comment("found that", "Are you sure?")
    hand.replace("The ratio was 1.28", "1.28", "1.29")


def test_every_remark_stands_at_its_line_with_carets_below_the_words(desk) -> None:
    said = desk.bring(desk.review(remarks)).output
    line = "  30 │ A **large prospective cohort** found that *short sleep* raises the risk"
    carets = "     │                                ^^^^^^^^^^"
    assert f"{desk.path}:30:32  comment C1, new [c" in said
    assert f"{line}\n  {carets}" in said
    assert "  Ada on “found that”\n    Are you sure?" in said
    assert f"{desk.path}:31:40  change 1: replacement, clean, new" in said
    assert "    - “1.28”\n    + “1.29”" in said
    assert "1 comment (1 new), 1 change (1 clean)" in said


def test_what_is_found_goes_to_standard_output_and_what_is_told_of_it_to_standard_error(
    desk,
) -> None:
    review = desk.review(remarks)
    result = desk.bring(review, review)
    places = [line for line in result.stdout.splitlines() if line.startswith(desk.path + ":")]
    assert ["comment", "change"] == [line.split()[1] for line in places]
    marks = "6 review marks read: 1 comment, 1 tracked change; 1 listed, 0 applied, 0 refused"
    assert [
        f"note: {review}: given twice, read once",
        "",
        f"{review}: {marks}",
        "1 comment (1 new), 1 change (1 clean)",
        "nothing was changed; --apply clean, or --apply with numbers, makes the changes",
    ] == result.stderr.splitlines()
    quiet = desk.bring(review, "--quiet")
    assert ("1 comment (none new), 1 change (1 clean)\n", "") == (quiet.stdout, quiet.stderr)


@pytest.mark.parametrize("style", ["md", "html", "json", "sarif"])
def test_a_report_for_others_stands_on_standard_output_alone(style: str, desk) -> None:
    review = desk.review(remarks)
    result = desk.bring(review, review, "--report", style)
    assert (1, "") == (result.exit_code, result.stderr)
    assert "given twice" in result.stdout or style == "sarif"


def test_the_ledger_tells_that_every_mark_was_read(desk) -> None:
    said = desk.bring(desk.review(remarks)).output
    # The comment has its text, two ends of a range and a reference, the change two halves.
    assert "Ada.docx: 6 review marks read: 1 comment, 1 tracked change; 1 listed, 0 applied" in said


def test_no_source_is_touched_unless_asked(desk) -> None:
    before = desk.files()
    desk.bring(desk.review(remarks))
    after = desk.files()
    assert [desk.state.relative_to(desk.root).as_posix()] == sorted(after.keys() - before.keys())
    assert before == {name: data for name, data in after.items() if name in before}


@pytest.mark.parametrize(
    ("act", "code"),
    [
        (lambda _hand: None, 0),
        (lambda hand: hand.replace("The ratio was 1.28", "1.28", "1.29"), 0),
        (lambda hand: hand.comment("found that", "Are you sure?"), 1),
        (lambda hand: hand.retype("Everything is invented", "Nothing is invented"), 0),
        (lambda hand: hand.replace("Bottom line.", "Bottom", "Top"), 1),
    ],
    ids=["no remark", "a clean change", "a comment", "an untracked change", "a change by hand"],
)
def test_the_exit_code_tells_whether_something_waits_for_the_author(desk, act, code) -> None:
    assert code == desk.bring(desk.review(act)).exit_code


def test_a_resolved_comment_waits_for_nobody(desk) -> None:
    review = desk.review(lambda hand: hand.comment("found that", "Are you sure?"))
    result = desk.bring(desk.threaded(review, "done.docx", resolved=["Are you sure?"]))
    assert 0 == result.exit_code
    assert "comment C1, new, resolved" in result.output


def test_answers_stand_below_the_comment_they_answer(desk) -> None:
    review = desk.review(lambda hand: hand.comment("found that", "Are you sure?"))
    answered = desk.threaded(review, "b.docx", answers={"Are you sure?": "I looked it up."})
    said = desk.bring(answered).output
    assert "    Are you sure?\n    Ben, 2026-11-02 09:00 answers\n      I looked it up.\n" in said


def test_the_same_comment_in_two_files_is_told_once(desk) -> None:
    review = desk.review(lambda hand: hand.comment("found that", "Are you sure?"))
    onward = desk.threaded(review, "ben.docx", answers={"Are you sure?": "I looked it up."})
    data = json.loads(desk.bring(review, onward, "--report", "json").output)
    assert [[str(review), str(onward)]] == [one["files"] for one in data["threads"]]
    assert ["Are you sure?", "I looked it up."] == [
        one["text"] for one in data["threads"][0]["comments"]
    ]


def test_equal_words_of_two_reviewers_are_two_comments(desk) -> None:
    act = [lambda hand: hand.comment("found that", "Why?")]
    files = [desk.review(*act, author=name) for name in ("Ada", "Ben")]
    data = json.loads(desk.bring(*files, "--report", "json").output)
    assert ["Ada", "Ben"] == [one["comments"][0]["author"] for one in data["threads"]]
    assert 2 == len({one["id"] for one in data["threads"]})


def test_two_reviewers_who_change_the_same_words_are_shown_to_conflict(desk) -> None:
    ada = desk.review(lambda hand: hand.replace("The ratio was 1.28", "1.28", "1.29"))
    ben = desk.review(lambda hand: hand.replace("The ratio was 1.28", "1.28", "1.3"), author="Ben")
    said = desk.bring(ada, ben).output
    assert "conflict: Ben changed the same words otherwise (change 2)" in said
    assert "conflict: Ada changed the same words otherwise (change 1)" in said


def test_undated_comments_of_equal_words_at_two_places_stay_two(desk) -> None:
    ada = desk.review(lambda hand: hand.comment("found that", "Source?"))
    ben = desk.review(lambda hand: hand.comment("Everything is", "Source?"), name="again.docx")
    data = json.loads(desk.bring(ada, ben, "--report", "json").output)
    assert ["found that", "Everything is"] == [one["quote"] for one in data["threads"]]
    assert 2 == len({one["id"] for one in data["threads"]})


def test_a_file_given_twice_is_read_once(desk) -> None:
    review = desk.review(remarks)
    said = desk.bring(review, review).output
    assert f"note: {review}: given twice, read once" in said
    assert "1 comment (1 new)" in said


def test_places_are_those_of_sources_that_have_moved_on(desk) -> None:
    review = desk.review(remarks)
    desk.source.write_text(desk.text.replace("## Summary\n", "## Summary\n\nAll is new.\n"))
    said = desk.bring(review).output
    assert f"{desk.path}:32:32  comment C1" in said
    assert f"{desk.path}:33:40  change 1: replacement, clean" in said


def test_control_characters_do_not_reach_the_terminal(desk) -> None:
    act = [lambda hand: hand.comment("found that", "left \u202eright")]
    said = desk.bring(desk.review(*act)).output
    assert "left <U+202E>right" in said
    assert "\u202e" not in said


def test_wide_characters_and_long_lines_keep_the_carets_below_the_words() -> None:
    from press.review.report.text import excerpt

    assert ("睡眠 is short", "    ^^") == (
        excerpt("睡眠 is short", 2, 4, 40)[0],
        excerpt("睡眠 is short", 2, 4, 40)[1],
    )
    shown, carets = excerpt("a" * 100 + "WORD" + "b" * 100, 100, 104, 40)
    assert "WORD" == shown[carets.index("^") :][:4]
    assert 40 >= len(shown)
    assert shown.startswith("…")
    assert shown.endswith("…")
