"""The review round trip: a reviewer's comments and tracked changes come home to the source."""

from press.review.apply.choice import Choice, choice
from press.review.importing import Wish, import_reviews
from press.review.reading.read import read_review
from press.review.sending import Redline, checklist, write_redline, write_reply

__all__ = [
    "Choice",
    "Redline",
    "Wish",
    "checklist",
    "choice",
    "import_reviews",
    "read_review",
    "write_redline",
    "write_reply",
]
