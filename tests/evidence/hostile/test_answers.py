"""A registry, or who stands in for it, may send anything: no harm comes of it."""

from __future__ import annotations

import asyncio
import gzip
import itertools
import json
import subprocess
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from press.evidence.registries.addresses import may_follow, misfit
from press.evidence.registries.clients import Registries, access, opened
from press.evidence.registries.pace import Pace, retry_after
from press.evidence.registries.web import UnansweredError
from press.publication import PressError, read_settings
from tests.conftest import ROOT
from tests.evidence.clock import NOON, FakeClock
from tests.evidence.fakes import Fakes
from tests.evidence.samples import DOI, crossref_work, publication
from tests.evidence.server import Reply, work_reply

PATH = f"works/{DOI}"
GOOD = work_reply(crossref_work())
TITLE = "Warm socks for cold feet: a randomized crossover trial"
MOST = 500  # megabytes that no answer may make us use
MEBI = 1 << 20


def asked(fakes: Fakes, times: int = 1, **changes: Any) -> list[str]:
    """Return the title that Crossref gives, or why it gave none, for each time it is asked."""

    async def ask() -> list[str]:
        found: list[str] = []
        async with opened(fakes.with_access(**changes)) as registries:
            found.extend([await _title(registries) for _ in range(times)])
        return found

    return asyncio.run(ask())


async def _title(registries: Registries) -> str:
    try:
        record = await registries.crossref.record(DOI)
    except UnansweredError as error:
        return str(error)
    return record.work.title if record else "none"


def blanks(gibibytes: int) -> bytes:
    """Return so much of nothing packed by gzip; one packed piece is repeated, so it is quick."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    head = packer.compress(b" " * MEBI) + packer.flush(zlib.Z_FULL_FLUSH)
    again = packer.compress(b" " * MEBI) + packer.flush(zlib.Z_FULL_FLUSH)
    return head + again * (1024 * gibibytes) + packer.flush()


def endless(piece: bytes) -> Reply:
    return Reply(200, pieces=lambda: itertools.repeat(piece))


TOO_LARGE = "Crossref sent more than an answer can be"
ODD_PACKING = "Crossref sent an answer that is packed as we did not ask for (asked 3 times)"
NO_JSON = "Crossref sent JSON that is cut off or wrong (asked 3 times)"
TOO_MANY = "Crossref sent JSON in more parts than an answer has (asked 3 times)"
FOUR = blanks(4)
BOMBS: dict[str, tuple[Reply, str]] = {
    "packed": (Reply(200, FOUR, {"Content-Encoding": "gzip"}), TOO_LARGE),
    "packed, by its other name": (Reply(200, FOUR, {"Content-Encoding": "X-GZIP"}), TOO_LARGE),
    "packed twice": (
        Reply(200, gzip.compress(FOUR), {"Content-Encoding": "gzip, gzip"}),
        ODD_PACKING,
    ),
    "packed, told once": (
        Reply(200, gzip.compress(FOUR), {"Content-Encoding": "gzip"}),
        NO_JSON,
    ),
    "deflated": (
        Reply(200, zlib.compress(b" " * MEBI), {"Content-Encoding": "deflate"}),
        ODD_PACKING,
    ),
    "packed as we cannot": (Reply(200, b"x", {"Content-Encoding": "br"}), ODD_PACKING),
    "without end": (endless(b" " * MEBI), TOO_LARGE),
    "packed without end": (
        Reply(200, FOUR[:-9], {"Content-Encoding": "gzip"}, pieces=lambda: itertools.repeat(FOUR)),
        TOO_LARGE,
    ),
    "lists side by side": (Reply(200, b"[" + b"[]," * 6_000_000 + b"[]]"), TOO_MANY),
    "objects side by side": (Reply(200, b"[" + b"{}," * 6_000_000 + b"{}]"), TOO_MANY),
    "numbers": (Reply(200, b"[" + b"1," * 9_000_000 + b"1]"), TOO_MANY),
    "lists in lists": (Reply(200, b"[" * 9_000_000 + b"]" * 9_000_000), TOO_MANY),
    "a few lists in lists": (Reply(200, b'{"message":' + b"[" * 500 + b"]" * 500 + b"}"), NO_JSON),
    "one text that never ends": (Reply(200, b'"' + b'\\"' * 9_000_000), NO_JSON),
    "a wide text": (
        Reply(200, json.dumps({"message": {"title": ["\U0001f600" + "x" * 18_000_000]}}).encode()),
        "",
    ),
}  # fmt: skip
CHILD = """
import asyncio, json, sys
from press.evidence.registries.clients import Access, opened
from press.evidence.registries.web import UnansweredError
from tests.memory import peak

async def main(url):
    access = Access(url, url, attempts=3, first_wait=0.0)
    for doi in json.loads(sys.argv[2]):  # each of a registry that has not been given up
        async with opened(access) as registries:
            registries.crossref._web.pace.interval = 0.0
            try:
                record = await registries.crossref.record(doi)
                told = record.work.title
            except UnansweredError as error:
                told = str(error)
            print(json.dumps([told, peak()]), flush=True)

asyncio.run(main(sys.argv[1]))
"""


def test_no_answer_fills_the_memory(fakes: Fakes):
    dois = [f"10.5555/{number}" for number in range(len(BOMBS))]
    for doi, (reply, _) in zip(dois, BOMBS.values(), strict=True):
        fakes.crossref.on(f"works/{doi}", reply)
    command = [sys.executable, "-c", CHILD, fakes.crossref.url, json.dumps(dois)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert {name: reason for name, (_, reason) in BOMBS.items()} == dict(
        zip(BOMBS, (reason for reason, _ in told), strict=True)
    )
    peaks = dict(zip(BOMBS, (peak for _, peak in told), strict=True))
    assert {} == {name: peak for name, peak in peaks.items() if peak > MOST}


@pytest.mark.parametrize(
    "location",
    [
        "http://api.crossref.org/works/x",  # not by https
        "https://crossref.example/works/x",
        "https://api.crossref.org.example/works/x",
        "https://notcrossref.org/works/x",
        "https://api.crossref.org:8443/works/x",
        "https://eutils.ncbi.nlm.nih.gov/entrez",  # another registry's
        "//127.0.0.1:9/works/x",
        "http://localhost:9/",
        "http://[::1]:9/",
        "https://10.0.0.5/",
        "http://169.254.169.254/latest/meta-data/",
        "https://2130706433/",
        "file:///etc/passwd",
        "gopher://127.0.0.1:70/x",
        "ftp://api.crossref.org/",
        "javascript:alert(1)",
        "http://",
        "https://[",
        "http://127.0.0.1:99999999/",
        "\u00a0\u202ehttps://x\x1b[31m",
    ],
)
def test_nobody_is_followed_to_another_place(fakes: Fakes, location: str):
    elsewhere = {"Location": location.encode().decode("latin-1")}
    fakes.crossref.on(PATH, Reply(302, headers=elsewhere))
    (told,) = asked(fakes)
    assert told.startswith("Crossref ")
    assert told.isprintable()
    assert [] == fakes.pubmed.asked


def test_nobody_is_followed_to_another_port_of_this_machine(fakes: Fakes):
    fakes.crossref.on(PATH, Reply(302, headers={"Location": f"{fakes.pubmed.url}/{PATH}"}))
    fakes.pubmed.on(PATH, GOOD)
    (told,) = asked(fakes)
    assert f"sends the question on to {fakes.pubmed.url}, which is not its own" in told
    assert [] == fakes.pubmed.asked


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_registry_may_send_us_on_to_itself(fakes: Fakes, status: int):
    fakes.crossref.on(PATH, Reply(status, headers={"Location": "/works/10.5555/new?a=b"}))
    fakes.crossref.on("works/10.5555/new", GOOD)
    assert [TITLE] == asked(fakes)


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://api.crossref.org/works/x", True),
        ("https://API.Crossref.org/works/x", True),
        ("https://crossref.org:443/", True),
        ("http://api.crossref.org/", False),
        ("https://mycrossref.org/", False),
        ("https://one.example/works", True),
        ("http://one.example/works", False),
        ("https://one.example:444/works", False),
        ("https://two.example/works", False),
        ("https://127.0.0.1/", False),
    ],
)
def test_registries_hosts_are_followed_by_https_alone(address: str, expected: bool):  # noqa: FBT001
    assert expected == may_follow(address, "https://one.example", ["crossref.org"])


@pytest.mark.parametrize(
    "address",
    [
        "http://api.crossref.org",
        "http://10.1.2.3/",
        "https://10.1.2.3/",
        "https://192.168.0.1/",
        "https://172.16.9.9/",
        "https://169.254.169.254/",
        "https://[fd00::1]/",
        "https://[fe80::1%25eth0]/",
        "https://100.64.0.1/",
        "https://0.0.0.0/",
        "https://127.1.",
        "https://0x7f000001/",
        "https://x.localhost/",
        "https://[::ffff:10.0.0.1]/",
        "https://one.example:port/",
        "https://[",
        "file:///etc/passwd",
        "https:///works",
        "one.example",
    ],
)
def test_a_registry_is_not_set_up_at_a_private_address(tmp_path: Path, address: str):
    assert misfit(address)
    settings = read_settings(publication(tmp_path / "socks"))
    with pytest.raises(PressError, match=r"mkdocs\.yml:1:1: registries: .* of pubmed; write"):
        access(settings, {"PRESS_PUBMED_URL": address})


@pytest.mark.parametrize(
    "address",
    ["http://localhost:8080/x", "http://127.0.0.1", "https://127.9.9.9", "http://[::1]:1/",
     "https://one.example/works", "https://8.8.8.8/"],
)  # fmt: skip
def test_a_registry_may_be_stood_in_for_on_this_machine_or_by_https(address: str):
    assert "" == misfit(address)


@pytest.mark.parametrize("mail", ["é@example.org", "a@b\nX: y", "nobody", "a b@example.org"])
def test_an_address_of_mail_is_one(tmp_path: Path, mail: str):
    settings = read_settings(publication(tmp_path / "socks"))
    with pytest.raises(PressError, match="is no address of mail"):
        access(settings, {"PRESS_MAILTO": mail})


def test_cookies_are_not_kept(fakes: Fakes):
    cookie = {"Set-Cookie": "who=you; Path=/; Max-Age=99999"}
    fakes.crossref.on(PATH, Reply(200, GOOD.body, cookie))
    assert [TITLE, TITLE] == asked(fakes, 2)
    assert [None, None] == [one.headers.get("Cookie") for one in fakes.crossref.asked]


ODD_NUMBERS = [
    "²", "x", "-1", "0", "1.5", "1e9", "", "9" * 5000, "nan", "inf", "٣x", "0x10", "1_000",
    "; DROP",
]  # fmt: skip


@pytest.mark.parametrize("number", ODD_NUMBERS)
@pytest.mark.parametrize("name", ["X-Rate-Limit-Limit", "X-Rate-Limit-Interval"])
def test_a_limit_that_is_no_number_is_passed_over(fakes: Fakes, name: str, number: str):
    other = {"X-Rate-Limit-Limit": "50", "X-Rate-Limit-Interval": "1s"}
    headers = {**other, name: number.encode().decode("latin-1")}
    fakes.crossref.on(PATH, Reply(200, GOOD.body, headers))
    clock = FakeClock()
    assert [TITLE, TITLE] == asked(fakes, 2, clock=clock.clock)
    assert clock.waited < 1


@pytest.mark.parametrize(("limit", "interval"), [("1", "999999s"), ("1", "86400"), ("2", "999s")])
def test_no_limit_makes_us_slower_than_a_question_in_ten_seconds(limit: str, interval: str):
    pace = Pace(5.0, FakeClock().clock)
    pace.heed(limit, interval)
    assert 10.0 == pace.interval


@pytest.mark.parametrize(
    ("header", "most"),
    [
        ("110", 120),
        ("120", 120),
        ("60", 120),
        ("50", 120),
        ("121", 0),
        ("3600", 0),
        ("999999999", 0),
        ("Sat, 21 Nov 2026 12:01:40 GMT", 120),
        ("Sun, 22 Nov 2026 12:00:00 GMT", 0),
        ("Sat, 21 Nov 2026 11:00:00 GMT", 0),
        ("-1", 0),
        ("²", 0),
        ("1e9", 0),
        ("nan", 0),
        ("9" * 5000, 0),
        ("Sat, 21 Nov 99999999999999999999 12:00:00 GMT", 0),
        ("Sat, 99 Nov 2026 99:99:99 +9999", 0),
    ],
)
def test_pauses_come_to_two_minutes_at_most(fakes: Fakes, header: str, most: int):
    clock, lines = FakeClock(), []
    reply = Reply(429, headers={"Retry-After": header.encode().decode("latin-1")})
    fakes.crossref.on(PATH, reply)
    first, second = asked(fakes, 2, clock=clock.clock, tell=lines.append)
    assert clock.waited <= most + 1
    assert "HTTP 429" in first
    assert "HTTP 429" in second
    assert bool(most) == bool(lines)


def test_a_pause_is_told(fakes: Fakes):
    clock, lines = FakeClock(), []
    fakes.crossref.on(PATH, Reply(503, headers={"Retry-After": "90"}), GOOD)
    assert [TITLE] == asked(fakes, clock=clock.clock, tell=lines.append)
    assert ["Crossref asks to wait 90 s (HTTP 503); waiting"] == lines


def test_a_registry_that_wants_more_is_asked_no_more(fakes: Fakes):
    clock = FakeClock()
    fakes.crossref.on(PATH, Reply(429, headers={"Retry-After": "110"}))
    found = asked(fakes, 3, clock=clock.clock)
    reason = "Crossref asks to wait 110 s (HTTP 429), and 120 s in all is what we wait"
    assert [reason] * 3 == found
    assert 2 == len(fakes.crossref.asked)


def test_an_answer_in_between_makes_room_for_other_pauses(fakes: Fakes):
    clock = FakeClock()
    busy = Reply(429, headers={"Retry-After": "110"})
    fakes.crossref.on(PATH, busy, GOOD, busy, GOOD)
    assert [TITLE, TITLE] == asked(fakes, 2, clock=clock.clock)


def test_an_answer_that_drips_comes_to_an_end(fakes: Fakes):
    def drops() -> Iterator[bytes]:
        return itertools.repeat(b" ")

    clock = FakeClock(step=0.5)  # a look at it after every drop
    fakes.crossref.on(PATH, Reply(200, pieces=drops))
    (told,) = asked(fakes, clock=clock.clock, timeout=20.0)
    assert "Crossref took longer than 20 s (asked 3 times)" == told


@pytest.mark.parametrize(
    "length", ["99999999999", "1", "0", "-5", "x", "12, 13", "²", "1e3", "+7", ""]
)
def test_a_length_that_lies_is_no_harm(fakes: Fakes, length: str):
    headers = {"Content-Length": length.encode().decode("latin-1"), "Connection": "close"}
    fakes.crossref.on(PATH, Reply(200, GOOD.body, headers))
    (told,) = asked(fakes, timeout=0.5)
    assert told.startswith("Crossref ")
    assert told.endswith("(asked 3 times)")


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Long": "a" * 60_000},
        {"X-Longer": "a" * 200_000},
        {f"X-{number}": "a" for number in range(99)},
        {f"X-{number}": "a" * 900 for number in range(900)},
        {"Content-Type": "text/html\x07"},
        {"Transfer-Encoding": "chunked"},
        {"Transfer-Encoding": "gzip, chunked"},
        {"Connection": "upgrade", "Upgrade": "h2c"},
        {"Content-Encoding": "gzip, identity"},
        {"Trailer": "X"},
    ],
    ids=str,
)
def test_a_strange_head_ends_in_an_answer_or_a_reason(fakes: Fakes, headers: dict[str, str]):
    fakes.crossref.on(PATH, Reply(200, GOOD.body, headers))
    (told,) = asked(fakes, timeout=0.5)
    assert told == TITLE or told.startswith("Crossref ")


def test_a_header_of_dates_is_read_or_is_nothing():
    assert 100.0 == retry_after("Sat, 21 Nov 2026 12:01:40 GMT", NOON)
    assert 0.0 == retry_after("Sat, 21 Nov 99999999999999999999 12:00:00 GMT", NOON)
