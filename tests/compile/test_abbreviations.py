"""Abbreviations are defined once: tooltips and a note on the site, a list in each issue."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml.html import HtmlElement, document_fromstring

from press.bibliography import read_bibliography
from press.compile import Renderer, compose
from press.compile.marks import marked_html, without_marks
from press.docx import write_docx
from press.publication import Glossary, load, parse_source, read_glossary, read_settings
from press.publication.abbreviations import parsed
from tests.conftest import ROOT, MakePublication
from tests.ours import ours
from tests.words import docx_run, run

FILE = "docs/includes/abbreviations.md"
LINES = """\
# Abbreviations

*[ESS]: Epworth Sleepiness Scale
*[RCT]: randomised controlled trial
*[NAP-TRD]: ""
*[TRD]: tired

## Need not be spelled out

*[UK]: United Kingdom
"""
BODY = """\
## Summary

The Epworth Sleepiness Scale (ESS) was used in NAP-TRD, one of two RCTs [@lund2021].
`ESS` is code, and *ESS* is stressed.

## Results

| Town  | ESS |
|:------|----:|
| North |   9 |

People were more TRD [@lund2021].

## Limitations

Few.

## Conclusion

More sleep may help.
"""


def glossary() -> Glossary:
    return parsed(FILE, LINES)


def with_body(body: str = BODY, **keys: str) -> str:
    """The minimal publication's digest with another body and other values of some keys."""
    path = ROOT / "tests/publications/minimal/docs/digests/short-sleep.md"
    front, _ = path.read_text(encoding="utf-8").split("\n---\n\n", 1)
    for key, value in keys.items():
        front = re.sub(rf"(?m)^{key}:.*$", f"{key}: {value}", front)
    return f"{front}\n---\n\n{body}"


@pytest.fixture
def root(publication: MakePublication) -> Path:
    digest = with_body(setting="", funding="The UK")
    return publication({FILE: LINES, "docs/digests/short-sleep.md": digest})


def test_a_glossary_knows_meanings_names_plurals_and_what_everybody_knows() -> None:
    found = glossary()
    assert () == found.problems
    assert "Epworth Sleepiness Scale" == found.long_by_short["ESS"]
    assert {"UK"} == found.needless
    assert ("", "randomised controlled trial") == (found.titles["NAP-TRD"], found.titles["RCTs"])


def test_longer_abbreviations_go_before_shorter_ones_and_words_are_whole() -> None:
    text = "NAP-TRD, TRD, RCTs, an RCT-like ESS; not STRD, ESSENCE, ESS2, xESS or ESS-X"
    found = [(short, match[0]) for short, match in glossary().uses(text)]
    expected = ["NAP-TRD", "TRD", "RCTs", "RCT", "ESS"]
    assert expected == [shown for _, shown in found]
    assert ["NAP-TRD", "TRD", "RCT", "RCT", "ESS"] == [short for short, _ in found]


def test_what_a_page_defines_goes_before_what_is_common() -> None:
    own = glossary().with_page('Words.\n\n*[UK]: Upper Kettle\n*[ESS]: ""\n')
    assert ("Upper Kettle", "") == (own.long_by_short["UK"], own.long_by_short["ESS"])
    assert set() == own.needless


def test_without_a_file_there_are_no_abbreviations(publication: MakePublication) -> None:
    found = read_glossary(read_settings(publication()))
    assert [] == list(found.uses("ESS"))
    assert {} == found.titles


def test_a_file_that_is_not_utf_8_is_told(publication: MakePublication) -> None:
    found = read_glossary(read_settings(publication({FILE: b"*[\xff]: x\n"})))
    assert [f"{FILE}:1:3: abbreviation-unexpanded: the file is not UTF-8; "] == [
        str(problem).removesuffix(problem.mend) for problem in found.problems
    ]


def abbreviated(html: str) -> list[tuple[str, str | None]]:
    tree = document_fromstring(html)
    return [(item.text_content(), item.get("title")) for item in tree.iter("abbr")]


def test_meanings_stand_at_abbreviations_but_not_in_code_or_names(root: Path) -> None:
    renderer = Renderer(read_settings(root))
    expected = [
        ("ESS", "Epworth Sleepiness Scale"),
        ("RCTs", "randomised controlled trial"),
        ("ESS", "Epworth Sleepiness Scale"),
        ("ESS", "Epworth Sleepiness Scale"),
        ("TRD", "tired"),
    ]
    assert expected == abbreviated(renderer.html(BODY))
    # One page's own definition does not go over to the next.
    assert [("ESS", "another")] == abbreviated(renderer.html("ESS\n\n*[ESS]: another\n"))
    assert [("ESS", "Epworth Sleepiness Scale")] == abbreviated(renderer.html("ESS"))


def test_line_marks_leave_abbreviations_as_they_are(root: Path) -> None:
    source, _ = parse_source("x.md", BODY.replace("RCTs [@lund2021]", "RCTs\n[@lund2021]"))
    render = Renderer(read_settings(root)).html
    assert render(source.body) == without_marks(marked_html(source.body, 1, render))


def test_a_changed_meaning_is_rendered_anew(root: Path) -> None:
    digest = load(root).digests[0].source
    assert 'title="tired"' in Renderer(read_settings(root)).body(digest).html
    (root / FILE).write_text(LINES.replace("tired", "weary"), encoding="utf-8")
    assert 'title="weary"' in Renderer(read_settings(root)).body(digest).html


def composed(root: Path) -> HtmlElement:
    publication = load(root)
    assert () == publication.problems
    bibliography = read_bibliography(publication.settings)
    return compose(publication, publication.issues[0], bibliography).tree


def rows(section: HtmlElement) -> list[list[str]]:
    return [[cell.text_content() for cell in row] for row in section.iter("tr")]


def test_an_issue_lists_what_its_texts_and_its_front_matter_use(root: Path) -> None:
    tree = composed(root)
    (section,) = tree.find_class("abbreviations")
    expected = [
        ["ESS", "Epworth Sleepiness Scale"],
        ["RCT", "randomised controlled trial"],
        ["TRD", "tired"],
        ["UK", "United Kingdom"],
    ]
    assert expected == rows(section)
    following = section.getnext()
    assert following is not None
    assert "references" == following.get("id")
    assert [] == list(tree.iter("abbr")), "on paper an abbreviation is plain text"


def test_an_issue_lists_what_a_page_defines_for_itself(publication: MakePublication) -> None:
    digest = with_body(f"{BODY}\n*[ESS]: Elbow Softness Score\n*[ZZZ]: deep sleep\n")
    files = {FILE: LINES, "docs/digests/short-sleep.md": digest.replace("may help", "ZZZ may help")}
    (section,) = composed(publication(files)).find_class("abbreviations")
    assert [["ESS", "Elbow Softness Score"], ["ZZZ", "deep sleep"]] == [
        row for row in rows(section) if row[0] in {"ESS", "ZZZ"}
    ]


def test_an_issue_without_abbreviations_has_no_list(publication: MakePublication) -> None:
    tree = composed(publication())
    assert [] == tree.find_class("abbreviations")
    assert [] == tree.xpath(".//*[@id='slot-abbreviations']")


def test_a_word_file_has_the_list_and_loses_no_letter(root: Path) -> None:
    publication = load(root)
    bibliography = read_bibliography(publication.settings)
    document = compose(publication, publication.issues[0], bibliography)
    output = root / "exports/2026-01.docx"
    write_docx(document, output)
    body, _ = docx_run(output)
    assert run("Abbreviations ESS Epworth Sleepiness Scale RCT randomised controlled trial") in body
    assert run("in NAP-TRD, one of two RCTs") in body


def test_the_site_explains_abbreviations_and_shows_no_page_of_them(
    root: Path, site_builder
) -> None:
    site_builder(root, root / "site")
    page = document_fromstring((root / "site/digests/short-sleep/index.html").read_bytes())
    (note,) = page.find_class("abbreviations")
    assert (
        "Abbreviations. ESS, Epworth Sleepiness Scale; RCT, randomised controlled trial; TRD,"
        " tired; UK, United Kingdom." == note.text_content().strip()
    )
    assert 5 == len(list(page.iter("abbr")))
    assert not (root / "site/includes").exists()
    assert "includes" not in (root / "site/sitemap.xml").read_text(encoding="utf-8")


def test_plain_words_stand_in_every_digest_after_its_bottom_line(root: Path) -> None:
    (article,) = composed(root).find_class("digest")
    (line,) = article.find_class("plain")
    before = line.getprevious()
    assert before is not None
    assert "bottom-line" == before.get("class")
    (text,) = line.xpath(".//*[@data-field='plain']")
    assert "People who slept less were more tired. We do not know why." == text.text_content()


def test_our_abbreviations_are_in_order_and_without_fault() -> None:
    found = ours().glossary
    assert () == found.problems
    parts = re.split(r"(?m)^## ", (ROOT / FILE).read_text(encoding="utf-8"))
    for part in parts[1:]:
        shorts = re.findall(r"(?m)^\*\[(.+?)\]", part)
        assert sorted(shorts, key=str.casefold) == shorts, part.partition("\n")[0]
