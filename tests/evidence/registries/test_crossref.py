"""What Crossref's JSON says of a work, also where members are missing or of another type."""

from __future__ import annotations

from typing import Any

import pytest

from press.evidence.registries.crossref_record import record_of
from press.evidence.works.work import Name, Notice, Work
from tests.evidence.samples import crossref_work, update


def work(**changes: Any) -> Work:
    return record_of(crossref_work(**changes)).work


def test_the_fields_are_read():
    found = record_of(crossref_work())
    assert ("Warm socks for cold feet: a randomized crossover trial",) == found.work.titles
    assert ("Journal of Invented Results", "J Invent Results") == found.work.journals
    assert (("2024",), ("2023",)) == (found.work.years, found.work.online)
    assert ("12", "3", ("101-109",)) == (found.work.volume, found.work.number, found.work.pages)
    assert ("journal-article", "en", "Invented Press") == (
        found.kind,
        found.language,
        found.publisher,
    )
    assert "Socks warmed feet & toes." == found.abstract
    assert () == found.notices


def test_a_subtitle_that_the_title_has_already_is_not_added():
    assert ("Socks: a trial",) == work(title=["Socks: a trial"], subtitle=["A Trial"]).titles


def test_a_subtitle_behind_a_question_mark_needs_no_colon():
    assert ("Do socks help? A trial",) == work(
        title=["Do socks help?"], subtitle=["A trial"]
    ).titles


def test_the_title_in_its_own_language_stands_behind():
    found = work(subtitle=None, **{"original-title": ["Warme Socken"]})
    assert ("Warm socks for cold feet", "Warme Socken") == found.titles


def test_markup_in_a_title_is_taken_out():
    title = ["Effects of <i>N</i>-methyl-<scp>d</scp>-aspartate &amp; CO<sub>2</sub>"]
    assert ("Effects of N-methyl-d-aspartate & CO2",) == work(title=title, subtitle=None).titles


@pytest.mark.parametrize(
    ("author", "name"),
    [
        (
            {"family": "Zarate", "given": "Carlos A.", "suffix": "Jr"},
            Name("Zarate", "Carlos A.", "Jr"),
        ),
        ({"family": "Zarate Jr.", "given": "Carlos A."}, Name("Zarate", "Carlos A.", "Jr.")),
        ({"family": "de la Salle", "given": "Sara"}, Name("de la Salle", "Sara")),
        ({"family": "O’Malley", "given": "K Y"}, Name("O’Malley", "K Y")),
        ({"family": "王", "given": "小明"}, Name("王", "小明")),
        ({"name": "The Sock Study Group"}, Name(group="The Sock Study Group")),
        ({"given": "Madonna"}, Name("Madonna")),
    ],
)
def test_unusual_names_are_read(author: dict[str, str], name: Name):
    assert (name,) == work(author=[author]).authors.names


def test_a_book_without_authors_has_its_editors():
    assert (
        "Ed" == work(author=None, editor=[{"family": "Ed", "given": "It"}]).authors.names[0].family
    )


@pytest.mark.parametrize(
    ("dates", "years", "online"),
    [
        ({"published-online": {"date-parts": [[2023, 1]]}}, (), ("2023",)),
        ({"published-print": {"date-parts": [[2024]]}}, ("2024",), ()),
        ({"issued": {"date-parts": [[2022, 5]]}}, ("2022",), ()),
        ({"issued": {"date-parts": [[None]]}}, (), ()),
        ({"issued": {"date-parts": []}}, (), ()),
        ({"issued": None}, (), ()),
        ({"issued": {"date-parts": [["2022"]]}}, (), ()),
        ({"issued": {"date-parts": [[22]]}}, (), ()),
        (
            {
                "journal-issue": {"issue": "1", "published-print": {"date-parts": [[2022, 1]]}},
                "published-online": {"date-parts": [[2021, 12, 23]]},
            },
            ("2022",),
            ("2021",),
        ),
    ],
)
def test_the_year_of_the_issue_and_that_of_the_screen_are_kept_apart(
    dates: dict[str, Any], years: tuple[str, ...], online: tuple[str, ...]
):
    none = {"published-print": None, "published-online": None, "issued": None}
    found = work(**{**none, **dates})
    assert (years, online) == (found.years, found.online)


def test_an_article_number_counts_as_pages():
    assert ("e70008",) == work(page=None, **{"article-number": "e70008"}).pages


def test_numbers_of_trials_are_read():
    found = record_of(
        crossref_work(**{"clinical-trial-number": [{"clinical-trial-number": "nct00000000"}]})
    )
    assert ("NCT00000000",) == found.registrations


@pytest.mark.parametrize("value", [None, "text", 5, [], [5, None, "x"], {}, {"date-parts": "x"}])
def test_members_of_another_type_are_left_out(value: Any):
    empty = record_of(dict.fromkeys(crossref_work(), value) | {"updated-by": value})
    assert (0, 0) == (len(empty.work.authors.names), len(empty.notices))


def test_an_empty_work_is_an_empty_record():
    assert Work() == record_of({}).work


@pytest.mark.parametrize(
    ("kind", "notice"),
    [
        ("retraction", "retraction"),
        ("Retraction", "retraction"),
        ("partial_retraction", "partial retraction"),
        ("withdrawal", "withdrawal"),
        ("removal", "removal"),
        ("expression_of_concern", "expression of concern"),
        ("Expression of concern", "expression of concern"),
        ("correction", "correction"),
        ("erratum", "correction"),
        ("corrigendum", "correction"),
        ("new_version", "newer version"),
        ("something_new", "other notice"),
    ],
)
def test_updated_by_is_read_by_its_type(kind: str, notice: str):
    found = record_of(crossref_work(**{"updated-by": [update(kind)]})).notices
    assert [notice] == [one.kind for one in found]


def test_a_notice_tells_who_told_it_where_and_when():
    found = record_of(crossref_work(**{"updated-by": [update("retraction", "retraction-watch")]}))
    expected = Notice(
        "retraction", "crossref", "retraction-watch", "10.5555/notice.1", "2025-02-07"
    )
    assert (expected,) == found.notices


def test_publisher_and_retraction_watch_are_two_voices():
    updates = [update("retraction"), update("retraction", "retraction-watch")]
    found = record_of(crossref_work(**{"updated-by": updates})).notices
    assert ["publisher", "retraction-watch"] == [one.source for one in found]


def test_a_correction_is_no_retraction():
    found = record_of(crossref_work(**{"updated-by": [update("correction")]})).notices
    assert [False] == [one.is_retraction for one in found]


def test_update_to_stands_on_a_notice_and_says_nothing_of_it():
    found = record_of(crossref_work(**{"update-to": [update("retraction")]}))
    assert () == found.notices


@pytest.mark.parametrize(
    ("title", "count"),
    [
        ("RETRACTED: Warm socks", 1),
        ("RETRACTED ARTICLE: Warm socks", 1),
        ("[Retracted] Warm socks", 1),
        ("WITHDRAWN: Warm socks", 1),
        ("Retraction: Warm socks", 0),
        ("Retracted gums: a trial", 0),
        ("Warm socks", 0),
    ],
)
def test_a_title_marked_as_retracted_is_a_notice(title: str, count: int):
    found = record_of(crossref_work(title=[title], subtitle=None)).notices
    assert count == len([one for one in found if one.source == "title"])


def test_a_marked_title_adds_nothing_to_a_notice_of_retraction():
    found = record_of(
        crossref_work(title=["RETRACTED: Socks"], **{"updated-by": [update("retraction")]})
    )
    assert ["publisher"] == [one.source for one in found.notices]
