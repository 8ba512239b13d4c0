"""A redline that came back: its author's own changes, which are in the sources, are accepted.

What is left is what reviewers did to the export that the redline leads to. It is done on the
trees of a package that was read within bounds, and in as many steps as the trees are large.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from press.docx.ooxml import Element, w
from press.review.reading.names import attribute, property_of, short
from press.review.reading.package import Package

UNTIL, AUTHOR, DATE = "PressUntil", "PressAuthor", "PressDate"  # a redline's own properties
_EXPORT = "PressExport"
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


def accept_own(package: Package) -> bool:
    """Accept a redline's own changes in its trees, which then are those of the export it leads to.

    False where a file is no redline, or where a reviewer's change lies in what would go: then the
    trees are of no use any more.
    """
    kinds = {item.kind: item.target for item in package.relations("").values()}
    properties = package.tree(kinds.get("custom-properties", ""))
    told = [property_of(properties, name) for name in (_EXPORT, UNTIL, AUTHOR, DATE)]
    text = package.tree(package.main)
    if text is None or properties is None or not all(told):
        return False
    _, until, author, date = told
    own = _Own(author, date)
    _tell(properties, until)
    roots = [package.tree(part) for part in package.related("footnotes")]
    notes = [root for root in roots if root is not None and root is not text]
    known = _references(text)
    if not all(_accept(root, own) for root in (text, *notes)):
        return False
    gone = known - _references(text)
    for root in notes:
        for note in list(root):
            if note.get(w("id")) in gone:
                root.remove(note)
    return True


def _tell(properties: Element, until: str) -> None:
    """Let a file say that it is of another export."""
    for item in properties:
        if short(item) == "prop:property" and attribute(item, "name") == _EXPORT:
            for value in item:
                value.text = until


def _references(root: Element) -> set[str]:
    return {mark.get(w("id"), "") for mark in root.iter(w("footnoteReference"))}


def _accept(root: Element, own: _Own) -> bool:
    """Accept what is the redline's own; tell whether nothing of others stood in what went."""
    ends: list[Element] = []  # of paragraphs, that go
    gone: set[Element] = set()
    for one in [one for one in root.iter(*_TRACKED) if own.wrote(one)]:
        parent = one.getparent()
        if parent is None:
            continue
        if one.tag in _FORMER or (one.tag in _COMING and parent.tag in _HOLDERS):
            parent.remove(one)
        elif one.tag in _COMING:
            _put_before(one, list(one))
            parent.remove(one)
        elif parent.tag == w("rPr"):
            ends.append(one)
        elif not _take_away(one, own, gone):
            return False
    # From the last: words that go on to the next paragraph are carried once, not from each to each.
    if not all(_join(paragraph) for one in reversed(ends) for paragraph in _around(one, "p")):
        return False
    for table in [one for one in root.iter(w("tbl")) if one.find(w("tr")) is None]:
        _take_out(table)
    return True


def _take_away(mark: Element, own: _Own, gone: set[Element]) -> bool:
    """Take out what is deleted, words or a row; tell whether nothing of others stood in it."""
    parent = mark.getparent()
    is_row = parent is not None and parent.tag == w("trPr")
    for element in _around(mark, "tr") if is_row else [mark]:
        if element in gone:  # a row may be marked a thousand times, and is looked at once
            continue
        gone.add(element)
        if _holds_others(element, own):
            return False
        _take_out(element)
    return True


def _around(element: Element, name: str) -> list[Element]:
    """Return the nearest element of a name around another, if there is one."""
    found = next(element.iterancestors(w(name)), None)
    return [] if found is None else [found]


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
    return run if run is not None and run.tag == w("r") else mark


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
