"""The rules on the layout of the code: each finds what is planted, and lets be what is sound."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from scripts.lint_layout import findings
from tests.conftest import ROOT

House = Callable[[Mapping[str, str]], list[str]]
SOUND = {
    "__init__.py": "from house.review import Review\n",
    "review/__init__.py": "from house.review.model import Review\n",
    "review/model.py": "class Review: ...\n",
    "review/read.py": "from house.review.model import Review\nMOST = 1 | 2\nempty = Review\n",
    "pdf/__init__.py": "",
    "pdf/model.py": "class _Review: ...\n",
}


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> House:
    """Return a function that tells what is wrong in a package of these files and the sound ones."""

    def told(files: Mapping[str, str]) -> list[str]:
        for name, text in (SOUND | files).items():
            path = tmp_path / "scripts/house" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        (tmp_path / "tests").mkdir(exist_ok=True)
        monkeypatch.syspath_prepend(tmp_path / "scripts")
        return findings(tmp_path, "house")

    return told


def test_a_sound_house_has_nothing_to_tell(house: House) -> None:
    assert [] == house({})


TYPES = {
    "a class": "class Review: ...",
    "a class for itself alone": "class _Review: ...",
    "a class under a condition": "if True:\n    pass\nelse:\n    class Review: ...",
    "a class where an import fails": "try:\n    a\nexcept ImportError:\n    class Review: ...",
    "an alias": "Review = dict[str, int]",
    "a union": "Review = int | str",
    "another name": "Review = int",
    "an alias that says so": "import typing\nReview: typing.TypeAlias = 'int'",
    "a new type": "from typing import NewType\nReview = NewType('Review', int)",
    "a typed dictionary": "import typing\n_Review = typing.TypedDict('_Review', {'a': int})",
    "a tuple with names": "from collections import namedtuple\nReview = namedtuple('Review', 'a')",
    "an enumeration": "import enum\nReview = enum.Enum('Review', 'A B')",
}
if sys.version_info >= (3, 12):
    TYPES["an alias of its own kind"] = "type Review[T] = list[T]"


@pytest.mark.parametrize("name", TYPES)
def test_a_second_meaning_of_a_name_is_told_with_both_places(name: str, house: House) -> None:
    text = TYPES[name]
    line = next(i for i, one in enumerate(text.splitlines(), 1) if "Review" in one)
    if text.startswith("from typing"):
        line = 2
    (told,) = house({"review/write/pack.py": text, "review/write/__init__.py": ""})
    assert told.startswith(
        f"scripts/house/review/write/pack.py:{line}: name-twice: `Review` is another thing in "
        "scripts/house/review/model.py:1 already; "
    )


@pytest.mark.parametrize(
    "text",
    [
        "from house.review.model import Review",
        "import house.review.model\n\ndef reviews():\n    class Review: ...",
        "REVIEW = 1\nReviews = [1]\nreview = int",
    ],
)
def test_no_second_meaning_is_seen_where_there_is_none(text: str, house: House) -> None:
    assert [] == house({"review/write.py": text})


CIRCLES = {
    "at the top": "from house.pdf import b",
    "for type checking": "import typing\nif typing.TYPE_CHECKING:\n    from house.pdf.b import x",
    "in a function": "def f():\n    from house.pdf.b import x",
    "relative": "from . import b",
}


@pytest.mark.parametrize("name", CIRCLES)
def test_a_circle_of_imports_is_told_where_it_begins(name: str, house: House) -> None:
    text = CIRCLES[name]
    (told,) = house(
        {
            "pdf/a.py": text,
            "pdf/b.py": "import house.pdf.c\nx = 1",
            "pdf/c.py": "import house.pdf.a",
        }
    )
    line = len(text.splitlines())
    assert told.startswith(
        f"scripts/house/pdf/a.py:{line}: import-circle: "
        "house.pdf.a → house.pdf.b → house.pdf.c → house.pdf.a; "
    )


def test_a_module_that_takes_something_from_its_packages_face_makes_a_circle(house: House) -> None:
    (told,) = house({"review/read.py": "import house", "review/__init__.py": "from . import read"})
    assert "house → house.review → house.review.read → house; " in told


def test_two_circles_are_told_both(house: House) -> None:
    told = house(
        {
            "pdf/a.py": "import house.pdf.b, house.pdf.c",
            "pdf/b.py": "import house.pdf.a",
            "pdf/c.py": "import house.pdf.a",
        }
    )
    assert 2 == len(told)


def test_folders_that_are_too_wide_are_told(tmp_path: Path, house: House) -> None:
    folder = tmp_path / "tests/wide"
    folder.mkdir(parents=True)
    for number in range(25):
        (folder / f"test_{number}.py").touch()
        (folder / f"helper_{number}.py").touch()
    assert [] == house({f"pdf/page_{number}.py": "" for number in range(23)})
    (tmp_path / "scripts/house/pdf/more.py").touch()
    (folder / "test_more.py").touch()
    assert [
        "scripts/house/pdf:1: folder-wide: 26 modules stand side by side",
        "tests/wide:1: folder-wide: 26 tests stand side by side",
    ] == [line.partition(";")[0] for line in findings(tmp_path, "house")]


def test_our_own_house_is_sound_and_make_lint_looks() -> None:
    assert [] == findings(ROOT)
    lint = (ROOT / "Makefile").read_text(encoding="utf-8").partition("\nlint:")[2]
    assert "\t$(BIN)/python scripts/lint_layout.py\n" in lint.partition("\n\n")[0] + "\n"
