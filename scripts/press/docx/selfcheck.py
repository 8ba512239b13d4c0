"""Does the written file say what the tree says? Read it back and compare, before it is kept."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from itertools import zip_longest

from lxml import etree
from lxml.html import HtmlElement

from press.docx import footnotes, inline
from press.docx.contents import STYLES
from press.docx.ooxml import Element, legal, text_of, w
from press.publication import PressError, failure

_COMPUTED = ("PAGEREF", "NOTEREF")
_CONTEXT = 40


def check(data: bytes, tree: HtmlElement, name: str) -> None:
    """Raise PressError where a Word file's text is not the tree's, or where it cannot be read."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            body = etree.fromstring(package.read("word/document.xml"))
            note_part = etree.fromstring(package.read("word/footnotes.xml"))
    except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError) as error:
        raise _refused(name, f"it cannot be read back ({error})") from error
    meant = expected(tree)
    written = (_text(body), [_text(note) for note in note_part if note.get(w("type")) is None])
    if meant[0] != written[0]:
        raise _refused(name, _difference(meant[0], written[0]))
    for number, (one, other) in enumerate(zip_longest(meant[1], written[1], fillvalue=""), start=1):
        if one != other:
            raise _refused(name, f"footnote {number}: {_difference(one, other)}")


def _refused(name: str, reason: str) -> PressError:
    mend = "nothing was written; this is a fault of the press: please report it with this message"
    return failure(name, f"the Word file would not say what the issue says: {reason}", mend)


def _difference(meant: str, written: str) -> str:
    same = next(
        (i for i, (a, b) in enumerate(zip(meant, written, strict=False)) if a != b),
        min(len(meant), len(written)),
    )
    start = max(same - _CONTEXT // 2, 0)
    return f"`{meant[start : same + _CONTEXT]}` became `{written[start : same + _CONTEXT]}`"


def _bare(text: str) -> str:
    """Return a text without blanks, which Word and HTML treat differently."""
    return "".join(legal(text).split())


def _text(story: Element) -> str:
    """Return what a part's paragraphs say, without the contents and computed fields."""
    parts: list[str] = []
    for paragraph in story.iter(w("p")):
        style = paragraph.find(f"{w('pPr')}/{w('pStyle')}")
        if style is not None and style.get(w("val")) in STYLES:
            continue
        skipping = False
        for run in paragraph.iter(w("r")):
            code = run.find(w("instrText"))
            if code is not None and (code.text or "").strip().startswith(_COMPUTED):
                skipping = True
            mark = run.find(w("fldChar"))
            if mark is not None and mark.get(w("fldCharType")) == "end":
                skipping = False
            if not skipping:
                parts.append(text_of(run))
    return _bare("".join(parts))


def expected(tree: HtmlElement) -> tuple[str, list[str]]:
    """Return the text of a tree and of its footnotes in order of use, both without blanks."""
    reader = _Reader(tree)
    body = _bare("".join(reader.words(tree)))
    return body, [_bare("".join(reader.note(target))) for target in reader.used]


class _Reader:
    """Reads a tree as a person would, aside from the writer's own way through it."""

    def __init__(self, tree: HtmlElement) -> None:
        self.items = {
            item.get("id", ""): item
            for block in footnotes.lists(tree)
            for item in footnotes.items(block)
        }
        self.targets = {footnotes.note_target(link) for link in tree.iter("a")}
        self.used: list[str] = []
        self.counts = {"Table": 0, "Figure": 0}
        self._open: list[str] = []

    def note(self, target: str) -> Iterator[str]:
        """Yield what a footnote says."""
        self._open.append(target)
        yield from self.words(self.items[target])
        self._open.pop()

    def words(self, element: HtmlElement) -> Iterator[str]:
        """Yield the texts in an element in order."""
        if footnotes.CLASS in (element.get("class") or "").split() and element.tag == "div":
            for item in footnotes.items(element):
                if item.get("id") not in self.targets:
                    yield from self.words(item)
            return
        yield self._label(element)
        yield element.text or ""
        for child in element:
            yield from self._child(child)
            yield child.tail or ""

    def _child(self, child: HtmlElement) -> Iterator[str]:
        if (
            not isinstance(child.tag, str)
            or child.tag in inline.SILENT
            or inline.is_way_back(child)
        ):
            return
        target = footnotes.note_target(child)
        if target:
            if self._open and target in self.items and target not in self._open:
                yield "["
                yield from self.note(target)
                yield "]"
            elif not self._open and target in self.items and target not in self.used:
                self.used.append(target)
        elif child.tag == "input":
            yield inline.box(child)
        elif child.tag in inline.PLAYED:
            yield inline.played(child).text or ""
        else:
            yield from self.words(child)

    def _label(self, element: HtmlElement) -> str:
        """Return the number that Word puts before a caption."""
        parent = element.getparent()
        kind = {"caption": "Table", "figcaption": "Figure"}.get(str(element.tag))
        if kind is None or (
            parent is not None and "study-card" in (parent.get("class") or "").split()
        ):
            return ""
        self.counts[kind] += 1
        return f"{kind} {self.counts[kind]}. "
