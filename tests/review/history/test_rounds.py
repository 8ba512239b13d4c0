"""The same files again, and later ones: what is new, what has changed, what is known."""

from __future__ import annotations

import json
import zipfile

import pytest

from press.review.history.state import shortened


def first(hand) -> None:
    hand.comment("found that", "Are you sure?")
    hand.comment("large prospective", "How large?")
    hand.comment("Limitations", "Say more.")
    hand.replace("The ratio was 1.28", "1.28", "1.29")


def second(hand) -> None:
    hand.comment("Everything is", "Why everything?")  # every id of the first round is shifted
    first(hand)
    hand.replace("Then they woke", "woke", "rose")


def news(result) -> dict[str, str]:
    data = json.loads(result.output)
    found = {one["comments"][0]["text"]: one for one in data["threads"]}
    found |= {f"{one['old']} to {one['new']}": one for one in data["changes"]}
    return {
        name: ": ".join(filter(None, (one["news"], one["what"]))) for name, one in found.items()
    }


def test_what_was_imported_before_is_known(desk) -> None:
    review = desk.review(first)
    assert {"new"} == set(news(desk.bring(review, "--report", "json")).values())
    assert {"known"} == set(news(desk.bring(review, "--report", "json")).values())


def test_a_second_round_shows_what_is_new_and_what_has_changed(desk) -> None:
    desk.bring(desk.review(first, name="one.docx"))
    later = desk.threaded(
        desk.review(second, name="two.docx"),
        "three.docx",
        resolved=["Say more."],
        answers={"How large?": "412 people."},
    )
    assert {
        "Why everything?": "new",
        "Are you sure?": "known",
        "How large?": "changed: 1 new answer",
        "Say more.": "changed: resolved",
        "1.28 to 1.29": "known",
        "woke to rose": "new",
    } == news(desk.bring(later, "--report", "json"))


def test_a_thread_that_is_opened_again_is_told(desk) -> None:
    review = desk.review(first)
    desk.bring(desk.threaded(review, "done.docx", resolved=["Say more."]))
    assert "changed: opened again" == news(desk.bring(review, "--report", "json"))["Say more."]


def test_a_change_whose_fate_has_turned_is_told(desk) -> None:
    review = desk.review(first)
    desk.bring(review)
    desk.source.write_text(desk.text.replace("ratio was 1.28", "ratio was 1.4"))
    told = news(desk.bring(review, "--report", "json"))
    assert "changed: was clean" == told["1.28 to 1.29"]


def test_what_was_applied_is_known_afterwards(desk) -> None:
    review = desk.review(first)
    desk.bring(review, "--apply", "clean")
    assert "known" == news(desk.bring(review, "--report", "json"))["1.28 to 1.29"]


def test_what_was_applied_stays_so_when_the_author_goes_on_writing(desk) -> None:
    review = desk.review(lambda hand: hand.replace("The ratio was 1.28", "1.28", "1.29"))
    desk.bring(review, "--apply", "clean")
    desk.source.write_text(desk.source.read_text().replace("ratio was 1.29", "ratio is 1.3"))
    result = desk.bring(review)
    assert 0 == result.exit_code
    assert "already applied: an earlier import applied it" in result.output


def test_what_the_author_takes_back_can_be_applied_again(desk) -> None:
    review = desk.review(lambda hand: hand.replace("The ratio was 1.28", "1.28", "1.29"))
    desk.bring(review, "--apply", "clean")
    desk.source.write_text(desk.text)
    assert "clean, changed: was applied" in desk.bring(review).output


def test_lasting_ids_do_not_depend_on_the_ids_of_the_editor(desk) -> None:
    one = json.loads(desk.bring(desk.review(first), "--report", "json").output)
    two = json.loads(desk.bring(desk.review(second, name="b.docx"), "--report", "json").output)
    ids = {thread["comments"][0]["text"]: thread["id"] for thread in two["threads"]}
    assert [ids[t["comments"][0]["text"]] for t in one["threads"]] == [
        thread["id"] for thread in one["threads"]
    ]


def test_the_same_words_at_two_places_are_two_comments(desk) -> None:
    def act(hand) -> None:
        hand.comment("found that", "Source?")
        hand.comment("Everything is", "Source?")

    data = json.loads(desk.bring(desk.review(act), "--report", "json").output)
    assert 2 == len({thread["id"] for thread in data["threads"]})


def test_the_record_is_the_same_whatever_the_order_of_files(desk) -> None:
    ada, ben = desk.review(first), desk.review(second, author="Ben")
    desk.bring(ada, ben)
    once = desk.state.read_bytes()
    desk.state.unlink()
    desk.bring(ben)
    desk.bring(ada)
    fates = json.loads(once)["changes"].keys()
    assert json.loads(once)["comments"] == json.loads(desk.state.read_text())["comments"]
    assert list(fates) == list(json.loads(desk.state.read_text())["changes"])


def test_the_record_is_sorted_and_says_what_it_is(desk) -> None:
    desk.bring(desk.review(first))
    data = json.loads(desk.state.read_text())
    assert ("press-review-state", 1, "2026-01") == (data["schema"], data["version"], data["issue"])
    assert sorted(data["comments"]) == list(data["comments"])
    assert {"Are you sure?", "How large?", "Say more."} == {
        one["text"] for one in data["comments"].values()
    }
    assert ["clean"] == [one["fate"] for one in data["changes"].values()]


@pytest.mark.parametrize("text", ["", "{", "[]", '{"schema": "press-review-state"}', '"x"'])
def test_a_damaged_record_stops_the_import_before_anything_is_applied(desk, text) -> None:
    review = desk.review(first)
    desk.bring(review)
    desk.state.write_text(text)
    result = desk.bring(review, "--apply", "clean")
    assert 2 == result.exit_code
    assert "this is no record of reviews that this press can read" in result.stderr
    assert text == desk.state.read_text()
    assert desk.text == desk.source.read_text()


def test_a_record_of_a_later_press_is_not_written_over(desk) -> None:
    review = desk.review(first)
    desk.bring(review)
    text = desk.state.read_text().replace('"version": 1', '"version": 2')
    desk.state.write_text(text)
    result = desk.bring(review)
    assert 2 == result.exit_code
    assert "was written by another version of the press" in result.stderr
    assert text == desk.state.read_text()


def test_long_texts_are_shortened_in_the_record() -> None:
    assert "short" == shortened("short")
    assert ("a " * 39) + "a…" == shortened("a " * 100)


def test_a_comment_that_is_lost_on_the_way_to_the_report_fails_the_import(
    desk, monkeypatch
) -> None:
    from press.review import importing

    whole = importing.threads
    monkeypatch.setattr(importing, "threads", lambda *given: whole(*given)[1:])
    result = desk.bring(desk.review(first))
    assert 2 == result.exit_code
    assert "comment 2 stands 0 times in the report" in result.stderr
    assert not desk.state.exists()


def test_a_change_that_is_told_twice_fails_the_import(desk, monkeypatch) -> None:
    from press.review import importing

    whole = importing.proposals
    monkeypatch.setattr(importing, "proposals", lambda *given: whole(*given) * 2)
    result = desk.bring(desk.review(first))
    assert 2 == result.exit_code
    assert "change 1 stands 2 times in the report" in result.stderr


def test_no_review_is_changed_by_being_read(desk) -> None:
    review = desk.review(first)
    data = review.read_bytes()
    desk.bring(review, "--apply", "clean")
    assert data == review.read_bytes()
    assert zipfile.is_zipfile(review)


def flattened(desk, review, name: str):
    """Write a file as LibreOffice 7.4 saves it: the threads are lost, the comments stay."""
    with zipfile.ZipFile(review) as old, zipfile.ZipFile(desk.inbox / name, "w") as new:
        for part in old.namelist():
            if part != "word/commentsExtended.xml":
                new.writestr(part, old.read(part))
    return desk.inbox / name


def told(result) -> tuple[str, list[list[tuple[str, str]]]]:
    data = json.loads(result.output)
    threads = [[(c["text"], c["news"]) for c in one["comments"]] for one in data["threads"]]
    return data["threads"][0]["news"], threads


def test_answers_that_were_seen_are_known_in_a_file_that_has_lost_its_threads(desk) -> None:
    review = desk.threaded(
        desk.review(lambda hand: hand.comment("found that", "Are you sure?")),
        "one.docx",
        answers={"Are you sure?": "We are."},
    )
    flat = flattened(desk, review, "flat.docx")
    assert ("new", [[("Are you sure?", "new"), ("We are.", "new")]]) == told(
        desk.bring(review, "--report", "json")
    )
    assert ("known", [[("Are you sure?", "known"), ("We are.", "known")]]) == told(
        desk.bring(flat, "--report", "json")
    )


def test_an_answer_that_was_not_seen_is_new_in_a_file_that_has_lost_its_threads(desk) -> None:
    review = desk.review(lambda hand: hand.comment("found that", "Are you sure?"))
    desk.bring(review)
    answers = {"Are you sure?": "We are."}
    flat = flattened(desk, desk.threaded(review, "one.docx", answers=answers), "flat.docx")
    _, threads = told(desk.bring(flat, "--report", "json"))
    assert [[("Are you sure?", "known")], [("We are.", "new")]] == sorted(threads)
