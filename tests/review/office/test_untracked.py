"""What LibreOffice's reviewers do without tracking, or settle themselves before they return it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.review.office.exported import Exported, difference
from tests.review.office.office import Reviewer

TEA = "docs/digests/green-tea.md"
WALK = "docs/digests/lunch-walk.md"

Act = Callable[[Reviewer], object]
Save = Callable[[Reviewer, Path], Path]

SAVE: dict[str, Save] = {
    "DOCX": lambda ada, path: ada.save(path),
    "ODT": lambda ada, path: ada.save_through_odt(path),
}


def type_much(ada: Reviewer) -> None:
    """Edit words here and there."""
    ada.replace("Those with tea", "The drinkers of tea")
    ada.replace("forty minutes", "an hour")
    ada.replace("public", "state")
    ada.replace("38.0", "40")
    ada.replace("out of sixty", "of sixty")
    ada.replace("twice", "once")
    ada.replace("invented college", "imagined school")
    ada.replace("larger", "smaller")
    ada.add("catching", " and loud")


MUCH = (
    (TEA, "Those with tea", "The drinkers of tea"),
    (TEA, "**forty minutes**", "**an hour**"),
    (TEA, "public", "state"),
    (TEA, "38.0", "40"),
    (TEA, "out of sixty", "of sixty"),
    (TEA, "*twice*", "*once*"),
    (TEA, "invented college", "imagined school"),
    (WALK, "larger", "smaller"),
    (WALK, "catching", "catching and loud"),
)
MUCH_AT = {
    f"{TEA}:7:30",
    f"{TEA}:46:1",
    f"{TEA}:48:37",
    f"{TEA}:53:19",
    f"{TEA}:61:35",
    f"{TEA}:63:75",
    f"{TEA}:80:32",
    f"{WALK}:35:20",
    f"{WALK}:45:21",
}


def accept_all(ada: Reviewer) -> None:
    """Edit with tracking, and accept it all."""
    type_much(ada)
    ada.press("AcceptAllTrackedChanges")


def without_tracking(ada: Reviewer) -> None:
    """Edit without tracking."""
    ada.track(on=False)
    type_much(ada)


@pytest.mark.parametrize("way", SAVE)
@pytest.mark.parametrize("act", [accept_all, without_tracking])
def test_words_changed_without_tracking_are_listed_and_applied_when_asked_for(
    act: Act, way: str, ada: Reviewer, issue: Exported, tmp_path: Path
) -> None:
    act(ada)
    home = issue.home(SAVE[way](ada, tmp_path / "returned.docx"))
    assert ([], ()) == (home.items(), home.plan.clean())
    assert issue.edited(*MUCH) == home.difference(tracked=False)


@pytest.mark.parametrize("act", [accept_all, without_tracking])
def test_words_changed_without_tracking_stand_at_their_line_and_column(
    act: Act, ada: Reviewer, issue: Exported, tmp_path: Path
) -> None:
    act(ada)
    home = issue.home(ada.save(tmp_path / "returned.docx"))
    # A diff of words may tell a change in several parts: the first stands where it begins.
    places = [item.place for item in home.items(tracked=False)]
    begins = {(place.path, place.line): str(place) for place in reversed(places)}
    assert MUCH_AT == set(begins.values())


@pytest.mark.parametrize("way", SAVE)
@pytest.mark.parametrize("is_edited", [True, False])
def test_a_file_that_says_what_was_exported_brings_nothing(
    way: str, ada: Reviewer, issue: Exported, tmp_path: Path, *, is_edited: bool
) -> None:
    if is_edited:
        type_much(ada)
        ada.add("They called the walk", "\n")
        ada.mark("The difference was", until="warm days.")
        ada.press("Delete", "Delete")
        ada.put("41.5")
        ada.press("DeleteRows", "RejectAllTrackedChanges")
    home = issue.home(SAVE[way](ada, tmp_path / "returned.docx"))
    assert ([], []) == (home.reasons(), home.reasons(tracked=False))
    assert {} == dict(home.located.document.ledger.found)


def cut(ada: Reviewer, target: str) -> None:
    """Cut a paragraph's words, and paste them into a new paragraph behind another."""
    ada.mark("The difference was", until="warm days.")
    ada.press("Cut")
    ada.add(target, "\n")
    ada.press("Paste")


FELL = "Yawns fell from nine to six in an afternoon.\n\n"
LARGER = "The difference was larger on warm days.\n\n"
NOBODY = "Nobody fell ill during the two weeks.\n\n"

# What Ada does without tracking; where it is; what becomes of the source.
PARAGRAPHS: dict[str, tuple[Act, str, tuple[str, str, str]]] = {
    "a paragraph put in": (
        lambda ada: ada.add("warm days.", "\nNo one knows why."),
        f"{WALK}:35:40",
        (WALK, LARGER, LARGER + "No one knows why.\n\n"),
    ),
    "a bullet put in": (
        lambda ada: ada.add("catching.", "\nSo is laughter."),
        f"{WALK}:45:22",
        (WALK, "- Yawns are catching.\n", "- Yawns are catching.\n- So is laughter.\n"),
    ),
    "a paragraph taken out": (
        lambda ada: (ada.delete("The difference was", until="warm days."), ada.press("Delete")),
        f"{WALK}:35:1",
        (WALK, LARGER, ""),
    ),
    "a paragraph split": (
        lambda ada: ada.add("They called the walk", "\n"),
        f"{WALK}:29:21",
        (WALK, 'walk "a *small*', 'walk\n\n"a *small*'),
    ),
    "a paragraph moved up": (
        lambda ada: (ada.put("larger on"), ada.press("MoveUp")),
        f"{WALK}:35:1",
        (WALK, FELL + LARGER, LARGER + FELL),
    ),
    "a paragraph cut and pasted": (
        lambda ada: cut(ada, "way back is free."),
        f"{WALK}:35:1",
        (
            WALK,
            f"{LARGER}{NOBODY}> Walking is cheap, and the way back is free.\n",
            f"{NOBODY}> Walking is cheap, and the way back is free.\n\n{LARGER.strip()}\n",
        ),
    ),
}


@pytest.mark.parametrize("way", SAVE)
@pytest.mark.parametrize("name", PARAGRAPHS)
def test_paragraphs_changed_without_tracking_are_listed_and_applied_when_asked_for(
    name: str, way: str, ada: Reviewer, issue: Exported, tmp_path: Path
) -> None:
    act, _, edit = PARAGRAPHS[name]
    ada.track(on=False)
    act(ada)
    home = issue.home(SAVE[way](ada, tmp_path / "returned.docx"))
    assert ([], ()) == (home.items(), home.plan.clean())
    assert issue.edited(edit) == home.difference(tracked=False)


@pytest.mark.parametrize("name", PARAGRAPHS)
def test_paragraphs_changed_without_tracking_stand_at_their_line_and_column(
    name: str, ada: Reviewer, issue: Exported, tmp_path: Path
) -> None:
    act, where, _ = PARAGRAPHS[name]
    ada.track(on=False)
    act(ada)
    home = issue.home(ada.save(tmp_path / "returned.docx"))
    assert [where] == [str(item.place) for item in home.items(tracked=False)]


def test_paragraphs_joined_without_tracking_are_applied_whole_or_not_at_all(
    ada: Reviewer, issue: Exported, tmp_path: Path
) -> None:
    ada.track(on=False)
    ada.put("warm days.")
    ada.press("Delete")
    home = issue.home(ada.save(tmp_path / "returned.docx"))
    whole = issue.edited((WALK, "warm days.\n\nNobody", "warm days.Nobody"))
    assert difference(home.today, home.applied(tracked=False).texts) in {"", whole}
    assert {f"{WALK}:35"} <= {
        str(one.place).rpartition(":")[0] for one in home.items(tracked=False)
    }


@pytest.mark.parametrize("way", SAVE)
def test_a_row_taken_out_without_tracking_is_listed_and_left_alone(
    way: str, ada: Reviewer, issue: Exported, tmp_path: Path
) -> None:
    ada.track(on=False)
    ada.put("41.5")
    ada.press("DeleteRows")
    home = issue.home(SAVE[way](ada, tmp_path / "returned.docx"))
    assert {} == home.applied(tracked=False).texts
    assert [("Green tea", f"{TEA}:60:3"), ("42", f"{TEA}:60:21"), ("41.5", f"{TEA}:60:35")] == [
        (item.old, str(item.place)) for item in home.items(tracked=False)
    ]


def test_words_made_bold_without_tracking_are_listed(
    ada: Reviewer, issue: Exported, tmp_path: Path
) -> None:
    ada.track(on=False)
    ada.mark("warm days")
    ada.press("Bold")
    home = issue.home(ada.save(tmp_path / "returned.docx"))
    assert f"{WALK}:35:30" in {str(one.place) for one in home.items(tracked=False)}


def test_words_cut_and_pasted_without_tracking_are_applied_when_asked_for(
    ada: Reviewer, issue: Exported, tmp_path: Path
) -> None:
    ada.track(on=False)
    ada.mark(" during the two weeks")
    ada.press("Cut")
    ada.put("Yawns fell")
    ada.press("Paste")
    home = issue.home(ada.save(tmp_path / "returned.docx"))
    expected = issue.edited(
        (WALK, "Yawns fell from", "Yawns fell during the two weeks from"),
        (WALK, "ill during the two weeks.", "ill."),
    )
    assert expected == home.difference(tracked=False)


@pytest.mark.parametrize("way", SAVE)
def test_a_citation_taken_out_without_tracking_goes_whole(
    way: str, ada: Reviewer, issue: Exported, tmp_path: Path
) -> None:
    ada.track(on=False)
    ada.delete("1", within="water before a test")
    home = issue.home(SAVE[way](ada, tmp_path / "returned.docx"))
    expected = issue.edited((TEA, "a test [@sato2024].", "a test."))
    assert expected == home.difference(tracked=False)


@pytest.mark.parametrize("way", SAVE)
def test_tracked_and_untracked_edits_of_one_paragraph_are_told_apart(
    way: str, ada: Reviewer, issue: Exported, tmp_path: Path
) -> None:
    ada.track(on=False)
    ada.replace("Nobody fell", "No clerk fell")
    ada.track(on=True)
    ada.replace("two weeks", "fortnight", within="No clerk fell")
    home = issue.home(SAVE[way](ada, tmp_path / "returned.docx"))
    assert issue.edited((WALK, "two weeks.", "fortnight.")) == home.difference()
    assert [("Nobody", "No clerk")] == [
        (one.old, one.new) for one in home.items(tracked=False) if one.status == "clean"
    ]
