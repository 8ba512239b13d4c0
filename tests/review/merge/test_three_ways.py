"""The source has moved on, several reviewers have written, and some forgot to track."""

from __future__ import annotations

from press.publication.source import parse_source
from press.review.apply.apply import apply
from press.review.locate.located import locate
from press.review.merge.plan import plan
from tests.review.hand import Hand
from tests.review.sample import BODY, FRONT, PATH, Sample


def moved_on(*pairs: tuple[str, str]) -> dict[str, str]:
    """Return the digest after the author's own edits."""
    text = FRONT + BODY
    for old, new in pairs:
        assert text.count(old) == 1
        text = text.replace(old, new)
    return {PATH: text}


def ratio(hand: Hand) -> None:
    hand.replace("The ratio was 1.28", "1.28", "1.29")


def test_an_edit_is_clean_where_the_author_changed_other_words(review: Sample) -> None:
    texts = moved_on(("of diabetes", "of getting diabetes"), ("Everything", "All of it"))
    expected = texts[PATH].replace("1.28", "1.29")
    assert expected == review.applied(ratio, texts=texts).texts[PATH]


def test_an_edit_finds_its_paragraph_in_its_new_place(review: Sample) -> None:
    line = "- Sensors were worn for *seven* days.\n"
    last = "- Models were adjusted for age, sex & smoking.\n"
    texts = moved_on((line, ""), (last, last + line))
    applied = review.applied(lambda hand: hand.replace("for seven", "for", "over"), texts=texts)
    assert texts[PATH].replace("for *seven*", "over *seven*") == applied.texts[PATH]


def test_an_edit_survives_new_line_breaks(review: Sample) -> None:
    texts = moved_on(("raises the risk\nof diabetes", "raises\nthe risk of diabetes"))
    applied = review.applied(
        lambda hand: hand.replace("the risk of", "the risk", "a risk"), texts=texts
    )
    assert texts[PATH].replace("the risk", "a risk") == applied.texts[PATH]


def test_an_edit_finds_its_file_under_a_new_name(review: Sample) -> None:
    today = review.today()
    path = "docs/digests/town-sleep.md"
    source = parse_source(path, FRONT + BODY)[0]
    today.sources = {path: source, **{p: s for p, s in today.sources.items() if p != PATH}}
    located = locate(review.press.read(review.reviewed(ratio)), review.base, today)
    assert [path] == [item.place.path for item in plan([located]).items]


def test_where_the_author_changed_the_same_words_there_is_a_conflict(review: Sample) -> None:
    reason = "the source has changed here since the export: it says “was 1.31, "
    texts = moved_on(("1.28", "1.31"))
    status, why = review.done(ratio, texts=texts)[0]
    assert ("conflict", True) == (status, why.startswith(reason[:-2]))
    assert {} == review.applied(ratio, texts=texts).texts


def test_one_character_beside_an_edit_is_enough_for_a_conflict(review: Sample) -> None:
    texts = moved_on(("ratio was 1.28", "ratio was(1.28"))
    assert ["conflict"] == [status for status, _ in review.done(ratio, texts=texts)]


def test_what_the_author_did_already_is_not_done_again(review: Sample) -> None:
    texts = moved_on(("1.28", "1.29"))
    assert [("already applied", "the source says so today")] == review.done(ratio, texts=texts)


def test_a_word_put_in_already_is_not_put_in_twice(review: Sample) -> None:
    """Between two blanks a new word can stand before the one or behind the other."""
    texts = moved_on(("More sleep may", "More good sleep may"))
    for before, words in (("More", " good"), ("More ", "good ")):
        done = review.done(
            lambda hand, before=before, words=words: hand.insert(before, words), texts=texts
        )
        assert ["already applied"] == [status for status, _ in done]


def test_in_a_paragraph_that_is_gone_there_is_a_conflict(review: Sample) -> None:
    texts = moved_on(("Everything is invented.\n\n", ""))
    done = review.done(lambda hand: hand.insert("Everything", " here"), texts=texts)
    assert [("conflict", "this text is no longer in the source")] == done


def test_two_reviewers_who_change_the_same_words_otherwise_conflict(review: Sample) -> None:
    done = review.done(ratio, lambda hand: hand.replace("The ratio was 1.28", "1.28", "1.30"))
    assert [
        ("conflict", "Ben changed the same words otherwise (change 2)"),
        ("conflict", "Ada changed the same words otherwise (change 1)"),
    ] == done


def test_two_reviewers_who_make_the_same_change_make_it_once(review: Sample) -> None:
    assert [("clean", ""), ("already applied", "the same as change 1, by Ada")] == review.done(
        ratio, ratio
    )
    assert BODY.replace("1.28", "1.29") == review.applied(ratio, ratio).texts[PATH].removeprefix(
        FRONT
    )


def test_changes_of_different_words_by_three_reviewers_are_all_made(review: Sample) -> None:
    body = review.body(
        ratio,
        lambda hand: hand.replace("large prospective", "large", "huge", "b"),
        lambda hand: hand.turn("Everything is", "i"),
    )
    expected = BODY.replace("1.28", "1.29").replace("large", "huge")
    assert expected.replace("Everything is", "*Everything is*") == body


def test_what_nobody_tracked_is_listed_apart_and_applied_only_when_asked(review: Sample) -> None:
    located = review.located(review.reviewed(lambda hand: hand.retype("1.28", "1.29")))
    made = plan([located])
    assert [("untracked", "1.28", "1.29", False)] == [
        (one.kind, one.old, one.new, one.is_tracked) for one in made.items
    ]
    assert () == made.clean()
    texts = apply(made.clean(untracked=True), review.today()).texts
    assert FRONT + BODY.replace("1.28", "1.29") == texts[PATH]


def test_an_export_that_comes_back_untouched_has_nothing_to_tell(review: Sample) -> None:
    assert () == plan([review.located(review.data)]).items


def test_where_one_reviewer_deletes_what_another_moves_there_is_a_conflict(review: Sample) -> None:
    def moved(hand: Hand) -> None:
        hand.move_words("large ", "Everything is invented.")

    def deleted(hand: Hand) -> None:
        hand.replace("large prospective", "large ", "")

    for acts, names in (((deleted, moved), ("Ben", "Ada")), ((moved, deleted), ("Ben", "Ada"))):
        assert [
            ("conflict", f"{name} changed the same words otherwise (change {number})")
            for name, number in zip(names, (2, 1), strict=True)
        ] == review.done(*acts)


def test_two_reviewers_who_move_the_same_words_agree(review: Sample) -> None:
    def moved(hand: Hand) -> None:
        hand.move_words("large ", "Everything is invented.")

    assert ["clean", "already applied"] == [one for one, _ in review.done(moved, moved)]
