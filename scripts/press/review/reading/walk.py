"""One walk through a part's XML, from its first element to its last, without recursion."""

from __future__ import annotations

from lxml import etree

from press.docx.ooxml import Element
from press.review.reading import marks, texts
from press.review.reading.names import COMMENT, attribute, short
from press.review.reading.properties import properties_of
from press.review.reading.state import Table, WalkState, WalkStep

_PROPERTIES = frozenset({"w:pPr", "w:rPr", "w:trPr", "w:tcPr", "w:tblPr", "w:tblGrid"}) | {
    "w:tblPrEx",
    "w:sectPr",
    "w:sdtPr",
    "m:ctrlPr",
}
_READING = "w:rt"  # a ruby's reading stands above the text, not in it
_SEPARATORS = frozenset({"separator", "continuationSeparator", "continuationNotice"})
_NOTES = frozenset({"w:footnote", "w:endnote", COMMENT})
_ROOTS = frozenset({"w:body", "w:hdr", "w:ftr"})


def walk(state: WalkState, root: Element) -> None:
    """Read a part into the state's gathered drafts."""
    walker = etree.iterwalk(root, events=("start", "end"))
    state.enter()
    state.keeps_blanks = attribute(root, "xml:space") == "preserve"
    passed: list[Element] = []
    for event, element in walker:
        if event == "end":
            if passed and passed[-1] is element:
                passed.pop()
            elif then := _ENDS.get(short(element)):
                then(state, element)
        elif _is_passed(state, element):
            walker.skip_subtree()
            passed.append(element)
        elif begin := _STARTS.get(short(element)):
            begin(state, element)
    if state.gathered.drafts:
        state.settle(state.gathered.drafts[-1].place)
    elif state.waits:  # marks, and not one paragraph that they could stand in
        state.begin()


def _is_passed(state: WalkState, element: Element) -> bool:
    """Tell whether an element's children are not to be walked through."""
    name = short(element)
    if name in _PROPERTIES:
        properties_of(state, element)
        return True
    is_line = name in _NOTES and attribute(element, "w:type") in _SEPARATORS
    return is_line or name == _READING or element in state.counted.skipped


def _enter(state: WalkState, _: Element) -> None:
    state.enter()


def _leave(state: WalkState, _: Element) -> None:
    state.leave()


def _start_note(state: WalkState, element: Element) -> None:
    state.note = attribute(element, "w:id")
    if short(element) == COMMENT:  # a damaged file may give one id to two of them
        state.note = str(state.counted.marks[element].number)
    state.enter()


def _end_note(state: WalkState, _: Element) -> None:
    state.note = ""
    state.leave()


def _start_box(state: WalkState, _: Element) -> None:
    state.boxes += 1
    state.paragraphs.append(None)
    state.enter()


def _end_box(state: WalkState, _: Element) -> None:
    state.boxes -= 1
    state.paragraphs.pop()
    state.leave()


def _start_paragraph(state: WalkState, _: Element) -> None:
    draft = state.begin()
    draft.shape_before = draft.shape_after = state.styles.shape(None)


def _end_paragraph(state: WalkState, _: Element) -> None:
    draft = state.paragraph
    if draft is not None:
        draft.frame = state.styles.frame(
            draft.shape_after, in_cell=draft.cell is not None, in_box=draft.in_text_box
        )
    state.paragraphs.pop()
    state.fields.close_codes()


def _start_table(state: WalkState, _: Element) -> None:
    state.part_here()
    state.tables.append(Table(state.gathered.tables))
    state.gathered.tables += 1


def _end_table(state: WalkState, _: Element) -> None:
    state.tables.pop()


def _start_row(state: WalkState, _: Element) -> None:
    if state.tables:
        state.tables[-1].row += 1
        state.tables[-1].column = -1


def _end_row(state: WalkState, _: Element) -> None:
    if state.tables:
        _forget(state, len(state.tables[-1].row_fates))
        state.tables[-1].row_fates.clear()


def _start_cell(state: WalkState, _: Element) -> None:
    if state.tables:
        state.tables[-1].column += 1
    state.enter()


def _end_cell(state: WalkState, _: Element) -> None:
    if state.tables:
        _forget(state, len(state.tables[-1].cell_fates))
        state.tables[-1].cell_fates.clear()
    state.leave()


def _forget(state: WalkState, many: int) -> None:
    """Close the marks of a row or cell; a cell's are closed before its row's are."""
    if many:
        del state.marks[-many:]


_STARTS: dict[str, WalkStep] = {
    **marks.STARTS,
    **texts.STARTS,
    **dict.fromkeys(_ROOTS, _enter),
    **dict.fromkeys(_NOTES, _start_note),
    "w:txbxContent": _start_box,
    "w:p": _start_paragraph,
    "w:tbl": _start_table,
    "w:tr": _start_row,
    "w:tc": _start_cell,
}
_ENDS: dict[str, WalkStep] = {
    **marks.ENDS,
    **texts.ENDS,
    **dict.fromkeys(_ROOTS, _leave),
    **dict.fromkeys(_NOTES, _end_note),
    "w:txbxContent": _end_box,
    "w:p": _end_paragraph,
    "w:tbl": _end_table,
    "w:tr": _end_row,
    "w:tc": _end_cell,
}
