"""A registry that falters is asked again, politely; one that does not answer is told of."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest

from press.evidence.registries.clients import Registries, opened
from press.evidence.registries.pace import retry_after
from press.evidence.registries.web import UnansweredError
from tests.evidence.clock import NOON, FakeClock
from tests.evidence.fakes import Fakes
from tests.evidence.samples import DOI, crossref_work
from tests.evidence.server import Reply, list_reply, work_reply

PATH = f"works/{DOI}"
GOOD = work_reply(crossref_work())


def title(fakes: Fakes, **changes: Any) -> str | None:
    """Return the title that Crossref has under the DOI of the samples."""

    async def ask() -> str | None:
        async with opened(fakes.with_access(**changes)) as registries:
            record = await registries.crossref.record(DOI)
            return record.work.title if record else None

    return asyncio.run(ask())


TITLE = "Warm socks for cold feet: a randomized crossover trial"


def test_an_answer_is_read_at_once(fakes: Fakes):
    fakes.crossref.on(PATH, GOOD)
    assert (TITLE, 1) == (title(fakes), len(fakes.crossref.asked))


def test_what_is_not_there_is_not_asked_for_again(fakes: Fakes):
    assert (None, 1) == (title(fakes), len(fakes.crossref.asked))


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 504])
def test_a_passing_fault_is_tried_again(fakes: Fakes, status: int):
    fakes.crossref.on(PATH, Reply(status, b"busy"), GOOD)
    assert (TITLE, 2) == (title(fakes), len(fakes.crossref.asked))


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (GOOD.body[:100], "JSON that is cut off or wrong"),
        (b"<!DOCTYPE html><html><body>Sorry</body></html>", "a web page in place of JSON"),
        (b"", "JSON that is cut off or wrong"),
        (b"[1, 2]", "JSON without a message"),
        (b'{"message": "Resource not found."}', "JSON without a message"),
        (b"[" * 100_000, "JSON that is cut off or wrong"),
    ],
)
def test_an_answer_that_cannot_be_read_is_tried_again_and_then_told_of(
    fakes: Fakes, body: bytes, reason: str
):
    fakes.crossref.on(PATH, Reply(200, body))
    with pytest.raises(UnansweredError) as caught:
        title(fakes)
    assert f"Crossref sent {reason} (asked 3 times)" == str(caught.value)
    assert 3 == len(fakes.crossref.asked)


def test_an_answer_that_breaks_off_in_mid_stream_is_tried_again(fakes: Fakes):
    half = Reply(
        200, GOOD.body[:50], {"Content-Length": str(len(GOOD.body)), "Connection": "close"}
    )
    fakes.crossref.on(PATH, half, GOOD)
    assert TITLE == title(fakes, timeout=0.3)


def test_an_answer_that_cannot_be_unpacked_is_tried_again(fakes: Fakes):
    fakes.crossref.on(PATH, Reply(200, b"no gzip", {"Content-Encoding": "gzip"}), GOOD)
    assert (TITLE, 2) == (title(fakes), len(fakes.crossref.asked))


def test_a_slow_answer_is_given_up_and_tried_again(fakes: Fakes):
    slow = Reply(200, GOOD.body, seconds=1.0)
    fakes.crossref.on(PATH, slow, GOOD)
    assert TITLE == title(fakes, timeout=0.2)


def test_a_registry_that_is_always_slow_is_told_of(fakes: Fakes):
    fakes.crossref.on(PATH, Reply(200, GOOD.body, seconds=0.5))
    with pytest.raises(UnansweredError, match=r"took longer than 0.1 s \(asked 3 times\)"):
        title(fakes, timeout=0.1)


def test_a_registry_that_cannot_be_reached_is_told_of(fakes: Fakes):
    with pytest.raises(UnansweredError, match=r"Crossref cannot be reached \(asked 3 times\)"):
        title(fakes, crossref="http://127.0.0.1:1")


@pytest.mark.parametrize("status", [400, 401, 403, 414])
def test_a_refusal_is_told_of_at_once(fakes: Fakes, status: int):
    fakes.crossref.on(PATH, Reply(status, b"no"))
    with pytest.raises(UnansweredError, match=f"Crossref refused the question .HTTP {status}."):
        title(fakes)
    assert 1 == len(fakes.crossref.asked)


def test_a_redirect_is_followed(fakes: Fakes):
    fakes.crossref.on(PATH, Reply(301, headers={"Location": "/works/10.5555/new"}))
    fakes.crossref.on("works/10.5555/new", GOOD)
    assert TITLE == title(fakes)


def test_redirects_in_a_circle_come_to_an_end(fakes: Fakes):
    fakes.crossref.on(PATH, Reply(302, headers={"Location": f"/{PATH}"}))
    with pytest.raises(UnansweredError, match="in a circle"):
        title(fakes)


def test_a_redirect_to_another_kind_of_address_is_not_followed(fakes: Fakes):
    fakes.crossref.on(PATH, Reply(302, headers={"Location": "file:///etc/passwd"}))
    with pytest.raises(UnansweredError, match="file://, which is not its own"):
        title(fakes)


def test_an_answer_without_end_is_cut_off(fakes: Fakes):
    fakes.crossref.on(PATH, Reply(200, b"x" * 5000))

    async def ask() -> None:
        async with opened(fakes.access) as registries:
            object.__setattr__(registries.crossref._web.limits, "largest", 1000)
            await registries.crossref.record(DOI)

    with pytest.raises(UnansweredError, match="more than an answer can be"):
        asyncio.run(ask())


def test_retry_after_in_seconds_is_waited_for(fakes: Fakes):
    clock = FakeClock()
    fakes.crossref.on(PATH, Reply(429, headers={"Retry-After": "1"}), GOOD)
    assert TITLE == title(fakes, clock=clock.clock)
    assert clock.waited >= 1.0


def test_retry_after_as_a_date_is_waited_for(fakes: Fakes):
    clock = FakeClock()
    date = format_datetime(NOON + timedelta(seconds=90), usegmt=True)
    fakes.crossref.on(PATH, Reply(503, headers={"Retry-After": date}), GOOD)
    assert TITLE == title(fakes, clock=clock.clock)
    assert 90.0 <= clock.waited < 91.0


def test_a_pause_holds_up_the_questions_behind_it(fakes: Fakes):
    clock = FakeClock()
    fakes.crossref.on(PATH, Reply(429, headers={"Retry-After": "100"}))
    fakes.crossref.on("works/10.5555/other", GOOD)

    async def both(registries: Registries) -> None:
        with pytest.raises(UnansweredError):
            await registries.crossref.record(DOI)
        await registries.crossref.record("10.5555/other")

    run(fakes, both, clock=clock.clock, attempts=1)
    assert 100.0 == max(clock.waits)


def test_a_pause_longer_than_we_wait_gives_the_question_up(fakes: Fakes):
    fakes.crossref.on(PATH, Reply(429, headers={"Retry-After": "3600"}))
    with pytest.raises(UnansweredError, match=r"asks to wait 3600 s \(HTTP 429\)"):
        title(fakes)
    assert 1 == len(fakes.crossref.asked)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("0", 0.0),
        ("120", 120.0),
        ("1.5", 1.5),
        ("Sat, 21 Nov 2026 12:00:30 GMT", 30.0),
        ("Sat, 21 Nov 2026 11:00:00 GMT", 0.0),
        ("soon", 0.0),
        ("-5", 0.0),
        ("", 0.0),
    ],
)
def test_retry_after_is_seconds_or_a_date(header: str, seconds: float):
    assert seconds == retry_after(header, datetime(2026, 11, 21, 12, tzinfo=UTC))


def run(fakes: Fakes, questions: Any, **changes: Any) -> None:
    async def all_of_them() -> None:
        async with opened(fakes.with_access(**changes)) as registries:
            await questions(registries)

    asyncio.run(all_of_them())


async def many(registries: Registries, count: int) -> None:
    tasks: list[Coroutine[Any, Any, Any]] = [
        registries.crossref.record(f"10.5555/{number}") for number in range(count)
    ]
    await asyncio.gather(*tasks)


def test_no_more_questions_are_under_way_than_a_registry_allows(fakes: Fakes):
    for number in range(8):
        fakes.crossref.on(f"works/10.5555/{number}", Reply(200, GOOD.body, seconds=0.4))
    run(fakes, lambda registries: many(registries, 8), timeout=5.0)
    assert 2 <= fakes.crossref.most_at_once <= 3


def test_without_an_address_of_ours_there_is_one_question_at_a_time(fakes: Fakes):
    for number in range(3):
        fakes.crossref.on(f"works/10.5555/{number}", Reply(200, GOOD.body, seconds=0.3))
    run(fakes, lambda registries: many(registries, 3), timeout=5.0, mailto="")
    assert 1 == fakes.crossref.most_at_once


def test_questions_are_divided_over_time(fakes: Fakes):
    clock = FakeClock()
    run(fakes, lambda registries: many(registries, 6), clock=clock.clock)
    assert clock.waited >= 5 / 9


def test_a_limit_in_the_headers_slows_us_down(fakes: Fakes):
    headers = {"X-Rate-Limit-Limit": "2", "X-Rate-Limit-Interval": "1s"}
    fakes.crossref.on("works/10.5555/0", Reply(200, GOOD.body, headers))
    clock = FakeClock()

    async def one_then_two(registries: Registries) -> None:
        await registries.crossref.record("10.5555/0")
        await many(registries, 3)

    run(fakes, one_then_two, clock=clock.clock)
    assert clock.waited >= 1.0


def test_we_say_who_we_are(fakes: Fakes):
    fakes.crossref.on(PATH, GOOD)
    title(fakes)
    asked = fakes.crossref.asked[0]
    assert "editor@example.org" == asked.params["mailto"]
    assert asked.headers["User-Agent"].startswith("press/")
    assert "mailto:editor@example.org" in asked.headers["User-Agent"]


def test_a_doi_with_unusual_characters_reaches_the_registry_whole(fakes: Fakes):
    doi = "10.1002/(sici)1097-0258(19980415)17:7<797::aid-sim777>3.0.co;2-n#?"
    fakes.crossref.on(f"works/{doi}", list_reply())

    async def ask(registries: Registries) -> None:
        await registries.crossref.record(doi)

    run(fakes, ask)
    assert [f"works/{doi}"] == fakes.crossref.paths()
