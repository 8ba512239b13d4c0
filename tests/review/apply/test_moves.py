"""Paragraphs that a reviewer moved: their source goes along, with all that it holds."""

from __future__ import annotations

import pytest

from tests.review.sample import BODY, FRONT, PATH, Act, Sample

MORE = "More sleep may help, as @moe2019 says.\n"
RISK = BODY[BODY.index("A **large") : BODY.index("The authors")]
SENSORS = "- Sensors were worn for *seven* days.\n"
DIABETES = "- Diabetes was taken from codes `E11.0` to `E11.9`.\n"
MODELS = "- Models were adjusted for age, sex & smoking.\n"
CASES: dict[str, tuple[Act, str, str]] = {
    "a paragraph with a citation": (
        lambda hand: hand.move_paragraph("More sleep", "Everything is invented."),
        f"Everything is invented.\n\n## Conclusion\n\n{MORE}",
        f"Everything is invented.\n\n{MORE}\n## Conclusion\n",
    ),
    "a paragraph of two lines, bold, italic, with a citation": (
        lambda hand: hand.move_paragraph("large prospective", "Everything is invented."),
        BODY[BODY.index("A **large") : BODY.index("## Conclusion")],
        BODY[BODY.index("The authors") : BODY.index("## Conclusion")] + RISK,
    ),
    "an item of a list": (
        lambda hand: hand.move_paragraph("Models were", "Sensors were worn"),
        SENSORS + DIABETES + MODELS,
        SENSORS + MODELS + DIABETES,
    ),
    "two items at once": (
        lambda hand: hand.move_paragraph("Sensors were worn", "Models were", count=2),
        SENSORS + DIABETES + MODELS,
        MODELS + SENSORS + DIABETES,
    ),
    "two items one after the other": (
        lambda hand: (
            hand.move_paragraph("Sensors were worn", "Models were"),
            hand.move_paragraph("Diabetes was", "Models were"),
        )[0],
        SENSORS + DIABETES + MODELS,
        MODELS + DIABETES + SENSORS,
    ),
    "a heading with its paragraph": (
        lambda hand: hand.move_paragraph("Limitations", "More sleep", count=2),
        BODY[BODY.index("## Limitations") : BODY.index("\n[^1]: The")],
        f"## Conclusion\n\n{MORE}\n## Limitations\n\nEverything is invented.\n",
    ),
    "a paragraph with the mark of a footnote": (
        lambda hand: hand.move_paragraph("The authors followed", "Everything is invented."),
        BODY[BODY.index("The authors") : BODY.index("## Conclusion")],
        BODY[BODY.index("## Results") : BODY.index("## Conclusion")]
        + BODY[BODY.index("The authors") : BODY.index("## Results")],
    ),
    "an item of a numbered list": (
        lambda hand: hand.move_paragraph("First they slept.", "Then they woke."),
        "1. First they slept.\n2. Then they woke.\n",
        "1. Then they woke.\n2. First they slept.\n",
    ),
    "cut and pasted in LibreOffice": (
        lambda hand: hand.cut_and_paste("More sleep", "Everything is invented."),
        f"Everything is invented.\n\n## Conclusion\n\n{MORE}",
        f"Everything is invented.\n\n{MORE}\n## Conclusion\n",
    ),
    "an item cut and pasted in LibreOffice": (
        lambda hand: hand.cut_and_paste("Sensors were worn", "Models were"),
        SENSORS + DIABETES + MODELS,
        DIABETES + MODELS + SENSORS,
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_what_moves_takes_its_source_along(name: str, review: Sample) -> None:
    act, old, new = CASES[name]
    assert BODY.count(old) == 1
    assert {"move"} == {item.kind for item in review.planned(act)[0].items}
    assert BODY.replace(old, new).strip() == review.body(act).strip()


def test_what_another_reviewer_changed_in_it_goes_along(review: Sample) -> None:
    body = review.body(
        lambda hand: hand.move_paragraph("More sleep", "Everything is invented."),
        lambda hand: hand.replace("More sleep may", "may", "might"),
    )
    assert f"Everything is invented.\n\n{MORE.replace('may', 'might')}\n## Conclusion" in body


def test_what_the_author_moved_already_is_not_moved_again(review: Sample) -> None:
    text = (FRONT + BODY).replace(SENSORS + DIABETES, DIABETES + SENSORS)
    done = review.done(
        lambda hand: hand.move_paragraph("Sensors were worn", "Diabetes was"), texts={PATH: text}
    )
    assert [("already applied", "the source says so today")] == done


def test_two_reviewers_who_move_it_to_different_places_conflict(review: Sample) -> None:
    done = review.done(
        lambda hand: hand.move_paragraph("Sensors were worn", "Diabetes was"),
        lambda hand: hand.move_paragraph("Sensors were worn", "Models were"),
    )
    assert ["conflict", "conflict"] == [status for status, _ in done]


NOT_MADE: dict[str, tuple[Act, str]] = {
    "an item that becomes a paragraph": (
        lambda hand: hand.move_paragraph("More sleep", "Sensors were worn"),
        "rendered again",
    ),
    "a paragraph between two rows of a table": (
        lambda hand: hand.move_paragraph("More sleep", "412"),
        "a cell or a footnote has only one paragraph here",
    ),
    "the title": (
        lambda hand: hand.move_paragraph("Short sleep in one town", "Everything is invented."),
        "`title` is one value of the front matter",
    ),
}


@pytest.mark.parametrize("name", NOT_MADE)
def test_a_move_that_no_rendering_proves_is_left_to_a_person(name: str, review: Sample) -> None:
    act, reason = NOT_MADE[name]
    applied = review.applied(act)
    assert {} == applied.texts
    assert [(False, True)] == [(one.is_applied, reason in one.reason) for one in applied.outcomes]
