"""Publications and built outputs without the disclaimer."""

from __future__ import annotations

import html
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from press.checks.context import EXPORTS, SITE, Context
from press.checks.rule import Rule
from press.publication import Problem
from press.publication.settings import CONFIG_NAME

_ID = "disclaimer-missing"
_SHORTEST = 40  # characters; less is no sentence that tells a reader anything
_TAG = re.compile(r"<(script|style)\b.*?</\1>|<[^>]+>", re.DOTALL)
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff]")
_PARAGRAPH_END = re.compile(r"</w:p>|<w:(?:br|tab)/>")


def _find(context: Context) -> Iterator[Problem]:
    disclaimer = context.publication.settings.disclaimer
    if len(disclaimer) < _SHORTEST:
        fault = "is too short" if disclaimer else "is missing"
        message = f"the publication's disclaimer {fault}"
        mend = "write `disclaimer:` under the plugin `press`: what the texts are for"
        yield Problem(CONFIG_NAME, 1, 1, _ID, message, mend)
        return
    wanted = _squeezed(disclaimer)
    for pattern, text_of in _READERS.items():
        for path in context.outputs(pattern):
            if path.parent.name in {"digests", "issues"} and path.parent.parent.name == SITE:
                continue  # the listings of digests and issues are no digests themselves
            yield from _checked(context, path, wanted, text_of)


def _checked(
    context: Context, path: Path, wanted: str, text_of: Callable[[Path, str], bool]
) -> Iterator[Problem]:
    name = path.relative_to(context.publication.root).as_posix()
    try:
        present = text_of(path, wanted)
    except (OSError, ValueError, KeyError, zipfile.BadZipFile) as error:
        yield Problem(name, 1, 1, _ID, f"the output cannot be read ({error})", "build it again")
        return
    if not present:
        yield Problem(name, 1, 1, _ID, "the output does not hold the disclaimer", "build it again")


def _squeezed(text: str) -> str:
    """Return a text without white space and soft hyphens: line breaks differ between media."""
    return re.sub(r"[\s\u00ad]+", "", text)


def _in_html(path: Path, wanted: str) -> bool:
    return wanted in _squeezed(html.unescape(_TAG.sub("", path.read_text(encoding="utf-8"))))


def _in_docx(path: Path, wanted: str) -> bool:
    with zipfile.ZipFile(path) as archive:
        text = archive.read("word/document.xml").decode("utf-8")
    return wanted in _squeezed(html.unescape(_TAG.sub("", _PARAGRAPH_END.sub(" ", text))))


def _in_pdf(path: Path, wanted: str) -> bool:
    """Look from the last page to the first: the disclaimer ends an issue."""
    from pypdfium2 import PdfDocument, PdfiumError

    try:
        with PdfDocument(path) as document:
            later = ""
            for number in reversed(range(len(document))):
                text = _squeezed(document[number].get_textpage().get_text_range())
                if wanted in text + later or _in_another_order(wanted, text):
                    return True
                later = text[: len(wanted)]
    except PdfiumError as error:
        raise ValueError(str(error)) from error
    return False


def _in_another_order(wanted: str, text: str) -> bool:
    """Tell whether a right-to-left text is there; readers put its letters in their own order."""
    return bool(_RIGHT_TO_LEFT.search(wanted)) and not Counter(wanted) - Counter(text)


_READERS: dict[str, Callable[[Path, str], bool]] = {
    f"{SITE}/digests/**/*.html": _in_html,
    f"{SITE}/issues/**/*.html": _in_html,
    f"{EXPORTS}/*.pdf": _in_pdf,
    f"{EXPORTS}/*.docx": _in_docx,
}

RULE = Rule(
    id=_ID,
    catches="A configuration, a built digest page, issue page, PDF or DOCX without the disclaimer.",
    mend="Write the disclaimer once in mkdocs.yml and build again; templates put it everywhere.",
    find=_find,
)
