"""Fixtures that an editor can read and extend: title, input, expected, divided by lines with a dot.

The line number of a case stands in its test id, so that a failing one is a click away.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest


@dataclass(frozen=True)
class Sample:
    """One case of a fixture file."""

    title: str
    given: str
    expected: str


def samples(path: Path) -> list[object]:
    """Return the cases of a file as pytest parameters."""
    found: list[object] = []
    parts: list[list[str]] = [[]]
    start = 1
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), start=1):
        if line != ".":
            parts[-1].append(line)
            continue
        parts.append([])
        if len(parts) == 4:
            title = [text for text in parts[0] if text.strip()][-1]
            case = Sample(title, "\n".join(parts[1]) + "\n", "\n".join(parts[2]))
            found.append(pytest.param(case, id=f"{path.name}:{start}:{title}"))
            parts, start = [[]], number + 1
    assert found, f"{path} holds no case"
    assert not "".join(parts[0]).strip() or len(parts) == 1, f"{path}: the last case is not closed"
    return found


def files_in(given: str) -> dict[str, str | None]:
    """Return the files of a case's input: each begins with a line `--> path`."""
    files: dict[str, str | None] = {}
    name = ""
    for line in given.split("\n"):
        if line.startswith("--> "):
            name = line.removeprefix("--> ").strip()
            removed = name.startswith("without ")
            name = name.removeprefix("without ")
            files[name] = None if removed else ""
        elif name and files[name] is not None:
            files[name] = f"{files[name]}{line}\n"
    return {
        path: text if text is None else text.rstrip("\n") + "\n" for path, text in files.items()
    }
