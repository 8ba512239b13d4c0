"""One export for all tests, opened by a reviewer."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.review.office.exported import Exported, export
from tests.review.office.office import Reviewer

PUBLICATION = Path(__file__).parent / "publication"


@pytest.fixture(scope="session")
def issue(tmp_path_factory: pytest.TempPathFactory) -> Exported:
    """Return the issue `spring` of the publication beside this file, exported."""
    return export(PUBLICATION, "spring", tmp_path_factory.mktemp("export"))


@pytest.fixture
def ada(office: Reviewer, issue: Exported) -> Reviewer:
    """Return a reviewer who has opened the export; her changes are tracked."""
    office.open(issue.path)
    return office
