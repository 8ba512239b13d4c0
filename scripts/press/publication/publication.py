"""A whole publication: its digests, issues, topics and pages, found on disk and validated."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from press.publication.abbreviations import INCLUDES, Glossary, read_glossary
from press.publication.model import Acceptance, DigestMeta, IssueMeta, Status, TopicMeta
from press.publication.pages import look_problems, page_problems
from press.publication.problems import MACHINE, PressError, Problem, errors, suggestion
from press.publication.settings import Settings, read_settings
from press.publication.source import Source, read_source
from press.publication.storage.resolver import RULE, FilePath, output_problems
from press.publication.theme import Look
from press.publication.validation import validated

DIGESTS = "digests"
ISSUES = "issues"
TOPICS = "topics"
# What the press writes to, in a publication.
# Not the cache: what leads out of it makes room for a folder of our own.
OUTPUTS = (".press", "exports", "site", "site-draft")
LISTING = "index"
_OTHER_ENDINGS = frozenset((".markdown", ".mdown", ".mkdn", ".mkd"))
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_UNPUBLISHED = {status.value for status in Status} - {Status.PUBLISHED.value}
_M = TypeVar("_M", bound=BaseModel)


@dataclass(frozen=True)
class Digest:
    """One study, summarised."""

    slug: str
    meta: DigestMeta
    source: Source

    @property
    def is_published(self) -> bool:
        """Tell whether the digest may stand in a published issue and in the site's lists."""
        return self.meta.status is Status.PUBLISHED


@dataclass(frozen=True)
class Issue:
    """A numbered newsletter edition; its editorial is the source's body."""

    slug: str
    meta: IssueMeta
    source: Source

    @property
    def digests(self) -> tuple[str, ...]:
        """Return the slugs of all its digests in order."""
        return tuple(slug for section in self.meta.sections for slug in section.digests)


@dataclass(frozen=True)
class Topic:
    """A subject under which digests are listed."""

    slug: str
    meta: TopicMeta
    source: Source


@dataclass(frozen=True)
class Publication:
    """Everything that stands in docs/, with what is wrong with it."""

    settings: Settings
    digests: tuple[Digest, ...] = ()
    issues: tuple[Issue, ...] = ()
    topics: tuple[Topic, ...] = ()
    pages: tuple[Source, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def root(self) -> Path:
        """Return the publication's folder, the one that holds mkdocs.yml."""
        return self.settings.root

    @cached_property
    def digest_by_slug(self) -> dict[str, Digest]:
        """Return the digests by slug."""
        return {digest.slug: digest for digest in self.digests}

    @cached_property
    def topic_by_slug(self) -> dict[str, Topic]:
        """Return the topics by slug."""
        return {topic.slug: topic for topic in self.topics}

    @cached_property
    def glossary(self) -> Glossary:
        """Return the abbreviations that are defined for all pages."""
        return read_glossary(self.settings)

    @property
    def sources(self) -> tuple[Source, ...]:
        """Return every Markdown source: digests, issues, topics, other pages."""
        documents: tuple[Digest | Issue | Topic, ...] = (
            *self.digests,
            *self.issues,
            *self.topics,
        )
        return (*(document.source for document in documents), *self.pages)

    def faults(self, path: str) -> tuple[Problem, ...]:
        """Return what keeps a file from being read, such as a key that cannot be."""
        return errors(one for one in self.problems if one.path == path)

    def published(self) -> tuple[Digest, ...]:
        """Return the published digests, newest first."""
        return newest(digest for digest in self.digests if digest.is_published)

    def in_topic(self, slug: str) -> tuple[Digest, ...]:
        """Return the published digests of a topic, newest first."""
        return tuple(digest for digest in self.published() if slug in digest.meta.topics)

    def published_issues(self) -> tuple[Issue, ...]:
        """Return the published issues, newest first."""
        issues = [issue for issue in self.issues if issue.meta.status is Status.PUBLISHED]
        return tuple(sorted(issues, key=lambda issue: issue.meta.date, reverse=True))

    @cached_property
    def accepted(self) -> tuple[tuple[str, Acceptance], ...]:
        """Return what is signed off in digests and issues, each with the path of its file."""
        signed = [(digest.source.path, digest.meta.accepted) for digest in self.digests]
        signed += [(issue.source.path, issue.meta.accepted) for issue in self.issues]
        return tuple((path, one) for path, several in signed for one in several)


def newest(digests: Iterable[Digest]) -> tuple[Digest, ...]:
    """Return digests in falling order of date, ties by slug."""

    def order(digest: Digest) -> tuple[int, str]:
        return (-digest.meta.date.toordinal(), digest.slug)

    return tuple(sorted(digests, key=order))


def load(root: Path) -> Publication:
    """Read a publication; faults of single files are in `problems`, their documents left out.

    Raises PressError only where mkdocs.yml itself cannot be used, and for names of files that are
    not UTF-8.
    """
    settings = read_settings(root)
    _refuse_names(settings)
    reader = _Loading(settings)
    digests = tuple(Digest(*parts) for parts in reader.documents(DIGESTS, DigestMeta))
    issues = tuple(Issue(*parts) for parts in reader.documents(ISSUES, IssueMeta))
    topics = tuple(Topic(*parts) for parts in reader.documents(TOPICS, TopicMeta))
    pages = reader.pages()
    problems = [
        *settings.problems,
        *output_problems(settings.root, OUTPUTS),
        *(settings.files.strays(settings.custom_dir) if settings.custom_dir else ()),
        *reader.problems,
        *_unknown_topics(digests, topics),
    ]
    return Publication(settings, digests, issues, topics, pages, tuple(sorted(set(problems))))


class _Loading:
    """Reads files one by one and gathers what is wrong with them."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        found = settings.files.files(settings.docs)
        self.files = found.files
        self.problems: list[Problem] = [*found.problems, *_misnamed(settings, found.files)]
        self.look = Look(settings.theme, settings.custom_dir)
        self._listings: list[Source] = []

    def _sources(self, folder: str) -> list[tuple[str, Source]]:
        found: list[tuple[str, Source]] = []
        place = self.settings.docs / folder
        for path in self.files:
            if path.parent != place or path.suffix != ".md":
                continue
            source, problems = read_source(self.settings.root, path)
            self.problems += problems
            if path.stem == LISTING:
                self._listings.append(source)
            elif not problems:
                found.append((path.stem, source))
        return found

    def documents(self, folder: str, model: type[_M]) -> Iterator[tuple[str, _M, Source]]:
        """Yield slug, front matter and source of every valid document in a folder."""
        for slug, source in self._sources(folder):
            meta, problems = validated(source, model)
            self.problems += problems
            if model is TopicMeta:
                self.problems += look_problems(source, self.look)
            if meta:
                yield slug, meta, source

    def pages(self) -> tuple[Source, ...]:
        """Return the sources that are no documents."""
        docs = self.settings.docs
        own = {docs / DIGESTS, docs / ISSUES, docs / TOPICS}
        found = list(self._listings)
        for path in self.files:
            if (
                path.suffix == ".md"
                and path.parent not in own
                and INCLUDES not in path.relative_to(docs).parts
            ):
                source, problems = read_source(self.settings.root, path)
                self.problems += problems
                found.append(source)
        for page in found:
            self.problems += [*_misplaced(page), *page_problems(page, self.look)]
        return tuple(found)


def _misnamed(settings: Settings, files: Iterable[FilePath]) -> Iterator[Problem]:
    """Yield a problem for each page that MkDocs would publish and the press would not read."""
    for path in files:
        if path.suffix in _OTHER_ENDINGS:
            message = f"pages end in .md, and not in {path.suffix}"
            yield Problem(settings.files.name(path), 1, 1, RULE, message, "rename the file")


def _refuse_names(settings: Settings) -> None:
    """Raise PressError for files whose names are not UTF-8: no page could link to them."""
    names = [
        os.path.join(folder, name)  # noqa: PTH118 - many names, and most of them are good
        for place in (settings.docs, *settings.folders)
        for folder, folders, files in os.walk(place)
        for name in (*folders, *files)
    ]
    wrong = [name for name in names if not _is_utf8(name)]
    if wrong:
        raise PressError(
            Problem(
                os.fsencode(os.path.relpath(name, settings.root)).decode(errors="backslashreplace"),
                1,
                1,
                MACHINE,
                "the file's name is not UTF-8",
                "rename it",
            )
            for name in wrong
        )


def _is_utf8(name: str) -> bool:
    return name.isascii() or not any("\ud800" <= sign <= "\udfff" for sign in name)


def _misplaced(page: Source) -> Iterator[Problem]:
    """Yield a problem where a page is a digest or unpublished: pages are published as they are."""
    status = page.meta.get("status")
    if "study" in page.meta:
        key, message = "study", "a digest stands where pages stand, and would be published as it is"
    elif isinstance(status, str) and status in _UNPUBLISHED:
        key, message = "status", f"a page has no status `{status}`, and would be published as it is"
    else:
        return
    mend = f"move a digest to docs/{DIGESTS}/ itself, what is no digest yet out of docs/"
    yield page.problem(key, "schema", message, mend)


def _unknown_topics(digests: Iterable[Digest], topics: Iterable[Topic]) -> list[Problem]:
    known = [topic.slug for topic in topics]
    problems: list[Problem] = []
    for digest in digests:
        for index, slug in enumerate(digest.meta.topics):
            if slug not in known:
                mend = suggestion(slug, known, f"write docs/{TOPICS}/{slug}.md or choose another")
                message = f"unknown topic `{slug}`"
                problems.append(digest.source.problem(f"topics.{index}", "schema", message, mend))
    return problems


def long_date(day: date) -> str:
    """Return a date as `20 November 2026`, whatever the machine's locale."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
