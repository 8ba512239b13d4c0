"""Comments made in LibreOffice stand at their line and column in the source, told by hand.

None is in a footnote: LibreOffice 7.4 takes comments there, and does not save them as DOCX.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.review.office.exported import Exported, Home, spot
from tests.review.office.office import Reviewer

TEA = "docs/digests/green-tea.md"
WALK = "docs/digests/lunch-walk.md"
ISSUE = "docs/issues/spring.md"

# What is said of the words: the words, the words in whose paragraph they stand (or before them),
# the last words, the place, its kind, its key.
COMMENTS: dict[str, tuple[str, str, str, str, str, str]] = {
    "a sentence's begin": ("Everybody came from", "", "", f"{TEA}:72:1-72:20", "text", ""),
    "over two lines": ("away. Everybody", "", "", f"{TEA}:71:24-72:10", "text", ""),
    "bold words": ("cups of green", "Eighty-four", "", f"{TEA}:45:34-45:47", "text", ""),
    "from bold into plain": ("tea or", "Eighty-four", "", f"{TEA}:45:48-45:56", "text", ""),
    "quoted words": ("“but not", "", "", f"{TEA}:46:41-46:49", "text", ""),
    "an apostrophe": ("didn’t know", "", "", f"{TEA}:74:50-74:61", "text", ""),
    "a link": ("public register", "", "", f"{TEA}:48:37-48:52", "text", ""),
    "a link's end": ("diary.", "", "", f"{WALK}:41:46-41:80", "text", ""),
    "a heading": ("Conclusion", "", "", f"{TEA}:76:4-76:14", "text", ""),
    "a bullet": ("forty minutes", "", "", f"{TEA}:53:19-53:32", "text", ""),
    "a numbered item": ("sat the test", "", "", f"{TEA}:66:14-66:26", "text", ""),
    "a quotation": ("way back", "", "", f"{WALK}:39:29-39:37", "text", ""),
    "a cell": ("41.5", "", "", f"{TEA}:60:35-60:39", "text", ""),
    "a table's head": ("Right answers", "kind of drink", "", f"{TEA}:58:26-58:39", "text", ""),
    "a table's caption": ("kind of drink", "", "", f"{TEA}:56:25-56:38", "text", ""),
    "a figure's caption": ("Mean of both groups", "", "", f"{TEA}:63:54-63:73", "text", ""),
    "a citation": ("1", "water before a test", "", f"{TEA}:45:83-45:94", "citation", "sato2024"),
    "a citation's page": ("p43", "", "", f"{WALK}:27:70-27:90", "citation", "brandt2022"),
    "a citation in words": ("Ito and", "", "", f"{TEA}:78:27-78:35", "citation", "ito2019"),
    "words and a citation": ("a test1", "", "", f"{TEA}:45:76-45:94", "text", ""),
    "two paragraphs": ("one college.", "", "All cups", f"{TEA}:72:21-74:9", "text", ""),
    "two bullets": ("had sixty", "", "Nobody was", f"{TEA}:53:39-54:13", "text", ""),
    "a heading and its text": (
        "Limitations", "At the end", "The taste", f"{TEA}:69:4-71:10", "text", "",
    ),
    "two digests": ("in nurses.", "", "walk after", f"{TEA}:78:42-78:52", "text", ""),
    "a title": ("before an exam", "Alertness", "", f"{TEA}:2:18-2:32", "front matter", "title"),
    "the card": (
        "invented college", "", "", f"{TEA}:7:30-7:46", "front matter", "question.population",
    ),
    "an outcome in the card": (
        "Calm, as", "", "", f"{TEA}:12:7-12:15", "front matter", "question.outcomes.1",
    ),
    "the bottom line": ("a few more", "", "", f"{TEA}:34:48-34:58", "front matter", "bottom_line"),
    "an estimate": ("3.5", "", "", f"{TEA}:26:16-26:19", "front matter", "estimates.0.estimate"),
    "an interval": ("5.8", "", "", f"{TEA}:29:14-29:17", "front matter", "estimates.0.ci.high"),
    "the editorial": ("neither", "", "", f"{ISSUE}:13:42-13:49", "text", ""),
    "a section's title": (
        "Movement", "in nurses", "", f"{ISSUE}:9:12-9:20", "front matter", "sections.1.title",
    ),
    "a reference": ("made-up cohort", "", "", "bib/refs.bib:10:1-10:1", "reference", "ito2019"),
    "a label of the card": ("Comparator", "", "", f"{TEA}:9:15-9:36", "generated", ""),
}  # fmt: skip


@pytest.fixture(scope="module")
def returned(
    office: Reviewer, issue: Exported, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Home]:
    """Return the file with all comments, as saved by LibreOffice, and as gone through ODT."""
    folder = tmp_path_factory.mktemp("comments")
    office.open(issue.path)
    for name, (words, within, until, *_) in COMMENTS.items():
        office.comment(words, name, until=until, within=within)
    return {
        "DOCX": issue.home(office.save(folder / "comments.docx")),
        "ODT": issue.home(office.save_through_odt(folder / "through-odt.docx")),
    }


@pytest.mark.parametrize("way", ["DOCX", "ODT"])
@pytest.mark.parametrize("name", COMMENTS)
def test_a_comment_stands_at_its_line_and_column(
    name: str, way: str, returned: dict[str, Home]
) -> None:
    _, _, _, where, kind, key = COMMENTS[name]
    place = returned[way].place(name)
    assert (where, kind, key) == (spot(place), place.kind, place.key)
    assert ("bookmark", 1.0) == (place.method, place.confidence)


@pytest.mark.parametrize("way", ["DOCX", "ODT"])
def test_no_comment_is_lost_and_nothing_else_is_found(way: str, returned: dict[str, Home]) -> None:
    home = returned[way]
    document = home.located.document
    assert sorted(COMMENTS) == sorted(one.text for one in document.comments)
    assert document.ledger.balances
    assert [] == home.reasons()
    assert [] == home.reasons(tracked=False)
    assert ((), "custom properties") == (document.warnings, document.export_from)
    assert issue_id(home) == document.export


def issue_id(home: Home) -> str:
    return home.located.base.manifest.export


@pytest.mark.parametrize("way", ["DOCX", "ODT"])
def test_author_initials_words_and_hour_are_those_of_the_reviewer(
    way: str, returned: dict[str, Home]
) -> None:
    (comment,) = [one for one in returned[way].located.document.comments if one.text == "a link"]
    assert ("Ada Review", "AR") == (comment.author, comment.initials)
    assert "public register" == comment.quote
    assert "2026-04-02T10:30:00" == str(comment.date.local and comment.date.local.isoformat())
    assert (False, "") == (comment.resolved, comment.parent)


def test_a_comment_on_words_that_were_then_deleted_keeps_its_place(
    ada: Reviewer, issue: Exported, tmp_path: Path
) -> None:
    ada.comment("larger on", "Why?")
    ada.delete("larger ")
    ada.comment("Nobody fell", "Who?")
    ada.delete("Nobody fell ill during the two weeks.")
    home = issue.home(ada.save(tmp_path / "deleted.docx"))
    assert f"{WALK}:35:20-35:29" == spot(home.place("Why?"))
    assert f"{WALK}:37:1-37:12" == spot(home.place("Who?"))


def test_a_comment_on_words_that_the_reviewer_typed_stands_where_they_go(
    ada: Reviewer, issue: Exported, tmp_path: Path
) -> None:
    ada.add("larger", " and more certain")
    ada.comment("more certain", "Or not?")
    home = issue.home(ada.save(tmp_path / "typed.docx"))
    assert f"{WALK}:35:26-35:26" == spot(home.place("Or not?"))
