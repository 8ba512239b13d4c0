"""The sources of today: their texts, paragraphs and values, read once."""

from __future__ import annotations

from collections.abc import Mapping

from press.bibliography import Bibliography
from press.docx.sources.text import SourceText
from press.publication import Publication, Source
from press.review.sources.rendering import Rendering
from press.review.sources.units import Unit, rendered_unit


class Today:
    """The publication's sources as they are now, rendered when asked for.

    `raised` tells whether citations are raised numbers (see `Base.raises_citations`). `sources`,
    texts by path, take the place of the publication's own where they are given.
    """

    def __init__(
        self,
        publication: Publication,
        bibliography: Bibliography,
        *,
        raised: bool,
        sources: Mapping[str, Source] | None = None,
    ) -> None:
        own = {source.path: source for source in publication.sources}
        self.sources: Mapping[str, Source] = own if sources is None else sources
        self.entries = {key: (one.path, one.line) for key, one in bibliography.entries.items()}
        self.rendering = Rendering(publication, bibliography, raised=raised)
        self._units: dict[str, tuple[Unit, ...]] = {}
        self._texts: dict[str, SourceText] = {}

    def text(self, path: str) -> SourceText:
        """Return a source with its offsets."""
        if path not in self._texts:
            self._texts[path] = SourceText(self.sources[path])
        return self._texts[path]

    def units(self, path: str) -> tuple[Unit, ...]:
        """Return the paragraphs of a source's body."""
        if path not in self._units:
            self._units[path] = self.rendered(self.sources[path])
        return self._units[path]

    def rendered(self, source: Source) -> tuple[Unit, ...]:
        """Return the paragraphs of the body of a source that is none of today's."""
        made = self.rendering.paragraphs(source, positions=True)
        return tuple(rendered_unit(one, number) for number, one in enumerate(made))
