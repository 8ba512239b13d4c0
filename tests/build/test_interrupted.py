"""A run that is killed at any step leaves what was there or what was meant, and nothing for long.

A step is a rename: between two of them nothing changes that anybody reads. Each test kills its
run before and after the first one, the second one, and so on until a run comes to its end.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from press.build import build
from press.cli import main
from press.publication import PressError, folder_aside, put_right, write_file, write_files
from press.publication.storage.asides import aside_file, aside_folder
from press.review.exports.git import uncommitted
from tests.conftest import MakePublication
from tests.killing import KILLING, killed, leftovers, tree

NO_EXCHANGE = "files.exchanged = lambda one, other: False\n"
SITE = """
with files.folder_aside(root / "site") as aside:
    for name in ("index.html", "page.html"):
        (aside / name).write_text("new")
"""
JOB = """
from press.build.jobs import Job, run
run(root, Job("{kind}", root / "{output}", "2026-01"))
"""


def press(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def small(publication: MakePublication) -> Path:
    """Return a publication with something in its site and exports."""
    site = {"site/index.html": "old", "site/page.html": "old", "site/gone.html": "old"}
    return publication(site)


@pytest.mark.parametrize("way", ["", NO_EXCHANGE], ids=["one step", "two steps"])
def test_a_site_is_the_old_or_the_new_one_wherever_a_build_is_killed(
    way: str, small: Path, tmp_path: Path
) -> None:
    old, new = tree(small / "site"), {"index.html": b"new", "page.html": b"new"}
    places = []
    for place in killed(small, way + SITE, tmp_path / "saved"):
        places.append(place)
        if not way:  # where the system exchanges folders in one step, not even a reader sees it
            assert tree(small / "site") in (old, new), place
        put_right(small)
        assert tree(small / "site") in (old, new), place
        assert [] == leftovers(small), place
    assert len(places) == (2 if not way else 6)
    assert new == tree(small / "site")
    assert [] == leftovers(small)


@pytest.mark.parametrize(
    "command",
    [
        ["check"],
        ["check", "--release"],
        ["build", "site"],
        ["build", "docx"],
        ["new", "digest", "On naps"],
        ["schema"],
        ["audit"],
        ["doctor"],
        ["verify", "nobody2020"],
        ["review", "import", "none.docx"],
        ["serve", "--address", "nowhere"],
    ],
    ids=" ".join,
)
def test_whichever_command_comes_next_brings_the_site_back(command: list[str], small: Path) -> None:
    old = tree(small / "site")
    (small / "site").rename(small / ".site.former")
    (small / "docs/digests/short-sleep.md").write_text("no front matter", encoding="utf-8")
    result = press(*command, "--root", small)
    assert "Traceback" not in result.output
    assert old == tree(small / "site")
    assert [] == leftovers(small)


def test_a_former_site_is_never_put_over_one_that_is_there(small: Path) -> None:
    for name in ("site", "site-draft"):
        write_file(small / name / "index.html", b"new")
        write_file(small / f".{name}.former/index.html", b"former")
    put_right(small)
    assert {b"new"} == {
        (small / name / "index.html").read_bytes() for name in ("site", "site-draft")
    }
    assert [] == leftovers(small)


@pytest.mark.parametrize("there", ["nothing", "a file", "a link", "an empty folder"])
@pytest.mark.parametrize("way", ["one step", "two steps"])
def test_a_site_takes_the_place_of_whatever_stands_there(
    there: str, way: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if way == "two steps":
        monkeypatch.setattr("press.publication.storage.files.exchanged", lambda _one, _other: False)
    path, other = tmp_path / "root/site", tmp_path / "other"
    write_file(other / "index.html", b"another's")
    path.parent.mkdir()
    if there == "a file":
        path.write_bytes(b"a file")
    elif there == "a link":
        path.symlink_to(other)
    elif there == "an empty folder":
        path.mkdir()
    with folder_aside(path) as aside:
        (aside / "index.html").write_bytes(b"new")
    assert {"site/index.html": b"new"} == tree(tmp_path / "root")
    assert ["site"] == [item.name for item in path.parent.iterdir()]
    assert {"index.html": b"another's"} == tree(other)


@pytest.mark.parametrize(
    ("kind", "output"),
    [("docx", "exports/2026-01.docx"), ("pdf", "exports/2026-01.pdf"), ("site", "site")],
)
def test_an_output_is_the_old_or_the_new_one_wherever_its_build_is_killed(
    kind: str, output: str, publication: MakePublication, tmp_path: Path
) -> None:
    root = publication()
    build(root, kind)
    kept = root / output
    old = tree(kept) if kept.is_dir() else kept.read_bytes()
    path = root / "docs/digests/short-sleep.md"
    path.write_text(path.read_text(encoding="utf-8").replace("may help", "might help"), "utf-8")
    build(root, kind)
    new = tree(kept) if kept.is_dir() else kept.read_bytes()
    assert old != new
    shutil.rmtree(root / "exports", ignore_errors=True)
    shutil.rmtree(root / "site", ignore_errors=True)
    path.write_text(path.read_text(encoding="utf-8").replace("might help", "may help"), "utf-8")
    build(root, kind)
    path.write_text(path.read_text(encoding="utf-8").replace("may help", "might help"), "utf-8")
    places = []
    for place in killed(root, JOB.format(kind=kind, output=output), tmp_path / "saved"):
        places.append(place)
        found = tree(kept) if kept.is_dir() else kept.read_bytes()
        assert found in (old, new), place
        if kind == "docx":
            exports = [item.read_text(encoding="utf-8") for item in kept.parent.rglob("*.json")]
            assert any(export_of(kept) in text for text in exports), place
        put_right(root)
        assert [] == leftovers(root), place
    assert len(places) == {"docx": 6, "pdf": 2, "site": 2}[kind]
    assert new == (tree(kept) if kept.is_dir() else kept.read_bytes())


def export_of(path: Path) -> str:
    import docx

    return f'"{docx.Document(str(path)).core_properties.keywords.rpartition(" ")[2]}"'


def test_files_that_belong_together_are_written_before_the_first_takes_its_place(
    tmp_path: Path,
) -> None:
    names = [tmp_path / name for name in ("one", "two", "three")]
    for name in names:
        write_file(name, b"old")
    (tmp_path / "folder").mkdir()
    with pytest.raises(PressError, match="cannot write"):
        write_files([*((name, b"new") for name in names), (names[0] / "below", b"new")])
    assert {b"old"} == {name.read_bytes() for name in names}
    assert [] == leftovers(tmp_path)


def half_written(root: Path) -> list[Path]:
    """Lay down ten kinds of what a killed run leaves; return their paths."""
    places = [
        "docs", "docs/digests", "docs/includes/deep", "bib", "exports", "exports/manifests",
        "exports/reviews", ".press/reviews", ".press-cache/rendered/ab", ".",
    ]  # fmt: skip
    found = []
    for number, place in enumerate(places):
        (root / place).mkdir(parents=True, exist_ok=True)
        path = root / place / f".half{number:04d}.press-aside"
        path.write_bytes(b"half")
        path.chmod(0o000 if number % 2 else 0o644)
        found.append(path)
    folder = root / ".folder00.press-aside"
    (folder / "assets/deep").mkdir(parents=True)
    (folder / "assets/deep/page.html").write_bytes(b"half")
    os.mkfifo(root / "docs/.pipe0000.press-aside")
    (root / "docs/.link0000.press-aside").symlink_to(root.parent / "precious")
    (root / ".linkdir0.press-aside").symlink_to(root.parent / "precious")
    more = ["docs/.pipe0000", "docs/.link0000", ".linkdir0", ".folder00"]
    return [*found, *(root / f"{name}.press-aside" for name in more)]


def test_what_killed_runs_left_is_cleared_and_nothing_else(small: Path) -> None:
    precious = small.parent / "precious"
    write_file(precious / "file", b"precious")
    own = [
        "docs/.hidden", "docs/notes.press-aside", "docs/.x.press-aside.md", "docs/.former",
        "exports/.press-aside.docx", "bib/.references.bib.swp", ".site", ".site.old", ".formerly",
        "docs/x.former", ".press/.former.json", "node_modules/.half0000.press-aside",
    ]  # fmt: skip
    for name in own:
        write_file(small / name, b"an author's")
    left = half_written(small)
    before = tree(small)
    put_right(small)
    assert [] == [str(path) for path in left if os.path.lexists(path)]
    gone = {path.relative_to(small).as_posix() for path in left}
    kept = {name: data for name, data in before.items() if not name.startswith(tuple(gone))}
    assert kept == tree(small)
    assert {"file": b"precious"} == tree(precious)


def test_a_folder_that_is_no_publication_is_not_cleared(tmp_path: Path) -> None:
    write_file(tmp_path / "docs/.half0000.press-aside", b"another's")
    put_right(tmp_path)
    assert {"docs/.half0000.press-aside": b"another's"} == tree(tmp_path)


def test_a_folder_of_sources_that_is_a_link_out_of_the_publication_is_not_cleared(
    small: Path,
) -> None:
    other = small.parent / "other"
    write_file(other / ".half0000.press-aside", b"another's")
    shutil.rmtree(small / "bib")
    (small / "bib").symlink_to(other)
    put_right(small)
    assert {".half0000.press-aside": b"another's"} == tree(other)


def test_what_is_half_written_never_counts_as_an_uncommitted_source(small: Path) -> None:
    for command in (["init", "-q"], ["add", "."], ["-c", "user.name=A", "-c", "user.email=a@b.c",
                                                    "commit", "-qm", "first"]):  # fmt: skip
        subprocess.run(["git", "-C", str(small), *command], check=True)
    half_written(small)
    assert () == uncommitted(small, ("docs", "bib"))
    write_file(small / "docs/new.md", b"new")
    assert ("docs/new.md",) == uncommitted(small, ("docs", "bib"))


WRITING = """
import sys, time
from pathlib import Path
from press.publication.storage.asides import aside_file, aside_folder
root = Path(sys.argv[1])
kept = [aside_file(root / "docs"), aside_folder(root), aside_file(root / ".press-cache")]
(kept[1][0] / "index.html").write_text("half")
print("ready", flush=True)
time.sleep(600)
"""


def test_what_another_press_is_writing_is_left_alone_until_that_is_gone(small: Path) -> None:
    (small / ".press-cache").mkdir()
    command = [sys.executable, "-c", WRITING, str(small)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        assert "ready\n" == writer.stdout.readline()
        put_right(small)
        assert 3 == len(leftovers(small))
        writer.kill()
    put_right(small)
    assert [] == leftovers(small)


def test_one_writer_s_own_work_is_left_alone_too(small: Path) -> None:
    (file, one), (folder, two) = aside_file(small / "docs"), aside_folder(small)
    put_right(small)
    assert file.is_file()
    assert folder.is_dir()
    os.close(one)
    os.close(two)
    put_right(small)
    assert [] == leftovers(small)


@pytest.mark.parametrize("age", ["young", "old"])
def test_where_the_system_has_no_locks_age_tells(
    age: str, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("press.publication.storage.asides.fcntl", None)
    (file, one), (folder, two) = aside_file(small / "docs"), aside_folder(small)
    if age == "old":
        for path in (file, folder):
            os.utime(path, (0, 0))
    put_right(small)
    assert (age == "young") == file.exists() == folder.exists()
    os.close(one)
    os.close(two)


def test_two_builds_at_once_do_not_disturb_each_other(publication: MakePublication) -> None:
    root = publication()
    build(root, "site")
    whole = set(tree(root / "site"))
    command = [sys.executable, "-m", "press", "build", "site", "--root", str(root)]
    for _ in range(2):
        (root / ".press-cache/stamps.json").unlink()
        builds = [subprocess.Popen(command, stderr=subprocess.PIPE) for _ in range(2)]
        told = [(one.communicate()[1], one.returncode) for one in builds]
        assert [(b"", 0)] * 2 == told
        assert whole == set(tree(root / "site"))
        assert [] == leftovers(root)


@pytest.mark.parametrize("way", ["one step", "two steps"])
def test_many_that_put_a_folder_in_place_at_once_leave_one_of_theirs(
    way: str, tmp_path: Path
) -> None:
    code = (
        KILLING + (NO_EXCHANGE if way == "two steps" else "") + "for turn in range(20):\n"
        "    with files.folder_aside(root / 'site') as aside:\n"
        "        for name in 'abc': (aside / name).write_text(f'{os.getpid()} {turn}')\n"
    )
    command = [sys.executable, "-c", code, "0", "", str(tmp_path)]
    running = [subprocess.Popen(command, stderr=subprocess.PIPE) for _ in range(4)]
    told = [(one.communicate()[1], one.returncode) for one in running]
    assert [(b"", 0)] * 4 == told
    assert 1 == len(set(tree(tmp_path / "site").values()))
    assert ["site"] == [path.name for path in tmp_path.iterdir()]
