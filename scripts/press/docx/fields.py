"""Word's fields: PAGEREF, SEQ, NOTEREF, each with the result it has now."""

from __future__ import annotations

from press.docx.formats import PLAIN, Format, add_properties
from press.docx.ooxml import Element, add, add_text


def add_field(parent: Element, instruction: str, result: str, look: Format = PLAIN) -> None:
    """Append a field; `result` is what stands there until the reader's program computes it."""
    _mark(parent, "begin", look)
    run = _run(parent, look)
    code = add(run, "instrText")
    code.text = f" {instruction} "
    code.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    _mark(parent, "separate", look)
    if result:
        add_text(_run(parent, look), result)
    _mark(parent, "end", look)


def _run(parent: Element, look: Format) -> Element:
    run = add(parent, "r")
    add_properties(run, look)
    return run


def _mark(parent: Element, kind: str, look: Format) -> None:
    add(_run(parent, look), "fldChar", fldCharType=kind)
