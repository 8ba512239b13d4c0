"""A thousand entries are checked offline in a few seconds, with nothing heavy loaded."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from dataclasses import replace
from pathlib import Path

from press.bibliography import read_bibliography
from press.evidence.entries.work_of import work_of
from press.evidence.lock.entry import Asked, Locked
from press.evidence.lock.file import lock_path, write_lock
from press.evidence.works.work import Record
from press.publication import read_settings
from tests.evidence.samples import publication

MANY = 1000
FAR_TOO_LONG = 8.0  # seconds of the processor; it takes about one


def made(root: Path) -> Path:
    """Write a publication of many entries that both registries have; return its folder."""
    people = " and ".join(f"Name{m}, A. B." for m in range(9))
    entries = "".join(
        f"@article{{k{n},\n  author = {{{people} and Name{n}, C. D.}},\n"
        f"  title = {{Warm socks for cold feet in the winter of {n}}},\n"
        f"  journal = {{Journal of Invented Results}},\n  year = {{2024}},\n  volume = {{{n}}},\n"
        f"  pages = {{{n}--{n + 9}}},\n  doi = {{10.5555/{n}}},\n  pmid = {{{9000000 + n}}},\n}}\n"
        for n in range(MANY)
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


def test_a_thousand_entries_are_checked_offline(tmp_path: Path):
    script = textwrap.dedent(f"""
        import sys, time
        from pathlib import Path
        from press.bibliography import read_bibliography
        from press.evidence.lock.file import lock_path, read_lock
        from press.evidence.states.state import states
        from press.publication import read_settings
        settings = read_settings(Path({str(made(tmp_path / "many"))!r}))
        bibliography = read_bibliography(settings)
        start = time.process_time()
        lock, _ = read_lock(lock_path(settings))
        found = states(bibliography, lock)
        seconds = time.process_time() - start
        assert {{"verified"}} == {{one.name for one in found.values()}}, found
        heavy = {{"httpx", "tenacity", "pyiso4", "rapidfuzz"}} & sys.modules.keys()
        print(len(found), seconds, *sorted(heavy))
    """)
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=120
    )
    count, seconds, *heavy = done.stdout.split()
    assert (str(MANY), []) == (count, heavy)
    assert float(seconds) < FAR_TOO_LONG
