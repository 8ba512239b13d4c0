"""A paragraph of an export as a row of words and whole things, with the bookmarks between them."""

from __future__ import annotations

import copy
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from press.docx.ooxml import SVG, A, Element, R, make, text_of, w
from press.docx.package import Pack

_WORD = re.compile(r"\s+|[^\W_]+|.", re.DOTALL)
_BOOKMARKS = (w("bookmarkStart"), w("bookmarkEnd"))
_INVISIBLE = frozenset({w("rPr"), w("lastRenderedPageBreak")})
PICTURES = (f"{{{A}}}blip", f"{{{SVG}}}svgBlip")
EMBED = f"{{{R}}}embed"
NOTE_MARK = "footnoteRef"  # in front of a footnote's text: Word's own, which nobody can delete
ANCHOR = w("anchor")
FORMER = "former "
LINK_ID = f"{{{R}}}id"


@dataclass(frozen=True)
class Token:
    """A word, a sign, blanks; or runs that are one thing: a field, a picture, a note's mark.

    Tokens with the same key say the same. `look` is the run's properties; `whole` are the runs
    of what is no text; `link` is the hyperlink around it. `note` is the number of a footnote.
    """

    key: str
    text: str
    look: Element | None = None
    whole: tuple[Element, ...] = ()
    link: Element | None = None
    note: str = ""


@dataclass
class Stream:
    """Tokens of one paragraph; `marks[i]` are the bookmarks that stand before token i."""

    tokens: list[Token] = field(default_factory=list)
    marks: list[list[Element]] = field(default_factory=lambda: [[]])

    @property
    def text(self) -> str:
        """What a reader sees, things that are no text left out."""
        return "".join(token.text for token in self.tokens)

    def add(self, token: Token) -> None:
        """Append a token."""
        self.tokens.append(token)
        self.marks.append([])


class Tokenizer:
    """Reads paragraphs of one part of a package."""

    def __init__(self, pack: Pack, part: str) -> None:
        self.pack = pack
        self.part = part
        self._relations = pack.relations(part)

    def stream(self, paragraph: Element | None) -> Stream:
        """Return a paragraph's tokens; no paragraph has none."""
        found = Stream()
        if paragraph is not None:
            self._read(paragraph, None, found)
        return found

    def _read(self, parent: Element, link: Element | None, found: Stream) -> None:
        field_runs: list[Element] = []
        for child in parent:
            if child.tag in _BOOKMARKS:
                found.marks[-1].append(child)
            elif child.tag == w("hyperlink"):
                self._read(child, child, found)
            elif child.tag == w("r"):
                kind = next((m.get(w("fldCharType")) for m in child.iter(w("fldChar"))), "")
                if kind == "begin" or field_runs:
                    field_runs.append(child)
                    if kind == "end":
                        found.add(self._field(field_runs, link))
                        field_runs = []
                else:
                    for token in self._run(child, link):
                        found.add(token)

    def _field(self, runs: list[Element], link: Element | None) -> Token:
        code = "".join(node.text or "" for run in runs for node in run.iter(w("instrText")))
        text = "".join(text_of(run) for run in runs)
        key = self._key("field", f"{' '.join(code.split())}\x1f{text}", link)
        return Token(key, text, whole=tuple(runs), link=link)

    def _run(self, run: Element, link: Element | None) -> Iterator[Token]:
        look = run.find(w("rPr"))
        for child in run:
            if child.tag in _INVISIBLE:
                continue
            if child.tag == w("footnoteReference"):
                yield Token(
                    self._key("note", "", link), "", whole=(run,), link=link,
                    note=child.get(w("id"), ""),
                )  # fmt: skip
            elif child.tag == w("drawing"):
                key = self._key("picture", self._picture(child), link)
                yield Token(key, "", whole=(_alone(run, child),), link=link)
            elif child.tag == w("footnoteRef"):
                yield Token(NOTE_MARK, "", whole=(_alone(run, child),), link=link)
            else:
                yield from self._words(child, look, link)

    def _words(self, child: Element, look: Element | None, link: Element | None) -> Iterator[Token]:
        holder = make("r")
        holder.append(copy.deepcopy(child))
        kind = f"text\x1f{_style(look)}"
        for match in _WORD.finditer(text_of(holder)):
            yield Token(self._key(kind, match[0], link), match[0], look, link=link)

    def _key(self, kind: str, what: str, link: Element | None) -> str:
        address = ""
        if link is not None:
            number = link.get(LINK_ID)
            # Where a link inside the issue leads is named anew by each export.
            address = "#" if number is None else self._relations[number][1]
        return f"{kind}\x1f{what}\x1f{address}"

    def _picture(self, drawing: Element) -> str:
        digest = hashlib.sha256()
        for blip in drawing.iter(*PICTURES):
            target = self._relations[blip.get(EMBED, "")][1]
            digest.update(self.pack.part(target))
        said = [node.get("descr", "") for node in drawing.iter() if node.get("descr")]
        return digest.hexdigest() + "\x1f".join(said)


def _style(look: Element | None) -> str:
    """Return what of a look makes another thing of a word: code, a citation, a raised number."""
    if look is None:
        return ""
    return "".join(
        child.get(w("val"), "") for child in look if child.tag in {w("rStyle"), w("vertAlign")}
    )


def look_of(token: Token) -> bytes:
    """Return a token's look for comparison."""
    return b"" if token.look is None else etree.tostring(token.look, method="c14n")


def _alone(run: Element, child: Element) -> Element:
    """Return a run that holds one child alone, with the run's properties."""
    made = make("r")
    properties = run.find(w("rPr"))
    if properties is not None:
        made.append(copy.deepcopy(properties))
    made.append(copy.deepcopy(child))
    return made


def without_link(link: Element) -> Element:
    """Return a hyperlink like another, empty."""
    made = make("hyperlink")
    for name, value in link.attrib.items():
        made.set(name, value)
    return made
