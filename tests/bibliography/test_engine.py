"""Pandoc is asked through one process; whatever it does, nobody waits for ever."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from press.bibliography import engine as module
from press.bibliography.engine import Engine
from press.machine.children import Child, start
from press.publication import PressError
from press.publication.bounds import SECONDS

BIBTEX = "@misc{a2020, title = {First things}, author = {Alpha, Ann}, year = {2020}}"
BESIDE_THE_PIPE = 1_000_000  # characters; more than a pipe holds

Pandoc = Callable[[str], None]


@pytest.fixture
def pandoc(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Pandoc:
    """Return a function that puts a script in pandoc's place."""

    def put(script: str) -> None:
        path = tmp_path / "pandoc"
        path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        path.chmod(0o755)
        monkeypatch.setattr(module, "_pandoc", lambda: str(path))

    return put


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Child]]:
    """Return the processes that are started, of which none may be left."""
    found: list[Child] = []

    def counted(*arguments: Any, **options: Any) -> Child:
        found.append(start(*arguments, **options))
        return found[-1]

    monkeypatch.setattr(module, "start", counted)
    yield found
    assert [] == [child for child in found if not child.has_ended]


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let pandoc have 0.2 seconds for an answer."""
    monkeypatch.setenv(SECONDS, "0.2")


def told(engine: Engine, bibtex: str = BIBTEX) -> str:
    with pytest.raises(PressError) as caught:
        engine.ask("csljson", bibtex=bibtex)
    return str(caught.value)


LATE = "pandoc:1:1: press: pandoc was ended: it took more than 0.2 seconds; shorten what is cited"


@pytest.mark.usefixtures("hurried")
@pytest.mark.parametrize(
    ("script", "bibtex"),
    [
        ("cat >/dev/null", BIBTEX),
        ("exec sleep 600", BIBTEX),
        ("exec sleep 600", "%" * BESIDE_THE_PIPE),
        ("printf half; exec sleep 600", BIBTEX),
    ],
    ids=["listens", "sleeps", "takes nothing", "stops in mid answer"],
)
def test_a_pandoc_that_does_not_answer_is_ended_and_told_of(
    pandoc: Pandoc, started: list[Child], script: str, bibtex: str
) -> None:
    pandoc(script)
    assert told(Engine(), bibtex).startswith(LATE)
    assert 1 == len(started)


def test_one_that_ends_early_is_told_of_with_its_last_words(
    pandoc: Pandoc, started: list[Child]
) -> None:
    pandoc("echo no memory >&2; exit 3")
    assert "pandoc ended early: no memory; run `press doctor`" in told(Engine())
    assert 1 == len(started)


def test_half_an_answer_of_one_that_ended_is_none(pandoc: Pandoc, started: list[Child]) -> None:
    pandoc("read line; printf '{\"ok\": 1'")
    assert "pandoc ended early: no message" in told(Engine())
    assert 1 == len(started)


def test_a_later_request_gets_a_new_process_and_its_own_answer(
    pandoc: Pandoc, started: list[Child], monkeypatch: pytest.MonkeyPatch
) -> None:
    pandoc("exec sleep 600")
    engine = Engine()
    monkeypatch.setenv(SECONDS, "0.2")
    told(engine)
    monkeypatch.setenv(SECONDS, "60")
    pandoc('read line; echo \'{"ok": "second"}\'')
    assert "second" == engine.ask("csljson", bibtex=BIBTEX)
    engine.close()
    assert 2 == len(started)


def test_a_request_that_was_broken_off_does_not_answer_the_next(
    pandoc: Pandoc, started: list[Child], monkeypatch: pytest.MonkeyPatch
) -> None:
    pandoc('read line; echo \'{"ok": "first"}\'; read line; echo \'{"ok": "second"}\'')
    engine = Engine()

    def interrupted(_line: bytes) -> bytes:
        raise KeyboardInterrupt

    monkeypatch.setattr(engine._started(), "answer", interrupted)
    with pytest.raises(KeyboardInterrupt):
        engine.ask("csljson", bibtex=BIBTEX)
    assert "first" == engine.ask("csljson", bibtex=BIBTEX)
    engine.close()
    assert 2 == len(started)


def test_one_that_does_not_end_when_it_should_is_ended(
    pandoc: Pandoc, started: list[Child], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("press.machine.children._PATIENCE", 0.2)
    pandoc('read line; echo \'{"ok": "done"}\'; exec sleep 600')
    engine = Engine()
    assert "done" == engine.ask("csljson", bibtex=BIBTEX)
    engine.close()
    assert 1 == len(started)
