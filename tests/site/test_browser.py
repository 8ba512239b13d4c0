"""A reader's way through the site in a browser: on a desk and a phone, by day and by night."""

from __future__ import annotations

import itertools
import re
import string
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from tests.browser.serving import served
from tests.ours import ours

PUBLICATION = ours()
ISSUE = PUBLICATION.published_issues()[0].slug
BASE = "ketamine-evidence-digest"  # the path of `site_url` in mkdocs.yml
SCREENS = {"desk": (1280, 900), "phone": (390, 844)}
PALETTES = ("light", "dark")
PHONE = 360  # pixels, of a small one
PAGES = (
    "",
    "topics/",
    "topics/treatment-resistant-depression/",
    "digests/elekt-d/",
    "digests/sixty-years-of-ketamine/",
    "issues/",
    f"issues/{ISSUE}/",
    "bibliography/",
    "corrections/",
    "tags/",
    "policy/",
    "404.html",
)


@dataclass
class Reader:
    """A page of the browser, and what it asked for and complained about."""

    page: Any
    base: str
    foreign: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def go(self, address: str) -> None:
        self.page.goto(self.base + address)
        self.page.evaluate("document.fonts.ready.then(() => true)")

    def settled(self, selector: str) -> None:
        self.page.wait_for_selector(selector, state="visible")


@pytest.fixture(scope="session")
def site_folder(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the built site; its parent folder is what a server shows."""
    folder = tmp_path_factory.mktemp("served") / BASE
    folder.symlink_to(built / "site", target_is_directory=True)
    return folder


@pytest.fixture(scope="session")
def address(site_folder: Path) -> Iterator[str]:
    with served(site_folder.parent) as base:
        yield f"{base}{BASE}/"


@pytest.fixture(params=itertools.product(SCREENS, PALETTES), ids="-".join)
def reader(request, browser, address) -> Iterator[Reader]:
    screen, palette = request.param
    width, height = SCREENS[screen]
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme=palette, reduced_motion="reduce"
    )
    page = context.new_page()
    found = Reader(page, address)
    host = re.match(r"https?://[^/]+/", address)[0]
    page.on("request", lambda asked: _note_foreign(found, asked.url, host))
    page.on("console", lambda said: _note_complaint(found, said))
    page.on("pageerror", lambda error: found.complaints.append(str(error)))
    yield found
    context.close()
    assert found.foreign == []
    assert found.complaints == []


def _note_foreign(reader: Reader, url: str, host: str) -> None:
    if not url.startswith((host, "data:", "blob:")):
        reader.foreign.append(url)


def _note_complaint(reader: Reader, said: Any) -> None:
    if said.type in {"error", "warning"}:
        reader.complaints.append(said.text)


def is_phone(reader: Reader) -> bool:
    return reader.page.viewport_size["width"] < 600


def test_a_reader_finds_her_way_from_home_to_a_reference(reader):
    page = reader.page
    reader.go("")
    if is_phone(reader):
        page.locator(".topics a", has_text="Treatment-resistant depression").click()
    else:
        page.locator(".md-tabs__link", has_text="Topics").click()
        page.locator(".topics a", has_text="Treatment-resistant depression").click()
    page.wait_for_url("**/topics/treatment-resistant-depression/")
    page.locator(".digest-list .item-title a[href*='elekt-d']").click()
    page.wait_for_url("**/digests/elekt-d/")
    citation = page.locator(".citation a").first
    citation.click()
    page.wait_for_url("**/digests/elekt-d/#ref-anand2023")
    target = page.locator("#ref-anand2023")
    assert target.is_visible()
    assert "NEJMoa2302399" in target.inner_text()
    target.locator(".reference-uses a").first.click()
    page.wait_for_url("**/digests/elekt-d/#cite-1")


def test_hovering_over_a_citation_shows_its_reference_until_the_pointer_leaves(reader):
    page = reader.page
    reader.go("digests/elekt-d/")
    page.locator(".citation a").first.hover()
    reader.settled(".citation-tooltip")
    tooltip = page.locator(".citation-tooltip")
    assert "2315-2325" in tooltip.inner_text()
    box = tooltip.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= page.viewport_size["width"]
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, steps=5)
    page.wait_for_timeout(400)
    assert tooltip.is_visible()
    page.mouse.move(2, 2)
    tooltip.wait_for(state="detached")


def test_the_keyboard_shows_a_reference_and_escape_takes_it_away(reader):
    page = reader.page
    reader.go("digests/elekt-d/")
    citation = page.locator(".citation a").first
    citation.focus()
    reader.settled(".citation-tooltip")
    assert citation.get_attribute("aria-describedby") == "citation-tooltip"
    page.keyboard.press("Escape")
    page.locator(".citation-tooltip").wait_for(state="detached")
    assert citation.evaluate("link => link === document.activeElement")
    assert citation.get_attribute("aria-describedby") is None
    page.keyboard.press("Enter")
    page.wait_for_url("**/#ref-anand2023")


def test_a_citation_of_several_works_shows_them_all(reader):
    page = reader.page
    reader.go(f"issues/{ISSUE}/")
    cluster = page.locator(".citation[data-keys='bandeira2022 decarvalho2024'] a").first
    cluster.hover()
    reader.settled(".citation-tooltip")
    assert page.locator(".citation-tooltip li").count() == 2


def test_without_scripts_a_citation_is_a_link(browser, address):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}digests/elekt-d/")
    page.locator(".citation a").first.click()
    assert page.url.endswith("#ref-anand2023")
    context.close()


def test_the_search_finds_a_digest(reader):
    page = reader.page
    reader.go("about/")
    if is_phone(reader):
        page.locator("label.md-header__button[for='__search']").click()
    box = page.locator(".md-search__input")
    box.click()
    box.press_sequentially("heroin detoxification", delay=20)
    hit = page.locator(".md-search-result__link[href*='digests/heroin-two-years']").first
    hit.wait_for(state="visible")
    hit.click()
    page.wait_for_url("**/digests/heroin-two-years/**")


def test_words_may_begin_with_any_letter_in_a_search(address, browser):
    page = browser.new_page()
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text))
    page.goto(f"{address}about/")
    page.locator(".md-search__input").click()
    for letter in string.ascii_lowercase:
        page.locator(".md-search__input").fill(f"ketamine {letter}")
        page.wait_for_timeout(100)
    page.close()
    assert complaints == []


def test_a_wrong_address_offers_a_search_that_finds(reader):
    page = reader.page
    reader.go("404.html")
    page.get_by_label("Search for a study, a drug, an author").fill("heroin detoxification")
    page.locator(".not-found-search button").click()
    page.locator(".md-search-result__link[href*='digests/heroin-two-years']").first.wait_for()


def test_a_digest_leads_to_its_tag_and_to_its_corrections(reader):
    page = reader.page
    reader.go("digests/alcohol-kare/")
    page.locator(".references-corrections a").click()
    page.wait_for_url("**/corrections/#corrections-alcohol-kare")
    page.locator("#corrections-alcohol-kare a").first.click()
    page.wait_for_url("**/digests/alcohol-kare/")
    page.locator(".press-tag").first.click()
    page.wait_for_url("**/tags/#tag:*")
    assert page.locator("a[href*='digests/alcohol-kare']").count()


def test_references_can_be_downloaded_under_the_name_of_their_digest(reader):
    page = reader.page
    reader.go("digests/elekt-d/")
    with page.expect_download() as download:
        page.locator(".references-downloads a", has_text="RIS").click()
    assert download.value.suggested_filename == "elekt-d.ris"
    assert Path(download.value.path()).read_text().startswith("TY  - JOUR\n")


@pytest.mark.parametrize("palette", PALETTES)
def test_a_digest_on_paper_is_text_and_disclaimer_without_menus(
    browser, address, tmp_path, palette
):
    context = browser.new_context(color_scheme=palette)
    page = context.new_page()
    page.goto(f"{address}digests/alcohol-kare/")
    page.pdf(path=str(tmp_path / "digest.pdf"), format="A4")
    context.close()
    pages = [sheet.extract_text() for sheet in PdfReader(tmp_path / "digest.pdf").pages]
    whole = " ".join(" ".join(pages).split())
    assert PUBLICATION.settings.name in pages[0]
    assert f"Page 1 of {len(pages)}" in pages[0]
    assert PUBLICATION.settings.disclaimer in whole
    assert "(https://clinicaltrials.gov/" in whole, "links in the text show where they lead"
    for unwanted in ("Download references", "On this page", "Topics", "↩", "¶"):
        assert unwanted not in whole


def test_the_issue_can_be_downloaded(reader):
    page = reader.page
    reader.go("")
    link = page.locator(".newest-issue a.button", has_text="PDF")
    with page.expect_download() as download:
        link.click()
    assert download.value.suggested_filename == f"{ISSUE}.pdf"
    assert Path(download.value.path()).read_bytes().startswith(b"%PDF-1.7")


def test_the_palette_can_be_changed_and_is_kept(reader):
    page = reader.page
    reader.go("")
    before = page.locator("body").get_attribute("data-md-color-scheme")
    page.locator("form[data-md-component=palette] label:visible").click()
    after = page.locator("body").get_attribute("data-md-color-scheme")
    assert {before, after} == {"default", "slate"}
    reader.go("about/")
    assert page.locator("body").get_attribute("data-md-color-scheme") == after


@pytest.mark.parametrize("address_of_page", PAGES)
def test_a_page_is_accessible_and_fits_the_screen(reader, address_of_page):
    from axe_playwright_python.sync_playwright import Axe

    page = reader.page
    reader.go(address_of_page)
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= page.viewport_size["width"]
    violations = Axe().run(page).response["violations"]
    assert [(found["id"], found["nodes"][0]["html"]) for found in violations] == []


def test_no_page_is_wider_than_a_small_phone(browser, address, site_folder):
    page = browser.new_page(viewport={"width": PHONE, "height": 800})
    wider = {}
    for path in sorted(site_folder.rglob("*.html")):
        page.goto(address + path.relative_to(site_folder).as_posix())
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > PHONE:
            wider[path.relative_to(site_folder).as_posix()] = width
    page.close()
    assert wider == {}


def test_a_reference_that_is_cited_often_links_back_on_several_lines(browser, address):
    page = browser.new_page(viewport={"width": PHONE, "height": 800})
    page.goto(f"{address}digests/sixty-years-of-ketamine/")
    uses = page.locator(".reference-uses").first
    heights = {link.bounding_box()["y"] for link in uses.locator("a").all()}
    page.close()
    assert len(heights) > 1


def test_the_skip_link_comes_first_and_leads_to_the_title(reader):
    page = reader.page
    reader.go("digests/elekt-d/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.classList.contains('md-skip')")
    page.keyboard.press("Enter")
    page.wait_for_url("**/#digest-elekt-d")


def violations(reader: Reader) -> list[Any]:
    """Return what the page's policy has refused since the page was opened."""
    return list(reader.page.evaluate("window.refused"))


def watch(reader: Reader) -> None:
    reader.page.add_init_script(
        "window.refused = [];"
        "document.addEventListener('securitypolicyviolation', event => window.refused.push("
        "[location.pathname, event.violatedDirective, event.blockedURI, event.sample]));"
    )


@pytest.mark.parametrize("reader", [("desk", "light")], indirect=True, ids="-".join)
def test_no_page_asks_for_what_its_policy_refuses(reader, site_folder):
    watch(reader)
    pages = sorted(str(page.relative_to(site_folder)) for page in site_folder.rglob("*.html"))
    assert {"404.html", "guide/index.html", "digests/sixty-years-of-ketamine/index.html"} <= {
        *pages
    }
    for page in pages:
        reader.go(page)
        assert violations(reader) == []


@pytest.mark.parametrize("reader", [("desk", "light")], indirect=True, ids="-".join)
def test_what_a_reader_does_asks_for_nothing_that_the_policy_refuses(reader):
    watch(reader)
    reader.go("?q=esketamine")
    reader.settled(".md-search-result__item")
    assert violations(reader) == []
    reader.go("digests/elekt-d/")
    reader.page.locator(".citation a").first.hover()
    reader.settled(".citation-tooltip")
    reader.page.locator("abbr").first.hover()
    reader.settled(".md-tooltip2")
    reader.page.locator("label[for=__palette_1]").first.click()
    assert violations(reader) == []


def test_a_script_that_found_a_way_into_a_page_does_not_run(browser, address, site_folder):
    page = site_folder / "policy" / "index.html"
    text = page.read_text("utf-8")
    added = "<script>window.ran = 1</script><img src=x onerror='window.ran = 2'></main>"
    (site_folder / "policy" / "added.html").write_text(text.replace("</main>", added, 1), "utf-8")
    context = browser.new_context()
    tab = context.new_page()
    found = Reader(tab, address)
    watch(found)
    try:
        found.go("policy/added.html")
        tab.wait_for_timeout(300)
        assert {"script-src-elem", "script-src-attr"} == {rule for _, rule, *_ in violations(found)}
        assert tab.evaluate("window.ran") is None
    finally:
        context.close()
        (site_folder / "policy" / "added.html").unlink()


def test_an_open_tooltip_is_accessible(reader):
    from axe_playwright_python.sync_playwright import Axe

    page = reader.page
    reader.go("digests/elekt-d/")
    page.locator(".citation a").first.focus()
    reader.settled(".citation-tooltip")
    violations = Axe().run(page).response["violations"]
    assert [(found["id"], found["nodes"][0]["html"]) for found in violations] == []


def test_a_wide_table_scrolls_by_itself(reader):
    page = reader.page
    reader.go("digests/elekt-d/")
    region = page.locator(".table-scroll").first
    region.focus()
    assert region.evaluate("element => element === document.activeElement")
    assert region.get_attribute("aria-label") == "Table 1: From randomisation to response"
