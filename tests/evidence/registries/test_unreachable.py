"""A registry that cannot be reached is given up once, not entry by entry."""

from __future__ import annotations

import asyncio

import pytest

from press.evidence.registries.web import Limits, UnansweredError, Web

NOBODY = "http://127.0.0.1:9"  # the discard port, on which nothing listens
LIMITS = Limits(per_second=1000, in_flight=1, attempts=3, timeout=5, first_wait=0.0)


async def reasons(questions: int) -> list[str]:
    found = []
    async with Web("Crossref", NOBODY, LIMITS, "press tests") as web:
        for _ in range(questions):
            with pytest.raises(UnansweredError) as caught:
                await web.ask("works", {}, bytes)
            found.append(str(caught.value))
    return found


def test_only_the_first_question_is_tried_again() -> None:
    assert [
        "Crossref cannot be reached (asked 3 times)",
        "Crossref cannot be reached",
        "Crossref cannot be reached",
    ] == asyncio.run(reasons(3))
