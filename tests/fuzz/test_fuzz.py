"""A fixed number of inputs of each kind; `make soak` tries many more seeds."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.fuzz.targets import TARGETS
from tests.soak import seeds

ROOT = Path(__file__).parent.parent.parent
EXAMPLES = {"answer": 300}


@pytest.mark.parametrize("seed", seeds(1))
@pytest.mark.parametrize("kind", TARGETS)
def test_an_input_gives_a_result_or_problems_and_nothing_else(kind: str, seed: int) -> None:
    examples = str(EXAMPLES.get(kind, 40))
    command = [
        sys.executable,
        "-m",
        "tests.fuzz",
        kind,
        "--examples",
        examples,
        "--seed",
        str(seed),
    ]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert 0 == done.returncode, f"{done.stdout}\n{done.stderr}"
    assert f"seed {seed}" in done.stdout


@pytest.mark.parametrize(
    ("act", "what"),
    [
        ("open('/tmp/outside-of-all', 'w')", "open"),
        ("__import__('os').mkdir('/tmp/outside-of-all')", "os.mkdir"),
        ("__import__('socket').create_connection(('127.0.0.1', 9))", "socket"),
    ],
)
def test_what_no_input_may_do_is_seen(act: str, what: str) -> None:
    code = (
        "from pathlib import Path\nfrom tests.fuzz.guard import guarded\n"
        f"with guarded(Path('/nowhere')):\n    {act}\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert 1 == done.returncode
    assert f"ForbiddenError: {what}" in done.stderr
