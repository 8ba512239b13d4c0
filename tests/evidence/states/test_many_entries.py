"""Many entries are checked offline: each takes the same work, with nothing heavy loaded."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from dataclasses import replace
from pathlib import Path

from press.bibliography import read_bibliography
from press.evidence.entries.work_of import work_of
from press.evidence.lock.entry import Asked, Locked
from press.evidence.lock.file import lock_path, read_lock, write_lock
from press.evidence.states.state import states
from press.evidence.works.work import Record
from press.publication import read_settings
from tests.conftest import ROOT
from tests.evidence.samples import publication
from tests.work import lines


def made(root: Path, many: int) -> Path:
    """Write a publication of many entries that both registries have; return its folder."""
    people = " and ".join(f"Name{m}, A. B." for m in range(9))
    entries = "".join(
        f"@article{{k{n},\n  author = {{{people} and Name{n}, C. D.}},\n"
        f"  title = {{Warm socks for cold feet in the winter of {n}}},\n"
        f"  journal = {{Journal of Invented Results}},\n  year = {{2024}},\n  volume = {{{n}}},\n"
        f"  pages = {{{n}--{n + 9}}},\n  doi = {{10.5555/{n}}},\n  pmid = {{{9000000 + n}}},\n}}\n"
        for n in range(many)
    )
    publication(root, entries)
    settings = read_settings(root)
    lock: dict[str, Locked] = {}
    day = "2026-11-21"
    for key, entry in read_bibliography(settings).entries.items():
        work = work_of(entry)
        locked = Locked()
        for registry in ("crossref", "pubmed"):
            record = Record(registry, replace(work, journals=("Journal of invented results",)))
            asked = Asked(f"doi:{work.doi}", day, "found")
            locked = locked.with_record(record, day).with_answer(registry, asked)
        lock[key] = locked
    write_lock(lock_path(settings), lock)
    return root


def checked(root: Path) -> list[str]:
    """Return the name of each entry's state."""
    settings = read_settings(root)
    bibliography = read_bibliography(settings)
    lock, _ = read_lock(lock_path(settings))
    return [one.name for one in states(bibliography, lock).values()]


def test_four_times_as_many_entries_take_four_times_the_work(tmp_path: Path):
    few, many = made(tmp_path / "few", 30), made(tmp_path / "many", 120)
    assert ["verified"] * 30 == checked(few)
    assert lines(lambda: checked(many)) < 5 * lines(lambda: checked(few))


def test_entries_are_checked_with_nothing_heavy_loaded(tmp_path: Path):
    script = textwrap.dedent(f"""
        import sys
        from pathlib import Path
        from tests.evidence.states.test_many_entries import checked
        print(*checked(Path({str(made(tmp_path / "few", 2))!r})))
        print(*{{"httpx", "tenacity", "pyiso4", "rapidfuzz"}} & sys.modules.keys())
    """)
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert "verified verified\n\n" == done.stdout
