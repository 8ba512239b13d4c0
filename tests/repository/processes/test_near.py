"""`pytest --near` runs the tests that a change can reach, and those of which it is not sure."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

HOUSE = {
    "pyproject.toml": """
        [project]
        name = "house"
        [project.entry-points."some.plugins"]
        press = "press.site.plugin:Plugin"
        [tool.pytest.ini_options]
        testpaths = ["tests"]
        pythonpath = [".", "scripts"]
        addopts = ["--import-mode=importlib"]
        """,
    ".gitignore": "__pycache__/\n.*_cache/\n",
    "docs/index.md": "Hello.\n",
    "scripts/press/__init__.py": "",
    "scripts/press/used.py": "import press.deep\n",
    "scripts/press/deep.py": "",
    "scripts/press/other.py": "",
    "scripts/press/site/__init__.py": "",
    "scripts/press/site/build.py": "",
    "scripts/press/site/plugin.py": "",
    "scripts/press/site/theme/look.css": "",
    "tests/__init__.py": "",
    "tests/conftest.py": """
        import pytest

        def pytest_addoption(parser):
            parser.addoption("--near", action="store_true")

        def pytest_collection_modifyitems(config, items):
            from tests import near
            items[:] = near.select(items, config.rootpath)

        @pytest.fixture
        def made():
            import press.other
            from press import other
        """,
    "tests/a/__init__.py": "",
    "tests/a/test_imports.py": "import press.used\ndef test_imports(): ...\n",
    "tests/a/test_takes.py": "def test_takes(made): ...\ndef test_takes_nothing(): ...\n",
    "tests/b/__init__.py": "",
    "tests/b/sample.md": "",
    "tests/b/test_starts.py": "CODE = 'import press.used'\ndef test_starts(): ...\n",
    "tests/b/test_builds.py": "import press.site.build\ndef test_builds(): ...\n",
    "tests/b/test_reads.py": "ROOT = '.'\ndef test_reads(): ...\n",
}
ALL = {"imports", "takes", "takes_nothing", "starts", "builds", "reads"}


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a small repository, all of it committed."""
    root = tmp_path_factory.mktemp("house")
    for name, text in HOUSE.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        lines = text.split("\n")
        indent = len(lines[1]) - len(lines[1].lstrip()) if len(lines) > 1 and not lines[0] else 0
        path.write_text("\n".join(line[indent:] for line in lines), encoding="utf-8")
    shutil.copy(ROOT / "tests/near.py", root / "tests")
    git(root, "init", "--quiet")
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", "all")
    return root


def git(root: Path, *command: str) -> None:
    by = ("-c", "user.name=Editor", "-c", "user.email=editor@example.org", "-c", "gc.auto=0")
    subprocess.run(["git", "-C", str(root), *by, *command], check=True, capture_output=True)


def near(root: Path) -> set[str]:
    """Return the tests that would run."""
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "--near", "--collect-only", "-q"],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root / "scripts")},
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode in {0, 5}, done.stdout + done.stderr
    return {line.rpartition("::test_")[2] for line in done.stdout.splitlines() if "::" in line}


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("scripts/press/used.py", {"imports", "starts"}),
        ("scripts/press/deep.py", {"imports", "starts"}),
        ("scripts/press/other.py", {"takes"}),
        ("scripts/press/site/plugin.py", {"builds"}),
        ("scripts/press/site/theme/look.css", {"builds"}),
        ("scripts/press/new.py", set()),
        ("tests/b/sample.md", {"starts", "builds", "reads"}),
        ("tests/b/samples/new.md", {"starts", "builds", "reads"}),
        ("tests/a/test_imports.py", {"imports"}),
        ("tests/conftest.py", ALL),
        ("docs/index.md", {"reads"}),
        ("pyproject.toml", ALL),
        ("README.md", set()),
    ],
)
def test_a_change_reaches(path: str, expected: set[str], house: Path) -> None:
    file = house / path
    before = file.read_text(encoding="utf-8") if file.exists() else None
    try:
        file.parent.mkdir(exist_ok=True)
        file.write_text(f"{before or ''}\n", encoding="utf-8")
        assert expected == near(house)
    finally:
        file.unlink()
        git(house, "checkout", "--", ".")


def test_where_nothing_was_changed_nothing_is_near(house: Path) -> None:
    assert set() == near(house)


def test_a_module_that_is_gone_reaches_whom_its_package_reaches(house: Path) -> None:
    (house / "scripts/press/site/plugin.py").unlink()
    try:
        assert {"builds"} == near(house)
    finally:
        git(house, "checkout", "--", ".")
