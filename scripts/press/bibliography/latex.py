"""LaTeX in BibTeX's values: read as plain text, and plain text written as it."""

from __future__ import annotations

import logging
import re
from functools import cache, lru_cache
from typing import Any

# Far more than any title has; pylatexenc calls itself for each level.
_DEEPEST = 30
_OPENING = re.compile(r"\\begin\b|\\[\[(]|(?<!\\)\{")
_COMMAND = re.compile(r"\\(?:[A-Za-z]+|.)?")
_SPECIAL = re.compile(r"[&%$#_{}]|[~^\\]")
_WORDS = {"~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "\\": r"\textbackslash{}"}
_BRACES = {"{": r"\textbraceleft{}", "}": r"\textbraceright{}"}


def decoded(value: str) -> str:
    r"""Return a BibTeX value as plain text: `Johnson \& Johnson`, `{KARE}` without braces.

    Of LaTeX that cannot be read (see `is_readable`) the words are left, and no command.
    """
    text = _decoded(value)
    return _bare(_COMMAND.sub(" ", value).replace("$", "")) if text is None else text


def is_readable(value: str) -> bool:
    """Tell whether a value's LaTeX has a text: every command its arguments, and none too deep."""
    return _decoded(value) is not None


def escaped(text: str) -> str:
    r"""Return plain text as BibTeX reads it: `Johnson \& Johnson`.

    Braces that do not pair are written as words, for BibTeX counts those behind a backslash too.
    """
    braces = {} if are_paired(text) else _BRACES
    words = _WORDS | braces
    return _SPECIAL.sub(lambda match: words.get(match[0], f"\\{match[0]}"), text)


def are_paired(text: str) -> bool:
    """Tell whether every brace that is opened is closed, and none else."""
    depth = 0
    for sign in re.findall(r"[{}]", text):
        depth += 1 if sign == "{" else -1
        if depth < 0:
            return False
    return depth == 0


@lru_cache(maxsize=8192)
def _decoded(value: str) -> str | None:
    # In BibTeX a percent sign begins no comment, in LaTeX it would.
    value = re.sub(r"(?<!\\)%", r"\\%", " ".join(value.split()))
    if "\\" in value or "$" in value:
        if _depth(value) > _DEEPEST:
            return None
        try:
            value = _latex_to_text(value.replace("--", "\u2013"))
        except (LookupError, AttributeError, ValueError, TypeError, RecursionError):
            return None  # pylatexenc's own faults where a command lacks an argument
    return _bare(value)


def _bare(value: str) -> str:
    return " ".join(re.sub(r"[{}]", "", value).replace("~", " ").split())


def _depth(value: str) -> int:
    """Return how deep a value may be nested; groups that are closed again do not count."""
    deepest = depth = 0
    for match in re.finditer(rf"{_OPENING.pattern}|(?<!\\)\}}", value):
        depth = max(0, depth + (-1 if match[0] == "}" else 1))
        deepest = max(deepest, depth)
    return deepest


def _latex_to_text(value: str) -> str:
    text, context = _reader()
    return str(text.latex_to_text(value, latex_context=context))


@cache
def _reader() -> tuple[Any, Any]:
    r"""Return pylatexenc's reader; to what it knows are added `\href`, and a day that stands."""
    from pylatexenc import latex2text, latexwalker
    from pylatexenc.macrospec import MacroSpec

    logging.getLogger("pylatexenc").setLevel(logging.CRITICAL)
    syntax = latexwalker.get_default_latex_context_db()
    syntax.add_context_category("press", macros=[MacroSpec("href", "{{")], prepend=True)
    meaning = latex2text.get_default_latex_context_db()
    meaning.add_context_category(
        "press",
        macros=[
            latex2text.MacroTextSpec("href", "%(2)s"),
            latex2text.MacroTextSpec("today", ""),
        ],
        prepend=True,
    )
    return latex2text.LatexNodes2Text(latex_context=meaning, math_mode="text"), syntax
