"""HTTP to a registry: polite, patient, and never without end."""

from __future__ import annotations

import asyncio
import random
import re
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Self, TypeVar

if TYPE_CHECKING:
    import httpx

T = TypeVar("T")
Sleep = Callable[[float], Awaitable[None]]

# Worth another try; anything else that is no success will be the same the next time.
_PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})
_ABSENT = frozenset({404, 410})
_GOOD = 200
_WRONG = 400
_FIRST_REDIRECT = 300
_UNREACHABLE = "cannot be reached"
# So many questions one after the other, each asked again and again, without one answer: it is
# down, and hundreds of entries would each wait for minutes.
_SILENT = 5


class UnansweredError(Exception):
    """A registry gave no answer that can be read; `reason` says why, in words for an editor.

    `refusal` is what it sent with HTTP status 400, which says that the question is wrong.
    """

    def __init__(self, registry: str, reason: str, refusal: bytes | None = None) -> None:
        self.registry = registry
        self.reason = reason
        self.refusal = refusal
        super().__init__(f"{registry} {reason}")


class GarbledError(Exception):
    """An answer that cannot be read: half of a text, a web page; the message says what it was."""


class _AgainError(Exception):
    """A question worth asking again, not before `after` seconds."""

    def __init__(self, reason: str, after: float = 0.0) -> None:
        self.after = after
        super().__init__(reason)


@dataclass(frozen=True)
class Limits:
    """How a registry may be asked; times in seconds, sizes in bytes.

    `attempts` counts the first. A pause that a registry asks for is kept up to `longest_wait`;
    for a longer one the question is given up.
    """

    per_second: float
    in_flight: int
    attempts: int = 5
    timeout: float = 20.0
    first_wait: float = 1.0
    longest_wait: float = 120.0
    largest: int = 20_000_000


class Pace:
    """Divides requests evenly over time; one that is told to pause holds up all that follow."""

    def __init__(self, per_second: float, sleep: Sleep = asyncio.sleep) -> None:
        self.interval = 1.0 / per_second
        self._next = 0.0
        self._sleep = sleep

    async def turn(self) -> None:
        """Wait until it is one's turn."""
        now = time.monotonic()
        turn = max(now, self._next)
        self._next = turn + self.interval
        if turn > now:
            await self._sleep(turn - now)

    def pause(self, seconds: float) -> None:
        """Let nobody ask before so many seconds are over."""
        self._next = max(self._next, time.monotonic() + seconds)

    def heed(self, limit: str, interval: str) -> None:
        """Slow down to what a registry's headers allow: so many requests in such a time (`1s`)."""
        seconds = re.fullmatch(r"(\d+)s?", interval.strip())
        if limit.strip().isdigit() and seconds and int(limit) and int(seconds[1]):
            self.interval = max(self.interval, int(seconds[1]) / int(limit))


class Web:
    """One registry's address, asked within its limits; used as `async with`.

    `agent` is the User-Agent, which tells the registry who asks.
    """

    def __init__(
        self, registry: str, base: str, limits: Limits, agent: str, sleep: Sleep = asyncio.sleep
    ) -> None:
        import httpx

        self.registry = registry
        self.limits = limits
        self.pace = Pace(limits.per_second, sleep)
        self._base = base.rstrip("/")
        self._sleep = sleep
        self._has_answered = False
        self._silent = 0  # questions given up since the last one that was answered
        self._lost = ""  # why it is asked nothing more
        self._gate = asyncio.Semaphore(limits.in_flight)
        self._client = httpx.AsyncClient(
            headers={"User-Agent": agent},
            timeout=limits.timeout,
            follow_redirects=True,
            max_redirects=5,
        )

    async def __aenter__(self) -> Self:
        """Return this."""
        return self

    async def __aexit__(self, *_: object) -> None:
        """Close the connections."""
        await self._client.aclose()

    async def ask(
        self, path: str, params: Mapping[str, str], read: Callable[[bytes], T]
    ) -> T | None:
        """Return what `read` makes of the answer, or None where there is no such thing (404).

        `read` raises GarbledError where it cannot; that and passing faults are tried again, after
        a wait that doubles and is drawn at random (exponential backoff with full jitter, as in
        Brooker, AWS Architecture Blog 2015), and not before a Retry-After is over. Raises
        UnansweredError; at once, where the registry could not be reached at all so far, left
        several questions in a row unanswered, or allows a question only now and then.
        """
        from tenacity import AsyncRetrying, RetryCallState, retry_if_exception_type
        from tenacity import stop_after_attempt as attempts

        def wait(state: RetryCallState) -> float:
            error = state.outcome.exception() if state.outcome else None
            jitter = random.uniform(0, self.limits.first_wait * 2**state.attempt_number)  # noqa: S311 - no secret
            return max(jitter, error.after if isinstance(error, _AgainError) else 0.0)

        retrying = AsyncRetrying(
            stop=attempts(self.limits.attempts),
            wait=wait,
            retry=retry_if_exception_type(_AgainError),
            sleep=self._sleep,
            reraise=True,
        )
        self._require_hope()
        try:
            answer: T | None = await retrying(self._once, path, params, read)
        except _AgainError as error:
            times = f"asked {self.limits.attempts} times"
            self._note_silence(str(error))
            raise UnansweredError(self.registry, f"{error} ({times})") from error
        self._silent = 0
        return answer

    def _require_hope(self) -> None:
        if self._lost:
            raise UnansweredError(self.registry, self._lost)

    def _note_silence(self, reason: str) -> None:
        self._silent += 1
        if reason == _UNREACHABLE and not self._has_answered:
            self._lost = _UNREACHABLE
        elif self._silent >= _SILENT:
            self._lost = f"left {_SILENT} questions in a row unanswered"

    async def _once(
        self, path: str, params: Mapping[str, str], read: Callable[[bytes], T]
    ) -> T | None:
        import httpx

        async with self._gate:
            await self.pace.turn()
            self._require_hope()
            try:
                async with asyncio.timeout(self.limits.timeout):
                    status, headers, body = await self._got(path, params)
            except (httpx.TimeoutException, TimeoutError) as error:
                raise _AgainError(f"took longer than {self.limits.timeout:g} s") from error
            except httpx.TooManyRedirects as error:
                raise UnansweredError(self.registry, "sends the question in a circle") from error
            except (httpx.UnsupportedProtocol, httpx.InvalidURL) as error:
                raise UnansweredError(self.registry, "has no usable address") from error
            except httpx.DecodingError as error:
                raise _AgainError("sent what cannot be unpacked") from error
            except httpx.TransportError as error:
                raise _AgainError(_UNREACHABLE) from error
        self._has_answered = True
        self._heed(headers)
        if status in _PASSING:
            raise self._pause(status, headers.get("retry-after", ""))
        if status in _ABSENT:
            return None
        if not _GOOD <= status < _FIRST_REDIRECT:
            refusal = body if status == _WRONG else None
            raise UnansweredError(self.registry, f"refused the question (HTTP {status})", refusal)
        try:
            return read(body)
        except GarbledError as error:
            raise _AgainError(f"sent {error}") from error

    def _heed(self, headers: httpx.Headers) -> None:
        self.pace.heed(
            headers.get("x-rate-limit-limit", ""), headers.get("x-rate-limit-interval", "")
        )
        if self.pace.interval > self.limits.longest_wait:
            self._lost = f"allows one question in {self.pace.interval:.0f} s"

    async def _got(self, path: str, params: Mapping[str, str]) -> tuple[int, httpx.Headers, bytes]:
        url = f"{self._base}/{path}"
        async with self._client.stream("GET", url, params=dict(params)) as response:
            body = bytearray()
            async for chunk in response.aiter_bytes():
                body += chunk
                if len(body) > self.limits.largest:
                    raise UnansweredError(self.registry, "sent more than an answer can be")
            return response.status_code, response.headers, bytes(body)

    def _pause(self, status: int, header: str) -> Exception:
        seconds = retry_after(header, datetime.now(tz=UTC))
        if seconds > self.limits.longest_wait:
            reason = f"asks to wait {seconds:.0f} s (HTTP {status})"
            return UnansweredError(self.registry, reason)
        self.pace.pause(seconds)
        return _AgainError(f"answered with HTTP {status}", seconds)


def retry_after(header: str, now: datetime) -> float:
    """Return the seconds that a Retry-After asks for: a number, or a date (RFC 9110, 10.2.3).

    What is neither, and a date that is past, is 0.
    """
    header = header.strip()
    if re.fullmatch(r"\d{1,9}(?:\.\d+)?", header):
        return float(header)
    try:
        date = parsedate_to_datetime(header)
    except ValueError:
        return 0.0
    date = date if date.tzinfo else date.replace(tzinfo=UTC)
    return max(0.0, (date - now).total_seconds())


def web_page(body: bytes) -> bool:
    """Tell whether an answer is a page of HTML, which no registry means to send."""
    start = body[:512].lstrip().lower()
    return start.startswith((b"<!doctype html", b"<html"))
