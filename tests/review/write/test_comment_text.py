"""Comments keep their words and looks on their way through Markdown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from press.docx.package import Pack
from press.review.model.changes import Comment
from press.review.write.comment_parts import Written, put_comments
from tests.properties import examples
from tests.review.files import read_file
from tests.review.sample import Sample

TEXTS = [
    "Plain words.",
    "**Bold**, *italic*, ***both***, ~~struck~~ and `code`.",
    "A [link](https://example.org/a?b=1&c=2) and [another](<https://example.org/a(b)>).",
    "One paragraph.\n\nAnother one.",
    "Two  \nlines.",
    "- an item\n- another\n    - one inside",
    r"Signs: \*, \_, \[x\], a < b, &lt;b> &amp;amp; 50 % #1 + 2 - 3",
    r"\# no heading, 1\. no list".replace(", ", "\n\n"),
    "שלום and 漢字",
]


def _written(text: str, number: int = 0) -> Written:
    return Written(number, "Ada", "A", "", "", text)


def _read(review: Sample, *texts: str) -> tuple[Comment, ...]:
    pack = Pack(review.data)
    put_comments(pack, [_written(text, number) for number, text in enumerate(texts)])
    path = review.press.folder / "text.docx"
    path.write_bytes(pack.data())
    return read_file(path).comments


def test_a_comment_reads_as_it_was_written(review: Sample) -> None:
    assert TEXTS == [one.text for one in _read(review, *TEXTS)]


CHANGED = {
    "a heading is bold": ("# Head\n\nText", "**Head**\n\nText"),
    "a number is text": ("3. one\n4. two", "3\\. one\n\n4\\. two"),
    "code is one paragraph": ("```\na\nb\n```", "a  \nb"),
    "HTML is shown": ("<b>x</b>", "&lt;b>x&lt;/b>"),
    "nothing is nothing": ("", ""),
    "what XML cannot hold is left out": ("a\x0bb", "ab"),
}


@pytest.mark.parametrize("name", CHANGED)
def test_what_has_no_place_in_a_comment_comes_near(name: str, review: Sample) -> None:
    text, shown = CHANGED[name]
    assert [shown] == [one.text for one in _read(review, text)]


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1))
@examples(50)
def test_no_word_of_any_comment_is_lost(text: str) -> None:
    from press.review.model.paragraphs import Run
    from press.review.reading.markdown import inline
    from press.review.write.comment_text import comment_paragraphs

    words = text.replace("\ufffc", "").replace("\ufffe", "").replace("\uffff", "").split()
    line = " ".join(words)
    made = comment_paragraphs(inline([Run(line)]), lambda _: "rId1")
    shown = ["".join(node.text or "" for node in one.iter() if node.tag.endswith("}t"))
             for one in made]  # fmt: skip
    assert line.replace("\u00ad", "").split() == " ".join(shown).split()


def test_dates_are_written_as_the_clock_showed_them(review: Sample) -> None:
    pack = Pack(review.data)
    put_comments(
        pack,
        [Written(0, "Ada", "A", "2026-01-02T03:04:05Z", "2026-01-02T01:04:05Z", "Text.")],
    )
    path = review.press.folder / "dates.docx"
    path.write_bytes(pack.data())
    (comment,) = read_file(path).comments
    assert "2026-01-02T03:04:05" == comment.date.local.isoformat()
    assert "2026-01-02T01:04:05+00:00" == comment.date.utc.isoformat()
