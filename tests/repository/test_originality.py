"""No sentence of the source documents stands in the publication.

The documents themselves are not here: originality/runs.txt keeps a hash of every eight words
that follow one another in them. Titles of works and names of scales are everybody's.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from press.bibliography import read_bibliography
from press.publication import read_settings
from tests.conftest import ROOT
from tests.repository.originality import known, run_hash, runs, words

DOCS = sorted((ROOT / "docs").rglob("*.md"))
ABBREVIATIONS = ROOT / "docs/includes/abbreviations.md"


def _names() -> list[str]:
    """Return titles of works and names of scales, longest first, as words joined by spaces."""
    bibliography = read_bibliography(read_settings(ROOT))
    titles = [str(entry.fields.get("title", "")) for entry in bibliography.entries.values()]
    scales = re.findall(r"(?m)^\*\[[^\]]+\]:\s*(.+)$", ABBREVIATIONS.read_text(encoding="utf-8"))
    joined = {" ".join(words(name)) for name in [*titles, *scales]}
    return sorted(filter(None, joined), key=len, reverse=True)


NAMES = _names()
KNOWN = known()


def copied(text: str) -> list[str]:
    """Return the runs of eight words that also stand in a source document."""
    own = f" {' '.join(words(text))} "
    for name in NAMES:
        own = own.replace(f" {name} ", " \n ")
    found = [run for part in own.split("\n") for run in runs(part)]
    return [" ".join(run) for run in found if run_hash(run) in KNOWN]


@pytest.mark.parametrize("path", DOCS, ids=lambda path: path.relative_to(ROOT / "docs").as_posix())
def test_no_eight_words_in_a_row_come_from_a_source_document(path: Path):
    assert [] == copied(path.read_text(encoding="utf-8"))


def test_a_copied_run_would_be_found():
    # Words of one of the documents, so few that the line is nobody's sentence.
    line = "compared with the benzodiazepine lorazepam a single ketamine infusion"
    assert 2 == len(copied(line)), copied(line)
    assert [] == copied(line.replace("benzodiazepine", "sedative"))
