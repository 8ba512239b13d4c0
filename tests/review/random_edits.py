"""Tracked edits written into an export at random places, as a word processor would write them."""

from __future__ import annotations

import copy
import io
import random
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from press.docx.ooxml import make, text_of, w
from press.review.sources.base import Base

WORDS = (
    "perhaps", "severe", "in 2024", "about half", "two-thirds", "naïve", "größer", "37 %",
    "a\u00a0few", "—", "1.5 (range 1–2)", "“so called”", "it’s", "E. coli",
)  # fmt: skip
SIGNS = (
    "*", "**bold**", "_x_", "[link](x)", "[1]", "<b>", "a < b", "A&B", "&amp;", "#3", "`code`",
    "1. first", "- dash", "x|y", "C:\\path", "p~0", "2^3", "$5", "!", "...", "--", 'say "no"',
    "snake_case_name", "a*b*c", "^[note]", "mail@example.org", "{.class}", ": x", "    deep",
)  # fmt: skip


@dataclass
class Made:
    """One tracked edit: the block, the range in its text, what came in, and in which look."""

    block: str
    start: int
    end: int
    new: str
    kind: str
    look: str = ""
    author: str = "Reviewer"


@dataclass
class Reviewed:
    """An export with edits in it."""

    data: bytes
    made: list[Made] = field(default_factory=list)


class Reviewer:
    """Edits one export at random."""

    def __init__(
        self, data: bytes, base: Base, seed: int, author: str = "Reviewer", tag: str = ""
    ) -> None:
        """With a `tag`, everything put in bears it and a number, so that it can be found again."""
        self.tag = tag
        self.tags = 0
        self.random = random.Random(seed)  # noqa: S311 - a test that can be repeated
        self.base = base
        self.author = author
        self.data = data
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            self.parts = {name: package.read(name) for name in package.namelist()}
        self.trees = {
            name: etree.fromstring(self.parts[name])
            for name in ("word/document.xml", "word/footnotes.xml")
        }
        self.number = 5000
        self.paragraphs = {
            mark.get(w("name")): mark.getparent()
            for tree in self.trees.values()
            for mark in tree.iter(w("bookmarkStart"))
            if mark.get(w("name"), "").startswith("_ss_") and mark.get(w("name")) in base.blocks
        }

    def review(self, count: int, kinds: tuple[str, ...], *, per_block: int = 1) -> Reviewed:
        """Return the export with so many edits, at most `per_block` in a paragraph."""
        names = [
            name
            for name in self.paragraphs
            if not self.base.blocks[name].key and self.base.blocks[name].text.strip()
        ] * per_block
        self.random.shuffle(names)
        made: dict[str, list[Made]] = {}
        total = 0
        for name in names:
            if total == count:
                break
            one = self._edit(name, self.random.choice(kinds), made.get(name, []))
            if one is not None:
                made.setdefault(name, []).append(one)
                total += 1
        return Reviewed(self._zipped(), [one for many in made.values() for one in many])

    def _edit(self, name: str, kind: str, others: list[Made]) -> Made | None:
        text = self.base.blocks[name].text
        start = self.random.randrange(len(text) + (kind == "insertion"))
        end = start
        if kind != "insertion":
            end = min(start + self.random.choice((1, 3, 8, 20, 60)), len(text))
            if self.random.random() < 0.6:  # whole words, as people mark them
                while start > 0 and not text[start - 1].isspace():
                    start -= 1
                while end < len(text) and not text[end].isspace():
                    end += 1
        if any(start <= one.end + 1 and one.start - 1 <= end for one in others):
            return None
        new = ""
        if kind in {"insertion", "replacement"}:
            new = self._words(text, start)
        look = self.random.choice(("", "", "", "b", "i")) if new else ""
        if kind == "format":
            look = self.random.choice(("b", "i"))
        made = Made(name, start, end, new, kind, look, self.author)
        # What stands before in the paragraph was tracked already: offsets count what was there.
        return made if self._write(made) else None

    def _words(self, text: str, place: int) -> str:
        stock = SIGNS if self.random.random() < 0.25 else WORDS
        words = " ".join(self.random.choices(stock, k=self.random.choice((1, 1, 2, 3))))
        if self.tag:
            self.tags += 1
            words += f" {self.tag}{self.tags}q"
        if place and not text[place - 1].isspace() and self.random.random() < 0.7:
            words = " " + words
        elif self.random.random() < 0.7:
            words += " "
        return words

    def _write(self, made: Made) -> bool:
        paragraph = self.paragraphs[made.block]
        for place in (made.start, made.end):
            split(paragraph, made.block, place)
        runs = list(placed(paragraph, made.block))
        inside = [run for at, run in runs if made.start <= at < made.end]
        if any(not simple(run) for run in inside) or (made.kind == "format" and not inside):
            return False
        before = [run for at, run in runs if at + length(run) <= made.start]
        if made.kind == "format":
            for run in inside:
                self._format(run, made.look)
            return True
        for run in inside:
            self._delete(run)
        if made.new:
            anchor = inside[-1] if inside else before[-1] if before else None
            self._insert(paragraph, made, anchor)
        return True

    def _attributes(self) -> dict[str, str]:
        self.number += 1
        return {"id": str(self.number), "author": self.author, "date": "2026-11-01T10:00:00Z"}

    def _delete(self, run: etree._Element) -> None:
        frame = make("del", **self._attributes())
        run.addprevious(frame)
        frame.append(run)
        for node in run.iter(w("t")):
            node.tag = w("delText")

    def _insert(self, paragraph, made: Made, anchor) -> None:
        frame = make("ins", **self._attributes())
        run = etree.SubElement(frame, w("r"))
        model = anchor if anchor is not None else next(iter(paragraph.iter(w("r"))), None)
        properties = None if model is None else model.find(w("rPr"))
        if made.look != "-" and properties is not None and is_usual(properties):
            run.append(copy.deepcopy(properties))
        if made.look in {"b", "i"}:
            own = run.find(w("rPr"))
            if own is None:
                own = etree.SubElement(run, w("rPr"))
            if own.find(w(made.look)) is None:
                at = 1 if len(own) and own[0].tag == w("rStyle") else 0
                at += made.look == "i" and own.find(w("b")) is not None
                own.insert(at, make(made.look))
        node = etree.SubElement(run, w("t"))
        node.text = made.new
        node.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        made.look = formats_of(run)
        if anchor is None:
            start = next(
                mark
                for mark in paragraph.iter(w("bookmarkStart"))
                if mark.get(w("name")) == made.block
            )
            start.addnext(frame)
            return
        holder = anchor.getparent() if anchor.getparent().tag in {w("del"), w("ins")} else anchor
        following = holder.getnext()
        while (
            following is not None and following.tag == w("bookmarkEnd") and is_citation(following)
        ):
            holder, following = following, following.getnext()
        holder.addnext(frame)

    def _format(self, run, look: str) -> None:
        properties = run.find(w("rPr"))
        if properties is None:
            properties = make("rPr")
            run.insert(0, properties)
        was = copy.deepcopy(properties)
        if properties.find(w(look)) is not None:
            properties.remove(properties.find(w(look)))
        else:
            at = 1 if len(properties) and properties[0].tag == w("rStyle") else 0
            properties.insert(at, make(look))
        change = make("rPrChange", **self._attributes())
        change.append(was)
        properties.append(change)

    def _zipped(self) -> bytes:
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
            for name, data in self.parts.items():
                tree = self.trees.get(name)
                package.writestr(
                    name,
                    data
                    if tree is None
                    else etree.tostring(
                        tree, xml_declaration=True, encoding="UTF-8", standalone=True
                    ),
                )
        return stream.getvalue()


def is_usual(properties) -> bool:
    """Tell looks that typing goes on with from those of citations and notes."""
    style = properties.find(w("rStyle"))
    raised = properties.find(w("vertAlign"))
    names = {"Citation", "FootnoteReference"}
    return raised is None and (style is None or style.get(w("val")) not in names)


def formats_of(run) -> str:
    """Return the letters of bold and italic that a run has."""
    properties = run.find(w("rPr"))
    if properties is None:
        return ""
    return "".join(name for name in "bi" if properties.find(w(name)) is not None)


def is_citation(end) -> bool:
    """Tell the end of a citation's bookmark from a paragraph's."""
    number = end.get(w("id"))
    root = end.getroottree().getroot()
    start = next(m for m in root.iter(w("bookmarkStart")) if m.get(w("id")) == number)
    return start.get(w("name"), "").startswith(("_ssc_", "_ssn_"))


def placed(paragraph, name: str) -> Iterator[tuple[int, etree._Element]]:
    """Yield the runs of a block with the offsets at which they begin, as exported."""
    at = 0
    inside = False
    for node in paragraph.iter():
        if node.tag == w("bookmarkStart") and node.get(w("name")) == name:
            inside = True
        if inside and node.tag == w("r"):
            if node.getparent().tag == w("ins"):
                continue
            yield at, node
            at += length(node)


def length(run) -> int:
    """Return how many characters a run shows."""
    gone = sum(len(node.text or "") for node in run.iter(w("delText")))
    objects = sum(1 for _ in run.iter(w("footnoteReference"), w("drawing")))
    return len(text_of(run)) + gone + objects


def simple(run) -> bool:
    """Tell runs that hold a text and nothing else."""
    return all(child.tag in {w("rPr"), w("t"), w("delText")} for child in run)


def split(paragraph, name: str, place: int) -> None:
    """Make a run end at an offset."""
    for at, run in list(placed(paragraph, name)):
        if at < place < at + length(run) and simple(run):
            other = copy.deepcopy(run)
            node, rest = (
                r.find(w("t")) if r.find(w("t")) is not None else r.find(w("delText"))
                for r in (run, other)
            )
            text = node.text
            node.text, rest.text = text[: place - at], text[place - at :]
            for one in (node, rest):
                one.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            holder = run.getparent()
            if holder.tag == w("del"):
                twin = copy.deepcopy(holder)
                for child in list(twin):
                    twin.remove(child)
                twin.append(other)
                holder.addnext(twin)
            else:
                run.addnext(other)
