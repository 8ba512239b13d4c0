"""Word files that mean harm, each made of a sound one: zips as no honest program writes them."""

from __future__ import annotations

import io
import random
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

Parts = Mapping[str, bytes]
TEXT, NOTES, PROPERTIES = "word/document.xml", "word/footnotes.xml", "docProps/custom.xml"
MANIFEST = "customXml/item1.xml"
_MEGA = 1 << 20
_DOCTYPE = b'<!DOCTYPE x [<!ENTITY a "%s"><!ENTITY b "%s">]>' % (b"ha" * 500, b"&a;" * 500)


@dataclass(frozen=True)
class Entry:
    """One entry of a zip, told as one likes; `at` is an entry whose bytes it claims to be."""

    name: str
    packed: bytes
    size: int
    crc: int
    method: int = zipfile.ZIP_DEFLATED
    flags: int = 0
    at: int | None = None


def parts_of(data: bytes) -> dict[str, bytes]:
    """Return the parts of a sound file."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def plain(name: str, data: bytes, *, stored: bool = False) -> Entry:
    """Return an honest entry."""
    if stored:
        return Entry(name, data, len(data), zlib.crc32(data), zipfile.ZIP_STORED)
    pack = zlib.compressobj(6, zlib.DEFLATED, -15)
    return Entry(name, pack.compress(data) + pack.flush(), len(data), zlib.crc32(data))


def zeros(name: str, megabytes: int) -> Entry:
    """Return an entry of nothing but zeros; a thousandth of it is written."""
    pack = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = bytes(_MEGA)
    first, again = (pack.compress(block) + pack.flush(zlib.Z_FULL_FLUSH) for _ in range(2))
    crc = 0
    for _ in range(megabytes):
        crc = zlib.crc32(block, crc)
    packed = first + again * (megabytes - 1) + pack.flush()
    return Entry(name, packed, megabytes * _MEGA, crc)


def written(entries: Sequence[Entry]) -> bytes:
    """Return a zip of entries."""
    data, directory = bytearray(), bytearray()
    places: list[int] = []
    for one in entries:
        name = one.name.encode()
        tail = struct.pack(
            "<HHHHHIIIHH", 20, one.flags, one.method, 0, 33, one.crc, len(one.packed), one.size,
            len(name), 0,
        )  # fmt: skip
        places.append(len(data) if one.at is None else places[one.at])
        if one.at is None:
            data += b"PK\x03\x04" + tail + name + one.packed
        directory += b"PK\x01\x02\x14\x00" + tail + struct.pack("<HHHII", 0, 0, 0, 0, places[-1])
        directory += name
    end = struct.pack(
        "<HHHHIIH", 0, 0, *[min(len(entries), 0xFFFF)] * 2, len(directory), len(data), 0
    )
    return bytes(data + directory + b"PK\x05\x06" + end)


def _with(parts: Parts, more: Sequence[Entry], *without: str) -> bytes:
    kept = [plain(name, data) for name, data in parts.items() if name not in without]
    return written([*kept, *more])


def _changed(parts: Parts, name: str, **values: int) -> bytes:
    return _with(parts, [replace(plain(name, parts[name]), **values)], name)


def _put(parts: Parts, name: str, data: bytes) -> bytes:
    return _with(parts, [plain(name, data, stored=True)], name)


def _behind(parts: Parts, name: str, mark: bytes, more: bytes) -> bytes:
    """Return a file with something put behind a mark in one of its parts."""
    data = parts[name]
    at = data.index(mark) + len(mark)
    return _put(parts, name, data[:at] + more + data[at:])


def _typed(parts: Parts, name: str) -> bytes:
    """Return a file with a document type in a part."""
    head, _, rest = parts[name].partition(b"?>")
    return _put(parts, name, head + b"?>" + _DOCTYPE + rest)


def _noise(length: int) -> bytes:
    return random.Random(length).randbytes(length // 2).hex().encode()  # noqa: S311


def _own(count: int) -> bytes:
    """Return insertions by the author of the redline, one of them so long ago."""
    return b'<w:p><w:ins w:id="1" w:author="Tom"><w:r/></w:ins></w:p>' * count


def _overlapping(parts: Parts) -> bytes:
    one = zeros("word/media/0.bin", 30)
    first = len(parts)
    many = [replace(one, name=f"word/media/{at}.bin", at=first) for at in range(1, 60)]
    return _with(parts, [one, *many])


BODY = b"<w:body>"
# What a file is like: how it is made of a redline's parts, and how its refusal begins.
HOSTILE: Mapping[str, tuple[Callable[[Parts], bytes], str]] = {
    "a picture of gigabytes": (
        lambda parts: _with(parts, [zeros("word/media/image9.bmp", 1500)]),
        "the file's parts unpack to ",
    ),
    "a text of gigabytes": (
        lambda parts: _with(parts, [zeros(TEXT, 500)], TEXT),
        "the part word/document.xml unpacks from ",
    ),
    "a text of gigabytes that says it is small": (
        lambda parts: _with(parts, [replace(zeros(TEXT, 1500), size=2000)], TEXT),
        "the part word/document.xml is damaged",
    ),
    "properties of gigabytes that say they are small": (
        lambda parts: _with(parts, [replace(zeros(PROPERTIES, 1500), size=900)], PROPERTIES),
        "the part docProps/custom.xml is damaged",
    ),
    "many parts that are one": (_overlapping, "the file's parts unpack to "),
    "too many parts": (
        lambda parts: _with(parts, [plain(f"word/{at}.xml", b"") for at in range(11_000)]),
        "the file holds more than 10000 parts",
    ),
    "a part that is there twice": (
        lambda parts: _with(parts, [plain("WORD/footnotes.xml", b"<x/>")]),
        "the part WORD/footnotes.xml is there twice",
    ),
    "a text that is one byte, a million times": (
        lambda parts: _with(parts, [plain(TEXT, b"<w:p/>" * 2_000_000)], TEXT),
        "the part word/document.xml unpacks from ",
    ),
    "names that grow": (
        lambda parts: _typed(parts, TEXT),
        "the part word/document.xml declares a document type",
    ),
    "names that grow in the properties": (
        lambda parts: _typed(parts, PROPERTIES),
        "the part docProps/custom.xml declares a document type",
    ),
    "names that grow in the manifest": (
        lambda parts: _typed(parts, MANIFEST),
        "the part customXml/item1.xml declares a document type",
    ),
    "a manifest that is none": (
        lambda parts: _put(parts, MANIFEST, b"\x00" * 5000),
        "the part customXml/item1.xml is no sound XML",
    ),
    "a manifest of millions of paragraphs": (
        lambda parts: _put(parts, MANIFEST, b"<e>" + b'<b i="1"/>' * 1_000_000 + b"</e>"),
        "the part customXml/item1.xml holds more elements than any document does",
    ),
    "boxes in boxes": (
        lambda parts: _behind(parts, TEXT, BODY, b"<w:sdt>" * 5000),
        "the part word/document.xml is no sound XML",
    ),
    "an attribute of megabytes": (
        lambda parts: _behind(parts, TEXT, BODY, b'<w:p w:x="' + _noise(12 * _MEGA) + b'"/>'),
        "the part word/document.xml is no sound XML",
    ),
    "more text than any review": (
        lambda parts: _behind(parts, TEXT, BODY, (b"<w:p>%s</w:p>" % _noise(4 * _MEGA)) * 5),
        "up to the part word/document.xml it holds ",
    ),
    "more of the author's own changes than any redline": (
        lambda parts: _behind(parts, TEXT, BODY, _own(30_000)),
        "up to the part word/document.xml it holds more paragraphs and marks",
    ),
    "a sum that is wrong": (
        lambda parts: _changed(parts, NOTES, crc=1),
        "the part word/footnotes.xml is damaged",
    ),
    "an encrypted part": (
        lambda parts: _changed(parts, TEXT, flags=1),
        "the part word/document.xml is encrypted",
    ),
    "a part packed in another way": (
        lambda parts: _changed(parts, TEXT, method=zipfile.ZIP_LZMA),
        "the part word/document.xml is encrypted or packed in a way Word does not use",
    ),
    "a part that leads out of the file": (
        lambda parts: _with(parts, [plain("word/../../../etc/cron.d/x", b"x")]),
        "the part 'word/../../../etc/cron.d/x' leads out of the file",
    ),
    "half a file": (
        lambda parts: _with(parts, [])[:8000],
        "the file was cut off or is damaged",
    ),
    "no file at all": (lambda _: b"", "the file is empty"),
}  # fmt: skip
