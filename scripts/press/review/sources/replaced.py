"""A publication with other texts in the place of some of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import PurePosixPath
from typing import TypeVar

from press.publication import (
    Digest,
    DigestMeta,
    Issue,
    IssueMeta,
    PressError,
    Publication,
    Source,
    TopicMeta,
)
from press.publication.validation import validated

_M = TypeVar("_M", DigestMeta, IssueMeta, TopicMeta)


def with_sources(publication: Publication, sources: Mapping[str, Source]) -> Publication:
    """Return a publication with sources, by path, in the place of its own.

    Raises PressError where the front matter of a digest, an issue or a topic cannot be used.
    """
    docs = publication.settings.docs.relative_to(publication.root).as_posix()
    digests = {one.slug: one for one in publication.digests}
    issues = {one.slug: one for one in publication.issues}
    topics = {one.source.path: one for one in publication.topics}
    pages = {one.path: one for one in publication.pages}
    for path, source in sources.items():
        folder, slug = str(PurePosixPath(path).parent), PurePosixPath(path).stem
        if folder == f"{docs}/digests":
            digests[slug] = Digest(slug, _valid(source, DigestMeta), source)
        elif folder == f"{docs}/issues":
            issues[slug] = Issue(slug, _valid(source, IssueMeta), source)
        elif path in topics:
            topics[path] = replace(topics[path], meta=_valid(source, TopicMeta), source=source)
        else:
            pages[path] = source
    return replace(
        publication,
        digests=tuple(digests.values()),
        issues=tuple(issues.values()),
        topics=tuple(topics.values()),
        pages=tuple(pages.values()),
    )


def _valid(source: Source, model: type[_M]) -> _M:
    meta, problems = validated(source, model)
    if meta is None:
        raise PressError(problems)
    return meta
