"""Two exports of an issue as one Word file: what changed between them, as tracked changes."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from press.docx.ooxml import WP, Element, make, w
from press.docx.package import DOCUMENT, FOOTNOTES, Pack
from press.publication import failure
from press.review.reading.own import AUTHOR, DATE, UNTIL
from press.review.reading.package import Package, open_package
from press.review.write.former_things import FormerThings
from press.review.write.names import Names
from press.review.write.signature import Signature
from press.review.write.tokens import Tokenizer
from press.review.write.tracks import Tracks
from press.review.write.weave import NotePairs, Weaver

# What tells of which export a copy is. It stays the former one: rejecting all changes gives its
# text, so that is the base against which a reviewer's work on this file is read.
_IDENTITY = ("customXml/item1.xml", "docProps/custom.xml", "docProps/core.xml", "word/footer1.xml")
_PROPERTIES = "docProps/custom.xml"
_NS = "{http://schemas.openxmlformats.org/officeDocument/2006/custom-properties}"
_VT = "{http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes}"
_TRACKED = ("ins", "del", "rPrChange", "pPrChange")


def redlined(
    former: bytes, today: bytes, signature: Signature, name: str = "the former export"
) -> bytes:
    """Return today's export with all changes since a former one tracked.

    Rejecting all of them gives the former text, accepting all gives today's. The contents, and
    headers and footers, which Word makes or the press writes, are not tracked.

    The former one, which is called `name`, may have been in other hands: it is read within
    bounds. Raises PressError where it is not built as the press builds its exports.
    """
    old, new = open_package(name, former), Pack(today)
    try:
        _weave(old, new, signature)
    except (KeyError, IndexError, ValueError, etree.LxmlError) as error:
        message = "the file is not built as the press builds an export"
        mend = "name the export by its id, or by the manifest that was written beside it"
        raise failure(name, message, mend, "review") from error
    return new.data()


def _weave(old: Package, new: Pack, signature: Signature) -> None:
    """Make today's package the redline."""
    things = FormerThings(old, new)
    parts = (DOCUMENT, FOOTNOTES)
    for part in parts:
        things.adopt(part)
    old_text, old_notes = _root(old, DOCUMENT), _root(old, FOOTNOTES)
    names = Names([old_text, old_notes])
    tracks = Tracks(signature)
    body, former_body = new.tree(DOCUMENT)[0], old_text[0]
    weaver = Weaver(Tokenizer(new, DOCUMENT), tracks, names, things)
    section = body[-1]
    woven = weaver.blocks(_content(former_body), _content(body))
    for element in _content(body):
        body.remove(element)
    for element in woven:
        section.addprevious(element)
    noter = Weaver(Tokenizer(new, FOOTNOTES), tracks, names, things)
    _weave_notes(noter, weaver.notes, old_notes, new.tree(FOOTNOTES), body)
    things.settle_lists()
    for part in parts:
        names.lead(new.tree(part))
    _number([new.tree(part) for part in parts])
    for name in _IDENTITY:
        new.put(name, old.data(name))


def told_until(data: bytes, until: str, signature: Signature) -> bytes:
    """Return a redline that tells to which export it leads, and which changes are its own."""
    pack = Pack(data)
    root = pack.tree(_PROPERTIES)
    number = max((int(one.get("pid", "1")) for one in root), default=1)
    told = {UNTIL: until, AUTHOR: signature.author, DATE: signature.local}
    for name, value in told.items():
        number += 1
        values = {"fmtid": root[0].get("fmtid", ""), "pid": str(number), "name": name}
        item = etree.SubElement(root, f"{_NS}property", values)
        etree.SubElement(item, f"{_VT}lpwstr").text = value
    return pack.data()


def _root(package: Package, name: str) -> Element:
    """Return a part's root; raises KeyError where there is none."""
    root = package.tree(name)
    if root is None:
        raise KeyError(name)
    return root


def _content(body: Element) -> list[Element]:
    return [child for child in body if child.tag != w("sectPr")]


def _weave_notes(
    weaver: Weaver, found: NotePairs, old: Element, new: Element, body: Element
) -> None:
    """Weave the footnotes that stayed; those that came or went are tracked as a whole."""
    olds, news = _notes(old), _notes(new)
    for former, now in found.kept:
        note = news[now]
        woven = weaver.blocks(list(olds[former]), list(note))
        _refill(note, woven)
    for now in found.inserted:
        _refill(news[now], weaver.alone(list(news[now]), "ins"))
    last = max((int(number) for number in news), default=0)
    numbers = {}
    for count, former in enumerate(found.deleted, start=1):
        numbers[former] = str(last + count)
        note = make("footnote", id=numbers[former])
        _refill(note, weaver.alone(list(olds[former]), "del"))
        new.append(note)
    for frame in body.iter(w("del")):
        for mark in frame.iter(w("footnoteReference")):
            mark.set(w("id"), numbers[mark.get(w("id"), "")])
    _in_order(body, new)


def _in_order(body: Element, root: Element) -> None:
    """Number footnotes by their places in the text.

    LibreOffice 7.4 goes by their order, whatever their numbers say.
    """
    notes = _notes(root)
    for number, mark in enumerate(body.iter(w("footnoteReference")), start=1):
        note = notes[mark.get(w("id"), "")]
        mark.set(w("id"), str(number))
        note.set(w("id"), str(number))
        root.append(note)  # which takes it from where it stood


def _notes(root: Element) -> dict[str, Element]:
    """Return the footnotes by number, without Word's separators."""
    return {note.get(w("id"), ""): note for note in root if note.get(w("type")) is None}


def _refill(note: Element, content: Sequence[Element]) -> None:
    for child in list(note):
        note.remove(child)
    note.extend(content)


def _number(roots: Sequence[Element]) -> None:
    """Give every mark, bookmark and picture a number of its own."""
    count = 0
    for root in roots:
        bookmarks: dict[str, str] = {}
        pictures = 0
        for element in root.iter():
            if element.tag in {w("bookmarkStart"), w("bookmarkEnd")}:
                given = element.get(w("id"), "")
                if given not in bookmarks:
                    count += 1
                    bookmarks[given] = str(count)
                element.set(w("id"), bookmarks[given])
            elif element.tag in {w(name) for name in _TRACKED}:
                count += 1
                element.set(w("id"), str(count))
            elif element.tag == f"{{{WP}}}docPr":
                pictures += 1
                element.set("id", str(pictures))
