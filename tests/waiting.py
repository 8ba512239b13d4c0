"""Waiting for what other programs do: until it happens, however busy the machine is.

No test says how long a thing may take. What waits for another program stands here, and gives up
only where that must have stopped for good.
"""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

PATIENCE = 600  # seconds; whoever has waited as long waits for ever


def until(happened: Callable[[], bool], what: str) -> None:
    """Wait until something has happened."""
    end = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < end, f"still waiting for {what}"
        time.sleep(0.05)


def line_of(pipe: Path, process: subprocess.Popen[bytes]) -> str:
    """Return the first line that comes through a named pipe; nothing, where the process ends."""
    written = b""

    def has_come() -> bool:
        nonlocal written
        with suppress(BlockingIOError):
            written += os.read(reading, 4096)
        return b"\n" in written or process.poll() is not None

    reading = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)  # else it waits for whoever opens it, too
    try:
        until(has_come, f"a line in {pipe}")
    finally:
        os.close(reading)
    return written.decode().partition("\n")[0]
