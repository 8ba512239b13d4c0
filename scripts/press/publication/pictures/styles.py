"""The addresses in a piece of CSS, however they are written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from press.publication.storage.resolver import RefusedError

_LONGEST = 1_000_000
# Without one of these a text names no address; a backslash may hide any letter.
_SUSPECT = re.compile(r"url|src|image|import|expression|\\", re.IGNORECASE)
_TAKING = frozenset(("url", "src"))
_HIDING = frozenset(("image", "image-set", "-webkit-image-set", "cross-fade", "expression"))


def addresses(text: str) -> Iterator[str]:
    """Yield every address that CSS would take something from; raises RefusedError for `@import`."""
    if not _SUSPECT.search(text):
        return
    if len(text) > _LONGEST:
        raise RefusedError("the SVG's styles are longer than 1 MB", "save it simpler, or as PNG")
    import tinycss2

    stack: list[Any] = list(tinycss2.parse_component_value_list(text))
    while stack:
        token = stack.pop()
        if token.type == "url":
            yield token.value.strip()
        elif token.type == "function":
            stack += token.arguments
            yield from _of_function(token)
        elif token.type in {"() block", "[] block", "{} block"}:
            stack += token.content
        elif token.type == "at-keyword" and token.lower_value == "import":
            yield "@import"
        elif token.type == "error" and token.kind in {"bad-url", "eof-in-url"}:
            yield "url("


def _of_function(token: Any) -> Iterator[str]:
    if token.lower_name in _TAKING:
        strings = [inner.value for inner in token.arguments if inner.type == "string"]
        yield "".join(strings).strip() or "url("
    elif token.lower_name in _HIDING:
        yield f"{token.lower_name}("
