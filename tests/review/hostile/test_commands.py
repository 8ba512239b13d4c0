"""Files that mean harm, through every command that reads one: a sentence, exit 2, little memory."""

from __future__ import annotations

import os
import shutil
import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from press.cli import main
from tests.review.hostile.child import commands, ended
from tests.review.hostile.files import (
    HOSTILE,
    MANIFEST,
    TEXT,
    Entry,
    parts_of,
    plain,
    written,
    zeros,
)
from tests.review.sample import PATH

COMMANDS = ["read", "import", "reply", "diff"]
MOST = 300  # megabytes


@pytest.fixture(scope="module")
def redline(sent: Path, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return a redline, which is read twice: as it is, and with its own changes accepted."""
    root = tmp_path_factory.mktemp("redline") / "publication"
    shutil.copytree(sent, root)
    source = root / PATH
    source.write_text(source.read_text().replace("found that", "showed that"))
    place = root / "sent.docx"
    words = ["diff", "2026-01", "--since", str(root / "exports/2026-01.docx"), "--author", "Tom"]
    done = CliRunner().invoke(main, ["review", *words, "-o", str(place), "--root", str(root)])
    assert 0 == done.exit_code, done.stderr
    return place.read_bytes()


def refused(desk, path: Path, message: str) -> None:
    before = desk.files()
    found, megabytes = ended(path, desk.root)
    assert COMMANDS == list(found)
    for name, (code, stdout, stderr) in found.items():
        assert (2, "") == (code, stdout), name
        assert stderr.startswith(f"{path}:1:1: review: {message}"), (name, stderr)
        assert 1 == stderr.count("\n")
        assert "; " in stderr  # how to mend
    assert megabytes < MOST
    assert before == desk.files()


@pytest.mark.parametrize("name", HOSTILE)
def test_every_command_refuses_a_hostile_file(name: str, desk, redline: bytes) -> None:
    make, message = HOSTILE[name]
    data = make(parts_of(redline))
    assert len(data) < 32_000_000
    refused(desk, desk.put("back.docx", data), message)


def hidden() -> Entry:
    """Return a part of gigabytes that says it is small, and that nothing in the file asks for."""
    return replace(zeros("word/media/hidden.bmp", 1500), size=2000)


@pytest.mark.parametrize("more", [[], [hidden()]], ids=["sound", "with a hidden bomb"])
def test_a_redline_is_read_and_what_nobody_asks_for_is_not_unpacked(
    more: list[Entry], desk, redline: bytes
) -> None:
    entries = [plain(name, data) for name, data in parts_of(redline).items()]
    found, megabytes = ended(desk.put("back.docx", written([*entries, *more])), desk.root)
    assert [0, 0, 0, 0] == [one.code for one in found.values()], found
    assert "showed" in found["read"].stdout
    assert megabytes < MOST


def linked(entry: Entry) -> Entry:
    """Return a text with a link of which no relationship says where it leads."""
    text = zlib.decompress(entry.packed, -15)
    return plain(TEXT, text.replace(b"<w:r>", b'<w:hyperlink r:id="no"/><w:r>', 1))


Change = Callable[[list[Entry]], list[Entry]]
FORMER: dict[str, tuple[Change, int]] = {
    "a bomb that nothing asks for": (lambda all_: [*all_, hidden()], 0),
    "no manifest inside": (lambda all_: [one for one in all_ if one.name != MANIFEST], 2),
    "a link that leads nowhere": (
        lambda all_: [linked(one) if one.name == TEXT else one for one in all_],
        2,
    ),
}


@pytest.mark.parametrize("name", FORMER)
def test_a_former_export_from_other_hands_is_read_within_bounds(name: str, desk) -> None:
    make, code = FORMER[name]
    entries = [plain(name, data) for name, data in parts_of(desk.export.read_bytes()).items()]
    desk.export.unlink()
    desk.source.write_text(desk.text.replace("found that", "showed that"))
    path = desk.put("former.docx", written(make(entries)))
    found, megabytes = ended(path, desk.root)
    assert code == found["diff"].code, found["diff"]
    message = f"{path}:1:1: review: the file is not built as the press builds an export; "
    assert ("" if code == 0 else message) == found["diff"].stderr[: len(message)]
    assert megabytes < MOST


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes here")
def test_a_pipe_is_not_waited_for(desk) -> None:
    path = desk.inbox / "back.docx"
    os.mkfifo(path)
    refused(desk, path, "cannot read (it is a pipe or a device, not a file)")


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="there are no devices here")
def test_a_device_is_not_read(desk) -> None:
    path = desk.inbox / "back.docx"
    path.symlink_to("/dev/zero")
    refused(desk, path, "cannot read (it is a pipe or a device, not a file)")


def test_a_file_larger_than_any_review_is_not_read(desk) -> None:
    path = desk.put("back.docx", b"PK\x03\x04")
    os.truncate(path, 5 << 30)
    refused(desk, path, "the file is larger than 64 MB")


def test_a_folder_is_no_review(desk) -> None:
    path = desk.inbox / "back.docx"
    path.mkdir()
    for words in commands(str(path), str(desk.root)).values():
        done = CliRunner().invoke(main, ["review", *words])
        assert (2, "") == (done.exit_code, done.stdout)
        assert "is a directory" in done.stderr.lower()
