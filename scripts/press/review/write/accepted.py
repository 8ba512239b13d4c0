"""A redline that came back: its author's own changes, which are in the sources, are accepted.

What is left is what reviewers did to the export that the redline leads to.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from lxml import etree

from press.docx.ooxml import Element, w
from press.review.write.pack import DOCUMENT, FOOTNOTES, Pack
from press.review.write.signature import Signature

_PROPERTIES = "docProps/custom.xml"
_NS = "{http://schemas.openxmlformats.org/officeDocument/2006/custom-properties}"
_VT = "{http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes}"
_EXPORT, _UNTIL, _AUTHOR, _DATE = "PressExport", "PressUntil", "PressAuthor", "PressDate"
_SECOND = len("2026-11-21T18:30:00")  # as far as every editor keeps a date
_COMING, _GOING = (w("ins"), w("moveTo")), (w("del"), w("moveFrom"))
_HOLDERS = (w("rPr"), w("trPr"), w("tcPr"))  # in these a mark tells of what they belong to
_FORMER = tuple(w(f"{name}PrChange") for name in ("r", "p", "tbl", "tr", "tc", "sect"))
_TRACKED = (*_COMING, *_GOING, *_FORMER)
_REMARKS = tuple(w(name) for name in ("commentRangeStart", "commentRangeEnd", "commentReference"))


@dataclass(frozen=True)
class _Own:
    """Who wrote the redline, and when."""

    author: str
    date: str

    def wrote(self, element: Element) -> bool:
        """Tell whether a tracked change is the redline's own."""
        date = element.get(w("date"), "")[:_SECOND]
        return (element.get(w("author"), ""), date) == (self.author, self.date[:_SECOND])


def told_until(data: bytes, until: str, signature: Signature) -> bytes:
    """Return a redline that tells to which export it leads, and which changes are its own."""
    pack = Pack(data)
    root = pack.tree(_PROPERTIES)
    number = max((int(one.get("pid", "1")) for one in root), default=1)
    told = {_UNTIL: until, _AUTHOR: signature.author, _DATE: signature.local}
    for name, value in told.items():
        number += 1
        values = {"fmtid": root[0].get("fmtid", ""), "pid": str(number), "name": name}
        item = etree.SubElement(root, f"{_NS}property", values)
        etree.SubElement(item, f"{_VT}lpwstr").text = value
    return pack.data()


def accepted(data: bytes) -> bytes | None:
    """Return a redline with its own changes accepted, as a copy of the export that it leads to.

    None where a file is no redline, or where a reviewer's change lies in what would go.
    """
    pack = Pack(data)
    if _PROPERTIES not in pack.names(_PROPERTIES):
        return None
    told = {one.get("name", ""): one for one in pack.tree(_PROPERTIES)}
    if not {_EXPORT, _UNTIL, _AUTHOR, _DATE} <= told.keys():
        return None
    author, date, until = ("".join(told[n].itertext()) for n in (_AUTHOR, _DATE, _UNTIL))
    own = _Own(author, date.strip())
    for value in told[_EXPORT]:
        value.text = until
    notes = pack.tree(FOOTNOTES) if FOOTNOTES in pack.names(FOOTNOTES) else None
    roots = [pack.tree(DOCUMENT), *([] if notes is None else [notes])]
    known = _references(roots[0])
    if not all(_accept(root, own) for root in roots):
        return None
    gone = known - _references(roots[0])
    for note in list(notes) if notes is not None else ():
        if note.get(w("id")) in gone and notes is not None:
            notes.remove(note)
    return pack.data()


def _references(root: Element) -> set[str]:
    return {mark.get(w("id"), "") for mark in root.iter(w("footnoteReference"))}


def _accept(root: Element, own: _Own) -> bool:
    """Accept what is the redline's own; tell whether nothing of others stood in what went."""
    mine = [one for one in root.iter(*_TRACKED) if own.wrote(one)]
    going: list[Element] = []  # paragraphs whose end goes
    for one in mine:
        parent = one.getparent()
        if parent is None:
            continue
        if one.tag in _FORMER or (one.tag in _COMING and parent.tag in _HOLDERS):
            parent.remove(one)
        elif one.tag in _COMING:
            _put_before(one, list(one))
            parent.remove(one)
        elif parent.tag == w("rPr"):
            going.append(next(one.iterancestors(w("p"))))
        else:
            gone = next(one.iterancestors(w("tr"))) if parent.tag == w("trPr") else one
            if _holds_others(gone, own):
                return False
            _take_out(gone)
    for paragraph in going:
        if not _join(paragraph):
            return False
    for table in [one for one in root.iter(w("tbl")) if one.find(w("tr")) is None]:
        _take_out(table)
    return True


def _holds_others(element: Element, own: _Own) -> bool:
    """Tell whether a reviewer's change or remark stands in what would go."""
    changes = any(not own.wrote(one) for one in element.iter(*_TRACKED))
    return changes or (element.tag == w("tr") and any(True for _ in element.iter(*_REMARKS)))


def _take_out(element: Element) -> None:
    """Take an element out; where comments begin and end in it stays told."""
    parent = element.getparent()
    if parent is None:
        return
    kept = [one for one in element.iter(*_REMARKS) if element.tag != w("tbl")]
    _put_before(
        element, [_run_of(one) if one.tag == w("commentReference") else one for one in kept]
    )
    parent.remove(element)


def _run_of(mark: Element) -> Element:
    run = mark.getparent()
    return mark if run is None else run


def _put_before(element: Element, many: Iterable[Element]) -> None:
    for one in many:
        element.addprevious(one)


def _join(paragraph: Element) -> bool:
    """Join a paragraph whose end goes with the next one; tell whether it can be."""
    parent = paragraph.getparent()
    if parent is None:  # it went with its row
        return True
    rest = [one for one in paragraph if one.tag != w("pPr")]
    following = paragraph.getnext()
    if following is None or following.tag != w("p"):
        has_words = any(True for _ in paragraph.iter(w("r"), *_REMARKS))
        if not has_words:
            parent.remove(paragraph)
        return not has_words
    place = 1 if len(following) and following[0].tag == w("pPr") else 0
    following[place:place] = rest
    parent.remove(paragraph)
    return True
