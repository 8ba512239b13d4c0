"""What a page may load and run is said first in its head, and by the hash of each script."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path

import pytest
from lxml.html import document_fromstring

from press.publication import PressError
from press.site import build_site
from press.site.policy import with_policy, with_reload
from tests.browser.tiny import CONFIG, publication

HEAD = "<!doctype html>\n<html><head>\n<meta charset='utf-8'></head><body>{body}</body></html>"


def policy(page: str) -> dict[str, list[str]]:
    """Return a page's policy by its directives, and see that nothing stands before it."""
    head = document_fromstring(page).find("head")
    assert head is not None
    assert head[0].get("http-equiv") == "Content-Security-Policy"
    rules = (rule.split() for rule in head[0].get("content", "").split(";"))
    return {rule[0]: rule[1:] for rule in rules}


def hash_of(script: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = publication(
        tmp_path_factory.mktemp("policy"),
        {
            "docs/table.md": "| a | b |\n|---|--:|\n| 1 | 2 |\n\n    code\n\n"
            "A note.[^1]\n\n[^1]: b\n"
        },
    )
    build_site(root, root / "site")
    return root / "site"


def test_every_page_says_first_what_it_may_load(site: Path) -> None:
    pages = sorted(site.rglob("*.html"))
    assert len(pages) >= 9
    for page in pages:
        found = policy(page.read_text("utf-8"))
        assert ["'self'"] == found["default-src"]
        assert ["'self'", "data:"] == found["img-src"]
        assert "'self'" == found["script-src"][0]
        assert not any("unsafe" in source for sources in found.values() for source in sources)


def test_the_scripts_of_a_page_are_allowed_by_their_hashes_and_no_others(site: Path) -> None:
    for page in site.rglob("*.html"):
        text = page.read_text("utf-8")
        run = [s for s in re.findall(r"<script>(.*?)</script>", text, re.DOTALL) if s]
        assert run
        assert policy(text)["script-src"] == ["'self'", *dict.fromkeys(map(hash_of, run))]


def test_no_page_has_styles_in_its_elements_or_scripts_in_its_attributes(site: Path) -> None:
    for page in site.rglob("*.html"):
        tree = document_fromstring(page.read_text("utf-8"))
        assert [] == tree.xpath("//@style | //style")
        assert [] == tree.xpath("//@*[starts-with(name(), 'on')]")


def test_numbers_stand_at_the_right_of_their_cells_by_a_class(site: Path) -> None:
    tree = document_fromstring((site / "table/index.html").read_text("utf-8"))
    assert ["2"] == tree.xpath("//td[@class='press-right']/text()")


def test_a_script_in_an_authors_text_is_not_allowed_should_one_ever_come_so_far() -> None:
    own, theirs = "<script>own()</script>", "<p>a</p><script>theirs()</script>"
    page = HEAD.format(body=f"{own}{theirs}")
    assert policy(with_policy(page, content=theirs))["script-src"] == ["'self'", hash_of("own()")]


def test_data_and_files_need_no_hash() -> None:
    body = (
        '<script type="application/json">{}</script><script type="application/ld+json">{}</script>'
        '<script src="a.js"></script><script type="module">b()</script>'
    )
    page = with_policy(HEAD.format(body=body))
    assert policy(page)["script-src"] == ["'self'", hash_of("b()")]


def test_styles_of_a_theme_are_allowed_by_their_hashes() -> None:
    page = with_policy(HEAD.format(body="<style>p { color: red }</style>"))
    assert policy(page)["style-src"] == ["'self'", hash_of("p { color: red }")]
    assert "style-src" not in policy(with_policy(HEAD.format(body="")))


def test_a_setting_names_further_hosts(tmp_path: Path) -> None:
    config = CONFIG.replace("      bib_dir", "      allowed_hosts: [a.example.org]\n      bib_dir")
    root = publication(tmp_path, {"mkdocs.yml": config})
    build_site(root, root / "site")
    found = policy((root / "site/index.html").read_text("utf-8"))
    for name in ("default-src", "img-src", "script-src"):
        assert found[name][-1] == "a.example.org"


@pytest.mark.parametrize("host", ["https:", "*", "'unsafe-inline'", "a.org; script-src *", "a b"])
def test_what_is_no_host_is_a_problem_with_its_place(tmp_path: Path, host: str) -> None:
    config = CONFIG.replace("      bib_dir", f'      allowed_hosts: ["{host}"]\n      bib_dir')
    root = publication(tmp_path, {"mkdocs.yml": config})
    with pytest.raises(PressError) as caught:
        build_site(root, root / "site")
    assert str(caught.value) == (
        "mkdocs.yml:8:23: schema: item 1 of `allowed_hosts` is not right; "
        "write the name of a host, such as example.org or *.example.org"
    )


def test_the_script_by_which_a_served_page_reloads_itself_is_allowed() -> None:
    page = with_policy(HEAD.format(body="<script>own()</script><p>a</p>"))
    script = "\nlivereload(1, 2);\n"
    served = page.replace("</body>", f"<script>{script}</script></body>").encode()
    found = policy(with_reload(served).decode())["script-src"]
    assert found == ["'self'", hash_of(script), hash_of("own()")]


def test_a_page_without_a_head_is_left_alone() -> None:
    assert with_policy("<p>a</p>") == "<p>a</p>"
