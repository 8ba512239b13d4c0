"""An issue as PDF: its look on paper, what it says about itself, what stops it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from press.compile import IssueDocument, issue_text
from press.pdf import pdf_bytes, write_pdf
from press.publication import PressError
from tests.conftest import ROOT, MakePublication
from tests.pdf.support import composed, hard_publication, info, our_issue, outline, pages, run


@pytest.fixture(scope="module")
def ours() -> IssueDocument:
    return our_issue()


@pytest.fixture(scope="module")
def printed(our_pdf: Path) -> Path:
    return our_pdf


def test_our_issue_is_pdf_a_3a_and_pdf_ua_1(printed, verapdf):
    assert verapdf.violations(printed) == []


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> IssueDocument:
    return composed(hard_publication(tmp_path_factory.mktemp("hard") / "publication"))


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("draft", [False, True])
def test_any_issue_is_pdf_a_3a_and_pdf_ua_1(small, tmp_path, paper, draft, verapdf):
    path = tmp_path / "issue.pdf"
    report = write_pdf(small, path, paper=paper, draft=draft)
    assert verapdf.violations(path) == []
    assert (report.path, report.size, report.warnings) == (path, path.stat().st_size, ())
    assert report.pages == int(info(path)["Pages"])


def test_without_our_claim_it_is_not_pdf_ua(small, tmp_path, monkeypatch, verapdf):
    monkeypatch.setattr("press.pdf.metadata._PDF_UA", b"")
    path = tmp_path / "issue.pdf"
    write_pdf(small, path)
    assert [line[:5] for line in verapdf.violations(path)] == ["ua1 5"]


def test_nothing_is_logged_and_the_tree_stays_as_it_was(ours, caplog):
    before = issue_text(ours.tree)
    pdf_bytes(ours)
    assert caplog.records == []
    assert issue_text(ours.tree) == before


def test_the_same_issue_gives_the_same_bytes_in_another_process(small):
    code = (
        "import sys, pathlib; from tests.pdf.support import composed;"
        "from press.pdf import pdf_bytes;"
        f"document = composed(pathlib.Path({str(small.publication.root)!r}));"
        "sys.stdout.buffer.write(pdf_bytes(document))"
    )
    environment = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo", "LC_ALL": "C"}
    other = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, check=True
    )
    assert other.stdout == pdf_bytes(small)
    assert other.stdout != pdf_bytes(small, draft=True)


def test_it_says_what_it_is_and_its_dates_are_the_issues(ours, printed):
    said = info(printed)
    meta = ours.issue.meta
    assert said["Title"] == f"{ours.publication.settings.name}, issue {meta.number}: {meta.title}"
    assert said["Subject"] == meta.summary
    assert said["Author"] == "Editorial desk"
    topic = ours.publication.digest_by_slug[ours.issue.digests[0]].meta.topics[0]
    assert said["Keywords"].startswith(ours.publication.topic_by_slug[topic].meta.title)
    assert said["CreationDate"] == said["ModDate"] == "Fri Nov 20 00:00:00 2026 UTC"
    xmp = run("pdfinfo", "-meta", printed)
    assert "<xmp:CreateDate>2026-11-20</xmp:CreateDate>" in xmp
    assert "<rdf:li>en</rdf:li></rdf:Bag></dc:language>" in xmp


def test_bookmarks_are_parts_then_digests_then_their_headings(ours, printed):
    lines = outline(printed).splitlines()
    parts = [line for line in lines if not line.startswith(" ")]
    sections = [section.title for section in ours.issue.meta.sections]
    end = ["Abbreviations", "References", "Evidence and citation policy", "Disclaimer"]
    assert parts == ["In this issue", "Editorial", *sections, *end]
    titles = [ours.publication.digest_by_slug[slug].meta.title for slug in ours.issue.digests]
    assert [line for line in lines if line.strip() in titles] == [f"  {title}" for title in titles]
    assert lines.count("    Summary") == len(titles)


def test_it_carries_the_entries_that_are_cited_and_no_other(ours, printed, tmp_path):
    run("pdfdetach", "-saveall", "-o", tmp_path, printed)
    attached = (tmp_path / "2026-11.bib").read_text(encoding="utf-8")
    assert attached == ours.bibtex
    assert re.findall(r"^@\w+\{([^,]+),", attached, re.MULTILINE) == [
        reference.key for reference in ours.references
    ]
    assert len(ours.references) < len(ours.bibliography.entries)


def test_an_issue_that_cites_nothing_carries_no_file(small, tmp_path):
    path = tmp_path / "issue.pdf"
    path.write_bytes(pdf_bytes(replace(small, references=())))
    assert "0 embedded files" in run("pdfdetach", "-list", path)


def test_every_page_but_the_first_has_a_header_and_every_page_a_footer(ours, printed):
    texts = pages(printed)
    for number, text in enumerate(texts, start=1):
        assert f"Page {number} of {len(texts)}" in text
        assert f"Not medical advice: see the disclaimer, page {len(texts)}." in text
        header = (
            f"{ours.publication.settings.name} Issue {ours.issue.meta.number} · 20 November 2026"
        )
        assert (header in text.replace("\n", " ")) is (number > 1)


def test_letter_is_letter_and_a4_is_a4(small, printed, tmp_path):
    path = tmp_path / "issue.pdf"
    write_pdf(small, path, paper="letter")
    assert info(path)["Page size"] == "612 x 792 pts (letter)"
    assert info(printed)["Page size"].endswith("(A4)")


def test_the_first_page_holds_the_title_the_figure_and_the_numbers(ours, printed):
    first = " ".join(pages(printed)[0].split())
    assert ours.issue.meta.title in first
    assert "Number of participants in each study" in first
    assert "Numbers of this issue" in first
    assert "Not yet reviewed" in first
    assert "In this issue" not in first


def test_the_contents_give_every_digest_the_page_where_it_begins(ours, printed):
    texts = [" ".join(text.split()) for text in pages(printed)[1:]]  # from the contents on
    titles = [ours.publication.digest_by_slug[slug].meta.title for slug in ours.issue.digests]
    for title in [*titles, "References", "Evidence and citation policy"]:
        match = re.search(rf"(\d+) {re.escape(title)}", texts[0])
        assert match, title
        first = next(number for number, text in enumerate(texts[1:], start=3) if title in text)
        if title in titles:
            assert int(match[1]) == first, title
        else:
            assert title in texts[int(match[1]) - 2]


def test_the_disclaimer_ends_the_issue(ours, printed):
    text = " ".join(pages(printed)[-1].split())
    assert ours.publication.settings.disclaimer in text


def test_without_a_disclaimer_there_is_no_issue_but_a_draft(publication: MakePublication, tmp_path):
    root = publication()
    config = root / "mkdocs.yml"
    text = config.read_text(encoding="utf-8")
    config.write_text(re.sub(r"\n      disclaimer: .*", "", text), encoding="utf-8")
    document = composed(root)
    path = tmp_path / "issue.pdf"
    with pytest.raises(PressError, match=r"mkdocs.yml:1:1: disclaimer-missing: the issue would"):
        write_pdf(document, path)
    assert not path.exists()
    assert "no disclaimer" in write_pdf(document, path, draft=True).warnings[0]


def test_a_draft_says_so_on_every_page_and_nothing_else_does(small, printed, tmp_path):
    path = tmp_path / "issue.pdf"
    write_pdf(small, path, draft=True)
    assert all("DRAFT" in text for text in pages(path))
    assert not any("DRAFT" in text for text in pages(printed))


def test_no_page_holds_but_a_line_or_two_and_no_heading_ends_a_page(ours, printed):
    headings = {
        " ".join(heading.text_content().split()) for heading in ours.tree.iter("h2", "h3", "h4")
    }
    boxes = run("pdftotext", "-bbox-layout", printed, "-").split("<page ")[1:]
    for number, page in enumerate(boxes[1:-1], start=2):
        lines = re.findall(r'<line [^>]*yMax="([\d.]+)">(.*?)</line>', page, re.DOTALL)
        found = [
            (float(bottom), " ".join(re.findall(r">([^<]+)</word>", words)))
            for bottom, words in lines
        ]
        body = [line for line in found if 75 < line[0] < 775]
        lowest = max(body)
        # The next digest begins on a page of its own; what ends here is more than a line or two.
        assert lowest[0] > 130, f"page {number} ends at {lowest}"
        assert lowest[1] not in headings, f"page {number}"


def test_where_pango_is_missing_it_says_what_to_install(tmp_path):
    fake = tmp_path / "weasyprint"
    fake.mkdir()
    (fake / "__init__.py").write_text(
        "print('a banner')\nraise OSError('cannot load library libpango-1.0-0')\n"
    )
    code = "from press.pdf.engine import weasyprint; weasyprint()"
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False
    )
    assert "apt install libpango-1.0-0" in done.stderr
    assert "PressError" in done.stderr
    assert done.stdout == ""


def test_importing_the_package_does_not_load_weasyprint():
    code = "import sys, press.pdf; print('weasyprint' in sys.modules)"
    assert run(sys.executable, "-c", code) == "False\n"


def test_a_failed_build_leaves_the_last_good_file(tmp_path):
    root = hard_publication(tmp_path / "hard")
    path = tmp_path / "issue.pdf"
    path.write_bytes(b"the last good one")
    (root / "docs/images/square.png").unlink()
    with pytest.raises(PressError, match=r"hard.md:\d+:1: pdf: there is no image"):
        write_pdf(composed(root), path)
    assert path.read_bytes() == b"the last good one"
