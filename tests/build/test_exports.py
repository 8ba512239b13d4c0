"""Every published issue, as the build makes it: what validators and readers find in the files."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest
from pypdf import PdfReader

from press.publication.model import Status
from tests.ours import ours

PUBLICATION = ours()
ISSUES = [issue.slug for issue in PUBLICATION.published_issues()]
FEWEST_DIGESTS = 8


def test_three_issues_are_published_and_hold_every_published_digest_once() -> None:
    issues = PUBLICATION.published_issues()
    assert 3 == len(issues)
    assert all(len(issue.digests) >= FEWEST_DIGESTS for issue in issues)
    published = [
        digest.slug for digest in PUBLICATION.digests if digest.meta.status is Status.PUBLISHED
    ]
    assert sorted(published) == sorted(slug for issue in issues for slug in issue.digests)
    assert 1 == len(PUBLICATION.digests) - len(published)


@pytest.mark.parametrize("issue", ISSUES)
def test_a_pdf_is_pdf_a_3a_and_pdf_ua_1(built: Path, issue: str, verapdf) -> None:
    assert [] == verapdf.violations(built / f"exports/{issue}.pdf")


@pytest.mark.parametrize("issue", ISSUES)
def test_a_docx_is_valid(built: Path, issue: str, ooxml) -> None:
    assert [] == ooxml.violations(built / f"exports/{issue}.docx")


@pytest.mark.parametrize("issue", ISSUES)
def test_the_first_page_of_a_pdf_holds_a_figure_and_the_numbers(built: Path, issue: str) -> None:
    page = PdfReader(built / f"exports/{issue}.pdf").pages[0]
    text = page.extract_text()
    assert "Numbers of this issue" in text
    # A forest plot, or a figure of sizes, tells under itself what it shows.
    assert re.search(r"confidence intervals?|logarithmic scale", " ".join(text.split()))


@pytest.mark.parametrize("issue", ISSUES)
def test_the_figure_of_a_docx_stands_before_its_contents(built: Path, issue: str) -> None:
    with zipfile.ZipFile(built / f"exports/{issue}.docx") as package:
        document = package.read("word/document.xml").decode()
    places = [document.index(mark) for mark in ("<pic:pic", "Numbers of this issue", ">Contents<")]
    assert sorted(places) == places
