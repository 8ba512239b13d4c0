"""Comments as Markdown: rendered, they say what the reviewer wrote, character by character."""

from __future__ import annotations

import markdown as python_markdown
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from lxml.html import fragment_fromstring

from press.review.model.paragraphs import Format, Run
from press.review.reading.markdown import inline, markdown
from tests.properties import examples

LOOKS = st.builds(Format, bold=st.booleans(), italic=st.booleans(), code=st.booleans())
# What people write in comments, with every sign that means something to Markdown.
CHARACTERS = st.sampled_from("ab1 é🥗.,!?*_`[]()<>&;#+-=~|\\:\"'/")
RUNS = st.lists(st.builds(Run, st.text(CHARACTERS, min_size=1, max_size=8), LOOKS), max_size=4)


def rendered(text: str) -> str:
    html = python_markdown.markdown(text)
    return fragment_fromstring(html, create_parent="div").text_content()


def bare(text: str) -> str:
    return " ".join(text.split())


@given(runs=RUNS)
@example(runs=[Run("a", Format(bold=True)), Run("b", Format(italic=True))])
@example(runs=[Run("1. a")])
@examples(80)
def test_plain_characters_come_out_as_they_were_written(runs: list[Run]) -> None:
    plain = [Run(run.text) for run in runs]
    assert bare("".join(run.text for run in runs)) == bare(rendered(markdown([(plain, False, 0)])))


@pytest.mark.parametrize(
    ("runs", "html"),
    [
        ([Run("a "), Run("b", Format(bold=True))], "<p>a <strong>b</strong></p>"),
        ([Run("b ", Format(italic=True)), Run("c")], "<p><em>b</em> c</p>"),
        ([Run("x < y", Format(code=True))], "<p><code>x &lt; y</code></p>"),
        ([Run("`", Format(code=True))], "<p><code>`</code></p>"),
        ([Run("here", Format(link="https://example.org/a_(b)"))],
         '<p><a href="https://example.org/a_(b)">here</a></p>'),
        ([Run("b", Format(bold=True, link="https://example.org/"))],
         '<p><a href="https://example.org/"><strong>b</strong></a></p>'),
    ],
)  # fmt: skip
def test_looks_come_out_as_html(runs: list[Run], html: str) -> None:
    assert html == python_markdown.markdown(inline(runs))


@pytest.mark.parametrize("address", ["javascript:alert(1)", "JaVaScRiPt:x", "data:text/html,x"])
def test_a_link_that_would_run_something_is_shown_and_leads_nowhere(address: str) -> None:
    text = inline([Run("click", Format(link=address))])
    assert "<a" not in python_markdown.markdown(text)
    assert f"click ({address})" == bare(rendered(text))
