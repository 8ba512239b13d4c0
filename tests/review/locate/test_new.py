"""Where a paragraph or a row stands that a reviewer put in, and a comment on it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from press.review.locate.located import Place
from tests.review.hand import Hand
from tests.review.locate.marks import comment_on
from tests.review.locate.test_places import spot
from tests.review.sample import BODY, FRONT, PATH, Act, Sample

TEXT = FRONT + BODY
Edit = Callable[[Hand], None]
NEW = "Nobody asked the neighbours."
BEHIND = "new text behind this paragraph"


def change(review: Sample, act: Act, texts: dict[str, str] | None = None) -> Place:
    """Return the place of the only change."""
    located = review.located(review.reviewed(act), texts)
    (one,) = located.document.changes
    return located.change(one)


def paragraph(hand: Hand) -> None:
    hand.new_paragraph("Everything is invented.", NEW)


def item(hand: Hand) -> None:
    hand.new_paragraph("Models were adjusted", NEW)


def last(hand: Hand) -> None:
    hand.new_paragraph("More sleep may help", NEW)


def row(hand: Hand) -> None:
    hand.new_row("231", ["None", "7"])


PLACES: dict[str, tuple[Edit, str, str]] = {
    "a paragraph before a heading": (paragraph, f"{PATH}:53:24-53:24", BEHIND),
    "an item at its list's end": (item, f"{PATH}:39:47-39:47", BEHIND),
    "the last paragraph of a file": (last, f"{PATH}:57:39-57:39", BEHIND),
    "a table's last row": (row, f"{PATH}:46:13-46:13", "new text behind this row"),
}


@pytest.mark.parametrize("name", PLACES)
def test_what_is_put_in_stands_at_the_end_of_what_is_above(name: str, review: Sample) -> None:
    act, where, note = PLACES[name]
    place = change(review, act)
    assert (where, "text", note) == (spot(place), place.kind, place.note)


def test_what_is_put_in_below_a_heading_stands_there(review: Sample) -> None:
    place = change(review, lambda hand: hand.new_paragraph("Summary", NEW, like="Everything is"))
    assert (f"{PATH}:28:11-28:11", BEHIND) == (spot(place), place.note)


DONE: dict[str, tuple[Edit, str, str]] = {
    "a paragraph": (
        paragraph,
        TEXT.replace("is invented.\n", f"is invented.\n\n{NEW}\n"),
        f"{PATH}:55:1-55:29",
    ),
    "a paragraph that was edited since": (
        paragraph,
        TEXT.replace("is invented.\n", f"is invented.\n\n{NEW.replace('the', 'their')}\n"),
        f"{PATH}:55:1-55:31",
    ),
    "a row": (
        row,
        TEXT.replace("| Long | 231 |\n", "| Long | 231 |\n| None | 7 |\n"),
        f"{PATH}:47:3-47:7",
    ),
}


@pytest.mark.parametrize("name", DONE)
def test_what_the_author_took_over_stands_where_it_is(name: str, review: Sample) -> None:
    act, text, where = DONE[name]
    place = change(review, act, {PATH: text})
    assert (where, "") == (spot(place), place.note)


def test_the_same_words_elsewhere_are_not_taken_for_what_was_put_in(review: Sample) -> None:
    def act(hand: Hand) -> None:
        hand.new_paragraph("More sleep may help", "Everything is invented.")

    assert f"{PATH}:57:39-57:39" == spot(change(review, act))


def remarked(hand: Hand) -> None:
    paragraph(hand)
    comment_on(hand, "the neighbours", "Whose?")


def test_a_comment_on_a_new_paragraph_stands_where_that_belongs(review: Sample) -> None:
    ((_, place),) = review.located(review.reviewed(remarked)).comments
    assert (f"{PATH}:53:24-53:24", BEHIND) == (spot(place), place.note)


def test_a_comment_on_a_new_paragraph_stands_on_its_words_once_they_are_there(
    review: Sample,
) -> None:
    text = TEXT.replace("is invented.\n", f"is invented.\n\n{NEW}\n")
    ((_, place),) = review.located(review.reviewed(remarked), {PATH: text}).comments
    assert (f"{PATH}:55:14-55:28", "") == (spot(place), place.note)
