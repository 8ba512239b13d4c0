"""What deleted text needs of the former export: its pictures, its links, its lists."""

from __future__ import annotations

import copy
from collections import Counter

from press.docx.ooxml import Element, w
from press.docx.package import TYPES, Pack, type_of
from press.review.reading.package import Package
from press.review.write.tokens import ANCHOR, EMBED, FORMER, LINK_ID, PICTURES

_NUMBERING = "word/numbering.xml"
_MEDIA = "word/media/"
_PREFIX = "rIdFormer"
_LINK, _PICTURE = ("hyperlink", True), ("image", False)  # kind, and whether it leads out


class FormerThings:
    """Brings into today's package what the former one had and deleted text still shows."""

    def __init__(self, old: Package, new: Pack) -> None:
        self._old = old
        self._new = new
        self._lists: dict[str, Counter[str]] = {}
        self._waiting: list[Element] = []
        self._pictures: dict[str, str] = {}

    def adopt(self, part: str) -> None:
        """Point the relationships that a former part names at today's package.

        Links inside the former issue are told from today's by a word before their anchors.
        Raises KeyError or ValueError where a relationship is not what an export has there.
        """
        relations = self._old.relations(part)
        root = self._old.tree(part)
        for node in () if root is None else root.iter(w("hyperlink"), *PICTURES):
            name = EMBED if node.tag in PICTURES else LINK_ID
            number = node.get(name)
            if number is None:
                node.set(ANCHOR, FORMER + node.get(ANCHOR, ""))
                continue
            found = relations[number]
            is_link = node.tag == w("hyperlink")
            if (found.kind, found.is_external) != (_LINK if is_link else _PICTURE):
                raise ValueError(found.type)
            target = found.target if is_link else self._media(found.target)
            related = self._new.relate(part, found.type, target, external=is_link, prefix=_PREFIX)
            node.set(name, related)

    def _media(self, name: str) -> str:
        """Return the part of today's package that holds a former picture."""
        if name not in self._pictures:
            self._pictures[name] = self._picture(name)
        return self._pictures[name]

    def _picture(self, name: str) -> str:
        types = self._old.tree(TYPES)
        data, kind = self._old.data(name), "" if types is None else type_of(types, name)
        if not kind.startswith("image/"):
            raise ValueError(kind)
        same = [other for other in self._new.names(_MEDIA) if self._new.part(other) == data]
        if same:
            return same[0]
        ending = name.rpartition(".")[2]
        place = f"{_MEDIA}former{len(self._new.names(_MEDIA + 'former')) + 1}.{ending}"
        self._new.know(ending, kind)
        self._new.put(place, data, "" if self._new.type_of(place) == kind else kind)
        return place

    def same_list(self, old: Element, new: Element) -> None:
        """Note that a paragraph of a former list stands in one of today's lists."""
        one, other = _list(old), _list(new)
        if one is not None and other is not None:
            counts = self._lists.setdefault(one.get(w("val"), ""), Counter())
            counts[other.get(w("val"), "")] += 1

    def listed(self, properties: Element) -> None:
        """Note a former paragraph's properties whose list is to be one of today's."""
        if _list(properties) is not None:
            self._waiting.append(properties)

    def settle_lists(self) -> None:
        """Give deleted items the list that stands in the place of theirs, or theirs brought in."""
        for properties in self._waiting:
            number = _list(properties)
            if number is not None:
                number.set(w("val"), self._number(number.get(w("val"), "")))

    def _number(self, old: str) -> str:
        if old not in self._lists:
            self._lists[old] = Counter({self._brought(old): 1})
        return self._lists[old].most_common(1)[0][0]

    def _brought(self, old: str) -> str:
        """Return today's number of a former list; bullets are one list for all."""
        root = self._new.tree(_NUMBERING)
        numbers = {item.get(w("numId"), ""): item for item in root.iter(w("num"))}
        lists = self._old.tree(_NUMBERING)
        olds = () if lists is None else lists.iter(w("num"))
        found = next((item for item in olds if item.get(w("numId")) == old), None)
        if found is None or (len(found) == 1 and old in numbers):
            return old
        made = copy.deepcopy(found)
        number = str(max(map(int, numbers)) + 1)
        made.set(w("numId"), number)
        root.append(made)
        return number


def _list(properties: Element | None) -> Element | None:
    if properties is None:
        return None
    return properties.find(f"{w('numPr')}/{w('numId')}")
