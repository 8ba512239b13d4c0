"""One pandoc process for a whole build; it reads BibTeX and formats citations."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from pathlib import Path
from threading import Lock
from typing import Any

from press.machine.children import Child, start
from press.publication import MACHINE, PressError, bounds, failure

PANDOC = "pandoc"
"""The place of problems that come from pandoc itself."""
_SCRIPT = "citeproc.lua"


class Engine:
    """A `pandoc lua` process that answers requests; started at the first one, ended by `close`."""

    def __init__(self) -> None:
        self._child: Child | None = None
        self._lock = Lock()

    def ask(self, operation: str, **request: Any) -> Any:
        """Return pandoc's answer to one request.

        Raises PressError where pandoc is missing, ends early, takes more than one request may, or
        refuses the request.
        """
        line = json.dumps({"operation": operation, **request}, ensure_ascii=False)
        with self._lock:
            child = self._started()
            try:
                answer = child.answer(line.encode("utf-8", "replace") + b"\n")
            except BaseException:  # what it says next would be of this request
                self.close()
                raise
            if not answer.endswith(b"\n"):
                self.close()
                raise _ended(child)
        result = json.loads(answer)
        if "error" in result:
            reason = str(result["error"]).strip().splitlines()[0]
            raise failure(
                PANDOC, f"pandoc refused the request: {reason}", "check the entry or the style"
            )
        return result["ok"]

    def close(self) -> None:
        """End the process; a later request starts a new one."""
        child, self._child = self._child, None
        if child:
            child.dismiss()

    def _started(self) -> Child:
        if self._child and self._child.has_ended:
            self.close()
        limits = bounds.chosen(bounds.PANDOC)
        if self._child is None:
            script = Path(str(files("press.bibliography") / _SCRIPT))
            try:
                # Lua looks for modules in its folder: its script's.
                self._child = start(
                    [_pandoc(), "lua", str(script)], folder=script.parent, bounds=limits
                )
            except OSError as error:
                message = f"pandoc cannot be started ({error})"
                raise failure(PANDOC, message, "run `press doctor`", MACHINE) from error
        self._child.bounds = limits
        return self._child


def _ended(child: Child) -> PressError:
    if child.fault:
        mend = f"shorten what is cited, or raise {bounds.SECONDS} or {bounds.MEMORY}"
        return failure(PANDOC, f"pandoc was ended: {child.fault}", mend)
    message = f"pandoc ended early: {child.words[-300:] or 'no message'}"
    return failure(PANDOC, message, "run `press doctor`; if all is well there, report this")


def _pandoc() -> str:
    """Return the pandoc that pypandoc_binary carries.

    pypandoc itself would take the newest on the machine, and pages would differ by machine.
    """
    import pypandoc

    folder = Path(str(pypandoc.__file__)).parent / "files"
    return str(next(folder.glob("pandoc*"), folder / "pandoc"))


@cache
def engine() -> Engine:
    """Return the engine that this process shares."""
    import atexit

    shared = Engine()
    atexit.register(shared.close)
    return shared
