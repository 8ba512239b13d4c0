"""The bookmarks of two versions in one file: former ones keep their names, for they lead home.

A reviewer's copy of the file is read against the former export, whose paragraphs they name.
Today's bookmarks stay too where their names are free: links lead to them.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable

from press.docx.ooxml import Element, w
from press.review.write.tokens import ANCHOR, FORMER

_FIELDS = frozenset({"PAGEREF", "NOTEREF"})


class Names:
    """Decides on the bookmarks of one file; made of the roots of its former parts."""

    def __init__(self, former: Iterable[Element]) -> None:
        self._known = {
            mark.get(w("name"), "") for root in former for mark in root.iter(w("bookmarkStart"))
        }
        self._here: set[str] = set()
        self._dropped: set[str] = set()
        self._new_names: dict[str, str] = {}

    def meet(self, old: Element | None, new: Element | None) -> None:
        """Begin a paragraph: a name that stands in both of its versions stands in it once."""
        self._here = set() if old is None else _names_in(old)
        self._dropped = set()
        for mark in () if new is None else new.iter(w("bookmarkStart")):
            if mark.get(w("name"), "") in self._here:
                self._dropped.add(mark.get(w("id"), ""))

    def former(self, mark: Element) -> Element:
        """Return a former bookmark's start or end."""
        made = copy.deepcopy(mark)
        made.set(w("id"), f"former {mark.get(w('id'))}")
        return made

    def todays(self, mark: Element) -> Element | None:
        """Return the start or end of one of today's bookmarks; None where its name stands here."""
        if mark.get(w("id"), "") in self._dropped:
            return None
        made = copy.deepcopy(mark)
        made.set(w("id"), f"now {mark.get(w('id'))}")
        name = mark.get(w("name"), "")
        if name in self._known:
            made.set(w("name"), self._new_names.setdefault(name, f"{name}_now"))
        return made

    def lead(self, root: Element) -> None:
        """Lead today's links and page numbers to the bookmarks that had to take other names."""
        for link in root.iter(w("hyperlink")):
            anchor = link.get(ANCHOR)
            if anchor is not None:
                is_former = anchor.startswith(FORMER)
                now = anchor.removeprefix(FORMER)
                link.set(ANCHOR, now if is_former else self._new_names.get(anchor, anchor))
        for code in root.iter(w("instrText")):
            kind, _, rest = (code.text or "").strip().partition(" ")
            name, _, switches = rest.partition(" ")
            if kind in _FIELDS and name in self._new_names:
                code.text = f" {kind} {self._new_names[name]} {switches} "


def _names_in(paragraph: Element) -> set[str]:
    return {mark.get(w("name"), "") for mark in paragraph.iter(w("bookmarkStart"))}
