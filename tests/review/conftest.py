"""What tests of reviews share: a publication whose issue was exported, and an author's folder."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.conftest import PUBLICATIONS, MakePublication

if TYPE_CHECKING:
    from press.docx import Manifest
    from tests.review.desk import Desk
    from tests.review.office.office import Reviewer
    from tests.review.sample import Sample


@pytest.fixture(scope="session")
def sample_export(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, Manifest]:
    """Return the sample publication's export."""
    from tests.review.sample import BODY, FRONT, PATH, sample

    root = tmp_path_factory.mktemp("sample") / "publication"
    shutil.copytree(PUBLICATIONS / "minimal", root)
    (root / PATH).write_text(FRONT + BODY, encoding="utf-8")
    made = sample(root, root.parent)
    return made.data, made.base.manifest


@pytest.fixture
def review(
    publication: MakePublication, tmp_path: Path, sample_export: tuple[bytes, Manifest]
) -> Sample:
    """Return the sample publication, exported."""
    from press.review.sources.base import Base
    from tests.review.oracle import Press
    from tests.review.sample import BODY, FRONT, PATH, Sample

    data, manifest = sample_export
    return Sample(Press(publication({PATH: FRONT + BODY}), tmp_path), data, Base(manifest))


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reviewer]:
    """Start LibreOffice, once for all tests."""
    from tests.review.office.office import reviewer

    with reviewer(tmp_path_factory.mktemp("office")) as someone:
        yield someone


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a publication whose issue was exported."""
    from press.compile import compose
    from press.docx import write_docx
    from press.evidence.states.marking import read_checked_bibliography
    from press.publication import load
    from tests.review.sample import BODY, FRONT, PATH

    root = tmp_path_factory.mktemp("sent") / "publication"
    shutil.copytree(PUBLICATIONS / "minimal", root)
    (root / PATH).write_text(FRONT + BODY, encoding="utf-8")
    publication = load(root)
    document = compose(
        publication, publication.issues[0], read_checked_bibliography(publication.settings)
    )
    write_docx(document, root / "exports/2026-01.docx")
    return root


@pytest.fixture
def desk(sent: Path, tmp_path: Path) -> Desk:
    """Return a copy of it for one test, with an empty inbox."""
    from tests.review.desk import Desk

    root, inbox = tmp_path / "publication", tmp_path / "inbox"
    shutil.copytree(sent, root)
    inbox.mkdir()
    return Desk(root, inbox)
