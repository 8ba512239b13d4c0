"""One pandoc process for a whole build; it reads BibTeX and formats citations."""

from __future__ import annotations

import json
import subprocess
import tempfile
from functools import cache
from importlib.resources import files
from pathlib import Path
from threading import Lock
from typing import IO, Any

from press.publication import failure

_SCRIPT = "citeproc.lua"


class Engine:
    """A `pandoc lua` process that answers requests; started at the first one, ended by `close`."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[str] | None = None
        self._log: IO[str] | None = None
        self._lock = Lock()

    def ask(self, operation: str, **request: Any) -> Any:
        """Return pandoc's answer to one request.

        Raises PressError where pandoc is missing, ends early or refuses the request.
        """
        line = json.dumps({"operation": operation, **request}, ensure_ascii=False)
        with self._lock:
            process = self._started()
            answer = ""
            if process.stdin and process.stdout:
                try:
                    process.stdin.write(line + "\n")
                    process.stdin.flush()
                    answer = process.stdout.readline()
                except BrokenPipeError:
                    answer = ""
            if not answer:
                message = f"pandoc ended early: {self._last_words()}"
                raise failure(
                    "pandoc", message, "run `press doctor`; if all is well there, report this"
                )
        result = json.loads(answer)
        if "error" in result:
            reason = str(result["error"]).strip().splitlines()[0]
            raise failure(
                "pandoc", f"pandoc refused the request: {reason}", "check the entry or the style"
            )
        return result["ok"]

    def close(self) -> None:
        """End the process; a later request starts a new one."""
        process, self._process = self._process, None
        if process and process.stdin and process.stdout:
            process.stdin.close()
            process.wait(timeout=10)
            process.stdout.close()
        if self._log:
            self._log.close()
            self._log = None

    def _started(self) -> subprocess.Popen[str]:
        if self._process is None or self._process.poll() is not None:
            self._log = tempfile.TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115 - closed by close()
            script = str(files("press.bibliography") / _SCRIPT)
            try:
                self._process = subprocess.Popen(
                    [_pandoc(), "lua", script],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=self._log,
                    encoding="utf-8",
                )
            except OSError as error:
                message = f"pandoc cannot be started ({error})"
                raise failure("pandoc", message, "run `press doctor`") from error
        return self._process

    def _last_words(self) -> str:
        if self._log is None:
            return "no message"
        self._log.seek(0)
        return self._log.read()[-300:].strip() or "no message"


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
