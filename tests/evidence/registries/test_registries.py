"""Where the registries are: built in, in mkdocs.yml, or in the environment."""

from __future__ import annotations

from pathlib import Path

import pytest

from press.evidence.registries.clients import CROSSREF_URL, PUBMED_URL, access
from press.publication import PressError, Settings, read_settings
from tests.evidence.samples import publication

EXTRA = "extra:\n  registries:\n    crossref: https://one.example/\n    mailto: a@example.org\n"


def settings(tmp_path: Path, extra: str = "") -> Settings:
    return read_settings(publication(tmp_path / "socks", extra=extra))


def test_without_settings_the_registries_are_the_real_ones(tmp_path: Path):
    found = access(settings(tmp_path), {})
    assert (CROSSREF_URL, PUBMED_URL, "", "") == (
        found.crossref,
        found.pubmed,
        found.mailto,
        found.api_key,
    )


def test_mkdocs_yml_names_others(tmp_path: Path):
    found = access(settings(tmp_path, EXTRA), {})
    assert ("https://one.example/", "a@example.org") == (found.crossref, found.mailto)


def test_the_environment_goes_first(tmp_path: Path):
    environment = {
        "PRESS_CROSSREF_URL": "http://127.0.0.1:1",
        "PRESS_PUBMED_URL": "http://127.0.0.1:2",
        "PRESS_MAILTO": "b@example.org",
        "NCBI_API_KEY": "secret",
    }
    found = access(settings(tmp_path, EXTRA), environment)
    assert ("http://127.0.0.1:1", "http://127.0.0.1:2", "b@example.org", "secret") == (
        found.crossref,
        found.pubmed,
        found.mailto,
        found.api_key,
    )


def test_the_key_is_not_printed(tmp_path: Path):
    assert "secret" not in repr(access(settings(tmp_path), {"NCBI_API_KEY": "secret"}))


@pytest.mark.parametrize("url", ["api.crossref.org", "file:///etc/passwd", "https://"])
def test_what_is_no_address_is_told_of(tmp_path: Path, url: str):
    with pytest.raises(
        PressError, match=r"mkdocs.yml:1:1: registries: .* is no address of crossref"
    ):
        access(settings(tmp_path), {"PRESS_CROSSREF_URL": url})
