"""What a command prints where: findings on standard output, all about them on standard error."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from press.cli import main
from tests.conftest import ROOT, MakePublication

PRESS = [sys.executable, "-c", "from press.cli import main; main()"]
UNKNOWN = "docs/index.md:1:5: citation-unknown: the citekey `nobody` is not in the bibliography; "


def press(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def wrong(publication: MakePublication) -> Path:
    """Return a publication with two problems."""
    return publication({"docs/index.md": "See @nobody and [x](nowhere.md).\n"})


def test_problems_go_to_standard_output_and_their_count_to_standard_error(wrong: Path) -> None:
    result = press("check", "--root", wrong)
    first, second = result.stdout.splitlines()
    assert first.startswith(UNKNOWN)
    assert second.startswith("docs/index.md:1:21: link-broken: ")
    assert (1, "2 problems\n") == (result.exit_code, result.stderr)
    quiet = press("check", "--quiet", "--root", wrong)
    assert (1, result.stdout, "") == (quiet.exit_code, quiet.stdout, quiet.stderr)


def test_where_nothing_is_wrong_standard_output_is_empty(publication: MakePublication) -> None:
    root = publication()
    result = press("check", "--root", root)
    assert (0, "", "no problems\n") == (result.exit_code, result.stdout, result.stderr)
    result = press("check", "--root", root, "--format", "github")
    assert (0, "", "") == (result.exit_code, result.stdout, result.stderr)


def test_the_pattern_in_the_guide_takes_problems_apart(wrong: Path) -> None:
    guide = (ROOT / "docs/guide/editor.md").read_text(encoding="utf-8")
    settings = json.loads(guide.split("```json\n")[1].split("```")[0])
    pattern = settings["tasks"][0]["problemMatcher"]["pattern"]
    numbers = [pattern[name] for name in ("file", "line", "column", "severity", "code")]
    path = wrong / "docs/digests/short-sleep.md"
    text = path.read_text(encoding="utf-8").replace(" We do not know why.", "")
    path.write_text(text, encoding="utf-8")
    found = [
        re.fullmatch(pattern["regexp"], line)
        for line in press("check", "--root", wrong).stdout.splitlines()
    ]
    assert [
        ("docs/digests/short-sleep.md", "16", "1", "advice", "plain-reading"),
        ("docs/index.md", "1", "5", None, "citation-unknown"),
        ("docs/index.md", "1", "21", None, "link-broken"),
    ] == [one and one.group(*numbers) for one in found]


@pytest.mark.parametrize("style", ["json", "sarif", "github"])
def test_what_programs_read_stands_on_standard_output_alone(style: str, wrong: Path) -> None:
    result = press("check", "--root", wrong, "--format", style)
    assert (1, "") == (result.exit_code, result.stderr)
    if style == "github":
        assert ["::error file=docs/index.md"] * 2 == [
            line.partition(",")[0] for line in result.stdout.splitlines()
        ]
    else:
        assert isinstance(json.loads(result.stdout), dict)


@pytest.mark.parametrize("style", ["text", "json", "sarif", "github"])
def test_why_a_check_could_not_run_goes_to_standard_error(
    style: str, publication: MakePublication
) -> None:
    result = press("check", "--root", publication({"mkdocs.yml": ""}), "--format", style)
    assert (2, "") == (result.exit_code, result.stdout)
    assert result.stderr.startswith("mkdocs.yml:1:1: press: the configuration is empty; ")


def test_why_nothing_is_built_goes_to_standard_error(wrong: Path) -> None:
    result = press("build", "docx", "--root", wrong)
    assert (1, "") == (result.exit_code, result.stdout)
    assert result.stderr.startswith(UNKNOWN)


def closed() -> int:
    """Return the end of a pipe that nobody reads."""
    reading, writing = os.pipe()
    os.close(reading)
    return writing


UNREAD = {
    "check": (["check"], 1, "2 problems\n"),
    "for programs": (["check", "--format", "json"], 1, ""),
    "a clean part": (["check", "docs/digests", "--format", "sarif"], 0, ""),
    "audit": (["audit", "page.txt"], 1, "1 study: 2 errors\n"),
    "a page": (["audit", "page.txt", "--format", "html"], 1, ""),
    "a schema": (["schema", "digest"], 0, ""),
}


@pytest.mark.parametrize("name", UNREAD)
def test_where_nobody_reads_on_a_command_ends_quietly_with_its_exit_code(
    name: str, wrong: Path
) -> None:
    arguments, code, told = UNREAD[name]
    page = "Title: Naps at noon\nSummary: With naps, 30 of 60 people (40%) slept.\n"
    (wrong / "page.txt").write_text(page, encoding="utf-8")
    nobody = closed()
    done = subprocess.run(
        [*PRESS, *arguments], cwd=wrong, stdout=nobody, stderr=subprocess.PIPE, check=False
    )
    os.close(nobody)
    assert (code, told) == (done.returncode, done.stderr.decode())


def test_where_standard_error_is_closed_too_the_exit_code_is_the_same(wrong: Path) -> None:
    nobody = closed()
    done = subprocess.run([*PRESS, "check"], cwd=wrong, stdout=nobody, stderr=nobody, check=False)
    os.close(nobody)
    assert 1 == done.returncode


def test_a_build_goes_on_where_nobody_reads(publication: MakePublication) -> None:
    root = publication()
    nobody = closed()
    done = subprocess.run(
        [*PRESS, "build", "docx"], cwd=root, stdout=nobody, stderr=subprocess.PIPE, check=False
    )
    os.close(nobody)
    assert (0, b"") == (done.returncode, done.stderr)
    assert (root / "exports/2026-01.docx").is_file()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no file that is full")
def test_a_file_that_cannot_hold_the_findings_is_told(wrong: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*PRESS, "check"], cwd=wrong, stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert (2, 1) == (done.returncode, len(done.stderr.splitlines()))
    assert done.stderr.startswith(b"<stdout>:1:1: press: standard output cannot be written: ")


def test_standard_input_that_is_closed_is_empty(wrong: Path) -> None:
    command = f"{sys.executable} -c 'from press.cli import main; main()' audit - <&-"
    done = subprocess.run(command, shell=True, cwd=wrong, capture_output=True, check=False)  # noqa: S602 - only a shell can close it
    assert (2, b"") == (done.returncode, done.stdout)
    assert done.stderr.startswith(b"<stdin>:1:1: ")


def shown(
    arguments: list[str], root: Path, *terminals: str, **variables: str
) -> tuple[int, str, str]:
    """Return exit code, standard output and standard error, of which some are terminals."""
    ends = {}
    for name in ("stdout", "stderr"):
        ends[name] = pty.openpty() if name in terminals else os.pipe()
    kept = {name: value for name, value in os.environ.items() if name not in {"NO_COLOR", "TERM"}}
    process = subprocess.Popen(
        [*PRESS, *arguments], cwd=root, env=kept | {"TERM": "xterm"} | variables,
        stdout=ends["stdout"][1], stderr=ends["stderr"][1],
    )  # fmt: skip
    for _, writing in ends.values():
        os.close(writing)
    # Read at once: on a busy machine a terminal is full of progress before the other end is done.
    with ThreadPoolExecutor(2) as pool:
        words = list(pool.map(everything, [reading for reading, _ in ends.values()]))
    return process.wait(), words[0].decode(), words[1].decode()


def everything(reading: int) -> bytes:
    """Return what is written until nobody writes any more."""
    parts = []
    try:
        while part := os.read(reading, 1 << 16):
            parts.append(part)
    except OSError:  # what reading from a terminal ends with
        pass
    os.close(reading)
    return b"".join(parts)


RED = "\x1b[31m"


def test_colours_are_shown_where_what_is_printed_goes_to_a_terminal(wrong: Path) -> None:
    code, out, err = shown(["check"], wrong, "stdout")
    assert (1, True, "2 problems\n") == (code, RED in out, err)
    code, out, err = shown(["check"], wrong, "stderr")
    assert (1, False, "2 problems\r\n") == (code, "\x1b" in out, err)
    assert out.startswith(UNKNOWN)
    code, out, err = shown(["check"], wrong, "stdout", "stderr", NO_COLOR="1")
    assert (1, False, False) == (code, "\x1b" in out, "\x1b" in err)


def test_a_refused_build_is_coloured_on_a_terminal_only(wrong: Path) -> None:
    assert RED in shown(["build", "docx"], wrong, "stderr")[2]
    assert "\x1b" not in shown(["build", "docx"], wrong, "stdout")[2]


def test_what_was_built_goes_to_the_file_that_is_asked_for(publication: MakePublication) -> None:
    code, out, _ = shown(["build", "docx"], publication(), "stderr")
    assert (0, True) == (code, out.startswith("exports/2026-01.docx: built in ")), out
