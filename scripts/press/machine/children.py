"""The one room that starts other programs: apart from the current folder, and within bounds.

A program gets the folder that it is told to work in, an environment without the caller's secrets
and without what would have it load code, and bounds on its time, its memory and what it says. One
that outgrows them is ended, and so is whatever it has started itself.
"""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread
from types import ModuleType
from typing import IO, TYPE_CHECKING

from press.machine.surroundings import IN_CHILD, harmless_environment

if TYPE_CHECKING:
    from psutil import Process

_EVERY = 0.1  # seconds between looks at a child's memory
_RELATIVES = 10  # looks at a child between looks for the children that it has by now
_MB = 1024 * 1024
_SAID = 256  # MB that a child may say; git hands over whole publications
_PATIENCE = 10  # seconds for what a child has said to arrive when it has ended
_WORDS = 4096  # bytes of complaints that are kept, the last ones


@dataclass(frozen=True)
class Bounds:
    """How many seconds a child may take, and how many MB of memory it may hold at a time.

    The memory is what it and its own children have in use (resident), not what they reserve;
    without a bound it is not looked at.
    """

    seconds: float
    memory: float | None = None


@dataclass(frozen=True)
class Ended:
    """What came of a child: its exit code, what it said, its last complaints.

    `fault` says why it was ended, where it was.
    """

    code: int
    said: bytes
    words: str
    fault: str = ""


class Child:
    """A program that runs; while it is `watched`, it is ended when it outgrows its bounds."""

    def __init__(self, process: subprocess.Popen[bytes], bounds: Bounds) -> None:
        self.process = process
        self.bounds = bounds
        self.fault = ""
        self._words = bytearray()
        self._listener = Thread(target=self._listen, daemon=True)
        self._listener.start()

    @property
    def words(self) -> str:
        """Return what it said last on standard error."""
        self._listener.join(_PATIENCE)
        return bytes(self._words).decode("utf-8", "replace").strip()

    @property
    def has_ended(self) -> bool:
        """Tell whether it runs no more."""
        return self.process.poll() is not None

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Watch it while the block runs; `fault` says afterwards why it was ended, if it was."""
        done = Event()
        watch = Thread(target=self._watch, args=(done,), daemon=True)
        watch.start()
        try:
            yield
        finally:
            done.set()
            watch.join()

    def finished(self, text: bytes = b"", *, lifeline: bool = False) -> Ended:
        """Give it a text, wait for its end, and return what came of it.

        With a `lifeline` its standard input stays open as long as we live, so that it can tell.
        """
        said: list[bytes] = []
        reader = Thread(target=self._read, args=(said,), daemon=True)
        reader.start()
        try:
            with self.watched():
                self._give(text, close=not lifeline)
                self.process.wait()
        finally:
            self.end()
        reader.join(_PATIENCE)
        self.close()
        return Ended(self.process.returncode, b"".join(said), self.words, self.fault)

    def end(self) -> None:
        """End it and whatever it has started; what it had started, where it has ended already."""
        self.process.kill()
        # Its children stay in its group when it is gone.
        if os.name == "posix":
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def answer(self, line: bytes) -> bytes:
        """Return the line with which it answers a line; less where it ends before."""
        with self.watched(), suppress(OSError, ValueError):
            if self.process.stdin and self.process.stdout:
                self.process.stdin.write(line)
                self.process.stdin.flush()
                return self.process.stdout.readline()
        return b""

    def dismiss(self) -> None:
        """Let it end by itself, having nothing more to read; end it where it does not."""
        with suppress(OSError, subprocess.TimeoutExpired):
            if self.process.stdin:
                self.process.stdin.close()
            self.process.wait(_PATIENCE)
        self.end()
        self.close()

    def close(self) -> None:
        """Close what leads to it and from it."""
        self._listener.join(_PATIENCE)
        for stream in (self.process.stdin, self.process.stdout, self.process.stderr):
            if stream is not None:
                with suppress(OSError):
                    stream.close()

    def _watch(self, done: Event) -> None:
        end = time.monotonic() + self.bounds.seconds
        family: list[Process] = []
        looks = 0
        while not done.wait(min(_EVERY, max(0.0, end - time.monotonic()))):
            if self.bounds.memory and looks % _RELATIVES == 0:
                family = _family(self.process.pid)
            looks += 1
            if time.monotonic() >= end:
                self._stop(f"it took more than {self.bounds.seconds:g} seconds", family)
                return
            if self.bounds.memory and _resident(family) > self.bounds.memory * _MB:
                self._stop(f"it took more than {self.bounds.memory:g} MB of memory", family)
                return

    def _stop(self, fault: str, family: Sequence[Process] = ()) -> None:
        self.fault = self.fault or fault
        for one in family:
            with suppress(_psutil().Error):
                one.kill()
        self.end()

    def _give(self, text: bytes, *, close: bool) -> None:
        stream = self.process.stdin
        if stream is None:
            return
        with suppress(OSError):  # it has ended before it read all: its exit code says more
            stream.write(text)
            stream.flush()
        if close:
            with suppress(OSError):
                stream.close()

    def _read(self, said: list[bytes]) -> None:
        total = 0
        for part in _parts(self.process.stdout):
            total += len(part)
            if total > _SAID * _MB:
                self._stop(f"it said more than {_SAID} MB")
                return
            said.append(part)

    def _listen(self) -> None:
        for part in _parts(self.process.stderr):
            self._words += part
            del self._words[:-_WORDS]


def _parts(stream: IO[bytes] | None) -> Iterator[bytes]:
    """Yield what comes out of a pipe as it comes."""
    with suppress(OSError, ValueError):  # closed by another thread, as its child is ended
        while stream is not None and (part := os.read(stream.fileno(), _MB)):
            yield part


def _family(pid: int) -> list[Process]:
    """Return a process and all that it has started, as far as they live."""
    psutil = _psutil()
    try:
        one = psutil.Process(pid)
        return [one, *one.children(recursive=True)]
    except psutil.Error:
        return []


def _resident(family: Sequence[Process]) -> int:
    total = 0
    for one in family:
        with suppress(_psutil().Error):
            total += one.memory_info().rss
    return total


def _psutil() -> ModuleType:
    import psutil  # for what takes its time only: it is slow to load

    return psutil


def start(
    command: Sequence[str],
    *,
    folder: Path,
    bounds: Bounds,
    environment: Mapping[str, str] | None = None,
) -> Child:
    """Start a program in a folder; raises OSError where that cannot be.

    The program is named by its absolute path. Besides `environment` it gets what of ours is
    harmless; see `press.machine.surroundings` for both.
    """
    process = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=folder,
        env={**harmless_environment(), **(environment or {}), IN_CHILD: "1"},
        # A group of its own, with all that it starts: Ctrl-C is for us, and we end it as a whole.
        start_new_session=IN_CHILD not in os.environ,
    )
    return Child(process, bounds)
