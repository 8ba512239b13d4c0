"""How characters look: what HTML says of a piece of text, as Word's run properties."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from lxml.html import HtmlElement

from press.docx.ooxml import Element, add

_RTL = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff"
# Right-to-left letters with the blanks and signs between them.
_RTL_RUN = re.compile(f"[{_RTL}](?:[^A-Za-z\u00c0-\u058f\u0900-\ufb1c]*[{_RTL}])?")
_RTL_ANY = re.compile(f"[{_RTL}]")
_CJK = re.compile(
    "[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7ff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]"
)
_STRONG = re.compile(f"[{_RTL}]|[^\\W\\d_]")


@dataclass(frozen=True, slots=True)
class Format:
    """The look of a run."""

    bold: bool = False
    italic: bool = False
    code: bool = False
    strike: bool = False
    underline: bool = False
    small_caps: bool = False
    highlight: bool = False
    raised: str = ""  # superscript or subscript
    style: str = ""  # a character style's id
    language: str = ""


PLAIN = Format()

_BY_TAG: dict[str, dict[str, object]] = {
    "strong": {"bold": True},
    "b": {"bold": True},
    "em": {"italic": True},
    "i": {"italic": True},
    "cite": {"italic": True},
    "dfn": {"italic": True},
    "var": {"italic": True},
    "code": {"code": True},
    "kbd": {"code": True},
    "samp": {"code": True},
    "tt": {"code": True},
    "del": {"strike": True},
    "s": {"strike": True},
    "strike": {"strike": True},
    "ins": {"underline": True},
    "u": {"underline": True},
    "mark": {"highlight": True},
    "sup": {"raised": "superscript"},
    "sub": {"raised": "subscript"},
}
_BY_CLASS: dict[str, dict[str, object]] = {
    "citation": {"style": "Citation"},
    "bottom-line-label": {"style": "Label"},
    "plain-label": {"style": "Label"},
    "smallcaps": {"small_caps": True},
}


def within(element: HtmlElement, outer: Format) -> Format:
    """Return the format of text inside an element."""
    changes = dict(_BY_TAG.get(str(element.tag), {}))
    for name in (element.get("class") or "").split():
        changes.update(_BY_CLASS.get(name, {}))
    look = element.get("style")
    if look and re.search(r"font-variant:\s*small-caps", look):
        changes["small_caps"] = True
    language = element.get("lang")
    if language:
        changes["language"] = word_language(language)
    return replace(outer, **changes) if changes else outer  # type: ignore[arg-type]


def add_properties(run: Element, look: Format, *, rtl: bool = False, cjk: bool = False) -> None:
    """Write a format into a run, in the order that the schema asks for."""
    if look == PLAIN and not rtl and not cjk:
        return
    properties = add(run, "rPr")
    style = "VerbatimChar" if look.code else look.style
    if style:
        add(properties, "rStyle", val=style)
    if cjk:
        add(properties, "rFonts", hint="eastAsia")
    for wanted, names, values in (
        (look.bold, ("b", "bCs"), {}),
        (look.italic, ("i", "iCs"), {}),
        (look.small_caps, ("smallCaps",), {}),
        (look.strike, ("strike",), {}),
        (look.highlight, ("highlight",), {"val": "yellow"}),
        (look.underline, ("u",), {"val": "single"}),
        (look.raised, ("vertAlign",), {"val": look.raised}),
        (rtl, ("rtl",), {}),
    ):
        for name in names if wanted else ():
            add(properties, name, **values)
    if look.language:
        kind = "bidi" if rtl else "eastAsia" if cjk else "val"
        add(properties, "lang", **{kind: look.language})


def scripts(text: str) -> Iterator[tuple[str, bool]]:
    """Yield the parts of a text, each with whether it runs from right to left."""
    if not _RTL_ANY.search(text):
        yield text, False
        return
    end = 0
    for match in _RTL_RUN.finditer(text):
        if match.start() > end:
            yield text[end : match.start()], False
        yield match.group(), True
        end = match.end()
    if end < len(text):
        yield text[end:], False


def has_cjk(text: str) -> bool:
    """Tell whether a text holds Chinese, Japanese or Korean characters."""
    return not text.isascii() and bool(_CJK.search(text))


def is_rtl(text: str) -> bool:
    """Tell whether a paragraph runs from right to left: whether its first letter does."""
    if not _RTL_ANY.search(text):
        return False
    first = _STRONG.search(text)
    return first is not None and bool(_RTL_ANY.match(first.group()))


# Word's spelling checkers are named by region; the press's own words are British.
_REGIONS = {
    "ar": "ar-SA", "cs": "cs-CZ", "da": "da-DK", "de": "de-DE", "el": "el-GR", "en": "en-GB",
    "es": "es-ES", "fa": "fa-IR", "fi": "fi-FI", "fr": "fr-FR", "he": "he-IL", "hi": "hi-IN",
    "hu": "hu-HU", "it": "it-IT", "ja": "ja-JP", "ko": "ko-KR", "nb": "nb-NO", "nl": "nl-NL",
    "pl": "pl-PL", "pt": "pt-PT", "ro": "ro-RO", "ru": "ru-RU", "sv": "sv-SE", "tr": "tr-TR",
    "uk": "uk-UA", "ur": "ur-PK", "vi": "vi-VN", "zh": "zh-CN",
}  # fmt: skip


def word_language(language: str) -> str:
    """Return a language tag as Word's spelling checkers know it: `en` is `en-GB`."""
    tag = re.sub(r"[^A-Za-z0-9-]", "", language)[:35]
    return _REGIONS.get(tag, tag) or "en-GB"
