"""The greatest size that a process had, in megabytes."""

from __future__ import annotations

import re
import resource
import sys
from pathlib import Path

_UNITS = 1024 * 1024 if sys.platform == "darwin" else 1024
_STATUS = Path("/proc/self/status")


def peak() -> float:
    """Return the greatest size of this process alone.

    What getrusage tells begins with the size of its parent, which is a worker full of tests.
    """
    if _STATUS.exists():
        return int(re.search(r"VmHWM:\s+(\d+) kB", _STATUS.read_text(encoding="utf-8"))[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _UNITS
