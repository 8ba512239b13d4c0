"""Text of a page as Markdown that shows it as it was, and can do no harm."""

from __future__ import annotations

import re

from press.evidence.intake.mentions import links
from press.evidence.intake.reading import Kind

_SIGNS = re.compile(r"([\\`*_\[\]{}]|(?<!\w)@|^\s*#|^\s*>(?=\s))", re.MULTILINE)
_ENTITY = re.compile(r"&(?=#?\w+;)")
# HTML cannot be escaped with a backslash; with a space behind it, `<` begins no element.
_TAG = re.compile(r"<(?=[A-Za-z/!?])")
# In a page of Markdown: citations, lists of attributes, HTML, and links that are not to pages.
_FOREIGN = r"(?!https?:|mailto:)[A-Za-z][A-Za-z0-9+.-]*:"
_MARKDOWN_SIGNS = re.compile(
    rf"((?<!\w)(?<!\\)@|\{{(?=\s*[:#.])|^[ ]{{0,3}}\[(?=[^\]\n]+\]:\s*<?{_FOREIGN}))",
    re.MULTILINE | re.IGNORECASE,
)
_MARKDOWN_TAG = re.compile(r"<(?!https?://)(?=[A-Za-z/!?])")
_MARKDOWN_LINK = re.compile(rf"\](?=\(\s*<?\s*{_FOREIGN})", re.IGNORECASE)
_HEADING = re.compile(r"^#{1,2}(?=\s)", re.MULTILINE)


def prose(text: str, kind: Kind) -> str:
    """Return text as Markdown; paragraphs of a page that is no Markdown are divided.

    Markup of a Markdown page is kept, except HTML, citations and what could run, and its headings
    are made lower than those of a digest. Elsewhere signs that Markdown would read are escaped,
    and addresses become links.
    """
    if kind == "markdown":
        safe = _MARKDOWN_LINK.sub("] ", _MARKDOWN_TAG.sub("< ", text))
        return _HEADING.sub("###", _MARKDOWN_SIGNS.sub(_with_backslash, safe)).strip()
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    return "\n\n".join(_line(line) for line in lines)


def one_line(text: str, kind: Kind) -> str:
    """Return text as one line of Markdown."""
    return " ".join(prose(" ".join(text.split()), kind).split())


def _line(text: str) -> str:
    found: list[str] = []
    end = 0
    for link in links(text):
        if not link.address.lower().startswith(("http://", "https://")):
            continue
        start = link.start - len(link.text) - 3
        if not link.text:
            found += [_escaped(text[end : link.start]), f"<{link.address}>"]
            end = link.end
        elif text[start : link.end + 1] == f"[{link.text}]({link.address})":
            found += [_escaped(text[end:start]), f"[{_escaped(link.text)}]({link.address})"]
            end = link.end + 1
    return "".join([*found, _escaped(text[end:])])


def _escaped(text: str) -> str:
    text = _TAG.sub("< ", _ENTITY.sub("&amp;", text))
    return _SIGNS.sub(_with_backslash, text)


def _with_backslash(match: re.Match[str]) -> str:
    sign = match[0].strip()
    return match[0].replace(sign, f"\\{sign}")
