"""Every number in a digest's prose stands in its front matter, as data.

Prose is the title, the bottom line, the plain words and the body; data are the other keys:
participants, question, estimates and, for what is no estimate, `numbers`. Years of cited works
count as known. Digits inside a name (CAPS-5, NCT02397889) are not numbers.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Any

import pytest

from press.bibliography import read_bibliography
from press.compile import Renderer
from press.publication import Digest, Kind
from tests.ours import ours

PUBLICATION = ours()
BIBLIOGRAPHY = read_bibliography(PUBLICATION.settings)
RENDERER = Renderer(PUBLICATION.settings)
NOT_CONFIRMED = "as reported on the source page; not confirmed"

# Not the digits of a name such as CAPS-5, QIDS-SR16 or NCT02397889, nor of 2C-B.
_NUMBER = re.compile(r"(?<![\w.,])(?<!\w-)\d+(?:,\d{3})*(?:\.\d+)?(?![\w]|-[A-Za-z]*\d)")
_PROSE = ("title", "bottom_line", "plain")
_NOT_DATA = (
    *_PROSE,
    "corrections",
    "date",
    "status",
    "author",
    "reviewed_by",
    "study",
    "status_note",
)
_SHORTEST, _LONGEST = 300, 500

every_digest = pytest.mark.parametrize(
    "digest", PUBLICATION.digests, ids=lambda digest: digest.slug
)


def numbers(text: str) -> list[str]:
    """Return the numbers of a text, without thousands' commas."""
    return [match.group().replace(",", "") for match in _NUMBER.finditer(text)]


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from _texts(inner)
    elif value is not None:
        yield str(value)


def plain_body(digest: Digest) -> str:
    """Return a body's words: no citations, no addresses, no code."""
    text = RENDERER.body(digest.source).html
    text = re.sub(r"<(code|pre|script|style)\b.*?</\1>", " ", text, flags=re.DOTALL)
    text = re.sub(r'<a class="(?:headerlink|footnote-[^"]*)".*?</a>', " ", text, flags=re.DOTALL)
    return html.unescape(re.sub(r"<[^>]*>", " ", text))


def data(digest: Digest) -> set[str]:
    """Return the numbers that a digest's front matter holds as data, and years of cited works."""
    meta = digest.meta.model_dump(mode="json", exclude=set(_NOT_DATA))
    known = {number for text in _texts(meta) for number in numbers(text)}
    years = {
        str(BIBLIOGRAPHY.entries[key].fields.get("year", ""))
        for key in (*RENDERER.body(digest.source).keys, digest.meta.study)
        if key in BIBLIOGRAPHY.entries
    }
    return known | years


@every_digest
def test_every_number_in_the_prose_stands_in_the_front_matter(digest: Digest):
    prose = [str(getattr(digest.meta, key)) for key in _PROSE]
    found = [number for text in [*prose, plain_body(digest)] for number in numbers(text)]
    assert [] == sorted(set(found) - data(digest))


@every_digest
def test_what_no_record_confirms_says_so(digest: Digest):
    unconfirmed = [number.value for number in digest.meta.numbers if not number.confirmed]
    notes = [estimate.note for estimate in digest.meta.estimates if estimate.note]
    said = NOT_CONFIRMED in " ".join(plain_body(digest).split())
    said = said or any(NOT_CONFIRMED in note for note in notes)
    assert bool(unconfirmed) <= said, unconfirmed


@every_digest
def test_a_digest_is_told_in_three_to_five_hundred_words(digest: Digest):
    if digest.meta.kind is Kind.LONG_READ:
        return
    text = re.sub(r"<table\b.*?</table>", " ", RENDERER.body(digest.source).html, flags=re.DOTALL)
    text = re.sub(r'<a class="headerlink".*?</a>', " ", text, flags=re.DOTALL)
    count = len(re.findall(r"\w+(?:['’.-]\w+)*", html.unescape(re.sub(r"<[^>]*>", " ", text))))
    assert _SHORTEST <= count <= _LONGEST, count


def test_a_number_that_is_nowhere_in_the_data_would_be_found():
    digest = PUBLICATION.digest_by_slug["trauma-pain"]
    assert ["4711"] == sorted(set(numbers("In 4711 people, 300 of them.")) - data(digest))


def test_digits_in_names_are_not_numbers():
    assert ["3", "0.5", "1200", "95"] == numbers(
        "CAPS-5, QIDS-SR16, NCT02397889 and MDD-2; 3 of 0.5 mg/kg in 1,200 people, 95%."
    )
