"""Texts that a page includes by the snippets extension: only files of the publication."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from press.publication import FilePath, MissingError, Problem, RefusedError, Settings, Source
from press.publication.settings import SNIPPETS, snippet_bases
from press.publication.storage.resolver import RULE
from press.publication.storage.texts import read_text

if TYPE_CHECKING:
    from markdown import Extension, Markdown

MOST_INCLUDED = 1000  # in a page, each counted as often as it is put in
_MOST_LINES = 100_000
_DEEPEST = 20


def guarded_snippets(settings: Settings, options: Mapping[str, Any]) -> Extension:
    """Return the snippets extension, made to read files of the publication and nothing else.

    What it may not read it leaves out; `include_problems` tells of it before anything is built.
    """
    from pymdownx.snippets import SnippetExtension

    class Guarded(SnippetExtension):  # type: ignore[misc]
        def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
            """Register our preprocessor in the place of the extension's own."""
            super().extendMarkdown(md)
            ours = preprocessor(settings, self.getConfigs(), md)
            md.preprocessors.register(ours, "snippet", 32)

    bases = [str(base) for base in snippet_bases(settings.root, options)]
    return Guarded(**{**options, "base_path": bases, "url_download": False})


def preprocessor(settings: Settings, options: Mapping[str, Any], md: Any) -> Any:
    """Return what puts snippets in; its `refused` says what was not: file, mention, reason."""
    from pymdownx.snippets import SnippetPreprocessor

    class Preprocessor(SnippetPreprocessor):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__({**options, "check_paths": False}, md)
            self.refused: list[tuple[str, str, RefusedError]] = []
            self.files: list[str] = []
            self.included = self.lines = 0

        def run(self, lines: list[str]) -> list[str]:
            """Put the snippets of a page in."""
            self.refused, self.files = [], []
            self.included = self.lines = 0
            return list(super().run(lines))

        def parse_snippets(self, lines: Any, file_name: Any = None, **rest: Any) -> Any:
            """Note in which file the snippets stand that are put in now."""
            self.files.append(file_name or "")
            self.lines += len(lines)
            try:
                return super().parse_snippets(lines, file_name, **rest)
            finally:
                self.files.pop()

        def get_snippet_path(self, path: str) -> str | None:
            """Return the file of a snippet, or None where it is refused."""
            try:
                self._bound()
                return str(_file(settings, self.base_path, path))
            except RefusedError as error:
                self.refused.append((self.files[-1] if self.files else "", path, error))
                return None

        def _bound(self) -> None:
            self.included += 1
            if (
                self.included > MOST_INCLUDED
                or self.lines > _MOST_LINES
                or len(self.files) > _DEEPEST
            ):
                message = f"the page includes more than {MOST_INCLUDED:,} files or too many lines"
                raise RefusedError(message, "include less")

    return Preprocessor()


def _file(settings: Settings, bases: list[str], name: str) -> FilePath:
    """Return the first file of this name below the bases; raises RefusedError."""
    refusal: RefusedError = MissingError("it does not exist", "correct the path, or add the file")
    for base in bases:
        place = Path(os.path.normpath(Path(base, name)))
        if Path(base).is_file():
            place = Path(os.path.normpath(Path(base).parent / name))
        try:
            found = settings.files.file(place)
        except MissingError:
            continue
        except RefusedError as error:
            refusal = error
            continue
        problems = read_text(name, found).problems
        if problems:
            raise RefusedError(problems[0].message, problems[0].mend)
        return found
    raise refusal


def include_problems(settings: Settings, source: Source) -> Iterator[Problem]:
    """Yield what a page includes and may not."""
    options = dict(settings.extensions).get(SNIPPETS)
    if options is None or ("8<" not in source.body and not options.get("auto_append")):
        return
    import markdown

    md = markdown.Markdown(extensions=[guarded_snippets(settings, options)])
    ours: Any = md.preprocessors["snippet"]
    ours.run(source.body.split("\n"))
    told: set[tuple[str, str]] = set()
    for file, mention, error in ours.refused:
        if (file, error.message) not in told or len(told) < _DEEPEST:
            told.add((file, error.message))
            yield _problem(settings, source, file, mention, error)


def _problem(
    settings: Settings, source: Source, file: str, mention: str, error: RefusedError
) -> Problem:
    message = f"the page includes `{mention}`: {error.message}"
    if not file:
        place = source.search(re.escape(mention))
        return Problem(source.path, place.line, place.column, RULE, message, error.mend)
    path = FilePath(Path(file))
    text = read_text(file, path).text
    at = max(text.find(mention), 0)
    line, column = text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
    return Problem(settings.files.name(path), line, column, RULE, message, error.mend)


def included_state(settings: Settings) -> str:
    """Return a hash of every text that a page could include; nothing where none can."""
    options = dict(settings.extensions).get(SNIPPETS)
    if options is None:
        return ""
    total = hashlib.sha256()
    for folder in (settings.root / settings.docs, *settings.folders):
        for path in settings.files.files(folder).files:
            status = path.stat()
            total.update(f"{path} {status.st_size} {status.st_mtime_ns}\n".encode())
    for named in settings.named:
        total.update(named.read_bytes() if settings.files.is_file(named) else b"absent")
    return total.hexdigest()
