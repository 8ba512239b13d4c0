"""What a command costs: seconds, processor seconds, memory; taken in turns with its peer's."""

from __future__ import annotations

import os
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

_MAXRSS_UNIT = 1 if sys.platform == "darwin" else 1024
_SAMPLING = 0.2  # seconds between two looks at the memory in use
_SESSION, _PAGES = 3, 21  # fields of /proc/PID/stat behind the command's name
# Material's and ProperDocs' advertisements cost the peers time and say nothing.
_ENVIRONMENT = {"NO_MKDOCS_2_WARNING": "true", "DISABLE_MKDOCS_2_WARNING": "true"}


@dataclass(frozen=True)
class Cost:
    """Seconds on the clock and on processors, and bytes; each with all children of the command."""

    seconds: float
    processor: float
    memory: int = 0


@dataclass(frozen=True)
class Comparison:
    """Medians of our costs and of the peer's, and of the ratios of runs that followed each other.

    Ratios are taken pair by pair, so that a busy machine burdens both sides of one alike.
    """

    ours: Cost
    peer: Cost
    ratio: float
    processor_ratio: float


def cost(command: Sequence[str | Path]) -> Cost:
    """Run a command to its end and return what it cost; raises RuntimeError where it fails."""
    with tempfile.TemporaryFile("w+") as log:
        began = time.perf_counter()
        process = subprocess.Popen(
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            env={**os.environ, **_ENVIRONMENT},
            start_new_session=True,
        )
        try:
            with _watched(process.pid) as peak:
                _, status, usage = os.wait4(process.pid, 0)
                seconds = time.perf_counter() - began
        except BaseException:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            raise
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            log.seek(0)
            words = " ".join(log.read().split())[-400:]
            raise RuntimeError(f"{Path(command[0]).name} failed: {words}")
    memory = max(usage.ru_maxrss * _MAXRSS_UNIT, *peak)
    return Cost(seconds, usage.ru_utime + usage.ru_stime, memory)


def alternating(ours: Callable[[], Cost], peer: Callable[[], Cost], runs: int) -> Comparison:
    """Measure both sides in turns, so many times, and return the medians."""
    return comparison([(ours(), peer()) for _ in range(runs)])


def comparison(pairs: Sequence[tuple[Cost, Cost]]) -> Comparison:
    """Return the medians of pairs of ours and the peer's costs."""
    return Comparison(
        typical([ours for ours, _ in pairs]),
        typical([peer for _, peer in pairs]),
        statistics.median(ours.seconds / peer.seconds for ours, peer in pairs),
        statistics.median(ours.processor / peer.processor for ours, peer in pairs),
    )


def typical(costs: Sequence[Cost]) -> Cost:
    """Return the median of each kind of cost."""
    return Cost(
        statistics.median(item.seconds for item in costs),
        statistics.median(item.processor for item in costs),
        int(statistics.median(item.memory for item in costs)),
    )


@contextmanager
def _watched(session: int) -> Iterator[list[int]]:
    """Yield a list whose one item becomes the most memory that a session's processes held at once.

    The kernel's own figure, ru_maxrss, is that of the largest process alone.
    """
    peak = [0]
    ended = threading.Event()

    def watch() -> None:
        while not ended.wait(_SAMPLING):
            peak[0] = max(peak[0], _resident(session))

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield peak
    finally:
        ended.set()
        watcher.join()


def _resident(session: int) -> int:
    """Return the resident bytes of a session's processes, 0 where there is no /proc."""
    pages = 0
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError, IndexError):
            fields = path.read_text().rpartition(")")[2].split()
            if int(fields[_SESSION]) == session:
                pages += int(fields[_PAGES])
    return pages * os.sysconf("SC_PAGE_SIZE")
