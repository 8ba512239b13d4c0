"""Measures the press against its peers: `make bench`, or `python -m tests.bench --help`."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from tests.bench import figures
from tests.bench.figures import Bench
from tests.bench.growth import growth
from tests.bench.measure import Cost
from tests.bench.table import Figure, as_json, caution, table

_INFORMED_AT = 10  # digests: so many are enough to see how slow mkdocs-bibtex is
_KINDS = ("growth", "check", "site", "bibtex", "docx", "pdf", "again", "linear", "text")


def main() -> None:
    """Measure and print; ends well whether or not aims are met."""
    options = _options()
    found: list[Figure] = []
    # Interrupted, it shows what it has: a whole run takes its time.
    with (
        suppress(KeyboardInterrupt),
        tempfile.TemporaryDirectory(prefix="press-bench-") as folder,
    ):
        for figure in _measured(Path(folder), options.sizes, options.runs, options.only):
            found.append(figure)
            _say(f"{figure.name}, N = {figure.size}: {figure.verdict}")
    _say("")
    sys.stdout.write(f"{table(found)}\n{caution()}")
    if options.json:
        options.json.write_text(as_json(found), encoding="utf-8")


def _measured(folder: Path, sizes: list[int], runs: int, kinds: list[str]) -> Iterator[Figure]:
    costs: dict[int, Cost] = {}
    if "growth" in kinds:
        yield from growth(runs)
    if "check" in kinds:
        yield from _tried("check", 1, figures.check_minimal(folder, runs))
    for size in sizes:
        bench = figures.prepared(folder, size, runs)
        for kind, lines in _figures(bench, costs).items():
            if kind in kinds:
                yield from _tried(kind, size, lines)
    if "linear" in kinds:
        yield from figures.linear(costs)
    if "text" in kinds:
        yield from _tried("text", 1, figures.text(folder, runs))


def _figures(bench: Bench, costs: dict[int, Cost]) -> dict[str, Iterator[Figure]]:
    """Return what is measured at one size; nothing runs before it is asked for."""
    found = {
        "check": figures.check(bench),
        "site": figures.site(bench, costs),
        "docx": figures.docx(bench),
        "again": figures.again(bench),
    }
    if bench.size == _INFORMED_AT:
        found["bibtex"] = figures.bibtex(bench)
    if bench.in_issue == bench.size:  # an issue of another length than those before
        found["pdf"] = figures.pdf(bench)
    return found


def _tried(kind: str, size: int, lines: Iterator[Figure]) -> Iterator[Figure]:
    """Yield lines; where one cannot be measured, say so and let the others follow."""
    try:
        yield from lines
    except RuntimeError as error:
        _say(str(error))
        yield Figure(kind, size, "failed", note="failed")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--sizes", type=_sizes, default="10,40,200,1000", help="digests")
    parser.add_argument("--runs", type=int, default=5, help="each figure is the median of so many")
    parser.add_argument("--only", type=_names, default=list(_KINDS), help=", ".join(_KINDS))
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there too")
    return parser.parse_args()


def _sizes(text: str) -> list[int]:
    return sorted({int(part) for part in text.split(",")})


def _names(text: str) -> list[str]:
    names = text.split(",")
    unknown = ", ".join(name for name in names if name not in _KINDS)
    if unknown:
        raise argparse.ArgumentTypeError(f"unknown: {unknown}; there are {', '.join(_KINDS)}")
    return names


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")


if __name__ == "__main__":
    main()
