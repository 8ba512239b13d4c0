"""What stands between an issue and its release: references that nobody has confirmed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from press.bibliography import Bibliography
from press.compile.body import Body
from press.publication import Digest, Issue, Problem

# A document of an issue and the works that it cites.
Part = tuple[Issue | Digest, Sequence[str]]

_MEND = "run `press verify`, correct the entry, or sign it off under `accepted`"

_MEND_RETRACTED = "do not cite it, or say why under `accepted`, with the rule record-retracted"


def issue_part(issue: Issue, body: Body) -> Part:
    """Return an issue's editorial with the works that it cites."""
    return issue, tuple(body.keys)


def digest_part(digest: Digest, body: Body) -> Part:
    """Return a digest with the works that its text, card and results cite."""
    sources = [estimate.source.cite for estimate in digest.meta.estimates]
    return digest, tuple(dict.fromkeys([digest.meta.study, *body.keys, *sources]))


def open_references(parts: Iterable[Part], bibliography: Bibliography) -> tuple[Problem, ...]:
    """Return every cited work that is neither verified nor signed off, where it is first cited.

    The issue's own sign-offs hold for all its parts; those of a digest for that digest.
    """
    chosen = list(parts)
    common = [one for part, _ in chosen if isinstance(part, Issue) for one in part.meta.accepted]
    found: list[Problem] = []
    for part, keys in chosen:
        accepted = [*common, *part.meta.accepted]
        for key in keys:
            for rule, message, mend in _open(key, bibliography):
                if not any(one.rule == rule and one.cite in {None, key} for one in accepted):
                    place = _place(part, key)
                    found.append(Problem(part.source.path, *place, rule, message, mend))
    return tuple(found)


def _open(key: str, bibliography: Bibliography) -> list[tuple[str, str, str]]:
    checked = bibliography.checked.get(key)
    if checked is None:
        return []
    found: list[tuple[str, str, str]] = []
    if checked.state != "verified":
        rule = f"record-{checked.state.replace(' ', '-')}"
        found.append((rule, f"the reference `{key}` is {checked.told}", _MEND))
    if checked.retracted:
        message = f"`{key}` is retracted ({checked.told})"
        found.append(("record-retracted", message, _MEND_RETRACTED))
    return found


def _place(part: Issue | Digest, key: str) -> tuple[int, int]:
    """Return where a work is first cited in a text: line and column, from 1."""
    if isinstance(part, Digest) and part.meta.study == key:
        place = part.source.position("study.=")
    else:
        place = part.source.search(rf"@\{{?{re.escape(key)}(?![\w:.#$%&+?<>~/-]*\w)")
    return place.line, place.column
