"""Which tests are slow, told by the folder where they stand and by the fixtures that they take.

A worker of pytest-xdist that has started a browser, an office or a validator runs all tests that
need one (`--dist loadgroup`), so that each is started once.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import soak

# By fixture: the first that a test has tells whom it shares with.
_COMPANY = {
    "verapdf": "validators",
    "ooxml": "validators",
    "browser": "browser",
    "office": "office",
    "soffice": "office",
}
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
    """Mark a test as slow or random, and let it run beside those that share what it starts."""
    fixtures = set(getattr(item, "fixturenames", ()))
    folders = set(item.path.relative_to(Path(__file__).parent).parts)
    is_random = soak.is_random(item)
    if is_random:
        item.add_marker(pytest.mark.random)
    if is_random or fixtures & _SLOW_FIXTURES or folders & _SLOW_FOLDERS:
        item.add_marker(pytest.mark.slow)
    for fixture, company in _COMPANY.items():
        if fixture in fixtures:
            item.add_marker(pytest.mark.xdist_group(company))
            break
