"""Programs that the press starts stay within bounds, and leave nothing running behind."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest
from click.testing import CliRunner, Result

from press.cli import main
from press.machine.children import Bounds, Ended, start
from tests.conftest import MakePublication
from tests.waiting import PATIENCE, line_of

CALM = Bounds(seconds=120, memory=2000)
Run = Callable[..., Ended]
# Starts a child of its own that waits for ever, and says its number.
PARENT = (
    "import subprocess, sys, time\n"
    "inner = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)'])\n"
    "print(inner.pid, flush=True)\n"
)
EATS = "held = bytearray(300_000_000)\nfor at in range(0, len(held), 4096): held[at] = 1\n"
WAITS = "import time; time.sleep(600)"


def press(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Return a function that runs Python code as a child."""

    def ran(code: str, bounds: Bounds = CALM, text: bytes = b"") -> Ended:
        command = [sys.executable, "-I", "-c", code]
        return start(command, folder=tmp_path, bounds=bounds).finished(text)

    return ran


def is_gone(pid: int) -> bool:
    """Tell whether a process ends soon."""
    for _ in range(600):
        if not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE:
            return True
        time.sleep(0.05)
    return False


def test_a_child_reads_and_answers_whatever_its_length(run: Run) -> None:
    text = b"0123456789" * 1_000_000
    code = "import sys; data = sys.stdin.buffer.read(); sys.stdout.buffer.write(data + data)"
    assert Ended(0, text + text, "") == run(code, text=text)


@pytest.mark.parametrize(
    ("code", "bounds", "fault"),
    [
        (WAITS, Bounds(0.3), "it took more than 0.3 seconds"),
        (WAITS, Bounds(0.3, 2000), "it took more than 0.3 seconds"),
        ("while True: pass", Bounds(0.3), "it took more than 0.3 seconds"),
        (f"print('x', flush=True)\n{WAITS}", Bounds(0.3), "it took more than 0.3 seconds"),
        (f"import os; os.close(1); os.close(2)\n{WAITS}", Bounds(0.3), "it took more than 0.3 "),
        (f"import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN)\n{WAITS}",
         Bounds(0.3), "it took more than 0.3 seconds"),
        (PARENT + "inner.wait()", Bounds(2), "it took more than 2 seconds"),
        (EATS + WAITS, Bounds(120, 100), "it took more than 100 MB of memory"),
        ("held = []\nwhile True: held.append(bytes(1_000_000))", Bounds(120, 100), "than 100 MB"),
        (f"import subprocess, sys; subprocess.run([sys.executable, '-c', {EATS + WAITS!r}])",
         Bounds(120, 150), "it took more than 150 MB of memory"),
        (f"import os\nos.fork()\n{EATS}{WAITS}", Bounds(120, 500), "it took more than 500 MB"),
        ("while True: print('x' * 1_000_000)", CALM, "it said more than 256 MB"),
    ],
)  # fmt: skip
def test_a_child_that_outgrows_its_bounds_is_ended(
    run: Run, code: str, bounds: Bounds, fault: str
) -> None:
    done = run(code, bounds)
    assert -signal.SIGKILL == done.code
    assert fault in done.fault


@pytest.mark.parametrize(
    "code",
    [
        "import mmap; held = mmap.mmap(-1, 3_000_000_000)",  # reserved, and not in use
        "held = bytearray(50_000_000)",
        "import os; os.fork()",
        "print('x' * 10_000_000)",
        "import time; time.sleep(0.5)",
    ],
)
def test_a_child_within_its_bounds_is_left_alone(run: Run, code: str) -> None:
    done = run(code, Bounds(120, 400))
    assert (0, "") == (done.code, done.fault)


@pytest.mark.parametrize("ending", ["", "raise SystemExit(3)", "import os; os.abort()", WAITS])
def test_what_a_child_has_started_ends_with_it(run: Run, ending: str) -> None:
    done = run(PARENT + ending, Bounds(3))
    assert is_gone(int(done.said))


def test_the_bounds_of_a_child_are_those_of_each_of_its_answers(tmp_path: Path) -> None:
    code = (
        "import sys, time\n"
        "for line in sys.stdin:\n"
        "    time.sleep(float(line)); print('ok', flush=True)\n"
    )
    child = start([sys.executable, "-I", "-c", code], folder=tmp_path, bounds=Bounds(4))
    try:
        assert [b"ok\n"] * 5 == [child.answer(b"1\n") for _ in range(5)]
        assert (b"", "it took more than 4 seconds") == (child.answer(b"600\n"), child.fault)
    finally:
        child.dismiss()


def test_a_program_that_is_not_there_cannot_be_started(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        start([str(tmp_path / "none")], folder=tmp_path, bounds=CALM)
    with pytest.raises(FileNotFoundError):
        start([sys.executable], folder=tmp_path / "none", bounds=CALM)


@pytest.mark.parametrize(
    ("name", "value", "fault"),
    [
        ("PRESS_CHILD_MEMORY", "5", "it took more than 5 MB of memory"),
        ("PRESS_CHILD_SECONDS", "0.1", "it took more than 0.1 seconds"),
    ],
)
def test_an_output_that_outgrows_its_bounds_is_a_problem_that_names_it(
    name: str, value: str, fault: str, publication: MakePublication, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = {"exports/2026-01.docx": b"the last good one", "exports/2026-01.pdf": b"and its PDF"}
    # What pandoc is asked is known then.
    assert 0 == press("check", "--root", publication()).exit_code
    root = publication(good)
    monkeypatch.setenv(name, value)
    done = press("build", "--root", root)
    assert 1 == done.exit_code
    for output, data in good.items():
        assert f"{output}:1:1: press: the work on it was ended: {fault}; make the" in done.output
        assert data == (root / output).read_bytes()


@pytest.mark.parametrize(
    ("target", "output"),
    [("site", "site"), ("pdf", "exports/2026-01.pdf"), ("docx", "exports/2026-01.docx")],
)
def test_an_output_for_which_pandoc_outgrows_its_bounds_is_named_too(
    target: str, output: str, publication: MakePublication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PRESS_CHILD_SECONDS", "0.001")
    done = press("build", target, "--root", publication())
    assert 1 == done.exit_code
    assert (
        f"{output}:1:1: press: pandoc was ended: it took more than 0.001 seconds; " in done.output
    )


@pytest.mark.parametrize(
    "value", ["x", "0", "-1", "nan", "inf", "1,5", "5 GB", "1e999", "None", "--", "0x10"]
)
@pytest.mark.parametrize("name", ["PRESS_CHILD_SECONDS", "PRESS_CHILD_MEMORY"])
def test_a_bound_that_is_no_number_is_told(
    name: str, value: str, publication: MakePublication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    done = press("build", "site", "--root", publication())
    assert 1 == done.exit_code
    assert f"{name}:1:1: press: `{value}` is no number above 0; give the most" in done.output


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_the_work_ends_with_the_build_however_that_ends(
    how: signal.Signals, publication: MakePublication, tmp_path: Path
) -> None:
    root = publication()
    held = tmp_path / "held"
    os.mkfifo(held)
    # An extension of the author's that waits for ever in whatever process renders.
    (tmp_path / "waiting.py").write_text(
        "import os, sys\n\ndef makeExtension(**options):\n"
        f"    with open({str(held)!r}, 'w') as told: told.write(f'{{os.getpid()}}\\n')\n"
        "    import time; time.sleep(600)\n",
        encoding="utf-8",
    )
    code = (
        "import json, sys\n"
        "from pathlib import Path\n"
        "from press.build.jobs import Job\n"
        "from press.build.workers import results\n"
        "root = Path(sys.argv[1])\n"
        "jobs = [Job(k, root / f'exports/x.{k}', '2026-01') for k in ('docx', 'pdf')]\n"
        "list(results(root, jobs))\n"
    )
    config = root / "mkdocs.yml"
    text = config.read_text(encoding="utf-8")
    config.write_text(text.replace("markdown_extensions:", "markdown_extensions:\n  - waiting"))
    with subprocess.Popen(
        [sys.executable, "-c", code, str(root)],
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        stderr=subprocess.PIPE,
    ) as process:
        try:
            workers = {int(line_of(held, process))}
            process.send_signal(how)
            process.wait(PATIENCE)
        finally:
            process.kill()  # else one that goes on would be waited for without end
    assert all(is_gone(pid) for pid in workers)


def test_a_worker_that_dies_is_a_problem_that_names_its_output(
    publication: MakePublication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from press.build.jobs import Job
    from press.build.workers import results

    root = publication()
    config = root / "mkdocs.yml"
    text = config.read_text(encoding="utf-8")
    config.write_text(text.replace("markdown_extensions:", "markdown_extensions:\n  - dying"))
    jobs = [Job(kind, root / f"exports/x.{kind}", "2026-01") for kind in ("docx", "pdf")]  # type: ignore[arg-type]
    monkeypatch.syspath_prepend(tmp_path)
    for ending, told in {
        "os._exit(7)": "the work on it ended early: exit code 7, no message",
        "os.abort()": "the work on it ended early: the system ended it with SIGABRT",
        "os.kill(os.getpid(), 9)": "the system ended it with SIGKILL, for want of memory perhaps",
        "os.kill(os.getpid(), 11)": "the work on it ended early: the system ended it with SIGSEGV",
        "raise SystemExit('no quill')": "the work on it ended early: no quill",
        "raise RuntimeError('no ink')": "the work on it ended early: RuntimeError: no ink",
        "raise OSError(28, 'No space')": "it could not be made (No space)",
        "raise MemoryError": "the work on it ended early: MemoryError",
        "sys.stdout.close(); os._exit(0)": "the work on it ended early: exit code 0, no message",
        "print('{}'); sys.stdout.flush(); os._exit(0)": "the work on it ended early: exit code 0",
        "print('[]'); sys.stdout.flush(); os._exit(0)": "the work on it ended early: exit code 0",
    }.items():
        # Of two of one length, written in one second, Python would run the first's bytecode twice.
        shutil.rmtree(tmp_path / "__pycache__", ignore_errors=True)
        (tmp_path / "dying.py").write_text(
            f"import os, sys\n\ndef makeExtension(**options):\n    {ending}\n", encoding="utf-8"
        )
        shown = {str(one) for one in results(root, jobs)}
        assert 2 == len(shown)
        for kind in ("docx", "pdf"):
            assert any(f"exports/x.{kind}:1:1: " in one and told in one for one in shown), shown
