"""The sample that tests of locating and merging share."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import MakePublication
from tests.review.merge.sample import BODY, FRONT, PATH, Sample, sample


@pytest.fixture
def review(publication: MakePublication, tmp_path: Path) -> Sample:
    """Return the sample publication, exported."""
    return sample(publication({PATH: FRONT + BODY}), tmp_path)
