"""A digest begun from a record knows what the record knows, and marks the rest."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
import yaml

from press.evidence.entries.skeleton import design, digest_from
from press.evidence.lock.entry import Locked
from press.evidence.registries.crossref_record import record_of
from press.evidence.registries.pubmed_record import records_of
from press.publication import load
from tests.conftest import PUBLICATIONS
from tests.evidence.samples import crossref_work, pubmed_article
from tests.evidence.server import article_set

DAY = date(2026, 11, 21)


def locked(**changes: object) -> Locked:
    (record,) = records_of(article_set(pubmed_article(**changes)))  # type: ignore[arg-type]
    return Locked().with_record(record, "2026-11-21")


def text_of(tmp_path: Path, found: Locked) -> tuple[str, dict[str, object]]:
    root = tmp_path / "publication"
    shutil.copytree(PUBLICATIONS / "minimal", root)
    path, text = digest_from(load(root), "sample2024", found, DAY)
    return path.relative_to(root).as_posix(), yaml.safe_load(text.split("---")[1])


def test_what_the_record_knows_is_filled_in(tmp_path: Path):
    path, meta = text_of(tmp_path, locked())
    assert "docs/digests/warm-socks-for-cold-feet.md" == path
    assert (
        "sample2024",
        "Warm socks for cold feet: a randomized crossover trial",
        "crossover trial",
        "NCT00000000",
        "draft",
    ) == tuple(meta[name] for name in ("study", "title", "design", "registration", "status"))


def test_what_the_record_does_not_know_is_marked_to_do(tmp_path: Path):
    found = Locked().with_record(record_of(crossref_work()), "2026-11-21")
    _, meta = text_of(tmp_path, found)
    assert ("to do", "not reported") == (meta["design"], meta["registration"])


def test_quotes_and_colons_in_a_title_are_written_for_yaml(tmp_path: Path):
    _, meta = text_of(tmp_path, locked(title='Socks "warm": feet \\ toes.'))
    assert 'Socks "warm": feet \\ toes' == meta["title"]


@pytest.mark.parametrize(
    ("types", "title", "expected"),
    [
        (("Randomized Controlled Trial",), "Socks", "randomised trial"),
        (("Randomized Controlled Trial",), "Socks: a crossover study", "crossover trial"),
        (("Randomized Controlled Trial",), "Socks: a post hoc analysis", "secondary analysis"),
        (("Journal Article", "Meta-Analysis"), "Socks", "systematic review"),
        (("Systematic Review",), "An umbrella review of socks", "overview of reviews"),
        (("Review",), "Socks: evidence and outlook", "narrative review"),
        (("Review",), "Socks: a systematic review", ""),
        (("Case Reports",), "Socks", "case report"),
        (("Editorial",), "Socks", "perspective"),
        (("Journal Article",), "Socks: a randomised trial", ""),
        (("Observational Study",), "Socks", ""),
        ((), "Socks: a randomised trial", ""),
    ],
)
def test_the_design_is_what_the_publication_types_say(
    types: tuple[str, ...], title: str, expected: str
):
    assert expected == design(types, title)
