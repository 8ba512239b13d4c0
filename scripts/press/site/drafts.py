"""Issues that are published and yet drafts: what they cite is not confirmed."""

from __future__ import annotations

from collections.abc import Mapping

from press.compile import Body, open_count, open_references
from press.site.edition import Edition


def open_by_issue(edition: Edition, bodies: Mapping[str, Body]) -> dict[str, int]:
    """Return by issue how many works it cites that are neither verified nor signed off.

    `bodies` are the texts of all pages by MkDocs' path.
    """
    return {
        issue.slug: open_count(
            open_references(
                issue,
                edition.publication,
                edition.bibliography,
                lambda source: bodies[edition.uri(source.path)],
            )
        )
        for issue in edition.issues
    }
