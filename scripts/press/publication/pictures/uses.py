"""How much an SVG draws when each of its references is followed, without drawing any of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from press.publication.pictures.styles import addresses
from press.publication.storage.resolver import RefusedError

MOST_DRAWN = 100_000
_MOST_RULES = 20_000_000  # of styles, times elements: each is looked for at each
_MOST_PAINTS = 50
_DEEPEST = 250  # levels of elements and uses; whoever draws them goes down as many
_MEND = "save it simpler, or as PNG"
# Their references lead somewhere or name what changes; they draw nothing.
_LEADING = frozenset(("a", "animate", "animatetransform", "animatemotion", "set", "mpath"))
# What is drawn again for each shape that is painted with it.
_PAINTING = frozenset(("pattern", "marker"))
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)")


def check_uses(root: etree._Element) -> None:
    """Refuse an SVG that uses itself, or draws more than `MOST_DRAWN` elements."""
    counted = _Drawn(root)
    if (
        counted.rules * len(counted.elements) > _MOST_RULES
        or len(counted.everywhere) > _MOST_PAINTS
    ):
        raise RefusedError("the SVG has too many styles for its elements", _MEND)
    drawn = counted.total()
    if drawn > MOST_DRAWN:
        many = f"{drawn:,}" if drawn < 10**9 else "billions of"
        message = f"the SVG draws {many} elements by `use`, more than {MOST_DRAWN:,}"
        raise RefusedError(message, _MEND)


class _Drawn:
    """Counts from the leaves up; each element is looked at once, however often it is used."""

    def __init__(self, root: etree._Element) -> None:
        self.root = root
        self.elements = [element for element in root.iter() if isinstance(element.tag, str)]
        self.by_id: dict[str, etree._Element] = {}
        for element in self.elements:
            name = element.get("id")
            if name:
                self.by_id.setdefault(name, element)
        self.named: dict[etree._Element, list[etree._Element]] = {}
        styles = ["".join(map(str, one.itertext())) for one in root.iter("{*}style")]
        self.rules = sum(style.count("{") for style in styles)
        painting = [one for style in styles for one in self._targets(style) if _paints(one)]
        self.everywhere = list(dict.fromkeys(painting))
        self.cost: dict[etree._Element, int] = {}
        self.points: dict[etree._Element, int] = {}
        self.depth: dict[etree._Element, int] = {}

    def total(self) -> int:
        """Return how many elements are drawn; raises RefusedError where that has no end."""
        open_: set[etree._Element] = set()
        stack = [self.root]
        while stack:
            element = stack[-1]
            if element in self.cost:
                stack.pop()
                continue
            missing = [one for one in self._needed(element) if one not in self.cost]
            if not missing:
                open_.discard(element)
                stack.pop()
                self._count(element)
            elif element in open_ or open_.intersection(missing):
                raise RefusedError("the SVG uses a part of itself within that part", _MEND)
            else:
                open_.add(element)
                stack += missing
        return self.cost[self.root]

    def _needed(self, element: etree._Element) -> list[etree._Element]:
        return [*_children(element), *self._used(element), *self._painted(element)]

    def _count(self, element: etree._Element) -> None:
        inner = list(_children(element))
        self.depth[element] = 1 + max((self.depth[one] for one in self._needed(element)), default=0)
        if self.depth[element] > _DEEPEST:
            raise RefusedError(f"the SVG is nested deeper than {_DEEPEST} levels", _MEND)
        points = 0
        if _local(element) in {"path", "polyline", "polygon", "line"}:
            numbers = f"{element.get('d') or ''} {element.get('points') or ''}"
            points = 2 + sum(1 for _ in _NUMBER.finditer(numbers)) // 2
        self.points[element] = points + sum(self.points[one] for one in inner)
        own = 1 + sum(self.cost[one] for one in inner)
        painted = self._painted(element)
        patterns = sum(self.cost[one] for one in painted if _local(one) == "pattern")
        markers = sum(self.cost[one] for one in painted if _local(one) == "marker")
        used = sum(self.cost[one] for one in self._used(element))
        # A group's pattern and markers are those of every shape in it.
        self.cost[element] = own * (1 + patterns) + self.points[element] * markers + used

    def _used(self, element: etree._Element) -> list[etree._Element]:
        """Return what is drawn once where an element stands."""
        if _local(element) in _LEADING:
            return []
        return [one for one in self._named(element) if not _paints(one)]

    def _painted(self, element: etree._Element) -> list[etree._Element]:
        """Return the patterns and markers of the shapes in an element."""
        own = [one for one in self._named(element) if _paints(one)]
        if not self.everywhere or len(element):
            return own
        around = set(element.iterancestors())
        return [*own, *(one for one in self.everywhere if one not in around)]

    def _named(self, element: etree._Element) -> list[etree._Element]:
        """Return what an element's attributes refer to."""
        if element in self.named:
            return self.named[element]
        found = self.named[element] = []
        for name, value in element.attrib.items():
            if etree.QName(str(name)).localname == "href":
                found += [self.by_id[value.strip()[1:]]] if value.strip()[1:] in self.by_id else []
            else:
                found += self._targets(str(value))
        return found

    def _targets(self, text: str) -> Iterator[etree._Element]:
        for address in addresses(text):
            target = self.by_id.get(address[1:])
            if target is not None:
                yield target


def _children(element: etree._Element) -> Iterator[etree._Element]:
    return (child for child in element if isinstance(child.tag, str))


def _paints(element: etree._Element) -> bool:
    return _local(element) in _PAINTING


def _local(element: etree._Element) -> str:
    return etree.QName(element).localname.lower()
