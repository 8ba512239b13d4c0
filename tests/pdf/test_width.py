"""Long words and broad tables: nothing is painted beside the type area, nothing else changes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml.html import fromstring

from press.pdf import engine, pdf_bytes, write_pdf
from press.pdf.preparation import prepared
from press.pdf.tables import settle_table
from press.pdf.verification import plain, printed_pages
from tests.conftest import MakePublication
from tests.pdf.boxes import outside
from tests.pdf.support import composed, hard_publication, our_issue

DIGEST = "docs/digests/short-sleep.md"
SEGMENT = "".join(chr(97 + number % 26) for number in range(75))
WORD = "Pneumonoultramicroscopicsilicovolcanoconiosis" * 3
NUMBERS = [f"{column:02}23456789" for column in range(1, 13)]


def row(cells: list[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def table(*rows: list[str]) -> str:
    return "\n".join([row(rows[0]), row(["---"] * len(rows[0])), *map(row, rows[1:])])


LONG_WORD = table(
    ["Measure", "Name", "Short sleep", "p"], ["Tiredness", WORD, "1234567890", "0.0123"]
)
TWELVE = table([f"Column {number}" for number in range(1, 13)], NUMBERS, NUMBERS)
TWENTY = table([f"C{number}" for number in range(1, 21)], ["1234567890"] * 20)
CASES = {
    "a long segment of an address": (
        f"See https://example.org/{SEGMENT} and <https://a.org/{SEGMENT}>."
    ),
    "a long word": (
        f"Before [{WORD}](https://example.org/) after **{WORD}**.\n\n- {WORD}\n\n> {WORD}"
    ),
    "headings": f"### {WORD}\n\nText.\n\n#### {WORD}\n\n###### {WORD}\n\nText.",
    "a long word in a cell": LONG_WORD,
    "twelve columns of numbers": TWELVE,
    "twenty columns of numbers": TWENTY,
    "a broad table in a list": "1.  Text.\n\n" + re.sub("(?m)^", "    ", TWELVE),
    "a broad table in a box": "!!! note\n\n" + re.sub("(?m)^", "    ", TWELVE),
    "five columns in a box": "!!! note\n\n"
    + re.sub("(?m)^", "    ", table(["Measure"] * 5, ["12.5"] * 5)),
    "a broad head over two columns": (
        f"<table><tr><th colspan=2>{WORD}</th><th>Right</th></tr>"
        "<tr><td rowspan=2>one</td><td>two</td><td>three</td></tr>"
        "<tr><td>four</td><td>five</td></tr></table>"
    ),
    "code in cells": table(["Name", "Code", "Last"], ["a", f"`{WORD}`", "1234567890"]),
}


def with_text(publication: MakePublication, text: str) -> Path:
    root = publication()
    config = root / "mkdocs.yml"
    if "markdown_extensions" not in config.read_text(encoding="utf-8"):
        extensions = "\nmarkdown_extensions: [admonition, tables, attr_list, md_in_html]\n"
        config.write_text(config.read_text(encoding="utf-8") + extensions, encoding="utf-8")
    digest = root / DIGEST
    source = digest.read_text(encoding="utf-8")
    digest.write_text(source.replace("Everything is invented.", text), encoding="utf-8")
    return root


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("text", CASES.values(), ids=CASES)
def test_nothing_is_painted_beside_the_type_area(
    publication: MakePublication, tmp_path, text, paper
):
    path = tmp_path / "issue.pdf"
    write_pdf(composed(with_text(publication, text)), path, paper=paper)
    assert outside(path, paper) == []


def test_long_words_in_front_matter_and_references_stay_on_the_page(
    publication: MakePublication, tmp_path, verapdf
):
    root = publication()
    for name, old in (
        (DIGEST, "Short sleep in one town"),
        (DIGEST, "Adults of an invented town"),
        (DIGEST, "People who slept less were more tired."),
        (DIGEST, "A. Writer"),
        ("bib/refs.bib", "Naps"),
    ):
        source = (root / name).read_text(encoding="utf-8")
        assert old in source
        (root / name).write_text(source.replace(old, WORD), encoding="utf-8")
    issue = root / "docs/issues/2026-01.md"
    source = issue.read_text(encoding="utf-8")
    issue.write_text(re.sub(r"(title|summary): .*", rf"\1: {WORD}", source), encoding="utf-8")
    path = tmp_path / "issue.pdf"
    write_pdf(composed(root), path)
    assert outside(path) == []
    assert plain("".join(printed_pages(path.read_bytes()))).count(WORD.lower()) > 5
    assert verapdf.violations(path) == []


def test_without_our_marks_the_tables_are_seen_outside(
    publication: MakePublication, tmp_path, monkeypatch
):
    monkeypatch.setattr("press.pdf.preparation.settle_table", lambda _: None)
    path = tmp_path / "issue.pdf"
    write_pdf(composed(with_text(publication, f"{TWELVE}\n\nText.\n\n{LONG_WORD}")), path)
    assert any(NUMBERS[-1] in found for found in outside(path))


def test_without_our_style_the_words_are_seen_outside(
    publication: MakePublication, tmp_path, monkeypatch
):
    written = engine.style_text
    monkeypatch.setattr(
        engine, "style_text", lambda name: written(name).replace("overflow-wrap", "x-overflow-wrap")
    )
    engine.styles.cache_clear()
    path = tmp_path / "issue.pdf"
    write_pdf(composed(with_text(publication, CASES["a long word"])), path)
    engine.styles.cache_clear()
    assert outside(path)


def test_numbers_stay_whole_where_smaller_type_or_another_column_gives_them_room(
    publication: MakePublication, tmp_path, verapdf
):
    path = tmp_path / "issue.pdf"
    write_pdf(composed(with_text(publication, f"{TWELVE}\n\nText.\n\n{LONG_WORD}")), path)
    printed = "".join(printed_pages(path.read_bytes()))
    assert all(printed.count(number) == 2 for number in NUMBERS)
    assert all(word in printed for word in ("1234567890", "0.0123", "Tiredness"))
    assert verapdf.violations(path) == []


def test_ordinary_tables_are_not_marked(tmp_path):
    tree = prepared(composed(hard_publication(tmp_path / "hard")).tree)
    names = {name for item in tree.iter("table") for name in item.get("class", "").split()}
    assert names == {"study-card", "issue-numbers", "wide"}
    assert not tree.find_class("broken")


@pytest.mark.parametrize(
    ("cells", "marks"),
    [
        (["word"] * 4, ""),
        (["word"] * 5, "wide"),
        (["incomprehensibilities"] * 3, ""),
        (["incomprehensibilities"] * 4, "wide"),
        (["incomprehensibilities"] * 6, "wide crowded"),
        (["incomprehensibilities"] * 7, "wide crowded dense"),
        (["w" * 200, "word"], "wide crowded"),
        (["two-part " * 60, "a b c " * 60], ""),
    ],
)
def test_a_table_is_marked_by_its_longest_words(cells, marks):
    inner = "".join(f"<td>{cell}</td>" for cell in cells)
    tree = fromstring(f"<div><table><tr>{inner}</tr></table></div>")
    settle_table(tree[0])
    assert tree[0].get("class", "") == marks


def test_the_pages_of_a_pdf_are_counted_once_and_the_bytes_stay(
    publication: MakePublication, monkeypatch
):
    document = composed(publication())
    remembered = pdf_bytes(document)
    import pydyf

    def rebuilt(pdf):
        return tuple(b"%d 0 R" % number for number in pdf.pages["Kids"][::3])

    monkeypatch.setattr(pydyf.PDF, "page_references", property(rebuilt))
    assert pdf_bytes(document) == remembered


def test_links_that_fit_the_next_line_stay_whole(publication: MakePublication, tmp_path):
    path = tmp_path / "issue.pdf"
    lines = "\n\n".join(
        f"{'x ' * count}[12345678901234567890](https://example.org/) and {SEGMENT * 2}."
        for count in range(20, 60, 3)
    )
    write_pdf(composed(with_text(publication, lines)), path)
    printed = "".join(printed_pages(path.read_bytes()))
    assert printed.count("12345678901234567890") == 14
    assert "PMID: 12345678" in " ".join(printed.split())
    assert outside(path) == []


def test_no_word_of_an_ordinary_issue_is_marked_long():
    assert not prepared(our_issue().tree).find_class("long")
