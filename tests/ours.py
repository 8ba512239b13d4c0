"""The publication of this repository, read once for all tests of a process."""

from __future__ import annotations

from functools import cache

from press.publication import Publication, load
from tests.conftest import ROOT


@cache
def ours() -> Publication:
    """Return it; nothing in it can be changed."""
    return load(ROOT)
