"""Files that mean harm, or are damaged: one clear message, exit code 2, nothing written."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from press.cli import main

HOSTILE = sorted((Path(__file__).parent.parent / "samples/hostile").glob("*.docx"))


@pytest.mark.parametrize("path", HOSTILE, ids=[path.stem for path in HOSTILE])
def test_a_hostile_file_gives_one_message_and_nothing_is_written(desk, path) -> None:
    before = desk.files()
    result = desk.bring(path, "--apply", "clean")
    assert (2, "") == (result.exit_code, result.stdout)
    assert [f"{path}:1:1"] == [line.partition(": ")[0] for line in result.stderr.splitlines()]
    assert "; " in result.stderr  # how to mend
    assert before == desk.files()


@pytest.mark.parametrize("path", HOSTILE, ids=[path.stem for path in HOSTILE])
def test_reading_alone_refuses_them_too(path) -> None:
    result = CliRunner().invoke(main, ["review", "read", str(path)])
    if path.stem == "wrong-file":  # a sound file, only not ours
        assert (0, True) == (result.exit_code, "Hello" in result.stdout)
        return
    assert (2, "") == (result.exit_code, result.stdout)
    assert 1 == len(result.stderr.splitlines())


def test_one_hostile_file_among_sound_ones_stops_them_all(desk) -> None:
    review = desk.review(lambda hand: hand.replace("ratio was 1.28", "1.28", "1.29"))
    result = desk.bring(review, HOSTILE[0], "--apply", "clean")
    assert 2 == result.exit_code
    assert desk.text == desk.source.read_text()
    assert not desk.state.exists()


def test_a_folder_is_no_file(desk) -> None:
    assert 2 == desk.bring(desk.inbox).exit_code


def test_reading_tells_what_a_file_holds(desk) -> None:
    review = desk.review(lambda hand: hand.comment("found that", "Are you sure?"))
    text = CliRunner().invoke(main, ["review", "read", str(review)])
    assert 0 == text.exit_code
    assert "Are you sure?" in text.output
    data = CliRunner().invoke(main, ["review", "read", str(review), "--format", "json"])
    assert '"schema": "press-review-read"' in data.output
