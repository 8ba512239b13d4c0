"""Who writes in a Word file, and when: for answers to comments and for tracked changes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime


@dataclass(frozen=True)
class Signature:
    """An author and a moment; the moment bears a zone.

    Word writes the author's own clock with a Z behind it, which means nothing; the true time
    stands elsewhere.
    """

    author: str
    moment: datetime

    @property
    def initials(self) -> str:
        """Return the first letters of the name's words, as Word makes them."""
        return "".join(word[0] for word in self.author.split())

    @property
    def local(self) -> str:
        """Return the author's clock as Word writes it."""
        return clock(self.moment)

    @property
    def utc(self) -> str:
        """Return the true time."""
        return clock(self.moment.astimezone(UTC))


def clock(moment: datetime) -> str:
    """Return what a clock shows, as Word writes it."""
    return moment.replace(tzinfo=None).isoformat() + "Z"
