"""Whatever the machine refuses, a command ends with a sentence and exit code 2."""

from __future__ import annotations

import errno
import os
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from press.build import build
from press.cli import main
from tests.conftest import MakePublication
from tests.killing import tree

PRESS = [sys.executable, "-m", "press"]
NOT_UTF8 = os.fsdecode(b"caf\xe9")
Done = subprocess.CompletedProcess[str]


def press(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def ran(folder: Path, *arguments: str, streams: str = "", **options: object) -> Done:
    """Return what came of a command in a process of its own; `streams` follows it, as in `<&-`."""
    command = ["sh", "-c", f'exec "$@" {streams}', "sh", *PRESS, *arguments]
    return subprocess.run(
        command, cwd=folder, capture_output=True, text=True, check=False, **options
    )  # type: ignore[call-overload,no-any-return]


def is_a_sentence(done: Done, *words: str) -> bool:
    """Tell whether a command ended with code 2 and problems on standard error, one line each."""
    lines = done.stderr.splitlines()
    told = [line.split(":", 3) for line in lines]
    assert 2 == done.returncode, (done.returncode, done.stderr)
    assert lines
    assert all(len(parts) == 4 and "; " in parts[3] for parts in told), done.stderr
    return all(word in done.stderr for word in words)


@pytest.mark.parametrize(
    "command",
    [
        "--help", "--version", "build --help", "build docx", "check --format json",
        "check --format sarif", "schema digest", "schema", "audit", "audit --format html",
        "doctor", "new digest Naps", "new issue Next", "review read exports/2026-01.docx",
        "review import exports/2026-01.docx --report json",
    ],
)  # fmt: skip
def test_standard_output_that_cannot_be_written(command: str, publication: MakePublication) -> None:
    root = publication()
    build(root, "docx")
    done = ran(root, *command.split(), streams=">/dev/full")
    assert is_a_sentence(done, "No space left on device", "make room on the disk")


@pytest.mark.parametrize("command", ["check", "build docx", "audit", "doctor", "schema digest"])
@pytest.mark.parametrize("streams", [">&-", "2>&-", "<&-", "<&- >&- 2>&-", "2>/dev/full"])
def test_closed_streams_are_done_without(
    command: str, streams: str, publication: MakePublication
) -> None:
    root = publication()
    done = ran(root, *command.split(), streams=streams)
    assert 0 == done.returncode, done.stderr
    assert "Traceback" not in done.stderr
    assert "docx" not in command or (root / "exports/2026-01.docx").stat().st_size > 10_000


@pytest.mark.parametrize("command", ["import - --into drafts", "audit -", "audit - --kind text"])
def test_a_closed_standard_input(command: str, publication: MakePublication) -> None:
    root = publication()
    done = ran(root, *command.split(), streams="<&-")
    assert is_a_sentence(done, "<stdin>:1:1: machine: standard input is closed; name a file")
    done = ran(root, *command.split(), streams="0>/dev/null")
    assert is_a_sentence(done, "Bad file descriptor")
    assert not (root / "drafts").exists()


@pytest.mark.parametrize(
    "command",
    [
        "check", "build", "build --root {root}", "new digest Naps", "new issue Next", "schema",
        "audit", "import {root}/docs/index.md --into x", "doctor", "cite add 10.5555/x", "verify",
        "serve", "review read none.docx", "review import none.docx",
    ],
)  # fmt: skip
def test_a_current_folder_that_is_gone(
    command: str, publication: MakePublication, tmp_path: Path
) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    words = command.format(root=publication()).split()
    away = ["sh", "-c", 'rmdir "$PWD" && exec "$@"', "sh", *PRESS]
    done = subprocess.run([*away, *words], cwd=gone, capture_output=True, text=True, check=False)
    sentence = ".:1:1: machine: the current folder is gone; change to a folder that is there\n"
    assert is_a_sentence(done)
    assert done.stderr == sentence or "cannot read (No such file" in done.stderr


@pytest.mark.parametrize(
    "place",
    [
        "docs/{}.md", "docs/digests/{}.md", "docs/issues/{}.md", "docs/topics/{}.md",
        "docs/{}/page.md", "docs/assets/{}.png", "docs/assets/{}.svg", "docs/includes/{}.md",
        "docs/{}", "docs/.{}", "bib/{}.bib", "bib/{}/more.bib",
    ],
)  # fmt: skip
def test_a_file_whose_name_is_not_utf8(place: str, publication: MakePublication) -> None:
    root = publication()
    path = root / place.format(NOT_UTF8)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"")
    for command in (["check"], ["build", "docx"]):
        result = press(*command, "--root", root)
        assert 2 == result.exit_code
        told = (
            f"{place.format(chr(92) + 'xe9').replace(chr(92), 'caf' + chr(92), 1)}:1:1: machine: "
        )
        assert f"{told}the file's name is not UTF-8; rename it\n" in result.output


@pytest.mark.parametrize(
    "command",
    [
        "check {}", "build --issue {}", "verify {}", "cite add {}", "new digest {}", "audit {}",
        "import {} --into x", "schema --root {}",
        "check --root {}", "review read {}", "review import {}", "serve --address {}",
    ],
)  # fmt: skip
def test_an_argument_that_is_not_utf8(command: str, publication: MakePublication) -> None:
    done = ran(publication(), *command.format(NOT_UTF8).split())
    assert done.returncode in {1, 2}
    assert "Traceback" not in done.stderr
    assert done.stderr


def test_a_publication_whose_folder_is_not_utf8(publication: MakePublication) -> None:
    root = publication().rename(publication().parent / NOT_UTF8)
    done = ran(root, "check")
    assert is_a_sentence(done, "caf\\xe9:1:1: machine: the folder's name is not UTF-8; give it")


def without_space(limit: int) -> Callable[[], None]:
    """Return what lets no file of a process grow beyond a number of bytes."""
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))


@pytest.mark.parametrize(
    ("command", "limit", "output"),
    [
        ("build site", 100_000, "site:1:1: machine: it could not be made (File too large"),
        ("build docx", 5_000, "manifest.json:1:1: machine: cannot write (File too large)"),
        ("build pdf", 5_000, "2026-01.pdf:1:1: machine: it could not be made (File too"),
        ("build", 5_000, "manifest.json:1:1: machine: cannot write (File too large)"),
        ("schema", 100, ".press/digest.schema.json:1:1: machine: cannot write (File too large)"),
        ("new digest Naps", 100, "docs/digests/naps.md:1:1: machine: cannot write (File too la"),
        ("new issue Next", 100, ".md:1:1: machine: cannot write (File too large)"),
    ],
)
def test_a_disk_that_holds_no_more(
    command: str, limit: int, output: str, publication: MakePublication
) -> None:
    good = {"exports/2026-01.docx": "good", "exports/2026-01.pdf": "good", "site/x.html": "good"}
    root = publication(good)
    before = {name: data for name, data in tree(root).items() if ".press-cache" not in name}
    # Python would keep a compiled module of which half fits, and stumble over it ever after.
    whole = os.environ | {"PYTHONDONTWRITEBYTECODE": "1"}
    done = ran(root, *command.split(), preexec_fn=without_space(limit), env=whole)
    assert is_a_sentence(done, output)
    after = {name: data for name, data in tree(root).items() if ".press-cache" not in name}
    assert before == {name: after[name] for name in before}
    assert not [name for name in after if name.endswith(".press-aside")]


NO_TEMPORARY_FOLDER = (
    "import sys, tempfile; tempfile._candidate_tempdir_list = lambda: ['/no/such/folder']; "
    "from press.cli import main; main()"
)


def test_a_missing_temporary_folder(publication: MakePublication) -> None:
    root = publication()
    for command in (["check"], ["build", "site"], ["build", "docx"], ["audit"]):
        whole = [sys.executable, "-c", NO_TEMPORARY_FOLDER, *command]
        done = subprocess.run(whole, cwd=root, capture_output=True, text=True, check=False)
        assert (0, False) == (done.returncode, "Traceback" in done.stderr), done.stderr
    for command, told in {
        "serve": "TMPDIR:1:1: machine: there is no folder for temporary files; let TMPDIR name",
        "build pdf": "2026-01.pdf:1:1: machine: it could not be made (No usable temporary",
    }.items():
        whole = [sys.executable, "-c", NO_TEMPORARY_FOLDER, *command.split()]
        done = subprocess.run(whole, cwd=root, capture_output=True, text=True, check=False)
        assert is_a_sentence(done, told)


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (
            OSError(errno.ENOSPC, "No space left on device"),
            "press:1:1: machine: the system refuses",
        ),
        (
            OSError(errno.EDQUOT, "Quota exceeded", "/q"),
            "/q:1:1: machine: the system refuses (Quota",
        ),
        (OSError(errno.EIO, "I/O error", b"/\xe9"), "/\\xe9:1:1: machine: the system refuses (I/O"),
        (OSError(errno.EROFS, "Read-only file system"), "(Read-only file system); check the file"),
        (OSError(errno.EMFILE, "Too many open files"), "(Too many open files); check the file"),
        (OSError("no words"), "press:1:1: machine: the system refuses (no words); check"),
        (PermissionError(errno.EACCES, "Permission denied", "/p"), "/p:1:1: machine: "),
        (FileNotFoundError(errno.ENOENT, "No such file", ""), "press:1:1: machine: "),
        (
            UnicodeEncodeError("utf-8", "\udce9", 0, 1, "surrogates"),
            "not UTF-8 (surrogates); rename",
        ),
        (UnicodeDecodeError("utf-8", b"\xe9", 0, 1, "bad byte"), "not UTF-8 (bad byte); rename"),
        (UnicodeError("no name"), "a name or a text is not UTF-8 (no name); rename the file"),
        (MemoryError(), "press:1:1: machine: the memory does not suffice; close other programs"),
    ],
)
def test_what_no_command_has_foreseen(
    error: Exception, told: str, publication: MakePublication, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr("press.checks.check", refuse)
    result = press("check", "--root", publication())
    assert 2 == result.exit_code
    assert told in result.stderr
    assert 1 == result.stderr.count("\n")


def test_what_is_a_fault_of_the_press_is_not_hidden(
    publication: MakePublication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("press.checks.check", lambda *_: {}["fault"])
    result = press("check", "--root", publication())
    assert isinstance(result.exception, KeyError)
