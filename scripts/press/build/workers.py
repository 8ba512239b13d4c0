"""Jobs in processes of their own, as many at a time as there are cores."""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import asdict, replace
from pathlib import Path
from threading import Lock, Thread
from typing import Any

from press.bibliography import PANDOC
from press.build.jobs import Built, Inspector, Job, run
from press.machine.children import Child, Ended, start
from press.machine.surroundings import python_command
from press.publication import MACHINE, PressError, Problem, failure
from press.publication.bounds import MEMORY, OUTPUT, SECONDS, chosen

_AGAIN = "run the command for this output alone; if it fails again, report it"


def results(
    root: Path, jobs: Sequence[Job], inspect: Inspector | None = None
) -> Iterator[Built | PressError]:
    """Yield what comes of each job, as it ends; a failing job does not stop the others.

    `inspect` looks at the site's pages; only a job in this process can use it.

    Interrupted, it ends the processes, whose outputs are then as they were: each output is
    written aside and renamed.
    """
    if len(jobs) <= 1:
        yield from (_outcome(root, job, inspect) for job in jobs)
        return
    running = _Running()
    with ThreadPoolExecutor(min(len(jobs), os.cpu_count() or 1)) as pool:
        try:
            for future in as_completed(
                [pool.submit(_in_child, root, job, running) for job in jobs]
            ):
                yield future.result()
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            running.end()
            raise


class _Running:
    """The processes of a build: ended together, and none started after that."""

    def __init__(self) -> None:
        self._children: list[Child] = []
        self._is_over = False
        self._lock = Lock()

    def start(self, root: Path) -> Child | None:
        """Start a process for a job; None where the build is over."""
        with self._lock:
            if self._is_over:
                return None
            command = python_command("press.build.workers")
            child = start(command, folder=root, bounds=chosen(OUTPUT))
            self._children.append(child)
            return child

    def end(self) -> None:
        """End them all."""
        with self._lock:
            self._is_over = True
            for child in self._children:
                child.end()


def _outcome(root: Path, job: Job, inspect: Inspector | None = None) -> Built | PressError:
    """Return what comes of a job; what another program or the machine spoils names the output."""
    name = _named(root, job)
    try:
        return run(root, job, inspect)
    except PressError as error:
        return PressError(
            replace(problem, path=name) if problem.path == PANDOC else problem
            for problem in error.problems
        )
    except OSError as error:
        return _refused(name, error)


def _named(root: Path, job: Job) -> str:
    root = root.resolve()
    inside = job.output.is_relative_to(root)
    return job.output.relative_to(root).as_posix() if inside else str(job.output)


def _refused(name: str, error: OSError) -> PressError:
    of = f" for `{error.filename}`" if error.filename else ""
    message = f"it could not be made ({error.strerror or error}{of})"
    mend = "check free space and permissions; what was built before is untouched"
    return failure(name, message, mend, MACHINE)


def _in_child(root: Path, job: Job, running: _Running) -> Built | PressError:
    """Run a job in a new process, within bounds."""
    name = _named(root, job)
    task = json.dumps({"root": str(root), "job": {**asdict(job), "output": str(job.output)}})
    try:
        child = running.start(root)
    except OSError as error:
        return _refused(name, error)
    except PressError as error:
        return error
    if child is None:
        return failure(name, "the build was interrupted", "run it again")
    done = child.finished(f"{task}\n".encode(), lifeline=True)
    if done.fault:
        mend = f"make the output smaller, or raise {SECONDS} or {MEMORY}"
        return failure(name, f"the work on it was ended: {done.fault}", mend)
    try:
        return _read(job, json.loads(done.said.splitlines()[-1]))
    except (IndexError, KeyError, TypeError, ValueError):
        return failure(name, f"the work on it ended early: {_reason(done)}", _AGAIN)


def _reason(done: Ended) -> str:
    """Return why a process may have ended before it told what came of its job."""
    if done.code < 0:
        ended = f"the system ended it with {signal.Signals(-done.code).name}"
        lack = ", for want of memory perhaps" if -done.code == signal.SIGKILL else ""
        return ended + lack
    return (done.words.splitlines() or [f"exit code {done.code}, no message"])[-1]


def _read(job: Job, answer: dict[str, Any]) -> Built | PressError:
    if "problems" in answer:
        return PressError(Problem(**problem) for problem in answer["problems"])
    return Built(job, answer["seconds"], tuple(answer["notes"]))


def main() -> None:
    """Run the job that a parent describes on standard input; tell it what came of it, as JSON."""
    task = sys.stdin.buffer.readline()
    Thread(target=_end_with_parent, daemon=True).start()
    told = child(task.decode())
    sys.stdout.flush()  # what an extension printed comes before, on a line of its own
    sys.stdout.buffer.write(f"\n{told}\n".encode())
    sys.stdout.buffer.flush()


def child(task: str) -> str:
    """Run the job that a parent describes; return what came of it, as JSON."""
    described = json.loads(task)
    job = Job(**{**described["job"], "output": Path(described["job"]["output"])})
    result = _outcome(Path(described["root"]), job)
    if isinstance(result, PressError):
        return json.dumps({"problems": [asdict(problem) for problem in result.problems]})
    return json.dumps({"seconds": result.seconds, "notes": result.notes})


def _end_with_parent() -> None:
    """End this process and what it has started when the parent, however it ends, lets go of us."""
    while os.read(0, 1024):
        pass
    if os.name == "posix" and os.getpgrp() == os.getpid():
        os.killpg(0, signal.SIGKILL)
    os._exit(1)
