"""Plain text of front matter is set as the body is; what belongs together stays on one line."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from lxml.html import fromstring

from press.compile import Typeset, typesetter, with_typeset_fields
from press.pdf.preparation import prepared
from press.pdf.typography import tied
from tests.browser.tiny import CONFIG, digest, publication
from tests.ours import ours

SETTINGS = ours().settings
TITLE = "The trial's 'own' claim"


@pytest.fixture(scope="module")
def typeset() -> Typeset:
    return typesetter(SETTINGS)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("the review's account", "the review\u2019s account"),
        ('a "late" effect', "a \u201clate\u201d effect"),
        ("the 'late' effect", "the \u2018late\u2019 effect"),
        ("R&amp;D & <b> *as* _typed_", "R&amp;D & <b> *as* _typed_"),
        ("one -- two ... three", "one \u2013 two \u2026 three"),
    ],
)
def test_plain_text_gets_the_marks_that_the_body_gets(typeset: Typeset, typed, shown):
    assert typeset(typed) == shown


def test_a_publication_without_smarty_is_left_as_typed():
    plain = replace(SETTINGS, extensions=(("tables", {}),))
    assert typesetter(plain)("the review's") == "the review's"


def test_the_options_of_smarty_hold_for_front_matter_too():
    settings = replace(SETTINGS, extensions=(("smarty", {"smart_quotes": False}),))
    assert typesetter(settings)("the review's -- own") == "the review's \u2013 own"


def test_in_html_only_what_comes_from_front_matter_is_set(typeset: Typeset):
    html = """<p data-field="title">It&#39;s &lt; 5</p><p>It's</p>"""
    assert with_typeset_fields(html, typeset) == (
        """<p data-field="title">It\u2019s &lt; 5</p><p>It's</p>"""
    )


def site_of(folder: Path, extensions: str, site_builder) -> dict[str, str]:
    files = {
        "mkdocs.yml": CONFIG + extensions,
        "docs/digests/tea.md": digest(TITLE),
        "docs/corrections.md": "---\ntitle: Corrections\n---\n\nText.\n",
    }
    files["docs/digests/tea.md"] = files["docs/digests/tea.md"].replace(
        "design:",
        "corrections:\n"
        "  - about: The title\n    was: It's better\n    now: It isn't\n    why: Read\n"
        "design:",
        1,
    )
    site_builder(publication(folder, files), folder / "site")
    names = (".", "topics/sleep", "digests/tea", "issues/one", "corrections")
    pages = {name: (folder / "site" / name / "index.html").read_text("utf-8") for name in names}
    # Titles of windows and what machines read stay as typed.
    return {name: page[page.index("<main") : page.index("<footer")] for name, page in pages.items()}


def test_titles_and_corrections_have_the_apostrophes_of_the_body_on_every_page(
    tmp_path, site_builder
):
    pages = site_of(tmp_path, "  - smarty\n", site_builder)
    for name, page in pages.items():
        words = re.sub(r"<[^>]+>", "", page)
        assert "The trial\u2019s \u2018own\u2019 claim" in words, name
        assert TITLE not in words.replace("&#39;", "'"), name
    assert "It isn\u2019t" in pages["corrections"]


def test_without_smarty_titles_stand_as_typed(tmp_path, site_builder):
    page = site_of(tmp_path, "", site_builder)["."]
    assert TITLE in page.replace("&#39;", "'")


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("r = 0.65 (p = 0.04)", "r_=_0.65 (p_=_0.04)"),
        ("12.3 \u00b1 4.5", "12.3_\u00b1_4.5"),
        ("p < .001 and n \u2265 10", "p_<_.001 and n_\u2265_10"),
        (" = \u22120.3", "_=_\u22120.3"),
        ("the difference = 0.3", "the difference =_0.3"),
        ("a = b, or < c", "a = b, or < c"),
    ],
)
def test_a_line_never_ends_between_a_sign_and_its_number(typed, printed):
    assert tied(typed).replace("\u00a0", "_") == printed


def test_the_print_ties_text_and_leaves_code_and_the_issue_itself_alone(typeset: Typeset):
    tree = fromstring(
        "<main><header class='masthead'><h1 data-field='title'>It's p = 0.1</h1></header>"
        "<p>It's <em>p</em> = 0.04</p><pre>p = 0.1</pre><p><code>n = 2</code> n = 3</p></main>"
    )
    printed = prepared(tree, typeset)
    assert [part.text_content() for part in printed.iter("h1", "p", "pre")] == [
        "It\u2019s p\u00a0=\u00a00.1",
        "It's p\u00a0=\u00a00.04",
        "p = 0.1",
        "n = 2 n\u00a0=\u00a03",
    ]
    assert tree.find("header/h1").text == "It's p = 0.1"
