"""New digests and issues to fill in: every key with a word on what belongs there."""

from __future__ import annotations

import os
import re
import unicodedata
from datetime import date
from pathlib import Path

from press.publication.problems import PressError, failure
from press.publication.publication import DIGESTS, ISSUES, Publication
from press.publication.settings import Settings
from press.publication.storage.resolver import RefusedError

_DIGEST = """\
---
# yaml-language-server: $schema={schema}
title: {title}
study: {study}   # citekey in bib/
topics: [{topic}]   # slugs of files in docs/topics/
design: randomised trial   # or another of the list in the authors' guide
question:
  population: to do
  intervention: to do
  comparator: to do
  outcomes:
    - to do
n:
  total: not reported   # a whole number, or not reported
  arms: []   # - {{name: Ketamine, n: 40}}
follow_up: not reported
setting: not reported
registration: not reported
funding: not reported
competing_interests: not reported
estimates: []
bottom_line: One sentence that says no more than the study can bear.
plain: To do, two or three sentences that a 13-year-old understands.
certainty: not rated
author: to do
reviewed_by: not yet reviewed
date: {day}
status: draft
---

## Summary

To do: what was asked, of whom, and how [@{study}].

## Results

To do: what was found, with its numbers [@{study}].

## Limitations

To do.

## Conclusion

To do.
"""

_ISSUE = """\
---
# yaml-language-server: $schema={schema}
number: {number}
date: {day}
title: {title}
summary: To do, one sentence.
status: draft
sections:
  - title: To do
    digests:
{digests}
---

To do: the editorial.
"""


def new_digest(publication: Publication, title: str, study: str, day: date) -> tuple[Path, str]:
    """Return the path and the text of a new draft digest; raises PressError if the file exists."""
    slug = slugified(title)
    topics = [topic.slug for topic in publication.topics]
    text = _DIGEST.format(
        title=_quoted(title),
        study=study or "citekey",
        topic=topics[0] if topics else "topic",
        day=day.isoformat(),
        schema=_schema("digest"),
    )
    return _free(publication.settings, DIGESTS, slug), text


def new_issue(publication: Publication, title: str, slug: str, day: date) -> tuple[Path, str]:
    """Return the path and the text of a new draft issue that lists digests not yet in any."""
    used = {name for issue in publication.issues for name in issue.digests}
    fresh = [digest.slug for digest in publication.published() if digest.slug not in used]
    listing = "\n".join(f"      - {name}" for name in fresh) or "      - slug-of-a-digest"
    numbers = [issue.meta.number for issue in publication.issues]
    text = _ISSUE.format(
        number=max(numbers, default=0) + 1,
        day=day.isoformat(),
        title=_quoted(title),
        digests=listing,
        schema=_schema("issue"),
    )
    return _free(publication.settings, ISSUES, slug or f"{day:%Y-%m}"), text


def slugified(title: str) -> str:
    """Return a file name for a title: ASCII letters, digits and hyphens."""
    spaced = re.sub(r"[\u2010-\u2015\u2212]", "-", title)
    ascii_only = unicodedata.normalize("NFKD", spaced).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_only.lower()).strip("-") or "untitled"


def _free(settings: Settings, folder: str, slug: str) -> Path:
    if not re.fullmatch(r"[^\s/\\.#?%][^/\\#?%]*", slug):
        raise failure(f"{folder}/{slug}.md", "this is no file name", "use letters, digits, hyphens")
    path = settings.docs / folder / f"{slug}.md"
    if path.parent.is_symlink():
        _refuse_outside(settings, path.parent)
    if os.path.lexists(path):
        name = path.relative_to(settings.root).as_posix()
        raise failure(name, "the file exists already", "choose another title or edit that file")
    return path


def _refuse_outside(settings: Settings, folder: Path) -> None:
    """Write through no link that leads out of the publication."""
    try:
        settings.files.folder(folder)
    except RefusedError as error:
        raise PressError([settings.files.problem(folder, error)]) from error


def _schema(kind: str) -> str:
    return f"../../.press/{kind}.schema.json"


def _quoted(text: str) -> str:
    """Return text as a YAML double-quoted scalar."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
