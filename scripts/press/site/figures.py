"""Figures on the site: SVG files beside the pages, a narrower one for narrow screens."""

from __future__ import annotations

import html
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.structure.files import File

from press.compile import (
    Body,
    DigestFigures,
    Picture,
    digest_figures,
    issue_figure,
    with_evidence,
)
from press.publication import Digest, SafeHtml
from press.site.edition import Edition, Links
from press.site.theme import ASSETS

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

    from press.compile.figures import Figure

_FOLDER = f"{ASSETS}/figures"
_NARROW = "(max-width: 600px)"


@dataclass(frozen=True)
class Figures:
    """The figures of a build by slug of the digest, topic or issue that shows them."""

    digests: Mapping[str, DigestFigures] = field(default_factory=dict)
    topics: Mapping[str, Figure] = field(default_factory=dict)
    issues: Mapping[str, Figure] = field(default_factory=dict)

    def files(self, config: MkDocsConfig) -> Iterator[File]:
        """Yield the figures as files of the build, each once."""
        digests = [figure for own in self.digests.values() for figure in own]
        every = [*digests, *self.topics.values(), *self.issues.values()]
        for figure in {figure.name: figure for figure in every}.values():
            for path in (figure.svg, figure.narrow):
                yield File.generated(config, _address(path), abs_src_path=str(path))

    def in_text(self, text: Body, digest: Digest, links: Links) -> Body:
        """Return a digest's text with the table and the figures made from its data."""
        return with_evidence(text, digest, self.digests[digest.slug], picture_on(links))


def figures(edition: Edition) -> Figures:
    """Return the figures of everything that a build shows."""
    from press.compile.figures import topic_forest

    publication, bibliography = edition.publication, edition.bibliography
    settings = publication.settings
    topics = {
        topic.slug: topic_forest(topic, edition.by_topic[topic.slug], bibliography, settings)
        for topic in publication.topics
    }
    issues = {
        issue.slug: issue_figure(issue, publication, bibliography) for issue in edition.issues
    }
    return Figures(
        {digest.slug: digest_figures(digest, settings) for digest in edition.digests},
        {slug: figure for slug, figure in topics.items() if figure},
        {slug: figure for slug, figure in issues.items() if figure},
    )


def picture_on(links: Links) -> Picture:
    """Return what shows a figure on a page: narrow screens get the narrow drawing."""

    def picture(figure: Figure) -> SafeHtml:
        wide, narrow = (links.to_file(_address(path)) for path in (figure.svg, figure.narrow))
        return SafeHtml(
            f'<picture><source media="{_NARROW}" srcset="{html.escape(narrow or "")}">'
            f'<img src="{html.escape(wide or "")}" alt="{html.escape(figure.alt)}" '
            f'width="{figure.width}" height="{figure.height}"></picture>'
        )

    return picture


def _address(path: Path) -> str:
    return f"{_FOLDER}/{path.name}"
