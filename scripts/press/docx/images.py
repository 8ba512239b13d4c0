"""Pictures: files of the publication put into the package, at a size that fits the page."""

from __future__ import annotations

import io
import re
import struct
import zlib
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from lxml import etree
from lxml.html import HtmlElement

from press.compile import issue_picture
from press.docx.book import Book
from press.docx.ooxml import PIC, SVG, WP, A, Element, R, legal, make
from press.docx.paragraph import Paragraph
from press.docx.sources.origins import file_of, origin
from press.docx.story import Story
from press.publication import Problem, RefusedError, shortened
from press.publication.pictures.picture import ProvenPicture

if TYPE_CHECKING:
    from docx.opc.part import Part
    from docx.package import Package
    from docx.parts.image import ImagePart

_EMU_PER_PIXEL = 9525  # at 96 pixels an inch
_EMU_PER_TWIP = 635
_TALLEST = 8_200_000  # 228 mm
_SVG_EXTENSION = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"
_SVG_TYPE = "image/svg+xml"
_JPEG_DPI = 72  # as of other pictures that name no resolution
_MARK, _FRAME_HEADER = 0xFF, 9
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_LENGTH = re.compile(r"\s*([\d.]+)\s*(px|pt|mm|cm|in)?\s*$")
_PIXELS = {"": 1.0, "px": 1.0, "pt": 96 / 72, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0}


def _report(book: Book, node: HtmlElement, message: str, mend: str) -> None:
    """Report a picture that cannot be put in, at the line of its paragraph."""
    line = 1
    block = next((b for b in (node, *node.iterancestors()) if b.get("data-lines")), None)
    if block is not None:
        lines = origin(block).lines
        line = lines[0] if lines else 1
    book.problems.append(Problem(file_of(node) or "mkdocs.yml", line, 1, "image", message, mend))


def add(book: Book, paragraph: Paragraph, node: HtmlElement) -> None:
    """Put a picture into a paragraph; what stands against it becomes a problem."""
    source = node.get("src", "")
    found = _proven(book, node, source)
    if found is None:
        return
    try:
        if found.kind == "svg":
            relation, vector, size = _vector(book, paragraph.story, source, found.data)
        else:
            relation, size = _bitmap(paragraph.story, found.data)
            vector = ""
    except (ValueError, etree.XMLSyntaxError) as error:
        _report(
            book,
            node,
            f"the picture `{source}` cannot be read ({error})",
            "save it as PNG, JPEG or SVG",
        )
        return
    book.pictures += 1
    drawing = _drawing(book.pictures, node, relation, vector, _fitted(node, size, paragraph.width))
    run = make("r")
    run.append(drawing)
    paragraph.put(run)


def _proven(book: Book, node: HtmlElement, source: str) -> ProvenPicture | None:
    try:
        return issue_picture(book.settings, source)
    except RefusedError as error:
        message = f"the picture `{shortened(source)}`: {error.message}"
        _report(book, node, message, error.mend)
        return None


def _bitmap(story: Story, data: bytes) -> tuple[str, tuple[int, int]]:
    from docx.image.exceptions import (
        InvalidImageStreamError,
        UnexpectedEndOfFileError,
        UnrecognizedImageError,
    )
    from docx.opc.constants import RELATIONSHIP_TYPE

    package = story.part.package
    try:
        part = package.get_or_add_image_part(io.BytesIO(data))
        size = int(part.image.width), int(part.image.height)
    except (
        UnrecognizedImageError,
        InvalidImageStreamError,
        UnexpectedEndOfFileError,
        struct.error,
        KeyError,
        ZeroDivisionError,
    ) as error:
        pixels = _jpeg_size(data)
        if pixels is None:
            message = "not a picture that Word knows"
            raise ValueError(message) from error
        part, size = _jpeg(package, data, pixels)
    return story.part.relate_to(part, RELATIONSHIP_TYPE.IMAGE), size


def _jpeg(
    package: Package, data: bytes, pixels: tuple[int, int]
) -> tuple[ImagePart, tuple[int, int]]:
    """Add a JPEG without a JFIF or Exif header, such as Adobe's of four inks.

    python-docx refuses it; Word and LibreOffice show it.
    """
    from docx.image.image import Image
    from docx.image.jpeg import Jpeg
    from docx.opc.packuri import PackURI
    from docx.parts.image import ImagePart

    image = Image(data, "image.jpg", Jpeg(*pixels, _JPEG_DPI, _JPEG_DPI))
    parts = package.image_parts
    part = next((part for part in parts if part.sha1 == image.sha1), None)
    if part is None:
        name = PackURI(f"/word/media/image{len(parts) + 1}.jpg")
        part = ImagePart.from_image(image, name)
        parts.append(part)
    return part, (int(image.width), int(image.height))


def _jpeg_size(data: bytes) -> tuple[int, int] | None:
    """Return the pixels of a JPEG from its frame header, or None where there is none."""
    if not data.startswith(b"\xff\xd8\xff"):
        return None
    at = 2
    while at + _FRAME_HEADER <= len(data) and data[at] == _MARK:
        kind = data[at + 1]
        if kind == _MARK:
            at += 1  # markers may be padded
            continue
        if kind in _FRAMES:
            height, width = struct.unpack_from(">HH", data, at + 5)
            return (width, height) if width and height else None
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return None


def _vector(book: Book, story: Story, source: str, data: bytes) -> tuple[str, str, tuple[int, int]]:
    """Add an SVG and the bitmap that stands in for it in programs that show no SVG.

    The stand-in is the PNG of the same name beside it, or else a pale box of the same shape.
    """
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    width, height = _vector_size(data)
    relation, _ = _bitmap(story, _beside(book, source) or _box(round(width), round(height)))
    part: Part = story.part
    name = PackURI(f"/word/media/drawing{book.pictures + 1}.svg")
    drawing = Part(name, _SVG_TYPE, data, part.package)
    vector = part.relate_to(drawing, RELATIONSHIP_TYPE.IMAGE)
    return relation, vector, (round(width * _EMU_PER_PIXEL), round(height * _EMU_PER_PIXEL))


def _beside(book: Book, source: str) -> bytes | None:
    """Return the PNG of the same name beside an SVG, or None where there is none to be used."""
    try:
        found = issue_picture(book.settings, str(PurePosixPath(source).with_suffix(".png")))
    except RefusedError:
        return None
    return found.data if found.kind == "png" else None


def _vector_size(data: bytes) -> tuple[float, float]:
    """Return an SVG's width and height in pixels."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    root = etree.fromstring(data, parser)
    if etree.QName(root).localname != "svg":
        message = "not an SVG"
        raise ValueError(message)
    numbers = [float(part) for part in re.findall(r"-?[\d.]+", root.get("viewBox", ""))]
    box = (numbers[2], numbers[3]) if len(numbers) == len("xywh") else (300.0, 150.0)
    width, height = _pixels(root.get("width")), _pixels(root.get("height"))
    if width and not height:
        height = width * box[1] / box[0]
    if height and not width:
        width = height * box[0] / box[1]
    width, height = width or box[0], height or box[1]
    if width <= 0 or height <= 0:
        message = "an SVG without size"
        raise ValueError(message)
    return width, height


def _pixels(length: str | None) -> float:
    match = _LENGTH.match(length or "")
    return float(match[1]) * _PIXELS[match[2] or ""] if match else 0.0


def _box(width: int, height: int) -> bytes:
    """Return a small PNG: a pale box with a thin edge, of about the given proportions."""
    scale = max(width, height, 1) / 400
    across, down = max(round(width / scale), 2), max(round(height / scale), 2)
    edge, middle = b"\xc9\xd3\xd6", b"\xe8\xf2\xf3"
    line = b"\0" + edge * across
    row = b"\0" + edge + middle * (across - 2) + edge
    pixels = line + row * (down - 2) + line

    def chunk(name: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        )

    header = struct.pack(">IIBBBBB", across, down, 8, 2, 0, 0, 0)
    parts = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(pixels, 9)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


def _fitted(node: HtmlElement, size: tuple[int, int], widest: int) -> tuple[int, int]:
    """Return a picture's size in EMU, as its author wished but no larger than the page."""
    width, height = max(size[0], 1), max(size[1], 1)
    wished = _pixels(node.get("width")) * _EMU_PER_PIXEL
    if wished:
        width, height = round(wished), round(wished * height / width)
    scale = min(1.0, widest * _EMU_PER_TWIP / width, _TALLEST / height)
    return max(round(width * scale), 1), max(round(height * scale), 1)


def _drawing(
    number: int, node: HtmlElement, relation: str, vector: str, size: tuple[int, int]
) -> Element:
    across, down = str(size[0]), str(size[1])
    name = Path(node.get("src", "")).name
    said = {"id": str(number), "name": legal(name), "descr": legal(node.get("alt") or "")}
    drawing = make("drawing")
    frame = etree.SubElement(drawing, f"{{{WP}}}inline", distT="0", distB="0", distL="0", distR="0")
    etree.SubElement(frame, f"{{{WP}}}extent", cx=across, cy=down)
    etree.SubElement(frame, f"{{{WP}}}docPr", said)
    locks = etree.SubElement(frame, f"{{{WP}}}cNvGraphicFramePr")
    etree.SubElement(locks, f"{{{A}}}graphicFrameLocks", noChangeAspect="1")
    graphic = etree.SubElement(
        etree.SubElement(frame, f"{{{A}}}graphic"), f"{{{A}}}graphicData", uri=PIC
    )
    picture = etree.SubElement(graphic, f"{{{PIC}}}pic")
    about = etree.SubElement(picture, f"{{{PIC}}}nvPicPr")
    etree.SubElement(about, f"{{{PIC}}}cNvPr", said)
    etree.SubElement(about, f"{{{PIC}}}cNvPicPr")
    fill = etree.SubElement(picture, f"{{{PIC}}}blipFill")
    blip = etree.SubElement(fill, f"{{{A}}}blip", {f"{{{R}}}embed": relation})
    if vector:
        listing = etree.SubElement(blip, f"{{{A}}}extLst")
        extension = etree.SubElement(listing, f"{{{A}}}ext", uri=_SVG_EXTENSION)
        etree.SubElement(
            extension, f"{{{SVG}}}svgBlip", {f"{{{R}}}embed": vector}, nsmap={"asvg": SVG}
        )
    etree.SubElement(etree.SubElement(fill, f"{{{A}}}stretch"), f"{{{A}}}fillRect")
    shape = etree.SubElement(picture, f"{{{PIC}}}spPr")
    extent = etree.SubElement(shape, f"{{{A}}}xfrm")
    etree.SubElement(extent, f"{{{A}}}off", x="0", y="0")
    etree.SubElement(extent, f"{{{A}}}ext", cx=across, cy=down)
    outline = etree.SubElement(shape, f"{{{A}}}prstGeom", prst="rect")
    etree.SubElement(outline, f"{{{A}}}avLst")
    return drawing
