"""One round of a review: what reviewers said, what the author answers, the reply as it is read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta, timezone

from press.review.history.identity import comment_ids
from press.review.history.state import State
from press.review.model.changes import Comment, ReviewDocument
from press.review.report.answers import Answer
from press.review.report.threads import threads
from press.review.write.reply import Reply, reply
from press.review.write.signature import Signature
from tests.review.hand import Hand
from tests.review.sample import Sample

ISSUE = "2026-01"
MOMENT = datetime(2026, 11, 21, 18, 30, tzinfo=timezone(timedelta(hours=2)))
AUTHOR = Signature("Tom Author", MOMENT)
Act = Callable[[Hand], None]


def replied(
    review: Sample,
    *files: bytes,
    answers: Mapping[str, tuple[str, bool]] | None = None,
    texts: Mapping[str, str] | None = None,
) -> Reply:
    """Return the reply to reviewed files; answers (and whether settled) by what is answered.

    `texts` are today's sources.
    """
    located = [review.located(data, texts) for data in files]
    found = threads(located, State())
    names = {thread.first.plain: thread.id for thread in found}
    given = {names[said]: Answer(names[said], *one) for said, one in (answers or {}).items()}
    return reply(review.press.export(ISSUE, texts), located, found, given, AUTHOR)


def read(review: Sample, made: Reply, name: str = "reply.docx") -> ReviewDocument:
    """Return a reply as read."""
    return review.press.read(made.data, name)


def said(document: ReviewDocument) -> list[tuple[str, str, str]]:
    """Return author, text and the words it stands on of each comment."""
    return [(one.author, one.text, one.quote) for one in document.comments]


def by_text(document: ReviewDocument) -> dict[str, Comment]:
    """Return the comments by what they say."""
    return {one.plain: one for one in document.comments}


def ids(document: ReviewDocument) -> set[str]:
    """Return the lasting ids of a file's comments."""
    return set(comment_ids(document))
