"""Nothing is lost: whatever marks a file holds, in whatever order, each is reported."""

from __future__ import annotations

from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from press.review.model.changes import ReviewDocument
from press.review.reading.names import REVIEW, short
from tests.properties import examples
from tests.review.files import read_file
from tests.review.reading.word import NAMES, para, run, tracked, word, xml

AUTHORS = st.sampled_from(["Ann", "Bo", "Øyvind Ås", ""])
TEXTS = st.text(st.sampled_from("ab é🥗ש&<"), min_size=0, max_size=4).map(escape)
WRAPPERS = st.sampled_from(["ins", "del", "moveFrom", "moveTo"])
ENDS = st.sampled_from(["ins", "del", "moveFrom", "moveTo", "rPrChange"])
POINTS = st.sampled_from(
    [
        '<w:commentRangeStart w:id="0"/>',
        '<w:commentRangeEnd w:id="0"/>',
        '<w:r><w:commentReference w:id="0"/></w:r>',
        '<w:commentRangeStart w:id="9"/>',
        '<w:moveFromRangeStart w:id="1" w:name="m"/>',
        '<w:moveFromRangeEnd w:id="1"/>',
        '<w:moveToRangeStart w:id="2" w:name="m"/>',
        '<w:moveToRangeEnd w:id="2"/>',
        '<w:customXmlDelRangeStart w:id="3"/>',
        '<w:bookmarkStart w:id="4" w:name="a_Copy_1"/>',
        '<w:bookmarkEnd w:id="4"/>',
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>',
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>',
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
    ]
)


def formatted(text: str, author: str) -> str:
    return run(text, f"<w:b/>{tracked('rPrChange', '<w:rPr/>', author)}")


INLINE = st.recursive(
    st.one_of(TEXTS.map(run), st.builds(formatted, TEXTS, AUTHORS), POINTS),
    lambda inner: st.builds(
        lambda kind, parts, author: tracked(kind, "".join(parts), author),
        WRAPPERS,
        st.lists(inner, max_size=3),
        AUTHORS,
    ),
    max_leaves=5,
)


def mark(kind: str, author: str) -> str:
    return tracked(kind, "<w:rPr/>" if kind == "rPrChange" else "", author)


PARAGRAPHS = st.builds(
    lambda parts, ends: para("".join(parts), end="".join(ends)),
    st.lists(INLINE, max_size=5),
    st.lists(st.builds(mark, ENDS, AUTHORS), max_size=2),
)


def row(cells: list[str], marks: list[str]) -> str:
    inside = "".join(f"<w:tc>{cell}</w:tc>" for cell in cells)
    return f"<w:tr><w:trPr>{''.join(marks)}</w:trPr>{inside}</w:tr>"


ROWS = st.builds(
    row,
    st.lists(PARAGRAPHS, min_size=1, max_size=2),
    st.lists(st.builds(mark, st.sampled_from(["ins", "del"]), AUTHORS), max_size=2),
)
TABLES = st.lists(ROWS, min_size=1, max_size=2).map(lambda rows: f"<w:tbl>{''.join(rows)}</w:tbl>")
BLOCKS = st.one_of(PARAGRAPHS, PARAGRAPHS, POINTS.filter(lambda text: "<w:r>" not in text), TABLES)
BODIES = st.lists(BLOCKS, max_size=6).map("".join)
COMMENTS = xml("comments", f'<w:comment w:id="0" w:author="Bo">{para(run("?"))}</w:comment>')
INSERTED, DELETED = {"w:ins", "w:moveTo"}, {"w:del", "w:moveFrom"}


def reading(folder: Path, body: str) -> ReviewDocument:
    path = folder / "review.docx"
    path.write_bytes(word(body, {"comments": COMMENTS}))
    return read_file(path)


def views(body: str) -> tuple[str, str]:
    """Return the characters of a body with everything rejected and accepted.

    Told aside from the reader: a character is in a view unless an element around it, or its
    row, says that it is not. Fields are left out by the caller.
    """
    root = etree.fromstring(f"<w:body {NAMES}>{body}</w:body>")
    found = ["", ""]
    for text in root.iter("{*}t", "{*}delText"):
        around = [text, *text.iterancestors()]
        names = {short(item) for item in around}
        for item in around:
            names |= {short(sign) for sign in item.iterfind("{*}trPr/*") if short(item) == "w:tr"}
        found[0] += "" if names & INSERTED else text.text or ""
        found[1] += "" if names & DELETED else text.text or ""
    return found[0], found[1]


@given(body=BODIES)
@examples(60)
def test_whatever_marks_a_file_holds_each_is_reported(tmp_path: Path, body: str) -> None:
    document = reading(tmp_path, body)
    counted = sum(
        short(element) in REVIEW
        for element in etree.fromstring(f"<w:body {NAMES}>{body}</w:body>").iter()
    )
    assert counted + 1 == sum(document.ledger.found.values())  # and the comment itself
    assert document.ledger.found == document.ledger.reported


@given(body=BODIES.filter(lambda text: "fldChar" not in text))
@examples(40)
def test_the_two_views_hold_each_character_that_is_theirs_once(tmp_path: Path, body: str) -> None:
    document = reading(tmp_path, body)
    assert views(body) == (
        "".join(item.text for item in document.before),
        "".join(item.text for item in document.after),
    )


@given(body=BODIES)
@examples(40)
def test_every_span_lies_in_its_view_and_holds_what_its_change_says(
    tmp_path: Path, body: str
) -> None:
    document = reading(tmp_path, body)
    for change in document.changes:
        for view, span in (("before", change.before), ("after", change.after)):
            texts = [
                item.before_text if view == "before" else item.after_text
                for item in document.paragraphs
            ]
            assert 0 <= span.start <= len(texts[span.first])
            assert 0 <= span.end <= len(texts[span.last])
            assert (span.first, span.start) <= (span.last, span.end)
        if change.kind in {"insertion", "replacement"}:
            assert change.new_text == document.text("after", change.after)
        if change.kind in {"deletion", "replacement"}:
            assert change.old_text == document.text("before", change.before)
        if change.kind == "insertion":
            assert change.before.is_point


@given(body=BODIES)
@examples(30)
def test_applying_the_changes_of_text_to_the_view_before_gives_the_view_after(
    tmp_path: Path, body: str
) -> None:
    document = reading(tmp_path, body)
    text_kinds = {"insertion", "deletion", "replacement"}
    if {change.kind for change in document.changes} - text_kinds - {"run format", "other"}:
        return
    for joined in document.before:
        for index in joined.indices:
            paragraph = document.paragraphs[index]
            result = paragraph.before_text
            own = [c for c in document.changes if c.kind in text_kinds and c.before.first == index]
            for change in sorted(own, key=lambda c: -c.number):
                span = change.before
                result = result[: span.start] + change.new_text + result[span.end :]
            assert paragraph.after_text == result


def test_a_ledger_with_a_mark_that_is_not_reported_does_not_balance(tmp_path: Path) -> None:
    from dataclasses import replace

    ledger = reading(tmp_path, para(tracked("ins", run("x")))).ledger
    assert ledger.balances
    assert not replace(ledger, reported={}).balances


@pytest.mark.parametrize("name", sorted(REVIEW))
def test_every_review_element_is_counted_in_both_dialects(name: str) -> None:
    from press.review.reading.ledger import counted

    for namespace in (
        NAMES,
        NAMES.replace(
            "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            "http://purl.oclc.org/ooxml/wordprocessingml/main",
        ),
    ):
        root = etree.fromstring(f"<w:document {namespace}><{name}/></w:document>")
        assert 1 == len(counted("part", root).marks)
