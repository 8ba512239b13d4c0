"""One pandoc process for a whole build; it reads BibTeX and formats citations."""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from importlib.resources import files
from pathlib import Path
from threading import Event, Lock, Timer
from typing import IO, Any

from press.publication import failure

_SCRIPT = "citeproc.lua"
# Seconds for one answer. Thousands of works take some ten, on a machine that does nothing else.
_PATIENCE = 300.0
_PARTING = 10.0  # seconds for pandoc to end once it is asked nothing more


class Engine:
    """A `pandoc lua` process that answers requests; started at the first one, ended by `close`.

    `patience` is how many seconds it may take for an answer.
    """

    def __init__(self, patience: float = _PATIENCE) -> None:
        self._patience = patience
        self._process: subprocess.Popen[str] | None = None
        self._log: IO[str] | None = None
        self._lock = Lock()

    def ask(self, operation: str, **request: Any) -> Any:
        """Return pandoc's answer to one request.

        Raises PressError where pandoc is missing, ends early, does not answer or refuses the
        request.
        """
        line = json.dumps({"operation": operation, **request}, ensure_ascii=False)
        with self._lock:
            answer = self._answer(line)
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
            with suppress(BrokenPipeError):  # what was not taken any more
                process.stdin.close()
            try:
                process.wait(min(_PARTING, self._patience))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
            process.stdout.close()
        if self._log:
            self._log.close()
            self._log = None

    def _answer(self, line: str) -> str:
        process = self._started()
        answer = ""
        with self._watched(process) as late:
            if process.stdin and process.stdout:
                with suppress(BrokenPipeError):
                    process.stdin.write(line + "\n")
                    process.stdin.flush()
                    answer = process.stdout.readline()
        if answer.endswith("\n"):
            return answer
        words = self._last_words()
        self.close()
        if late.is_set():
            message = f"pandoc gave no answer within {self._patience:g} s"
            mend = "run the command again; if it happens again, report it"
            raise failure("pandoc", message, mend)
        mend = "run `press doctor`; if all is well there, report this"
        raise failure("pandoc", f"pandoc ended early: {words}", mend)

    @contextmanager
    def _watched(self, process: subprocess.Popen[str]) -> Iterator[Event]:
        """End the process if the block takes too long; yield what tells that it did."""
        late = Event()

        def give_up() -> None:
            late.set()
            process.kill()

        timer = Timer(self._patience, give_up)
        timer.daemon = True
        timer.start()
        try:
            yield late
        except BaseException:
            # Asked and not listened to: the next request would get this one's answer.
            process.kill()
            raise
        finally:
            timer.cancel()

    def _started(self) -> subprocess.Popen[str]:
        if self._process is not None and self._process.poll() is not None:
            self.close()
        if self._process is None:
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
