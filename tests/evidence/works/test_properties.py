"""What must hold of any work, any name, any answer."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as some

from press.evidence.entries.bibtex import entry_text
from press.evidence.entries.work_of import work_of
from press.evidence.lock.entry import Locked
from press.evidence.lock.file import lock_text, parse_lock
from press.evidence.registries.crossref_record import record_of
from press.evidence.registries.pubmed_record import records_of
from press.evidence.registries.unpacking import GarbledError
from press.evidence.works.comparison import compared
from press.evidence.works.folding import folded
from press.evidence.works.identifiers import identified
from press.evidence.works.locators import compared_pages
from press.evidence.works.remarks import verdict
from press.evidence.works.work import Authors, Name, Record, Work
from tests.evidence.samples import crossref_work, entry
from tests.properties import examples

# Of the Latin, Greek and Cyrillic alphabets, but for signs that are no sound of their own.
ALPHABETS = "\u00c0-\u017f\u0391-\u03c9\u0410-\u044f"
LETTERS = some.from_regex(f"[A-Za-zƏə{ALPHABETS}]", fullmatch=True).filter(
    lambda letter: len(letter.title()) == 1 and bool(folded(letter)) and letter not in "ıſŀĿ"
)
WORDS = some.lists(LETTERS, min_size=2, max_size=8).map(lambda letters: "".join(letters).title())
FAMILIES = some.lists(WORDS, min_size=1, max_size=2).flatmap(
    lambda words: some.sampled_from([" ".join(words), "-".join(words)])
)
GIVEN = some.lists(WORDS, min_size=1, max_size=3).map(" ".join)
PEOPLE = some.lists(some.builds(Name, FAMILIES, GIVEN), min_size=1, max_size=6)
NUMBERS = some.integers(1, 3000)


@some.composite
def works(draw: some.DrawFn) -> Work:
    """Return a work with all that a reference prints."""
    first = draw(NUMBERS)
    return Work(
        titles=(" ".join(draw(some.lists(WORDS, min_size=3, max_size=9))),),
        authors=Authors(tuple(draw(PEOPLE))),
        journals=(" ".join(draw(some.lists(WORDS, min_size=1, max_size=4))),),
        years=(str(draw(some.integers(1900, 2030))),),
        volume=str(draw(NUMBERS)),
        number=str(draw(NUMBERS)),
        pages=(f"{first}-{first + draw(some.integers(1, 30))}",),
        doi=f"10.5555/{draw(NUMBERS)}",
        pmid=str(draw(NUMBERS)),
    )


def verdicts(ours: Work, theirs: Work) -> set[str]:
    return {verdict(remarks) for remarks in compared(ours, theirs).values()}


@given(works())
@examples(40)
def test_a_work_agrees_with_itself(work: Work):
    assert {"agrees"} == verdicts(work, work)


@given(works())
@examples(40)
def test_a_work_agrees_with_itself_in_initials_and_capitals(work: Work):
    people = tuple(
        replace(name, given=" ".join(f"{word[0]}." for word in name.given.split()))
        for name in work.authors.names
    )
    ours = replace(work, authors=Authors(people), titles=(f"{work.title.lower()}.",))
    assert {"agrees"} == verdicts(ours, work)


@given(works(), some.data())
@examples(40)
def test_a_work_with_another_author_differs(work: Work, data: some.DataObject):
    index = data.draw(some.integers(0, len(work.authors.names) - 1))
    names = list(work.authors.names)
    names[index] = Name("Zyxwvutsrqponm", "Qqq")
    found = compared(replace(work, authors=Authors(tuple(names))), work)["author"]
    assert "differs" == verdict(found)


@given(NUMBERS, some.integers(1, 99), some.integers(1, 50))
@examples(40)
def test_pages_that_end_elsewhere_differ(first: int, length: int, more: int):
    ours, theirs = f"{first}-{first + length}", f"{first}-{first + length + more}"
    assert ["error"] == [one.weight for one in compared_pages(ours, [theirs])]


@given(works())
@examples(25)
def test_an_entry_written_from_a_record_is_that_work(work: Work):
    text = entry_text("key2024", Record("crossref", work, "journal-article"))
    assert {"agrees"} == verdicts(work_of(entry(text)), work)


@given(works())
@examples(25)
def test_what_is_locked_is_read_again(work: Work):
    locked = Locked().with_record(Record("crossref", work), "2026-11-21")
    again, problems = parse_lock("lock", lock_text({"key": locked}))
    assert ({"key": locked}, ()) == (dict(again), problems)


JSON = some.recursive(
    some.none() | some.booleans() | some.integers() | some.text(max_size=20),
    lambda inner: (
        some.lists(inner, max_size=3)
        | some.dictionaries(some.sampled_from(sorted(crossref_work())), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(some.dictionaries(some.sampled_from([*crossref_work(), "updated-by"]), JSON))
@examples(40)
def test_whatever_crossref_sends_is_a_record(message: dict[str, Any]):
    record = record_of(json.loads(json.dumps(message)))
    lock = {"key": Locked().with_record(record, "2026-11-21")}
    assert () == parse_lock("lock", lock_text(lock))[1]


@given(some.binary(max_size=200) | some.text(max_size=200).map(str.encode))
@examples(40)
def test_whatever_pubmed_sends_is_records_or_refused(body: bytes):
    try:
        assert isinstance(records_of(body), tuple)
    except GarbledError as error:
        assert str(error)  # noqa: PT017 - either is fine, anything else is not


@given(some.text(max_size=60))
@examples(40)
def test_whatever_is_given_as_an_identifier_is_one_or_none(text: str):
    found = identified(text)
    assert found is None or identified(found.value) == found
