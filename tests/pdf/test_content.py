"""What is hard to print: lists, notes, tables over pages, images, scripts, broken references."""

from __future__ import annotations

import io
import logging
import re
from copy import deepcopy
from itertools import pairwise
from pathlib import Path

import pytest
from lxml.html import HtmlElement, fragment_fromstring
from pypdf import PdfReader

from press.compile import IssueDocument
from press.pdf import pdf_bytes, write_pdf
from press.pdf.faults import glyphless
from press.pdf.preparation import prepared
from press.pdf.verification import (
    UnreadableError,
    has_disclaimer,
    plain,
    printed_pages,
    verify,
)
from press.publication import PressError
from tests.conftest import MakePublication
from tests.pdf.structure import links, spoken
from tests.pdf.support import composed, hard_publication, our_issue, pages, run, spoken_by_poppler

DIGEST = "docs/digests/short-sleep.md"


@pytest.fixture(scope="module")
def hard(tmp_path_factory: pytest.TempPathFactory) -> IssueDocument:
    return composed(hard_publication(tmp_path_factory.mktemp("hard") / "publication"))


@pytest.fixture(scope="module")
def printed(hard: IssueDocument, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("pdf") / "issue.pdf"
    write_pdf(hard, path)
    return path


@pytest.fixture(scope="module")
def issues(
    hard: IssueDocument, printed: Path, our_pdf: Path
) -> dict[str, tuple[IssueDocument, Path]]:
    """Return the hard issue and our own, each with its PDF."""
    return {"hard": (hard, printed), "ours": (our_issue(), our_pdf)}


def body(publication: MakePublication, text: str) -> Path:
    """Return a publication whose digest holds a text."""
    root = publication()
    digest = root / DIGEST
    source = digest.read_text(encoding="utf-8")
    digest.write_text(source.replace("Everything is invented.", text), encoding="utf-8")
    return root


def words(tree: HtmlElement) -> str:
    """Return a prepared tree's words as they are spoken: numbers of lists and notes with them."""
    tree = deepcopy(tree)
    for contents in tree.find_class("contents"):
        contents.drop_tree()
    for note in tree.find_class("footnote-ref"):
        note.text = f"note {note.text}"
    for listing in tree.iter("ol"):
        if listing.get("class") == "reference-list":
            for item in listing:
                item.text = item.get("style", "").replace("\\2e ", "").replace("\\2002 ", "")[17:]
        else:
            for number, item in enumerate(listing, start=1):
                item.text = f"{number} {item.text or ''}"
    return plain(tree.text_content())


def test_everything_hard_is_valid_and_silent(hard, printed, caplog, verapdf):
    pdf_bytes(hard)
    assert verapdf.violations(printed) == []
    assert caplog.records == []


@pytest.mark.parametrize("which", ["ours", "hard"])
def test_the_structure_tree_reads_in_the_order_of_the_issue(which, issues):
    document, path = issues[which]
    said = plain(spoken(path))
    # The head of a table is said again on each of its pages.
    for head in {words(table) for table in document.tree.iter("thead")}:
        said = said.replace(head, "")
    tree = prepared(document.tree)
    for head in list(tree.iter("thead")):
        head.drop_tree()
    meant = words(tree)
    first_page = [*tree.find_class("masthead"), *tree.find_class("overview")]
    begin = plain("".join(part.text_content() for part in first_page))
    assert said.startswith(begin)
    assert said.endswith(meant[len(begin) :])


def test_poppler_hears_the_same(publication: MakePublication, tmp_path):
    path = tmp_path / "issue.pdf"
    write_pdf(composed(publication()), path)
    assert plain(spoken(path)) == plain(spoken_by_poppler(path))


def test_headers_and_footers_are_not_spoken(printed):
    assert "Page 2 of" in pages(printed)[1]
    assert "Page 2 of" not in spoken(printed)
    assert "Not medical advice" not in spoken(printed)


def test_a_links_description_says_where_it_leads(printed):
    found = links(printed)
    assert len(found) > 10
    assert not [text for _, text in found if text.startswith("ref-")]
    assert [text for _, text in found if text.startswith("Reference 1. Moe D")]


def test_a_tables_head_stands_on_every_page_of_the_table(printed):
    texts = pages(printed)
    with_rows = [text for text in texts if "\nRow " in text]
    assert len(with_rows) == 3
    assert all("Measure Short" in text for text in with_rows)
    assert not any("Measure Short" in text for text in texts if text not in with_rows)


@pytest.mark.parametrize("word", ["שלום עולם", "مرحبا بالعالم", "中文字", "かな", "αβγ", "жук"])
def test_other_scripts_are_printed_and_found_again(word, printed):
    text = run("pdftotext", printed, "-")
    assert all(part in text for part in word.split())


def test_fonts_of_the_machine_are_named(hard, tmp_path):
    report = write_pdf(hard, tmp_path / "issue.pdf")
    assert report.warnings == ()
    assert set(report.fallback_fonts) >= {"Noto Serif Hebrew", "Noto Naskh Arabic"}


def test_our_own_issue_needs_no_font_of_the_machine(our_pdf):
    assert our_pdf.with_name("fonts.txt").read_text(encoding="utf-8") == ""


def test_in_a_right_to_left_issue_all_words_stand_on_the_page(tmp_path, verapdf):
    root = hard_publication(tmp_path / "publication")
    config = root / "mkdocs.yml"
    text = config.read_text(encoding="utf-8").replace(
        "      bib_dir", "      language: he\n      bib_dir"
    )
    config.write_text(text, encoding="utf-8")
    path = tmp_path / "issue.pdf"
    write_pdf(composed(root), path)
    assert verapdf.violations(path) == []
    places = re.findall(
        r'<word xMin="([-\d.]+)" .*? xMax="([-\d.]+)"', run("pdftotext", "-bbox", path, "-")
    )
    assert min(float(left) for left, _ in places) > 60
    assert max(float(right) for _, right in places) < 535


def test_emoji_are_found_again(publication: MakePublication, tmp_path):
    path = tmp_path / "issue.pdf"
    write_pdf(composed(body(publication, "A pill \U0001f48a and a face \U0001f600.")), path)
    assert "\U0001f600" in run("pdftotext", path, "-")


def test_a_character_without_a_glyph_stops_an_issue_with_its_place(
    publication: MakePublication, tmp_path, caplog
):
    root = body(publication, "First line.\nA private \U0010fffd character.")
    references = root / "bib/refs.bib"
    entries = references.read_text(encoding="utf-8")
    references.write_text(entries.replace("Naps", "Naps\U0010fffe"), encoding="utf-8")
    path = tmp_path / "issue.pdf"
    caplog.set_level(logging.CRITICAL, "weasyprint")
    with pytest.raises(PressError) as raised:
        write_pdf(composed(root), path)
    assert not path.exists()
    lines = (root / DIGEST).read_text(encoding="utf-8").split("\n")
    expected = [
        ("bib/refs.bib", entries[: entries.index("Naps")].count("\n") + 1, "(U+10FFFE)"),
        (DIGEST, lines.index("A private \U0010fffd character.") + 1, "(U+10FFFD)"),
    ]
    for (name, line, code), problem in zip(expected, raised.value.problems, strict=True):
        assert (problem.path, problem.line) == (name, line)
        assert "no font has a glyph for" in problem.message
        assert code in problem.message
        assert problem.mend == "choose another character"
    assert raised.value.problems[1].column == len("A private ") + 1


def test_a_draft_prints_a_character_without_a_glyph_as_a_box_and_warns(
    publication: MakePublication, tmp_path, caplog, verapdf
):
    path = tmp_path / "issue.pdf"
    document = composed(body(publication, "A private \U0010fffd character."))
    caplog.set_level(logging.CRITICAL, "weasyprint")
    report = write_pdf(document, path, draft=True)
    assert "no font has a glyph for" in report.warnings[0]
    assert "(U+10FFFD)" in report.warnings[0]
    assert any(".notdef" in line for line in verapdf.violations(path, ["3a"]))


@pytest.mark.parametrize(
    ("character", "fonts"),
    [
        ("ש", "fonts-noto-core"),
        ("؟", "fonts-noto-core"),
        ("睡", "fonts-noto-cjk"),
        ("。", "fonts-noto-cjk"),
        ("잠", "fonts-noto-cjk"),
        ("😴", "fonts-symbola"),
        ("∰", "fonts-symbola"),
    ],
)
def test_fonts_for_a_character_are_named(hard, character, fonts):
    mends = {problem.mend for problem in glyphless(hard, [character])}
    assert [mend.startswith(f"install {fonts} ") for mend in mends] == [True]


def test_spaces_hyphens_and_joiners_need_no_font_of_the_machine(
    publication: MakePublication, tmp_path, caplog, verapdf
):
    """From NO-BREAK SPACE to ZERO WIDTH NO-BREAK SPACE, in each of our faces."""
    codes = "a0 ad 2002 2003 2006 2007 2008 2009 200a 200b 200c 200d 200e 2010 2011 2028 202f 205f"
    letters = [f"a{chr(int(code, 16))}b" for code in f"{codes} 2060 2212 3000 feff".split()]
    text = " ".join(letters)
    table = f"| {text} | **{text}** |\n|---|---|\n| {text} | `{text}` |"
    path = tmp_path / "issue.pdf"
    document = composed(body(publication, f"{text} **{text}** *{text}*\n\n{table}"))
    report = write_pdf(document, path)
    assert (report.fallback_fonts, report.warnings, caplog.records) == ((), (), [])
    assert verapdf.violations(path) == []
    assert "a-b" in run("pdftotext", path, "-").replace("\u2060", "")


def test_a_bracket_is_found_by_its_shape_beside_right_to_left_text(
    publication: MakePublication, tmp_path, verapdf
):
    path = tmp_path / "issue.pdf"
    hebrew = "שינה (קצרה) שינה [קצרה] שינה {קצרה} שינה «קצרה» שינה."
    write_pdf(composed(body(publication, f"{hebrew}\n\nLatin (a) [b] {{c}} «d».")), path)
    text = run("pdftotext", path, "-")
    assert "(a) [b] {c} «d»." in text
    assert "4(2):10" in text
    assert verapdf.violations(path) == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("See [this](#nowhere).", "nothing in the issue is called `#nowhere`"),
        ("![A chart](https://example.org/a.png)", "is not part of the publication"),
        ("![A chart](/etc/hostname)", "is not part of the publication"),
        ("![A chart](missing.png)", "there is no image `docs/digests/missing.png`"),
        ("![](missing.png)", "has no description"),
    ],
)
def test_what_cannot_be_printed_stops_an_issue_with_its_line(
    publication: MakePublication, tmp_path, text, message
):
    root = body(publication, text)
    line = (root / DIGEST).read_text(encoding="utf-8").split("\n").index(text) + 1
    with pytest.raises(PressError) as raised:
        write_pdf(composed(root), tmp_path / "issue.pdf")
    found = [problem for problem in raised.value.problems if message in problem.message]
    assert [(problem.path, problem.line) for problem in found] == [(DIGEST, line)]


def test_a_draft_warns_of_what_stops_an_issue(publication: MakePublication, tmp_path, caplog):
    document = composed(body(publication, "See [this](#nowhere) ![A chart](missing.png)."))
    caplog.set_level(logging.CRITICAL, "weasyprint")
    report = write_pdf(document, tmp_path / "issue.pdf", draft=True)
    assert len(report.warnings) >= 2
    assert any("nothing in the issue is called" in warning for warning in report.warnings)


def test_a_skipped_level_of_heading_is_closed(hard):
    levels = [
        int(heading.tag[1])
        for heading in prepared(hard.tree).iter("h1", "h2", "h3", "h4", "h5", "h6")
    ]
    assert all(after <= before + 1 for before, after in pairwise(levels))
    # The sample does skip one: from `##` to `####`.
    lines = "\n".join(source.body for source in hard.sources).split("\n")
    assert [line for line in lines if line.startswith("#### ")]
    assert not [line for line in lines if line.startswith("### ")]


def test_a_loose_list_is_unwrapped_only_where_one_paragraph_is_all(hard):
    tree = prepared(hard.tree)
    items = {" ".join(item.text_content().split())[:20]: item for item in tree.iter("li")}
    assert [child.tag for child in items["A single paragraph."]] == []
    assert items["One paragraph. And a"].get("class") == "blocks"


def test_a_whole_pdf_is_read_back_and_a_part_of_it_is_not(hard, printed):
    data = printed.read_bytes()
    read = printed_pages(data)
    assert len(read) == len(pages(printed))
    assert has_disclaimer(data, hard.publication.settings.disclaimer)
    assert not has_disclaimer(data, "Nobody wrote this sentence here.")
    assert not has_disclaimer(data, "ещё")
    for part in (data[:-200], data[: len(data) // 2], b"%PDF-1.7", b""):
        with pytest.raises(UnreadableError):
            printed_pages(part)


def test_a_pdf_that_lacks_text_is_not_written(hard, printed):
    data = printed.read_bytes()
    count = len(pages(printed))
    verify(data, hard, count)
    with pytest.raises(PressError, match="pages instead of"):
        verify(data, hard, count + 1)
    more = deepcopy(hard.tree)
    more.text = "A sentence that was lost, with a quizzical question."
    lost = type(hard)(**{**vars(hard), "tree": more})
    with pytest.raises(PressError, match="text is missing from the PDF"):
        verify(data, lost, count)


def test_nothing_but_the_bibliography_is_attached_whatever_a_link_asks_for(
    publication: MakePublication,
):
    document = composed(publication())
    slot = document.tree.get_element_by_id("editorial")
    for address in ("docs/index.md", "mkdocs.yml", "file:///etc/hosts"):
        link = fragment_fromstring(f'<a rel="attachment" href="{address}">a file</a>')
        slot.find_class("prose")[0].append(link)
    reader = PdfReader(io.BytesIO(pdf_bytes(document)))
    assert ["2026-01.bib"] == list(reader.attachments)
    assert "/FileAttachment" not in {
        note.get_object()["/Subtype"] for page in reader.pages for note in page.get("/Annots", [])
    }


def test_a_text_that_asks_for_an_attachment_stops_the_issue_with_its_place(
    publication: MakePublication,
):
    root = body(publication, 'See <a rel="attachment" href="file://localhost/etc/hosts">this</a>.')
    with pytest.raises(PressError) as caught:
        composed(root)
    assert [(DIGEST, 34, 8, "markup-unsafe"), (DIGEST, 34, 31, "link-broken")] == [
        (one.path, one.line, one.column, one.rule) for one in caught.value.problems
    ]
