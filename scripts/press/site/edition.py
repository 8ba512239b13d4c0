"""What one build shows: what is published, and where its pages stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from press.bibliography import Bibliography, Style
from press.compile import issue_problems
from press.publication import Digest, Issue, Problem, Publication, Status, Topic

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
        shown = [digest for digest in self.publication.digests if digest.is_published or self.draft]
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

    def uri(self, path: str) -> str:
        """Return MkDocs' path of a source file (`docs/policy.md` is `policy.md`)."""
        return path.removeprefix(f"{self.folder}/")

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
class Links:
    """Addresses of pages as seen from one page."""

    edition: Edition
    files: Files
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

    def to_export(self, name: str) -> str | None:
        """Return the relative address of a file for download, or None where it is not built."""
        file = self.files.get_file_from_path(f"exports/{name}")
        return file.url_relative_to(self.page) if file else None
