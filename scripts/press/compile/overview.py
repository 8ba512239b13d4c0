"""The first page of an issue: a figure made from data, and the numbers of its digests."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from press.bibliography import Bibliography
from press.compile.digest import templates
from press.compile.evidence import Picture, digest_figures
from press.compile.issue_numbers import issue_numbers
from press.publication import Digest, Issue, Publication, SafeHtml

if TYPE_CHECKING:
    from press.compile.figures import Figure


def issue_figure(
    issue: Issue, publication: Publication, bibliography: Bibliography
) -> Figure | None:
    """Return the figure of an issue's first page.

    It is the timeline of the digest that the issue names, or else that digest's forest plot; an
    issue that names none shows the sizes of its studies.
    """
    from press.compile.figures import sizes

    named = publication.digest_by_slug.get(issue.meta.figure or "")
    if named is not None:
        figures = digest_figures(named, publication.settings)
        figure = figures.timeline or figures.forest
        if figure is not None:
            return figure
    return sizes(issue.slug, issue_digests(issue, publication), bibliography, publication.settings)


def issue_digests(issue: Issue, publication: Publication) -> list[Digest]:
    """Return the digests of an issue in order."""
    known = publication.digest_by_slug
    return [known[slug] for slug in issue.digests if slug in known]


def overview_html(  # noqa: PLR0913 - what is shown, and how the medium shows it
    issue: Issue,
    publication: Publication,
    bibliography: Bibliography,
    *,
    figure: Figure | None,
    picture: Picture,
    address_of: Callable[[Digest], str],
) -> SafeHtml:
    """Return the figure of an issue and the box of its numbers as HTML.

    A figure that is a digest's names it, with a link to `address_of` it.
    """
    digests = issue_digests(issue, publication)
    own = next((digest for digest in digests if digest.slug == issue.meta.figure), None)
    return SafeHtml(
        templates()
        .get_template("overview.html")
        .render(
            figure=figure,
            picture=picture(figure) if figure else "",
            digest=own,
            address=address_of(own) if own else "",
            facts=issue_numbers(digests, bibliography),
        )
    )
