"""Calls the commands of the review round trip in a process of its own: codes, words, memory.

`python -m tests.review.hostile.child FILE ROOT` writes JSON: what each command ended with, and the
greatest size that the process had, in megabytes.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from press.cli import main
from tests.memory import peak


class Ended(NamedTuple):
    """How a command ended."""

    code: int
    stdout: str
    stderr: str


def commands(file: str, root: str) -> dict[str, list[str]]:
    """Return the commands that read a reviewer's file, by name."""
    by = ["--author", "Tom", "--root", root]
    return {
        "read": ["read", file],
        "import": ["import", file, "--apply", "clean", "--force", "--root", root],
        "reply": ["reply", file, *by],
        "diff": ["diff", "2026-01", "--since", file, *by],
    }


def ended(file: Path, root: Path) -> tuple[dict[str, Ended], float]:
    """Return how each command ended on a file, and the megabytes that all took at most."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.review.hostile.child", str(file), str(root)],
        capture_output=True,
        check=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        text=True,
    )
    assert "" == done.stderr
    found, megabytes = json.loads(done.stdout)
    return {name: Ended(*one) for name, one in found.items()}, megabytes


def _called(words: list[str]) -> Ended:
    out, err = io.StringIO(), io.StringIO()
    code: object = 0
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            main(["review", *words])
        except SystemExit as stop:
            code = stop.code
    return Ended(int(str(code or 0)), out.getvalue(), err.getvalue())


if __name__ == "__main__":
    results = {name: _called(words) for name, words in commands(*sys.argv[1:]).items()}
    sys.stdout.write(json.dumps([results, peak()]))
