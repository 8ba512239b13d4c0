"""HTTP to a registry: polite, patient, bounded, and never without end."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable, Collection, Mapping
from contextlib import aclosing
from dataclasses import dataclass
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import TYPE_CHECKING, Self, TypeVar

from press.evidence.registries.addresses import may_follow
from press.evidence.registries.pace import Clock, Pace, retry_after
from press.evidence.registries.unpacking import LARGEST, GarbledError, TooLargeError, Unpacker
from press.evidence.works.folding import clean
from press.publication import failure

if TYPE_CHECKING:
    import httpx

T = TypeVar("T")

# Worth another try; anything else that is no success will be the same the next time.
_PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})
_ABSENT = frozenset({404, 410})
_GOOD = 200
_WRONG = 400
_FIRST_REDIRECT = 300
_MOST_REDIRECTS = 5
_TOLD = 1.0  # seconds; a shorter pause is nobody's news
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


class _AgainError(Exception):
    """A question worth asking again, not before `after` seconds."""

    def __init__(self, reason: str, after: float = 0.0) -> None:
        self.after = after
        super().__init__(reason)


@dataclass(frozen=True)
class Limits:
    """How a registry may be asked; times in seconds, sizes in bytes.

    `attempts` counts the first; `timeout` is for an answer as a whole. Pauses that a registry
    asks for are kept up to `longest_wait` in all between two answers; then it is given up.
    """

    per_second: float
    in_flight: int
    attempts: int = 5
    timeout: float = 20.0
    first_wait: float = 1.0
    longest_wait: float = 120.0
    largest: int = LARGEST


def _ignored(line: str) -> None:
    del line


class Web:
    """One registry's address, asked within its limits; used as `async with`.

    `agent` is the User-Agent, which tells the registry who asks; `hosts` are those to which it may
    send us on; `tell` is told where it makes us wait.
    """

    def __init__(  # noqa: PLR0913 - who is asked and how, and what tests hand in
        self,
        registry: str,
        base: str,
        limits: Limits,
        agent: str,
        *,
        hosts: Collection[str] = (),
        clock: Clock = Clock(),  # noqa: B008 - it is frozen
        tell: Callable[[str], None] = _ignored,
    ) -> None:
        self.registry = registry
        self.limits = limits
        self.pace = Pace(limits.per_second, clock)
        self._base = base.rstrip("/")
        self._hosts = hosts
        self._clock = clock
        self._tell = tell
        self._has_answered = False
        self._silent = 0  # questions given up since the last one that was answered
        self._lost = ""  # why it is asked no more
        self._waited = 0.0
        self._gate = asyncio.Semaphore(limits.in_flight)
        self._client = _client(agent, limits.timeout)

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
        UnansweredError; at once, where the registry has not answered at all so far, left several
        questions in a row unanswered, or wants longer pauses than we keep.
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
            sleep=self._clock.sleep,
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
        if not self._has_answered:
            self._lost = reason
        elif self._silent >= _SILENT:
            self._lost = f"left {_SILENT} questions in a row unanswered"

    async def _once(
        self, path: str, params: Mapping[str, str], read: Callable[[bytes], T]
    ) -> T | None:
        async with self._gate:
            self._require_hope()
            await self.pace.turn()
            self._require_hope()
            status, headers, body = await self._answer(path, params)
        self.pace.heed(
            headers.get("x-rate-limit-limit", ""), headers.get("x-rate-limit-interval", "")
        )
        if status in _PASSING:
            raise self._pause(status, headers.get("retry-after", ""))
        self._waited = 0.0
        if status in _ABSENT:
            return None
        if not _GOOD <= status < _FIRST_REDIRECT:
            refusal = body if status == _WRONG else None
            raise UnansweredError(self.registry, f"refused the question (HTTP {status})", refusal)
        try:
            return read(body)
        except GarbledError as error:
            raise _AgainError(f"sent {error}") from error

    async def _answer(
        self, path: str, params: Mapping[str, str]
    ) -> tuple[int, httpx.Headers, bytes]:
        """Return one answer; what goes wrong on the way becomes a reason."""
        import httpx

        try:
            async with asyncio.timeout(self.limits.timeout):
                return await self._got(path, params)
        except (httpx.TimeoutException, TimeoutError) as error:
            raise _AgainError(f"took longer than {self.limits.timeout:g} s") from error
        except (httpx.UnsupportedProtocol, httpx.InvalidURL) as error:
            raise UnansweredError(self.registry, "has no usable address") from error
        except httpx.RemoteProtocolError as error:
            raise _AgainError("sent what is no answer by the rules of HTTP") from error
        except httpx.TransportError as error:
            raise _AgainError(_UNREACHABLE) from error
        except TooLargeError as error:
            raise UnansweredError(self.registry, "sent more than an answer can be") from error
        except GarbledError as error:
            raise _AgainError(f"sent {error}") from error

    async def _got(self, path: str, params: Mapping[str, str]) -> tuple[int, httpx.Headers, bytes]:
        until = self._clock.now() + self.limits.timeout
        request = self._client.build_request("GET", f"{self._base}/{path}", params=dict(params))
        for _ in range(_MOST_REDIRECTS + 1):
            response = await self._client.send(request, stream=True)
            self._has_answered = True
            async with aclosing(response):
                if not response.has_redirect_location:
                    return response.status_code, response.headers, await self._body(response, until)
                request = self._client.build_request("GET", self._onward(response))
        raise UnansweredError(self.registry, "sends the question in a circle")

    def _onward(self, response: httpx.Response) -> httpx.URL:
        """Return where a redirect leads; raises UnansweredError where we do not follow."""
        address = response.url.join(response.headers["location"])
        if not may_follow(str(address), self._base, self._hosts):
            place = clean(f"{address.scheme}://{address.netloc.decode()}")[:80]
            reason = f"sends the question on to {place}, which is not its own by https"
            raise UnansweredError(self.registry, reason)
        return address

    async def _body(self, response: httpx.Response, until: float) -> bytes:
        """Return what an answer holds, unpacked once and within bounds, read up to a time."""
        unpacker = Unpacker(response.headers.get("content-encoding", ""), self.limits.largest)
        async for chunk in response.aiter_raw():
            unpacker.feed(chunk)
            if self._clock.now() > until:
                raise TimeoutError
        return unpacker.whole()

    def _pause(self, status: int, header: str) -> Exception:
        seconds = retry_after(header, self._clock.today())
        longest = self.limits.longest_wait
        more = self.pace.longer(seconds)
        if self._waited + more > longest:
            self._lost = f"asks to wait {seconds:.0f} s (HTTP {status}), and {longest:.0f} s in all"
            self._lost += " is what we wait"
            return UnansweredError(self.registry, self._lost)
        self._waited += more
        self.pace.pause(seconds)
        if more >= _TOLD:
            self._tell(f"{self.registry} asks to wait {seconds:.0f} s (HTTP {status}); waiting")
        return _AgainError(f"answered with HTTP {status}", seconds)


def _client(agent: str, timeout: float) -> httpx.AsyncClient:
    """Return a client that keeps no cookies, follows nothing of itself and unpacks nothing."""
    import httpx

    try:
        return httpx.AsyncClient(
            headers={"User-Agent": agent, "Accept-Encoding": "gzip"},
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
            timeout=timeout,
            follow_redirects=False,
        )
    except (ValueError, ImportError) as error:  # HTTPS_PROXY and its like
        message = f"a proxy named by the environment cannot be used ({error})"
        raise failure("environment", message, "correct HTTPS_PROXY, or unset it") from error
