"""What one build shows: what is published, and where its pages stand."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from press.bibliography import Bibliography, Style
from press.compile import Typeset, issue_problems, typesetter
from press.publication import (
    INCLUDES,
    Digest,
    Issue,
    Problem,
    Publication,
    Source,
    Status,
    Topic,
)

if TYPE_CHECKING:
    from mkdocs.structure.files import File, Files

Document = Digest | Issue | Topic


@dataclass(frozen=True)
class Edition:
    """A publication as one build sees it; with `draft` also what is not published yet."""

    publication: Publication
    bibliography: Bibliography
    style: Style
    draft: bool = False

    @cached_property
    def digests(self) -> tuple[Digest, ...]:
        """Return the digests that are shown, newest first."""
        shown = [digest for digest in self.publication.digests if self.shows(digest)]
        return tuple(sorted(shown, key=lambda digest: (-digest.meta.date.toordinal(), digest.slug)))

    @cached_property
    def issues(self) -> tuple[Issue, ...]:
        """Return the issues that are shown, newest first."""
        shown = [issue for issue in self.publication.issues if is_published(issue) or self.draft]
        shown.sort(key=lambda issue: (issue.meta.date, issue.meta.number), reverse=True)
        return tuple(shown)

    @cached_property
    def by_topic(self) -> Mapping[str, tuple[Digest, ...]]:
        """Return the shown digests of each topic, newest first."""
        found: dict[str, list[Digest]] = {topic.slug: [] for topic in self.publication.topics}
        for digest in self.digests:
            for slug in digest.meta.topics:
                found.setdefault(slug, []).append(digest)
        return {slug: tuple(digests) for slug, digests in found.items()}

    @cached_property
    def documents(self) -> Mapping[str, Document]:
        """Return what is shown and has front matter of ours, by MkDocs' path (`digests/a.md`)."""
        shown: tuple[Document, ...] = (*self.digests, *self.issues, *self.publication.topics)
        return {self.uri(document.source.path): document for document in shown}

    @cached_property
    def typeset(self) -> Typeset:
        """Return what sets plain text of front matter as the body is set."""
        return typesetter(self.publication.settings)

    @cached_property
    def topics(self) -> tuple[Topic, ...]:
        """Return the topics by title, as a reader looks for them."""
        every = self.publication.topics
        return tuple(sorted(every, key=lambda topic: topic.meta.title.casefold()))

    @cached_property
    def hidden(self) -> Mapping[str, Document]:
        """Return the digests and issues that this build leaves out, by MkDocs' path."""
        every: tuple[Document, ...] = (*self.publication.digests, *self.publication.issues)
        return {
            self.uri(document.source.path): document
            for document in every
            if self.uri(document.source.path) not in self.documents
        }

    @cached_property
    def folder(self) -> str:
        """Return the folder of the pages relative to the publication, such as `docs`."""
        return self.publication.settings.docs.relative_to(self.publication.root).as_posix()

    @cached_property
    def source_by_uri(self) -> Mapping[str, Source]:
        """Return every source of the publication by MkDocs' path."""
        return {self.uri(source.path): source for source in self.publication.sources}

    def shows(self, digest: Digest) -> bool:
        """Tell whether this build shows a digest."""
        return digest.is_published or self.draft

    @cached_property
    def newest(self) -> datetime.date | None:
        """Return the day of the newest digest or issue, or None where nothing is shown."""
        dated: tuple[Digest | Issue, ...] = (*self.digests, *self.issues)
        return max((document.meta.date for document in dated), default=None)

    def issues_with(self, slug: str) -> tuple[Issue, ...]:
        """Return the shown issues that hold a digest, newest first."""
        return tuple(issue for issue in self.issues if slug in issue.digests)

    def address(self, url: str) -> str:
        """Return the address on the web of a page or file, or nothing where the site has none."""
        home = self.publication.settings.url
        return urljoin(f"{home.removesuffix('/')}/", url) if home else ""

    def uri(self, path: str) -> str:
        """Return MkDocs' path of a source file (`docs/policy.md` is `policy.md`)."""
        return path.removeprefix(f"{self.folder}/")

    @staticmethod
    def is_include(uri: str) -> bool:
        """Tell whether a file is part of pages, and no page itself: `includes/abbreviations.md`."""
        return uri.endswith(".md") and INCLUDES in uri.split("/")[:-1]

    def problems(self) -> list[Problem]:
        """Return what stands against the issues: unknown, unpublished or repeated digests."""
        return [
            problem
            for issue in self.issues
            for problem in issue_problems(self.publication, issue, draft=self.draft)
        ]


def is_published(document: Document) -> bool:
    """Tell whether a document may be shown to readers; topics always may."""
    return isinstance(document, Topic) or document.meta.status is Status.PUBLISHED


@dataclass(frozen=True)
class Web:
    """Addresses on the web of what a build shows; empty for a site without an address."""

    edition: Edition
    files: Files

    def address_of(self, document: Document) -> str:
        """Return the address of a shown document."""
        file = self.files.get_file_from_path(self.edition.uri(document.source.path))
        return self.edition.address(file.url) if file else ""

    def export(self, name: str) -> File | None:
        """Return a file for download, or None where it is not built."""
        return self.files.get_file_from_path(f"exports/{name}")


@dataclass(frozen=True)
class Links(Web):
    """Addresses of pages as seen from one page."""

    page: File

    def to(self, path: str) -> str | None:
        """Return the relative address of a source file, or None where the site does not show it."""
        file = self.files.get_file_from_path(self.edition.uri(path))
        return file.url_relative_to(self.page) if file else None

    def to_document(self, document: Document) -> str:
        """Return the relative address of a shown document."""
        return self.to(document.source.path) or ""

    def to_listing(self, folder: str) -> str | None:
        """Return the relative address of `topics/index.md` and its like."""
        return self.to(f"{self.edition.folder}/{folder}/index.md")

    def address(self) -> str:
        """Return the page's own address on the web, or nothing where the site has none."""
        return self.edition.address(self.page.url)

    def to_file(self, path: str) -> str | None:
        """Return the relative address of a file beside the pages, or None where there is none."""
        file = self.files.get_file_from_path(path)
        return file.url_relative_to(self.page) if file else None

    def to_export(self, name: str) -> str | None:
        """Return the relative address of a file for download, or None where it is not built."""
        return self.to_file(f"exports/{name}")
