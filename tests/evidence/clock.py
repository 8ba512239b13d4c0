"""A clock that tests wind: waiting takes no time, and is remembered."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

from press.evidence.registries.pace import Clock

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


class FakeClock:
    """Time that goes on where somebody waits, and by `step` at every look at it."""

    def __init__(self, step: float = 0.0) -> None:
        self.waits: list[float] = []
        self._time = 0.0
        self._step = step

    @property
    def clock(self) -> Clock:
        """Return it as the press takes it."""
        return Clock(self._now, self._today, self._sleep)

    @property
    def waited(self) -> float:
        """Return all the seconds that were waited."""
        return sum(self.waits)

    def _now(self) -> float:
        self._time += self._step
        return self._time

    def _today(self) -> datetime:
        return NOON + timedelta(seconds=self._time)

    async def _sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        self._time += seconds
        await asyncio.sleep(0)
