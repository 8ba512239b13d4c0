"""The press's Markdown: citations, bibliography commands, captions of tables and figures.

A Python-Markdown extension, so that MkDocs, its forks and the command line render alike. It
leaves placeholders where citations stand; `press.compile.body` fills them when the whole
document is known.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING, Any

from markdown.blockprocessors import BlockProcessor
from markdown.extensions import Extension
from markdown.extensions.abbr import AbbrExtension
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import HTML_PLACEHOLDER_RE

from press.bibliography import Cluster
from press.compile.citations import NARRATIVE, cluster, narrative
from press.compile.cost.budget import Guard
from press.compile.cost.crowds import Blanks, BlanksAgain, Crowds
from press.compile.marks import MARK, without_marks

if TYPE_CHECKING:
    from markdown import Markdown

CITATION_CLASS = "press-citation"
BIBLIOGRAPHY_CLASS = "press-bibliography"
FULL_BIBLIOGRAPHY_CLASS = "press-full-bibliography"
ALIGNED = "press-"  # with left, center or right behind it: the class of a cell

# Below links, autolinks and raw HTML (90), above emphasis (70): what they claim is not ours.
_BRACKETED_PRIORITY = 88
_NARRATIVE_PRIORITY = 86
_FIRST = 1000  # before every other preprocessor, or work on the tree
# Elements have been made (20), set out by line breaks (10) and given attributes (8); they are
# searched for abbreviations (7) and signs of print (6).
_AFTER_INLINE, _BEFORE_WORDS, _AMONG_WORDS, _AFTER_WORDS = 15, 7.5, 6.5, 5.5


class PressExtension(Extension):
    """Citations, `\\bibliography` and captions; `clusters` holds the citations of the last text."""

    def __init__(self, **kwargs: Any) -> None:
        self.config = {
            "bib_command": ["\\bibliography", "Command that prints the page's references."],
            "full_bib_command": [
                "\\full_bibliography",
                "Command that prints the whole bibliography.",
            ],
            "narrative": [True, "Whether `@key` in running text is a citation."],
            "glossary": [{}, "Meanings of abbreviations, for the extension `abbr`."],
        }
        super().__init__(**kwargs)
        self.clusters: list[Cluster] = []
        self.guard: Guard | None = None

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        """Register the processors."""
        md.registerExtension(self)
        if "@" not in md.ESCAPED_CHARS:
            md.ESCAPED_CHARS.append("@")
        guard = self.guard = Guard(md)
        md.preprocessors.register(guard, "press-guard", _FIRST)
        for priority in (_FIRST, _AFTER_INLINE, _AMONG_WORDS):
            md.treeprocessors.register(Crowds(md, guard), f"press-crowds-{priority}", priority)
        blanks = Blanks(md)
        md.treeprocessors.register(blanks, "press-blanks", _BEFORE_WORDS)
        md.treeprocessors.register(BlanksAgain(md, blanks), "press-blanks-again", _AFTER_WORDS)
        bracketed = _Bracketed(r"\[(?=[^\[\]]*@)", md, self, guard)
        md.inlinePatterns.register(bracketed, "press-bracketed", _BRACKETED_PRIORITY)
        if self.getConfig("narrative"):
            in_text = _Narrative(NARRATIVE, md, self, guard)
            md.inlinePatterns.register(in_text, "press-narrative", _NARRATIVE_PRIORITY)
        commands = {
            self.getConfig("bib_command"): BIBLIOGRAPHY_CLASS,
            self.getConfig("full_bib_command"): FULL_BIBLIOGRAPHY_CLASS,
        }
        md.parser.blockprocessors.register(_Commands(md.parser, commands), "press-commands", 105)
        md.treeprocessors.register(_Captions(md), "press-captions", 5)
        md.treeprocessors.register(_Alignments(md), "press-alignments", 4)
        for extension in md.registeredExtensions:
            if isinstance(extension, AbbrExtension):
                extension.load_glossary(self.getConfig("glossary"))

    def reset(self) -> None:
        """Forget the citations of the text before."""
        self.clusters = []

    def placeholder(self, found: Cluster) -> ET.Element:
        """Keep a cluster and return the element that stands for it."""
        element = ET.Element(
            "span", {"class": CITATION_CLASS, "data-cluster": str(len(self.clusters))}
        )
        self.clusters.append(found)
        return element


class _Citing(InlineProcessor):
    """An inline processor that makes citations; inside links there are none."""

    ANCESTOR_EXCLUDES = ("a",)

    def __init__(self, pattern: str, md: Markdown, extension: PressExtension, guard: Guard) -> None:
        super().__init__(pattern, md)
        self.extension = extension
        self.guard = guard

    def written(self, text: str) -> str:
        """Return a text as its author wrote it, where Markdown has put HTML aside."""
        stash = self.md.htmlStash.rawHtmlBlocks
        return HTML_PLACEHOLDER_RE.sub(lambda match: str(stash[int(match[1])]), self.unescape(text))

    def element(self, found: Cluster, marks: str) -> ET.Element:
        """Return the placeholder, with the marks that stood inside the citation."""
        element = self.extension.placeholder(found)
        element.text = marks
        return element


class _Bracketed(_Citing):
    def handleMatch(  # type: ignore[override]  # noqa: N802
        self, m: re.Match[str], data: str
    ) -> tuple[ET.Element | str | None, int | None, int | None]:
        end = _closing_bracket(data, m.start(0))
        self.guard.spend_on_brackets((end or len(data)) - m.start(0))
        if end is None or data[end : end + 1] == "(":
            return None, None, None
        inside = self.written(data[m.start(0) + 1 : end - 1])
        found = cluster(without_marks(inside))
        if found is None:
            return None, None, None
        marks = "".join(match.group() for match in MARK.finditer(inside))
        return self.element(found, marks), m.start(0), end


class _Narrative(_Citing):
    def handleMatch(  # type: ignore[override]  # noqa: N802
        self, m: re.Match[str], data: str
    ) -> tuple[ET.Element | str | None, int | None, int | None]:
        del data
        locator = without_marks(self.written(m.group(3))) if m.group(3) else None
        raw = without_marks(self.written(m.group(0)))
        found = narrative(m.group(1), m.group(2), locator, raw)
        marks = "".join(match.group() for match in MARK.finditer(m.group(0)))
        return self.element(found, marks), m.start(0), m.end(0)


def _closing_bracket(data: str, start: int) -> int | None:
    """Return the index behind the bracket that closes the one at `start`."""
    depth = 0
    for index in range(start, len(data)):
        if data[index] == "[":
            depth += 1
        elif data[index] == "]":
            depth -= 1
            if depth == 0:
                return index + 1
    return None


class _Commands(BlockProcessor):
    """Turns a paragraph that is only a bibliography command into a placeholder."""

    def __init__(self, parser: Any, commands: dict[str, str]) -> None:
        super().__init__(parser)
        self.commands = commands

    def test(self, parent: ET.Element, block: str) -> bool:
        """Tell whether the block is one of the commands."""
        del parent
        return block.strip() in self.commands

    def run(self, parent: ET.Element, blocks: list[str]) -> None:
        """Put the placeholder in."""
        ET.SubElement(parent, "div", {"class": self.commands[blocks.pop(0).strip()]})


_CAPTION = re.compile(r"\s*Table:\s+")


class _Captions(Treeprocessor):
    """`Table: text` before a table becomes its caption; a titled image alone becomes a figure."""

    def run(self, root: ET.Element) -> None:
        """Rewrite the tree in place."""
        for parent in root.iter():
            for index, child in reversed(list(enumerate(parent))):
                following = parent[index + 1] if index + 1 < len(parent) else None
                if child.tag != "p":
                    continue
                if (
                    following is not None
                    and following.tag == "table"
                    and _CAPTION.match(child.text or "")
                ):
                    child.text = _CAPTION.sub("", child.text or "", count=1)
                    child.tag, child.tail = "caption", "\n"
                    parent.remove(child)
                    following.insert(0, child)
                elif _is_figure(child):
                    _make_figure(child)


_ALIGNMENT = re.compile(r"\s*text-align:\s*(left|center|right)\s*;?\s*")


class _Alignments(Treeprocessor):
    """A cell's alignment becomes a class: where styles stand in elements, pages refuse them."""

    def run(self, root: ET.Element) -> None:
        """Rewrite the tree in place."""
        for cell in root.iter():
            alignment = _ALIGNMENT.fullmatch(cell.get("style", ""))
            if alignment and cell.tag in {"td", "th"}:
                del cell.attrib["style"]
                cell.set("class", f"{cell.get('class', '')} {ALIGNED}{alignment[1]}".strip())


def _is_figure(paragraph: ET.Element) -> bool:
    return (
        len(paragraph) == 1
        and paragraph[0].tag == "img"
        and bool(paragraph[0].get("title"))
        and not without_marks(paragraph.text or "").strip()
        and not without_marks(paragraph[0].tail or "").strip()
    )


def _make_figure(paragraph: ET.Element) -> None:
    image = paragraph[0]
    marks = image.tail or ""
    image.tail = "\n"
    caption = ET.SubElement(paragraph, "figcaption")
    caption.text = image.attrib.pop("title") + marks
    caption.tail = "\n"
    paragraph.tag = "figure"


def makeExtension(**kwargs: Any) -> PressExtension:  # noqa: N802 - Python-Markdown's name
    """Return the extension; Python-Markdown calls this."""
    return PressExtension(**kwargs)
