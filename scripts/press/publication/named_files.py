"""The files and folders that mkdocs.yml names: looked at before anything reads them."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from press.publication.configuration import Configured, PressOptions
from press.publication.problems import Problem
from press.publication.source import Source
from press.publication.storage.resolver import RULE, RefusedError, Resolver, is_hidden
from press.publication.theme import Look

SNIPPETS = "pymdownx.snippets"
# Extensions that open files by themselves, past the resolver.
_READING = ("pymdownx.b64", "b64", "mdx_include", "markdown_include.include")
# In a bibliography's folder only these are read.
_OF_BIBLIOGRAPHIES = (".bib", ".lock.json")


def inside(root: Path, name: str) -> Path:
    """Return the path that mkdocs.yml means by a name; it may lead out."""
    return Path(os.path.normpath(root / name))


def snippet_bases(root: Path, options: Mapping[str, Any]) -> tuple[Path, ...]:
    """Return the folders and files that `base_path` of the snippets extension names."""
    named = options.get("base_path")
    several = named if isinstance(named, list) else [named or "."]
    return tuple(inside(root, str(one)) for one in several)


class NamedFiles:
    """The paths that mkdocs.yml names, each looked at; `problems` stop everything."""

    def __init__(self, root: Path, docs: Path, configured: Configured) -> None:
        self.root = root
        self.docs = docs
        self.source: Source = configured.source
        self.values = configured.values
        self.problems: list[Problem] = []
        self.advised: list[Problem] = []
        self.folders: list[Path] = []
        self.named: list[Path] = []
        self._docs()
        for key, path, is_folder in self._mentions():
            if self.refused(key, path, is_folder=is_folder):
                continue
            (self.folders if is_folder else self.named).append(path)
        self._addresses()
        self._icons()

    def _docs(self) -> None:
        if self.root == self.docs or self.docs in self.root.parents:
            message = "the folder of the pages cannot be the publication's own"
            mend = "give them a folder in it, such as docs"
            self.problems.append(self.source.problem("docs_dir", RULE, message, mend))
        else:
            self.refused("docs_dir", self.docs, is_folder=True)

    def _mentions(self) -> Iterator[tuple[str, Path, bool]]:
        """Yield key and path of each file and folder that mkdocs.yml names, but for the works."""
        theme = self.values.theme
        if theme and theme.custom_dir:
            yield "theme.custom_dir", inside(self.root, theme.custom_dir), True
        for index, hook in enumerate(self.values.hooks or ()):
            yield f"hooks.{index}", inside(self.root, hook), False
        if (self.values.press.csl_file or "").endswith(".csl"):
            yield "press.csl_file", inside(self.root, self.values.press.csl_file or ""), False
        options = self.values.extensions.get(SNIPPETS)
        if options is not None:
            yield from self._snippets(options)
        for name in _READING:
            if name in self.values.extensions:
                message = f"`{name}` reads files that are no part of the publication"
                place = self.source.problem(
                    f"extensions.{name}", RULE, message, f"leave it out, or use `{SNIPPETS}`"
                )
                self.problems.append(place)

    def _snippets(self, options: Mapping[str, Any]) -> Iterator[tuple[str, Path, bool]]:
        key = f"extensions.{SNIPPETS}"
        if options.get("url_download"):
            message = "texts are not taken from other hosts"
            mend = "save what is included in the publication"
            self.problems.append(self.source.problem(f"{key}.url_download", RULE, message, mend))
        bases = snippet_bases(self.root, options)
        for base in bases:
            # The publication's own folder is where names begin, and lets through nothing.
            if base != self.root:
                yield f"{key}.base_path", base, not base.is_file()
        appended = options.get("auto_append")
        for name in appended if isinstance(appended, list) else []:
            found = [base / str(name) for base in bases if (base / str(name)).exists()]
            for path in found[:1]:
                yield f"{key}.auto_append", Path(os.path.normpath(path)), False

    def bibliographies(self, options: PressOptions) -> tuple[Path, ...]:
        """Return the BibTeX files; `bib_file` goes before `bib_dir`, as in mkdocs-bibtex."""
        if options.bib_file:
            path = inside(self.root, options.bib_file)
            self.refused("press.bib_file", path, is_folder=False)
            self.named.append(path)
            return (path,)
        folder = inside(self.root, options.bib_dir or "bib")
        if self.refused("press.bib_dir", folder, is_folder=True):
            return ()
        if not self.docs.is_relative_to(folder):
            self.folders.append(folder)
        found = Resolver(self.root, (folder,)).files(folder, _OF_BIBLIOGRAPHIES)
        self.named += found.files
        self.advised += found.problems
        return tuple(path for path in found.files if path.suffix == ".bib")

    def refused(self, key: str, path: Path, *, is_folder: bool) -> bool:
        """Tell whether a path leads out, and say so; what is missing is told by who wants it."""
        resolver = Resolver(self.root, named=(path,))
        try:
            resolver.check_name(path)
            if os.path.lexists(path):
                resolver.folder(path) if is_folder else resolver.file(path)
        except RefusedError as error:
            message = f"`{resolver.name(path)}`: {error.message}"
            self.problems.append(self.source.problem(key, RULE, message, error.mend))
            return True
        return False

    def _icons(self) -> None:
        """Look at the theme's icons and at those of its switches between colours."""
        theme = self.values.theme
        if theme is None:
            return
        own = inside(self.root, theme.custom_dir) if theme.custom_dir else None
        look = Look(theme.name or "", own)
        given = self.source.meta["theme"]
        for key, name in _icon_names(given if isinstance(given, dict) else {}, "theme"):
            fault = look.icon_fault(name)
            if fault:
                message = f"the icon `{name}`: {fault[0]}"
                self.problems.append(self.source.problem(key, "schema", message, fault[1]))

    def _addresses(self) -> None:
        """Look at styles and pictures that are named relative to the pages."""
        theme = self.values.theme
        styles = self.values.extra_css or ()
        named = [(f"extra_css.{index}", name) for index, name in enumerate(styles)]
        named += [("theme.logo", (theme and theme.logo) or "")]
        named += [("theme.favicon", (theme and theme.favicon) or "")]
        self.problems += [
            self.source.problem(
                key,
                RULE,
                f"`{name}` is not a file of docs/",
                "save it there and name it relative to docs/",
            )
            for key, name in named
            if name and _leaves(name)
        ]


def _icon_names(theme: Mapping[str, Any], key: str) -> Iterator[tuple[str, str]]:
    """Yield key and name of each icon in the theme's options."""
    palettes = theme.get("palette")
    for index, palette in enumerate(palettes if isinstance(palettes, list) else []):
        toggle = palette.get("toggle") if isinstance(palette, dict) else None
        if isinstance(toggle, dict) and isinstance(toggle.get("icon"), str):
            yield f"{key}.palette.{index}.toggle.icon", toggle["icon"]
    icons = theme.get("icon")
    stack = [(f"{key}.icon", icons)]
    while stack:
        place, value = stack.pop()
        if isinstance(value, dict):
            stack += [(f"{place}.{name}", one) for name, one in value.items()]
        elif isinstance(value, str):
            yield place, value


def _leaves(name: str) -> bool:
    """Tell whether an address that is relative to docs/ leads out of it."""
    if "://" in name or name.startswith("//"):
        return False  # not a file; the rules for other hosts look at it
    path = os.path.normpath(name.lstrip("/"))
    return path.startswith("..") or is_hidden(Path(path))
