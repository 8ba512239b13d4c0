"""Paragraphs, bullets and rows that come, go and move, tracked: the Markdown, written by hand."""

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

FELL = "Yawns fell from nine to six in an afternoon.\n\n"
LARGER = "The difference was larger on warm days.\n\n"
NOBODY = "Nobody fell ill during the two weeks.\n\n"
QUOTE = "> Walking is cheap, and the way back is free.\n"


def cut_larger(ada: Reviewer, *, whole: bool) -> None:
    """Cut the paragraph about warm days, with or without its end."""
    ada.mark("The difference was", until="warm days.")
    ada.press(*["CharRightSel"] * whole, "Cut")


def paste_behind_nobody(ada: Reviewer) -> None:
    """Cut a paragraph's words, and paste them into a new paragraph."""
    cut_larger(ada, whole=False)
    ada.add("the two weeks.", "\n")
    ada.press("Paste")


def paste_before_quotation(ada: Reviewer) -> None:
    """Cut a paragraph with its end, and paste it before another."""
    cut_larger(ada, whole=True)
    ada.put("Walking is", before=True)
    ada.press("Paste")


# What Ada does; the kinds of change that she is told of; the file, words of it, what they become.
CHANGED: dict[str, tuple[Act, list[str], str, str, str]] = {
    "a paragraph is split": (
        lambda ada: ada.add("They called the walk", "\n"),
        ["paragraph split"],
        WALK,
        'walk "a *small* holiday"',
        'walk\n\n"a *small* holiday"',
    ),
    "a paragraph is split between two lines": (
        lambda ada: ada.add("gave the tea away. ", "\n"),
        ["paragraph split"],
        TEA,
        "away.\nEverybody",
        "away.\n\nEverybody",
    ),
    "a bullet is split": (
        lambda ada: ada.add("The window looked", "\n"),
        ["paragraph split"],
        WALK,
        "- The window looked out",
        "- The window looked\n- out",
    ),
    "a bullet is split behind bold text": (
        lambda ada: ada.add("The test took forty minutes", "\n"),
        ["paragraph split"],
        TEA,
        "**forty minutes** and",
        "**forty minutes**\n- and",
    ),
    "two paragraphs become one": (
        lambda ada: (ada.put("warm days."), ada.press("Delete"), ada.type(" ")),
        ["paragraph merge", "insertion"],
        WALK,
        "warm days.\n\nNobody",
        "warm days. Nobody",
    ),
    "two bullets become one": (
        lambda ada: (ada.put("catching."), ada.press("Delete")),
        ["paragraph merge"],
        WALK,
        "catching.\n- The",
        "catching.The",
    ),
    "a paragraph is put in": (
        lambda ada: ada.add("warm days.", "\nNo one knows why."),
        ["paragraph insertion"],
        WALK,
        LARGER,
        LARGER + "No one knows why.\n\n",
    ),
    "a paragraph is put in where tables stand before": (
        lambda ada: ada.add("one college.", "\nNo one knows why."),
        ["paragraph insertion"],
        TEA,
        "one college.\n\n",
        "one college.\n\nNo one knows why.\n\n",
    ),
    "two paragraphs are put in": (
        lambda ada: ada.add("sent us a letter.", "\nWe read them all.\nSome were long."),
        ["paragraph insertion", "paragraph insertion"],
        ISSUE,
        "sent us a letter.\n",
        "sent us a letter.\n\nWe read them all.\n\nSome were long.\n",
    ),
    "a bullet is put in": (
        lambda ada: ada.add("catching.", "\nSo is laughter."),
        ["paragraph insertion"],
        WALK,
        "- Yawns are catching.\n",
        "- Yawns are catching.\n- So is laughter.\n",
    ),
    "a paragraph is deleted": (
        lambda ada: (ada.delete("The difference was", until="days."), ada.press("Delete")),
        ["paragraph deletion"],
        WALK,
        LARGER,
        "",
    ),
    "a paragraph's words are deleted": (
        lambda ada: ada.delete("The difference was larger on warm days."),
        ["deletion"],
        WALK,
        LARGER,
        "",
    ),
    "a bullet is deleted": (
        lambda ada: (ada.delete("Yawns are catching."), ada.press("Delete")),
        ["paragraph deletion"],
        WALK,
        "- Yawns are catching.\n",
        "",
    ),
    "a row is deleted": (
        lambda ada: (ada.put("41.5"), ada.press("DeleteRows")),
        ["row deletion"],
        TEA,
        "| Green tea |       42 |          41.5 |\n",
        "",
    ),
    "a row is put in": (
        lambda ada: (
            ada.put("Hot water", within="41.5"),
            ada.press("InsertRowsAfter", "GoDown"),
            ada.type("Milk"),
        ),
        ["row insertion"],
        TEA,
        "38.0 |\n",
        "38.0 |\n| Milk |  |  |\n",
    ),
    "a paragraph moves up": (
        lambda ada: (ada.put("larger on"), ada.press("MoveUp")),
        ["move"],
        WALK,
        FELL + LARGER,
        LARGER + FELL,
    ),
    "a paragraph moves down": (
        lambda ada: (ada.put("larger on"), ada.press("MoveDown")),
        ["move"],
        WALK,
        LARGER + NOBODY,
        NOBODY + LARGER,
    ),
    "a bullet moves up": (
        lambda ada: (ada.put("window looked"), ada.press("MoveUp")),
        ["move"],
        WALK,
        "- Yawns are catching.\n- The window looked out on a *park*.\n",
        "- The window looked out on a *park*.\n- Yawns are catching.\n",
    ),
    "a paragraph is cut, and pasted into a new one": (
        paste_behind_nobody,
        ["move"],
        WALK,
        LARGER + NOBODY,
        NOBODY + LARGER,
    ),
    "a paragraph is cut with its end, and pasted before a quotation": (
        paste_before_quotation,
        ["move"],
        WALK,
        LARGER + NOBODY + QUOTE,
        NOBODY + LARGER + QUOTE,
    ),
    "words are cut, and pasted into another paragraph": (
        lambda ada: (
            ada.mark(" during the two weeks"),
            ada.press("Cut"),
            ada.put("Yawns fell"),
            ada.press("Paste"),
        ),
        ["move"],
        WALK,
        FELL + LARGER + NOBODY,
        FELL.replace("fell from", "fell during the two weeks from")
        + LARGER
        + NOBODY.replace(" during the two weeks", ""),
    ),
    "words are cut, and pasted further on in their paragraph": (
        lambda ada: (
            ada.mark(" to six"),
            ada.press("Cut"),
            ada.put("an afternoon", within="Yawns fell"),
            ada.press("Paste"),
        ),
        ["move"],
        WALK,
        "from nine to six in an afternoon.",
        "from nine in an afternoon to six.",
    ),
}


@pytest.mark.parametrize("name", CHANGED)
def test_changes_of_paragraphs_come_home(
    name: str, ada: Reviewer, issue: Exported, tmp_path: Path
) -> None:
    act, kinds, path, old, new = CHANGED[name]
    act(ada)
    expected = issue.edited((path, old, new))
    home = issue.home(ada.save(tmp_path / "changed.docx"))
    assert home.located.document.ledger.balances
    assert kinds == [item.kind for item in home.items()]
    assert expected == home.difference()
    again = issue.home(ada.save_through_odt(tmp_path / "through-odt.docx"))
    assert expected == again.difference()
