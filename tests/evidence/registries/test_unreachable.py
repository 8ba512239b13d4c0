"""A registry that does not answer is given up once, not entry by entry."""

from __future__ import annotations

import asyncio

from press.evidence.registries.web import Limits, UnansweredError, Web
from tests.evidence.server import FakeRegistry, Reply, served

NOBODY = "http://127.0.0.1:9"  # the discard port, on which nothing listens
LIMITS = Limits(per_second=1000, in_flight=1, attempts=3, timeout=5, first_wait=0.0)


async def reasons(questions: int, address: str = NOBODY) -> list[str]:
    """Return what comes of questions asked one after the other; `answered` of the good ones."""
    found = []
    async with Web("Crossref", address, LIMITS, "press tests") as web:
        for _ in range(questions):
            try:
                await web.ask("works", {}, bytes)
                found.append("answered")
            except UnansweredError as error:
                found.append(str(error))
    return found


def test_only_the_first_question_is_tried_again() -> None:
    assert [
        "Crossref cannot be reached (asked 3 times)",
        "Crossref cannot be reached",
        "Crossref cannot be reached",
    ] == asyncio.run(reasons(3))


BUSY = Reply(503)
GIVEN_UP = "Crossref answered with HTTP 503 (asked 3 times)"
LOST = "Crossref left 5 questions in a row unanswered"


def test_one_that_is_out_of_order_is_asked_nothing_more_after_five_questions() -> None:
    with served(FakeRegistry()) as crossref:
        crossref.on("works", BUSY)
        assert [GIVEN_UP] * 5 + [LOST] * 95 == asyncio.run(reasons(100, crossref.url))
        assert 5 * 3 == len(crossref.asked)


def test_one_that_answers_now_and_then_is_asked_on() -> None:
    with served(FakeRegistry()) as crossref:
        good, four_lost = Reply(200, b"yes"), [BUSY] * 4 * 3
        crossref.on("works", *four_lost, good, *four_lost, Reply(404), *four_lost, good)
        lost = [GIVEN_UP] * 4
        assert [*lost, "answered", *lost, "answered", *lost, "answered", "answered"] == asyncio.run(
            reasons(16, crossref.url)
        )


def test_questions_that_wait_for_their_turn_are_given_up_with_the_rest() -> None:
    async def at_once(address: str) -> list[object]:
        async with Web("Crossref", address, LIMITS, "press tests") as web:
            asked = (web.ask("works", {}, bytes) for _ in range(40))
            return list(await asyncio.gather(*asked, return_exceptions=True))

    with served(FakeRegistry()) as crossref:
        crossref.on("works", BUSY)
        found = asyncio.run(at_once(crossref.url))
    assert {GIVEN_UP, LOST} >= {str(one) for one in found}
    assert all(isinstance(one, UnansweredError) for one in found)
