"""The press's own code as part of what a cached result depends on."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path


@cache
def code_fingerprint(*packages: str) -> str:
    """Return a hash of the source files of packages of the press (`compile`); of all without any.

    What was computed by other code is never taken from a cache.
    """
    home = Path(__file__).parent.parent
    total = hashlib.sha256()
    for folder in [home / package for package in packages] or [home]:
        for path in sorted(folder.rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                total.update(f"{path.relative_to(home)}\n".encode() + path.read_bytes())
    return total.hexdigest()
