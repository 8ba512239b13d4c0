"""Citations of works that the bibliography does not hold, each at its place in the source."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from press.bibliography import Bibliography
from press.compile.body import Body
from press.compile.citations import KEY
from press.publication import Problem, Source

RULE = "citation-unknown"
Place = tuple[int, int]
"""A line and a column."""

_CANDIDATE = re.compile(rf"(?<![\w/.@+\\])@({KEY})")
_CODE = re.compile(
    r"^(`{3,}|~{3,})[^\n]*\n.*?^\1[`~]*[ \t]*$|(?<!`)(`+)(?!`)(?:.*?[^`])\2(?!`)",
    re.DOTALL | re.MULTILINE,
)


def unknown_citations(
    source: Source, bibliography: Bibliography, body: Callable[[Source], Body]
) -> list[Problem]:
    """Return a problem for each use of an unknown citekey in a source's body.

    `body` renders the text, which is done only where something looks like an unknown key, so that
    a clean page costs next to nothing; what code, links and addresses hold is never a citation.
    """
    candidates = {_plain(match[1]) for match in _CANDIDATE.finditer(source.body)}
    if candidates <= bibliography.entries.keys():
        return []
    unknown = [key for key in body(source).keys if key not in bibliography.entries]
    places = _places(source) if unknown else {}
    return [problem for key in unknown for problem in _problems(source, key, places, bibliography)]


def _problems(
    source: Source, key: str, places: Mapping[str, Sequence[Place]], bibliography: Bibliography
) -> Iterator[Problem]:
    mend = bibliography.nearest(key)
    for line, column in places.get(key) or [(source.body_line, 1)]:
        message = f"the citekey `{key}` is not in the bibliography"
        yield Problem(source.path, line, column, RULE, message, mend)


def key_places(source: Source, key: str) -> Iterator[tuple[int, int]]:
    """Yield line and column (from 1, in code points) of each `@key` outside code."""
    yield from _places(source).get(key, ())


def _places(source: Source) -> dict[str, list[Place]]:
    """Return where each key stands outside code, found in one walk over the lines."""
    found: dict[str, list[Place]] = {}
    text = without_code(source.body)
    for number, line in enumerate(text.split("\n"), start=source.body_line):
        for match in _CANDIDATE.finditer(line):
            found.setdefault(_plain(match[1]), []).append((number, match.start() + 1))
    return found


def without_code(text: str) -> str:
    """Return a text with blanks where code stands, so that all else keeps its place."""
    return _CODE.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)


def _plain(key: str) -> str:
    return key[1:-1] if key.startswith("{") else key
