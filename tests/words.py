"""The words of a digest in each medium, without what each medium makes by itself.

Left out: numbers of pages and of list items, running heads, marks of footnotes, and the order of
footnotes' texts against the reference list (a Word file keeps them apart). Compared is the run of
letters and digits, because media break lines and words where they like.
"""

from __future__ import annotations

import copy
import re
import subprocess
import unicodedata
import zipfile
from pathlib import Path

from lxml import etree
from lxml.html import HtmlElement, document_fromstring

# How our PDF shows a footnote's mark in the text.
_FOOTNOTE_MARK = re.compile(r"note \d+\b")
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# The type area of an A4 page in points, without running head and foot; see pdf/styles/a4.css.
_TYPE_AREA = ["-x", "0", "-y", "77", "-W", "596", "-H", "694"]


def run(text: str) -> str:
    """Return a text's letters and digits in one run; compatibility forms made plain."""
    return "".join(re.findall(r"[^\W_]", unicodedata.normalize("NFKC", text)))


def article_run(article: HtmlElement, *, citations: bool) -> str:
    """Return the run of a digest's article: its header, card, body, footnotes; no references.

    `citations` as printed, else as their keys (pages and issues number them differently).
    """
    tree = copy.deepcopy(article)
    for unwanted in tree.xpath(
        ".//*[contains(@class, 'headerlink') or contains(@class, 'footnote-backref')"
        " or contains(@class, 'references') or contains(@class, 'disclaimer')"
        " or contains(@class, 'how-to-cite')"
        " or contains(concat(' ', @class, ' '), ' abbreviations ')]"
        " | .//sup[a[contains(@class, 'footnote-ref')]]"
    ):
        unwanted.drop_tree()
    for citation in tree.find_class("citation"):
        if not citations:
            keys = str(citation.get("data-keys"))
            for child in list(citation):
                citation.remove(child)
            citation.text = f" {keys} "
    return run(tree.text_content())


def page_articles(site: Path) -> dict[str, HtmlElement]:
    """Return the article of every digest page of a built site by slug."""
    articles: dict[str, HtmlElement] = {}
    for path in sorted(site.glob("digests/*/index.html")):
        page = document_fromstring(path.read_bytes())
        for article in page.find_class("digest"):
            articles[str(article.get("data-digest"))] = article
    return articles


def pdf_run(path: Path) -> str:
    """Return the run of a PDF's type areas, in the order in which they are drawn."""
    command = ["pdftotext", "-raw", *_TYPE_AREA, str(path), "-"]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return run(_FOOTNOTE_MARK.sub("", text))


def docx_run(path: Path) -> tuple[str, list[str]]:
    """Return the run of a Word file's body, and those of its footnotes in order of their marks."""
    with zipfile.ZipFile(path) as archive:
        body = etree.fromstring(archive.read("word/document.xml"))
        notes: dict[str, str] = {}
        if "word/footnotes.xml" in archive.namelist():
            for note in etree.fromstring(archive.read("word/footnotes.xml")):
                notes[str(note.get(f"{_W}id"))] = run(_text(note))
    marks = [str(mark.get(f"{_W}id")) for mark in body.iter(f"{_W}footnoteReference")]
    return run(_text(body)), [notes[mark] for mark in marks]


def _text(part: etree._Element) -> str:
    """Return a part's text without what Word computes: `Table 3.` before a caption's words."""
    shown: list[str] = []
    for paragraph in part.iter(f"{_W}p"):
        nodes = list(paragraph.iter(f"{_W}t", f"{_W}instrText", f"{_W}fldChar"))
        numbered = any("SEQ" in (node.text or "") for node in nodes if node.tag == f"{_W}instrText")
        ends = [i for i, node in enumerate(nodes) if node.get(f"{_W}fldCharType") == "end"]
        words = nodes[ends[0] + 1 :] if numbered else nodes
        shown += [node.text or "" for node in words if node.tag == f"{_W}t"]
    return "".join(shown)


def first_difference(expected: str, found: str) -> str:
    """Return where two runs part, with what stands around; empty where they are the same."""
    if expected == found:
        return ""
    place = next(
        (
            index
            for index, pair in enumerate(zip(expected, found, strict=False))
            if pair[0] != pair[1]
        ),
        min(len(expected), len(found)),
    )
    around = slice(max(place - 30, 0), place + 40)
    return f"at {place}: expected …{expected[around]}… but found …{found[around]}…"


def within(part: str, whole: str, generated: tuple[str, ...] = ()) -> str:
    """Return the stretch of `whole` that reads as `part`, or that does so the longest.

    A beginning may stand in a table of contents too. What print adds by itself may stand between
    and is left out of the answer: numbers of list items, and `generated`, such as the head of a
    table that goes on overleaf.
    """
    starts = [match.start() for match in re.finditer(re.escape(part[:24]), whole)]
    return max((_read(part, whole[start:], generated) for start in starts), key=len, default="")


def _read(part: str, text: str, generated: tuple[str, ...]) -> str:
    """Return as much of `part` as `text` holds, and behind that what it holds instead."""
    added = re.compile("|".join([*map(re.escape, generated), r"\d+"]))
    at = place = 0
    while at < len(part) and place < len(text):
        if part[at] == text[place]:
            at, place = at + 1, place + 1
            continue
        # What is added may begin like the text itself, so it is looked for a little before, too.
        for back in range(min(at, 24) + 1):
            match = added.match(text, place - back)
            if match and match.end() > place:
                at, place = at - back, match.end()
                break
        else:
            return part[:at] + text[place : place + 40]
    return part[:at]
