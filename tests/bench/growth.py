"""How the press's work grows with a text, in processor seconds: patterns run unseen inside of C.

The tests count lines of the press (tests/work.py); a regular expression's search is none of them.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from statistics import median

from press.evidence.numbers import check_prose
from tests.bench.table import Figure, seconds
from tests.evidence.numbers.hostile import HOSTILE

_SHORT, _LONG = 10_000, 40_000  # characters
_AIM = 6.0  # four, where it grows as the text does; sixteen, where every part looks at all others


def growth(runs: int) -> Iterator[Figure]:
    """Yield what a text costs against one a quarter as long, for the piece that grows worst."""
    costs = {piece: [_cost(piece, length, runs) for length in (_LONG, _SHORT)] for piece in HOSTILE}
    worst = max(costs, key=lambda piece: costs[piece][0] / costs[piece][1])
    long, short = costs[worst]
    name = f"numbers: {_LONG:,} characters of {worst!r} / {_SHORT:,}"
    ratio = long / short
    yield Figure(name, 1, seconds(long), seconds(short), ratio, _AIM, processor=ratio)


def _cost(piece: str, length: int, runs: int) -> float:
    text = piece * (length // len(piece)) + " 5%"
    return median(_spent(lambda: check_prose(text, "report.md")) for _ in range(runs))


def _spent(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began
