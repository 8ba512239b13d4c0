"""What in an issue's tree would not come out right on paper, with its place in the source."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from press.compile import IssueDocument
from press.publication import Problem
from press.publication.settings import CONFIG_NAME

_RULE = "pdf"


def faults(document: IssueDocument) -> list[Problem]:
    """Return broken links inside the issue, images that cannot be printed, a missing disclaimer."""
    problems = [*_links(document), *_images(document)]
    if not document.publication.settings.disclaimer:
        message = "the issue would have no disclaimer"
        mend = "write `disclaimer:` under the press plugin"
        problems.append(Problem(CONFIG_NAME, 1, 1, "disclaimer-missing", message, mend))
    return sorted(set(problems))


def _links(document: IssueDocument) -> Iterator[Problem]:
    targets = {element.get("id") for element in document.tree.iterfind(".//*[@id]")}
    for link in document.tree.iter("a"):
        href = link.get("href", "")
        if href.startswith("#") and href[1:] not in targets:
            message = f"nothing in the issue is called `{href}`"
            yield _problem(document, link, message, "correct the link")


def _images(document: IssueDocument) -> Iterator[Problem]:
    root = document.publication.root
    for image in document.tree.iter("img"):
        source = image.get("src", "")
        path = (root / source).resolve()
        if urlsplit(source).scheme or not path.is_relative_to(root):
            message = f"the image `{source}` is not part of the publication"
            yield _problem(document, image, message, "save it under docs/ and link to the file")
        elif not path.is_file():
            message = f"there is no image `{source}`"
            yield _problem(document, image, message, "correct the path, or add the file")
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
