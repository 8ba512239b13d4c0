"""A picture is opened only when its header says that nothing can go wrong."""

from __future__ import annotations

import io
import struct
import zlib
from base64 import b64encode
from pathlib import Path

import pytest
from PIL import Image

from press.build import build
from press.checks import check
from press.checks.rules import picture
from press.publication import PressError, RefusedError
from press.publication.pictures.picture import picture_in
from press.publication.pictures.raster import MOST_BYTES
from press.publication.pictures.uses import _Drawn
from press.site import build_site
from tests.conftest import ROOT, MakePublication


def png(width: int, height: int, *, lines: int = 1) -> bytes:
    """Return a PNG that says it has so many pixels; they are not all there."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        )

    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    data = zlib.compress(bytes(width // 8 + 2) * lines)
    parts = chunk(b"IHDR", header) + chunk(b"IDAT", data) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


def written(kind: str, width: int = 30, height: int = 20) -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (width, height)).save(stream, kind)
    return stream.getvalue()


def jpeg(width: int, height: int) -> bytes:
    data = bytearray(written("JPEG"))
    at = data.index(b"\xff\xc0") + 5
    data[at : at + 4] = struct.pack(">HH", height, width)
    return bytes(data)


def gif(width: int, height: int) -> bytes:
    screen = b"GIF89a" + struct.pack("<HH", width, height) + b"\x80\0\0\0\0\0\xff\xff\xff"
    frame = b",\0\0\0\0" + struct.pack("<HH", width, height) + b"\0\x02\x02L\x01\0;"
    return screen + frame


def webp(kind: bytes, width: int, height: int) -> bytes:
    bodies = {
        b"VP8X": b"\0" * 4 + (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little"),
        b"VP8L": b"\x2f" + (width - 1 | height - 1 << 14).to_bytes(4, "little") + bytes(9),
        b"VP8 ": b"\0\0\0\x9d\x01\x2a" + struct.pack("<HH", width, height),
    }
    body = bodies[kind]
    inner = b"WEBP" + kind + struct.pack("<I", len(body)) + body
    return b"RIFF" + struct.pack("<I", len(inner)) + inner


def svg(inside: str = "", attributes: str = 'width="9" height="9"') -> bytes:
    spaces = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    return f"<svg {spaces} {attributes}>{inside}</svg>".encode()


def fault(data: bytes) -> str:
    with pytest.raises(RefusedError) as caught:
        picture_in(data)
    assert caught.value.mend
    return caught.value.message


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("png", written("PNG")),
        ("jpeg", written("JPEG")),
        ("gif", written("GIF")),
        ("webp", written("WEBP")),
        ("svg", svg(attributes='width="30" height="20"')),
    ],
)
def test_kind_and_size_are_known(kind: str, data: bytes) -> None:
    found = picture_in(data)
    assert (kind, 30, 20) == (found.kind, found.width, found.height)


TOO_MANY = {
    "png": png(13_000, 13_000),
    "long png": png(2_000_000, 26),
    "larger than Pillow lets through": png(50_000, 50_000),
    "jpeg": jpeg(65_000, 65_000),
    "gif": gif(65_535, 65_535),
    "webp": webp(b"VP8X", 16_000, 16_000),
    "lossless webp": webp(b"VP8L", 16_000, 16_000),
    "simple webp": webp(b"VP8 ", 16_000, 16_000),
    "svg": svg(attributes='width="100000" height="100000"'),
    "svg by its box": svg(attributes='width="90000" viewBox="0 0 1 1"'),
}


@pytest.mark.parametrize("name", TOO_MANY)
def test_too_many_pixels_are_told_with_their_number(name: str) -> None:
    message = fault(TOO_MANY[name])
    assert " pixels, more than 50 million" in message
    assert " × " in message


def test_fifty_million_pixels_are_let_through() -> None:
    assert 50_000_000 == picture_in(png(10_000, 5_000)).width * 5_000
    assert "10,000 × 5,001 pixels" in fault(png(10_000, 5_001))


def test_twenty_megabytes_are_the_most() -> None:
    assert "it has 20.0 MB, more than 20" == fault(png(1, 1) + bytes(MOST_BYTES))
    assert "png" == picture_in((png(1, 1) + bytes(MOST_BYTES))[:MOST_BYTES]).kind


DAMAGED = {
    "nothing": b"",
    "text": b"Good evening.",
    "html": b"<!doctype html><p>Good evening.",
    "xml": b"<feed xmlns='http://www.w3.org/2005/Atom'/>",
    "png header": b"\x89PNG\r\n\x1a\n" + bytes(100),
    "endless png chunk": b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 2**31 - 1) + b"IHDR",
    "no pixels": png(0, 10),
    "jpeg header": b"\xff\xd8\xff",
    "gif header": b"GIF89a",
    "webp header": b"RIFF\0\0\0\0WEBP",
    "unknown webp": webp(b"VP8X", 9, 9).replace(b"VP8X", b"VP9X"),
    "tiff": b"II*\0" + bytes(100),
    "bitmap": b"BM" + bytes(100),
    "svg that is not closed": svg()[:-3],
}


@pytest.mark.parametrize("name", DAMAGED)
def test_what_is_no_picture_is_told(name: str) -> None:
    assert fault(DAMAGED[name])


HARMFUL = {
    "a script": svg("<script>alert(1)</script>"),
    "a script of another kind": svg('<script type="text/ecmascript" href="#a"/>'),
    "a page": svg("<foreignObject><p xmlns='http://www.w3.org/1999/xhtml'/></foreignObject>"),
    "html": svg("<p xmlns='http://www.w3.org/1999/xhtml'>x</p>"),
    "a frame": svg('<iframe src="#x"/>'),
    "a handler": svg('<rect onload="alert(1)"/>'),
    "a handler at the root": svg(attributes='onclick="alert(1)"'),
    "an address that is set": svg('<a><set attributeName="xlink:href" to="javascript:x"/></a>'),
    "an address that is animated": svg('<a><animate attributeName="href" values="a;b"/></a>'),
    "a script behind a link": svg('<a xlink:href="javascript:alert(1)"><rect/></a>'),
    "a picture elsewhere": svg('<image href="https://example.org/a.png"/>'),
    "a file": svg('<image xlink:href="file:///etc/passwd"/>'),
    "a neighbour": svg('<image href="../secret.png"/>'),
    "a part elsewhere": svg('<use href="other.svg#a"/>'),
    "a filter elsewhere": svg('<feImage href="https://example.org/a.png"/>'),
    "a base": svg(attributes='xml:base="https://example.org/"'),
    "a style sheet": svg("<style>@import 'https://example.org/a.css';</style>"),
    "an address in a style": svg("<style>a { fill: url(https://example.org/a.svg#a) }</style>"),
    "a font elsewhere": svg("<style>@font-face { src: url('https://example.org/f') }</style>"),
    "an address in an attribute": svg('<rect fill="url(https://example.org/a.svg#a)"/>'),
    "an address with spaces": svg('<rect style="fill:url(  //example.org/a  )"/>'),
    "an address in escapes": svg('<rect style="fill:u\\72l(https://example.org/a)"/>'),
    "an address in entities": svg('<rect style="fill:&#117;rl(https://example.org/a)"/>'),
    "a set of images": svg("<style>a{background:image-set('a.png' 1x)}</style>"),
    "a style sheet beside it": b'<?xml-stylesheet href="a.css"?>' + svg(),
    "an include": svg('<x:include xmlns:x="http://www.w3.org/2001/XInclude" href="#a"/>'),
    "an entity": b'<!DOCTYPE svg [<!ENTITY a "b">]>' + svg("&a;"),
    "a file as an entity": b'<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + svg("&a;"),
    "a billion laughs": (
        "<!DOCTYPE svg [<!ENTITY a0 'ha'>"
        + "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 10))
        + "]>"
    ).encode()
    + svg("<text>&a9;</text>"),
    "a type elsewhere": b'<!DOCTYPE svg SYSTEM "https://example.org/a.dtd">' + svg(),
    "an svg within": svg('<image href="data:image/svg+xml,%3Csvg/%3E"/>'),
    "an svg under another name": svg('<image href="data:image/png,%3Csvg/%3E"/>'),
    "a page within": svg('<image href="data:text/html,x"/>'),
    "UTF-16": svg("<script/>").decode().encode("utf-16"),
    "another encoding": b'<?xml version="1.0" encoding="utf-7"?>' + svg(),
    "a letter that is not UTF-8": svg("<text>\xff</text>").replace(b"\xc3\xbf", b"\xff"),
}


@pytest.mark.parametrize("name", HARMFUL)
def test_a_drawing_that_runs_or_loads_is_refused(name: str) -> None:
    assert fault(HARMFUL[name])


def nested(levels: int, wide: int, tag: str = "use") -> str:
    inner = "".join(
        f'<g id="a{n}">' + f'<{tag} href="#a{n - 1}"/>' * wide + "</g>" for n in range(1, levels)
    )
    return f'<defs><g id="a0"><rect/></g>{inner}</defs><use href="#a{levels - 1}"/>'


def painted(tag: str, attribute: str) -> str:
    """Return patterns or markers within each other, ten shapes in each."""
    shape = '<path d="M0 0 1 1 2 2" {0}="url(#p{1})"/>'
    inner = "".join(
        f'<{tag} id="p{n}">' + shape.format(attribute, n - 1) * 10 + f"</{tag}>"
        for n in range(1, 9)
    )
    return f'<{tag} id="p0"><rect/></{tag}>{inner}{shape.format(attribute, 8)}'


ENDLESS = {
    "uses of uses": nested(9, 10),
    "a few wide ones": nested(4, 60),
    "itself": '<g id="a"><use href="#a"/></g>',
    "each other": '<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>',
    "a chain": "".join(f'<use id="c{n}" href="#c{n + 1}"/>' for n in range(5000)),
    "patterns of patterns": painted("pattern", "fill"),
    "markers of markers": painted("marker", "marker-mid"),
    "a marker at every point": '<marker id="m">'
    + "<rect/>" * 100
    + '</marker><path marker-mid="url(#m)" d="'
    + "L1 1" * 2000
    + '"/>',
    "patterns of a style": (
        "<style>rect { fill: url(#p) } path { fill: url(#q) }</style>"
        '<pattern id="p">' + "<path/>" * 400 + "</pattern>"
        '<pattern id="q">' + "<circle/>" * 400 + "</pattern>" + "<rect/>" * 300
    ),
    "elements": "<g/>" * 200_001,
    "levels": "<g>" * 5000 + "</g>" * 5000,
    "styles": f"<style>{'a{}' * 3000}</style>" + "<g/>" * 7000,
}


@pytest.mark.parametrize("name", ENDLESS)
def test_a_drawing_without_end_is_refused(name: str) -> None:
    assert fault(svg(ENDLESS[name]))


def test_what_is_drawn_is_counted_once_an_element() -> None:
    from lxml import etree

    drawn = _Drawn(etree.fromstring(svg(nested(9, 10))))
    counted: list[object] = []
    count = drawn._count
    drawn._count = lambda element: (counted.append(element), count(element))[1]  # type: ignore[method-assign]
    assert drawn.total() > 10**8
    assert len(drawn.elements) == len(counted)


FINE = {
    "uses": nested(4, 10),
    "a gradient": '<linearGradient id="g"/><rect fill="url(#g)"/>',
    "a pattern": '<pattern id="p"><rect/></pattern><rect fill="url(#p)"/>',
    "a picture within": f'<image href="data:image/png;base64,{b64encode(png(9, 9)).decode()}"/>',
    "a font within": "<style>@font-face{src:url(data:font/woff2;base64,d09GMg==)}</style>",
    "a link": '<a xlink:href="https://example.org/"><text>x</text></a>',
    "words about addresses": "<text>url(https://example.org/)</text>",
    "an editor's notes": '<x:view xmlns:x="http://www.inkscape.org/namespaces/inkscape" x:on="1"/>',
    "a comment": "<!-- <script/> -->",
    "motion": '<rect><animate attributeName="x" values="0;9"/></rect>',
    "a clip": '<clipPath id="c"><rect/></clipPath><g clip-path="url(#c)"><rect/></g>',
}


@pytest.mark.parametrize("name", FINE)
def test_a_plain_drawing_is_let_through(name: str) -> None:
    assert "svg" == picture_in(svg(FINE[name])).kind


def test_our_own_drawings_are_plain() -> None:
    drawings = [*(ROOT / "docs").rglob("*.svg"), *(ROOT / "tests").rglob("*.svg")]
    drawings += (ROOT / "scripts").rglob("*.svg")
    assert drawings
    for path in drawings:
        assert picture_in(path.read_bytes()).width


MENTIONS = {
    "![A map](map.png)": (3, 10),
    "![A map](<map.png>)": (3, 11),
    '<img alt="A map" src="map.png">': (3, 23),
    "![A map][map]\n\n[map]: map.png": (5, 8),
    '![A map](map.png "At night")': (3, 10),
    "Words, and ![a map](map.png) too": (3, 21),
    "[See](map.png)": (3, 7),
    "![A map](../index/../map.png)": None,
    "No picture at all": None,
    "Only the name map.png in words": (3, 15),
}


@pytest.mark.parametrize("mention", MENTIONS)
def test_a_picture_is_told_where_it_is_shown(publication: MakePublication, mention: str) -> None:
    root = publication({"docs/map.png": png(13_000, 13_000), "docs/note.md": f"# A\n\n{mention}\n"})
    place = MENTIONS[mention]
    expected = f"docs/note.md:{place[0]}:{place[1]}" if place else "docs/map.png:1:1"
    assert [expected] == [problem.place for problem in check(root, rules=[picture.RULE])]


def test_no_site_is_made_with_such_a_picture(publication: MakePublication) -> None:
    root = publication({"docs/map.png": png(13_000, 13_000)})
    with pytest.raises(PressError, match="13,000 × 13,000 pixels"):
        build(root, "site")
    with pytest.raises(PressError, match="13,000 × 13,000 pixels"):
        build_site(root, root / "site")
    assert not (root / "site").exists()


@pytest.mark.parametrize("target", ["pdf", "docx"])
@pytest.mark.parametrize("name", ["bomb.png", "bomb.svg"])
def test_no_issue_is_made_with_such_a_picture_not_even_a_draft(
    publication: MakePublication, target: str, name: str
) -> None:
    data = png(13_000, 13_000) if name.endswith("png") else svg(nested(9, 10))
    root = publication({f"docs/{name}": data})
    issue = root / "docs/issues/2026-01.md"
    text = issue.read_text(encoding="utf-8")
    issue.write_text(f"{text}\n![A map](../{name})\n", encoding="utf-8")
    for draft in (False, True):
        with pytest.raises(PressError, match=r"2026-01\.md:13:10: picture: "):
            build(root, target, draft=draft)
    assert not list((root / "exports").glob("*.*")) if (root / "exports").exists() else True


def test_a_picture_under_another_ending_is_looked_at(publication: MakePublication) -> None:
    root = publication({"docs/map.dat": png(13_000, 13_000)})
    assert ["docs/map.dat:1:1"] == [one.place for one in check(root, rules=[picture.RULE])]


def test_the_pictures_of_hard_cases_are_let_through() -> None:
    folder = Path(__file__).parent
    for path in sorted([*folder.rglob("*.png"), *(ROOT / "docs").rglob("*.png")]):
        assert "png" == picture_in(path.read_bytes()).kind
