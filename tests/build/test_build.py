"""What `press build` leaves behind: whole outputs, made again only when something changed."""

from __future__ import annotations

import hashlib
import signal
import subprocess
import sys
from pathlib import Path
from subprocess import PIPE

import pytest
from click.testing import CliRunner, Result

from press.build import build
from press.cli import main
from tests.conftest import Built, MakePublication
from tests.waiting import PATIENCE

OUTPUTS = ("exports/2026-01.pdf", "exports/2026-01.docx", "site/index.html")
DIGEST = "docs/digests/short-sleep.md"
# The press, which prints a line for every process that it starts.
TELLS_OF_WORKERS = """
import sys
sys.addaudithook(lambda event, _: event == "subprocess.Popen" and print("a worker", flush=True))
from press.cli import main; main()
"""


def press(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def hashes(root: Path) -> dict[str, str]:
    """Return the hash of every built file."""
    files = [
        path for name in ("exports", "site") for path in (root / name).rglob("*") if path.is_file()
    ]
    return {
        str(path.relative_to(root)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files
    }


def change(root: Path, name: str, old: str, new: str) -> None:
    path = root / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_everything_is_built_and_nothing_left_beside_it(publication: MakePublication) -> None:
    root = publication()
    result = press("build", "--root", root)
    assert 0 == result.exit_code, result.output
    assert all((root / name).is_file() for name in OUTPUTS)
    assert {"2026-01.pdf", "2026-01.docx", "2026-01.manifest.json", "manifests"} == {
        path.name for path in (root / "exports").iterdir()
    }
    assert [] == [
        path.name for path in root.iterdir() if path.name.startswith((".site", ".exports"))
    ]


def test_built_twice_from_nothing_the_bytes_are_the_same(built_copy: Built) -> None:
    root = built_copy()
    first = hashes(root)
    for name in (".press-cache/stamps.json", *OUTPUTS[:2]):
        (root / name).unlink()
    build(root)
    assert first == hashes(root)


def test_a_second_build_with_nothing_changed_does_nothing(built_copy: Built) -> None:
    root = built_copy()
    before = {name: (root / name).stat().st_mtime_ns for name in OUTPUTS}
    done = build(root)
    assert [True, True, True] == [built.was_current for built in done]
    assert before == {name: (root / name).stat().st_mtime_ns for name in OUTPUTS}


def test_a_damaged_or_missing_output_is_made_again(built_copy: Built) -> None:
    root = built_copy()
    whole = hashes(root)
    (root / OUTPUTS[0]).write_bytes(b"damaged")
    (root / OUTPUTS[1]).unlink()
    build(root)
    assert whole["exports/2026-01.pdf"] == hashes(root)["exports/2026-01.pdf"]
    assert whole["exports/2026-01.docx"] == hashes(root)["exports/2026-01.docx"]


def test_a_change_in_a_digest_makes_its_issue_anew_and_no_other(built_copy: Built) -> None:
    root = built_copy("names-with-spaces")
    change(
        root,
        "docs/digests/short sleep in town.md",
        "More sleep may help.",
        "More sleep might help.",
    )
    current = {built.job.output.name: built.was_current for built in build(root)}
    expected = {
        "2026-01.pdf": True,
        "2026-01.docx": True,
        "issue two.pdf": False,
        "issue two.docx": False,
        "site": False,
    }
    assert expected == current


def test_a_failed_build_leaves_the_last_good_outputs(built_copy: Built) -> None:
    root = built_copy()
    before = hashes(root)
    change(root, DIGEST, "[@lund2021]", "[@nobody]")
    result = press("build", "--root", root)
    assert 1 == result.exit_code
    assert "docs/digests/short-sleep.md:26:" in result.output
    assert before == hashes(root)


def test_an_interrupted_build_leaves_the_last_good_outputs(built_copy: Built) -> None:
    root = built_copy("many-citations")
    before = hashes(root)
    change(root, DIGEST, "More sleep may help.", "More sleep might help.")
    command = [sys.executable, "-c", TELLS_OF_WORKERS, "build", "--root", str(root)]
    with subprocess.Popen(
        command, stdout=PIPE, stderr=PIPE, text=True, start_new_session=True
    ) as process:
        assert process.stdout
        assert "a worker\n" == process.stdout.readline()
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=PATIENCE)
    assert 130 == process.returncode, errors
    assert "interrupted; what was built before is untouched\n" == errors
    after = hashes(root)
    # An output that was finished before the interruption may be new; none is half-made or gone.
    assert before.keys() == after.keys()
    assert before["site/index.html"] == after["site/index.html"]


@pytest.mark.parametrize("folder", ["exports", "site"])
def test_a_folder_that_cannot_be_written_is_told(publication: MakePublication, folder: str) -> None:
    root = publication({folder: "a file in the folder's place"})
    result = press("build", "docx" if folder == "exports" else "site", "--root", root)
    assert "Traceback" not in result.output
    if folder == "exports":
        assert 1 == result.exit_code
        assert "cannot write" in result.output


def test_letter_paper_and_a_single_issue(publication: MakePublication) -> None:
    root = publication(base="names-with-spaces")
    assert (
        0
        == press(
            "build", "pdf", "--issue", "2026-01", "--paper", "letter", "--root", root
        ).exit_code
    )
    assert ["2026-01-letter.pdf"] == [path.name for path in (root / "exports").iterdir()]
    shown = subprocess.run(
        ["pdfinfo", str(root / "exports/2026-01-letter.pdf")],
        capture_output=True,
        text=True,
        check=True,
    )
    assert "612 x 792 pts (letter)" in shown.stdout


def test_a_draft_is_built_apart_and_says_so(publication: MakePublication) -> None:
    root = publication()
    change(root, DIGEST, "status: published", "status: draft")
    refused = press("build", "--root", root)
    assert 1 == refused.exit_code
    assert "issue-reference" in refused.output
    result = press("build", "--draft", "--root", root)
    assert 0 == result.exit_code, result.output
    assert not (root / "site").exists()
    page = (root / "site-draft/digests/short-sleep/index.html").read_text(encoding="utf-8")
    assert "Draft" in page
    text = subprocess.run(
        ["pdftotext", str(root / "exports/2026-01-draft.pdf"), "-"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert all("DRAFT" in sheet for sheet in text.split("\f")[:-1])


def test_quiet_prints_nothing_and_plain_lines_stand_elsewhere(publication: MakePublication) -> None:
    root = publication()
    told = press("build", "docx", "--root", root).output
    assert told.startswith(str(root / "exports/2026-01.docx") + ": built in ")
    assert told.count("\n") == 1
    assert "" == press("build", "docx", "--quiet", "--root", root).output
