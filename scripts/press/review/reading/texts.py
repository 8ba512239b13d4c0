"""What a text is made of: runs and their characters, objects, fields, links."""

from __future__ import annotations

from press.docx.ooxml import Element
from press.review.model.paragraphs import OBJECT
from press.review.reading.fields import link_of
from press.review.reading.names import attribute, short
from press.review.reading.properties import run_properties
from press.review.reading.state import WalkState, WalkStep

_SYMBOLS = {
    "w:tab": "\t",
    "w:ptab": "\t",
    "w:br": "\n",
    "w:cr": "\n",
    "w:softHyphen": "\u00ad",
    "w:noBreakHyphen": "\u2011",
}
_OBJECTS = frozenset({"w:drawing", "w:pict", "w:object"}) | {
    "w:footnoteReference",
    "w:endnoteReference",
}
_TEXTS = frozenset({"w:t", "w:delText", "m:t"})
_CODES = frozenset({"w:instrText", "w:delInstrText"})
_SPACE = "xml:space"
_FILLER = "\u200d"  # LibreOffice puts it first into the cells of a tracked new row


def _start_run(state: WalkState, element: Element) -> None:
    state.runs.append(run_properties(state, element))


def _end_run(state: WalkState, _: Element) -> None:
    state.runs.pop()


def _text(state: WalkState, element: Element) -> None:
    if state.fields.in_code:
        _stuff(state, element)
        return
    text = element.text or ""
    is_kept = state.keeps_blanks or attribute(element, _SPACE) == "preserve"
    if not is_kept and short(element) != "m:t":
        text = text.strip(" \t\r\n")
    if state.paragraph is not None and not state.paragraph.pieces:
        text = text.removeprefix(_FILLER)
    if text:
        state.add(text)


def _symbol(state: WalkState, element: Element) -> None:
    if state.runs and not state.fields.in_code:
        state.add(_SYMBOLS[short(element)])


def _sign(state: WalkState, element: Element) -> None:
    """Take up a `w:sym`: a character by its number in a typeface of signs."""
    number = attribute(element, "w:char")
    try:
        state.add(chr(int(number, 16)))
    except (ValueError, OverflowError):
        state.add("\ufffd")


def _object(state: WalkState, _: Element) -> None:
    state.add(OBJECT)


def _stuff(state: WalkState, element: Element) -> None:
    """Note what an insertion or deletion holds that is no text."""
    if state.wrappers:
        is_code = short(element) in {"w:fldChar", *_CODES, *_TEXTS}
        state.wrappers[-1].stuff = "field" if is_code else short(element)


def _field(state: WalkState, element: Element) -> None:
    state.fields.mark(attribute(element, "w:fldCharType"))
    _stuff(state, element)


def _code(state: WalkState, element: Element) -> None:
    state.fields.add(element.text or "")
    _stuff(state, element)


def _start_link(state: WalkState, element: Element) -> None:
    relation = state.relations.get(attribute(element, "r:id"))
    anchor = attribute(element, "w:anchor")
    address = relation.target if relation else ""
    state.links.append(f"{address}#{anchor}" if anchor else address)


def _start_simple(state: WalkState, element: Element) -> None:
    state.links.append(link_of(attribute(element, "w:instr")))


def _end_link(state: WalkState, _: Element) -> None:
    state.links.pop()


STARTS: dict[str, WalkStep] = {
    **dict.fromkeys(_TEXTS, _text),
    **dict.fromkeys(_SYMBOLS, _symbol),
    **dict.fromkeys(_OBJECTS, _object),
    **dict.fromkeys(_CODES, _code),
    "w:r": _start_run,
    "m:r": _start_run,
    "w:sym": _sign,
    "w:fldChar": _field,
    "w:hyperlink": _start_link,
    "w:fldSimple": _start_simple,
}
ENDS: dict[str, WalkStep] = {
    "w:r": _end_run,
    "m:r": _end_run,
    "w:hyperlink": _end_link,
    "w:fldSimple": _end_link,
}
