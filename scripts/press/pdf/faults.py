"""What in an issue's tree would not come out right on paper, with its place in the source."""

from __future__ import annotations

import posixpath
import unicodedata
from collections.abc import Iterable, Iterator

from lxml.html import HtmlElement

from press.compile import IssueDocument, issue_picture
from press.publication import MissingError, Problem, RefusedError, shortened
from press.publication.settings import CONFIG_NAME

_RULE = "pdf"
_CHOOSE = "choose another character"


def faults(document: IssueDocument) -> list[Problem]:
    """Return broken links inside the issue, images that cannot be printed, a missing disclaimer."""
    problems = [*_links(document), *_images(document)]
    if not document.publication.settings.disclaimer:
        message = "the issue would have no disclaimer"
        mend = "write `disclaimer:` under the press plugin"
        problems.append(Problem(CONFIG_NAME, 1, 1, "disclaimer-missing", message, mend))
    return sorted(set(problems))


def glyphless(document: IssueDocument, characters: Iterable[str]) -> list[Problem]:
    """Return each place in the sources of a character that no font can print."""
    problems: list[Problem] = []
    for character in characters:
        message = (
            f"no font has a glyph for “{character}” (U+{ord(character):04X}): it would be printed "
            "as a box, which PDF/A does not allow"
        )
        fonts = _fonts_with(character)
        mend = f"install {fonts} (`press doctor` tells how), or {_CHOOSE}" if fonts else _CHOOSE
        blocks = [element for element in document.tree.iter() if character in _own_text(element)]
        places = {_spot(document, block, character) for block in blocks}
        places = places or {(document.issue.source.path, 1, 1)}
        problems += [Problem(*place, _RULE, message, mend) for place in places]
    return sorted(problems)


def _fonts_with(character: str) -> str:
    """Return the Debian package whose fonts have characters like this one; none for private use."""
    from fontTools.unicodedata import script

    category = unicodedata.category(character)
    if category.startswith("C"):
        return ""
    if unicodedata.east_asian_width(character) in {"W", "F"} and not category.startswith("S"):
        return "fonts-noto-cjk"
    if script(character) in {"Zyyy", "Zinh"} and unicodedata.bidirectional(character) != "AL":
        return "fonts-symbola or fonts-noto-color-emoji"
    return "fonts-noto-core"


def _own_text(element: HtmlElement) -> str:
    return "".join([element.text or "", *(child.tail or "" for child in element)])


def _spot(document: IssueDocument, element: HtmlElement, character: str) -> tuple[str, int, int]:
    """Return path, line and column of the character that an element shows, or of its block."""
    path, first, text = _source_text(document, element)
    for number, line in enumerate(text.split("\n"), start=first):
        if character in line:
            return path, number, line.index(character) + 1
    return path, first, 1


def _source_text(document: IssueDocument, element: HtmlElement) -> tuple[str, int, str]:
    """Return where the nearest place of an element begins, and what is written there."""
    for block in (element, *element.iterancestors()):
        entry = document.bibliography.entries.get(block.get("data-key", ""))
        if entry:
            return entry.path, entry.line, entry.raw.strip()
        if block.get("data-lines") or block.get("data-field"):
            break
    path, line = _place(element)
    source = {source.path: source for source in document.sources}.get(path)
    if source is None:
        return path or CONFIG_NAME, line or 1, ""
    first = line or source.position(block.get("data-field", "")).line
    last = int(block.get("data-lines", "0").split("-")[-1]) or first
    return path, first, "\n".join(source.text.split("\n")[first - 1 : last])


def _links(document: IssueDocument) -> Iterator[Problem]:
    targets = {element.get("id") for element in document.tree.iterfind(".//*[@id]")}
    for link in document.tree.iter("a"):
        href = link.get("href", "")
        if href.startswith("#") and href[1:] not in targets:
            message = f"nothing in the issue is called `{href}`"
            yield _problem(document, link, message, "correct the link")


def _images(document: IssueDocument) -> Iterator[Problem]:
    for image in document.tree.iter("img"):
        source = image.get("src", "")
        try:
            issue_picture(document.publication.settings, source)
        except RefusedError as error:
            message = f"the image `{shortened(source)}`: {error.message}"
            if isinstance(error, MissingError):
                message = f"there is no image `{source}`"
            yield _problem(document, image, message, error.mend)
        if not image.get("alt", "").strip():
            mend = "say between the square brackets what it shows"
            yield _problem(document, image, f"the image `{source}` has no description", mend)


def _problem(document: IssueDocument, element: HtmlElement, message: str, mend: str) -> Problem:
    path, line = _place(element)
    needle = posixpath.basename(element.get("src") or element.get("href") or "")
    source = {source.path: source for source in document.sources}.get(path)
    if not line and source:
        # A paragraph that is nothing but an image has no words to find its lines by.
        lines = enumerate(source.body.split("\n"), start=source.body_line)
        line = next((number for number, text in lines if needle in text), 1)
    return Problem(path or document.issue.source.path, line or 1, 1, _RULE, message, mend)


def _place(element: HtmlElement) -> tuple[str, int]:
    """Return the source file of the nearest block around an element, and its line or 0."""
    line = 0
    for block in (element, *element.iterancestors()):
        if not line and block.get("data-lines"):
            line = int(block.get("data-lines", "").split("-")[0])
        if block.get("data-file"):
            return block.get("data-file", ""), line
    return "", line
