"""What mkdocs.yml says, read without MkDocs, so that every command sees the same configuration."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from press.publication.configuration import (
    CONFIG_NAME,
    PLUGIN_NAME,
    PythonName,
    read_configuration,
)
from press.publication.named_files import SNIPPETS, NamedFiles, inside, snippet_bases
from press.publication.problems import PressError, Problem
from press.publication.source import Source
from press.publication.storage.resolver import Resolver

__all__ = [
    "CONFIG_NAME",
    "PLUGIN_NAME",
    "SNIPPETS",
    "PythonName",
    "Settings",
    "read_settings",
    "snippet_bases",
]

DEFAULT_STYLE = "american-medical-association"
# MkDocs loads these before the ones that mkdocs.yml names (mkdocs.config.defaults).
_BUILT_IN_EXTENSIONS = ("toc", "tables", "fenced_code")


@dataclass(frozen=True)
class Settings:
    """The part of mkdocs.yml that the press needs; paths are absolute."""

    root: Path
    name: str
    url: str = ""
    description: str = ""
    language: str = "en"
    disclaimer: str = ""
    style: str = DEFAULT_STYLE
    docs: Path = Path("docs")
    bibliographies: tuple[Path, ...] = ()
    bibliography_command: str = "\\bibliography"
    full_bibliography_command: str = "\\full_bibliography"
    bibliography_by_default: bool = True
    narrative_citations: bool = True
    extensions: tuple[tuple[str, Mapping[str, Any]], ...] = ()
    paper: str = "a4"
    directory_urls: bool = True
    extra: Mapping[str, Any] = field(default_factory=dict)
    custom_dir: Path | None = None
    theme: str = ""
    folders: tuple[Path, ...] = ()
    """Folders besides `docs` whose files belong to the publication."""
    named: tuple[Path, ...] = ()
    """Files besides them that mkdocs.yml names."""
    hosts: tuple[str, ...] = ()
    """The other hosts from which pages of the site may load something."""
    configuration: Source = field(default_factory=lambda: Source(CONFIG_NAME, ""))
    """mkdocs.yml itself, with the place of each key."""
    problems: tuple[Problem, ...] = ()
    """What is wrong in mkdocs.yml and keeps nobody from reading it."""

    @cached_property
    def files(self) -> Resolver:
        """Return what tells whether a file may be read."""
        return Resolver(self.root, (self.root / self.docs, *self.folders), self.named)


def read_settings(root: Path) -> Settings:
    """Read mkdocs.yml in `root`; raises PressError where it is missing or not usable."""
    root = root.resolve()
    configured = read_configuration(root)
    values, source = configured.values, configured.source
    options = values.press
    docs = inside(root, values.docs_dir or "docs")
    places = NamedFiles(root, docs, configured)
    bibliographies = places.bibliographies(options)
    if places.problems:
        raise PressError(places.problems)
    theme = values.theme
    return Settings(
        root=root,
        name=values.site_name or "Untitled",
        url=values.site_url or "",
        description=values.site_description or "",
        language=options.language or (theme and theme.language) or "en",
        disclaimer=" ".join((options.disclaimer or "").split()),
        style=options.csl_file or DEFAULT_STYLE,
        docs=docs,
        bibliographies=bibliographies,
        bibliography_command=options.bib_command or "\\bibliography",
        full_bibliography_command=options.full_bib_command or "\\full_bibliography",
        bibliography_by_default=options.bib_by_default is not False,
        narrative_citations=options.enable_inline_citations is not False,
        extensions=_extensions(values.extensions),
        directory_urls=values.use_directory_urls is not False,
        paper=(options.paper or "a4").lower(),
        extra=source.meta.get("extra") or {},
        custom_dir=inside(root, theme.custom_dir) if theme and theme.custom_dir else None,
        theme=(theme and theme.name) or "",
        folders=tuple(places.folders),
        named=(*places.named, *configured.inherited),
        hosts=tuple(options.allowed_hosts or ()),
        configuration=source,
        problems=(*configured.problems, *places.advised),
    )


def _extensions(
    configured: Mapping[str, Mapping[str, Any]],
) -> tuple[tuple[str, Mapping[str, Any]], ...]:
    options: dict[str, Mapping[str, Any]] = {name: {} for name in _BUILT_IN_EXTENSIONS}
    options.update(configured)
    return tuple(options.items())
