"""What stands in the repository works elsewhere: no trace of one machine, nothing unlocked."""

import json
import os
import re
import shutil
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")

# Written so that they do not find themselves.
TRACES = {
    "a registry's host": r"pypi\.org|pythonhosted\.org|npmjs\.(?:org|com)|\b\w+\.debian\.org",
    "a path of one machine": r"(?<![\w.~-])/(?:work|root|opt/(?:pypi|wheels)|home/\w+|Users/\w+)/",
    "an index line": r"(?m)^\s*(?:--(?:extra-)?index-url|--find-links|--trusted-host|registry *=)",
    "a resolved address": r'"resolved" *: *"http',
}


def tracked() -> list[Path]:
    """Every file that is in git, or would be by `git add .`."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    paths = {ROOT / name for name in listed.stdout.split("\0") if name}
    return sorted(path for path in paths if path.is_file())


@pytest.mark.parametrize("trace", TRACES)
def test_no_file_carries_a_trace_of_where_it_was_written(trace: str) -> None:
    pattern = re.compile(TRACES[trace].encode())
    found = [
        f"{path.relative_to(ROOT)}: {match[0].decode()}"
        for path in tracked()
        for match in pattern.finditer(path.read_bytes())
    ]
    assert [] == found


def requirements(group: str) -> Iterator[Requirement]:
    """The requirements of a dependency group, with those of the groups that it includes."""
    for item in PROJECT["dependency-groups"][group]:
        if isinstance(item, str):
            yield Requirement(item)
        else:
            yield from requirements(item["include-group"])


def direct() -> list[Requirement]:
    backend = [Requirement(line) for line in PROJECT["build-system"]["requires"]]
    runtime = [Requirement(line) for line in PROJECT["project"]["dependencies"]]
    return [*backend, *runtime, *requirements("dev")]


def locked() -> dict[str, str]:
    pins = re.findall(r"^([\w.-]+)==(\S+)", LOCK, re.MULTILINE)
    return {canonicalize_name(name): version for name, version in pins}


@pytest.mark.parametrize("requirement", direct(), ids=str)
def test_the_lock_pins_every_direct_dependency_within_its_range(requirement: Requirement) -> None:
    version = locked().get(canonicalize_name(requirement.name))
    assert version is not None, "run `make lock`"
    assert requirement.specifier.contains(version), f"locked at {version}: run `make lock`"


def test_every_group_is_part_of_dev_and_so_of_the_lock() -> None:
    included = {item["include-group"] for item in PROJECT["dependency-groups"]["dev"]}
    assert set(PROJECT["dependency-groups"]) == included | {"dev"}


def test_every_line_of_the_lock_is_a_pin_with_a_hash() -> None:
    entries = re.split(r"^(?=[\w.-]+==)", re.sub(r"(?m)^\s*#.*\n", "", LOCK), flags=re.MULTILINE)
    assert not entries[0].strip()
    assert [] == [entry for entry in entries[1:] if "--hash=sha256:" not in entry]


def test_the_lock_of_the_validators_has_a_hash_for_every_package() -> None:
    folder = ROOT / "tests" / "validators"
    wanted = json.loads((folder / "package.json").read_bytes())["dependencies"]
    packages = json.loads((folder / "package-lock.json").read_bytes())["packages"]
    assert wanted == packages.pop("")["dependencies"]
    assert [] == [name for name, package in packages.items() if "integrity" not in package]
    assert [] == [name for name in wanted if f"node_modules/{name}" not in packages]


def test_ci_runs_what_a_developer_runs() -> None:
    script = ROOT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    assert "make test" == script.read_text(encoding="utf-8").splitlines()[-1]


def test_make_alone_lists_every_command() -> None:
    # Under `make test` its settings would make this one talk of directories.
    env = {name: value for name, value in os.environ.items() if "MAKE" not in name}
    listed = subprocess.run(["make"], cwd=ROOT, env=env, capture_output=True, text=True, check=True)
    names = [line.split()[0] for line in listed.stdout.splitlines()]
    tested = ["test", "quick", "near", "soak"]
    assert ["help", "build", *tested, "serve", "lint", "lock", "bench", "clean"] == names


@pytest.fixture
def bare_path(tmp_path: Path) -> Path:
    """A folder for PATH with a shell's helpers and nothing else, for a user who is not root."""
    for name in ("grep", "ls", "sed", "cat"):
        (tmp_path / name).symlink_to(shutil.which(name) or name)
    for name, answer in (("id", "echo 1000"), ("ldconfig", "exit 0")):
        (tmp_path / name).write_text(f"#!/bin/sh\n{answer}\n", encoding="utf-8")
        (tmp_path / name).chmod(0o755)
    return tmp_path


def run(script: str, *arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
    command = ["/bin/sh", str(ROOT / "scripts" / script), *arguments]
    return subprocess.run(command, env=env, capture_output=True, text=True, check=False)


def test_missing_system_packages_are_told_with_the_command_for_each_platform(
    bare_path: Path,
) -> None:
    result = run("system-packages.sh", "test", PATH=str(bare_path))
    assert 1 == result.returncode
    assert "apt-get install --no-install-recommends libpangoft2-1.0-0 " in result.stderr
    assert "dnf install pango harfbuzz chromium " in result.stderr
    assert "brew install pango harfbuzz poppler node\n" in result.stderr
    assert "brew install --cask chromium libreoffice\n" in result.stderr


def test_a_build_asks_only_for_what_it_needs(bare_path: Path) -> None:
    result = run("system-packages.sh", "build", PATH=str(bare_path))
    assert 1 == result.returncode
    assert "dnf install pango harfbuzz\n" in result.stderr


def test_nothing_is_said_where_nothing_is_missing() -> None:
    result = run("system-packages.sh", "test", PATH=os.environ["PATH"])
    assert (0, "", "") == (result.returncode, result.stdout, result.stderr)


def bare_debian(*arguments: str, path: Path) -> tuple[int, str]:
    """Return the exit code of the script that makes a bare root, and what it complains of."""
    bash = shutil.which("bash")
    assert bash, "bash is not on PATH"
    command = [bash, str(ROOT / "scripts" / "bare-debian.sh"), *arguments]
    env = {"PATH": str(path)}
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    return done.returncode, done.stderr.partition("bare-debian.sh: ")[2]


def test_a_bare_root_is_made_for_root_only(bare_path: Path) -> None:
    status, told = bare_debian(path=bare_path)
    assert (1, "only root may make a root of Debian") == (status, told.partition(";")[0])


@pytest.mark.parametrize(
    ("arguments", "fault"),
    [
        (["--only", "bench"], "--only takes build or test\n"),
        (["--only"], "--only takes build or test\n"),
        (["--quick"], 'there is no option "--quick"; --help tells those that there are\n'),
    ],
)
def test_a_bare_root_is_not_made_for_a_wrong_option(
    bare_path: Path, arguments: list[str], fault: str
) -> None:
    assert (2, fault) == bare_debian(*arguments, path=bare_path)


def test_a_python_that_will_not_do_is_passed_over(bare_path: Path) -> None:
    for name, status in (("python3.13", 127), ("python3.12", 1), ("python3", 0)):
        (bare_path / name).write_text(f"#!/bin/sh\nexit {status}\n", encoding="utf-8")
        (bare_path / name).chmod(0o755)
    assert "python3\n" == run("find-python.sh", PATH=str(bare_path)).stdout


def test_no_python_at_all_is_told_with_the_command_for_each_platform(bare_path: Path) -> None:
    result = run("find-python.sh", PATH=str(bare_path))
    assert 1 == result.returncode
    assert "apt-get install python3 python3-venv" in result.stderr
