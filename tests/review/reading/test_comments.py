"""Comments: what they say as Markdown, who answers whom, where they stand."""

from __future__ import annotations

from pathlib import Path

import pytest

from press.review.model.paragraphs import Span
from tests.review.files import read_file
from tests.review.reading.word import para, read, run, struck, tracked, typed, word, xml


def comment(number: int, *paragraphs: str, author: str = "Bo", paragraph_id: str = "") -> str:
    given = f'<w:comment w:id="{number}" w:author="{author}" w:initials="B">'
    content = "".join(paragraphs)
    if paragraph_id:
        content = content.replace("<w:p>", f'<w:p w14:paraId="{paragraph_id}">')
    return f"{given}{content}</w:comment>"


def parts(*comments: str, threads: str = "") -> dict[str, str]:
    found = {"comments": xml("comments", "".join(comments))}
    return found | ({"commentsExtended": xml("commentsEx", threads)} if threads else {})


def around(content: str, number: int = 0) -> str:
    start, end = f'<w:commentRangeStart w:id="{number}"/>', f'<w:commentRangeEnd w:id="{number}"/>'
    return f'{start}{content}{end}<w:r><w:commentReference w:id="{number}"/></w:r>'


def test_the_quotation_is_of_the_text_before_or_else_of_what_was_inserted(tmp_path: Path) -> None:
    known = parts(comment(0, para(run("?"))), comment(1, para(run("?"))))
    body = para(around(run("a") + struck("b") + typed("c")) + around(typed("d"), 1))
    first, second = read(tmp_path, body, known).comments
    assert ("ab", "before") == (first.quote, first.quoted_view)
    assert ("d", "after") == (second.quote, second.quoted_view)


def test_a_comment_without_a_range_stands_at_a_point(tmp_path: Path) -> None:
    body = para(run("word") + '<w:r><w:commentReference w:id="0"/></w:r>' + run(" more"))
    (found,) = read(tmp_path, body, parts(comment(0, para(run("Here."))))).comments
    assert (True, Span(0, 4, 0, 4), "") == (found.is_point, found.before, found.quote)


def test_a_comment_with_a_range_does_not_stand_at_a_point(tmp_path: Path) -> None:
    (found,) = read(tmp_path, para(around(run("x"))), parts(comment(0, para(run("?"))))).comments
    assert not found.is_point


def test_a_range_that_ends_before_it_starts_is_a_point(tmp_path: Path) -> None:
    body = para('<w:commentRangeEnd w:id="0"/>' + run("x") + '<w:commentRangeStart w:id="0"/>')
    (found,) = read(tmp_path, body, parts(comment(0, para(run("?"))))).comments
    assert found.is_point


def test_a_range_between_paragraphs_holds_the_paragraphs_between(tmp_path: Path) -> None:
    start, end = '<w:commentRangeStart w:id="0"/>', '<w:commentRangeEnd w:id="0"/>'
    body = para(run("a")) + start + para(run("b")) + para(run("c")) + end + para(run("d"))
    (found,) = read(tmp_path, body, parts(comment(0, para(run("?"))))).comments
    assert "b\nc" == found.quote


def test_a_comment_at_no_place_is_told_with_a_warning(tmp_path: Path) -> None:
    document = read(tmp_path, para(run("x")), parts(comment(0, para(run("Lost?")))))
    (found,) = document.comments
    assert (None, None, "Lost?") == (found.before, found.after, found.text)
    assert ("a comment by Bo stands at no place in the text",) == document.warnings


def test_a_place_whose_comment_is_gone_is_told_with_a_warning(tmp_path: Path) -> None:
    document = read(tmp_path, para(around(run("x"), 5)))
    assert () == document.comments
    assert (
        "the text refers to a comment that the file does not hold (5 in word/document.xml)",
    ) == document.warnings


def test_two_comments_under_one_id_are_both_told(tmp_path: Path) -> None:
    known = parts(comment(0, para(run("One."))), comment(0, para(run("Two.")), author="Cy"))
    found = read(tmp_path, para(around(run("x"))), known).comments
    assert [("0", "One.", "Bo"), ("0.2", "Two.", "Cy")] == [
        (item.id, item.text, item.author) for item in found
    ]


def thread(*links: tuple[str, str, str]) -> str:
    return "".join(
        f'<w15:commentEx w15:paraId="{own}" '
        + (f'w15:paraIdParent="{parent}" ' if parent else "")
        + f'w15:done="{done}"/>'
        for own, parent, done in links
    )


THREE = [comment(number, para(run("?")), paragraph_id=f"A{number}") for number in range(3)]


def test_answers_hang_on_their_thread_and_share_its_state_and_place(tmp_path: Path) -> None:
    known = parts(*THREE, threads=thread(("A0", "", "1"), ("A1", "A0", "0"), ("A2", "A1", "0")))
    found = read(tmp_path, para(around(run("x"))), known).comments
    assert ["", "0", "1"] == [item.parent for item in found]
    assert ["0", "0", "0"] == [item.root for item in found]
    assert [True, True, True] == [item.resolved for item in found]
    assert ["x", "x", "x"] == [item.quote for item in found]


def test_a_thread_that_goes_in_a_circle_ends(tmp_path: Path) -> None:
    known = parts(*THREE, threads=thread(("A0", "A1", "0"), ("A1", "A0", "0"), ("A2", "A2", "0")))
    found = read(tmp_path, para(around(run("x"))), known).comments
    assert ["0", "1", "2"] == [item.root for item in found]


@pytest.mark.parametrize(
    ("content", "markdown"),
    [
        (para(run("plain")), "plain"),
        (para(run("one")) + para(run("two")), "one\n\ntwo"),
        (para(run("so ") + run("bold", "<w:b/>") + run(" it is")), "so **bold** it is"),
        (para(run("both", "<w:b/><w:i/>")), "***both***"),
        (para(run("x") + run(" leading", "<w:b/>")), "x **leading**"),
        (para(run("x", "<w:b/>") + run("y", '<w:b/><w:color w:val="FF0000"/>')), "**xy**"),
        (para(run("f(x)", '<w:rFonts w:ascii="Consolas"/>')), "`f(x)`"),
        (para(run("a`b", '<w:rFonts w:ascii="Consolas"/>')), "``a`b``"),
        (para(run("no", "<w:strike/>")), "~~no~~"),
        (para(run("a*b_c [d]")), r"a\*b\_c \[d\]"),
        (para(run("p &lt; 0.05 &amp; n > 3")), "p < 0.05 & n > 3"),
        (para(run("&lt;b> &amp;amp;")), "&lt;b> &amp;amp;"),
        (para(run("# no heading")), r"\# no heading"),
        (para(run("1. no list")), r"1\. no list"),
        (para(run("2024 was fine")), "2024 was fine"),
        (para("<w:r><w:t>one</w:t><w:br/><w:t>two</w:t></w:r>"), "one  \ntwo"),
        (
            para(run("a"), '<w:numPr><w:numId w:val="1"/></w:numPr>')
            + para(run("b"), '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>')
            + para(run("c")),
            "- a\n    - b\n\nc",
        ),
        (para(typed("new") + struck("old")), "new"),
    ],
)
def test_a_comment_s_text_is_markdown(tmp_path: Path, content: str, markdown: str) -> None:
    document = read(tmp_path, para(around(run("x"))), parts(comment(0, content)))
    assert markdown == document.comments[0].text
    assert document.ledger.balances


def test_a_change_inside_a_comment_is_counted_with_the_comment(tmp_path: Path) -> None:
    document = read(tmp_path, para(around(run("x"))), parts(comment(0, para(typed("new")))))
    assert () == document.changes
    assert 1 == document.ledger.reported["ins"]


def test_a_comment_part_that_nothing_names_is_read_all_the_same(tmp_path: Path) -> None:
    path = tmp_path / "review.docx"
    unnamed = parts(comment(0, para(run("Seen?"))))
    path.write_bytes(word(para(around(run("x"))), unnamed=unnamed))
    assert ["Seen?"] == [item.text for item in read_file(path).comments]


def test_a_comment_on_a_deletion_is_quoted_from_the_text_before(tmp_path: Path) -> None:
    body = para(run("a ") + tracked("del", f"{run('gone', '', 'delText')}"))
    start = '<w:commentRangeStart w:id="0"/>'
    body = body.replace("<w:del ", f"{start}<w:del ").replace(
        "</w:del>", '</w:del><w:commentRangeEnd w:id="0"/>'
    )
    (found,) = read(tmp_path, body, parts(comment(0, para(run("Keep!"))))).comments
    assert "gone" == found.quote
