"""Files as text: UTF-8, of a bounded size, without characters that no output can hold."""

from __future__ import annotations

import re
from dataclasses import dataclass

from press.publication.problems import Problem
from press.publication.storage.resolver import FilePath

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
MOST_BYTES = 10_000_000
_TOLD = 20  # of the same kind in one file; the rest is counted
_SAVE = "save it with the encoding UTF-8"
_WIDE = "the file is UTF-16 or UTF-32, not UTF-8"
_MARKS = (
    (b"\xff\xfe\x00\x00", "UTF-32"),
    (b"\x00\x00\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)


@dataclass(frozen=True)
class FileText:
    """What a file holds, or what keeps it from being read."""

    text: str = ""
    problems: tuple[Problem, ...] = ()
    is_missing: bool = False


def read_text(name: str, path: FilePath, rule: str = "schema") -> FileText:
    """Return a file's text; `name` is what problems call it, `rule` under what they go."""
    try:
        with path.open("rb") as stream:
            raw = stream.read(MOST_BYTES + 1)
    except FileNotFoundError as error:
        mend = "check that the file exists and may be read"
        message = f"cannot read the file ({error.strerror})"
        return FileText(problems=(Problem(name, 1, 1, rule, message, mend),), is_missing=True)
    except OSError as error:
        mend = "check that the file exists and may be read"
        message = f"cannot read the file ({error.strerror})"
        return FileText(problems=(Problem(name, 1, 1, rule, message, mend),))
    if len(raw) > MOST_BYTES:
        message = f"the file is larger than {MOST_BYTES // 1_000_000} MB"
        return FileText(problems=(Problem(name, 1, 1, rule, message, "divide it"),))
    try:
        return FileText(decoded(raw))
    except UnicodeDecodeError as error:
        return FileText(problems=(_undecodable(name, raw, error, rule),))


def decoded(raw: bytes) -> str:
    """Return a file's text: UTF-8 with or without BOM, any line ends made line feeds."""
    return raw.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")


def _undecodable(name: str, raw: bytes, error: UnicodeDecodeError, rule: str) -> Problem:
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return Problem(name, 1, 1, rule, f"the file is {encoding}, not UTF-8", _SAVE)
    if raw.count(b"\0") > len(raw) // 4:
        return Problem(name, 1, 1, rule, _WIDE, _SAVE)
    # The decoder counts from behind a BOM.
    before = decoded(raw.removeprefix(b"\xef\xbb\xbf")[: error.start])
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    return Problem(name, line, column, rule, "the file is not UTF-8", _SAVE)


def control_characters(name: str, text: str, rule: str = "schema") -> list[Problem]:
    """Report characters that no HTML, PDF or Word file may hold (XML 1.0, section 2.2)."""
    found: list[Problem] = []
    count = line = 0
    last = 0
    for count, match in enumerate(CONTROL.finditer(text), 1):
        if count > _TOLD:
            continue
        line += text.count("\n", last, match.start())
        last = match.start()
        column = match.start() - text.rfind("\n", 0, match.start())
        message = f"the file holds the control character U+{ord(match[0]):04X}"
        if match[0] == "\0" and count == 1 and text.count("\0") > len(text) // 4:
            return [Problem(name, 1, 1, rule, _WIDE, _SAVE)]
        found.append(Problem(name, line + 1, column, rule, message, "delete it"))
    if count > _TOLD:
        message = f"the file holds {count - _TOLD:,} more control characters"
        found.append(Problem(name, line + 1, column, rule, message, "delete them"))
    return found
