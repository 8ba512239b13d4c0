"""Issues that are published and yet drafts: what they cite is not confirmed."""

from __future__ import annotations

from collections.abc import Mapping

from press.compile import Body, digest_part, issue_part, open_references
from press.site.edition import Edition


def open_by_issue(edition: Edition, bodies: Mapping[str, Body]) -> dict[str, int]:
    """Return by issue how many works it cites that are neither verified nor signed off.

    `bodies` are the texts of all pages by MkDocs' path.
    """
    known = edition.publication.digest_by_slug
    found: dict[str, int] = {}
    for issue in edition.issues:
        parts = [issue_part(issue, bodies[edition.uri(issue.source.path)])]
        digests = [known[slug] for slug in issue.digests if slug in known]
        parts += [digest_part(one, bodies[edition.uri(one.source.path)]) for one in digests]
        problems = open_references(parts, edition.bibliography)
        found[issue.slug] = len({problem.message for problem in problems})
    return found
