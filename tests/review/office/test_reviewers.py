"""Reviews that are more than one kind of remark: two people, two rounds of saving, a real issue."""

from __future__ import annotations

from pathlib import Path

import pytest

from press.review.apply.apply import apply
from press.review.merge.plan import plan
from tests.review.office.exported import Exported, difference, export, spot
from tests.review.office.office import Reviewer

ROOT = Path(__file__).parent.parent.parent.parent
TEA = "docs/digests/green-tea.md"
WALK = "docs/digests/lunch-walk.md"


def test_two_reviewers_agree_differ_and_stand_beside_each_other(
    office: Reviewer, issue: Exported, tmp_path: Path
) -> None:
    office.open(issue.path)
    office.replace("larger", "smaller")
    office.replace("forty", "fifty")
    office.replace("Nobody fell", "No clerk fell")
    ada = issue.home(office.save(tmp_path / "ada.docx"))
    office.sign("Ben", "Other")
    office.open(issue.path)
    office.replace("larger", "greater")
    office.replace("forty", "fifty")
    office.replace("two weeks", "fortnight", within="Nobody fell")
    ben = issue.home(office.save(tmp_path / "ben.docx"))
    office.sign("Ada", "Review")

    both = plan([ada.located, ben.located])
    assert {
        ("Ada Review", "larger", "smaller", "conflict"),
        ("Ben Other", "larger", "greater", "conflict"),
        ("Ada Review", "forty", "fifty", "clean"),
        ("Ben Other", "forty", "fifty", "already applied"),
        ("Ada Review", "Nobody fell", "No clerk fell", "clean"),
        ("Ben Other", "two weeks", "fortnight", "clean"),
    } == {(one.author, one.old, one.new, one.status) for one in both.items if one.is_tracked}
    expected = issue.edited(
        (TEA, "forty", "fifty"),
        (WALK, "Nobody fell ill during the two weeks.", "No clerk fell ill during the fortnight."),
    )
    assert expected == difference(issue.today, apply(both.clean(), issue.today).texts)


def test_a_second_reviewer_s_comments_and_changes_join_those_of_the_first(
    office: Reviewer, issue: Exported, tmp_path: Path
) -> None:
    office.open(issue.path)
    office.replace("larger", "smaller")
    path = office.save(tmp_path / "ada.docx")
    office.sign("Ben", "Other")
    office.open(path)
    office.comment("on warm days", "And on cold ones?")
    office.replace("two weeks", "fortnight", within="Nobody fell")
    home = issue.home(office.save(tmp_path / "both.docx"))
    office.sign("Ada", "Review")
    assert {("Ada Review", "smaller"), ("Ben Other", "fortnight")} == {
        (item.author, item.new) for item in home.items()
    }
    assert ["Ben Other"] == [comment.author for comment in home.located.document.comments]
    assert f"{WALK}:35:27-35:39" == spot(home.place("And on cold ones?"))


@pytest.fixture(scope="module")
def november(tmp_path_factory: pytest.TempPathFactory) -> Exported:
    """Return the press's own issue 2026-11, exported."""
    return export(ROOT, "2026-11", tmp_path_factory.mktemp("november"))


def beginnings(november: Exported) -> dict[str, tuple[str, int]]:
    """Return the first words of a line of each digest, if they stand once in the issue.

    With the path and the number of the line.
    """
    shown = "\n".join(block.text for block in november.base.manifest.blocks)
    found: dict[str, tuple[str, int]] = {}
    for path, (_, text) in november.base.manifest.files.items():
        for number, line in enumerate(text.split("\n"), 1):
            words = " ".join(line.split(" ")[:6])
            is_prose = words.replace(" ", "").isalpha() and line.endswith(".")
            if is_prose and 1 == shown.count(words):
                found[words] = path, number
                break
    return found


@pytest.mark.parametrize("way", ["DOCX", "ODT"])
def test_a_whole_issue_comes_home(
    way: str, office: Reviewer, november: Exported, tmp_path: Path
) -> None:
    places = beginnings(november)
    assert 8 <= len(places)
    office.open(november.path)
    for words in places:
        office.comment(words, f"On {words}")
        office.add(words, " (as we read it)")
    path = tmp_path / "returned.docx"
    home = november.home(office.save(path) if way == "DOCX" else office.save_through_odt(path))
    expected = {
        f"On {words}": f"{path}:{line}:1-{line}:{len(words) + 1}"
        for words, (path, line) in places.items()
    }
    assert expected == {comment.text: spot(place) for comment, place in home.located.comments}
    edits = [(path, words, f"{words} (as we read it)") for words, (path, _) in places.items()]
    assert november.edited(*edits) == home.difference()
    assert home.located.document.ledger.balances
    assert [] == [(item.old, item.new) for item in home.items(tracked=False)]
