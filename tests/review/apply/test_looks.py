"""Looks that no source has words for: a person is told, and nothing counts as done."""

from __future__ import annotations

import pytest

from tests.review.sample import Sample

REASON = "only bold and italic can be written into a source: plain became "
LOOKS = {"u": "underline", "strike": "strike", "highlight": "highlight", "caps": "caps"}


@pytest.mark.parametrize("look", LOOKS)
def test_a_look_that_markdown_has_no_word_for_is_left_to_a_person(
    look: str, review: Sample
) -> None:
    done = review.done(lambda hand: hand.turn("Everything is", look))
    assert [("by hand", f"{REASON}{LOOKS[look]}")] == done


def test_what_is_bold_and_underlined_is_left_to_a_person_as_a_whole(review: Sample) -> None:
    done = review.done(lambda hand: hand.turn("Everything is", ("b", "u")))
    assert [("by hand", f"{REASON}bold, underline")] == done


@pytest.mark.parametrize("look", ["b", "i"])
def test_bold_and_italic_are_made(look: str, review: Sample) -> None:
    assert [("clean", "")] == review.done(lambda hand: hand.turn("Everything is", look))


def test_bold_that_came_with_a_colour_is_made(review: Sample) -> None:
    assert [("clean", "")] == review.done(lambda hand: hand.turn("Everything is", ("b", "color")))


def test_another_language_for_spelling_is_no_wish(review: Sample) -> None:
    done = review.done(lambda hand: hand.turn("Everything is", "lang"))
    assert [("already applied", "the source says so today")] == done
