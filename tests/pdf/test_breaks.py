"""Where pages end: what belongs together is not parted, and what may be parted flows."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from press.pdf import engine
from press.pdf.verification import printed_pages

# Points above what must not be parted: with some of them, it reaches the foot of a page.
ABOVE = range(470, 680, 8)
ROWS = "".join(f"<tr><th>Row {row}</th><td>1.5</td></tr>" for row in range(1, 5))
TABLE = (
    '<div class="evidence"><div class="results"><table class="results-table"><caption>Title of it'
    f"</caption><thead><tr><th>Head</th><th>Effect</th></tr></thead><tbody>{ROWS}</tbody></table>"
    '<p class="results-note">Note a</p><p class="results-note">Note b</p></div></div><p>Text.</p>'
)
ITEMS = "".join(f"<li>Item {item}</li>" for item in range(1, 7))
LIST = f'<h4 class="heading heading-side">Limits</h4><ul>{ITEMS}</ul><p>Text.</p>'
END = "<p>Line one<br>line two<br>line three<br>line four</p><p>The last words.</p>"
PICTURE = (
    '<div class="evidence"><figure class="evidence-figure"><svg width="100" height="60"></svg>'
    "<figcaption>Caption of it</figcaption></figure></div>"
)


def printed(part: str) -> list[str]:
    """Return the pages of an issue that shows a part at many heights of a page."""
    sections = "".join(
        f'<section class="issue-section"><p style="height: {points}pt">Above.</p>'
        f'<div class="digest-body">{part}</div></section>'
        for points in ABOVE
    )
    styles = engine.styles("a4", draft=False)
    text = f'<html><body><main>{sections}</main><i id="disclaimer"></i></body></html>'
    html = engine.weasyprint().HTML(string=text)
    data = html.write_pdf(font_config=styles.fonts, stylesheets=list(styles.sheets))
    return [" ".join(page.split()) for page in printed_pages(data)]


def parted(pages: list[str], one: str, other: str) -> list[str]:
    """Return the pages that hold one of two texts without the other."""
    return [page for page in pages if (one in page) != (other in page)]


@pytest.fixture
def without(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Return a function that takes rules out of the style sheets for the time of a test."""
    written = engine.style_text

    def taken_out(pattern: str) -> None:
        monkeypatch.setattr(engine, "style_text", lambda name: re.sub(pattern, "", written(name)))
        engine.styles.cache_clear()

    yield taken_out
    engine.styles.cache_clear()


def test_the_notes_of_a_table_stand_on_the_page_of_its_last_row():
    pages = printed(TABLE)
    assert parted(pages, "Row 4", "Note a") == []
    assert parted(pages, "Note a", "Note b") == []
    assert parted(pages, "Row 1", "Row 4") != [], "long tables may be parted"


def test_without_the_rule_notes_are_seen_alone(without):
    without(r"(?<=\.results-note \{ )break-before: avoid; ")
    assert parted(printed(TABLE), "Row 4", "Note a") != []


def test_no_item_of_a_list_stands_alone_at_the_foot_or_head_of_a_page():
    pages = printed(LIST)
    assert parted(pages, "Limits", "Item 2") == []
    assert parted(pages, "Item 5", "Item 6") == []
    assert parted(pages, "Item 2", "Item 5") != [], "long lists may be parted"


def test_without_the_rule_items_are_seen_alone(without):
    without(r"li:(?:first|last)-child[^{]*\{ break-[^}]*\}")
    pages = printed(LIST)
    assert parted(pages, "Limits", "Item 2") != []
    assert parted(pages, "Item 5", "Item 6") != []


def test_the_last_paragraph_of_a_digest_is_not_alone_on_a_page():
    assert parted(printed(END), "line four", "last words") == []


def test_a_caption_stays_with_its_figure_and_a_heading_may_follow_overleaf():
    pages = printed(PICTURE + LIST)
    assert parted(pages, "Caption of it", "Limits") != []
