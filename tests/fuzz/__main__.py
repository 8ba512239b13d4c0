"""Try inputs at random: `python -m tests.fuzz body --minutes 30`, or `--examples 50`.

Prints the seeds, how many inputs were tried, and the memory; an input that does harm is printed by
Hypothesis, made as small as it can be, and ends the run with an error.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, seed, settings

from tests.fuzz.guard import MOST, guarded
from tests.fuzz.targets import TARGETS, Target
from tests.memory import peak

ROUND = 200  # examples a seed


def tried(target: Target, root: Path, examples: int, number: int) -> int:
    """Give inputs of one seed to the press; return how many."""
    count = 0

    @seed(number)
    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate, Phase.shrink],
    )
    @given(target.made)
    def one(made: object) -> None:
        nonlocal count
        count += 1
        with guarded(root.parent):
            target.run(root, made)

    one()
    return count


def main() -> int:
    """Try inputs of one kind, for some minutes or of a number; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz")
    parser.add_argument("kind", choices=TARGETS, nargs="?")
    parser.add_argument("--list", action="store_true", help="print the kinds of input")
    parser.add_argument("--minutes", type=float, default=0)
    parser.add_argument("--examples", type=int, default=ROUND)
    parser.add_argument("--seed", type=int, default=None, help="the first one; else any")
    chosen = parser.parse_args()
    if chosen.list or chosen.kind is None:
        sys.stdout.write("\n".join(TARGETS) + "\n")
        return 0
    first = chosen.seed
    if first is None:
        first = random.randrange(10**6)  # noqa: S311 - no secret
    until = time.monotonic() + 60 * chosen.minutes
    count, number = 0, first
    with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
        tempfile.tempdir = folder  # the press's own temporary files, too
        root = Path(folder) / "publication"
        target = TARGETS[chosen.kind]
        target.prepare(root)
        while True:
            count += tried(target, root, chosen.examples, number)
            number += 1
            if time.monotonic() >= until:
                break
    seeds = f"seeds {first}-{number - 1}" if number - 1 > first else f"seed {first}"
    sys.stdout.write(f"{chosen.kind}: {count} inputs, {seeds}, {peak():.0f} MB at most\n")
    return 0 if peak() <= MOST else 1


if __name__ == "__main__":
    sys.exit(main())
