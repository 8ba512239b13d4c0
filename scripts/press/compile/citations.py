"""pandoc's citation grammar: what stands between brackets, and narrative citations.

Source: the Pandoc User's Guide, section "Citation syntax".
"""

from __future__ import annotations

import re

from press.bibliography import Citation, Cluster, Mode

# A key begins with a letter, digit or underscore; punctuation may stand inside, not at the end.
KEY = r"(?:\{[^{}\s]+\}|[^\W_][\w]*(?:[:.#$%&+?<>~/-]+[\w]+)*|_\w*(?:[:.#$%&+?<>~/-]+[\w]+)*)"
_ITEM = re.compile(
    rf"^(?P<prefix>.*?)(?P<minus>-?)(?<![\w/.])@(?P<key>{KEY})(?P<suffix>.*)$", re.DOTALL
)
NARRATIVE = rf"(?<![\w/.@+\\-])(-?)@({KEY})(?:[ \t]*\[([^\[\]@;]+)\](?![(\[]))?"


def cluster(inside: str) -> Cluster | None:
    """Return the citations that stand between brackets, or None where it is no citation.

    Every part between semicolons must hold a key, as in `see @a, pp. 3-5; -@b`.
    """
    parts = _parts(inside)
    citations: list[Citation] = []
    for part in parts:
        match = _ITEM.match(part)
        if match is None:
            return None
        mode: Mode = "SuppressAuthor" if match["minus"] else "NormalCitation"
        key, suffix = _clean(match["key"]), _spaced(match["suffix"])
        citations.append(Citation(key, mode, _dashes(" ".join(match["prefix"].split())), suffix))
    return Cluster(tuple(citations), f"[{inside}]") if citations else None


def narrative(minus: str, key: str, locator: str | None, raw: str) -> Cluster:
    """Return the cluster of `@key`, `-@key` or `@key [p. 3]` in running text."""
    mode: Mode = "SuppressAuthor" if minus else "AuthorInText"
    suffix = ", " + _dashes(locator.strip()) if locator else ""
    return Cluster((Citation(_clean(key), mode, "", suffix),), raw)


def _parts(inside: str) -> list[str]:
    """Split at semicolons that stand outside braces and inner brackets."""
    parts, depth, start = [], 0, 0
    for index, char in enumerate(inside):
        if char in "[{(":
            depth += 1
        elif char in "]})":
            depth -= 1
        elif char == ";" and depth == 0:
            parts.append(inside[start:index])
            start = index + 1
    return [*parts, inside[start:]]


def _clean(key: str) -> str:
    return key[1:-1] if key.startswith("{") else key


def _spaced(suffix: str) -> str:
    lead = " " if suffix[:1].isspace() else ""
    return lead + _dashes(" ".join(suffix.split()))


def _dashes(text: str) -> str:
    """Return an affix with dashes for the hyphens by which BibTeX users write them."""
    return text.replace("---", "\u2014").replace("--", "\u2013")
