"""Comments at their places in the text: the marks of a range, and the reference behind it."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence
from dataclasses import replace

from press.compile import ATOM
from press.docx.ooxml import Element, add, make, text_of, w
from press.docx.package import DOCUMENT, Pack
from press.docx.sources.manifest import Block, Manifest
from press.review.write.comment_spots import Spot

_OBJECTS = (w("footnoteReference"), w("drawing"))
_BODY = "document"
_FIRST = "the first"
_MOVED = (
    "It stands before its words, for behind the mark of a document's first footnote "
    "LibreOffice loses the footnotes."
)


class Marker:
    """Puts the marks of comments into one export."""

    def __init__(self, pack: Pack, manifest: Manifest) -> None:
        self._blocks = {block.id: block for block in manifest.blocks}
        self._body = pack.tree(DOCUMENT)
        self._starts = {m.get(w("name"), ""): m for m in self._body.iter(w("bookmarkStart"))}

    def mark(self, spot: Spot, comments: Sequence[str]) -> None:
        """Put the marks of a thread's comments round a spot, the first comment's outermost.

        The spot is one that `safe` gave.
        """
        first, last = self._blocks[spot.first], self._blocks[spot.last]
        begin = self._first(first, spot.start, is_point=spot.start == spot.end)
        if begin is None:
            return
        if (spot.first, spot.start) == (spot.last, spot.end):
            self._refer(begin, comments)
            return
        end = self._last(last, spot.end)
        if end is None:
            self._refer(begin, comments)
            return
        for number in comments:
            begin.addprevious(make("commentRangeStart", id=number))
        for number in comments:
            mark, reference = make("commentRangeEnd", id=number), _reference(number)
            end.addnext(mark)
            mark.addnext(reference)
            end = reference

    def safe(self, spot: Spot) -> Spot:
        """Return where the marks of a comment can stand without harm; says so if it is elsewhere.

        Word writes no comments into footnotes, and LibreOffice 7.4 and 25.2 do not open a file
        that has some: they stand on the word before the footnote's mark in the text. LibreOffice
        7.4 empties the footnotes, or mixes them up, where a comment is referred to behind the
        document's first mark in the same paragraph.
        """
        last = self._blocks[spot.last]
        is_note = last.part != _BODY
        if is_note and last.note not in self._starts:
            return spot
        home = self._home(self._starts[last.note]) if is_note else last
        places = self._places(home) if home is not None else {}
        if home is None or not places:
            return spot
        wanted = places.get(last.note, -1) if is_note else spot.end
        first = places.get(_FIRST, wanted)
        if wanted < 0 or (not is_note and wanted <= first):
            return spot
        end = min(wanted, first)
        if not is_note and (spot.first != home.id or spot.start < end):
            return replace(spot, last=home.id, end=end)
        start, end = _word_before(home.text, end)
        about = "" if is_note or spot.note or spot.lost else _MOVED
        return replace(
            spot, first=home.id, start=start, last=home.id, end=end, note=spot.note or about
        )

    def _home(self, mark: Element) -> Block | None:
        """Return the paragraph of the text that an element stands in."""
        paragraph = next(mark.iterancestors(w("p")))
        names = [one.get(w("name"), "") for one in paragraph.iter(w("bookmarkStart"))]
        return next((self._blocks[name] for name in names if name in self._blocks), None)

    def _places(self, block: Block) -> dict[str, int]:
        """Return the offsets of the notes' marks in a paragraph, by the bookmarks round them.

        The document's first one is there by another name too.
        """
        runs = self._runs(block)
        if not runs or runs[-1][0] != len(block.text):
            return {}
        found: dict[str, int] = {}
        for end, run in runs:
            for mark in run.iter(w("footnoteReference")):
                before = run.getprevious()
                if before is not None and before.tag == w("bookmarkStart"):
                    found[before.get(w("name"), "")] = end - 1
                if mark is next(self._body.iter(w("footnoteReference"))):
                    found[_FIRST] = end - 1
        return found

    def _refer(self, begin: Element, comments: Sequence[str]) -> None:
        for number in comments:
            begin.addprevious(_reference(number))

    def _runs(self, block: Block) -> list[tuple[int, Element]]:
        """Return the runs of a paragraph, each with the offset at which it ends."""
        is_note = block.part != _BODY
        start = self._starts.get(block.note if is_note else block.id)
        found: list[tuple[int, Element]] = []
        place = 0
        for run in _between(start) if start is not None else ():
            place += length(run)
            found.append((place, run))
        return found

    def _first(self, block: Block, offset: int, *, is_point: bool) -> Element | None:
        """Return what stands right behind an offset: a run, begun there if need be, or a mark."""
        runs = self._runs(block)
        if not runs or runs[-1][0] != len(block.text):
            return _outer(runs[0][1], "begin") if runs else self._starts.get(block.id)
        for end, run in runs:
            if end > offset:
                before = offset - (end - length(run))
                target = run if before <= 0 else split(run, before)
                return _outer(target, "begin")
        if is_point:
            behind = runs[-1][1].getnext()
            return behind if behind is not None else runs[-1][1]
        return _outer(runs[-1][1], "begin")

    def _last(self, block: Block, offset: int) -> Element | None:
        """Return the run that ends at an offset, ended there if need be."""
        runs = self._runs(block)
        if not runs or runs[-1][0] != len(block.text):
            return _outer(runs[-1][1], "end") if runs else None
        for end, run in runs:
            if end >= offset:
                keep = offset - (end - length(run))
                if 0 < keep < length(run):
                    split(run, keep)
                return _outer(run, "end")
        return _outer(runs[-1][1], "end")


def _word_before(text: str, offset: int) -> tuple[int, int]:
    """Return the word before an offset; a point where there is none."""
    end = len(text[:offset].rstrip(f" \n{ATOM}"))
    start = end
    while start and not text[start - 1].isspace() and text[start - 1] != ATOM:
        start -= 1
    return start, end


def _reference(number: str) -> Element:
    run = make("r")
    add(add(run, "rPr"), "rStyle", val="CommentReference")
    add(run, "commentReference", id=number)
    return run


def _between(start: Element) -> Iterator[Element]:
    """Yield the runs between a bookmark's start and its end."""
    paragraph = next(start.iterancestors(w("p")))
    inside = False
    for element in paragraph.iter(w("bookmarkStart"), w("bookmarkEnd"), w("r")):
        if element is start:
            inside = True
        elif element.tag == w("bookmarkEnd") and element.get(w("id")) == start.get(w("id")):
            return
        elif inside and element.tag == w("r"):
            yield element


def length(run: Element) -> int:
    """Return how many characters of its paragraph's text a run holds."""
    return len(text_of(run)) + sum(1 for _ in run.iter(*_OBJECTS))


def split(run: Element, place: int) -> Element:
    """Part a run at an offset within it; return the second part."""
    second = copy.deepcopy(run)
    run.addnext(second)
    _keep(run, 0, place)
    _keep(second, place, length(second))
    return second


def _keep(run: Element, start: int, end: int) -> None:
    at = 0
    for child in [child for child in run if child.tag != w("rPr")]:
        long = len(child.text or "") if child.tag == w("t") else length_of(child)
        low, high = max(start - at, 0), min(end - at, long)
        if low >= high:
            run.remove(child)
        elif child.tag == w("t"):
            child.text = (child.text or "")[low:high]
            child.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        at += long


def length_of(child: Element) -> int:
    """Return how many characters a child of a run stands for: one, but for what is unseen."""
    holder = make("r")
    holder.append(copy.deepcopy(child))
    return length(holder)


def _outer(run: Element, side: str) -> Element:
    """Return the run at the side of the field that a run stands in, or the run itself."""
    siblings = list(run.itersiblings(w("r"), preceding=side == "begin"))
    other = "end" if side == "begin" else "begin"
    for one in siblings:
        kinds = {mark.get(w("fldCharType")) for mark in one.iter(w("fldChar"))}
        if other in kinds:
            return run
        if side in kinds:
            return one
    return run
