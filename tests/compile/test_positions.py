"""Every rendered block knows its source lines, and knowing it changes nothing."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml.html import fragment_fromstring

from press.compile import ATOM, Renderer, segments
from press.compile.marks import MARK, marked_html, without_marks
from press.compile.places import attach
from press.publication import Settings, Source, parse_source
from tests.conftest import ROOT
from tests.ours import ours
from tests.properties import examples

REAL = ours()
TEST_SETTINGS = Settings(
    root=ROOT,
    name="Test",
    extensions=tuple(
        (name, {})
        for name in (
            "toc",
            "tables",
            "fenced_code",
            "abbr",
            "attr_list",
            "def_list",
            "footnotes",
            "smarty",
        )
    ),
)
RENDERER = Renderer(TEST_SETTINGS)


@pytest.mark.parametrize("source", REAL.sources, ids=lambda source: source.path)
def test_marks_leave_every_page_of_the_publication_unchanged(source: Source) -> None:
    renderer = Renderer(REAL.settings)
    plain = renderer.html(source.body)
    marked = marked_html(source.body, source.body_line, renderer.html)
    assert plain == without_marks(marked)
    running = [line for line in source.body.split("\n") if re.match(r"[A-Za-z]{3}.*[a-z.]$", line)]
    if running:
        assert MARK.search(marked), "a page of prose carries no mark at all"


@pytest.mark.parametrize("digest", REAL.digests, ids=lambda digest: digest.slug)
def test_the_words_of_every_block_stand_on_its_lines(digest: object) -> None:
    source: Source = digest.source  # type: ignore[attr-defined]
    html = marked_html(source.body, source.body_line, Renderer(REAL.settings).html)
    tree = fragment_fromstring(html, create_parent="div")
    lines = source.body.split("\n")
    attach(tree, source.path, lines, source.body_line)
    blocks = tree.xpath(".//p | .//li[not(p)] | .//h2 | .//td | .//th | .//caption")
    assert blocks
    for block in blocks:
        if not re.search(r"\w", block.text_content().replace("¶", "")):
            continue
        place = block.get("data-lines")
        assert place, f"no place for {block.text_content()!r}"
        first, _, last = place.partition("-")
        text = " ".join(
            lines[int(first) - source.body_line : int(last or first) - source.body_line + 1]
        )
        words = re.findall(r"\w+", re.sub(r"(PMID|\d)", " ", block.text_content()))
        assert [word for word in words if word not in text] == []


WORDS = st.sampled_from(
    ["alpha", "beta", "**gamma**", "*delta*", '"quoted"', "`code`", "x_y_z", "a--b", "..."]
)
INLINE = st.sampled_from(
    r"""[@key1]; [see @key2, p. 3]; @key3; [link](https://example.org/a_b); ![alt](a.png); a@b.org
    &amp;; &lt;b&gt;; <em>raw</em>; \*; \@; [^note]; it's; שלום; 睡眠; 🥗; | x |; {.cls}; MADRS
    http://x.org""".replace("\n    ", "; ").split("; ")
)
LINE = st.lists(WORDS | INLINE, min_size=1, max_size=6).map(" ".join)
PARAGRAPH = st.lists(LINE, min_size=1, max_size=3).map("\n".join)
BLOCK = st.one_of(
    PARAGRAPH,
    LINE.map(lambda line: f"## {line}"),
    LINE.map(lambda line: f"{line}\n---"),
    st.lists(LINE, min_size=1, max_size=4).map(
        lambda items: "\n".join(f"- {item}" for item in items)
    ),
    st.lists(LINE, min_size=1, max_size=3).map(
        lambda items: "\n\n".join(f"{n}. {i}" for n, i in enumerate(items, 1))
    ),
    st.lists(LINE, min_size=1, max_size=2).map(
        lambda items: "- a\n" + "\n".join(f"    - {item}" for item in items)
    ),
    PARAGRAPH.map(lambda text: "> " + text.replace("\n", "\n> ")),
    PARAGRAPH.map(lambda text: f"```\n{text}\n```"),
    PARAGRAPH.map(lambda text: "    " + text.replace("\n", "\n    ")),
    st.lists(st.tuples(LINE, LINE), min_size=1, max_size=3).map(
        lambda rows: "| a | b |\n|---|--:|\n" + "\n".join(f"| {x} | {y} |" for x, y in rows)
    ),
    st.just("Table: a caption\n\n| a | b |\n|---|---|\n| 1 | 2 |"),
    LINE.map(lambda line: f"[^note]: {line}"),
    LINE.map(lambda line: f"Term\n:   {line}"),
    st.just("*[MADRS]: a scale"),
    st.just("<div>\nraw *html*\n</div>"),
    st.just("***"),
    st.just("\\bibliography"),
    st.just("[ref]: https://example.org"),
)
DOCUMENT = st.lists(BLOCK, min_size=1, max_size=6).map("\n\n".join)


@examples(120)
@given(DOCUMENT)
def test_marks_leave_any_markdown_unchanged(text: str) -> None:
    assert RENDERER.html(text) == without_marks(marked_html(text, 1, RENDERER.html))


@examples(80)
@given(st.text(max_size=200))
def test_marks_leave_any_text_unchanged(text: str) -> None:
    text = text.replace("\r", "\n")
    assert RENDERER.html(text) == without_marks(marked_html(text, 1, RENDERER.html))


def test_a_text_that_uses_the_signs_of_marks_is_left_alone() -> None:
    text = "a \U000f1000\U000f1011\U000f1001 b"
    assert RENDERER.html(text) == marked_html(text, 1, RENDERER.html)


@examples(80)
@given(DOCUMENT)
def test_segments_are_gapless_and_verbatim_ones_are_true(text: str) -> None:
    rendered = fragment_fromstring(RENDERER.html(text), create_parent="div").text_content()
    found = segments(rendered, text)
    assert "".join(rendered[part.start : part.end] for part in found) == rendered
    assert [part.start for part in found[1:]] == [part.end for part in found[:-1]]
    assert all(a.source_end <= b.source_start for a, b in itertools.pairwise(found))
    for part in found:
        if part.kind == "verbatim":
            assert rendered[part.start : part.end] == text[part.source_start : part.source_end]


def test_inline_text_is_told_apart_by_kind() -> None:
    source = (
        'A **large** cohort -- "found" [@a; @b, p. 3] it &amp; [the link](http://x.org/cohort).'
    )
    rendered = f"A large cohort \u2013 \u201cfound\u201d{ATOM} it & the link."
    kinds = [
        (part.kind, rendered[part.start : part.end], source[part.source_start : part.source_end])
        for part in segments(rendered, source, ["[@a; @b, p. 3]"])
        if part.kind != "verbatim"
    ]
    expected = [
        ("transformed", "\u2013", "--"),
        ("transformed", "\u201c", '"'),
        ("transformed", "\u201d", '"'),
        ("atomic", ATOM, "[@a; @b, p. 3]"),
        ("transformed", "&", "&amp;"),
    ]
    assert expected == kinds


def test_front_matter_keys_know_their_line_and_column() -> None:
    source, problems = parse_source(
        "x.md", "---\ntitle: A\nquestion:\n  outcomes:\n    - one\n---\nBody\n"
    )
    assert problems == []
    place = source.position("question.outcomes.0")
    assert (5, 7) == (place.line, place.column)
    assert 7 == source.body_line
    missing = source.position("question.population")
    assert (3, 1) == (missing.line, missing.column)


def test_code_and_rows_get_a_place_although_they_carry_no_mark_at_their_end(tmp_path: Path) -> None:
    del tmp_path
    text = (
        "Intro.\n\n```\nfirst line\nsecond line\n```\n\n"
        "| a | b |\n|---|---|\n| cell one | 2[^1] |\n\n[^1]: A note.\n"
    )
    tree = fragment_fromstring(marked_html(text, 1, RENDERER.html), create_parent="div")
    attach(tree, "x.md", text.split("\n"), 1)
    assert "4-5" == tree.find(".//pre").get("data-lines")
    assert ["10", "10"] == [cell.get("data-lines") for cell in tree.iter("td")]


def test_a_control_character_by_an_entity_becomes_a_replacement_character() -> None:
    """lxml refuses it (XML 1.0, section 2.2), and a reader should see that something was there."""
    text = "A bell &#7; rings.\n"
    tree = fragment_fromstring(marked_html(text, 1, RENDERER.html), create_parent="div")
    attach(tree, "x.md", text.split("\n"), 1)
    assert "A bell \ufffd rings." == tree.text_content().strip()
