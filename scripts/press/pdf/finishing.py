"""The last touches on a PDF's objects, for readers who listen to it.

WeasyPrint tags headers and footers and leaves the tags outside the structure tree; here they
become artifacts, which ISO 14289-1 (7.1) asks for. Links inside the issue are described by what
they lead to, not by the name of their target. Brackets are told apart by their shape.
"""

from __future__ import annotations

import hashlib
import io
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from lxml.html import HtmlElement

from press.compile import IssueDocument

_LABEL_LENGTH = 160


def finisher(document: IssueDocument) -> Callable[[Any, Any], None]:
    """Return what WeasyPrint calls with its document and the finished pydyf.PDF before writing."""

    def finish(laid_out: Any, pdf: Any) -> None:
        _describe_links(pdf, _labels(document.tree))
        _unmirror(pdf, laid_out.fonts.values())
        _part_artifacts(pdf)

    return finish


def identified(data: bytes) -> bytes:
    """Return a PDF with the identifier that PDF/A asks for, made of its own bytes.

    pydyf could do it, but compresses every stream a second time for it: 6% of the whole build.
    What follows the beginning of the cross-reference stream may move, as nothing points there.
    """
    name = hashlib.md5(data, usedforsecurity=False).hexdigest().encode()
    place = data.index(b"/Type /XRef", data.rindex(b" obj\n"))
    return data[:place] + b"/ID [<%b> <%b>]" % (name, name) + data[place:]


def _labels(tree: HtmlElement) -> Mapping[str, str]:
    """Return by id what stands there: `Reference 3. Janik A, ...`, `Results`, `Note: ...`."""
    found: dict[str, str] = {}
    for element in tree.iterfind(".//*[@id]"):
        text = " ".join(element.text_content().replace("↩", "").split())
        if element.get("data-key"):
            text = f"Reference {text}"
        elif element.tag == "li":
            text = f"Note: {text}"
        found[element.get("id", "")] = _shortened(text)
    return found


def _shortened(text: str) -> str:
    if len(text) <= _LABEL_LENGTH:
        return text
    return text[:_LABEL_LENGTH].rsplit(" ", 1)[0] + " …"


def _describe_links(pdf: Any, labels: Mapping[str, str]) -> None:
    import pydyf

    for item in pdf.objects:
        if isinstance(item, dict) and item.get("Subtype") == "/Link" and "Dest" in item:
            label = labels.get(item["Dest"].string)
            if label:
                item["Contents"] = pydyf.String(label)


def _unmirror(pdf: Any, fonts: Iterable[Any]) -> None:
    """Let each glyph of a bracket stand for the character that it looks like.

    In right-to-left text `(` is set with the glyph of `)`, and WeasyPrint notes of a glyph the
    first character that it stood for, so that every later `)` would be found as `(`. Readers
    expect the shape, as other programs write it, and mirror it themselves.
    """
    shapes = {font.name: _brackets(font) for font in fonts if _has_brackets(font)}
    for item in pdf.objects:
        if isinstance(item, dict) and item.get("BaseFont") in shapes and "ToUnicode" in item:
            shape = shapes[item["BaseFont"]]
            stream = _object(pdf, item["ToUnicode"]).stream
            stream[:] = [shape.get(line.split(b" ")[0], line) for line in stream]


def _has_brackets(font: Any) -> bool:
    return any(len(text) == 1 and unicodedata.mirrored(text) for text in font.to_unicode.values())


def _brackets(font: Any) -> dict[bytes, bytes]:
    """Return by glyph the line of a ToUnicode map for each mirrored character of a font."""
    from fontTools.ttLib import TTFont

    with TTFont(io.BytesIO(font.file_content), fontNumber=font.index, lazy=True) as face:
        glyphs = {
            face.getGlyphID(name): code
            for code, name in face.getBestCmap().items()
            if unicodedata.mirrored(chr(code))
        }
    return {b"<%04x>" % glyph: b"<%04x> <%04x>" % (glyph, code) for glyph, code in glyphs.items()}


def _part_artifacts(pdf: Any) -> None:
    """Make artifacts of all marked content whose tag is not in the structure tree."""
    root = _object(pdf, pdf.catalog["StructTreeRoot"])
    reached = set(_reached(pdf, root))
    numbers = _object(pdf, root["ParentTree"])["Nums"]
    parents = dict(zip(numbers[::2], numbers[1::2], strict=True))
    for page in (_object(pdf, reference) for reference in pdf.page_references):
        tags = parents[page["StructParents"]]
        loose = {mcid for mcid, reference in enumerate(tags) if _number(reference) not in reached}
        for mcid in loose:
            tags[mcid] = "null"
        _unmark(_object(pdf, page["Contents"]).stream, loose)


def _unmark(stream: list[Any], loose: set[int]) -> None:
    """Change `/P <</MCID 3>> BDC` to `/Artifact <</Type /Pagination>> BDC` where 3 is loose."""
    import pydyf

    for place, operand in enumerate(stream):
        if isinstance(operand, dict) and operand.get("MCID") in loose:
            stream[place - 1] = "/Artifact"
            stream[place] = pydyf.Dictionary({"Type": "/Pagination"})


def _reached(pdf: Any, root: Any) -> Iterator[int]:
    """Yield the numbers of all structure elements below the root, without recursion."""
    waiting = [*root["K"]]
    while waiting:
        kid = waiting.pop()
        if isinstance(kid, int):
            continue
        yield _number(kid)
        waiting += _object(pdf, kid).get("K", ())


def _object(pdf: Any, reference: Any) -> Any:
    return pdf.objects[_number(reference)]


def _number(reference: Any) -> int:
    return int(bytes(reference).split()[0])
