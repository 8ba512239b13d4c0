"""What a digest says in words, passage by passage, and where each word of it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml.html import HtmlElement, fragment_fromstring

from press.checks.sections import heading_line
from press.compile import Body
from press.publication import Digest, Position, Source

FOOTNOTES = "footnotes"
FRONT_MATTER = ("title", "bottom_line", "plain")

MASK = "·"  # no letter: what is masked is neither read nor counted as a word
_BLOCK_NAMES = "p li dt dd td th caption figcaption h1 h2 h3 h4 h5 h6 div tr"
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_SILENT = ".//pre | .//code | .//script | .//style | .//svg"
_MARKS = (
    ".//*[contains(@class, 'headerlink') or contains(@class, 'footnote-backref')"
    " or contains(@class, 'footnote-ref')]"
)
_QUOTED = ".//q | .//cite | .//blockquote"
_TITLE_WORDS = 4  # so many emphasised words are the title of a work; fewer are emphasis
_QUOTES = re.compile(r"“[^”]*”|‘[^’]{2,}’(?!\w)|\"[^\"]*\"")
_WORD = re.compile(r"\w+")
_BEFORE = 6  # so many words before one tell it from another of the same form
_REACH = 160  # characters of the source in which those words are looked for


@dataclass(frozen=True)
class Passage:
    """A text of a digest under its name: a front-matter key, or the title of a section.

    Code, footnotes' marks and quotations are masked; blocks are parted by blank lines.
    """

    name: str
    text: str
    source: Source
    key: str = ""

    def place(self, start: int, end: int) -> Position:
        """Return where the characters `start:end` of the text stand in the file."""
        source = self.source
        begin = source.position(f"{self.key}.=") if self.key else self._beginning()
        lines = source.text.split("\n")
        offset = sum(len(line) + 1 for line in lines[: begin.line - 1]) + begin.column - 1
        words = [re.escape(word) for word in self.text[start:end].split()]
        before = _WORD.findall(self.text[:start])[-_BEFORE:]
        found = list(re.finditer(r"(?<!\w)" + r"\s+".join(words) + r"(?!\w)", source.text[offset:]))
        if not found:
            return begin

        def likeness(match: re.Match[str]) -> int:
            at = offset + match.start()
            around = set(_WORD.findall(source.text[max(at - _REACH, offset) : at]))
            return sum(word in around for word in before)

        at = offset + max(found, key=likeness).start()
        line = source.text.count("\n", 0, at)
        return Position(line + 1, at - (source.text.rfind("\n", 0, at) + 1) + 1)

    def _beginning(self) -> Position:
        if self.name in {"", FOOTNOTES}:
            return Position(self.source.body_line, 1)
        return Position(heading_line(self.source, self.name), 1)


def front_matter(digest: Digest, *keys: str) -> Iterator[Passage]:
    """Yield the texts of front-matter keys."""
    for key in keys:
        text = str(getattr(digest.meta, key))
        yield Passage(key, _QUOTES.sub(_masked, text), digest.source, key)


def body_passages(digest: Digest, body: Body, *, links: bool = True) -> Iterator[Passage]:
    """Yield the text of each section of the body in order, the footnotes last.

    Without `links` their texts are masked as well.
    """
    root = fragment_fromstring(body.html, create_parent="div")
    _mask(root, links=links)
    name, parts = "", list[str]([root.text or ""])
    for child in [*root]:
        is_notes = child.tag == "div" and "footnote" in (child.get("class") or "").split()
        if child.tag == "h2" or is_notes:
            yield _passage(name, parts, digest.source)
            name = FOOTNOTES if is_notes else " ".join(child.text_content().split())
            parts = []
        said = child.text_content() if isinstance(child.tag, str) else ""  # a comment says nothing
        parts.append(said + (child.tail or ""))
    yield _passage(name, parts, digest.source)


def _passage(name: str, parts: list[str], source: Source) -> Passage:
    return Passage(name, _QUOTES.sub(_masked, "".join(parts)), source)


def _mask(root: HtmlElement, *, links: bool) -> None:
    """Mask what the author does not say, and part blocks by blank lines; in place."""
    for element in [*root.xpath(_MARKS)]:
        element.drop_tree()
    silent = [*root.xpath(_SILENT), *root.xpath(_QUOTED)]
    silent += [em for em in root.iter("em") if len(em.text_content().split()) >= _TITLE_WORDS]
    if not links:
        silent += [*root.iter("a")]
    for element in silent:
        _silence(element)
    for block in root.iter(*_BLOCKS):
        if block is not root:
            block.tail = "\n\n" + (block.tail or "")


def _silence(element: HtmlElement) -> None:
    for inner in element.iter():
        inner.text = MASK * len(inner.text or "") if isinstance(inner.tag, str) else None
        if inner is not element:
            inner.tail = MASK * len(inner.tail or "")


def _masked(match: re.Match[str]) -> str:
    return MASK * len(match[0])
