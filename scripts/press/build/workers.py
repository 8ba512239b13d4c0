"""Jobs in processes of their own, as many at a time as there are cores."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import asdict
from pathlib import Path
from typing import Any

from press.build.jobs import Built, Inspector, Job, run
from press.publication import PressError, Problem, failure


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
    running: list[subprocess.Popen[str]] = []
    with ThreadPoolExecutor(min(len(jobs), os.cpu_count() or 1)) as pool:
        try:
            for future in as_completed(
                [pool.submit(_in_child, root, job, running) for job in jobs]
            ):
                yield future.result()
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            for process in running:
                process.kill()
            raise


def _outcome(root: Path, job: Job, inspect: Inspector | None = None) -> Built | PressError:
    try:
        return run(root, job, inspect)
    except PressError as error:
        return error


def _in_child(root: Path, job: Job, running: list[subprocess.Popen[str]]) -> Built | PressError:
    """Run a job in a new process; a session of its own keeps Ctrl-C for the parent."""
    task = json.dumps({"root": str(root), "job": {**asdict(job), "output": str(job.output)}})
    with subprocess.Popen(
        [sys.executable, "-m", "press.build"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        start_new_session=True,
    ) as process:
        running.append(process)
        answer, words = process.communicate(task)
    try:
        return _read(job, json.loads(answer.splitlines()[-1]))
    except (IndexError, ValueError):
        reason = (words.strip().splitlines() or ["no message"])[-1]
        mend = "run the command for this output alone; if it fails again, report it"
        return failure(str(job.output), f"the work on it ended early: {reason}", mend)


def _read(job: Job, answer: dict[str, Any]) -> Built | PressError:
    if "problems" in answer:
        return PressError(Problem(**problem) for problem in answer["problems"])
    return Built(job, answer["seconds"], tuple(answer["notes"]))


def child(task: str) -> str:
    """Run the job that a parent describes; return what came of it, as JSON."""
    described = json.loads(task)
    job = Job(**{**described["job"], "output": Path(described["job"]["output"])})
    result = _outcome(Path(described["root"]), job)
    if isinstance(result, PressError):
        return json.dumps({"problems": [asdict(problem) for problem in result.problems]})
    return json.dumps({"seconds": result.seconds, "notes": result.notes})
