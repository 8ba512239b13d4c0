"""The sample publication, and the way from a review to a reply."""

from __future__ import annotations

from tests.review.merge.conftest import review

__all__ = ["review"]
