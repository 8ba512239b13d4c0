"""A validator that starts slowly, kept running in a process of its own and asked many times.

Questions and answers are JSON, one to a line. The process ends with ours: its input closes.
"""

import atexit
import json
import subprocess
import tempfile
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.waiting import PATIENCE

ROOT = Path(__file__).parents[2]


class ValidatorError(RuntimeError):
    """The validator itself failed: nothing is known about the document."""


class Worker:
    """A running `command`. Raises ValidatorError where it cannot be started."""

    def __init__(self, command: Sequence[str]) -> None:
        self._log = tempfile.TemporaryFile()  # noqa: SIM115 - lives as long as the worker
        try:
            self._process = subprocess.Popen(
                command,
                cwd=ROOT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._log,
                encoding="utf-8",
            )
        except OSError as error:
            self._log.close()
            message = f"{command[0]} does not start: {error}"
            raise ValidatorError(message) from error
        atexit.register(self.stop)

    def ask(self, question: object) -> Any:
        """The answer to one question. Raises ValidatorError where none comes."""
        timer = threading.Timer(PATIENCE, self._process.kill)
        timer.start()
        try:
            self._process.stdin.write(json.dumps(question) + "\n")
            self._process.stdin.flush()
            answer = self._process.stdout.readline()
        except BrokenPipeError:
            answer = ""
        finally:
            timer.cancel()
        if not answer:
            raise ValidatorError(self._last_words())
        return json.loads(answer)

    def stop(self) -> None:
        """Close the worker's input, by which it ends, and what we hold of it."""
        atexit.unregister(self.stop)
        try:
            self._process.communicate(timeout=PATIENCE)
        except (subprocess.TimeoutExpired, ValueError):
            self._process.kill()
            self._process.wait()
        self._log.close()

    def _last_words(self) -> str:
        status = self._process.wait()
        self._log.seek(0)
        log = self._log.read().decode(errors="replace")[-2000:]
        return f"{self._process.args} ended with {status} and no answer:\n{log}"
