"""How much time and memory a part of the work may take in a process of its own."""

from __future__ import annotations

import os
from dataclasses import replace

from press.machine.children import Bounds
from press.publication.problems import failure

SECONDS, MEMORY = "PRESS_CHILD_SECONDS", "PRESS_CHILD_MEMORY"
"""The variables of the environment that set other bounds."""
OUTPUT = Bounds(seconds=1800, memory=4096)
"""One output of a build: an issue of hundreds of digests takes a tenth of that."""
PANDOC = Bounds(seconds=300, memory=2048)
"""One request to pandoc."""
GIT = Bounds(seconds=120, memory=2048)


def chosen(bounds: Bounds) -> Bounds:
    """Return bounds as the environment sets them, else as they are.

    Raises PressError where a variable holds no number above 0.
    """
    for name, field in ((SECONDS, "seconds"), (MEMORY, "memory")):
        text = os.environ.get(name, "").strip()
        if not text:
            continue
        try:
            number = float(text)
        except ValueError:
            number = 0
        if not 0 < number < float("inf"):
            what = "seconds" if field == "seconds" else "megabytes"
            mend = f"give the most {what} that a part of a build may take, or leave it out"
            raise failure(name, f"`{text}` is no number above 0", mend)
        bounds = replace(bounds, **{field: number})
    return bounds
