"""Paragraphs that go from one file of the issue to another, by a reviewer or by the author."""

from __future__ import annotations

from pathlib import Path

import pytest

from press.review.merge.plan import plan
from tests.conftest import MakePublication
from tests.review.sample import BODY, FRONT, PATH, Sample, sample

OTHER = "docs/digests/long-sleep.md"
ISSUE = "docs/issues/2026-01.md"
CONTENTS = """---
number: 1
date: 2026-01-31
title: The first one
status: published
sections:
  - title: Sleep
    digests: [short-sleep, long-sleep]
---

Welcome.
"""
MORE = "More sleep may help, as @moe2019 says.\n"
SECOND = "\n## Summary\n\nPeople who slept for long [@lund2021] were asked again later.\n"


@pytest.fixture
def two(publication: MakePublication, tmp_path: Path) -> Sample:
    """Return an issue with two digests, exported."""
    other = FRONT.replace("Short sleep in one town", "Long sleep in one town")
    files = {PATH: FRONT + BODY, OTHER: other + SECOND, ISSUE: CONTENTS}
    return sample(publication(files), tmp_path)


def test_a_paragraph_with_a_citation_moves_into_another_file(two: Sample) -> None:
    applied = two.applied(lambda hand: hand.move_paragraph("More sleep", "People who slept for"))
    assert [""] == [one.reason for one in applied.outcomes]
    assert (FRONT + BODY).replace(f"{MORE}\n", "") == applied.texts[PATH]
    assert applied.texts[OTHER].endswith(f"{SECOND}\n{MORE}")


def test_a_paragraph_with_a_footnote_stays_for_a_person(two: Sample) -> None:
    applied = two.applied(
        lambda hand: hand.move_paragraph("The authors followed", "People who slept for")
    )
    assert {} == applied.texts
    assert applied.outcomes[0].reason.startswith("rendered again, ")


def test_an_edit_finds_a_paragraph_that_the_author_put_into_another_file(two: Sample) -> None:
    texts = {
        PATH: (FRONT + BODY).replace(f"{MORE}\n", ""),
        OTHER: f"{two.today().text(OTHER).text}\n{MORE}",
    }
    data = two.reviewed(lambda hand: hand.replace("More sleep may", "may", "might"))
    item = plan([two.located(data, texts)]).items[0]
    assert ("clean", OTHER) == (item.status, item.place.path)
    assert "it stands in another file today" == item.place.note
