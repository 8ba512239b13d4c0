"""One LibreOffice for each module of tests, and one export for all of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.review.office.exported import Exported, export
from tests.review.office.office import Reviewer, reviewer

PUBLICATION = Path(__file__).parent / "publication"


@pytest.fixture(scope="session")
def issue(tmp_path_factory: pytest.TempPathFactory) -> Exported:
    """Return the issue `spring` of the publication beside this file, exported."""
    return export(PUBLICATION, "spring", tmp_path_factory.mktemp("export"))


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reviewer]:
    """Start LibreOffice."""
    with reviewer(tmp_path_factory.mktemp("office")) as someone:
        yield someone


@pytest.fixture
def ada(office: Reviewer, issue: Exported) -> Reviewer:
    """Return a reviewer who has opened the export; her changes are tracked."""
    office.open(issue.path)
    return office
