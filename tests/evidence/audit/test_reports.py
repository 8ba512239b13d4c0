"""Audits told: for the terminal, as a page, as JSON and as SARIF."""

from __future__ import annotations

import json
import re

import pytest
from lxml import html

from press.bibliography import parse_bibtex, read_bibliography
from press.evidence.audit import (
    REPORTS,
    audit_digests,
    audit_files,
    audit_page,
    html_report,
    json_report,
    sarif_report,
    summary,
    text_report,
)
from press.evidence.finding import Finding
from press.evidence.intake import read_page
from press.evidence.lock.file import parse_lock
from press.publication import PressError, load
from tests.evidence.page.pages import audited, study


@pytest.fixture(scope="module")
def audit():
    return audited()


def test_the_terminal_shows_each_finding_with_place_evidence_and_remedy():
    told = text_report(audited(study(Link="https://example.org/x?")), width=100)
    assert told.split("\n") == [
        "item 1  Naps at Noon in Libraries: A Randomized Trial",
        "  compared with `paradeigma2021` by its title",
        "  page.txt:3:7: warning: link-query-empty",
        "      the address ends in a question without content",
        "        address: https://example.org/x? (page.txt:3)",
        "      → write https://example.org/x",
    ]
    assert "1 study: 1 warning" == summary(audited(study(Link="https://example.org/x?")))


def test_the_terminal_shows_a_table_of_all_studies(audit):
    told = text_report(audit, width=140)
    assert re.search(r"^ item 13 ✓\s*$", told, re.MULTILINE)
    assert re.search(r"^ item 11\s+!1·1 ", told, re.MULTILINE)
    counts = r"18 studies: \d+ errors, \d+ warnings, \d advice; nothing found in 4"
    assert re.fullmatch(counts, summary(audit))


def test_colour_is_used_only_where_it_is_asked_for(audit):
    assert "\x1b[" not in text_report(audit, width=100)
    assert "\x1b[" in text_report(audit, width=100, colour=True)


def test_where_nothing_is_found_it_is_said():
    assert "" == text_report(audited(study()), width=80)
    assert "1 study, nothing found" == summary(audited(study()))
    assert "nothing found" in html_report(audited(study()))


def test_json_tells_everything_with_its_version(audit):
    data = json.loads(json_report(audit))
    assert 1 == data["version"]
    assert 18 == len(data["studies"])
    findings = [finding for one in data["studies"] for finding in one["findings"]]
    assert sum(data["counts"].values()) == len(findings) == len(audit.findings)
    assert {finding["rule"] for finding in findings} <= set(data["rules"])
    assert {"rule", "column", "severity", "message", "mend", "place", "evidence"} == set(
        findings[0]
    )


def test_sarif_has_a_rule_and_a_place_for_every_result(audit):
    log = json.loads(sarif_report(audit))
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert "2.1.0" == log["version"]
    assert len(audit.findings) == len(run["results"])
    for result in run["results"]:
        assert result["ruleId"] == rules[result["ruleIndex"]]["id"]
        assert result["level"] in {"error", "warning", "note"}
        region = result["locations"][0]["physicalLocation"]["region"]
        assert region["startLine"] >= 1 <= region["startColumn"]


def test_the_page_has_a_row_for_each_study_and_a_place_for_each_link(audit):
    page = html.fromstring(html_report(audit))
    assert 18 == len(page.xpath('//table[@class="grid"]/tbody/tr'))
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    targets = {link.removeprefix("#") for link in page.xpath("//a/@href")}
    assert targets <= set(ids)
    assert len(audit.findings) == len(page.xpath('//li[starts-with(@class, "finding ")]'))


def test_what_a_page_says_is_text_in_the_report_and_nothing_else():
    told = html_report(
        audited(study(Title="Naps <script>alert(1)</script> `and` more", Citation=None))
    )
    assert "<script" not in told
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in told


def test_the_page_can_be_used_by_everybody(audit, tmp_path, browser):
    from axe_playwright_python.sync_playwright import Axe

    path = tmp_path / "audit.html"
    path.write_text(html_report(audit), encoding="utf-8")
    for width, palette in ((1280, "light"), (380, "dark")):
        page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=palette)
        page.goto(path.as_uri())
        results = Axe().run(page)
        assert 0 == results.violations_count, results.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_every_report_can_be_made_of_an_audit_of_nothing():
    empty = audit_page(read_page("Nothing.\n"), {})
    for report in REPORTS.values():
        assert report(empty)


# Digests of ours


def test_digests_are_audited_with_the_entries_they_cite(publication):
    root = publication()
    loaded = load(root)
    entries = read_bibliography(loaded.settings).entries
    (entry,) = [entries[loaded.digests[0].meta.study]]
    lock, problems = parse_lock(
        "x",
        json.dumps(
            {
                "version": 1,
                "entries": {
                    entry.key: {
                        "fields": {
                            "journal": [
                                {"date": "2026-11-20", "registry": "crossref", "value": "Another"}
                            ]
                        }
                    }
                },
            }
        ),
    )
    assert () == problems
    audit = audit_digests(loaded.digests, entries, lock)
    assert len(loaded.digests) == len(audit.rows)
    found: list[Finding] = [one for one in audit.findings if one.rule == "record-journal"]
    assert [(entry.path, entry.line)] == [(one.place.path, one.place.line) for one in found]


def test_a_digest_whose_study_is_not_in_the_bibliography_has_no_reference(publication):
    loaded = load(publication())
    audit = audit_digests(loaded.digests, {}, {})
    assert "reference-missing" in {finding.rule for finding in audit.findings}


def test_a_reference_without_a_title_leads_nowhere_and_harms_nothing():
    entries, _ = parse_bibtex("x.bib", "@misc{a2020, year = {2020}}")
    assert entries
    assert audited(study(Citation="2020;1:1.", Link="x")).rows


# Files


def test_digests_and_pages_are_audited_together(publication, tmp_path):
    root = publication()
    page = tmp_path / "naps.txt"
    page.write_text(study(Citation=None), encoding="utf-8")
    digest = next((root / "docs" / "digests").glob("*.md"))
    audit = audit_files(root, [str(digest), str(page), "-"], pasted=study().encode())
    assert [digest.stem, "item 1", "item 1"] == [row.subject for row in audit.rows]
    assert ["docs/digests/short-sleep.md", str(page), "<stdin>"] == [row.path for row in audit.rows]
    assert 1 == len(audit_files(root).rows)


def test_a_lock_with_a_fault_stops_the_audit_with_its_place(publication):
    root = publication({"bib/records.lock.json": "{"})
    with pytest.raises(PressError, match=r"records\.lock\.json:1:2: lock: this is not JSON"):
        audit_files(root)


def test_a_digest_that_is_not_valid_is_told_and_not_audited(publication):
    root = publication({"docs/digests/broken.md": "---\ntitle: x\n---\n"})
    with pytest.raises(PressError, match="the key `study` is missing"):
        audit_files(root, [str(root / "docs/digests/broken.md")])
