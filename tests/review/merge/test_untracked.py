"""Whole paragraphs that a reviewer changed without tracking: told apart, made when asked for."""

from __future__ import annotations

import pytest

from press.review.apply.apply import apply
from press.review.merge.plan import plan
from tests.review.sample import BODY, FRONT, PATH, Act, Sample

SENSORS = "- Sensors were worn for *seven* days.\n"
DIABETES = "- Diabetes was taken from codes `E11.0` to `E11.9`.\n"
MODELS = "- Models were adjusted for age, sex & smoking.\n"
CASES: dict[str, tuple[Act, str, str]] = {
    "a paragraph is new": (
        lambda hand: hand.slip_in("Everything is invented.", "Even *this* is."),
        "Everything is invented.\n",
        "Everything is invented.\n\nEven \\*this\\* is.\n",
    ),
    "an item is new": (
        lambda hand: hand.slip_in("Sensors were worn", "Nobody slept in class."),
        SENSORS,
        f"{SENSORS}- Nobody slept in class.\n",
    ),
    "two paragraphs are new": (
        lambda hand: (
            hand.slip_in("Everything is invented.", "The second new one."),
            hand.slip_in("Everything is invented.", "And here the first."),
        )[0],
        "Everything is invented.\n",
        "Everything is invented.\n\nAnd here the first.\n\nThe second new one.\n",
    ),
    "a paragraph is gone": (
        lambda hand: hand.drop("Everything is invented."),
        "Everything is invented.\n\n",
        "",
    ),
    "an item is gone": (lambda hand: hand.drop("Diabetes was taken"), DIABETES, ""),
    "an item stands elsewhere": (
        lambda hand: hand.put_elsewhere("Sensors were worn", "Models were"),
        SENSORS + DIABETES + MODELS,
        DIABETES + MODELS + SENSORS,
    ),
    "a paragraph was divided": (
        lambda hand: hand.divide("Diabetes was taken from "),
        "- Diabetes was taken from codes",
        "- Diabetes was taken from\n- codes",
    ),
    "a paragraph was divided before words with a citation": (
        lambda hand: hand.divide("found that "),
        "found that *short sleep*",
        "found that\n\n*short sleep*",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_it_is_made_only_when_asked_for(name: str, review: Sample) -> None:
    act, old, new = CASES[name]
    assert BODY.count(old) == 1
    made = plan([review.located(review.reviewed(act))])
    assert {("untracked", "clean", "")} == {(i.kind, i.status, i.reason) for i in made.items}
    assert () == made.clean()
    applied = apply(made.clean(untracked=True), review.today())
    assert [] == [one.reason for one in applied.outcomes if not one.is_applied]
    assert FRONT + BODY.replace(old, new) == applied.texts[PATH]


def replaced(hand) -> None:
    hand.drop("large prospective")
    text = "XYZ: 0000 1111 2222 3333 4444 5555 6666 7777 8888 9999, QQQ, JJJ, KKK, VVV, and WWW."
    hand.slip_in("Summary", text, like="More sleep")


BY_HAND: dict[str, tuple[Act, set[str]]] = {
    "a paragraph in the place of another": (
        replaced,
        {"a paragraph was put in and one taken out here without tracking: compare the two"},
    ),
    "a value of the front matter is gone": (
        lambda hand: hand.drop("Short sleep in one town"),
        {"this text is made by the press"},
    ),
}


@pytest.mark.parametrize("name", BY_HAND)
def test_what_may_be_two_things_is_left_to_a_person(name: str, review: Sample) -> None:
    act, reasons = BY_HAND[name]
    items = plan([review.located(review.reviewed(act))]).items
    assert {("by hand", reason) for reason in reasons} == {(i.status, i.reason) for i in items}
