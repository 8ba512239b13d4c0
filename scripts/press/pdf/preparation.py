"""From an issue's tree to the HTML that is printed; the tree itself is left as it was."""

from __future__ import annotations

from copy import deepcopy
from html import escape
from urllib.parse import quote, urlsplit

from lxml.html import HtmlElement
from lxml.html import tostring as html_text

from press.compile import IssueDocument, Typeset, typesetter
from press.pdf.contents import contents
from press.pdf.longwords import settle_long_words
from press.pdf.tables import settle_table
from press.pdf.typography import settle_text

_RIGHT_TO_LEFT = frozenset(["ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"])
_HEADINGS = ("h3", "h4")
_MINOR = ("h5", "h6")
_SIDE_LENGTH = 44  # characters: two lines of the label column
_BLOCKS = frozenset(["p", "pre", "blockquote", "table", "dl", "div", "figure", "hr"])
_LISTS = frozenset(("ul", "ol"))
# What our fonts lack, in what they have: hyphens, one of them with a word joiner against breaks,
# and separators of lines and paragraphs. (Spaces and joiners need no glyph.)
_REPLACED = str.maketrans({0x2010: "-", 0x2011: "-\u2060", 0x2028: " ", 0x2029: " "})


def print_html(document: IssueDocument, title: str) -> str:
    """Return the whole HTML document of an issue, ready for WeasyPrint and the print styles."""
    settings = document.publication.settings
    tree = prepared(document.tree, typesetter(settings))
    language = settings.language
    direction = "rtl" if language.split("-")[0].lower() in _RIGHT_TO_LEFT else "ltr"
    return (
        f'<!DOCTYPE html><html lang="{escape(language)}" dir="{direction}">'
        f'<head><meta charset="utf-8"><title>{escape(title)}</title></head>'
        f"<body>{html_text(tree, encoding='unicode')}</body></html>"
    )


def prepared(original: HtmlElement, typeset: Typeset = str) -> HtmlElement:
    """Return a copy of an issue's tree with its contents, in the shape that tags well."""
    tree = deepcopy(original)
    settle_text(tree, typeset)
    _settle_footnotes(tree)
    for item in tree.iter("li"):
        _settle_item(item)
    for table in tree.iter("table"):
        settle_table(table)
    for part in (*tree.find_class("prose"), *tree.find_class("digest-body")):
        _settle_headings(part)
    for image in tree.iter("img"):
        if not urlsplit(image.get("src", "")).scheme:
            image.set("src", quote(image.get("src", "")))
    for link in tree.iter("a"):
        link.attrib.pop("rel", None)  # of which WeasyPrint reads that a file is to be attached
    for element in tree.iter():
        element.text = element.text and element.text.translate(_REPLACED)
        element.tail = element.tail and element.tail.translate(_REPLACED)
        for name in [name for name in element.attrib if name.startswith("data-")]:
            del element.attrib[name]
    first_page = [*tree.find_class("masthead"), *tree.find_class("overview")]
    first_page[-1].addnext(contents(tree))
    settle_long_words(tree)
    return tree


def _settle_footnotes(tree: HtmlElement) -> None:
    """Take out what leads back from a footnote: on paper it leads nowhere."""
    for link in tree.find_class("footnote-backref"):
        before = link.getprevious()
        parent = link.getparent()
        if before is not None:
            before.tail = (before.tail or "").rstrip()
        elif parent is not None:
            parent.text = (parent.text or "").rstrip()
        link.drop_tree()
    for notes in tree.find_class("footnote"):
        if notes.tag == "div":
            notes.set("class", "footnotes")
            for rule in notes.findall("hr"):
                rule.drop_tree()


def _settle_item(item: HtmlElement) -> None:
    """Give a list item a shape that PDF/UA allows: text and lists, or a box for blocks.

    A paragraph directly in an item would be tagged P in LI, where only Lbl and LBody may stand.
    An item without a marker of the list's own is tagged LBody in LI, and may hold anything.
    """
    label = item.find_class("reference-label")
    if label:
        item.set("style", f"list-style-type: {_css_string(label[0].text_content() + chr(0x2002))}")
        label[0].tail = (label[0].tail or "").lstrip() or None
        label[0].drop_tree()
        return
    blocks = [child for child in item if child.tag in _BLOCKS]
    begins_with_block = bool(blocks) and blocks[0] is item[0] and not (item.text or "").strip()
    if begins_with_block and [block.tag for block in blocks] == ["p"]:
        item.text = None
        blocks[0].drop_tag()
    elif blocks:
        item.set("class", f"{item.get('class', '')} blocks".strip())


def _css_string(text: str) -> str:
    return '"' + "".join(f"\\{ord(char):x} " if not char.isalnum() else char for char in text) + '"'


def _settle_headings(part: HtmlElement) -> None:
    """Put short headings into the column of labels, beside the text that they head."""
    for heading in part.iter(*_HEADINGS):
        after = heading.getnext()
        beside = after is not None and after.tag in {"p", *_LISTS} and heading.getparent() is part
        short = len(heading.text_content()) <= _SIDE_LENGTH
        heading.set("class", "heading heading-side" if beside and short else "heading")
    for heading in part.iter(*_MINOR):
        heading.set("class", "heading-minor")
