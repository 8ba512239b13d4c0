"""How fast a registry is asked: its limits, the pauses that it wants, and the clock."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

_SLOWEST = 10.0  # seconds between two questions, whatever a registry's headers say


def _today() -> datetime:
    return datetime.now(tz=UTC)


@dataclass(frozen=True)
class Clock:
    """Seconds that only rise, the time of day, and a wait; tests hand in one of their own."""

    now: Callable[[], float] = time.monotonic
    today: Callable[[], datetime] = _today
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep


class Pace:
    """Divides requests evenly over time; one that is told to pause holds up all that follow."""

    def __init__(self, per_second: float, clock: Clock) -> None:
        self.interval = 1.0 / per_second
        self._next = 0.0
        self._clock = clock

    async def turn(self) -> None:
        """Wait until it is one's turn."""
        now = self._clock.now()
        turn = max(now, self._next)
        self._next = turn + self.interval
        if turn > now:
            await self._clock.sleep(turn - now)

    def longer(self, seconds: float) -> float:
        """Return by how much a pause of so many seconds goes beyond one that is kept already."""
        now = self._clock.now()
        return max(0.0, now + seconds - max(now, self._next))

    def pause(self, seconds: float) -> None:
        """Let nobody ask before so many seconds are over."""
        self._next = max(self._next, self._clock.now() + seconds)

    def heed(self, limit: str, interval: str) -> None:
        """Slow down to what a registry's headers allow: so many requests in such a time (`1s`).

        What is no number is passed over, and none makes us slower than a question in ten seconds.
        """
        number = re.fullmatch(r"[0-9]{1,9}", limit.strip())
        seconds = re.fullmatch(r"([0-9]{1,9})s?", interval.strip())
        if number and seconds and int(number[0]) and int(seconds[1]):
            wanted = int(seconds[1]) / int(number[0])
            self.interval = max(self.interval, min(wanted, _SLOWEST))


def retry_after(header: str, now: datetime) -> float:
    """Return the seconds that a Retry-After asks for: a number, or a date (RFC 9110, 10.2.3).

    What is neither, and a date that is past, is 0.
    """
    header = header.strip()
    if re.fullmatch(r"[0-9]{1,9}(?:\.[0-9]{1,9})?", header):
        return float(header)
    try:
        date = parsedate_to_datetime(header)
    except (ValueError, OverflowError, TypeError, IndexError):
        return 0.0
    date = date if date.tzinfo else date.replace(tzinfo=UTC)
    return max(0.0, (date - now).total_seconds())
