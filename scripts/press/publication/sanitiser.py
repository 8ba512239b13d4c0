"""The boundary between text and HTML: what others wrote is made safe here, and nowhere else.

Everything that authors, registries and reviewers wrote passes `sanitised` or `escaped` before the
press adds its own figures, cards and references. What has passed is `SafeHtml`, so that the type
checker sees what has not.
"""

from __future__ import annotations

import hashlib
import html
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from itertools import islice, takewhile
from pathlib import Path
from typing import TYPE_CHECKING, Any, NewType

from lxml import etree

from press.publication import addresses
from press.publication.addresses import SCHEMES, is_safe_address

if TYPE_CHECKING:
    import nh3

SafeHtml = NewType("SafeHtml", str)
"""HTML that holds only what `ALLOWED` names, or that the press itself has made of such."""
NO_HTML = SafeHtml("")


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


_PLAIN = _names(
    """
    abbr article aside b bdi bdo br caption cite code dd dfn div dl dt em figcaption figure
    h1 h2 h3 h4 h5 h6 hr i kbd mark p pre rp rt ruby s samp section small strong sub summary sup
    table tbody tfoot thead tr u ul var wbr
    """
)
_CELL = _names("colspan rowspan headers scope abbr align")
ALLOWED: Mapping[str, frozenset[str]] = {
    "*": _names(
        """
        id class title lang dir role markdown data-search-exclude
        aria-label aria-labelledby aria-describedby aria-hidden
        """
    ),
    **dict.fromkeys(sorted(_PLAIN), frozenset[str]()),
    "a": _names("href name hreflang download"),
    "blockquote": _names("cite"),
    "col": _names("span"),
    "colgroup": _names("span"),
    "del": _names("cite datetime"),
    "details": _names("open"),
    "img": _names("src alt width height"),
    "ins": _names("cite datetime"),
    "li": _names("value"),
    "ol": _names("start type reversed"),
    "q": _names("cite"),
    "span": _names("data-cluster"),  # where a citation will stand
    "td": _CELL,
    "th": _CELL,
    "time": _names("datetime"),
}
"""The elements that our documents need and the attributes of each; those of `*` are everybody's."""

# Attributes of which only some values do no harm: `rel="attachment"` puts a file into a PDF.
_VALUES = {
    "a": {
        "rel": {"external", "license", "nofollow", "noopener", "noopener noreferrer", "noreferrer"},
        "target": {"_blank"},
    },
    "img": {"loading": {"lazy", "eager"}},
}
_ADDRESSES = frozenset(("href", "src", "cite"))
_LOADED = frozenset(("src", "data", "poster"))
_Attribute = tuple[str, str, str]  # an element; the name and the value of an attribute, or nothing
# Ids by which the theme finds parts of its own; the first element that bears one would be taken.
_THEIRS = re.compile(r"__(?!tabbed|codelineno|span)")
# Parsers drop these without a word wherever they stand in a text.
_FRAME_NAMES = frozenset(("html", "head", "body", "frameset", "frame"))
_FRAMES = re.compile(rf"<({'|'.join(sorted(_FRAME_NAMES))})(?=[\s/>])", re.IGNORECASE)
_DEEPEST = 200  # levels; lxml's trees end at 255, and lose what lies deeper
_MANY = 4000  # tags
TOO_DEEP = "*"


@dataclass(frozen=True)
class Taken:
    """What was taken out: an element, or only an attribute of one, with its value.

    The value of an element is the address from which it would have loaded something. The element
    `TOO_DEEP` says that elements stand inside each other beyond all measure.
    """

    element: str
    attribute: str = ""
    value: str = ""

    @property
    def is_address(self) -> bool:
        """Tell whether it is an address that led where none may lead."""
        return self.attribute in _ADDRESSES


def sanitised(text: str) -> tuple[SafeHtml, tuple[Taken, ...]]:
    """Return HTML made safe, and what was taken out for it.

    The sanitiser does not tell what it takes; so the elements before and after are counted.
    """
    safe = safe_html(text)
    return safe, tuple(_taken(text, safe))


def safe_html(text: str) -> SafeHtml:
    """Return HTML made safe, where nobody asks what was taken out; the text itself stays."""
    # Its costs grow with the square of the depth; what is deeper is shown as it is written.
    if text.count("<") > _MANY and _parts(text).deepest > _DEEPEST:
        return escaped(text)
    # The sanitiser writes a no-break space by its name; everything of ours looks for the character.
    return SafeHtml(_cleaner().clean(text).replace("&nbsp;", "\u00a0"))


def escaped(text: str) -> SafeHtml:
    """Return plain text as HTML that shows it, also between the quotes of an attribute."""
    return SafeHtml(html.escape(text))


@cache
def sanitiser_fingerprint() -> str:
    """Return what decides, besides a text, what becomes of it here; for the keys of caches."""
    code = Path(__file__).read_bytes() + Path(addresses.__file__).read_bytes()
    return f"{hashlib.sha256(code).hexdigest()} nh3 {version('nh3')}"


@cache
def _cleaner() -> nh3.Cleaner:
    import nh3

    return nh3.Cleaner(
        tags=set(ALLOWED) - {"*"},
        attributes={element: set(names) for element, names in ALLOWED.items()},
        tag_attribute_values=_VALUES,
        attribute_filter=_kept,
        url_schemes=set(SCHEMES),
        link_rel=None,
    )


def _kept(element: str, attribute: str, value: str) -> str | None:
    """Return an allowed attribute's value, or None where it may not stay; it must never raise."""
    del element
    if attribute in _ADDRESSES and not is_safe_address(value):
        return None
    return None if attribute == "id" and _THEIRS.match(value) else value


def _taken(before: str, after: SafeHtml) -> Iterator[Taken]:
    """Yield what is in one text and not in the other, in the order in which it stood."""
    old, new = _parts(before), _parts(after)
    if old.deepest > _DEEPEST:
        yield Taken(TOO_DEEP)
        return
    if old.found != new.found:  # of a good text all is there again, and counting is spared
        lost = Counter(old.found)
        lost.subtract(new.found)
        gone = {element for element, name, _ in lost if not name and lost[element, "", ""] > 0}
        for place, part in enumerate(old.found):
            element, name, value = part
            if lost[part] > 0 and not (name and element in gone):
                lost[part] -= 1
                yield Taken(element, name, value if name else _loaded(old.found, place + 1))
    for match in _FRAMES.finditer(before):
        yield Taken(match[1].lower())


def _loaded(found: Sequence[_Attribute], place: int) -> str:
    """Return the address of what an element would load; its attributes begin at `place`."""
    own = takewhile(lambda part: part[1], islice(found, place, None))
    return next((value for _, name, value in own if name in _LOADED), "")


def _parts(text: str) -> _Parts:
    parts = _Parts()
    target: Any = parts  # lxml needs fewer methods of it than its types ask for
    parser = etree.HTMLParser(target=target, huge_tree=True)
    parser.feed(f"<!doctype html><html><body><div>{text}</div></body></html>")
    parser.close()
    return parts


class _Parts:
    """Lists elements and attributes as a parser meets them; no tree is built."""

    def __init__(self) -> None:
        self.found: list[_Attribute] = []
        self.deepest = 0
        self._depth = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Note an element and its attributes."""
        self._depth += 1
        self.deepest = max(self.deepest, self._depth)
        if tag not in _FRAME_NAMES:
            self.found.append((tag, "", ""))
            self.found += [(tag, name, value) for name, value in attributes.items()]

    def end(self, tag: str) -> None:
        """Leave an element."""
        del tag
        self._depth -= 1

    def close(self) -> _Parts:
        """Return what was found."""
        return self
