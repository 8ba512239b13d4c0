"""Git is asked what it knows; it can ask nobody back, and is not waited for without end."""

from __future__ import annotations

from pathlib import Path

import pytest

from press.publication import PressError
from press.publication.bounds import SECONDS
from press.review.exports import git as version_control


def git(folder: Path, script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    path = folder / "git"
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")


def test_a_git_that_does_not_answer_is_told_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    git(tmp_path, "exec sleep 600", monkeypatch)
    monkeypatch.setenv(SECONDS, "0.2")
    with pytest.raises(PressError) as caught:
        version_control.uncommitted(tmp_path, ["docs"])
    assert (
        f"{tmp_path}:1:1: press: `git status` gave no answer: it took more than 0.2 seconds; "
        "look what holds it up: run `git status` in this folder"
    ) == str(caught.value)


def test_a_git_that_asks_gets_no_answer_and_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    git(tmp_path, "cat; (cat </dev/tty) 2>/dev/null; echo Ada $GIT_TERMINAL_PROMPT", monkeypatch)
    assert "Ada 0" == version_control.user_name(tmp_path)
