"""The bibliography of this publication: complete, consistent, and open about what is not known."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from press.bibliography import Entry, read_bibliography
from press.bibliography.journals import abbreviated
from press.compile import Renderer
from tests.conftest import ROOT
from tests.ours import ours

PUBLICATION = ours()
BIBLIOGRAPHY = read_bibliography(PUBLICATION.settings)
ENTRIES = tuple(BIBLIOGRAPHY.entries.values())
REVIEWED = Path(__file__).parent / "bibliography" / "sixty-years.txt"
LONG_READ = "sixty-years-of-ketamine"
NOT_IDENTIFIED = "[Work not identified]"

ORDER = (
    *("author", "title", "journal", "booktitle", "publisher", "institution", "edition", "editor"),
    *("year", "volume", "number", "pages", "doi", "pmid", "url", "urldate"),
    *("langid", "verification", "verificationnote"),
)
GRAMMAR = {
    "year": r"\d{4}|n\.d\.",
    "volume": r"\d+",
    "number": r"\d+(--\d+)?|Suppl \d+",
    "pages": r"[A-Za-z]*\d\w*(--[A-Za-z]*\d+)?",
    "doi": r"10\.\d{4,}/\S+",
    "pmid": r"\d+",
    "url": r"https?://\S+",
    "urldate": r"\d{4}-\d{2}-\d{2}",
    "verification": "record seen|recalled|not established",
}
# A short name that is the whole name of the journal.
NAMED_SHORT = {"BJPsych Open", "JAMA Psychiatry", "NCHS Data Brief", "PLoS ONE"}
_AND = re.compile(r" and (?![^{]*\})")
_PLACE = re.compile(r" \([^)]*\)$")
_INITIALS = r"[^\W\d_]\.(?:[ -]?[^\W\d_]\.)*"
_PERSON = re.compile(rf"[^,{{}}]+, (?:(?:Jr|Sr|II|III), )?{_INITIALS}")

every_entry = pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.key)


def reviewed() -> list[str]:
    """Return the citekeys of the works that the review cites."""
    lines = REVIEWED.read_text(encoding="utf-8").splitlines()
    return [line.split()[0] for line in lines if line and not line.startswith("#")]


def authors(entry: Entry) -> list[str]:
    """Return the authors of an entry as written, without `others`."""
    return [name for name in _AND.split(entry.fields["author"]) if name != "others"]


def letters(name: str) -> str:
    """Return the letters of a name in ASCII lower case."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z]", "", plain.lower())


def rule(entry: Entry) -> str:
    """Return the pattern of an entry's citekey, without a letter at its end.

    It begins with the family name, or with the short name of an organisation, whose letters stand
    in its name in the same order (`who`, `cdc`).
    """
    first = authors(entry)[0]
    year = re.sub(r"\W", "", entry.fields["year"])
    if not first.startswith("{"):
        return letters(first.split(",")[0]) + year
    return "".join(f"{letter}?" for letter in letters(first)) + year


def twice(values: Iterator[str]) -> list[str]:
    """Return what stands more than once."""
    return sorted(value for value, count in Counter(values).items() if count > 1)


def test_every_file_of_the_folder_is_read_without_problems():
    files = {path.name for path in (ROOT / "bib").glob("*.bib")}
    assert (files, ()) == (
        {Path(entry.path).name for entry in ENTRIES},
        BIBLIOGRAPHY.problems,
    )


def test_the_works_that_the_review_cites_are_all_in_the_bibliography():
    keys = reviewed()
    assert 55 == len(set(keys)) == len(keys)
    assert [] == [key for key in keys if key not in BIBLIOGRAPHY.entries]


@pytest.mark.parametrize("key", reviewed())
def test_the_long_read_cites_every_work_that_the_review_cites(key: str):
    body = Renderer(PUBLICATION.settings).body(PUBLICATION.digest_by_slug[LONG_READ].source)
    assert key in body.keys


@every_entry
def test_a_citekey_is_family_name_and_year(entry: Entry):
    assert re.fullmatch(rf"{rule(entry)}[a-z]?", entry.key), rule(entry)


def test_letters_stand_only_where_two_keys_would_meet():
    groups: dict[str, list[str]] = defaultdict(list)
    for entry in ENTRIES:
        if "?" not in rule(entry):  # organisations have no two entries so far
            groups[rule(entry)].append(entry.key)
    for name, keys in groups.items():
        lettered = [f"{name}{chr(97 + n)}" for n in range(len(keys))]
        # A key that has been used stays bare when a second work with it is added later.
        bare = [name, *lettered[1:]]
        assert sorted(keys) in ([bare, lettered] if len(keys) > 1 else [bare])


@every_entry
def test_the_fields_stand_in_one_order(entry: Entry):
    assert [name for name in ORDER if name in entry.fields] == list(entry.fields)


@every_entry
def test_a_field_is_written_as_its_kind_is(entry: Entry):
    wrong = {
        name: value
        for name, value in entry.fields.items()
        if name in GRAMMAR and not re.fullmatch(GRAMMAR[name], value)
    }
    assert {} == wrong


@every_entry
def test_pages_run_forwards(entry: Entry):
    first, _, last = entry.fields.get("pages", "").partition("--")
    if first.isdigit() and last.isdigit():
        assert int(first) < int(last)


@every_entry
def test_persons_are_family_name_and_initials(entry: Entry):
    if entry.fields["title"] == NOT_IDENTIFIED:
        return  # only the family name is known
    persons = [name for name in authors(entry) if not name.startswith("{")]
    assert [] == [name for name in persons if not _PERSON.fullmatch(name)]


@every_entry
def test_every_entry_says_how_far_it_is_checked(entry: Entry):
    assert entry.fields.get("verification")
    if entry.fields["verification"] != "record seen" or entry.fields["author"].endswith("others"):
        assert entry.fields.get("verificationnote", "").endswith(".")


@every_entry
def test_a_work_that_is_not_identified_claims_nothing(entry: Entry):
    if entry.fields["title"] == NOT_IDENTIFIED:
        claimed = {"journal", "volume", "pages", "doi", "pmid", "url"} & set(entry.fields)
        assert (set(), "not established") == (claimed, entry.fields["verification"])


@pytest.mark.parametrize("field", ["doi", "pmid", "title"])
def test_no_two_entries_are_the_same_work(field: str):
    values = (entry.fields.get(field, "") for entry in ENTRIES)
    plain = (re.sub(r"\W+", " ", value.casefold()).strip() for value in values)
    unnamed = {"", re.sub(r"\W+", " ", NOT_IDENTIFIED.casefold()).strip()}
    assert [] == twice(value for value in plain if value not in unnamed)


@every_entry
def test_a_journal_is_named_in_full(entry: Entry):
    name = entry.fields.get("journal", "")
    assert not re.search(r"\.|\b[A-Z]\b", name), name
    name = _PLACE.sub("", name)
    if " " in name and name not in NAMED_SHORT:  # a full name can be shortened
        assert name != abbreviated(name).replace(".", "")


def test_a_journal_has_one_name():
    names: dict[str, set[str]] = defaultdict(set)
    for entry in ENTRIES:
        if name := entry.fields.get("journal"):
            names[re.sub(r"^the | & | and |\\", " ", name.casefold()).strip()].add(name)
    assert [] == [sorted(forms) for forms in names.values() if len(forms) > 1]
