"""What holds of the tests themselves: no stopwatch, nothing left out, nothing heavy for all."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

import pytest

from tests.conftest import ROOT

TESTS = ROOT / "tests"
MODULES = sorted(
    path for path in TESTS.rglob("*.py") if "node_modules" not in path.relative_to(TESTS).parts
)
CLOCK = re.compile(r"\b(?:monotonic|perf_counter|process_time|thread_time)(?:_ns)?\b")
WAITING = {"run", "call", "check_call", "check_output", "communicate", "wait", "join"}
# `make bench` measures; the hand waits inside of LibreOffice's own Python.
MAY_LOOK = (
    "bench/",
    "fuzz/__main__.py",
    "repository/test_tests.py",
    "review/office/hand.py",
    "waiting.py",
)


def stopwatches(text: str) -> Iterator[str]:
    """Yield where a module reads a clock, or limits how long something may take."""
    for node in ast.walk(ast.parse(text)):
        name = getattr(node, "attr", getattr(node, "id", getattr(node, "value", "")))
        if isinstance(name, str) and CLOCK.search(name):
            yield f"{node.lineno}: a clock"
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in WAITING:
            limits = [one.value for one in node.keywords if one.arg == "timeout"]
            limits += [one for one in node.args[:1] if _is_number(one)]
            if any(getattr(limit, "id", "") != "PATIENCE" for limit in limits):
                yield f"{node.lineno}: timeout"
        is_deadline = isinstance(node, ast.keyword) and node.arg == "deadline"
        if is_deadline and getattr(node.value, "value", 0) is not None:
            yield f"{node.value.lineno}: deadline"


def _is_number(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, int | float)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(TESTS).as_posix())
def test_no_test_measures_time(path: Path) -> None:
    name = path.relative_to(TESTS).as_posix()
    if not name.startswith(MAY_LOOK):
        assert [] == list(stopwatches(path.read_text(encoding="utf-8"))), (
            "count work instead (tests/work.py), wait with tests/waiting.py, "
            "or measure a ratio in `make bench`"
        )


@pytest.mark.parametrize(
    "text",
    [
        "began = time.perf_counter()",
        "from time import monotonic\nbegan = monotonic()",
        "subprocess.run(['true'], timeout=5)",
        "thread.join(timeout=SHORT)",
        "process.wait(60)",
        "@settings(deadline=200)\ndef test(): ...",
        "CHILD = 'import time; print(time.process_time())'",
    ],
)
def test_a_test_that_measures_time_is_told_of(text: str) -> None:
    assert 1 == len(list(stopwatches(text)))


@pytest.mark.parametrize(
    "text",
    [
        "subprocess.run(['true'], timeout=PATIENCE)",
        "settings(deadline=None)",
        "registry.ask(timeout=0.1)",
        "', '.join(names)",
    ],
)
def test_what_measures_no_time_is_let_be(text: str) -> None:
    assert [] == list(stopwatches(text))


def test_no_folder_of_tests_is_left_out(pytestconfig: pytest.Config) -> None:
    folders = {path.parent for path in TESTS.rglob("test_*.py")}
    parts = {part for folder in folders for part in folder.relative_to(ROOT).parts}
    left_out = pytestconfig.getini("norecursedirs")
    assert [] == [part for part in parts if any(fnmatch(part, glob) for glob in left_out)]


@pytest.mark.parametrize("path", sorted(TESTS.rglob("conftest.py")), ids=str)
def test_what_is_loaded_for_every_test_loads_little(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    heavy = [
        node.module
        for node in tree.body
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("press")
    ]
    assert [] == heavy
