"""Marks that stand in properties: on paragraphs' ends, rows, cells and formats."""

from __future__ import annotations

from press.docx.ooxml import Element
from press.review.model.changes import ChangeKind
from press.review.reading.drafts import FormatDraft, Point, Row
from press.review.reading.names import CELLS, FORMATS, TRACKED, attribute, child, short
from press.review.reading.state import RunState, WalkState, points

_MOST = 4  # marks on one end, row or cell: each is copied to everything that stands in it
_KINDS: dict[str, ChangeKind] = {
    "w:rPrChange": "run format",
    "w:pPrChange": "paragraph format",
    "w:numberingChange": "paragraph format",
    "w:sectPrChange": "section format",
}
_CELL_KINDS: dict[str, ChangeKind] = {
    "w:cellIns": "cell insertion",
    "w:cellDel": "cell deletion",
    "w:cellMerge": "cell merge",
}


def run_properties(state: WalkState, run: Element) -> RunState:
    """Return a run's look in either view, and its change of format."""
    properties = child(run, "w:rPr")
    link = state.link
    after = state.styles.look(properties, link)
    change = child(properties, "w:rPrChange")
    if properties is None or change is None or state.paragraph is None:
        return RunState((after, after))
    old = child(change, "w:rPr")
    was, now = state.styles.difference(old, properties)
    draft = FormatDraft(
        "run format", state.tracked(change), *points(state.paragraph.place), was=was, now=now
    )
    state.gathered.formats.append(draft)
    return RunState((state.styles.look(old, link), after), draft)


def properties_of(state: WalkState, element: Element) -> None:
    """Take up every mark in a properties element; `element` itself is left to the caller."""
    if short(element) == "w:pPr" and state.paragraph is not None:
        change = child(element, "w:pPrChange")
        old = child(change, "w:pPr") if change is not None else element
        state.paragraph.shape_before = state.styles.shape(old)
        state.paragraph.shape_after = state.styles.shape(element)
    for item in element.iter() if state.counted.marks else ():
        if item in state.counted.marks:
            _take(state, element, item)


def _take(state: WalkState, properties: Element, item: Element) -> None:
    name, parent = short(item), item.getparent()
    above = short(parent) if parent is not None else ""
    if name == "w:rPrChange" and short(properties) == "w:rPr" and state.paragraph is not None:
        return  # the run's own: `run_properties` has it
    if name in TRACKED and above == "w:rPr" and _is_end(state, properties, parent):
        _end(state, item)
    elif name in TRACKED and above == "w:trPr" and _has_room(state, row=True):
        kind: ChangeKind = "row insertion" if name in {"w:ins", "w:moveTo"} else "row deletion"
        state.tables[-1].row_fates.append(_row(state, item, kind))
    elif name in CELLS and _has_room(state, row=False):
        state.tables[-1].cell_fates.append(_row(state, item, _CELL_KINDS[name]))
    elif name in FORMATS:
        _format(state, item)
    elif above == "w:numPr":
        _other(state, item, "paragraph format", ("plain", "list"))
    else:
        _other(state, item, "other", detail=f"{name} in {above}")


def _is_end(state: WalkState, properties: Element, parent: Element | None) -> bool:
    """Tell whether run properties are those of a paragraph's end, and it may have a mark more."""
    return (
        short(properties) == "w:pPr"
        and parent is not None
        and parent.getparent() is properties
        and state.paragraph is not None
        and len(state.paragraph.ends) < _MOST
    )


def _has_room(state: WalkState, *, row: bool) -> bool:
    """Tell whether a row or cell may have a mark more; editors write two at most."""
    if not state.tables:
        return False
    table = state.tables[-1]
    return len(table.row_fates if row else table.cell_fates) < _MOST


def _end(state: WalkState, item: Element) -> None:
    tracked, draft = state.tracked(item), state.paragraph
    if draft is None:
        return
    draft.ends = (*draft.ends, tracked)
    move = state.move(tracked.element)
    if move is not None:
        move.ends.append(draft.index)


def _row(state: WalkState, item: Element, kind: ChangeKind) -> Row:
    row = Row(state.tracked(item), kind)
    state.gathered.rows.append(row)
    state.marks.append(row.tracked)
    return row


def _format(state: WalkState, item: Element) -> None:
    """Take up a change of format that is not a run's."""
    name, parent = short(item), item.getparent()
    old = next(iter(item), None)
    was, now = state.styles.difference(old, parent)
    detail = ""
    if name == "w:numberingChange":
        was, now = f"number {attribute(item, 'w:original')}".strip(), "numbered anew"
    elif name == "w:rPrChange":
        detail = "the paragraph's end"
    elif name not in _KINDS:
        detail = name.removeprefix("w:").removesuffix("Change")
    _other(state, item, _KINDS.get(name, "table format"), (was, now), detail)


def _other(
    state: WalkState,
    item: Element,
    kind: ChangeKind,
    words: tuple[str, str] = ("", ""),
    detail: str = "",
) -> None:
    """Take up a mark at the present place; a paragraph's format is about its whole text."""
    tracked = state.tracked(item)

    def put(place: Point) -> None:
        draft = FormatDraft(kind, tracked, *points(place), *words, detail)
        draft.is_whole = kind == "paragraph format"
        state.gathered.formats.append(draft)

    state.here(put)
