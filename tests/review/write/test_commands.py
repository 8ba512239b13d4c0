"""`press review reply` and `press review diff`, as an author calls them."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from press.cli import main
from press.docx import manifest_path
from press.evidence.states.marking import read_checked_bibliography
from press.review.sources.base import Base
from tests.review.files import read_file
from tests.review.hand import Hand
from tests.review.sample import BODY, FRONT, PATH, Sample
from tests.review.write.round import ISSUE

Run = Callable[..., Result]
REPLY = Path("exports/reviews/2026-01-reply.docx")
CHANGES = Path("exports/reviews/2026-01-changes.docx")
TITLE = "  at the title, for its place is gone: Ada: Why?\n"


@pytest.fixture
def export(review: Sample) -> Sample:
    """Return the sample, exported as `press build docx` does it: references are checked."""
    press = review.press
    press.bibliography = read_checked_bibliography(press.publication.settings)
    data, manifest = press.export(ISSUE)
    return Sample(press, data, Base(manifest))


@pytest.fixture
def root(export: Sample) -> Path:
    """Return the publication with its export, and a review beside it."""
    folder = export.press.root
    path = folder / "exports" / "kept.docx"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(export.data)
    manifest_path(path).write_text(export.base.manifest.json(), encoding="utf-8")
    data = export.reviewed(lambda hand: hand.comment("found that", "Why?"))
    (folder / "ada.docx").write_bytes(data)
    return folder


@pytest.fixture
def press(root: Path) -> Run:
    def run(*arguments: str) -> Result:
        return CliRunner().invoke(main, ["review", *arguments, "--root", str(root)])

    return run


def edit(root: Path, old: str, new: str) -> None:
    path = root / PATH
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def answered(press: Run, root: Path) -> str:
    """Return the path of a checklist with an answer."""
    text = press("import", str(root / "ada.docx"), "--report", "md").stdout
    path = root / "list.md"
    text = text.replace("  Answer:", "  Answer: Because.").replace("- [ ] `c", "- [x] `c")
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_a_reply_is_written_and_known_when_it_comes_back(press: Run, root: Path) -> None:
    done = press(
        "reply", str(root / "ada.docx"), "--answers", answered(press, root), "--author", "Tom"
    )
    assert (0, f"{root / REPLY}: 1 comment, 1 new answer\n") == (done.exit_code, done.stdout)
    document = read_file(root / REPLY)
    assert [("Ada", "Why?", True), ("Tom", "Because.", True)] == [
        (one.author, one.plain, one.resolved) for one in document.comments
    ]
    assert (root / REPLY).with_suffix(".manifest.json").is_file()
    again = press("import", str(root / REPLY))
    assert "known, resolved" in again.stdout
    assert "none new" in again.stderr


def test_a_comment_that_came_after_the_reply_is_the_only_new_one(
    press: Run, root: Path, export: Sample
) -> None:
    press("reply", str(root / "ada.docx"), "--author", "Tom")

    def act(hand: Hand) -> None:
        hand.comment("found that", "Why?")
        hand.comment("412", "And this?")

    (root / "again.docx").write_bytes(export.reviewed(act))
    assert "2 comments (1 new)" in press("import", str(root / "again.docx")).stderr


def test_a_reply_tells_of_what_lost_its_place(press: Run, root: Path) -> None:
    edit(root, BODY[BODY.index("A **large") : BODY.index("The authors")], "Another.\n\n")
    done = press("reply", str(root / "ada.docx"), "--author", "Tom")
    assert 0 == done.exit_code
    assert (f"{root / REPLY}: 1 comment, 0 new answers\n", TITLE) == (done.stdout, done.stderr)


def test_a_checklist_of_another_export_is_refused(press: Run, root: Path) -> None:
    path = Path(answered(press, root))
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("checklist 1 2026-01-", "checklist 1 2025-12-"), encoding="utf-8")
    done = press("reply", str(root / "ada.docx"), "--answers", str(path), "--author", "Tom")
    assert 2 == done.exit_code
    assert "this is the checklist of a review of export 2025-12-" in done.stderr
    assert not (root / REPLY).exists()


def test_an_answer_to_an_unknown_comment_is_told_at_its_line(press: Run, root: Path) -> None:
    path = Path(answered(press, root))
    lines = path.read_text(encoding="utf-8").splitlines()
    number = next(i for i, line in enumerate(lines) if line.startswith("- [x] `c"))
    lines[number] = "- [ ] `c0123456789` C1"
    path.write_text("\n".join(lines), encoding="utf-8")
    done = press("reply", str(root / "ada.docx"), "--answers", str(path), "--author", "Tom")
    line = next(i for i, one in enumerate(lines, start=1) if "Because." in one)
    assert 2 == done.exit_code
    assert f"{path}:{line}:1: review: no reviewed file holds the comment c0123456789" in done.stderr
    assert not (root / REPLY).exists()


def test_nobody_writes_without_a_name(
    press: Run, root: Path, export: Sample, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM"):
        monkeypatch.setenv(name, "/dev/null")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(root.parent))
    done = press("reply", str(root / "ada.docx"))
    assert 2 == done.exit_code
    assert "nothing tells who writes" in done.stderr
    subprocess.run(["git", "init", "-q", str(root)], check=True)
    subprocess.run(["git", "-C", str(root), "config", "user.name", "Git Name"], check=True)
    edit(root, "found that", "showed that")
    assert 0 == press("diff", ISSUE, "--since", export.base.manifest.export).exit_code
    assert ["Git Name"] == [one.author for one in read_file(root / CHANGES).changes]


@pytest.mark.parametrize("since", ["id", "word", "manifest", "review", "snapshot"])
def test_changes_since_an_export_are_tracked(
    since: str, press: Run, root: Path, export: Sample
) -> None:
    edit(root, "found that", "showed that")
    name = export.base.manifest.export
    kept = root / "exports" / "kept.docx"
    if since == "snapshot":  # the manifest alone
        kept.unlink()
    given = {
        "id": name,
        "snapshot": name,
        "word": str(kept),
        "manifest": str(manifest_path(kept)),
        "review": str(root / "ada.docx"),
    }[since]
    done = press("diff", ISSUE, "--since", given, "--author", "Tom")
    assert 0 == done.exit_code, done.stderr
    assert done.stdout.startswith(f"{root / CHANGES}: 1 change from {name} to {ISSUE}-")
    (change,) = read_file(root / CHANGES).changes
    assert ("Tom", "found", "showed") == (change.author, change.old_text, change.new_text)
    again = press("import", str(root / CHANGES))
    assert "these changes (1) are in the sources, and are not listed" in again.stderr
    assert 0 == again.exit_code


REFUSED = {
    "an unknown export": ("2026-01-0000000000", "there is no manifest of the export"),
    "a file that is not there": ("nowhere.docx", "nowhere.docx"),
    "a manifest that is none": ("mkdocs.json", "mkdocs.json"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_without_the_base_there_is_no_redline(name: str, press: Run, root: Path) -> None:
    since, message = REFUSED[name]
    done = press("diff", ISSUE, "--since", since, "--author", "Tom")
    assert 2 == done.exit_code
    assert message in done.stderr
    assert "Traceback" not in done.stderr
    assert not (root / CHANGES).exists()


def test_an_export_of_another_issue_is_refused(press: Run, root: Path, export: Sample) -> None:
    other = (root / "docs/issues/2026-01.md").read_text(encoding="utf-8")
    (root / "docs/issues/2026-02.md").write_text(
        other.replace("number: 1", "number: 2"), encoding="utf-8"
    )
    done = press("diff", "2026-02", "--since", export.base.manifest.export, "--author", "Tom")
    assert 2 == done.exit_code
    assert "this is an export of the issue `2026-01`, not of `2026-02`" in done.stderr


def test_an_unknown_issue_is_refused(press: Run) -> None:
    done = press("diff", "2026-11", "--since", "2026-01-0000000000", "--author", "Tom")
    assert 2 == done.exit_code
    assert "there is no issue `2026-11`" in done.stderr


def test_an_export_that_cannot_be_made_again_is_refused(
    press: Run, root: Path, export: Sample
) -> None:
    settings = root / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("site_name: ", "site_name: New "), encoding="utf-8")
    (root / "exports" / "kept.docx").unlink()
    done = press("diff", ISSUE, "--since", export.base.manifest.export, "--author", "Tom")
    assert 2 == done.exit_code
    assert "the export cannot be made again as it was" in done.stderr
    assert f"{FRONT}{BODY}" == (root / PATH).read_text(encoding="utf-8")


OUTPUTS = {
    "a source": (PATH, "a Word file's name ends in .docx"),
    "a new name of no Word file": ("exports/changes.doc", "a Word file's name ends in .docx"),
    "among the sources": ("docs/digests/changes.docx", "digests/changes.docx:1:1: review: "),
    "in a new folder among them": ("docs/new/changes.docx", "/docs holds the sources"),
    "beside the references": ("bib/changes.docx", "/bib holds the sources"),
    "below a file": ("mkdocs.yml/changes.docx", "/mkdocs.yml is no folder"),
    "what is read": ("ada.docx", "this is a file that is read for it, and it would be lost"),
}


def everything(root: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


@pytest.mark.parametrize("name", OUTPUTS)
@pytest.mark.parametrize("command", ["reply", "diff"])
def test_no_word_file_is_written_over_sources_and_what_is_read(
    name: str, command: str, press: Run, root: Path
) -> None:
    output, message = OUTPUTS[name]
    edit(root, "found that", "showed that")
    words = ("reply",) if command == "reply" else ("diff", ISSUE, "--since")
    there = everything(root)
    done = press(*words, str(root / "ada.docx"), "--author", "Tom", "-o", str(root / output))
    assert (2, "") == (done.exit_code, done.stdout)
    assert message in done.stderr
    assert "nothing was written; name another file" in done.stderr
    assert there == everything(root)


def test_a_folder_that_cannot_be_written_to_is_told_before_anything_is_written(
    press: Run, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = everything(root)
    monkeypatch.setattr("os.access", lambda _, mode: not mode & os.W_OK)
    for output in ((), ("-o", str(root / "sent/to/ada.docx"))):
        done = press("reply", str(root / "ada.docx"), "--author", "Tom", *output)
        assert 2 == done.exit_code
        assert "cannot be written to; nothing was written" in done.stderr
    assert there == everything(root)


@pytest.mark.parametrize("output", ["sent/to/reply.docx", "exports/REPLY.DOCX"])
def test_a_word_file_is_written_where_it_is_asked_for(output: str, press: Run, root: Path) -> None:
    done = press("reply", str(root / "ada.docx"), "--author", "Tom", "-o", str(root / output))
    assert (0, f"{root / output}: 1 comment, 0 new answers\n") == (done.exit_code, done.stdout)
    assert ["Why?"] == [one.plain for one in read_file(root / output).comments]
