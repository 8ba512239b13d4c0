"""What tests of reviews share: a publication whose issue was exported, and an author's folder."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.conftest import PUBLICATIONS, MakePublication

if TYPE_CHECKING:
    from tests.review.desk import Desk
    from tests.review.sample import Sample


@pytest.fixture
def review(publication: MakePublication, tmp_path: Path) -> Sample:
    """Return the sample publication, exported."""
    from tests.review.sample import BODY, FRONT, PATH, sample

    return sample(publication({PATH: FRONT + BODY}), tmp_path)


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
