"""Changes inside a paragraph: what a reviewer did, and the source that comes of it."""

from __future__ import annotations

import pytest

from tests.review.hand import Hand
from tests.review.random_edits import Made
from tests.review.sample import BODY, FRONT, PATH, Act, Sample

CASES: dict[str, tuple[Act, str, str]] = {
    "a word is replaced": (
        lambda hand: hand.replace("The ratio was 1.28", "1.28", "1.29"),
        "The ratio was 1.28,",
        "The ratio was 1.29,",
    ),
    "a word inside bold text stays bold": (
        lambda hand: hand.replace("large prospective", "large", "huge", "b"),
        "A **large prospective cohort**",
        "A **huge prospective cohort**",
    ),
    "a plain word behind bold text stays plain": (
        lambda hand: hand.insert("prospective cohort", " study", "-"),
        "**large prospective cohort** found",
        "**large prospective cohort** study found",
    ),
    "bold text that goes takes its marks along": (
        lambda hand: hand.replace("large prospective cohort", "large prospective cohort", ""),
        "A **large prospective cohort** found",
        "A found",
    ),
    "text across a mark goes, the mark stays": (
        lambda hand: hand.replace("cohort found that", "cohort found that", "study says that"),
        "**large prospective cohort** found that *short",
        "**large prospective** study says that *short",
    ),
    "italic text is put in": (
        lambda hand: hand.insert("More sleep", " really", "i"),
        "More sleep may",
        "More sleep *really* may",
    ),
    "words are made bold": (
        lambda hand: hand.turn("Everything is", "b"),
        "Everything is invented.",
        "**Everything is** invented.",
    ),
    "bold is taken from one word": (
        lambda hand: hand.turn("prospective", "b"),
        "A **large prospective cohort**",
        "A **large** prospective **cohort**",
    ),
    "italic is taken away": (
        lambda hand: hand.turn("seven", "i"),
        "for *seven* days",
        "for seven days",
    ),
    "a link and words behind it are made italic": (
        lambda hand: hand.turn("the protocol for details", "i"),
        "[the protocol](https://example.org/p?id=7) for details.",
        "*[the protocol](https://example.org/p?id=7) for details*.",
    ),
    "words and a link behind them are made italic": (
        lambda hand: hand.turn("see the protocol", "i"),
        "see [the protocol](https://example.org/p?id=7) for",
        "*see [the protocol](https://example.org/p?id=7)* for",
    ),
    "bold text begins inside italic text and goes on": (
        lambda hand: hand.turn("sleep raises the", "b"),
        "that *short sleep* raises the risk",
        "that *short* ***sleep*** **raises the** risk",
    ),
    "a link's text is changed, its address kept": (
        lambda hand: hand.replace("the protocol", "protocol", "plan"),
        "[the protocol](https://example.org/p?id=7)",
        "[the plan](https://example.org/p?id=7)",
    ),
    "code is changed": (
        lambda hand: hand.replace("codes E11.0", "0", "1"),
        "`E11.0`",
        "`E11.1`",
    ),
    "curly quotation marks are typed as the source types them": (
        lambda hand: hand.replace("Everything is invented", "invented", "“made up”"),
        "Everything is invented.",
        'Everything is "made up".',
    ),
    "a non-breaking space stays one": (
        lambda hand: hand.replace("Everything is invented", "is invented", "is\u00a0new"),
        "Everything is invented.",
        "Everything is\u00a0new.",
    ),
    "signs of Markdown are escaped": (
        lambda hand: hand.replace("Everything is invented", "invented", "*not* true"),
        "Everything is invented.",
        r"Everything is \*not\* true.",
    ),
    "a sign of a table is escaped in a cell": (
        lambda hand: hand.insert("Short", " | brief"),
        "| Short |",
        r"| Short \| brief |",
    ),
    "a citation is deleted with the words around it": (
        lambda hand: hand.replace("diabetes2. The", "diabetes2. The", "ill health. The"),
        "of diabetes [@lund2021]. The",
        "of ill health. The",
    ),
    "a footnote's text is changed": (
        lambda hand: hand.replace("before enrolment", "enrolment", "the start"),
        "*before* enrolment.",
        "*before* the start.",
    ),
    "a footnote's first word is changed": (
        lambda hand: hand.replace("The protocol was", "The", "A"),
        "[^1]: The protocol",
        "[^1]: A protocol",
    ),
    "a footnote begins with new words": (
        lambda hand: hand.replace("The protocol was", "", "Note: "),
        "[^1]: The protocol",
        "[^1]: Note: The protocol",
    ),
    "a footnote loses its first word": (
        lambda hand: hand.replace("The protocol was", "The ", ""),
        "[^1]: The protocol",
        "[^1]: protocol",
    ),
    "a caption is changed": (
        lambda hand: hand.replace("Cases by hours", "hours", "length"),
        "Table: Cases by hours of sleep",
        "Table: Cases by length of sleep",
    ),
    "a heading is changed": (
        lambda hand: hand.insert("Limitations", " and doubts"),
        "## Limitations",
        "## Limitations and doubts",
    ),
    "a text that goes over two lines of the source": (
        lambda hand: hand.replace("the risk of diabetes", "risk of", "danger of getting"),
        "raises the risk\nof diabetes",
        "raises the danger of getting diabetes",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_change_comes_home_to_the_source(name: str, review: Sample) -> None:
    act, old, new = CASES[name]
    assert BODY.count(old) == 1
    assert BODY.replace(old, new) == review.body(act)


VALUES: dict[str, tuple[Act, str, str]] = {
    "a title": (
        lambda hand: hand.replace("Short sleep in one town", "one", "some"),
        "title: Short sleep in one town",
        "title: Short sleep in some town",
    ),
    "a title that then needs quotation marks": (
        lambda hand: hand.replace("Short sleep in one town", " in", ": in"),
        "title: Short sleep in one town",
        'title: "Short sleep: in one town"',
    ),
    "an item of a list that is shown in one line": (
        lambda hand: hand.replace("Tiredness; Mood", "Mood", "Temper"),
        "    - Mood",
        "    - Temper",
    ),
    "a value on two lines": (
        lambda hand: hand.replace("then another two", "two", "three"),
        "  then another two",
        "  then another three",
    ),
    "a quoted value": (
        lambda hand: hand.replace("so they say", "they", "all"),
        '"none: so they say"',
        '"none: so all say"',
    ),
    "a value that is printed with a capital": (
        lambda hand: hand.replace("Cohort", "Cohort", "Case series"),
        "design: cohort",
        "design: case series",
    ),
}


@pytest.mark.parametrize("name", VALUES)
def test_a_change_comes_home_to_the_front_matter(name: str, review: Sample) -> None:
    act, old, new = VALUES[name]
    assert FRONT.count(old) == 1
    assert FRONT.replace(old, new) + BODY == review.applied(act).texts[PATH]


def _reference(hand: Hand) -> None:
    name = next(n for n in hand.paragraphs if hand.base.blocks[n].key == "lund2021")
    place = hand.base.blocks[name].text.index("Short sleep")
    assert hand._write(Made(name, place, place + 5, "Brief", "replacement"))


BY_HAND: dict[str, tuple[Act, str]] = {
    "a part of a citation": (
        lambda hand: hand.insert("as Moe and", " others and"),
        "it changes a part of a citation, which stands or falls as a whole",
    ),
    "a number made from front matter": (
        lambda hand: hand.replace("120", "120", "121"),
        f"this text is made from `n` in {PATH}",
    ),
    "the reference list": (
        _reference,
        "the reference list is made from bib/refs.bib:1 (`lund2021`)",
    ),
    "a word of the press": (
        lambda hand: hand.replace("Bottom line.", "Bottom", "Final"),
        "it touches words that the press generates",
    ),
}


@pytest.mark.parametrize("name", BY_HAND)
def test_what_no_program_should_change_is_left_to_a_person(name: str, review: Sample) -> None:
    act, reason = BY_HAND[name]
    items = review.planned(act)[0].items
    assert [("by hand", reason)] == [(item.status, item.reason) for item in items]


def test_a_value_outside_its_list_is_refused_in_the_words_of_the_schema(review: Sample) -> None:
    applied = review.applied(lambda hand: hand.replace("Cohort", "Cohort", "Trial by fire"))
    assert {} == applied.texts
    assert "`design` cannot be 'trial by fire'" in applied.outcomes[0].reason


def test_a_paragraph_without_words_goes_and_a_cell_stays(review: Sample) -> None:
    body = review.body(
        lambda hand: hand.replace("Limitations", "Limitations", ""),
        lambda hand: hand.replace("412", "412", ""),
    )
    assert BODY.replace("## Limitations\n\n", "").replace("| 412 |", "| |") == body
