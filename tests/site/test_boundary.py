"""What others write is shown on the site, and does nothing there."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from press.publication import load
from press.site import build_site
from tests.browser.serving import served
from tests.site.hostile import attacks_in, hostile


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = hostile(tmp_path_factory.mktemp("hostile"))
    build_site(root, root / "site")
    return root / "site"


def test_no_text_runs_on_any_page(site: Path) -> None:
    pages = sorted(site.rglob("*.html"))
    assert len(pages) >= 9
    found = {str(page.relative_to(site)): attacks_in(page.read_text("utf-8")) for page in pages}
    assert {} == {name: attacks for name, attacks in found.items() if attacks}


def test_every_text_is_shown_as_it_was_written(site: Path) -> None:
    pages = "".join(page.read_text("utf-8") for page in site.rglob("*.html"))
    shown = {int(number) for number in re.findall(r"T(\d+) &lt;/script&gt;", pages)}
    meta = load(site.parent)
    digest = meta.digests[0]
    wanted = [digest.meta.title, digest.meta.funding, meta.settings.name, meta.settings.disclaimer]
    numbers = {int(re.match(r"T(\d+) ", text)[1]) for text in wanted}  # type: ignore[index]
    assert numbers <= shown


def test_a_title_is_escaped_once(site: Path) -> None:
    for page in site.rglob("*.html"):
        assert "&amp;lt;script" not in page.read_text("utf-8"), page


def test_no_text_runs_in_a_browser_that_heeds_no_policy(site: Path, browser: Any) -> None:
    """The policy is a second wall; the first must hold by itself."""
    ran: list[str] = []
    with served(site) as base:
        context = browser.new_context(bypass_csp=True)
        page = context.new_page()
        page.expose_function("ran", lambda number: ran.append(f"{page.url}: {number}"))
        for path in sorted(site.rglob("*.html")):
            page.goto(base + quote(str(path.relative_to(site))))
            page.wait_for_timeout(50)
        page.goto(f"{base}?q=words")
        page.wait_for_selector(".md-search-result__item", state="attached")
        page.goto(f"{base}digests/tea/")
        page.locator(".citation a").first.hover()
        page.wait_for_selector(".citation-tooltip")
        page.locator("abbr").first.hover()
        page.wait_for_selector(".md-tooltip2", state="attached")
        page.locator(".digest-body code").first.hover()
        page.wait_for_timeout(500)
        context.close()
    assert ran == []
