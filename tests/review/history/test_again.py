"""A review that comes again, or a later version of it: nothing is written twice."""

from __future__ import annotations

import pytest

from press.docx.ooxml import make, w

APPLY = ("--apply", "clean", "--force")


def rows(hand) -> None:
    hand.new_row("412", ["Long", "5"])


def in_two(hand) -> None:
    hand.split("A large ")
    tail = hand.paragraphs[hand.block("A large ")]
    frame, run, node = make("ins", **hand._attributes()), make("r"), make("t")
    node.text = "Not a large "
    run.append(node)
    frame.append(run)
    next(tail.iter(w("r"))).addprevious(frame)


def one_after_the_other(hand) -> None:
    hand.new_paragraph("Everything is invented.", "Even this.")
    hand.new_paragraph("Everything is invented.", "And even that.")


def instead(hand) -> None:
    hand.new_paragraph("Everything is invented.", "Nothing is invented.")
    hand.delete_paragraph("Everything is invented.")


def cut(hand) -> None:
    hand.cut_and_paste("The authors followed", "Everything is invented.")


ACTS = {
    "a paragraph": lambda hand: hand.new_paragraph("Everything is invented.", "Even this."),
    "quotation marks": lambda hand: hand.new_paragraph("Everything is invented.", 'Even "this".'),
    "two paragraphs": one_after_the_other,
    "a paragraph instead of another": instead,
    "a paragraph like the one before": lambda hand: hand.new_paragraph(
        "Everything is invented.", "Everything is invented."
    ),
    "an item": lambda hand: hand.new_paragraph("Then they woke.", "Then they ate."),
    "a heading": lambda hand: hand.new_paragraph("A large ", "Doubts", like="Limitations"),
    "a row": lambda hand: hand.new_row("412", ["Middle", "56"]),
    "a row with a cell of the next": rows,
    "a break": lambda hand: hand.split("of diabetes2. "),
    "a break and another word behind it": in_two,
    "a break in a list": lambda hand: hand.split("adjusted for age, "),
    "two items in one": lambda hand: hand.mark("First they slept.", "del"),
    "an item less": lambda hand: hand.delete_paragraph("Then they woke."),
    "a row less": lambda hand: hand.delete_row("412"),
    "a paragraph cut and pasted": cut,
}


@pytest.mark.parametrize("record", ["kept", "lost"])
@pytest.mark.parametrize("name", ACTS)
def test_the_same_review_is_applied_once(name: str, record: str, desk) -> None:
    review = desk.review(ACTS[name])
    desk.bring(review, *APPLY)
    once = desk.source.read_text()
    assert desk.text != once
    if record == "lost":
        desk.state.unlink()
    result = desk.bring(review, *APPLY)
    assert once == desk.source.read_text()
    assert " applied" in result.output
    assert "refused" not in result.output.replace("0 refused", "")


@pytest.mark.parametrize("record", ["kept", "lost"])
def test_what_nobody_tracked_is_put_in_once(record: str, desk) -> None:
    review = desk.review(lambda hand: hand.slip_in("Everything is invented.", "Even this."))
    desk.bring(review, *APPLY, "--untracked")
    once = desk.source.read_text()
    assert 1 == once.count("Even this.")
    if record == "lost":
        desk.state.unlink()
    assert "1 already applied" in desk.bring(review, *APPLY, "--untracked").output
    assert once == desk.source.read_text()


@pytest.mark.parametrize("record", ["kept", "lost"])
def test_of_a_second_version_only_what_is_new_is_applied(record: str, desk) -> None:
    def more(hand) -> None:
        hand.new_paragraph("Everything is invented.", "And that.")
        hand.new_paragraph("Everything is invented.", "Even this.")

    desk.bring(desk.review(ACTS["a paragraph"], name="one.docx"), *APPLY)
    if record == "lost":
        desk.state.unlink()
    result = desk.bring(desk.review(more, name="two.docx"), *APPLY)
    assert "2 changes (1 already applied, 1 applied)" in result.output
    assert [1, 1] == [desk.source.read_text().count(w) for w in ("Even this.", "And that.")]


def test_two_equal_paragraphs_that_are_new_are_two(desk) -> None:
    def twice(hand) -> None:
        hand.new_paragraph("Everything is invented.", "Even this.")
        hand.new_paragraph("Everything is invented.", "Even this.")

    desk.bring(desk.review(ACTS["a paragraph"], name="one.docx"), *APPLY)
    desk.state.unlink()
    desk.bring(desk.review(twice, name="two.docx"), *APPLY)
    assert 2 == desk.source.read_text().count("Even this.")


def test_what_the_author_reworded_is_applied_again_by_its_number_alone(desk) -> None:
    review = desk.review(ACTS["a paragraph"])
    desk.bring(review, *APPLY)
    reworded = desk.source.read_text().replace("Even this.", "Quite another thing, at length.")
    desk.source.write_text(reworded)
    for _ in range(2):  # it is not forgotten by being looked at
        result = desk.bring(review, *APPLY)
        assert reworded == desk.source.read_text()
        assert "clean: it was applied before, and the text has changed since" in result.output
    desk.bring(review, "--apply", "1", "--force")
    assert reworded != desk.source.read_text()
    assert 1 == desk.source.read_text().count("Even this.")


def test_what_was_never_applied_is_applied_however_often_it_was_looked_at(desk) -> None:
    review = desk.review(ACTS["a paragraph"])
    for _ in range(2):
        desk.bring(review)
    assert "1 change (1 applied)" in desk.bring(review, *APPLY).output


def test_what_is_the_same_as_anothers_change_counts_as_applied_only_with_it(desk) -> None:
    ada = desk.review(ACTS["a paragraph"])
    ben = desk.review(ACTS["a paragraph"], author="Ben")
    assert "the same as change 1, by Ada" in desk.bring(ada, ben).output
    assert "1 change (1 applied)" in desk.bring(ben, *APPLY).output
