"""A cache that is damaged is thrown away and made anew, and nobody hears of it.

Whatever happens to its files, a build makes the same bytes as from a cold cache.
"""

from __future__ import annotations

import os
import shutil
import socket
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from press.cli import main
from press.publication import CACHE, PressError, keep, keep_files, kept, kept_files
from tests.conftest import PUBLICATIONS
from tests.killing import tree
from tests.once import once

ESTIMATES = """\
estimates:
  - outcome: Cold feet
    time_point: Bedtime
    arms:
      - name: Woollen socks
        n: "12"
      - name: No socks
        n: "12"
    measure: risk ratio
    estimate: "0.22"
    ci:
      low: "0.06"
      high: "0.82"
    better: lower
    source:
      cite: lund2021
      locator: p. 3
  - outcome: Cold feet
    time_point: Midnight
    arms:
      - name: Woollen socks
      - name: No socks
    measure: risk ratio
    estimate: "1.10"
    ci:
      low: "0.70"
      high: "1.73"
    better: lower
    source:
      cite: lund2021
"""
Damage = Callable[[Path], None]


def press(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def writes(data: bytes) -> Damage:
    return lambda path: path.write_bytes(data) and None


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-2])


def change_a_byte(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def change_a_value(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b"a", b"b").replace(b"1", b"2"))


def make_a_folder(path: Path) -> None:
    path.unlink()
    (path / "below/deep").mkdir(parents=True)
    (path / "below/file").write_bytes(b"x")


def link_to_itself(path: Path) -> None:
    path.unlink()
    path.symlink_to(path)


def link_elsewhere(path: Path) -> None:
    """Put a link to a file outside the publication that holds just what was here."""
    other = elsewhere(path) / path.name
    other.parent.mkdir(exist_ok=True)
    path.rename(other)
    path.symlink_to(other)


def elsewhere(path: Path) -> Path:
    return next(folder for folder in path.parents if folder.name == CACHE).parent.parent / "other"


def sources_of(path: Path) -> Path:
    return next(folder for folder in path.parents if (folder / "docs").is_dir()) / "docs"


def make_a_pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def make_a_socket(path: Path) -> None:
    path.unlink()
    here = Path.cwd()
    os.chdir(path.parent)  # a socket's whole path may be too long
    with socket.socket(socket.AF_UNIX) as one:
        one.bind(path.name)
    os.chdir(here)


def take_another(path: Path) -> None:
    """Put what is kept under another name, whole as it is."""
    others = [other for other in path.parent.parent.rglob("*.*") if other.is_file()]
    path.write_bytes(max(others, key=lambda other: (other != path, str(other))).read_bytes())


DAMAGES: dict[str, Damage] = {
    "empty": writes(b""),
    "null": writes(b"null"),
    "a list": writes(b"[]"),
    "an object": writes(b"{}"),
    "a number": writes(b"5"),
    "a text": writes(b'"text"'),
    "another shape": writes(b'{"html": 5, "clusters": {"raw": []}, "width": "x", "files": []}'),
    "another checksum": writes(b'{"sha256": "' + b"0" * 64 + b'", "value": {"html": ""}}\n'),
    "deeply nested": writes(b"[" * 100_000),
    "truncated": cut,
    "one byte": change_a_byte,
    "other values": change_a_value,
    "not UTF-8": writes(b"\xff\xfe\x00"),
    "a folder": make_a_folder,
    "unreadable": lambda path: path.chmod(0o000),
    "a link to itself": link_to_itself,
    "a link elsewhere": link_elsewhere,
    "a pipe": make_a_pipe,
    "a socket": make_a_socket,
    "another file": take_another,
    "gone": lambda path: path.unlink(),
}


def cached(root: Path) -> list[Path]:
    """Return the files of the cache, one after the other as their names go."""
    return sorted(path for path in (root / CACHE).rglob("*") if path.is_file())


def outputs(root: Path) -> dict[str, bytes]:
    return {f"{name}/{path}": data for name in ("site", "exports")
            for path, data in tree(root / name).items()}  # fmt: skip


@pytest.fixture(scope="session")
def cold(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a publication that has every kind of cache, built from none; to read only."""

    def make(folder: Path) -> None:
        root = folder / "publication"
        shutil.copytree(PUBLICATIONS / "minimal", root)
        path = root / "docs/digests/short-sleep.md"
        text = path.read_text(encoding="utf-8").replace("funding:", f"{ESTIMATES}funding:")
        path.write_text(text, encoding="utf-8")
        for command in ("check", "build"):
            result = press(command, "--root", root)
            assert 0 == result.exit_code, result.output

    return once(tmp_path_factory, "cold", make) / "publication"


def copied(cold: Path, tmp_path: Path) -> Path:
    root = tmp_path / "publication"
    shutil.copytree(cold, root)
    return root


def test_the_publication_has_every_kind_of_cache(cold: Path) -> None:
    kinds = {path.relative_to(cold / CACHE).parts[0] for path in cached(cold)}
    assert {"bibliography", "citations", "figures", "fonts", "reading.json", "rendered",
            "stamps.json"} == kinds  # fmt: skip
    assert {".svg", ".png", ".json"} <= {p.suffix for p in (cold / CACHE / "figures").iterdir()}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
def test_the_site_is_that_of_a_cold_cache(damage: Damage, cold: Path, tmp_path: Path) -> None:
    root = copied(cold, tmp_path)
    whole = tree(root / CACHE)
    for path in cached(root):
        damage(path)
    for command in (["check"], ["build", "site"]):
        result = press(*command, "--root", root)
        assert (0, False) == (result.exit_code, ":1:1:" in result.stderr), result.stderr
    assert outputs(cold) == outputs(root)
    again = tree(root / CACHE)  # made anew, as far as check and site need it
    kinds = ("bibliography", "figures", "fonts", "reading.json")
    shown = {name for name in whole if name.startswith(kinds)}
    assert {name: whole[name] for name in shown} == {name: again[name] for name in shown}
    if elsewhere(root / CACHE / "x").exists():
        assert all(path.is_file() for path in elsewhere(root / CACHE / "x").iterdir())
        assert not [name for name in shown if (root / CACHE / name).is_symlink()]


def test_every_output_is_that_of_a_cold_cache_whatever_happened_to_each_file(
    cold: Path, tmp_path: Path
) -> None:
    for turn in range(0, len(DAMAGES), 7):
        root = copied(cold, tmp_path / str(turn))
        ways = list(DAMAGES.values())
        for number, path in enumerate(cached(root)):
            if path.name != "stamps.json":
                ways[(turn + number) % len(ways)](path)
        (root / CACHE / "stamps.json").unlink()
        result = press("build", "--root", root)
        assert (0, "") == (result.exit_code, result.stderr)
        assert outputs(cold) == outputs(root)


@pytest.mark.parametrize(
    "places",
    [[""], ["rendered", "citations", "bibliography", "figures", "fonts"]],
    ids=["all of it", "each of its folders"],
)
@pytest.mark.parametrize(
    "damage",
    [
        writes(b"a file"),
        lambda path: path.symlink_to(path),
        os.mkfifo,
        lambda path: path.symlink_to("/nowhere"),
        lambda path: path.symlink_to(sources_of(path)),
    ],
    ids=["a file", "a link to itself", "a pipe", "a link to nowhere", "a link to the sources"],
)
def test_what_stands_in_the_place_of_its_folders_is_thrown_away(
    places: list[str], damage: Damage, cold: Path, tmp_path: Path
) -> None:
    root = copied(cold, tmp_path)
    sources = tree(root / "docs")
    (root / CACHE / "stamps.json").unlink()  # so that everything is made anew
    for place in places:
        shutil.rmtree(root / CACHE / place)
        damage(root / CACHE / place)
    for command in (["check"], ["build", "site"]):
        result = press(*command, "--root", root)
        assert (0, False) == (result.exit_code, ":1:1:" in result.stderr), result.stderr
    assert outputs(cold) == outputs(root)
    assert sources == tree(root / "docs")
    folders = {place: root / CACHE / place for place in places}
    bad = [p for p, f in folders.items() if f.is_symlink() or not f.is_dir()]
    assert [] == bad


@pytest.mark.parametrize(
    "value", [None, True, 0, -1.5, "", "text é \ud800", [], [[1]], {}, {"a": [None, {"b": "c"}]}]
)
def test_what_is_kept_is_what_was_put_there(value: object, tmp_path: Path) -> None:
    keep(tmp_path / "x.json", value)
    assert value == kept(tmp_path / "x.json")


def test_nothing_is_kept_under_another_name(tmp_path: Path) -> None:
    keep(tmp_path / "x.json", "value")
    (tmp_path / "x.json").rename(tmp_path / "y.json")
    assert kept(tmp_path / "y.json") is None


def test_files_are_kept_with_a_value_as_long_as_each_is_whole(tmp_path: Path) -> None:
    stamp, files = tmp_path / "stamp.json", {tmp_path / "one": b"1", tmp_path / "two": b"2"}
    keep_files(stamp, files, {"width": 5})
    assert {"width": 5} == kept_files(stamp, files)
    assert kept_files(stamp, [*files, tmp_path / "three"]) is None
    (tmp_path / "two").write_bytes(b"3")
    assert kept_files(stamp, files) is None


def test_where_no_cache_can_be_the_press_does_without_and_tells_of_files_it_needs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("press.publication.storage.files.aside_file", full)
    keep(tmp_path / "x.json", "value")
    assert kept(tmp_path / "x.json") is None
    with pytest.raises(PressError, match="No space left on device"):
        keep_files(tmp_path / "stamp.json", {tmp_path / "one": b"1"}, None)
