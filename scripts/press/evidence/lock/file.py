"""The lock, bib/records.lock.json: read with every fault told at its line, written whole."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from press.evidence.lock.entry import Locked
from press.evidence.lock.json import Misfit, locked_value, plain_value
from press.publication import (
    PressError,
    Problem,
    RefusedError,
    Resolver,
    Settings,
    failure,
    write_file,
)
from press.publication.storage.texts import read_text

LOCK_NAME = "records.lock.json"
VERSION = 1
RULE = "lock"
_MEND = "correct the line, or delete it and run `press verify` with its citekey"

Lock = Mapping[str, Locked]


def lock_path(settings: Settings) -> Path:
    """Return where a publication's lock is: beside its first bibliography, else in bib/."""
    folder = settings.bibliographies[0].parent if settings.bibliographies else settings.root / "bib"
    return folder / LOCK_NAME


def read_lock(path: Path, name: str = "") -> tuple[Lock, tuple[Problem, ...]]:
    """Return the lock and what is wrong with its file; a line that is wrong is left out.

    A file that is not there is an empty lock. `name` is the path that problems print.
    """
    name = name or path.name
    if not os.path.lexists(path):
        return MappingProxyType({}), ()
    try:
        # That the folder is one of the publication's, its settings have seen to.
        found = read_text(name, Resolver(path.parent, (path.parent,)).file(path), RULE)
    except RefusedError as error:
        return {}, (Problem(name, 1, 1, RULE, error.message, error.mend),)
    return parse_lock(name, found.text) if not found.problems else ({}, found.problems)


def parse_lock(name: str, text: str) -> tuple[Lock, tuple[Problem, ...]]:
    """Return the lock that a text is, and its faults; see `read_lock`."""
    for number, line in enumerate(text.split("\n"), start=1):
        if line.startswith(("<<<<<<< ", "=======", ">>>>>>> ")):
            mend = "keep the line of one side for each citekey, and delete the marks"
            return {}, (Problem(name, number, 1, RULE, "a merge has left its marks", mend),)
    try:
        data = json.loads(text, object_pairs_hook=_once)
    except json.JSONDecodeError as error:
        message = f"this is not JSON ({error.msg[:1].lower()}{error.msg[1:]})"
        return {}, (Problem(name, error.lineno, error.colno, RULE, message, _MEND),)
    except Misfit as fault:
        return {}, (Problem(name, _line(text, fault.key, last=True), 1, RULE, str(fault), _MEND),)
    except RecursionError:
        return {}, (Problem(name, 1, 1, RULE, "the file is nested too deeply", _MEND),)
    return _lock(name, text, data)


def lock_text(lock: Lock) -> str:
    """Return the lock as the text of its file: sorted, a line for each field of an entry.

    The same lock is the same text, and a value that changes is one line of a diff.
    """
    entries = [
        f"{_json(key)}: {_entry_text(locked)}"
        for key, locked in sorted(lock.items(), key=lambda item: (item[0].lower(), item[0]))
    ]
    text = ",\n".join(entries)
    return f'{{"version": {VERSION}, "entries": {{\n{text}\n}}}}\n'


def _entry_text(locked: Locked) -> str:
    values = plain_value(locked)
    fields = values.pop("fields")
    parts = [f" {_json(name)}: {_json(value)}" for name, value in values.items()]
    lines = ",\n".join(f"  {_json(name)}: {_json(value)}" for name, value in fields.items())
    parts.append(f' "fields": {{\n{lines}\n }}' if lines else ' "fields": {}')
    return "{\n" + ",\n".join(parts) + "\n}"


def write_lock(path: Path, lock: Lock) -> None:
    """Put the lock into its file, whole or not at all; raises PressError where that cannot be.

    What was written is what will be read: a lock that would not be is not written.
    """
    write_file(path, lock_bytes(path, lock))


def lock_bytes(path: Path, lock: Lock) -> bytes:
    """Return what the lock's file is to hold; raises PressError where it would not be read so."""
    text = lock_text(lock)
    again, problems = parse_lock(path.name, text)
    if problems or dict(again) != dict(lock):
        told = str(problems[0]) if problems else "a value would change"
        raise failure(path.name, f"the lock would not be read again ({told})", "report this", RULE)
    return text.encode()


def usable_lock(path: Path, name: str = "") -> Lock:
    """Return the lock; raises PressError where its file has a fault, so that none overwrites it."""
    lock, problems = read_lock(path, name)
    if problems:
        raise PressError(problems)
    return lock


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise Misfit(f"`{key}` stands twice", key)
        found[key] = value
    return found


def _line(text: str, key: str, *, last: bool = False) -> int:
    """Return the line on which the entry of a citekey begins, or on which a member stands last."""
    lines = text.split("\n")
    # Citekeys stand at the margin, members within; a file that was formatted anew has spaces.
    starts = [n for n, line in enumerate(lines, 1) if line.startswith(f"{_json(key)}:")]
    starts = starts or [n for n, line in enumerate(lines, 1) if _json(key) in line] or [1]
    return starts[-1] if last else starts[0]


def _lock(name: str, text: str, data: Any) -> tuple[Lock, tuple[Problem, ...]]:
    if not isinstance(data, dict) or not isinstance(data.get("entries"), dict):
        message = "the file is not a lock"
        mend = 'begin with `{"version": 1, "entries": {`, or delete it and run `press verify`'
        return {}, (Problem(name, 1, 1, RULE, message, mend),)
    if data.get("version") != VERSION:
        message = f"the lock has the version {data.get('version')}, this press knows {VERSION}"
        return {}, (Problem(name, 1, 1, RULE, message, "use the press that wrote it"),)
    found: dict[str, Locked] = {}
    problems: list[Problem] = []
    for key, value in data["entries"].items():
        try:
            found[key] = locked_value(value)
        except Misfit as fault:
            message = f"`{key}`: {fault}"
            problems.append(Problem(name, _line(text, key), 1, RULE, message, _MEND))
    return MappingProxyType(found), tuple(problems)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
