"""Tiny publications that hold what tools stumble over, built whole; see tests/publications/."""

from __future__ import annotations

import subprocess
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from press.bibliography import read_bibliography
from press.build import build
from press.compile import compose
from press.publication import load
from tests.conftest import PUBLICATIONS, Built, MakePublication
from tests.words import article_run, docx_run, first_difference, page_articles, pdf_run, run, within

NAMES = sorted(path.name for path in PUBLICATIONS.iterdir() if path.name != "wrong-types")
# pdftotext gives right-to-left text in the order of its glyphs, so these words are compared apart.
RIGHT_TO_LEFT = {"scripts-of-the-world"}


@pytest.mark.parametrize("name", NAMES)
def test_a_hard_case_comes_out_whole_valid_and_alike(
    name: str, whole: Built, ooxml, verapdf
) -> None:
    root = whole(name)
    loaded = load(root)
    pages = page_articles(root / "site")
    for issue in loaded.published_issues():
        pdf, docx = root / f"exports/{issue.slug}.pdf", root / f"exports/{issue.slug}.docx"
        assert [] == verapdf.violations(pdf, ["3a", "ua1"])
        assert [] == ooxml.violations(docx)
        document = compose(loaded, issue, read_bibliography(loaded.settings))
        for article in document.tree.iter("article"):
            slug = str(article.get("data-digest"))
            on_site = article_run(pages[slug], citations=False)
            assert not first_difference(article_run(article, citations=False), on_site)
            if name not in RIGHT_TO_LEFT:
                printed = article_run(article, citations=True)
                heads = tuple(run(head.text_content()) for head in article.iter("thead"))
                assert not first_difference(printed, within(printed, pdf_run(pdf), heads))
            for listing in article.find_class("footnote"):
                listing.drop_tree()
            reviewed = article_run(article, citations=True)
            assert not first_difference(reviewed, within(reviewed, docx_run(docx)[0]))


def text_of_pdf(root: Path, *options: str) -> str:
    command = ["pdftotext", *options, str(root / "exports/2026-01.pdf"), "-"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def document_of(root: Path) -> etree._Element:
    with zipfile.ZipFile(root / "exports/2026-01.docx") as archive:
        return etree.fromstring(archive.read("word/document.xml"))


W = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}


def test_a_table_over_pages_repeats_its_head(whole: Built) -> None:
    root = whole("huge-table")
    pages = [
        page
        for page in text_of_pdf(root, "-layout").split("\f")
        if "Town 3" in page or "Town 6" in page
    ]
    assert len(pages) >= 2
    assert all("Short sleepers" in page for page in pages)
    assert document_of(root).xpath("//w:tr[w:trPr/w:tblHeader]", namespaces=W)
    assert 61 == max(
        len(table.findall("w:tr", W)) for table in document_of(root).iter(f"{{{W['w']}}}tbl")
    )


def test_a_long_list_keeps_all_its_items_and_numbers(whole: Built) -> None:
    text = text_of_pdf(whole("long-list"), "-layout")
    assert all(f"Answer number {number} of the town." in text for number in range(1, 301))
    assert "300. Answer number 300" in " ".join(text.split())


def test_every_script_has_its_letters_in_every_medium(whole: Built) -> None:
    root = whole("scripts-of-the-world")
    page = (root / "site/digests/short-sleep/index.html").read_text(encoding="utf-8")
    printed = "".join(text_of_pdf(root).split())
    word = docx_run(root / "exports/2026-01.docx")[0]
    for text in ("短い睡眠は危険です", "睡眠不足有害", "ύπνος", "короткий"):
        assert text in page
        assert text in printed
        assert text in word
    for text in ("שינה קצרה", "النوم القصير", "🥗"):
        assert text in page
        assert set(text.split()[0]) <= set(printed)


def test_footnotes_in_tables_and_twice_are_real_footnotes_in_word(whole: Built) -> None:
    root = whole("footnotes-in-tables")
    document = document_of(root)
    assert 3 == len(document.xpath("//w:footnoteReference", namespaces=W))
    assert 2 == len(document.xpath("//w:tbl//w:footnoteReference", namespaces=W))
    body, notes = docx_run(root / "exports/2026-01.docx")
    assert any("Inasecondparagraph" in note for note in notes)
    assert "Inasecondparagraph" not in body


def test_images_come_with_their_words(whole: Built) -> None:
    root = whole("images")
    texts = document_of(root).xpath("//*[local-name()='docPr']/@descr")
    assert ["Bars of equal height", "A curve that rises", "a small bar"] == texts
    page = (root / "site/digests/short-sleep/index.html").read_text(encoding="utf-8")
    assert all(f'alt="{text}"' in page for text in texts)
    listing = subprocess.run(
        ["pdfimages", "-list", str(root / "exports/2026-01.pdf")],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert "image" in listing


def test_two_hundred_citations_are_numbered_through(whole: Built) -> None:
    page = page_articles(whole("many-citations") / "site")["short-sleep"]
    labels = [label.text for label in page.find_class("reference-label")]
    assert [f"{number}." for number in range(1, 202)] == labels
    assert page.xpath(
        ".//*[@class='citation'][starts-with(@data-keys, 'author2 ')]//a[2]/text()"
    ) == ["5"]


def test_code_is_shown_as_written(whole: Built) -> None:
    root = whole("nested-lists-and-code")
    code = 'print("<b>" + result + "</b>")  # *not* emphasis, [@nobody]'
    page = page_articles(root / "site")["short-sleep"]
    assert any(code in block.text_content() for block in page.iter("pre"))
    assert code in " ".join(text_of_pdf(root, "-layout").replace("\n", " ").split()).replace(
        ") #", ")  #"
    )
    assert "nobody" in docx_run(root / "exports/2026-01.docx")[0]


def test_a_disclaimer_in_hebrew_is_found_in_every_output(publication: MakePublication) -> None:
    root = publication(base="scripts-of-the-world")
    config = root / "mkdocs.yml"
    text = config.read_text(encoding="utf-8")
    english = "This sample is made for tests. Nothing in it is true, and nobody should act on it."
    assert english in text
    hebrew = "הטקסט הזה נכתב לבדיקות בלבד. דבר ממנו אינו נכון, ואין לפעול על פיו."
    config.write_text(text.replace(english, hebrew), encoding="utf-8")
    build(root)
    assert (root / "exports/2026-01.pdf").is_file()


def test_a_title_with_html_is_text_in_every_medium(publication: MakePublication) -> None:
    root = publication()
    path = root / "docs/digests/short-sleep.md"
    title = 'title: "p <0.05 & </title><script>alert(1)</script>"'
    text = path.read_text(encoding="utf-8").replace("title: Short sleep in one town", title)
    path.write_text(text, encoding="utf-8")
    build(root)
    for page in (root / "site").rglob("*.html"):
        assert "<script>alert" not in page.read_text(encoding="utf-8"), page
    assert "<script>alert(1)</script>" in " ".join(text_of_pdf(root).split())
    assert "scriptalert1script" in docx_run(root / "exports/2026-01.docx")[0]
