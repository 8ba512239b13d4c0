"""Our page of planted faults: all are found, and nothing else is."""

from __future__ import annotations

import sys
from collections import Counter

import pytest

from press.evidence.audit import COLUMNS, Audit, audit_page, column, rules
from press.evidence.intake import read_page
from tests.evidence.page.pages import (
    PAGE,
    Planted,
    as_html,
    as_markdown,
    audited,
    found,
    planted,
)

CLEAN = (1, 13, 17, 18)


def _table(expected: Counter[Planted], actual: Counter[Planted]) -> str:
    notes = rules()
    lines = [f"\n{'class':12} planted found missed false"]
    sums = Counter[str]()
    for name in COLUMNS:
        mine = Counter({one: n for one, n in expected.items() if column(one.rule, notes) == name})
        there = Counter({one: n for one, n in actual.items() if column(one.rule, notes) == name})
        kinds = set(mine)
        counts = {
            "planted": len(mine),
            "found": len(kinds & set(there)),
            "missed": len(kinds - set(there)),
            "false": sum(n for one, n in there.items() if one not in kinds),
        }
        sums.update(counts)
        lines.append(f"{name:12} " + " ".join(f"{n:>{len(k)}}" for k, n in counts.items()))
    total = " ".join(f"{sums[k]:>{len(k)}}" for k in ("planted", "found", "missed", "false"))
    return "\n".join([*lines, f"{'together':12} {total}", ""])


@pytest.fixture(scope="module")
def audit() -> Audit:
    return audited()


def test_every_planted_fault_is_found_and_nothing_else(audit, capsys):
    expected, actual = Counter(planted()), Counter(found(audit))
    with capsys.disabled():
        sys.stdout.write(_table(expected, actual))
    assert set() == set(expected) - set(actual), "missed"
    assert set() == set(actual) - set(expected), "false"


def test_each_rule_of_contradictions_and_records_is_planted_at_least_once():
    silent = {
        name
        for name, note in rules().items()
        if note.group != "numbers" and name not in {one.rule for one in planted()}
    }
    # What is found of entries of the bibliography, and not of pages.
    assert {"record-ambiguous", "record-not-found", "record-unchecked"} == silent


@pytest.mark.parametrize("item", CLEAN)
def test_a_study_without_fault_has_no_finding(audit, item):
    assert () == audit.rows[item - 1].findings


@pytest.mark.parametrize(
    ("text", "kind"), [(as_html(), "html"), (as_markdown(), "markdown")], ids=["html", "markdown"]
)
def test_the_same_is_found_whatever_the_page_is_written_in(text, kind):
    assert sorted(set(planted())) == sorted(set(found(audited(text, kind))))


@pytest.mark.parametrize("text", [None, as_html(), as_markdown()], ids=["text", "html", "markdown"])
def test_every_finding_stands_within_its_study_at_a_sign_that_is_there(text):
    text = text or PAGE
    audit = audited(text, path="page")
    lines = text.split("\n")
    starts = [row.line for row in audit.rows] + [len(lines) + 1]
    for number, row in enumerate(audit.rows):
        for finding in row.findings:
            place = finding.place
            # Item 18 begins with its title, as all do; its fields follow in another order.
            assert starts[number] <= place.line < starts[number + 1], finding
            assert 1 <= place.column <= len(lines[place.line - 1]) + 1, finding


def test_every_finding_shows_what_it_rests_on_and_how_to_mend_it(audit):
    for finding in audit.findings:
        assert finding.mend, finding
        assert finding.evidence, finding
        for value in finding.evidence:
            assert all((value.label, value.value, value.source)), finding
            assert "<text>" not in value.source, finding


def test_without_a_lock_contradictions_are_found_all_the_same():
    alone = audit_page(read_page(PAGE, path="page.txt"), {})
    assert {
        one
        for one in planted()
        if not one.rule.startswith("record-") and one.rule != "summary-elsewhere"
    } == set(found(alone))
