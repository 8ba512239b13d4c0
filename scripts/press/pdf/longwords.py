"""Words that no line can hold, and that are therefore broken; all others stay whole.

`overflow-wrap: break-word` on everything would not do: WeasyPrint takes the beginning of a link
for the beginning of a line, and breaks a PMID that has room on the next one.
"""

from __future__ import annotations

from lxml.html import HtmlElement

from press.compile import EM
from press.pdf.widths import indent, mark, words

_MM = 72 / 25.4
# By class or tag: type size and measure in points, both from the style sheet. The first that an
# element or one of its ancestors has counts.
_SETTINGS = {
    "heading-side": (9.5, 43 * _MM),
    "heading": (10.5, 114 * _MM),
    "heading-minor": (9.5, 114 * _MM),
    "contents-section": (8.6, 42 * _MM),
    "contents": (9.6, 105 * _MM),
    "masthead-name": (13.5, 162 * _MM),
    "masthead-summary": (12, 132 * _MM),
    "digest-kicker": (8.7, 162 * _MM),
    "digest-byline": (8.7, 162 * _MM),
    "bottom-line": (12, 114 * _MM - 9),
    "plain": (10.5, 114 * _MM),
    "reference-list": (8.7, 114 * _MM),
    "footnotes": (8.7, 114 * _MM),
    "th": (8.9, 42 * _MM),
    "td": (8.9, 117 * _MM),
    "h1": (32, 150 * _MM),
    "h2": (22, 162 * _MM),
    "h3": (19, 150 * _MM),
}
_RUNNING = (10.5, 114 * _MM)
_SERIF = 1.08  # our serif against the sans that is measured, with something to spare
_SHORT = 9  # so many characters fit everywhere
_BLOCKS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6", "p", "li", "dt", "dd", "div"]) | frozenset(
    ["figcaption", "caption", "summary", "blockquote", "td", "th"]
)


def settle_long_words(tree: HtmlElement) -> None:
    """Mark what holds a word that is longer than its line."""
    for block in [element for element in tree.iter() if element.tag in _BLOCKS]:
        if _in_table(block):
            continue  # tables.py sees to these
        if max(map(len, block.text_content().split()), default=0) <= _SHORT:
            continue
        size, measure = _setting(block)
        measure -= sum(map(indent, (block, *block.iterancestors())))
        room = measure / _SERIF / size * EM
        bold = str(block.tag)[0] == "h" or block.tag == "th"
        long = {
            glyph.owner
            for word in words(block, bold=bold, small=1)
            if sum(glyph.width for glyph in word) > room
            for glyph in word
        }
        for owner in long:
            if "long" not in owner.get("class", "").split():
                mark(owner, "long")


def _in_table(block: HtmlElement) -> bool:
    """Tell whether a block is in a cell of any table but the study card."""
    cell = next(
        (item for item in (block, *block.iterancestors()) if item.tag in {"td", "th"}), None
    )
    cards = [] if cell is None else cell.iterancestors("table")
    return any("study-card" not in table.get("class", "").split() for table in cards)


def _setting(block: HtmlElement) -> tuple[float, float]:
    for element in (block, *block.iterancestors()):
        for name in (*element.get("class", "").split(), str(element.tag)):
            if name in _SETTINGS:
                return _SETTINGS[name]
    return _RUNNING
