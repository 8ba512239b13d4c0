"""How many rounds random tests take: few with fixed seeds, or many with new ones in `make soak`.

Both are told in the end, and `--seed` repeats a long run.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random, SystemRandom

import pytest

_ROUNDS = "rounds"


@dataclass
class _Run:
    """What this run is: how many times as many rounds, drawn from which seed."""

    times: int = 1
    seed: int | None = None


_run = _Run()


def is_soak() -> bool:
    """Tell whether this is a long run."""
    return _run.seed is not None


def many(few: int) -> int:
    """Return how many rounds to take where `few` do in an ordinary run."""
    return few * _run.times


def seeds(few: int) -> list[int]:
    """Return seeds for tests that take one each: 1, 2, 3 … in an ordinary run."""
    if _run.seed is None:
        return list(range(1, few + 1))
    return Random(_run.seed).sample(range(1_000_000), many(few))  # noqa: S311 - no secret


class Rounds:
    """The rounds of one test, counted; each gets the same source of random numbers."""

    def __init__(self, node: pytest.Item) -> None:
        self._node = node

    def __call__(self, few: int) -> Iterator[Random]:
        """Yield the source so many times; many more in a long run."""
        draw = Random(f"{_run.seed}:{self._node.name}")  # noqa: S311 - a test that can be repeated
        count = many(few)
        self._node.user_properties.append((_ROUNDS, count))
        for _ in range(count):
            yield draw


def add_options(parser: pytest.Parser) -> None:
    """Add `--soak` and `--seed`."""
    group = parser.getgroup("soak", "long runs of random tests")
    group.addoption("--soak", type=int, default=0, help="take so many times as many rounds")
    group.addoption("--seed", type=int, help="draw a long run from this seed")


def settle(config: pytest.Config) -> None:
    """Draw the seed of a long run; pytest-xdist hands the options on to its workers."""
    if not config.option.soak:
        return
    if config.option.seed is None:
        config.option.seed = SystemRandom().randrange(1_000_000)
    config.option.hypothesis_seed = str(config.option.seed)
    _run.times, _run.seed = config.option.soak, config.option.seed


def header(config: pytest.Config) -> list[str]:
    """Return what stands above a long run."""
    if not is_soak():
        return []
    again = f"--soak {config.option.soak} --seed {config.option.seed}"
    return [f"soak: {_run.times} times the rounds, drawn from seed {_run.seed}; again: {again}"]


def summary(reporter: pytest.TerminalReporter) -> None:
    """Write how many rounds every random test took in a long run."""
    if not is_soak():
        return
    taken: Counter[str] = Counter()
    for report in (*reporter.getreports("passed"), *reporter.getreports("failed")):
        if report.when == "call":
            name = report.nodeid.partition("[")[0]
            taken[name] += sum(count for what, count in report.user_properties if what == _ROUNDS)
    reporter.section(f"{sum(taken.values()):,} rounds, seed {_run.seed}")
    for name, count in sorted(taken.items()):
        reporter.line(f"{count:>10,} {name}")


def is_random(item: pytest.Item) -> bool:
    """Tell whether a test takes rounds; note those that it does not count itself.

    That are the examples of a property, and the one seed that a test is given.
    """
    function = getattr(item, "obj", None)
    if getattr(function, "is_hypothesis_test", False):
        settings = function._hypothesis_internal_use_settings
        if settings.deadline is not None:
            raise pytest.UsageError(f"{item.nodeid} has a deadline; give it `@examples(…)`")
        item.user_properties.append((_ROUNDS, settings.max_examples))
        return True
    if "seed" in getattr(getattr(item, "callspec", None), "params", {}):
        item.user_properties.append((_ROUNDS, 1))
        return True
    return "rounds" in getattr(item, "fixturenames", ())
