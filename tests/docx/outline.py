"""A Word file as a person may read it: one line a paragraph, read apart from the writer's code."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_SHOWN = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}softHyphen": "\u00ad"}
_WHOLE = {f"{W}footnoteReference": "\ufffc", f"{W}drawing": "\ufffc"}
_TAGS = {"b": "b", "i": "i", "strike": "s", "u": "u", "rtl": "rtl"}


def part(data: bytes, name: str) -> Any:
    """Return a part of a package, parsed."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return etree.fromstring(package.read(name))


def anchors(paragraph: Any) -> list[str]:
    """Return the names of the bookmarks that stand around a whole paragraph."""
    names = [str(mark.get(f"{W}name")) for mark in paragraph.iterchildren(f"{W}bookmarkStart")]
    return [name for name in names if name.startswith(("_ss_", "_ssg_"))]


def marked(paragraph: Any) -> str:
    """Return a paragraph's characters as the review reads them."""
    return "".join(
        {**_SHOWN, **_WHOLE}.get(node.tag) or node.text or ""
        for node in paragraph.iter(f"{W}t", *_SHOWN, *_WHOLE)
        if node.getparent().tag == f"{W}r" and not _is_note_gap(node)
    )


def _is_note_gap(node: Any) -> bool:
    """Tell the blank between a footnote's own mark and its text."""
    before = node.getparent().getprevious()
    return before is not None and before.find(f"{W}footnoteRef") is not None


def outline(data: bytes, manifest: Any) -> list[str]:
    """Return a line a paragraph: style, level in a list, source lines, text with its looks."""
    blocks = {block.id: block for block in manifest.blocks}
    lines: list[str] = []
    for paragraph in part(data, "word/document.xml").iter(f"{W}p"):
        lines += _line(paragraph, blocks, "")
    for note in part(data, "word/footnotes.xml"):
        for paragraph in note.iter(f"{W}p") if note.get(f"{W}type") is None else ():
            lines += _line(paragraph, blocks, f"[^{note.get(f'{W}id')}] ")
    return lines


def _line(paragraph: Any, blocks: dict[str, Any], lead: str) -> list[str]:
    style = _value(paragraph, "pPr/pStyle") or "Normal"
    found = anchors(paragraph)
    if style == "TableGap" or style.startswith("TOC"):
        return []
    block = blocks[found[0]] if found else None
    if block is None:
        place = "-"
    elif block.file:
        first, last = block.lines
        place = str(first) if first == last else f"{first}-{last}"
    else:
        place = "generated"
    level = _value(paragraph, "pPr/numPr/ilvl")
    extra = f" level {level}" if level else ""
    extra += " rtl" if paragraph.find(f"{W}pPr/{W}bidi") is not None else ""
    extra += f" {_value(paragraph, 'pPr/jc')}" if _value(paragraph, "pPr/jc") else ""
    text = _text(paragraph)
    return [f"{lead}{style}{extra} {place}: {text.lstrip() if lead else text}".rstrip()]


def _value(element: Any, path: str) -> str:
    found = element.find("/".join(f"{W}{name}" for name in path.split("/")))
    return "" if found is None else str(found.get(f"{W}val"))


def _text(element: Any) -> str:
    parts: list[str] = []
    for child in element:
        if child.tag == f"{W}r":
            parts.append(_run(child))
        elif child.tag == f"{W}hyperlink":
            parts.append(f"<a>{_text(child)}</a>")
        elif child.tag == f"{W}bookmarkStart" and str(child.get(f"{W}name")).startswith("_ssc_"):
            parts.append("{")
        elif child.tag == f"{W}bookmarkEnd" and _ends_citation(child):
            parts.append("}")
    text = "".join(parts).replace("\u00a0", "&nbsp;")
    for tag in ("b", "i", "code", "sup", "sub", "rtl"):
        text = text.replace(f"</{tag}><{tag}>", "")
    return text


def _ends_citation(end: Any) -> bool:
    number = end.get(f"{W}id")
    starts = end.getparent().iterchildren(f"{W}bookmarkStart")
    return any(
        s.get(f"{W}id") == number and str(s.get(f"{W}name")).startswith("_ssc_") for s in starts
    )


def _said(node: Any) -> str:
    if node.tag == f"{W}footnoteReference":
        return f"[^{node.get(f'{W}id')}]"
    if node.tag == f"{W}drawing":
        return f"(picture: {next(node.iter(f'{_A}docPr')).get('descr')})"
    if node.tag == f"{W}t":
        return node.text or ""
    return {f"{W}br": "⏎", f"{W}tab": "→"}.get(node.tag, "")


def _run(run: Any) -> str:
    if run.find(f"{W}footnoteRef") is not None:
        return ""
    text = "".join(map(_said, run))
    if not text.strip():
        return text
    for name, tag in _TAGS.items():
        if run.find(f"{W}rPr/{W}{name}") is not None:
            text = f"<{tag}>{text}</{tag}>"
    raised = _value(run, "rPr/vertAlign")
    if raised:
        text = f"<{raised[:3]}>{text}</{raised[:3]}>"
    if _value(run, "rPr/rStyle") == "VerbatimChar":
        text = f"<code>{text}</code>"
    return text
