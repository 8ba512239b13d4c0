"""Places by whole words, where the author has put other words since the export."""

from __future__ import annotations

import pytest

from tests.review.locate.test_places import place_of
from tests.review.sample import BODY, FRONT, PATH, Sample

# What the comment is on, what the author made of the paragraph, what the place holds.
WORDS = {
    "a word that ends alike": ("raises", "raises", "lowers", "lowers"),
    "a word that begins alike": ("worn", "worn", "wound", "wound"),
    "a number": ("1.28", "1.28", "9.99", "9.99"),
    "a number of which the point is left": ("was 1.28", "1.28", "9.28", "was"),
    "a word with a sign behind it": ("diabetes", "of diabetes", "of illness", "illness"),
    "a word that stays": ("found that", "found that", "showed that", "that"),
    "a word that is gone": ("prospective", "prospective cohort", "cohort", ""),
}


@pytest.mark.parametrize("name", WORDS)
def test_a_place_holds_words_never_parts_of_them(name: str, review: Sample) -> None:
    words, old, new, expected = WORDS[name]
    text = FRONT + BODY.replace(old, new, 1)
    place = place_of(review, words, texts={PATH: text})
    line = text.split("\n")[place.line - 1]
    assert place.line == place.end_line
    assert expected == line[place.column - 1 : place.end_column - 1].strip()
