"""New texts reach their files whole, as they were encoded, and nothing else is touched."""

from __future__ import annotations

from pathlib import Path

import pytest

from press.publication import PressError
from press.review.apply.files import write_texts


def test_line_ends_and_byte_order_mark_stay(tmp_path: Path) -> None:
    place = tmp_path / "docs/a.md"
    place.parent.mkdir()
    place.write_bytes(b"\xef\xbb\xbfone\r\ntwo\r\n")
    assert ("docs/a.md",) == write_texts(
        tmp_path, {"docs/a.md": "one\nthree\n"}, {"docs/a.md": "one\ntwo\n"}
    )
    assert b"\xef\xbb\xbfone\r\nthree\r\n" == place.read_bytes()


def test_a_file_that_changed_meanwhile_is_left_alone(tmp_path: Path) -> None:
    place = tmp_path / "docs/a.md"
    place.parent.mkdir()
    place.write_text("new\n")
    with pytest.raises(PressError, match="the file has changed meanwhile"):
        write_texts(tmp_path, {"docs/a.md": "x\n"}, {"docs/a.md": "old\n"})
    assert "new\n" == place.read_text()


@pytest.mark.parametrize("path", ["../a.md", "docs/../mkdocs.yml", "/etc/hosts", "docs2/a.md"])
def test_nothing_is_written_outside_the_texts(path: str, tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    with pytest.raises(PressError, match="no file of the publication's texts"):
        write_texts(tmp_path, {path: "x"}, {path: ""})
