"""Words that a reviewer typed and that the rules would not have: refused, and all else is made."""

from __future__ import annotations

import pytest

from press.checks import check
from press.publication import errors

BEFORE = "The ratio was 1.28"


def typed(words):
    def change(hand) -> None:
        hand.replace(BEFORE, "1.28", f"1.28 {words}")
        hand.replace("Everything is invented", "invented", "made up")

    return change


def _errors(desk):
    return [str(one).partition(": ")[2] for one in errors(check(desk.root))]


@pytest.mark.parametrize(
    "words",
    [
        "[@moe2019]",
        "[see @moe2019, p. 3]",
        "[^9]",
        "[^note]",
        "[@lund2021; @moe2019]",
        "[-@moe2019]",
    ],
)
def test_what_looks_like_a_citation_and_is_none_is_refused(desk, words) -> None:
    before = _errors(desk)
    result = desk.bring(desk.review(typed(words)), "--apply", "clean")
    assert "  refused: `press check` would refuse it: markup-lost: " in result.output
    assert desk.text.replace("is invented.", "is made up.") == desk.source.read_text()
    assert before == _errors(desk)


@pytest.mark.parametrize(
    "words",
    [
        "# A heading",
        "---",
        "***",
        "> quoted",
        "- item",
        "1. item",
        "| a | b |",
        "<b>bold</b>",
        "<script>x</script>",
        "{: .class }",
        "{{ variable }}",
        "*[HTML]: text",
        "[a](javascript:b)",
        "![a](b.png)",
        "[text][id]",
        "`code`",
        "@nobody",
        "$x$",
        "&lt;",
        "\\",
    ],
)
def test_what_is_markdown_stays_what_was_typed(desk, words) -> None:
    before = _errors(desk)
    result = desk.bring(desk.review(typed(words)), "--apply", "clean")
    assert "Traceback" not in result.output
    assert before == _errors(desk)
    assert "is made up." in desk.source.read_text()


@pytest.mark.parametrize("old", ["## Conclusion", "## Summary", "## Limitations"])
def test_a_section_that_is_needed_is_not_renamed(desk, old) -> None:
    name = old.removeprefix("## ")
    before = _errors(desk)
    review = desk.review(lambda hand: hand.replace(name, name, f"{name} and more"))
    result = desk.bring(review, "--apply", "clean")
    assert "would refuse it: section-missing" in result.output
    assert desk.text == desk.source.read_text()
    assert before == _errors(desk)


def test_what_was_wrong_before_keeps_nothing_from_being_applied(desk) -> None:
    """No reviewer is to blame for the author's own faults."""
    review = desk.review(lambda hand: hand.replace("Everything is invented", "invented", "made up"))
    desk.source.write_text(desk.text.replace("## Conclusion", "## The end"))
    before = _errors(desk)
    assert before
    desk.bring(review, "--apply", "clean")
    assert "is made up." in desk.source.read_text()
    assert before == _errors(desk)
