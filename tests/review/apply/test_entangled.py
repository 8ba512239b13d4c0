"""Words typed into what was moved, and a paragraph between the halves of another."""

from __future__ import annotations

import pytest

from press.docx.ooxml import make, w
from tests.review.hand import Hand
from tests.review.sample import Sample

TYPED = "words were typed into text that was moved: move it and put them in by hand"
BETWEEN = "it stands between the halves of a paragraph that was divided: put it there by hand"


def type_into_move(hand: Hand, number: int) -> None:
    """Type a word before (0) or behind (1) the first words of what was moved, where it arrived."""
    (begin,) = hand.trees["word/document.xml"].iter(w("moveToRangeStart"))
    frame = next(begin.itersiblings(w("moveTo")))
    typed = make("ins", **hand._attributes())
    run, node = make("r"), make("t")
    node.text = "really "
    run.append(node)
    typed.append(run)
    if number:
        frame.addnext(typed)
    else:
        frame.addprevious(typed)


def moved_paragraph(hand: Hand, number: int) -> None:
    hand.move_paragraph("More sleep", "Everything is invented.")
    type_into_move(hand, number)


def moved_words(hand: Hand, number: int) -> None:
    hand.move_words("Everything is", "Models were adjusted for age, sex & smoking.")
    type_into_move(hand, number)


@pytest.mark.parametrize("number", [0, 1])
@pytest.mark.parametrize("act", [moved_paragraph, moved_words])
def test_words_typed_into_a_move_are_left_to_a_person(act, number: int, review: Sample) -> None:
    done = review.done(lambda hand: act(hand, number))
    assert [("by hand", TYPED)] * 2 == done
    assert {} == review.applied(lambda hand: act(hand, number)).texts


def test_words_typed_into_another_paragraph_than_the_moved_one_are_put_in(review: Sample) -> None:
    def act(hand: Hand) -> None:
        hand.move_paragraph("Sensors were worn", "Models were adjusted")
        hand.insert("Everything is invented.", " Really.")

    assert ["clean", "clean"] == [status for status, _ in review.done(act)]


def between_the_halves(hand: Hand) -> None:
    hand.split("The authors")
    tail = hand.paragraphs[hand.block("The authors followed")]
    hand.new_paragraph("The authors followed", "Between the halves.")
    tail.addprevious(tail.getnext())


def test_a_paragraph_between_two_halves_is_left_to_a_person(review: Sample) -> None:
    assert [("clean", ""), ("by hand", BETWEEN)] == review.done(between_the_halves)


def test_a_paragraph_behind_two_halves_is_put_in(review: Sample) -> None:
    def act(hand: Hand) -> None:
        hand.split("The authors")
        hand.new_paragraph("The authors followed", "Behind the halves.")

    assert ["clean", "clean"] == [status for status, _ in review.done(act)]
