"""The abbreviations that a page or an issue uses, with their meanings, as a note or as a list.

On the site a meaning also shows at the abbreviation itself (`<abbr title>`, by Python-Markdown);
on paper nothing shows there, so an issue prints a list.
"""

from __future__ import annotations

import html
from collections.abc import Iterable

from lxml.html import HtmlElement, fragment_fromstring

from press.publication import Glossary, SafeHtml

SLOT = "<!-- abbreviations -->"
TITLE = "Abbreviations"
Meaning = tuple[str, str]
"""An abbreviation and what it means."""

# What is no text of ours, or repeats what stands elsewhere.
_FOREIGN = (
    ".//pre | .//code | .//script | .//style | .//svg"
    " | .//*[@data-field='study' or contains(concat(' ', @class, ' '), ' citation ')"
    " or contains(@class, 'references') or contains(@class, 'reference-list')"
    " or contains(@class, 'disclaimer') or contains(@class, 'how-to-cite')]"
)


def taken_out(tree: HtmlElement) -> set[Meaning]:
    """Return the meanings that a text shows at its abbreviations, and leave only the words."""
    found: set[Meaning] = set()
    for element in list(tree.iter("abbr")):
        meaning = " ".join((element.get("title") or "").split())
        if meaning:
            found.add((" ".join(element.text_content().split()), meaning))
        element.drop_tag()
    return found


def meanings(tree: HtmlElement, glossary: Glossary, shown: Iterable[Meaning] = ()) -> list[Meaning]:
    """Return the abbreviations in a tree and their meanings, in the order of the alphabet.

    `shown` are those that the texts themselves explain; a page's own meaning is among them.
    """
    found = {(glossary.forms.get(short, short), meaning) for short, meaning in shown}
    told = {short for short, _ in found}
    foreign = set(tree.xpath(_FOREIGN))
    for text in _texts(tree, foreign):
        for short, _ in glossary.uses(text):
            meaning = glossary.long_by_short[short]
            if meaning and short not in told:
                found.add((short, meaning))
    return sorted(found, key=lambda pair: (pair[0].casefold(), pair))


def _texts(element: HtmlElement, foreign: set[HtmlElement]) -> Iterable[str]:
    """Yield the text of each run of inline words; what is not ours is passed over."""
    if element.text:
        yield element.text
    for child in element:
        if isinstance(child.tag, str) and child not in foreign:
            yield from _texts(child, foreign)
        if child.tail:
            yield child.tail


def with_note(page: SafeHtml, glossary: Glossary) -> SafeHtml:
    """Return a page's HTML with a note on its abbreviations in the place of SLOT."""
    if SLOT not in page:
        return page
    tree = fragment_fromstring(page, create_parent="div")
    shown = taken_out(tree)
    pairs = meanings(tree, glossary, shown)
    if not pairs:
        return SafeHtml(page.replace(SLOT, ""))
    items = "; ".join(f"{html.escape(short)}, {html.escape(long)}" for short, long in pairs)
    note = (
        '<aside class="abbreviations" aria-label="Abbreviations" data-search-exclude="true">'
        f"<p><strong>{TITLE}.</strong> {items}.</p></aside>"
    )
    return SafeHtml(page.replace(SLOT, note))


def listing(pairs: Iterable[Meaning]) -> HtmlElement:
    """Return an issue's list of abbreviations: a table whose rows are named by them."""
    rows = "".join(
        f'<tr><th scope="row">{html.escape(short)}</th> <td>{html.escape(long)}</td></tr>\n'
        for short, long in pairs
    )
    return fragment_fromstring(
        f'<section class="abbreviations" id="abbreviations">'
        f'<h2 id="abbreviations-heading">{TITLE}</h2>\n'
        f'<table class="abbreviation-list"><tbody>\n{rows}</tbody></table></section>'
    )
