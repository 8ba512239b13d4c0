"""Tracked changes in the shapes in which editors write them."""

from __future__ import annotations

from pathlib import Path

import pytest

from press.publication import PressError
from press.review.model.paragraphs import Format, Span
from tests.review.reading.word import para, read, run, struck, told, tracked, typed, xml

INS, DEL = tracked("ins"), tracked("del")


def test_a_deletion_and_an_insertion_side_by_side_are_one_replacement_in_either_order(
    tmp_path: Path,
) -> None:
    wanted = [("replacement", "Ann", "old", "new")]
    for content in (struck("old") + typed("new"), typed("new") + struck("old")):
        document = read(tmp_path, para(run("an ") + content + run(" word")))
        assert wanted == [told(change) for change in document.changes]
        assert ["an old word"] == [item.text for item in document.before]
        assert ["an new word"] == [item.text for item in document.after]


def test_edits_apart_from_each_other_or_of_two_authors_stay_two(tmp_path: Path) -> None:
    apart = read(tmp_path, para(struck("old") + run(" ") + typed("new")))
    assert ["deletion", "insertion"] == [change.kind for change in apart.changes]
    authors = read(tmp_path, para(struck("old", "Ann") + typed("new", "Bo")))
    assert [("deletion", "Ann", "old", ""), ("insertion", "Bo", "", "new")] == [
        told(change) for change in authors.changes
    ]


def test_a_deletion_written_in_several_elements_is_one(tmp_path: Path) -> None:
    content = (
        struck("one ") + '<w:bookmarkStart w:id="1" w:name="b"/>' + struck("two", "Ann", "<w:b/>")
    )
    (change,) = read(tmp_path, para(content)).changes
    assert ("deletion", "Ann", "one two", "") == told(change)
    assert [Format(), Format(bold=True)] == [part.look for part in change.old]
    assert 2 == len(change.marks)


def test_text_that_one_typed_and_another_deleted_is_in_neither_view(tmp_path: Path) -> None:
    inner = run("mine ") + struck("never", "Bo") + run(" too")
    document = read(tmp_path, para(run("Kept ") + tracked("ins", inner)))
    assert [("insertion", "Ann", "", "mine  too"), ("undone insertion", "Bo", "never", "")] == [
        told(change) for change in document.changes
    ]
    assert "Ann" == document.changes[1].inserter
    assert ("Kept ", "Kept mine  too") == (document.before[0].text, document.after[0].text)


def test_offsets_count_code_points_in_each_view(tmp_path: Path) -> None:
    document = read(tmp_path, para(run("🥗 ") + typed("big ") + run("salad ") + struck("bowl")))
    insertion, deletion = document.changes
    assert (Span(0, 2, 0, 2), Span(0, 2, 0, 6)) == (insertion.before, insertion.after)
    assert (Span(0, 8, 0, 12), Span(0, 12, 0, 12)) == (deletion.before, deletion.after)


def test_a_new_paragraph_written_in_front_of_the_old_end_is_an_insertion_not_a_split(
    tmp_path: Path,
) -> None:
    document = read(tmp_path, para(run("Old."), end=INS) + para(typed("New.")) + para(run("Next.")))
    assert [("paragraph insertion", "Ann", "", "New.")] == [told(c) for c in document.changes]
    assert ["Old.", "Next."] == [item.text for item in document.before]
    assert ["Old.", "New.", "Next."] == [item.text for item in document.after]


def test_a_new_paragraph_with_an_end_of_its_own_is_an_insertion_too(tmp_path: Path) -> None:
    document = read(tmp_path, para(typed("New."), end=INS) + para(run("Old.")))
    assert [("paragraph insertion", "Ann", "", "New.")] == [told(c) for c in document.changes]
    assert ["Old."] == [item.text for item in document.before]


def test_an_end_inserted_between_two_old_texts_is_a_split(tmp_path: Path) -> None:
    document = read(tmp_path, para(run("One."), end=INS) + para(run("Two.")))
    (change,) = document.changes
    assert "paragraph split" == change.kind
    assert (Span(0, 4, 0, 4), Span(0, 4, 1, 0)) == (change.before, change.after)
    assert ["One.Two."] == [item.text for item in document.before]
    assert "\n" == document.text("after", change.after)


def test_an_end_deleted_between_two_texts_is_a_merge_and_behind_lost_text_a_deletion(
    tmp_path: Path,
) -> None:
    merged = read(tmp_path, para(run("One."), end=DEL) + para(run("Two.")))
    assert ["paragraph merge"] == [change.kind for change in merged.changes]
    assert ["One.Two."] == [item.text for item in merged.after]
    lost = read(tmp_path, para(struck("One."), end=DEL) + para(run("Two.")))
    assert [("paragraph deletion", "Ann", "One.", "")] == [told(c) for c in lost.changes]
    assert ["Two."] == [item.text for item in lost.after]


def test_paragraphs_split_and_inserted_at_once_are_told_apart(tmp_path: Path) -> None:
    body = para(run("One."), end=INS) + para(typed("New."), end=INS) + para(run("Two."))
    kinds = [change.kind for change in read(tmp_path, body).changes]
    assert ["paragraph split", "paragraph insertion"] == kinds


def test_what_another_author_edits_in_a_new_paragraph_stays_an_edit_of_its_own(
    tmp_path: Path,
) -> None:
    content = typed("Ann says ") + typed("and Bo adds", "Bo")
    document = read(tmp_path, para(content, end=INS) + para(run("Old.")))
    assert [
        ("paragraph insertion", "Ann", "", "Ann says "),
        ("insertion", "Bo", "", "and Bo adds"),
    ] == [told(change) for change in document.changes]


def test_an_end_that_was_inserted_and_deleted_again_is_in_neither_view(tmp_path: Path) -> None:
    ends = tracked("ins") + tracked("del", author="Bo")
    document = read(tmp_path, para(run("One."), end=ends) + para(run("Two.")))
    (change,) = document.changes
    assert ("undone insertion", "Bo", "Ann") == (change.kind, change.author, change.inserter)
    assert ["One.Two."] == [item.text for item in document.before]
    assert ["One.Two."] == [item.text for item in document.after]


def test_the_last_end_of_a_cell_never_runs_into_the_next_cell(tmp_path: Path) -> None:
    cells = "".join(f"<w:tc>{para(run(text), end=DEL)}</w:tc>" for text in ("a", "b"))
    document = read(tmp_path, f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>{para()}")
    assert ["a", "b", ""] == [item.text for item in document.after]
    assert ["other", "other"] == [change.kind for change in document.changes]


def row(*cells: str, marks: str = "") -> str:
    properties = f"<w:trPr>{marks}</w:trPr>" if marks else ""
    return f"<w:tr>{properties}{''.join(f'<w:tc>{cell}</w:tc>' for cell in cells)}</w:tr>"


def test_a_row_is_one_change_with_all_that_stands_in_it(tmp_path: Path) -> None:
    table = row(para(run("head"))) + row(
        para(typed("a"), end=INS), para(typed("b"), end=INS), marks=INS
    )
    document = read(tmp_path, f"<w:tbl>{table}</w:tbl>{para()}")
    assert [("row insertion", "Ann", "", "a\nb")] == [told(c) for c in document.changes]
    assert ["head", ""] == [item.text for item in document.before]
    assert ["head", "a", "b", ""] == [item.text for item in document.after]
    cell = document.paragraphs[2].cell
    assert cell is not None
    assert (0, 1, 1, "inserted") == (cell.table, cell.row, cell.column, cell.row_fate)


def test_a_deleted_row_whose_text_bears_no_mark_is_gone_all_the_same(tmp_path: Path) -> None:
    table = row(para(run("stays"))) + row(para(run("goes")), marks=DEL)
    document = read(tmp_path, f"<w:tbl>{table}</w:tbl>{para()}")
    assert [("row deletion", "Ann", "goes", "")] == [told(c) for c in document.changes]
    assert ["stays", ""] == [item.text for item in document.after]


def test_no_paragraph_runs_through_a_table_into_another(tmp_path: Path) -> None:
    table = f"<w:tbl>{row(para(run('cell')))}</w:tbl>"
    document = read(tmp_path, para(typed("New."), end=INS) + table + para(run("Old.")))
    assert [("paragraph insertion", "Ann", "", "New.")] == [told(c) for c in document.changes]
    assert ["cell", "Old."] == [item.text for item in document.before]
    assert ["New.", "cell", "Old."] == [item.text for item in document.after]


def test_what_stands_behind_a_row_is_not_in_it(tmp_path: Path) -> None:
    table = row(para(run("goes")), marks=DEL) + row(para(run("stays")))
    document = read(tmp_path, f"<w:tbl>{table}</w:tbl>{para(run('free'))}")
    assert ["stays", "free"] == [item.text for item in document.after]


@pytest.mark.parametrize(
    ("mark", "kind"),
    [("cellIns", "cell insertion"), ("cellDel", "cell deletion"), ("cellMerge", "cell merge")],
)
def test_cells_inserted_deleted_and_merged_are_read(tmp_path: Path, mark: str, kind: str) -> None:
    cell = f"<w:tcPr>{tracked(mark)}</w:tcPr>{para(run('b'))}"
    document = read(tmp_path, f"<w:tbl>{row(para(run('a')), cell)}</w:tbl>{para()}")
    assert [kind] == [change.kind for change in document.changes]


def ranged(side: str, number: int, name: str, content: str) -> str:
    start = f'<w:move{side}RangeStart w:id="{number}" w:name="{name}" w:author="Ann"/>'
    return f'{start}{content}<w:move{side}RangeEnd w:id="{number}"/>'


def test_a_move_is_paired_by_the_name_of_its_ranges(tmp_path: Path) -> None:
    old = ranged("From", 1, "m1", tracked("moveFrom", run("Bread. ")))
    new = ranged("To", 2, "m1", tracked("moveTo", run("Bread. ")))
    document = read(tmp_path, para(old + run("Butter. ") + new))
    (move,) = document.changes
    assert ("move", "Ann", "Bread. ", "Bread. ") == told(move)
    assert (Span(0, 0, 0, 7), Span(0, 8, 0, 15), Span(0, 15, 0, 15)) == (
        move.before,
        move.after,
        move.target,
    )


def test_half_a_move_is_told_as_what_it_does(tmp_path: Path) -> None:
    new = ranged("To", 2, "m1", tracked("moveTo", run("Bread.")))
    (change,) = read(tmp_path, para(new)).changes
    assert ("insertion", "Ann", "", "Bread.") == told(change)
    assert "half of a move; the file does not hold the other" == change.detail


def test_the_same_text_inserted_and_deleted_is_no_move_without_evidence(tmp_path: Path) -> None:
    document = read(tmp_path, para(typed("Bread.")) + para(run("x") + struck("Bread.")))
    assert ["insertion", "deletion"] == [change.kind for change in document.changes]


def test_runs_that_changed_format_alike_side_by_side_are_one_change(tmp_path: Path) -> None:
    mark = tracked("rPrChange", "<w:rPr/>")
    content = run("a", f"<w:b/>{mark}") + run("b", f"<w:b/>{mark}") + run("c")
    document = read(tmp_path, para(content))
    (change,) = document.changes
    assert ("run format", "plain", "bold") == (change.kind, change.was, change.now)
    assert "ab" == document.text("after", change.after)
    assert (Format(),) == tuple(part.look for part in document.before[0].runs)
    assert (Format(bold=True), Format()) == tuple(part.look for part in document.after[0].runs)


@pytest.mark.parametrize(
    ("was", "now", "words"),
    [
        ("<w:i/>", "<w:b/>", ("italic", "bold")),
        ("<w:b/>", '<w:b w:val="0"/>', ("bold", "plain")),
        ('<w:sz w:val="20"/>', '<w:sz w:val="22"/>', ("size 20", "size 22")),
        ("", '<w:u w:val="single"/>', ("plain", "underline")),
        ("", '<w:rFonts w:ascii="Consolas"/>', ("plain", "font Consolas")),
    ],
)
def test_formats_are_told_in_words(
    tmp_path: Path, was: str, now: str, words: tuple[str, str]
) -> None:
    mark = tracked("rPrChange", f"<w:rPr>{was}</w:rPr>")
    (change,) = read(tmp_path, para(run("word", now + mark))).changes
    assert words == (change.was, change.now)


def test_a_paragraph_format_names_the_styles_and_is_about_the_whole_paragraph(
    tmp_path: Path,
) -> None:
    styles = xml(
        "styles",
        '<w:style w:type="paragraph" w:styleId="H2"><w:name w:val="heading 2"/></w:style>',
    )
    mark = tracked("pPrChange", "<w:pPr/>")
    body = para(run("Title"), f'<w:pStyle w:val="H2"/>{mark}')
    document = read(tmp_path, body, {"styles": styles})
    (change,) = document.changes
    assert ("paragraph format", "plain", "style heading 2") == (
        change.kind,
        change.was,
        change.now,
    )
    assert "Title" == document.text("after", change.after)
    paragraph = document.paragraphs[0]
    assert ("", "H2") == (paragraph.shape_before.style, paragraph.shape_after.style)
    assert "heading" == paragraph.frame


CELL = f"<w:tcPr>{tracked('tcPrChange', '<w:tcPr/>')}</w:tcPr>"
LIST = '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="3"/>{}</w:numPr>'
SECTION = f"<w:sectPr>{tracked('sectPrChange', '<w:sectPr/>')}</w:sectPr>"
FIELD = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
FORMULA = f"<m:oMath><m:r><m:rPr/><w:rPr>{INS}</w:rPr><m:t>x</m:t></m:r></m:oMath>"


def table(*rows: str, properties: str = "") -> str:
    return f"<w:tbl>{properties}{''.join(rows)}</w:tbl>{para()}"


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (para(run("x"), LIST.format(INS)), "paragraph format"),
        (para(run("x"), LIST.format(tracked("numberingChange"))), "paragraph format"),
        (para(run("x"), end=tracked("rPrChange", "<w:rPr/>")), "run format"),
        (para() + SECTION, "section format"),
        (para("", SECTION), "section format"),
        (table(row(para(), marks=tracked("trPrChange"))), "table format"),
        (table(row(CELL + para())), "table format"),
        (para(tracked("customXmlInsRangeStart") + run("x")), "other"),
        (para(FORMULA), "other"),
        (para(tracked("ins", FIELD)), "other"),
    ],
)
def test_every_other_mark_is_reported_by_its_kind(tmp_path: Path, body: str, kind: str) -> None:
    document = read(tmp_path, body)
    assert [kind] == [change.kind for change in document.changes]
    assert document.ledger.balances


@pytest.mark.parametrize("name", ["tblPr", "tblGrid"])
def test_changes_of_a_whole_table_are_reported(tmp_path: Path, name: str) -> None:
    change = tracked(f"{name}Change", f"<w:{name}/>")
    body = table(row(para()), properties=f"<w:{name}>{change}</w:{name}>")
    assert ["table format"] == [change.kind for change in read(tmp_path, body).changes]


def test_a_mark_that_holds_nothing_is_counted_and_changes_nothing(tmp_path: Path) -> None:
    document = read(tmp_path, para(run("x") + tracked("ins", "<w:r/>")))
    assert () == document.changes
    assert {"ins": 1} == document.ledger.reported


def test_a_change_of_a_style_s_definition_is_reported(tmp_path: Path) -> None:
    mark = tracked("rPrChange", "<w:rPr/>")
    style = f'<w:style w:styleId="S"><w:rPr><w:b/>{mark}</w:rPr></w:style>'
    (change,) = read(tmp_path, para(run("x")), {"styles": xml("styles", style)}).changes
    assert "rPrChange in the definitions of styles" == change.detail


def test_a_mark_that_cannot_be_read_fails_the_reading(tmp_path: Path) -> None:
    # A ruby's reading is not part of the text, so nothing in it can be placed.
    ruby = f"<w:ruby><w:rt>{typed('reading')}</w:rt><w:rubyBase>{run('x')}</w:rubyBase></w:ruby>"
    with pytest.raises(PressError, match="1 review marks could not be read: ins 1 in word/doc"):
        read(tmp_path, para(f"<w:r>{ruby}</w:r>"))


def test_the_true_time_is_told_where_the_file_has_it(tmp_path: Path) -> None:
    mark = typed("x").replace("w:date", 'w16du:dateUtc="2026-03-01T09:00:00Z" w:date')
    (change,) = read(tmp_path, para(mark)).changes
    assert ("2026-03-01T10:00:00", "2026-03-01T09:00:00+00:00") == (
        change.date.local.isoformat() if change.date.local else "",
        change.date.utc.isoformat() if change.date.utc else "",
    )
