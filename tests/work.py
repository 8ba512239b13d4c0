"""Work counted in place of seconds: the lines of the press that run.

A count is the same on every machine, however busy it is. What runs inside of a library's C code,
a regular expression's search above all, is not in it: `make bench` measures how that grows.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import press

_PRESS = str(Path(press.__file__).parent)


def lines(work: Callable[[], object]) -> int:
    """Return how many lines of the press run while `work` is done, imports left out."""
    count = 0

    def line(_: FrameType, event: str, __: Any) -> Any:
        nonlocal count
        count += event == "line"
        return line

    def call(frame: FrameType, _: str, __: Any) -> Any:
        code = frame.f_code
        is_ours = code.co_filename.startswith(_PRESS) and code.co_name != "<module>"
        return line if is_ours else None

    before = sys.gettrace()
    sys.settrace(call)
    try:
        work()
    finally:
        sys.settrace(before)
    return count
