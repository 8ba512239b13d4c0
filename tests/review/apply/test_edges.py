"""Edits at the ends of paragraphs: blanks, joined ones, lists in lists, quotations."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from press.docx.ooxml import make, w
from press.review.apply.apply import apply
from press.review.apply.proof import faults, meant
from press.review.apply.whitespace import places
from press.review.edits.whitespace import FOLDED
from press.review.merge.deletions import groups
from press.review.merge.plan import plan
from press.review.model.paragraphs import Format
from press.review.sources.units import Unit
from tests.conftest import MakePublication
from tests.review.hand import Hand
from tests.review.sample import BODY, FRONT, PATH, Act, Sample, sample

SPACE = "{http://www.w3.org/XML/1998/namespace}space"
NUMBERS = """estimates:
  - outcome: Sleepiness
    time_point: 1 week
    arms:
      - name: Early
        n: "60"
      - name: Late
        n: "60"
    measure: mean difference
    estimate: "3.5"
    ci:
      low: "1.2"
      high: "5.8"
    better: higher
    source:
      cite: lund2021
"""
DEEP = """
## Summary

> Sleep is the best meditation.

Nobody knows who said so.

- Beds were soft.
    - Pillows were softer.
    - Blankets were warm.
- Rooms were dark.

A line between two lists.

1. First they slept.
2. Then they woke.
3. Then they ate.

## Results

Some slept early.

## Limitations

Everything is invented.
"""


@pytest.fixture
def deep(publication: MakePublication, tmp_path: Path) -> Sample:
    """Return a publication with lists in lists, a quotation, and a table made from numbers."""
    front = FRONT.replace("status: published\n", f"{NUMBERS}status: published\n")
    return sample(publication({PATH: front + DEEP}), tmp_path)


def typed(hand: Hand, words: str, text: str) -> None:
    """Type text behind these words, and Enter behind it."""
    hand.split(words)
    head = hand.paragraphs[hand.block(words)].getprevious()
    frame, run, node = make("ins", **hand._attributes()), make("r"), make("t")
    node.text = text
    node.set(SPACE, "preserve")
    run.append(node)
    frame.append(run)
    head.append(frame)


def cut(hand: Hand, first: str, last: str, *, between: int = 0) -> None:
    """Delete from these words, which end a paragraph, to those, which begin a later one."""
    hand.replace(first, first, "")
    paragraph = hand.paragraphs[hand.block(first)]
    hand._mark(paragraph, "del")
    for _ in range(between):
        paragraph = paragraph.getnext()
        for run in list(paragraph.iter(w("r"))):
            hand._delete(run)
        hand._mark(paragraph, "del")
    hand.replace(last, last, "")


def beside(hand: Hand, words: str, text: str, like: str, *, before: bool = False) -> None:
    """Put a paragraph beside the one that holds these words, in the format of another."""
    old = hand.paragraphs[hand.block(words)]
    hand.new_paragraph(words, text, like)
    if before:
        old.addprevious(old.getnext())


def deeper(hand: Hand, words: str, text: str) -> None:
    """Put a paragraph behind the one that holds these words, one level deeper in its list."""
    hand.new_paragraph(words, text)
    level = hand.paragraphs[hand.block(words)].getnext().find(f".//{w('ilvl')}")
    level.set(w("val"), "1")


ENDS: dict[str, tuple[Act, str, str]] = {
    "a sentence and Enter in the middle of a paragraph": (
        lambda hand: typed(hand, "of diabetes2. ", "So it seems. "),
        "of diabetes [@lund2021]. The ratio",
        "of diabetes [@lund2021]. So it seems.\n\nThe ratio",
    ),
    "a word with a blank before it, and Enter": (
        lambda hand: typed(hand, "adjusted for age", " and"),
        "adjusted for age, sex & smoking.",
        "adjusted for age and\n- , sex & smoking.",
    ),
    "a deletion over the end of an item": (
        lambda hand: cut(hand, " they slept.", "Then"),
        "1. First they slept.\n2. Then they woke.\n",
        "1. First they woke.\n",
    ),
    "two paragraphs of which the second begins with a mark": (
        lambda hand: (
            hand.replace(
                "The authors followed 120 adults; see ", "The authors followed 120 adults; see ", ""
            ),
            hand.mark("large prospective", "del"),
        )[1],
        "for weight.\n\nThe authors followed 120 adults; see [the",
        "for weight.[the",
    ),
    "a deletion over an item between": (
        lambda hand: cut(hand, " for seven days.", "Models", between=1),
        BODY[BODY.index("- Sensors") : BODY.index("\nTable:")],
        "- Sensors were worn were adjusted for age, sex & smoking.\n",
    ),
}


@pytest.mark.parametrize("name", ENDS)
def test_no_blank_is_lost_where_paragraphs_end(name: str, review: Sample) -> None:
    act, old, new = ENDS[name]
    assert BODY.count(old) == 1
    assert BODY.replace(old, new) == review.body(act)


def test_a_paragraph_that_loses_its_words_and_keeps_its_end_still_parts_its_neighbours(
    review: Sample,
) -> None:
    def act(hand: Hand) -> None:
        hand.replace("First they slept.", " they slept.", "")
        hand.mark("First they slept.", "del")
        hand.replace("Then they woke.", "Then they woke.", "")

    old, new = "1. First they slept.\n2. Then they woke.\n", "1. First\n"
    assert BODY.replace(old, new) == review.body(act)


def test_a_deletion_over_paragraphs_is_made_whole_or_not_at_all(review: Sample) -> None:
    # The footnote's mark in the second paragraph keeps it from being deleted.
    made, today = review.planned(
        lambda hand: cut(hand, "even after adjustment” for weight.", "Sensors", between=2)
    )
    assert [len(group) for group in groups(made.items)] == [len(made.items)]
    applied = apply(made.items, today)
    assert {} == applied.texts
    assert not any(one.is_applied for one in applied.outcomes)
    assert any("it is one deletion with change" in one.reason for one in applied.outcomes)


def test_deletions_that_do_not_meet_are_made_each_for_itself(review: Sample) -> None:
    made, _ = review.planned(
        lambda hand: (
            hand.replace("Sensors were", "Sensors ", ""),
            hand.delete_paragraph("Everything is invented."),
            hand.mark("First they slept.", "del"),
        )[0]
    )
    assert [] == groups(made.items)
    assert ["clean"] * 3 == [item.status for item in made.items]


def test_where_a_part_of_a_deletion_meets_other_text_today_none_of_it_is_clean(
    review: Sample,
) -> None:
    text = (FRONT + BODY).replace("Then they woke.", "Later they woke.")
    done = review.done(lambda hand: cut(hand, " they slept.", "Then"), texts={PATH: text})
    assert {"conflict", "by hand"} == {status for status, _ in done}


LISTS: dict[str, tuple[Act, str, str]] = {
    "an item of the outer list behind the inner one": (
        lambda hand: beside(hand, "Blankets were", "Floors were clean.", "Rooms were"),
        "    - Blankets were warm.\n",
        "    - Blankets were warm.\n- Floors were clean.\n",
    ),
    "an item of the outer list before one": (
        lambda hand: beside(hand, "Rooms were", "Floors were clean.", "Rooms were", before=True),
        "- Rooms were dark.\n",
        "- Floors were clean.\n- Rooms were dark.\n",
    ),
    "an item of the inner list": (
        lambda hand: beside(hand, "Pillows were", "Sheets were white.", "Pillows were"),
        "    - Pillows were softer.\n",
        "    - Pillows were softer.\n    - Sheets were white.\n",
    ),
    "an inner item where none was": (
        lambda hand: beside(hand, "Rooms were", "Curtains were black.", "Pillows were"),
        "- Rooms were dark.\n",
        "- Rooms were dark.\n    - Curtains were black.\n",
    ),
    "an item before the first of a numbered list": (
        lambda hand: beside(hand, "First they", "They lay down.", "First they", before=True),
        "1. First they slept.\n",
        "1. They lay down.\n1. First they slept.\n",
    ),
    "a new list": (
        lambda hand: beside(hand, "Everything is", "Even the sleep.", "Rooms were"),
        "Everything is invented.\n",
        "Everything is invented.\n\n- Even the sleep.\n",
    ),
    "a paragraph of a quotation": (
        lambda hand: beside(hand, "Sleep is the", "So they say.", "Sleep is the"),
        "> Sleep is the best meditation.\n",
        "> Sleep is the best meditation.\n>\n> So they say.\n",
    ),
    "a plain paragraph behind a quotation": (
        lambda hand: beside(hand, "Sleep is the", "So they say.", "Nobody knows"),
        "> Sleep is the best meditation.\n",
        "> Sleep is the best meditation.\n\nSo they say.\n",
    ),
    "a quotation that is divided": (
        lambda hand: hand.split("Sleep is "),
        "> Sleep is the best meditation.\n",
        "> Sleep is\n>\n> the best meditation.\n",
    ),
}


@pytest.mark.parametrize("name", LISTS)
def test_a_new_paragraph_stands_in_the_list_and_at_the_level_that_it_was_given(
    name: str, deep: Sample
) -> None:
    act, old, new = LISTS[name]
    assert DEEP.count(old) == 1
    applied = deep.applied(act)
    assert [""] == [one.reason for one in applied.outcomes]
    assert applied.texts[PATH].endswith(DEEP.replace(old, new))


BY_HAND: dict[str, tuple[Act, str]] = {
    "an inner item of a list that has none": (
        lambda hand: deeper(hand, "Then they ate.", "Bread."),
        "no numbered item of level 2 stands beside it in the source to go by",
    ),
    "a quotation behind a plain paragraph": (
        lambda hand: beside(hand, "Everything is", "So they say.", "Sleep is the"),
        "no paragraph in such a quotation, box or list stands beside it in the source to go by",
    ),
}


@pytest.mark.parametrize("name", BY_HAND)
def test_what_has_no_example_beside_it_is_left_to_a_person(name: str, deep: Sample) -> None:
    act, reason = BY_HAND[name]
    assert [("by hand", reason)] == deep.done(act)


def test_a_paragraph_that_would_change_its_level_is_not_proven(deep: Sample) -> None:
    # Without the item above it, the inner item would be one of the outer list, or code.
    made, today = deep.planned(
        lambda hand: (hand.delete_paragraph("Beds were"), hand.delete_paragraph("Rooms were"))[0]
    )
    applied = apply(made.items, today)
    assert ["Beds were soft."] == [one.item.old for one in applied.outcomes if not one.is_applied]


def test_a_paragraph_behind_a_generated_table_is_not_written_before_it(deep: Sample) -> None:
    applied = deep.applied(
        lambda hand: beside(hand, "Limitations", "Behind it.", "Some slept early.", before=True)
    )
    assert {} == applied.texts
    reason = "the tables and figures made from the front matter would stand elsewhere"
    assert [f"rendered again, {reason}"] == [one.reason for one in applied.outcomes]


def test_a_paragraph_before_a_generated_table_is_written_there(deep: Sample) -> None:
    applied = deep.applied(lambda hand: beside(hand, "Some slept", "Before it.", "Some slept"))
    assert "Some slept early.\n\nBefore it.\n\n## Limit" in applied.texts[PATH]


@pytest.mark.parametrize(
    ("wanted", "shown", "expected"),
    [
        ("one two", "one two", [0, 1, 2, 3, 4, 5, 6, 7]),
        ("a  b", "a b", [0, 1, 2, 2, 3]),
        (" a ", "a", [0, 0, 1, 1]),
        ("", "", [0]),
    ],
)
def test_places_of_a_text_are_found_where_blanks_are_folded(
    wanted: str, shown: str, expected: list[int]
) -> None:
    assert expected == places(wanted, shown)


def test_two_edits_of_the_same_words_are_not_made_over_each_other(review: Sample) -> None:
    made, today = review.planned(
        lambda hand: (
            hand.replace("Everything is invented.", "Everything is", "All of it is"),
            hand.replace("Everything is invented.", "invented", "made up"),
        )[0]
    )
    one, other = made.items
    wide = replace(one.targets[0], end=one.targets[0].end + 3)
    applied = apply([replace(one, targets=(wide,)), other], today)
    assert [False, True] == [outcome.is_applied for outcome in applied.outcomes]


def test_what_reads_otherwise_than_in_the_file_with_all_changes_accepted_is_not_made(
    review: Sample,
) -> None:
    data = review.reviewed(
        lambda hand: (
            hand.replace("Everything is invented.", "invented", "made up"),
            hand.replace("First they slept.", "slept", "dozed"),
            hand.delete_paragraph("Diabetes was"),
        )[0]
    )
    located = review.located(data)
    today = located.carrier.today
    items = plan([located]).items
    wrong = next(item for item in items if item.new == "made up")
    target = wrong.targets[0]
    edit = replace(target.edit, new=(replace(target.edit.new[0], text="mad up"),))
    spoilt = [replace(item, targets=(replace(target, edit=edit),)) if item is wrong else item
              for item in items]  # fmt: skip
    applied = apply(spoilt, today, [located.document])
    reason = "rendered again, the paragraph would not read as it does with all changes accepted"
    assert [(wrong.number, reason)] == [
        (one.item.number, one.reason) for one in applied.outcomes if not one.is_applied
    ]
    assert "Everything is invented." in applied.texts[PATH]
    assert all(one.is_applied for one in apply(items, today, [located.document]).outcomes)


def test_the_proof_sees_how_deep_in_a_list_a_paragraph_stands() -> None:
    unit = Unit("a.md", "word", (), "li", looks=(Format(),) * 4, shape="ListBullet 1")
    assert {} == faults([meant(unit)], [unit])
    told = "a paragraph would stand at another level of a list, or leave it or a quotation"
    for shape in ("ListBullet 0", "ListNumber 1", "Quote", ""):
        assert {0: told} == faults([meant(unit)], [replace(unit, shape=shape)])


BLANKS = [("by hand", FOLDED)]
SEEN = [("clean", "")]


@pytest.mark.parametrize(
    ("words", "new", "expected"),
    [
        ("Everything is", " ", BLANKS),
        ("Everything ", "\t", BLANKS),
        ("Everything is invented.", " ", BLANKS),
        ("Every", " ", SEEN),
        ("Everything is", "\u00a0", SEEN),
    ],
)
def test_a_blank_that_markdown_does_not_show_is_told_and_not_written(
    words: str, new: str, expected: list[tuple[str, str]], review: Sample
) -> None:
    assert expected == review.done(lambda hand: hand.insert(words, new))


def test_a_blank_that_keeps_words_together_is_written(review: Sample) -> None:
    text = review.body(lambda hand: hand.replace("120 adults", "120 adults", "120\u00a0adults"))
    assert BODY.replace("120 adults", "120\u00a0adults") == text


def test_a_blank_is_kept_where_the_next_paragraph_is_joined_behind_it(review: Sample) -> None:
    def act(hand: Hand) -> None:
        hand.insert("First they slept.", " ")
        hand.mark("First they slept.", "del")

    old, new = "1. First they slept.\n2. Then they", "1. First they slept. Then they"
    assert BODY.replace(old, new) == review.body(act)


def test_a_blank_beside_new_words_is_not_taken_for_one_that_is_not_shown(review: Sample) -> None:
    def act(hand: Hand) -> None:
        hand.replace("Everything is invented.", "is", "")
        hand.insert("Everything", " ")
        hand.replace("First they slept.", "slept", "dozed")
        hand.insert("First", " ")

    assert ["clean", "clean", "clean", "by hand"] == sorted(
        (status for status, _ in review.done(act)), key=["clean", "by hand"].index
    )
