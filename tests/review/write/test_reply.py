"""The reply: every comment at its place in today's issue, with the author's answer."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime

import pytest

from press.docx.ooxml import make, w
from press.docx.package import Pack
from press.publication import PressError
from press.review.history.state import State
from press.review.report.answers import Answer
from press.review.report.threads import threads
from press.review.write.reply import reply
from tests.review.hand import Hand
from tests.review.locate.marks import comment_on
from tests.review.random_author import rewritten
from tests.review.sample import BODY, FRONT, PATH, Sample
from tests.review.write.round import AUTHOR, ISSUE, by_text, ids, read, replied, said
from tests.soak import seeds

TEXT = FRONT + BODY
PLACES = {
    "a word": ("found that", "", "found that"),
    "bold text": ("prospective cohort", "", "prospective cohort"),
    "a heading": ("Limitations", "", "Limitations"),
    "a cell": ("412", "", "412"),
    "a caption": ("hours of sleep", "", "hours of sleep"),
    "a link's text": ("the protocol", "", "the protocol"),
    "a list's item": ("seven days", "", "seven days"),
    "the title": ("Short sleep in one", "", "Short sleep in one"),
    "the study card": ("less than six", "", "less than six"),
    "two paragraphs": ("is invented.", "More sleep", "is invented.\nConclusion\nMore sleep"),
    "the reference list": ("Naps and Mood", "", "Naps and Mood"),
    # Word has no comments in footnotes: it stands on the word before the mark in the text.
    "a footnote": ("before enrolment", "", "details."),
}


def commented(review: Sample, words: str, last: str = "", author: str = "Ada") -> bytes:
    return review.reviewed(lambda hand: hand.comment(words, "Why?", last=last), author)


@pytest.mark.parametrize("name", PLACES)
def test_a_comment_stands_where_it_stood(name: str, review: Sample) -> None:
    words, last, quote = PLACES[name]
    document = read(review, replied(review, commented(review, words, last)))
    assert [("Ada", "Why?", quote)] == said(document)


def test_a_comment_follows_its_words_through_the_authors_edits(review: Sample) -> None:
    text = TEXT.replace("A **large", "In short: a **large").replace(
        "## Summary\n", "## Summary\n\nNew before it.\n"
    )
    made = replied(review, commented(review, "found that"), texts={PATH: text})
    assert [("Ada", "Why?", "found that")] == said(read(review, made))


def test_a_comment_stands_on_what_is_left_of_its_words(review: Sample) -> None:
    text = TEXT.replace("raises the risk", "raises the odds")
    made = replied(review, commented(review, "raises the risk"), texts={PATH: text})
    assert ["raises the "] == [one.quote for one in read(review, made).comments]


def test_a_comment_stands_on_the_paragraph_when_its_words_are_gone(review: Sample) -> None:
    text = TEXT.replace("Everything is invented.", "Everything is made up.")
    made = replied(review, commented(review, "invented."), texts={PATH: text})
    assert ["Everything is made up."] == [one.quote for one in read(review, made).comments]


def test_a_comment_on_a_paragraph_that_is_gone_stands_at_the_title_with_a_note(
    review: Sample,
) -> None:
    text = TEXT.replace("- Diabetes was taken from codes `E11.0` to `E11.9`.\n", "")
    made = replied(review, commented(review, "codes E11.0"), texts={PATH: text})
    first, note = read(review, made).comments
    assert ["Why?"] == [one.plain for one in made.lost]
    assert ("Ada", "Why?", "The first one") == (first.author, first.text, first.quote)
    assert ("The press", first.id) == (note.author, note.root)
    assert (
        "The paragraph that it stood in is no longer in the issue. It stood on “codes E11.0”."
        == note.plain
    )


def beside(hand: Hand) -> None:
    hand.new_paragraph("Everything is invented.", "Nobody asked the neighbours.")
    comment_on(hand, "the neighbours", "Whose?")


def test_a_comment_on_a_new_paragraph_that_is_not_there_stands_above_it_with_a_note(
    review: Sample,
) -> None:
    made = replied(review, review.reviewed(beside), answers={"Whose?": ("Of the town.", False)})
    first, note, answer = read(review, made).comments
    assert ((), 1, 1) == (made.lost, made.comments, made.answers)
    assert ("Ada", "Whose?", "Everything is invented.") == (first.author, first.text, first.quote)
    assert ("The press", first.id) == (note.author, note.root)
    assert (
        "The new paragraph that it stood on is not in the issue; this is the one above. "
        "It stood on “the neighbours”."
    ) == note.plain
    assert ("Tom Author", "Of the town.") == (answer.author, answer.plain)


def test_a_comment_on_a_new_paragraph_that_the_author_took_over_stands_on_its_words(
    review: Sample,
) -> None:
    text = TEXT.replace("is invented.\n", "is invented.\n\nNobody asked the neighbours.\n")
    made = replied(review, review.reviewed(beside), texts={PATH: text})
    assert [("Ada", "Whose?", "the neighbours")] == said(read(review, made))


def test_a_comment_on_a_citation_stays_on_it_though_its_number_changes(review: Sample) -> None:
    def act(hand: Hand) -> None:
        one = next(c for c in hand.base.manifest.citations if c.raw == "[@lund2021]")
        hand.range(one.block, one.start, one.end, "Read it?")

    now = TEXT.replace("of diabetes [@lund2021]", "of diabetes and more [@moe2019; @lund2021]")
    same = replied(review, review.reviewed(act))
    other = replied(review, review.reviewed(act), texts={PATH: TEXT.replace("diabetes [", "it [")})
    changed = replied(review, review.reviewed(act), texts={PATH: now})
    assert ["2"] == [one.quote for one in read(review, same).comments]
    assert ["2"] == [one.quote for one in read(review, other).comments]
    # What is cited is another thing now: its words are gone.
    assert read(review, changed).comments[0].quote.startswith("A large prospective cohort")


def test_a_comment_on_words_that_the_author_took_over_stands_on_them(review: Sample) -> None:
    def act(hand: Hand) -> None:
        hand.insert("Everything", " here")
        hand.mark_last_insertion("A word too many?")

    class Marking(Hand):
        def mark_last_insertion(self, text: str) -> None:
            frame = next(self.trees["word/document.xml"].iter(w("ins")))
            self.comments.append(("0", text))
            frame.addprevious(make("commentRangeStart", id="0"))
            run = make("r")
            run.append(make("commentReference", id="0"))
            frame.addnext(run)
            frame.addnext(make("commentRangeEnd", id="0"))

    hand = Marking(review.data, review.base, 0, "Ada")
    act(hand)
    data = hand.saved()
    taken = replied(review, data, texts={PATH: TEXT.replace("Everything is", "Everything here is")})
    left = replied(review, data)
    assert [" here"] == [one.quote for one in read(review, taken).comments]
    assert ["Everything is invented."] == [one.quote for one in read(review, left).comments]


def test_the_answer_stands_in_the_thread_and_settles_it(review: Sample) -> None:
    data = commented(review, "found that")
    made = replied(review, data, answers={"Why?": ("Because *they* looked.\n\n- Twice.", True)})
    first, answer = read(review, made).comments
    assert (1, 1, 1) == (made.threads, made.comments, made.answers)
    assert ("Tom Author", "Because *they* looked.\n\n- Twice.") == (answer.author, answer.text)
    assert (first.id, "TA", True, True) == (
        answer.root,
        answer.initials,
        first.resolved,
        answer.resolved,
    )
    assert "found that" == answer.quote
    assert datetime(2026, 11, 21, 18, 30) == answer.date.local  # noqa: DTZ001 - a clock has no zone
    assert datetime(2026, 11, 21, 16, 30, tzinfo=UTC) == answer.date.utc


def test_without_an_answer_a_thread_stays_as_it_was(review: Sample) -> None:
    made = replied(review, commented(review, "found that"))
    (first,) = read(review, made).comments
    assert (0, False) == (made.answers, first.resolved)


def test_a_box_that_is_ticked_settles_without_words(review: Sample) -> None:
    made = replied(review, commented(review, "found that"), answers={"Why?": ("", True)})
    (first,) = read(review, made).comments
    assert (0, True) == (made.answers, first.resolved)


def test_what_two_reviewers_said_stands_together_and_nothing_twice(review: Sample) -> None:
    ada, ben = commented(review, "found that"), commented(review, "412", author="Ben")
    document = read(review, replied(review, ada, ben, ada))
    assert {("Ada", "Why?", "found that"), ("Ben", "Why?", "412")} == set(said(document))
    assert 2 == len(document.comments)


def test_the_next_round_finds_the_same_comments_and_adds_to_them(review: Sample) -> None:
    data = commented(review, "found that")
    first = replied(review, data, answers={"Why?": ("Because.", False)})
    before = read(review, first)
    second = replied(review, first.data, answers={"Why?": ("Because.", True)})
    after = read(review, second)
    assert ids(review.press.read(data)) < ids(before) == ids(after)
    assert [("Why?", True), ("Because.", True)] == [(c.plain, c.resolved) for c in after.comments]
    assert [("Why?", False), ("Because.", False)] == [
        (c.plain, c.resolved) for c in before.comments
    ]


def test_a_thread_that_was_settled_is_open_again_when_its_box_is_empty(review: Sample) -> None:
    settled = replied(review, commented(review, "found that"), answers={"Why?": ("", True)})
    again = replied(review, settled.data, answers={"Why?": ("", False)})
    assert [False] == [one.resolved for one in read(review, again).comments]


def test_an_unknown_date_and_an_unknown_author_stay_unknown(review: Sample) -> None:
    document = read(review, replied(review, commented(review, "found that", author="")))
    (comment,) = document.comments
    assert ("", None, None) == (comment.author, comment.date.local, comment.date.utc)


def test_an_answer_to_a_comment_that_no_file_holds_is_refused(review: Sample) -> None:
    located = [review.located(commented(review, "found that"))]
    stray = {"c0123456789": Answer("c0123456789", "Lost?", is_settled=False)}
    with pytest.raises(PressError, match="no reviewed file holds the comment c0123456789"):
        reply(review.press.export(ISSUE), located, threads(located, State()), stray, AUTHOR)


def test_the_same_review_makes_the_same_bytes(review: Sample) -> None:
    data = commented(review, "found that")
    answers = {"Why?": ("Because.", True)}
    assert replied(review, data, answers=answers) == replied(review, data, answers=answers)


def test_a_review_without_comments_gives_the_export_itself(review: Sample) -> None:
    made = replied(review, review.data)
    assert ("[Content_Types].xml", review.data) == (
        zipfile.ZipFile(io.BytesIO(made.data)).namelist()[0],
        made.data,
    )


def test_the_file_is_valid_and_has_the_five_parts(review: Sample, ooxml) -> None:
    def act(hand: Hand) -> None:
        for number, (words, last, _) in enumerate(PLACES.values()):
            hand.comment(words, f"Why {number}?", last=last)

    answers = {"Why 0?": ("See <https://example.org/?a=1&b=2> and [this](#there).", True)}
    made = replied(review, review.reviewed(act), answers=answers)
    path = review.press.folder / "valid.docx"
    path.write_bytes(made.data)
    assert [] == ooxml.violations(path)
    pack = Pack(made.data)
    assert [
        "word/comments.xml",
        "word/commentsExtended.xml",
        "word/commentsExtensible.xml",
        "word/commentsIds.xml",
    ] == pack.names("word/comments")
    kinds = {target: kind.rpartition("/")[2] for kind, target, _ in pack.relations(
        "word/document.xml"
    ).values()}  # fmt: skip
    for name in ("comments", "commentsExtended", "commentsExtensible", "commentsIds", "people"):
        assert name == kinds[f"word/{name}.xml"]
        assert pack.type_of(f"word/{name}.xml").endswith(f"{name}+xml")
    assert len(PLACES) + 1 == len(by_text(review.press.read(made.data)))


@pytest.mark.parametrize("seed", seeds(3))
def test_no_comment_is_lost_whatever_the_author_changed(seed: int, review: Sample) -> None:
    def act(hand: Hand) -> None:
        for number, (words, last, _) in enumerate(PLACES.values()):
            hand.comment(words, f"Why {number}?", last=last)

    now, _ = rewritten(TEXT, seed, 8)
    data = review.reviewed(act)
    document = read(review, replied(review, data, texts={PATH: now}))
    assert ids(review.press.read(data)) <= ids(document)
    assert all(one.before is not None and one.quote for one in document.comments)
