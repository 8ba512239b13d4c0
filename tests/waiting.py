"""Waiting for what other programs do: until it happens, however busy the machine is.

No test says how long a thing may take. What waits for another program stands here, and gives up
only where that must have stopped for good.
"""

from __future__ import annotations

import time
from collections.abc import Callable

PATIENCE = 600  # seconds; whoever has waited as long waits for ever


def until(happened: Callable[[], bool], what: str) -> None:
    """Wait until something has happened."""
    end = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < end, f"still waiting for {what}"
        time.sleep(0.05)
