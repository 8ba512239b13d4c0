"""LibreOffice opens what the press writes, and does with it what it is meant for."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from press.review.model.changes import ReviewDocument
from press.review.sending import texts
from press.review.write.redline import redlined
from tests.conftest import MakePublication
from tests.review.office.office import Reviewer
from tests.review.sample import BODY, FRONT, PATH, Sample, sample
from tests.review.write.round import AUTHOR, ISSUE, read, replied
from tests.review.write.test_reply import PLACES

TEXT = FRONT + BODY
NOW = (
    TEXT.replace("found that", "showed that")
    .replace("| Long | 231 |", "| Middle | 300 |\n| Long | 232 |")
    .replace("Everything is invented.", "Everything is invented.\n\nA new paragraph.[^2]")
    .replace("- Diabetes was taken from codes `E11.0` to `E11.9`.\n", "")
    .replace(" for details.[^1]", ".")
    .replace("[^1]: The protocol was registered *before* enrolment.", "[^2]: A new note.")
    .replace("Short sleep in one town", "Little sleep in one town")
)


def resaved(soffice: str, path: Path, folder: Path) -> Path:
    """Return a file as LibreOffice saves it without a change.

    By a LibreOffice of its own: the one that tests share falls over when it opens a reply.
    """
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    target = folder / "saved"
    command = [soffice, profile, "--headless", "--convert-to", "docx", "--outdir", target, path]
    subprocess.run(command, check=True, capture_output=True)
    return target / path.name


def test_the_threads_of_a_reply_stand_at_their_places(
    review: Sample, soffice: str, tmp_path: Path
) -> None:
    words = {name: one for name, one in PLACES.items() if name != "a footnote"}

    def act(hand) -> None:
        for name, (first, last, _) in words.items():
            hand.comment(first, f"Why {name}?", last=last)

    answers = {f"Why {name}?": (f"Because of {name}.", name == "a cell") for name in words}
    made = replied(review, review.reviewed(act), answers=answers)
    before = read(review, made)
    after = review.press.read(
        resaved(soffice, review.press.folder / "reply.docx", tmp_path).read_bytes(), "saved.docx"
    )
    was, now = told(before), told(after)
    # LibreOffice 7.4 keeps a range over two paragraphs for one comment of a thread alone.
    over_two = {"Why two paragraphs?", "Because of two paragraphs."}
    assert PLACES["two paragraphs"][2] in {now[name][1] for name in over_two}
    assert {name: one for name, one in was.items() if name not in over_two} == {
        name: one for name, one in now.items() if name not in over_two
    }
    for name in words.keys() - {"two paragraphs"}:
        quote = words[name][2]
        assert ("Ada", quote, name == "a cell") == now[f"Why {name}?"]
        assert ("Tom Author", quote) == now[f"Because of {name}."][:2]


def told(document: ReviewDocument) -> dict[str, tuple[str, str, bool]]:
    """Return author, words and state of each comment by its text.

    LibreOffice 7.4 tells of a resolved thread, but not which comments belong to it: they stand
    on the same words, one after the other.
    """
    states = {one.plain: one.resolved for one in document.comments if one.plain.startswith("Why")}
    return {
        one.plain: (one.author, one.quote, states.get(one.plain, False))
        for one in document.comments
    }


@pytest.mark.parametrize(
    ("command", "is_today"),
    [("RejectAllTrackedChanges", False), ("AcceptAllTrackedChanges", True)],
)
def test_all_changes_of_a_redline_can_be_rejected_and_accepted(
    command: str, review: Sample, office: Reviewer, tmp_path: Path, *, is_today: bool
) -> None:
    today, _ = review.press.export(ISSUE, {PATH: NOW})
    path = tmp_path / "redline.docx"
    path.write_bytes(redlined(review.data, today, AUTHOR))
    office.open(path)
    office.press(command)
    office.save(tmp_path / "settled.docx")
    office.open(_put(tmp_path / "plain.docx", today if is_today else review.data))
    office.save(tmp_path / "wanted.docx")
    settled = review.press.read((tmp_path / "settled.docx").read_bytes(), "settled.docx")
    wanted = review.press.read((tmp_path / "wanted.docx").read_bytes(), "wanted.docx")
    assert () == settled.changes
    assert words(wanted) == words(settled)


def words(document: ReviewDocument) -> list[str]:
    """Return the paragraphs without page numbers: LibreOffice computes them anew."""
    return [text.rstrip("0123456789 ") for text in texts(document, "before")]


def _put(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def test_a_reply_keeps_its_footnotes(
    publication: MakePublication, soffice: str, tmp_path: Path
) -> None:
    text = TEXT.replace("details.[^1]", "details,[^1] and the appendix[^2] for all of the rest.")
    text += "[^2]: It has 40 pages.\n"
    review = sample(publication({PATH: text}), tmp_path)

    def act(hand) -> None:
        hand.comment("before enrolment", "Why the first note?")
        hand.comment("40 pages", "Why the second note?")
        hand.comment("for details", "Why before them?")
        hand.comment("the appendix", "Why between them?")
        hand.comment("for all of", "Why behind them?")
        hand.comment("412", "Why elsewhere?")

    made = replied(review, review.reviewed(act))
    assert {
        "Why the first note?": "details,",
        "Why the second note?": "details,",
        "Why before them?": "for details",
        "Why between them?": "details,",
        "Why behind them?": "details,",
        "Why elsewhere?": "412",
    } == {one.plain: one.quote for one in read(review, made).comments if one.author == "Ada"}
    before = review.press.read((review.press.folder / "reply.docx").read_bytes(), "reply.docx")
    after = review.press.read(
        resaved(soffice, review.press.folder / "reply.docx", tmp_path).read_bytes(), "saved.docx"
    )
    assert ["The protocol was registered before enrolment.", "It has 40 pages."] == notes(before)
    assert notes(before) == notes(after)
    assert 8 == len(after.comments)  # of two the press says that they do not stand on their words


def notes(document: ReviewDocument) -> list[str]:
    """Return the texts of the footnotes."""
    return [one.text.strip() for one in document.before if document.paragraphs[one.indices[0]].note]
