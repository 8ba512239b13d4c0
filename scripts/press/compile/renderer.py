"""Markdown to HTML as mkdocs.yml configures it; the same rendering for every output."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from typing import Any

import markdown

from press.compile.body import Body, body
from press.compile.extension import PressExtension
from press.compile.marks import marked_html
from press.publication import PythonName, Settings, Source, failure


def press_extension(settings: Settings) -> PressExtension:
    """Return the press's extension with the publication's options."""
    return PressExtension(
        bib_command=settings.bibliography_command,
        full_bib_command=settings.full_bibliography_command,
        narrative=settings.narrative_citations,
    )


class Renderer:
    """Renders one text after another; building Markdown costs more than using it."""

    def __init__(self, settings: Settings) -> None:
        self._press = press_extension(settings)
        configs = {name: _resolved(options) for name, options in settings.extensions}
        names = [name for name in configs if name != "press"]
        try:
            self._markdown = markdown.Markdown(
                extensions=[*names, self._press], extension_configs=configs
            )
        except (ImportError, KeyError, TypeError, ValueError) as error:
            message = f"a Markdown extension cannot be loaded ({error})"
            raise failure("mkdocs.yml", message, "correct `markdown_extensions`") from error

    def html(self, text: str) -> str:
        """Return the HTML of a Markdown text, with placeholders for citations."""
        return str(self._markdown.reset().convert(text))

    def body(self, source: Source, *, positions: bool = False) -> Body:
        """Return a source's body; with `positions`, its HTML carries line marks.

        The citations are the same with and without marks.
        """
        if positions:
            html = marked_html(source.body, source.body_line, self.html)
        else:
            html = self.html(source.body)
        return body(html, tuple(self._press.clusters))


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
