"""The figures of issue 2, "Speed": one function each, over publications made for the purpose."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.bench import peers
from tests.bench.generate import generate, text_of
from tests.bench.measure import Cost, alternating, comparison, cost, typical
from tests.bench.table import Figure, compared, megabytes, seconds

MINIMAL = Path(__file__).parent.parent / "publications" / "minimal"
_LARGEST_ISSUE = 200
_SMALL_ISSUE = 10
_SITE_AIM = 2.0
_DOCX_AIM = 1.0
_PDF_AIM = 1.15
_AGAIN_AIM = 0.1
_LINEAR_AIM = 1.2  # seconds a digest, from one size to a larger one
_MEMORY_AIM = 1000  # MB
_CHECK_AIM = 0.5  # seconds
_TEXTS = (100_000, 1_000_000)  # characters
_TEXT_AIM = 2.0


@dataclass(frozen=True)
class Bench:
    """A publication of `size` digests in a folder of its own, with room for the peers beside it."""

    folder: Path
    size: int
    runs: int

    @property
    def root(self) -> Path:
        """Return the publication's folder."""
        return self.folder / "publication"

    @property
    def in_issue(self) -> int:
        """Return how many digests its issue holds: all, or as many as a real one has."""
        return self.size if self.size <= _LARGEST_ISSUE else _SMALL_ISSUE

    def build(self, target: str, *, cold: bool = True) -> Cost:
        """Return what `press build` costs; `cold` without caches and earlier outputs.

        The web fonts stay: they are made once for a publication, whatever is written in it.
        """
        if cold:
            cache = self.root / ".press-cache"
            made = [path for path in cache.glob("*") if path.name != "fonts"]
            for path in [*made, self.root / "exports", self.root / "site"]:
                shutil.rmtree(path, ignore_errors=True)
                path.unlink(missing_ok=True)
        return cost([peers.PRESS, "build", target, "--quiet", "--root", self.root])


def prepared(folder: Path, size: int, runs: int) -> Bench:
    """Write a publication and return its bench."""
    bench = Bench(folder / str(size), size, runs)
    generate(bench.root, size, per_issue=bench.in_issue)
    return bench


def site(bench: Bench, costs: dict[int, Cost]) -> Iterator[Figure]:
    """Yield the site against MkDocs Material alone, and its memory; put its cost into `costs`."""
    command = peers.material(bench.root, bench.folder / "material")

    def peer() -> Cost:
        shutil.rmtree(bench.folder / "material" / "site", ignore_errors=True)
        return cost(command)

    found = alternating(lambda: bench.build("site"), peer, bench.runs)
    costs[bench.size] = found.ours
    yield compared("site / MkDocs Material without citations", bench.size, found, _SITE_AIM)
    used = found.ours.memory
    shown = (megabytes(used), megabytes(found.peer.memory))
    yield Figure("site: peak memory", bench.size, *shown, used / 1e6, _MEMORY_AIM, "MB")


def linear(costs: Mapping[int, Cost]) -> Iterator[Figure]:
    """Yield what a digest of the largest site costs against one of the next smaller."""
    sizes = sorted(costs)[-2:]
    if len(sizes) == 2:
        small, large = (costs[size].seconds / size for size in sizes)
        processor = costs[sizes[1]].processor / costs[sizes[0]].processor * sizes[0] / sizes[1]
        shown = (f"{large * 1000:.1f} ms", f"{small * 1000:.1f} ms")
        name = f"site: a digest of {sizes[1]} / one of {sizes[0]}"
        yield Figure(name, sizes[1], *shown, large / small, _LINEAR_AIM, processor=processor)


def text(folder: Path, runs: int) -> Iterator[Figure]:
    """Yield what a character of a digest of a megabyte costs to check against one of a tenth."""
    roots = {size: text_of(folder / f"text-{size}", size) for size in _TEXTS}
    small, large = roots.values()
    costs = [(_checked(large), _checked(small)) for _ in range(runs)]
    found = comparison(costs)
    ratio = _TEXTS[0] / _TEXTS[1]
    shown = (seconds(found.ours.seconds), seconds(found.peer.seconds))
    processor = found.processor_ratio * ratio
    name = "check: a character of 1 MB of text / one of 100 kB"
    yield Figure(name, 1, *shown, found.ratio * ratio, _TEXT_AIM, processor=processor)


def _checked(root: Path) -> Cost:
    shutil.rmtree(root / ".press-cache", ignore_errors=True)
    return cost([peers.PRESS, "check", "--root", root])


def bibtex(bench: Bench) -> Iterator[Figure]:
    """Yield mkdocs-bibtex against ours, once: it takes its time."""
    command = peers.mkdocs_bibtex(bench.root, bench.folder / "mkdocs-bibtex")
    found = alternating(lambda: bench.build("site"), lambda: cost(command), 1)
    yield compared("site / mkdocs-bibtex with CSL", bench.size, found, None, "for information")


def docx(bench: Bench) -> Iterator[Figure]:
    """Yield the issue's Word file against pandoc's."""
    command = peers.pandoc(bench.root, bench.folder / "pandoc", bench.in_issue)
    found = alternating(lambda: bench.build("docx"), lambda: cost(command), bench.runs)
    name = f"docx of {bench.in_issue} digests / pandoc --citeproc"
    yield compared(name, bench.size, found, _DOCX_AIM)


def pdf(bench: Bench) -> Iterator[Figure]:
    """Yield the issue's PDF against WeasyPrint's own, both in processor seconds of a process."""

    def side(name: str) -> Cost:
        command = [sys.executable, "-m", "tests.bench.pdf", str(bench.root), name]
        run = subprocess.run(command, check=False, capture_output=True, text=True)
        if run.returncode:
            raise RuntimeError(f"the PDF failed: {run.stderr[-400:]}")
        spent = float(run.stdout)
        return Cost(spent, spent)

    found = alternating(lambda: side("press"), lambda: side("bare"), bench.runs)
    name = f"pdf of {bench.in_issue} digests / bare WeasyPrint (CPU)"
    yield compared(name, bench.size, found, _PDF_AIM)


def again(bench: Bench) -> Iterator[Figure]:
    """Yield a second build with nothing changed against the first."""
    pairs = []
    for _ in range(bench.runs):
        first = bench.build("all")
        pairs.append((bench.build("all", cold=False), first))
    found = comparison(pairs)
    yield compared("build all again / the first build", bench.size, found, _AGAIN_AIM)


def check(bench: Bench) -> Iterator[Figure]:
    """Yield the time of `press check` over the bench's publication."""
    found = _checked(bench.root, bench.runs)
    yield Figure("press check", bench.size, seconds(found.seconds), note="for information")


def check_minimal(folder: Path, runs: int) -> Iterator[Figure]:
    """Yield the time of `press check` over the smallest publication there is."""
    root = Path(shutil.copytree(MINIMAL, folder / "minimal"))
    found = _checked(root, runs)
    yield Figure(
        "press check, minimal publication",
        1,
        seconds(found.seconds),
        value=found.seconds,
        aim=_CHECK_AIM,
        unit="s",
    )


def _checked(root: Path, runs: int) -> Cost:
    return typical([cost([peers.PRESS, "check", "--quiet", "--root", root]) for _ in range(runs)])
