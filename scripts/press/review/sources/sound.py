"""Whether a manifest is sound: what it says has the right types, and fits together.

A manifest may come from somebody else. All who read it later take for granted what is proven here.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from press.docx.sources.manifest import Manifest

_KINDS = frozenset("vtag")
_LONGEST = 255  # characters of a name
_LAST_LINE = 10_000_000


def unsound(manifest: Manifest) -> str:
    """Return what is wrong with a manifest, or an empty text."""
    return next(_faults(manifest), "")


def _faults(manifest: Manifest) -> Iterator[str]:
    # No type is believed before it is proven: the values were read from JSON.
    told: Any = manifest
    names = (told.export, told.issue, told.publication, told.version)
    if not all(_is_text(one) and len(one) <= _LONGEST for one in names):
        yield "its names are no short texts"
    if type(told.draft) is not bool:
        yield "`draft` is neither true nor false"
    for path, (sha, text) in told.files.items():
        if not (_is_path(path) and _is_text(sha, text)):
            yield f"the file {path!r:.80} is no text of a publication"
    for key, (path, line, text) in told.entries.items():
        if not (_is_text(key, text) and _is_path(path) and _is_line(line)):
            yield f"the entry {key!r:.80} is none"
    yield from _block_faults(told)
    lengths = {block.id: len(block.text) for block in told.blocks}
    if len(lengths) < len(told.blocks):
        yield "a paragraph is told twice"
    for place in told.citations:
        is_told = _is_text(place.id, place.block, place.raw, *place.keys)
        if not is_told or not _is_range(place.start, place.end, lengths.get(place.block, -1)):
            yield f"the citation {place.id!r:.80} stands in no paragraph"


def _block_faults(told: Any) -> Iterator[str]:
    for block in told.blocks:
        texts = (block.id, block.kind, block.part, block.text, block.hash, block.key, block.note)
        if not _is_text(*texts, block.file) or not block.id:
            yield f"the paragraph {block.id!r:.80} has something else where a text should be"
            return
        if block.file and not block.key and block.file not in told.files:
            yield f"the paragraph {block.id} is of a file that is not told"
        if block.lines is not None and not _are_lines(block.lines):
            yield f"the paragraph {block.id} stands on lines that cannot be"
        if not all(_is_field(one, len(block.text)) for one in block.fields):
            yield f"the paragraph {block.id} shows a front-matter value that cannot be"
        source = told.files[block.file][1] if block.file in told.files else ""
        if not _do_follow(block.segments, len(block.text), len(source)):
            yield f"the pieces of the paragraph {block.id} do not follow each other"


def _is_field(field: Any, length: int) -> bool:
    is_place = _is_text(field.key) and _is_line(field.line) and _is_line(field.column)
    return is_place and _is_range(field.start, field.end, length)


def _are_lines(lines: Any) -> bool:
    first, last = lines
    return _is_line(first) and _is_line(last) and first <= last


def _do_follow(segments: Any, length: int, source: int) -> bool:
    """Tell whether pieces rise in a paragraph's text, each within it and within the source."""
    done = 0
    for kind, start, end, first, last in segments:
        if kind not in _KINDS or not _is_range(start, end, length) or start < done:
            return False
        if not _is_range(first, last, source):
            return False
        done = end
    return True


def _is_text(*values: object) -> bool:
    return all(isinstance(value, str) for value in values)


def _is_line(value: object) -> bool:
    return type(value) is int and 1 <= value <= _LAST_LINE


def _is_range(start: object, end: object, length: int) -> bool:
    return type(start) is int and type(end) is int and 0 <= start <= end <= length


def _is_path(path: object) -> bool:
    """Tell whether a path stays within a publication."""
    if not isinstance(path, str) or not path or "\\" in path or "\0" in path:
        return False
    parts = PurePosixPath(path).parts
    return not path.startswith("/") and ".." not in parts and ":" not in parts[0]
