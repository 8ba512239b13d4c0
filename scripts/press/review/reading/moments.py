"""When something was done: the dates of Word and LibreOffice, which are not what they look like."""

from __future__ import annotations

from datetime import UTC, datetime

from press.review.model.changes import Moment


def moment(raw: str, utc: str = "") -> Moment:
    """Return a moment from `w:date` and, where the file has it, the true time.

    Word puts the reviewer's clock into `w:date` with a Z that means nothing, so the zone is
    dropped. LibreOffice writes `0-00-00T00:00:00Z` for a date it does not know: that is no date.
    """
    local = _parsed(raw)
    true = _parsed(utc)
    return Moment(
        raw=raw,
        local=local.replace(tzinfo=None) if local else None,
        utc=_in_utc(true) if true else None,
    )


def _parsed(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text.strip())
    except ValueError:
        return None


def _in_utc(date: datetime) -> datetime | None:
    try:
        return date.replace(tzinfo=UTC) if date.tzinfo is None else date.astimezone(UTC)
    except OverflowError:  # the first or last day of the calendar, with a zone
        return None
