"""New texts put into their files: encoded as before, whole or not at all, and nowhere else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from press.publication import PressError, Problem, failure, write_files
from press.publication.storage.texts import decoded

FOLDERS = ("docs", "bib")
"""Where texts may be written: the sources of a publication."""
_BOM = b"\xef\xbb\xbf"


def write_texts(
    root: Path, texts: Mapping[str, str], were: Mapping[str, str], folders: Sequence[str] = FOLDERS
) -> tuple[str, ...]:
    """Write files of a publication; return their paths.

    `were` are the texts that the new ones were made from. Line ends and a byte order mark stay as
    they are. Raises PressError, and writes nothing, where a path leads out of `folders`, or where
    a file has changed since it was read; each file is whole, the old or the new one.
    """
    made: dict[Path, bytes] = {}
    problems: list[Problem] = []
    homes = [(root / folder).resolve() for folder in folders]
    for path, text in sorted(texts.items()):
        place = (root / path).resolve()
        if not any(place.is_relative_to(home) for home in homes):
            mend = "nothing was written; this is a fault of the press, please report it"
            problems += failure(path, "this is no file of the publication's texts", mend).problems
            continue
        try:
            raw = place.read_bytes()
        except OSError as error:
            mend = "check that the file exists and may be read"
            reason = error.strerror or str(error)
            problems += failure(path, f"cannot read the file ({reason})", mend).problems
            continue
        if decoded(raw) != were.get(path):
            mend = "nothing was written; run the command again"
            problems += failure(path, "the file has changed meanwhile", mend).problems
        made[place] = _encoded(text, raw)
    if problems:
        raise PressError(problems)
    write_files(list(made.items()))
    return tuple(sorted(texts))


def _encoded(text: str, raw: bytes) -> bytes:
    """Return a text with the line ends and the byte order mark of the file as it was."""
    if b"\r\n" in raw:
        text = text.replace("\n", "\r\n")
    return (_BOM if raw.startswith(_BOM) else b"") + text.encode()
