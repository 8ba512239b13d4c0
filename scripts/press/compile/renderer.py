"""Markdown to HTML as mkdocs.yml configures it; the same rendering for every output."""

from __future__ import annotations

import hashlib
import importlib
from collections.abc import Callable, Mapping
from dataclasses import asdict, astuple
from functools import cached_property
from importlib.metadata import version
from typing import Any

import markdown

from press.bibliography import Citation, Cluster
from press.compile.body import Body, body
from press.compile.cost.budget import Budget, TooCostlyError
from press.compile.extension import PressExtension
from press.compile.includes import guarded_snippets, included_state
from press.compile.marks import marked_html
from press.publication import (
    CACHE,
    INCLUDES,
    PythonName,
    SafeHtml,
    Settings,
    Source,
    Taken,
    code_fingerprint,
    failure,
    keep,
    kept,
    read_glossary,
    safe_html,
    sanitised,
    sanitiser_fingerprint,
)
from press.publication.settings import SNIPPETS


def press_extension(settings: Settings) -> PressExtension:
    """Return the press's extension with the publication's options."""
    return PressExtension(
        bib_command=settings.bibliography_command,
        full_bib_command=settings.full_bibliography_command,
        narrative=settings.narrative_citations,
        glossary=read_glossary(settings).titles,
    )


class Renderer:
    """Renders one text after another, and keeps what it rendered for the next time."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._cache = settings.root / CACHE / "rendered"

    def html(self, text: str) -> SafeHtml:
        """Return the HTML of a Markdown text, made safe, with placeholders for citations.

        Raises TooCostlyError for what is nested too deep, and what would take too long.
        """
        return safe_html(self._converted(text))

    def fresh(self, source: Source, *, positions: bool = False) -> Body:
        """Return a source's body without the cache, for texts that are trials.

        What was taken out is not told. Raises TooCostlyError, as `html` does.
        """
        plain = self.html(source.body)
        clusters = tuple(self._press.clusters)
        html = self._marked(source, plain) if positions else plain
        return body(html, clusters)

    def body(self, source: Source, *, positions: bool = False) -> Body:
        """Return a source's body; with `positions`, its HTML carries line marks.

        The citations are the same with and without marks, and so is what was taken out. Raises
        TooCostlyError, as `html` does, with its place in the source.
        """
        try:
            return self._body(source, positions=positions)
        except TooCostlyError as error:
            raise error.at(source.path, source.body_line) from error

    def _body(self, source: Source, *, positions: bool) -> Body:
        plain, clusters, taken = self._kept(source.body, "", lambda: self._plain(source))
        if not positions:
            return body(plain, clusters, taken)
        kind = f"lines from {source.body_line}"
        html, _, _ = self._kept(source.body, kind, lambda: (self._marked(source, plain), taken))
        return body(html, clusters, taken)

    def _converted(self, text: str) -> str:
        program = self._markdown.reset()
        try:
            return str(program.convert(text))
        except RecursionError as error:
            budget = self._press.guard.budget if self._press.guard else Budget(text)
            raise budget.too_deep(budget.current) from error

    def _plain(self, source: Source) -> tuple[SafeHtml, tuple[Taken, ...]]:
        return sanitised(self._converted(source.body))

    def _marked(self, source: Source, plain: SafeHtml) -> SafeHtml:
        return marked_html(source.body, source.body_line, self.html, plain)

    def _kept(
        self, text: str, kind: str, render: Callable[[], tuple[SafeHtml, tuple[Taken, ...]]]
    ) -> tuple[SafeHtml, tuple[Cluster, ...], tuple[Taken, ...]]:
        """Return HTML, clusters and what was taken out: from the cache, else rendered and kept."""
        name = hashlib.sha256(f"{self._context}\n{kind}\n{text}".encode()).hexdigest()[:32]
        place = self._cache / name[:2] / f"{name}.json"
        value = kept(place)
        if value is not None:
            clusters = tuple(_cluster(parts) for parts in value["clusters"])
            return SafeHtml(value["html"]), clusters, tuple(Taken(*it) for it in value["taken"])
        html, taken = render()
        clusters = tuple(self._press.clusters)
        parts = [asdict(cluster) for cluster in clusters]
        keep(place, {"html": html, "clusters": parts, "taken": [astuple(it) for it in taken]})
        return html, clusters, taken

    @cached_property
    def _context(self) -> str:
        """Return what besides a text decides how it is rendered: options, versions, includes."""
        settings = self._settings
        includes = settings.files.files(settings.root / settings.docs / INCLUDES).files
        parts = [
            code_fingerprint("compile"),
            sanitiser_fingerprint(),
            version("Markdown"),
            version("pymdown-extensions"),
            repr(settings.extensions),
            settings.bibliography_command,
            settings.full_bibliography_command,
            str(settings.narrative_citations),
            included_state(settings),
            *(hashlib.sha256(path.read_bytes()).hexdigest() for path in includes),
        ]
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()

    @cached_property
    def _press(self) -> PressExtension:
        return press_extension(self._settings)

    @cached_property
    def _markdown(self) -> markdown.Markdown:
        """Make Python-Markdown at the first text that is not in the cache."""
        try:
            configs = {name: _resolved(options) for name, options in self._settings.extensions}
            extensions = [
                guarded_snippets(self._settings, configs[name]) if name == SNIPPETS else name
                for name in configs
                if name != "press"
            ]
            configs.pop(SNIPPETS, None)
            return markdown.Markdown(
                extensions=[*extensions, self._press], extension_configs=configs
            )
        except (ImportError, AttributeError, KeyError, TypeError, ValueError) as error:
            message = f"a Markdown extension cannot be loaded ({error})"
            raise failure("mkdocs.yml", message, "correct `markdown_extensions`") from error


def _cluster(parts: Mapping[str, Any]) -> Cluster:
    return Cluster(tuple(Citation(**item) for item in parts["citations"]), parts["raw"])


def _resolved(options: Mapping[str, Any]) -> dict[str, Any]:
    """Import what `!!python/name:` names in an extension's options."""

    def value(item: Any) -> Any:
        if isinstance(item, PythonName):
            module, _, attribute = item.dotted.rpartition(".")
            return getattr(importlib.import_module(module), attribute)
        if isinstance(item, Mapping):
            return {key: value(inner) for key, inner in item.items()}
        if isinstance(item, list):
            return [value(inner) for inner in item]
        return item

    return {key: value(item) for key, item in options.items()}
