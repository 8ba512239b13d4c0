"""Whole paragraphs, items and rows: what a reviewer did, and the source that comes of it."""

from __future__ import annotations

import pytest

from tests.review.sample import BODY, Act, Sample

CASES: dict[str, tuple[Act, str, str]] = {
    "a paragraph is put in": (
        lambda hand: hand.new_paragraph("Everything is invented.", "Even *this*."),
        "Everything is invented.\n",
        "Everything is invented.\n\nEven \\*this\\*.\n",
    ),
    "an item is put into a list": (
        lambda hand: hand.new_paragraph("Sensors were worn", "Nobody slept in class."),
        "- Sensors were worn for *seven* days.\n",
        "- Sensors were worn for *seven* days.\n- Nobody slept in class.\n",
    ),
    "an item is put into a numbered list": (
        lambda hand: hand.new_paragraph("Then they woke.", "Then they ate."),
        "2. Then they woke.\n",
        "2. Then they woke.\n3. Then they ate.\n",
    ),
    "a heading is put in": (
        lambda hand: hand.new_paragraph("Everything is invented.", "Doubts", like="Limitations"),
        "Everything is invented.\n",
        "Everything is invented.\n\n## Doubts\n",
    ),
    "a paragraph is deleted": (
        lambda hand: hand.delete_paragraph("Everything is invented."),
        "## Limitations\n\nEverything is invented.\n\n## Conclusion",
        "## Limitations\n\n## Conclusion",
    ),
    "an item is deleted": (
        lambda hand: hand.delete_paragraph("Diabetes was taken"),
        "- Diabetes was taken from codes `E11.0` to `E11.9`.\n",
        "",
    ),
    "a paragraph is split": (
        lambda hand: hand.split("of diabetes2. "),
        "of diabetes [@lund2021]. The ratio",
        "of diabetes [@lund2021].\n\nThe ratio",
    ),
    "an item is split": (
        lambda hand: hand.split("adjusted for age, "),
        "- Models were adjusted for age, sex & smoking.",
        "- Models were adjusted for age,\n- sex & smoking.",
    ),
    "two items become one": (
        lambda hand: (hand.mark("First they slept.", "del"), None)[1],
        "1. First they slept.\n2. Then they woke.",
        "1. First they slept.Then they woke.",
    ),
    "a row is deleted": (
        lambda hand: hand.delete_row("412"),
        "| Short | 412 |\n",
        "",
    ),
    "a row is put in": (
        lambda hand: hand.new_row("412", ["Middle", "5|6"]),
        "| Short | 412 |\n",
        "| Short | 412 |\n| Middle | 5\\|6 |\n",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_change_of_paragraphs_comes_home_to_the_source(name: str, review: Sample) -> None:
    act, old, new = CASES[name]
    assert BODY.count(old) == 1
    assert BODY.replace(old, new) == review.body(act)


BY_HAND: dict[str, tuple[Act, str]] = {
    "a paragraph with the mark of a footnote": (
        lambda hand: hand.delete_paragraph("The authors followed"),
        "rendered again",
    ),
    "a paragraph that shows a value of the front matter": (
        lambda hand: hand._divide(hand.block("Short sleep in one town"), 5),
        "`title` is one value of the front matter",
    ),
    "a second paragraph in a cell": (
        lambda hand: hand._divide(hand.block("Short"), 3),
        "rendered again",
    ),
}


@pytest.mark.parametrize("name", BY_HAND)
def test_what_rendering_does_not_prove_is_left_to_a_person(name: str, review: Sample) -> None:
    act, reason = BY_HAND[name]
    applied = review.applied(act)
    assert {} == applied.texts
    assert not any(one.is_applied for one in applied.outcomes)
    assert any(reason in one.reason for one in applied.outcomes)
