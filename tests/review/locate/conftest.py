"""The sample that tests of locating and merging share."""

from tests.review.merge.conftest import review

__all__ = ["review"]
