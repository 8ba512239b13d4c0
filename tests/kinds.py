"""Which tests are slow, told by the folder where they stand and by the fixtures that they take.

A file's tests run in one worker of pytest-xdist, and all files that need a browser, an office or a
validator in the same one, so that each is started once.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from tests import soak

# By fixture: what a worker starts for it.
_COMPANY = {
    "verapdf": "validators",
    "ooxml": "validators",
    "browser": "browser",
    "office": "office",
    "ada": "office",  # who works in it
    "soffice": "office",
}
_TAKEN = re.compile(rf"def \w+\([^)]*\b({'|'.join(_COMPANY)})\b")
_SLOW_FIXTURES = frozenset(
    {
        *_COMPANY,
        "built",
        "desk",  # an issue that was sent out, and commands on what comes back
        "export",
        "site_builder",
        "whole",
    }
)
_SLOW_FOLDERS = frozenset(
    {
        "build",  # whole builds
        "fuzz",
        "machine",  # programs that are started, and ended
        "hostile",  # every file is read in a process of its own
        "office",
        "pdf",
        "processes",  # so is every command
        "random",
        "site",  # a site a test
        "validators",
    }
)


def mark(item: pytest.Item) -> None:
    """Mark a test as slow or random."""
    fixtures = set(getattr(item, "fixturenames", ()))
    folders = set(item.path.relative_to(Path(__file__).parent).parts)
    is_random = soak.is_random(item)
    if is_random:
        item.add_marker(pytest.mark.random)
    if is_random or fixtures & _SLOW_FIXTURES or folders & _SLOW_FOLDERS:
        item.add_marker(pytest.mark.slow)


@cache
def company(file: Path) -> str:
    """Return whom a file's tests share a worker with: the file itself, or all that need the same.

    pytest-xdist's own `loadgroup` would ask each test; version 3.8 cannot where pytest is 9.2.
    """
    taken = _TAKEN.search(file.read_text(encoding="utf-8"))
    return _COMPANY[taken[1]] if taken else str(file)
