"""What stands between an issue and its release: references that nobody has confirmed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from press.bibliography import Bibliography
from press.compile.body import Body
from press.evidence.states.state import state_rule
from press.publication import Digest, Issue, Problem, Publication, Source

_MEND = "run `press verify`, correct the entry, or sign it off under `accepted`"
_MEND_RETRACTED = "do not cite it, or say why under `accepted`, with the rule record-retracted"


def open_references(
    issue: Issue,
    publication: Publication,
    bibliography: Bibliography,
    body_of: Callable[[Source], Body],
) -> tuple[Problem, ...]:
    """Return every work that an issue cites and that is neither verified nor signed off.

    Each stands where a text of the issue first cites it; `body_of` returns a source's rendered
    body. The issue's own sign-offs hold for all its texts, those of a digest for that digest.
    """
    known = publication.digest_by_slug
    parts: list[tuple[Issue | Digest, Sequence[str]]] = [(issue, body_of(issue.source).keys)]
    digests = [known[slug] for slug in issue.digests if slug in known]
    parts += [(digest, _cited(digest, body_of(digest.source))) for digest in digests]
    found: list[Problem] = []
    for part, keys in parts:
        accepted = [*issue.meta.accepted, *part.meta.accepted]
        for key in dict.fromkeys(keys):
            for rule, message, mend in _open(key, bibliography):
                if not any(one.rule == rule and one.cite in {None, key} for one in accepted):
                    place = _place(part, key)
                    found.append(Problem(part.source.path, *place, rule, message, mend))
    return tuple(found)


def open_count(problems: Iterable[Problem]) -> int:
    """Return of how many works open references tell; a work may be cited in several texts."""
    return len({problem.message for problem in problems})


def _cited(digest: Digest, body: Body) -> list[str]:
    """Return the works that a digest's card, text and results cite."""
    sources = [estimate.source.cite for estimate in digest.meta.estimates]
    return [digest.meta.study, *body.keys, *sources]


def _open(key: str, bibliography: Bibliography) -> list[tuple[str, str, str]]:
    checked = bibliography.checked.get(key)
    if checked is None:
        return []
    found: list[tuple[str, str, str]] = []
    if checked.state != "verified":
        rule = state_rule(checked.state)
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
