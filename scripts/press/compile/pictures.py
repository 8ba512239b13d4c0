"""From the address of a picture in a text to the picture: the same way for every output."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from html import escape, unescape
from urllib.parse import quote, unquote

from press.compile.figures.figure import FOLDER
from press.publication import (
    FilePath,
    Problem,
    RefusedError,
    Resolver,
    Settings,
    Source,
    shortened,
    split_address,
)
from press.publication.pictures.picture import ProvenPicture, is_picture, picture, picture_in, prove
from press.publication.pictures.raster import data_of

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
RULE = "picture"
# A picture that stands in the text itself.
_DATA = re.compile(
    r"""(?:\]\(\s*<?|(?:src|data|poster)\s*=\s*["']?)\s*(data:[^\s()"'<>]+)""", re.IGNORECASE
)
_SAVE = "save it under docs/ and link to the file"


def file_at(settings: Settings, address: str, page: str) -> FilePath:
    """Return the file that an address in the page `page` names; raises RefusedError."""
    parts = split_address(address)
    if parts is None or parts.scheme or parts.netloc:
        raise RefusedError("it is not a file of the publication", _SAVE)
    named = posixpath.join(posixpath.dirname(page), unquote(parts.path))
    return settings.files.file(settings.root / posixpath.normpath(named))


def issue_picture(settings: Settings, source: str) -> ProvenPicture:
    """Return a picture of an issue's tree, where addresses are paths in the publication.

    The press's own drawings come from its cache. Raises RefusedError.
    """
    if _SCHEME.match(source):
        raise RefusedError("it is not part of the publication", _SAVE)
    path = settings.root / source
    if posixpath.dirname(posixpath.normpath(source)) == FOLDER.as_posix():
        own = settings.root / FOLDER
        return picture(Resolver(own, (own,)).file(path))
    return picture(settings.files.file(path))


def picture_problems(settings: Settings, sources: Sequence[Source]) -> Iterator[Problem]:
    """Yield the pictures of docs/ that are not let through, each where a text first shows it.

    No text is rendered for it. A picture that none shows is told at its file, for the website
    publishes it all the same.
    """
    for path in settings.files.files(settings.docs).files:
        if is_picture(path):
            try:
                prove(path)
            except RefusedError as error:
                yield _refused(settings, sources, path, error)
    for source in sources:
        for found in _DATA.finditer(source.body):
            try:
                picture_in(data_of(found[1])[1])
            except RefusedError as error:
                yield _problem(source, found.start(1), found[1], error)


def _refused(
    settings: Settings, sources: Sequence[Source], path: FilePath, error: RefusedError
) -> Problem:
    """Return the problem of a picture at the place of its first mention."""
    names = {re.escape(name) for name in (path.name, quote(path.name), escape(path.name))}
    mention = re.compile(rf"[^\s()\"'<>]*(?:{'|'.join(sorted(names))})")
    for source in sources:
        for found in mention.finditer(source.body):
            with suppress(RefusedError):
                if file_at(settings, unescape(found[0]), source.path) == path:
                    return _problem(source, found.start(), found[0], error)
    return Problem(settings.files.name(path), 1, 1, RULE, error.message, error.mend)


def _problem(source: Source, at: int, address: str, error: RefusedError) -> Problem:
    line = source.body.count("\n", 0, at)
    column = at - source.body.rfind("\n", 0, at)
    message = f"the picture `{shortened(address)}`: {error.message}"
    return Problem(source.path, source.body_line + line, column, RULE, message, error.mend)
