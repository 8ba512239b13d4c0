"""SVG looked through: no scripts, no entities, nothing from elsewhere, no drawing without end."""

from __future__ import annotations

import io
import math
import re
from collections.abc import Iterator
from xml.parsers import expat

from lxml import etree

from press.publication.pictures.raster import check_pixels, data_of, raster
from press.publication.pictures.styles import addresses
from press.publication.pictures.uses import check_uses
from press.publication.storage.resolver import RefusedError

_SVG = "http://www.w3.org/2000/svg"
_FOREIGN_NAMESPACES = frozenset(
    (
        "http://www.w3.org/1999/xhtml",
        "http://www.w3.org/2001/XInclude",
        "http://www.w3.org/2001/xml-events",
        "http://www.w3.org/1999/XSL/Transform",
    )
)
_RUNNING = frozenset(
    [
        "script",
        "foreignobject",
        "iframe",
        "embed",
        "object",
        "audio",
        "video",
        "canvas",
        "handler",
        "listener",
    ]
)
_CHANGING = frozenset(("animate", "set", "animatetransform", "animatemotion", "discard"))
_MOST_TAGS = 200_000
_LONGEST_SIDE = 1_000_000
_DEFAULT_SIZE = (300.0, 150.0)  # of a replaced element without size (CSS 2.2, 10.3.2)
_PIXELS = {"": 1.0, "px": 1.0, "pt": 96 / 72, "pc": 16.0, "mm": 96 / 25.4, "cm": 96 / 2.54}
_PIXELS |= {"in": 96.0, "em": 16.0, "ex": 8.0}
_LENGTH = re.compile(r"\s*([+]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)\s*([a-z]{0,2})\s*")
_ENCODING = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([^\"']*)[\"']")
# Those that drawing programs write by themselves; nobody fetches them.
_KNOWN_TYPE = re.compile(r"http://www\.w3\.org/(?:TR|Graphics)/[\w./-]+\.dtd")
_PLAIN = "save it as plain SVG, without scripts, links and embedded pages"
_WEB = re.compile(r"(?:https?|mailto):", re.IGNORECASE)
_FONT = re.compile(r"data:(?:font/|application/(?:x-)?font)", re.IGNORECASE)


def svg_size(data: bytes) -> tuple[float, float]:
    """Return an SVG's width and height in CSS pixels; raises RefusedError where it may do harm."""
    root = _tree(data)
    if etree.QName(root).localname != "svg":
        raise RefusedError("it is no picture of a kind that the press knows", _PLAIN)
    embedded: list[float] = []
    for node in (*root.itersiblings(preceding=True), *root.itersiblings()):
        _check_node(node)
    for element in root.iter():
        _check_node(element)
        if isinstance(element.tag, str):
            _check_element(element, embedded)
    check_uses(root)
    return _size(root)


def _tree(data: bytes) -> etree._Element:
    if data.count(b"<") > _MOST_TAGS:
        message = f"the SVG has more than {_MOST_TAGS:,} tags"
        raise RefusedError(message, "save it simpler, or as PNG")
    try:
        data.decode("utf-8-sig")
        found = _ENCODING.match(data.removeprefix(b"\xef\xbb\xbf"))
        if found and found[1].lower() not in {b"utf-8", b"utf8", b"us-ascii", b"ascii"}:
            raise RefusedError("the SVG is not UTF-8", "save it with the encoding UTF-8")
        _check_doctype(data)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        root = etree.fromstring(data, parser)
    except UnicodeDecodeError as error:
        raise RefusedError("the SVG is not UTF-8", "save it with the encoding UTF-8") from error
    except (expat.ExpatError, etree.XMLSyntaxError) as error:
        reason = " ".join(str(error).split())
        raise RefusedError(f"it cannot be read ({reason})", _PLAIN) from error
    return root


class _PrologReadError(Exception):
    """The first element has begun."""


def _check_doctype(data: bytes) -> None:
    """Refuse a document type with declarations of its own, before any parser takes them in."""

    def declared(_name: str, system: str | None, _public: str | None, has_own: int) -> None:
        if has_own or (system and not _KNOWN_TYPE.fullmatch(system)):
            raise RefusedError("the SVG declares entities or a type of its own", _PLAIN)

    def begun(*_: object) -> None:
        raise _PrologReadError

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = declared
    parser.StartElementHandler = begun
    try:
        parser.Parse(data, True)  # noqa: FBT003 - expat's own signature
    except _PrologReadError:
        return


def _check_node(node: etree._Element) -> None:
    if isinstance(node, etree._Entity):  # noqa: SLF001 - lxml has no other name for it
        raise RefusedError("the SVG has entities", _PLAIN)
    if isinstance(node, etree._ProcessingInstruction) and node.target == "xml-stylesheet":  # noqa: SLF001
        raise RefusedError("the SVG takes styles from another file", _PLAIN)


def _check_element(element: etree._Element, embedded: list[float]) -> None:
    name = etree.QName(element)
    local = name.localname.lower()
    if name.namespace in _FOREIGN_NAMESPACES or local in _RUNNING:
        raise RefusedError(f"the SVG holds `{local}`, which may run or load something", _PLAIN)
    if local in _CHANGING:
        target = (element.get("attributeName") or "").rpartition(":")[2].lower()
        if target == "href" or target.startswith("on"):
            raise RefusedError(f"the SVG changes its own `{target}`", _PLAIN)
    for attribute, value in element.attrib.items():
        _check_attribute(local, etree.QName(str(attribute)), str(value), embedded)
    if local == "style":
        _check_style("".join(map(str, element.itertext())))


def _check_attribute(
    element: str, attribute: etree.QName, value: str, embedded: list[float]
) -> None:
    local = attribute.localname.lower()
    if re.fullmatch(r"on[a-z]+", local):
        raise RefusedError(f"the SVG runs something by `{local}`", _PLAIN)
    if local == "base" and attribute.namespace:
        raise RefusedError("the SVG has an address of its own (`xml:base`)", _PLAIN)
    if local in {"href", "src"}:
        _check_reference(element, value.strip(), embedded)
    else:
        _check_style(value)


def _check_reference(element: str, address: str, embedded: list[float]) -> None:
    if not address or address.startswith("#") or (element == "a" and _WEB.match(address)):
        return
    if element in {"image", "feimage"} and address[:5].lower() == "data:":
        kind, data = data_of(address)
        if "svg" in kind or "xml" in kind or data.lstrip()[:1] == b"<":
            raise RefusedError("the SVG holds another SVG as a picture", _PLAIN)
        inner = raster(io.BytesIO(data), len(data))
        if inner is None:
            raise RefusedError("the SVG holds another SVG as a picture", _PLAIN)
        check_pixels(*inner[1:])
        embedded.append(inner[1] * inner[2])
        check_pixels(sum(embedded), 1)
        return
    raise RefusedError(f"the SVG takes `{address[:60]}` from elsewhere", _PLAIN)


def _check_style(text: str) -> None:
    for address in addresses(text):
        if not (address.startswith("#") or _FONT.match(address)):
            raise RefusedError(f"the SVG takes `{address[:60]}` from elsewhere", _PLAIN)


def _size(root: etree._Element) -> tuple[float, float]:
    sides = [_length(root.get("width")), _length(root.get("height"))]
    box = list(_box(root.get("viewBox") or ""))
    if box and not all(0 < side < _LONGEST_SIDE for side in box):
        raise RefusedError("the SVG's `viewBox` gives it no size that can be printed", _PLAIN)
    width, height = box or _DEFAULT_SIZE
    if not sides[0] and not sides[1]:
        # It is fitted to the page: how its own units are counted means nothing.
        scale = min(1.0, 1000 / max(width, height))
        return width * scale, height * scale
    across = sides[0] or (sides[1] or 0.0) * width / height
    down = sides[1] or (sides[0] or 0.0) * height / width
    if not (0 < across < _LONGEST_SIDE and 0 < down < _LONGEST_SIDE):
        raise RefusedError("the SVG has no size that can be printed", _PLAIN)
    return across, down


def _box(text: str) -> Iterator[float]:
    parts = text.replace(",", " ").split()
    if not parts:
        return
    try:
        numbers = [float(part) for part in parts]
    except ValueError:
        numbers = []
    if len(numbers) != len("xywh") or not all(map(math.isfinite, numbers)):
        raise RefusedError("the SVG's `viewBox` is not four numbers", _PLAIN)
    yield from numbers[2:]


def _length(text: str | None) -> float | None:
    """Return a length in pixels; None where it is left to the page."""
    if not text or text.strip().endswith("%") or text.strip() == "auto":
        return None
    found = _LENGTH.fullmatch(text)
    if not found or found[2] not in _PIXELS:
        raise RefusedError(f"the SVG's size `{text[:40]}` is no length", _PLAIN)
    return float(found[1]) * _PIXELS[found[2]]
