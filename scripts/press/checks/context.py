"""What rules look at: a publication, its bibliography, its rendered pages, its built outputs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from press.bibliography import Bibliography
from press.compile import Body, Renderer, TooCostlyError, unsafe_markup, unsafe_settings
from press.evidence.states.marking import read_checked_bibliography
from press.publication import Digest, Problem, Publication, SafeHtml, Source, load

SITE = "site"
EXPORTS = "exports"


@dataclass(frozen=True)
class Context:
    """A publication as the rules see it; pages are rendered once and only where a rule asks."""

    publication: Publication
    bibliography: Bibliography
    with_outputs: bool = True
    only: frozenset[str] | None = None
    """Paths of the sources to look at; all without it."""
    bodies: Mapping[str, Body] = field(default_factory=dict)
    """Bodies that are rendered already, by path."""

    @cached_property
    def renderer(self) -> Renderer:
        """Return the renderer that all rules share."""
        return Renderer(self.publication.settings)

    @property
    def sources(self) -> tuple[Source, ...]:
        """Return the sources that rules look at."""
        return tuple(source for source in self.publication.sources if self._wanted(source))

    @property
    def digests(self) -> tuple[Digest, ...]:
        """Return the digests that rules look at."""
        return tuple(item for item in self.publication.digests if self._wanted(item.source))

    def _wanted(self, source: Source) -> bool:
        return self.only is None or source.path in self.only

    @cached_property
    def _bodies(self) -> dict[str, Body]:
        return dict(self.bodies)

    @cached_property
    def unrendered(self) -> dict[str, Problem]:
        """Return by path what keeps a body from being rendered, of those that were asked for."""
        return {}

    def body(self, source: Source) -> Body:
        """Return a source's rendered body; of what Markdown cannot bear, an empty one."""
        kept = self._bodies.get(source.path)
        if kept is None:
            try:
                kept = self.renderer.body(source)
            except TooCostlyError as error:
                (self.unrendered[source.path],) = error.problems
                kept = Body(SafeHtml(""))
            self._bodies[source.path] = kept
        return kept

    @cached_property
    def unsafe(self) -> tuple[Problem, ...]:
        """Return what was taken out of texts to make them safe; three rules tell of it."""
        digests = {digest.source.path: digest for digest in self.digests}
        found = unsafe_settings(self.publication.settings)
        for source in self.sources:
            found += unsafe_markup(source, self.body(source), digests.get(source.path))
        return tuple(found)

    def outputs(self, *patterns: str) -> Iterator[Path]:
        """Yield built files of the publication, sorted; patterns are relative to its root."""
        if not self.with_outputs:
            return
        for pattern in patterns:
            yield from sorted(self.publication.root.glob(pattern))


def read_context(root: Path) -> Context:
    """Read a publication for checking; raises PressError where mkdocs.yml cannot be used."""
    publication = load(root)
    return Context(publication, read_checked_bibliography(publication.settings))
