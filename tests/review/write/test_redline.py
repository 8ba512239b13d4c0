"""The redline: rejecting all gives the former text, accepting all gives today's."""

from __future__ import annotations

import io
import zipfile
from collections import Counter

import pytest
from lxml import etree

from press.docx.images import _box
from press.docx.ooxml import w
from press.docx.package import Pack
from press.review.model.changes import ReviewDocument
from press.review.sending import texts
from press.review.write.redline import redlined
from tests.review.random_author import rewritten
from tests.review.sample import BODY, FRONT, PATH, Sample
from tests.review.write.round import AUTHOR, ISSUE
from tests.soak import seeds

TEXT = FRONT + BODY


def redline(review: Sample, now: str, was: str = TEXT) -> ReviewDocument:
    """Return what changed from one text of the digest to another, as read; both views proved."""
    former, _ = review.press.export(ISSUE, {PATH: was})
    today, _ = review.press.export(ISSUE, {PATH: now})
    made = redlined(former, today, AUTHOR)
    document = review.press.read(made, "redline.docx")
    assert texts(review.press.read(former), "before") == texts(document, "before")
    assert texts(review.press.read(today), "before") == texts(document, "after")
    return document


def kinds(document: ReviewDocument) -> dict[str, int]:
    return dict(Counter(change.kind for change in document.changes))


def changes(document: ReviewDocument) -> list[tuple[str, str, str]]:
    return [(one.kind, one.old_text, one.new_text) for one in document.changes]


WORDS = {
    "a word": ("found that", "showed that", [("replacement", "found", "showed")]),
    "two words that stand together": (
        "raises the risk", "lifts all risk", [("replacement", "raises the", "lifts all")],
    ),
    "a new word": ("raises the", "raises only the", [("insertion", "", " only")]),
    "a word less": ("raises the risk", "raises risk", [("deletion", " the", "")]),
    "bold text": ("prospective", "Danish", [("replacement", "prospective", "Danish")]),
    "a look": ("*short sleep*", "**short sleep**", [("run format", "short sleep", "short sleep")]),
    "a link's text": ("[the protocol]", "[the plan]", [("replacement", "protocol", "plan")]),
    "an address": (
        "example.org/p?id=7", "example.org/q",
        [("replacement", "the protocol", "the protocol")],
    ),
    "a heading": ("## Limitations", "## Limits", [("replacement", "Limitations", "Limits")]),
    "a list's item": ("*seven* days", "*eight* days", [("replacement", "seven", "eight")]),
    "a cell": ("| 231 |", "| 232 |", [("replacement", "231", "232")]),
    "a caption": ("hours of sleep\n\n|", "nights\n\n|",
                  [("replacement", "hours of sleep", "nights")]),
    "a footnote": ("was registered", "was filed", [("replacement", "registered", "filed")]),
    "code": ("`E11.0`", "`E10.0`", [("replacement", "E11", "E10")]),
    "the study card": ("n: 120", "n: 121", [("replacement", "120", "121")]),
}  # fmt: skip


@pytest.mark.parametrize("name", WORDS)
def test_words_are_tracked(name: str, review: Sample) -> None:
    old, new, expected = WORDS[name]
    found = changes(redline(review, TEXT.replace(old, new, 1)))
    if name == "the study card":  # the issue counts its participants too
        assert expected[0] in found
    else:
        assert expected == found


BLOCKS = {
    "a new paragraph": ("## Results\n", "## Results\n\nWhat is new.\n", "paragraph insertion"),
    "a paragraph less": ("Everything is invented.\n", "", "paragraph deletion"),
    "a new item": ("- Sensors", "- New one.\n- Sensors", "paragraph insertion"),
    "an item less": ("- Models were adjusted for age, sex & smoking.\n", "", "paragraph deletion"),
    "a new number": ("2. Then they", "2. In between.\n3. Then they", "paragraph insertion"),
    "a list less": (
        "1. First they slept.\n2. Then they woke.\n", "", "paragraph deletion",
    ),
    "a new row": ("| Long |", "| Middle | 300 |\n| Long |", "row insertion"),
    "a row less": ("| Long | 231 |\n", "", "row deletion"),
    "a new column": (
        "| Sleep | Cases |\n|:------|------:|\n| Short | 412 |\n| Long | 231 |",
        "| Sleep | Cases | All |\n|:--|--:|--:|\n| Short | 412 | 5 |\n| Long | 231 | 6 |",
        "row insertion",
    ),
    "a new table": (
        "Table: Cases", "Table: Others\n\n| A | B |\n|---|---|\n| 1 | 2 |\n\nTable: Cases",
        "row insertion",
    ),
    "a table less": (BODY[BODY.index("Table:"):BODY.index("1. First")], "", "row deletion"),
    "a new footnote": (
        "More sleep may help,", "More[^2] sleep may help,", "insertion",
    ),
    "a footnote less": (" for details.[^1]", ".", "deletion"),
    "another style": ("- Diabetes was", "\n> Diabetes was", "paragraph format"),
}  # fmt: skip


@pytest.mark.parametrize("name", BLOCKS)
def test_blocks_are_tracked(name: str, review: Sample) -> None:
    old, new, kind = BLOCKS[name]
    now = TEXT.replace(old, new, 1)
    if name == "a new footnote":
        now += "\n[^2]: What is new about it.\n"
    document = redline(review, now)
    assert kind in kinds(document)
    back = redline(review, TEXT, now)
    assert back.changes


def test_a_citation_less_goes_with_its_number_and_shortens_the_list(review: Sample) -> None:
    now = TEXT.replace(" [@lund2021]. The", ". The").replace("@moe2019", "they")
    citation, in_text, reference = changes(redline(review, now))
    assert ("deletion", "2", "") == citation
    assert ("replacement", "Moe and Ek1", "they") == in_text
    assert "paragraph deletion" == reference[0]
    assert reference[1].startswith("2.\tLund A, Berg B, Dahl C.")


def test_a_picture_that_was_drawn_anew_stands_beside_the_former_one(review: Sample, ooxml) -> None:
    text = TEXT + "\n![Bars](bars.png)\n"
    picture = review.press.root / "docs/digests/bars.png"
    picture.write_bytes(_box(40, 20))
    former, _ = review.press.export(ISSUE, {PATH: text})
    picture.write_bytes(_box(20, 40))
    today, _ = review.press.export(ISSUE, {PATH: text})
    made = redlined(former, today, AUTHOR)
    document = review.press.read(made, "redline.docx")
    assert [("replacement", "\ufffc", "\ufffc")] == changes(document)
    assert [] == ooxml.violations(review.press.folder / "redline.docx")
    pack = Pack(made)
    assert [_box(40, 20)] == [pack.part(name) for name in pack.names("word/media/former")]
    same = redlined(today, today, AUTHOR)
    assert [] == Pack(same).names("word/media/former")


def test_nothing_changed_gives_nothing_to_track(review: Sample) -> None:
    assert () == redline(review, TEXT).changes


def test_every_change_bears_the_authors_name_and_clock(review: Sample) -> None:
    document = redline(review, TEXT.replace("found that", "showed that"))
    assert [("Tom Author", "2026-11-21T18:30:00Z")] == [
        (one.author, one.date.raw) for one in document.changes
    ]


def test_the_redline_leads_home_to_the_former_export(review: Sample) -> None:
    document = redline(review, TEXT.replace("found that", "showed that"))
    located = review.located(
        redlined(review.data, review.press.export(ISSUE, {PATH: TEXT + "\nMore.\n"})[0], AUTHOR)
    )
    assert review.base.manifest.export == document.export
    assert () == located.matches.missing
    assert {"bookmark"} == {match.method for match in located.matches.blocks.values()}


def test_the_same_exports_make_the_same_bytes(review: Sample) -> None:
    today, _ = review.press.export(ISSUE, {PATH: TEXT.replace("found", "showed")})
    assert redlined(review.data, today, AUTHOR) == redlined(review.data, today, AUTHOR)


def test_the_file_is_valid(review: Sample, ooxml) -> None:
    now = TEXT
    for name, (old, new, _) in {**WORDS, **BLOCKS}.items():
        now = now if name in {"a table less", "a list less"} else now.replace(old, new, 1)
    now += "\n[^2]: What is new about it.\n"
    document = redline(review, now)
    assert [] == ooxml.violations(review.press.folder / "redline.docx")
    assert len(document.changes) > 20


def test_every_mark_has_a_number_of_its_own(review: Sample) -> None:
    now = TEXT.replace("found that", "showed that").replace(" for details.[^1]", ".")
    today, _ = review.press.export(ISSUE, {PATH: now})
    made = redlined(review.data, today, AUTHOR)
    numbers: list[str] = []
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        for part in ("word/document.xml", "word/footnotes.xml"):
            root = etree.fromstring(package.read(part))
            for name in ("ins", "del", "bookmarkStart"):
                numbers += [mark.get(w("id"), "") for mark in root.iter(w(name))]
    names = Counter(numbers)
    assert [] == [number for number, many in names.items() if many > 1]


@pytest.mark.parametrize("seed", seeds(4))
def test_whatever_an_author_changes_both_views_are_true(seed: int, review: Sample) -> None:
    now, _ = rewritten(TEXT, seed, 6)
    redline(review, now)
