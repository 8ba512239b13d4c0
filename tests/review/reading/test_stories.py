"""Where text stands: tables, notes, headers, captions, text boxes, links, fields, signs."""

from __future__ import annotations

from pathlib import Path

import pytest

from press.review.model.paragraphs import OBJECT, Format
from tests.review.reading.word import para, read, run, struck, told, tracked, typed, xml


def boxed(content: str) -> str:
    """Return a text box as Word writes it: once for new readers and once for old ones."""
    box = f"<w:txbxContent>{content}</w:txbxContent>"
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>'
        f"{box}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>"
        f"{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def test_a_text_box_is_read_once_though_it_is_written_twice(tmp_path: Path) -> None:
    inside = para(run("in the ") + typed("box"), '<w:pStyle w:val="Caption"/>')
    document = read(tmp_path, para(run("around ") + boxed(inside) + run(" it")))
    assert [f"around {OBJECT} it", "in the box"] == [item.text for item in document.after]
    assert [("insertion", "Ann", "", "box")] == [told(change) for change in document.changes]
    assert {"ins": 1} == document.ledger.found
    assert [False, True] == [item.in_text_box for item in document.paragraphs]


def test_a_mark_that_only_one_way_of_writing_a_box_has_is_not_lost(tmp_path: Path) -> None:
    box = boxed(para(run("plain")))
    old = box.replace("<v:textbox><w:txbxContent>", f"<v:textbox><w:txbxContent>{para(typed('x'))}")
    document = read(tmp_path, para(old))
    assert [("insertion", "Ann", "", "x")] == [told(change) for change in document.changes]


@pytest.mark.parametrize(
    ("part", "story"),
    [
        ("footnotes", "footnote"),
        ("endnotes", "endnote"),
        ("header1", "header"),
        ("footer2", "footer"),
    ],
)
def test_changes_and_comments_outside_the_body_are_read(
    tmp_path: Path, part: str, story: str
) -> None:
    anchor = '<w:commentRangeStart w:id="0"/>{}<w:commentRangeEnd w:id="0"/>'
    content = para(anchor.format(run("Noted")) + typed(" twice"))
    name = {"header": "hdr", "footer": "ftr"}.get(story, part)
    if story in {"footnote", "endnote"}:
        content = f'<w:{story} w:id="4">{content}</w:{story}>'
    comments = xml("comments", f'<w:comment w:id="0" w:author="Bo">{para(run("Why?"))}</w:comment>')
    document = read(tmp_path, para(), {part: xml(name, content), "comments": comments})
    (change,), (comment,) = document.changes, document.comments
    assert ("insertion", "Ann", "", " twice") == told(change)
    assert "Noted" == comment.quote
    paragraph = document.paragraphs[change.after.first]
    assert (story, "4" if "note" in story else "") == (paragraph.story, paragraph.note)


def test_lines_that_part_notes_from_the_text_are_not_read_as_notes(tmp_path: Path) -> None:
    line = f'<w:footnote w:type="separator" w:id="-1">{para("<w:r><w:separator/></w:r>")}'
    notes = f'{line}</w:footnote><w:footnote w:id="2">{para(run("Note"))}</w:footnote>'
    document = read(tmp_path, para(run("x")), {"footnotes": xml("footnotes", notes)})
    assert ["x", "Note"] == [item.text for item in document.before]


def test_frames_are_told_by_style_cell_and_list(tmp_path: Path) -> None:
    names = {"a": "heading 1", "b": "caption", "c": "Title"}
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/></w:style>'
        for key, name in names.items()
    )
    styles += '<w:style w:type="paragraph" w:styleId="d"><w:basedOn w:val="a"/></w:style>'
    styles += '<w:style w:type="paragraph" w:styleId="e"><w:pPr><w:numPr><w:numId w:val="2"/>'
    styles += "</w:numPr></w:pPr></w:style>"
    body = "".join(para(run("x"), f'<w:pStyle w:val="{key}"/>') for key in "abcde")
    off = '<w:pStyle w:val="e"/><w:numPr><w:numId w:val="0"/></w:numPr>'
    body += f"<w:tbl><w:tr><w:tc>{para(run('x'))}</w:tc></w:tr></w:tbl>{para(run('x'), off)}"
    document = read(tmp_path, body, {"styles": xml("styles", styles)})
    assert [
        "heading",
        "caption",
        "heading",
        "heading",
        "list item",
        "table cell",
        "paragraph",
    ] == [item.frame for item in document.paragraphs]


def test_styles_based_on_each_other_in_a_circle_end_the_search(tmp_path: Path) -> None:
    styles = "".join(
        f'<w:style w:type="character" w:styleId="{one}"><w:basedOn w:val="{other}"/></w:style>'
        for one, other in ("ab", "ba")
    )
    document = read(
        tmp_path, para(run("x", '<w:rStyle w:val="a"/>')), {"styles": xml("styles", styles)}
    )
    assert "x" == document.before[0].text


LINK = (
    '<Relationship Id="r9" Type="x/hyperlink" Target="https://example.org/" TargetMode="External"/>'
)


@pytest.mark.parametrize(
    ("content", "look"),
    [
        (run("x", "<w:b/>"), Format(bold=True)),
        (run("x", '<w:b w:val="false"/><w:i/>'), Format(italic=True)),
        (run("x", '<w:rFonts w:ascii="Courier New"/>'), Format(code=True)),
        (run("x", '<w:rFonts w:ascii="Georgia"/>'), Format()),
        (run("x", '<w:vertAlign w:val="superscript"/>'), Format(raised="superscript")),
        (run("x", '<w:highlight w:val="yellow"/><w:strike/>'), Format(highlight=True, strike=True)),
        (f'<w:hyperlink r:id="r9">{run("x", "<w:u/>")}</w:hyperlink>', Format(link="https://example.org/")),
        (f'<w:hyperlink w:anchor="b">{run("x")}</w:hyperlink>', Format(link="#b")),
        (
            f"<w:fldSimple w:instr=' HYPERLINK \"https://example.org/a\"'>{run('x')}</w:fldSimple>",
            Format(link="https://example.org/a"),
        ),
    ],
)  # fmt: skip
def test_looks_are_told_as_far_as_markdown_knows_them(
    tmp_path: Path, content: str, look: Format
) -> None:
    assert look == read(tmp_path, para(content), links=LINK).before[0].runs[0].look


def field(code: str, result: str) -> str:
    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    words = f"<w:r><w:instrText>{code}</w:instrText></w:r>"
    return mark("begin") + words + mark("separate") + result + mark("end")


def test_a_field_s_code_is_no_text_and_its_result_is(tmp_path: Path) -> None:
    content = field(' IF "a" "' + "</w:instrText></w:r>" + field(" PAGE ", run("7"))
                    + '<w:r><w:instrText>" ', run("shown"))  # fmt: skip
    document = read(tmp_path, para(run("Page ") + content + run(".")))
    assert "Page shown." == document.before[0].text
    link = read(tmp_path, para(field(' HYPERLINK "https://example.org/" ', run("here"))))
    assert "https://example.org/" == link.before[0].runs[0].look.link


def test_a_field_that_never_ends_does_not_swallow_the_next_paragraph(tmp_path: Path) -> None:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    document = read(tmp_path, para(begin + run("code")) + para(run("text")))
    assert ["", "text"] == [item.text for item in document.before]


def test_signs_tabs_breaks_pictures_and_notes_are_characters(tmp_path: Path) -> None:
    parts = "<w:tab/><w:br/><w:noBreakHyphen/><w:softHyphen/><w:sym w:char='263A'/><w:drawing/>"
    document = read(tmp_path, para(f"<w:r>{parts}<w:footnoteReference w:id='2'/></w:r>"))
    assert f"\t\n\u2011\u00ad☺{OBJECT}{OBJECT}" == document.before[0].text


def test_blanks_at_the_ends_of_a_text_count_only_where_the_file_keeps_them(tmp_path: Path) -> None:
    body = para("<w:r><w:t> lost </w:t></w:r><w:r><w:t xml:space='preserve'> kept </w:t></w:r>")
    assert "lost kept " == read(tmp_path, body).before[0].text


def test_a_formula_s_characters_are_text(tmp_path: Path) -> None:
    document = read(tmp_path, para("<m:oMath><m:r><m:t>I²</m:t></m:r></m:oMath>"))
    assert "I²" == document.before[0].text


def test_what_stands_in_content_controls_and_smart_tags_is_read(tmp_path: Path) -> None:
    inner = f"<w:sdt><w:sdtPr/><w:sdtContent>{typed('in')}</w:sdtContent></w:sdt>"
    body = (
        f"<w:sdt><w:sdtContent>{para(f'<w:smartTag>{inner}</w:smartTag>')}</w:sdtContent></w:sdt>"
    )
    assert ["in"] == [item.text for item in read(tmp_path, body).after]


def test_a_table_in_a_cell_has_its_own_rows_and_the_outer_goes_on(tmp_path: Path) -> None:
    inner = f"<w:tbl><w:tr><w:tc>{para(run('deep'))}</w:tc></w:tr></w:tbl>"
    cells = f"<w:tc>{inner}{para(run('a'))}</w:tc><w:tc>{para(run('b'))}</w:tc>"
    document = read(tmp_path, f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>{para()}")
    places = [
        (item.before_text, item.cell.table, item.cell.row, item.cell.column)
        for item in document.paragraphs
        if item.cell
    ]
    assert [("deep", 1, 0, 0), ("a", 0, 0, 0), ("b", 0, 0, 1)] == places


def test_bookmarks_have_a_span_in_either_view(tmp_path: Path) -> None:
    start, end = '<w:bookmarkStart w:id="7" w:name="_ss_a"/>', '<w:bookmarkEnd w:id="7"/>'
    body = para(struck("Old ") + start + run("text")) + para(typed("new ") + run("end") + end)
    (bookmark,) = read(tmp_path, body).paragraphs[0].bookmarks
    document = read(tmp_path, body)
    assert "text\nend" == document.text("before", bookmark.before)
    assert "text\nnew end" == document.text("after", bookmark.after)


def test_a_bookmark_between_paragraphs_holds_the_paragraphs_between(tmp_path: Path) -> None:
    start, end = '<w:bookmarkStart w:id="7" w:name="b"/>', '<w:bookmarkEnd w:id="7"/>'
    document = read(tmp_path, para(run("a")) + start + para(run("b")) + end + para(run("c")))
    (bookmark,) = document.paragraphs[1].bookmarks
    assert "b" == document.text("before", bookmark.before)


def test_a_document_without_a_paragraph_reads_as_an_empty_one(tmp_path: Path) -> None:
    document = read(tmp_path, "")
    assert ([""], (), ()) == (
        [item.text for item in document.before],
        document.comments,
        document.changes,
    )


def test_marks_around_whole_paragraphs_reach_their_text(tmp_path: Path) -> None:
    document = read(tmp_path, tracked("ins", para(run("New."))) + para(run("Old.")))
    assert [("insertion", "Ann", "", "New.")] == [told(change) for change in document.changes]
