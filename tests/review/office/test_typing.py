"""Tracked typing in LibreOffice: the Markdown that comes of it, written by hand."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.review.office.exported import Exported
from tests.review.office.office import Reviewer

TEA = "docs/digests/green-tea.md"
WALK = "docs/digests/lunch-walk.md"
ISSUE = "docs/issues/spring.md"

Act = Callable[[Reviewer], object]

# What Ada does; the file, words of it, and what they become.
TYPED: dict[str, tuple[Act, str, str, str]] = {
    "words typed over words": (
        lambda ada: ada.replace("Those with tea", "The tea drinkers"),
        TEA,
        "Those with tea gave",
        "The tea drinkers gave",
    ),
    "words put in": (
        lambda ada: ada.add("an afternoon", " in spring"),
        WALK,
        "in an afternoon.",
        "in an afternoon in spring.",
    ),
    "a word taken out": (
        lambda ada: ada.delete("larger "),
        WALK,
        "was larger on",
        "was on",
    ),
    "words over the end of a line": (
        lambda ada: ada.replace("tea away. Everybody", "cups away. All"),
        TEA,
        "the tea away.\nEverybody came",
        "the cups away. All came",
    ),
    "a word in bold text": (
        lambda ada: ada.replace("forty", "fifty"),
        TEA,
        "**forty minutes**",
        "**fifty minutes**",
    ),
    "all bold text": (
        lambda ada: ada.replace("forty minutes", "an hour"),
        TEA,
        "**forty minutes**",
        "**an hour**",
    ),
    "behind bold text": (
        lambda ada: (ada.put("forty minutes"), ada.type(" or so")),
        TEA,
        "**forty minutes**",
        "**forty minutes or so**",
    ),
    "from bold into plain text": (
        lambda ada: ada.replace("clerks indoors", "of them at home"),
        WALK,
        "**three clerks** indoors, see",
        "**three** of them at home, see",  # LibreOffice types it plain
    ),
    "a word in italic text": (
        lambda ada: ada.replace("small", "short", within="They called"),
        WALK,
        "*small* holiday",
        "*short* holiday",
    ),
    "words made bold": (
        lambda ada: (ada.mark("warm days"), ada.press("Bold")),
        WALK,
        "on warm days.",
        "on **warm days**.",
    ),
    "bold words made plain": (
        lambda ada: (ada.mark("three clerks"), ada.press("Bold")),
        WALK,
        "**three clerks** indoors",
        "three clerks indoors",
    ),
    "words made italic": (
        lambda ada: (ada.mark("nine to six"), ada.press("Italic")),
        WALK,
        "from nine to six in",
        "from *nine to six* in",
    ),
    "a word in a link": (
        lambda ada: ada.replace("public", "state"),
        TEA,
        "[kept in a public register]",
        "[kept in a state register]",
    ),
    "words before a link": (
        lambda ada: ada.replace("indoors, see", "indoors: read"),
        WALK,
        "indoors, see [the",
        "indoors: read [the",
    ),
    "words in quotation marks": (
        lambda ada: ada.replace("not many", "only a few"),
        TEA,
        '"but not many more"',
        '"but only a few more"',
    ),
    "words with their quotation marks": (
        lambda ada: ada.replace("“but not many more”", "if barely"),
        TEA,
        'answers, "but not many more", as',
        "answers, if barely, as",
    ),
    "words with new quotation marks": (
        lambda ada: ada.add("warm days", ", “as a rule”"),
        WALK,
        "warm days.",
        'warm days, "as a rule".',
    ),
    "a word with an apostrophe": (
        lambda ada: ada.replace("didn’t know", "hadn’t seen"),
        TEA,
        "who didn't know",
        "who hadn't seen",
    ),
    "signs of Markdown": (
        lambda ada: ada.add("warm days", " *and* [dry] ones"),
        WALK,
        "warm days.",
        "warm days \\*and\\* \\[dry\\] ones.",
    ),
    "a bullet": (
        lambda ada: ada.add("what the cups held", ", or why"),
        TEA,
        "what the cups held.",
        "what the cups held, or why.",
    ),
    "all words of a bullet": (
        lambda ada: ada.replace("Yawns are catching.", "One yawn leads to another."),
        WALK,
        "- Yawns are catching.",
        "- One yawn leads to another.",
    ),
    "a numbered item": (
        lambda ada: ada.replace("sat the test", "took it"),
        TEA,
        "2. Then they sat the test.",
        "2. Then they took it.",
    ),
    "a quotation": (
        lambda ada: ada.replace("the way back", "so is the way back"),
        WALK,
        "> Walking is cheap, and the way back is",
        "> Walking is cheap, and so is the way back is",
    ),
    "a cell": (
        lambda ada: ada.replace("38.0", "38.5"),
        TEA,
        "|          38.0 |",
        "|          38.5 |",
    ),
    "a cell made empty": (
        lambda ada: ada.delete("38.0"),
        TEA,
        "|       42 |          38.0 |",
        "|       42 |          |",
    ),
    "a bar in a cell": (
        lambda ada: ada.add("Hot water", " | plain", within="41.5"),
        TEA,
        "| Hot water |       42",
        "| Hot water \\| plain |       42",
    ),
    "a table's head": (
        lambda ada: ada.replace("Right answers", "Right", within="kind of drink"),
        TEA,
        "| Students | Right answers |",
        "| Students | Right |",
    ),
    "a table's caption": (
        lambda ada: ada.replace("kind of drink", "drink"),
        TEA,
        "Table: Right answers by kind of drink",
        "Table: Right answers by drink",
    ),
    "a figure's caption": (
        lambda ada: ada.replace("out of sixty", "of sixty"),
        TEA,
        '"Mean of both groups, out of sixty"',
        '"Mean of both groups, of sixty"',
    ),
    "a footnote": (
        lambda ada: ada.replace("twice", "once"),
        TEA,
        "changed *twice* before",
        "changed *once* before",
    ),
    "a heading": (
        lambda ada: ada.add("Results", " so far", within="They called"),
        WALK,
        "## Results",
        "## Results so far",
    ),
    "the editorial": (
        lambda ada: ada.replace("a letter", "letters"),
        ISSUE,
        "sent us a letter.",
        "sent us letters.",
    ),
    "a citation taken out": (
        lambda ada: ada.delete("1", within="water before a test"),
        TEA,
        "before a test [@sato2024].",
        "before a test.",
    ),
    "a title": (
        lambda ada: ada.replace("examination", "exam", within="Alertness"),
        TEA,
        "title: Green tea before an examination",
        "title: Green tea before an exam",
    ),
    "the study card": (
        lambda ada: ada.replace("invented college", "imagined school"),
        TEA,
        "population: Students of an invented college",
        "population: Students of an imagined school",
    ),
    "the bottom line": (
        lambda ada: ada.replace("a few more right", "more right"),
        TEA,
        "bottom_line: Students who drank green tea gave a few more right",
        "bottom_line: Students who drank green tea gave more right",
    ),
    "a number of an estimate": (
        lambda ada: ada.replace("5.8", "5.9"),
        TEA,
        'high: "5.8"',
        'high: "5.9"',
    ),
}


@pytest.mark.parametrize("name", TYPED)
def test_what_was_typed_comes_home(
    name: str, ada: Reviewer, issue: Exported, tmp_path: Path
) -> None:
    act, path, old, new = TYPED[name]
    act(ada)
    expected = issue.edited((path, old, new))
    home = issue.home(ada.save(tmp_path / "typed.docx"))
    assert expected == home.difference()
    assert {"Ada Review"} == {item.author for item in home.items()}
    again = issue.home(ada.save_through_odt(tmp_path / "through-odt.docx"))
    assert expected == again.difference()


# Those that do not touch each other.
TOGETHER = (
    "words typed over words",
    "a word taken out",
    "all bold text",
    "words made italic",
    "a word in a link",
    "a word with an apostrophe",
    "all words of a bullet",
    "a cell",
    "a figure's caption",
    "a footnote",
    "the study card",
    "a title",
)


@pytest.mark.parametrize("way", ["DOCX", "ODT"])
def test_many_edits_in_one_file_all_come_home_and_nothing_is_found_besides(
    way: str, ada: Reviewer, issue: Exported, tmp_path: Path
) -> None:
    for name in TOGETHER:
        TYPED[name][0](ada)
    path = tmp_path / "many.docx"
    home = issue.home(ada.save(path) if way == "DOCX" else ada.save_through_odt(path))
    assert issue.edited(*(TYPED[name][1:] for name in TOGETHER)) == home.difference()
    assert len(TOGETHER) == len(home.items())
    assert home.located.document.ledger.balances
    assert [] == home.reasons(tracked=False)


BY_HAND: dict[str, tuple[Act, str, str, str]] = {
    "a number that is counted": (
        lambda ada: ada.replace("114", "115"),
        "replacement",
        ISSUE,
        "this text is generated by the press",
    ),
    "a label of the card": (
        lambda ada: ada.replace("Comparator", "Compared with"),
        "replacement",
        TEA,
        "this text is generated by the press",
    ),
    "the reference list": (
        lambda ada: ada.replace("made-up", "invented"),
        "replacement",
        "bib/refs.bib:10:1",
        "the reference list is made from bib/refs.bib:10 (`ito2019`)",
    ),
    "a date": (
        lambda ada: ada.replace("31 March", "30 March"),
        "replacement",
        f"{ISSUE}:3:7",
        f"this text is made from `date` in {ISSUE}",
    ),
    "a part of a citation": (
        lambda ada: ada.replace("p43", "p44"),
        "replacement",
        f"{WALK}:27:70",
        "it changes a part of a citation, which stands or falls as a whole",
    ),
    "a line of the contents": (
        lambda ada: ada.replace("Movement", "Exercise"),
        "replacement",
        f"{ISSUE}:9:12",
        "a line of the contents, generated from this heading",
    ),
}


@pytest.mark.parametrize("name", BY_HAND)
def test_what_no_program_should_do_is_listed_with_the_reason(
    name: str, ada: Reviewer, issue: Exported, tmp_path: Path
) -> None:
    act, kind, where, reason = BY_HAND[name]
    act(ada)
    home = issue.home(ada.save(tmp_path / "by-hand.docx"))
    assert [(kind, "by hand", reason)] == home.reasons()
    assert str(home.items()[0].place).startswith(where)
    assert {} == home.applied().texts
    again = issue.home(ada.save_through_odt(tmp_path / "through-odt.docx"))
    assert home.reasons() == again.reasons()
