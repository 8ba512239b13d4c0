"""Plain text of front matter with the quotation marks and dashes that the body has."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from functools import cache
from xml.etree import ElementTree as ET

import markdown
from markdown.util import HTML_PLACEHOLDER_RE

from press.publication import Settings

# Returns a text as it is set in print: `the review's` with an apostrophe that is one.
Typeset = Callable[[str], str]

_NAME = "smarty"
_TYPED = re.compile(r"[\"'`]|--|\.\.\.|<<|>>")
# Whole, or as far as the last blank; what has none for so long is cut.
_PIECE = re.compile(r".{1,2000}(?:\Z|(?<=\s))|.{1,2000}", re.DOTALL)
_FIELD = re.compile(r"(<[^<>]*\bdata-field=\"[^\"]*\"[^<>]*>)([^<]+)")


def typesetter(settings: Settings) -> Typeset:
    """Return what sets plain text as the publication's Markdown does: by the extension `smarty`.

    Where mkdocs.yml does not name the extension, the body is left as typed, and so is the rest.
    """
    options = next((dict(o) for name, o in settings.extensions if name.endswith(_NAME)), None)
    if options is None:
        return str
    program = markdown.Markdown(extensions=[_NAME], extension_configs={_NAME: options})
    smarty = program.treeprocessors[_NAME]

    def mark(match: re.Match[str]) -> str:
        return html.unescape(str(program.htmlStash.rawHtmlBlocks[int(match[1])]))

    @cache
    def typeset(text: str) -> str:
        # Piece by piece: each sign that is set costs as much as its text is long.
        return "".join(piece(part) for part in _PIECE.findall(text))

    def piece(text: str) -> str:
        if not _TYPED.search(text):
            return text
        program.reset()
        paragraph = ET.Element("p")
        paragraph.text = text
        root = ET.Element("div")
        root.append(paragraph)
        smarty.run(root)
        return HTML_PLACEHOLDER_RE.sub(mark, paragraph.text)

    return typeset


def with_typeset_fields(text: str, typeset: Typeset) -> str:
    """Return HTML with the texts that come from front matter typeset."""

    def field(match: re.Match[str]) -> str:
        return match[1] + html.escape(typeset(html.unescape(match[2])), quote=False)

    return _FIELD.sub(field, text)
