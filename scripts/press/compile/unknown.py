"""Citations of works that the bibliography does not hold, each at its place in the source."""

from __future__ import annotations

import re
from collections.abc import Iterator

from press.bibliography import Bibliography
from press.compile.citations import KEY
from press.compile.renderer import Renderer
from press.publication import Problem, Source

RULE = "citation-unknown"
_CANDIDATE = re.compile(rf"(?<![\w/.@+\\])@({KEY})")
_CODE = re.compile(
    r"^(`{3,}|~{3,})[^\n]*\n.*?^\1[`~]*[ \t]*$|(?<!`)(`+)(?!`)(?:.*?[^`])\2(?!`)",
    re.DOTALL | re.MULTILINE,
)


def unknown_citations(
    source: Source, bibliography: Bibliography, renderer: Renderer
) -> list[Problem]:
    """Return a problem for each use of an unknown citekey in a source's body.

    The text is rendered only where something looks like an unknown key, so that a clean page
    costs next to nothing; what code, links and addresses hold is never a citation.
    """
    candidates = {_plain(match[1]) for match in _CANDIDATE.finditer(source.body)}
    if candidates <= bibliography.entries.keys():
        return []
    cited = renderer.body(source).keys
    return [
        problem
        for key in cited
        if key not in bibliography.entries
        for problem in _problems(source, key, bibliography)
    ]


def _problems(source: Source, key: str, bibliography: Bibliography) -> Iterator[Problem]:
    places = list(key_places(source, key)) or [(source.body_line, 1)]
    for line, column in places:
        message = f"the citekey `{key}` is not in the bibliography"
        yield Problem(source.path, line, column, RULE, message, bibliography.nearest(key))


def key_places(source: Source, key: str) -> Iterator[tuple[int, int]]:
    """Yield line and column (from 1, in code points) of each `@key` outside code."""
    text = without_code(source.body)
    for match in _CANDIDATE.finditer(text):
        if _plain(match[1]) == key:
            line = text.count("\n", 0, match.start())
            column = match.start() - (text.rfind("\n", 0, match.start()) + 1)
            yield source.body_line + line, column + 1


def without_code(text: str) -> str:
    """Return a text with blanks where code stands, so that all else keeps its place."""
    return _CODE.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)


def _plain(key: str) -> str:
    return key[1:-1] if key.startswith("{") else key
