"""Reads back a PDF as WeasyPrint writes it: its pages and the characters printed on them.

Not a reader for PDFs in general. It follows the cross-reference stream, the object streams and
the page tree, and turns glyphs into characters by each font's own map, as a viewer does that
searches a file.
"""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from itertools import pairwise

_START = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*\Z")
_REFERENCE = re.compile(rb"(\d+) 0 R")
_SHOWN = re.compile(rb"/(\S+) \S+ Tf|\[([^\]]*)\] ?TJ")
_HEX = re.compile(rb"<([0-9a-fA-F]*)>")
_CHARACTER = re.compile(rb"<([0-9a-fA-F]+)> <([0-9a-fA-F]*)>")
_IN_STREAM = 2  # the kind of a cross-reference that points into an object stream


class UnreadableError(ValueError):
    """The bytes are not a whole PDF."""


@dataclass(frozen=True)
class ReadBack:
    """The text of each page, in the order in which it is drawn."""

    pages: tuple[str, ...]

    @property
    def text(self) -> str:
        """Return the text of all pages."""
        return "\n".join(self.pages)


def read_back(data: bytes) -> ReadBack:
    """Return what a finished PDF holds; raises UnreadableError where it is cut off or broken."""
    try:
        return _File(data).read()
    except (ValueError, KeyError, IndexError, TypeError, zlib.error) as error:
        raise UnreadableError(str(error) or type(error).__name__) from error


class _File:
    def __init__(self, data: bytes) -> None:
        self._data = data
        self._streams: dict[int, list[bytes]] = {}
        end = _START.search(data)
        if not end or not data.startswith(b"%PDF-"):
            raise UnreadableError("no beginning or no end")
        self.trailer, table = self._stream_at(int(end[1]))
        widths = [int(width) for width in _array(self.trailer, b"W")]
        self._table = [
            _fields(table[place : place + sum(widths)], widths)
            for place in range(0, len(table), sum(widths))
        ]

    def read(self) -> ReadBack:
        """Return the pages in order, by the page tree."""
        catalog = self.get(_pointer(self.trailer, b"Root"))
        tree = self.get(_pointer(catalog, b"Pages"))
        numbers = [int(number) for number in _REFERENCE.findall(_between(tree, b"Kids"))]
        pages = [self.get(number) for number in numbers]
        maps = self._maps(pages[0]) if pages else {}
        return ReadBack(tuple(self._text(page, maps) for page in pages))

    def get(self, number: int) -> bytes:
        """Return an object's own text, without its stream."""
        kind, place, index = self._table[number]
        if kind == _IN_STREAM:
            return self._objects(place)[index]
        return self._stream_at(place)[0]

    def _objects(self, number: int) -> list[bytes]:
        if number not in self._streams:
            head, body = self._stream_at(self._table[number][1])
            first = _integer(head, b"First")
            places = [int(item) for item in body[:first].split()[1::2]]
            bounds = pairwise([*places, len(body) - first])
            self._streams[number] = [body[first + start : first + end] for start, end in bounds]
        return self._streams[number]

    def _stream_at(self, place: int) -> tuple[bytes, bytes]:
        start = self._data.index(b"stream\n", place)
        head = self._data[place:start]
        body = start + len(b"stream\n")
        content = self._data[body : body + _integer(head, b"Length")]
        return head, zlib.decompress(content) if b"/FlateDecode" in head else content

    def _maps(self, page: bytes) -> dict[bytes, dict[bytes, str]]:
        """Return for each font name the characters of its glyphs."""
        resources = self.get(_pointer(page, b"Resources"))
        fonts = self.get(_pointer(resources, b"Font"))
        found = re.findall(rb"/(\S+) (\d+) 0 R", fonts)
        return {name: self._characters(self.get(int(number))) for name, number in found}

    def _characters(self, font: bytes) -> dict[bytes, str]:
        place = self._table[_pointer(font, b"ToUnicode")][1]
        pairs = _CHARACTER.findall(self._stream_at(place)[1])
        return {code.lower(): _decoded(text) for code, text in pairs}

    def _text(self, page: bytes, maps: dict[bytes, dict[bytes, str]]) -> str:
        content = self._stream_at(self._table[_pointer(page, b"Contents")][1])[1]
        font: dict[bytes, str] = {}
        parts: list[str] = []
        for match in _SHOWN.finditer(content):
            if match[1]:
                font = maps[match[1]]
                continue
            codes = b"".join(_HEX.findall(match[2])).lower()
            width = len(next(iter(font), b"0000"))
            parts += [font.get(codes[at : at + width], "") for at in range(0, len(codes), width)]
        return "".join(parts)


def _decoded(text: bytes) -> str:
    return bytes.fromhex(text.decode()).decode("utf-16-be")


def _fields(entry: bytes, widths: list[int]) -> tuple[int, ...]:
    starts = [sum(widths[:index]) for index in range(len(widths) + 1)]
    return tuple(int.from_bytes(entry[start:end], "big") for start, end in pairwise(starts))


def _between(text: bytes, name: bytes) -> bytes:
    start = text.index(b"[", text.index(b"/" + name)) + 1
    return text[start : text.index(b"]", start)]


def _array(text: bytes, name: bytes) -> list[bytes]:
    return _between(text, name).split()


def _integer(text: bytes, name: bytes) -> int:
    match = re.search(rb"/" + name + rb" (\d+)", text)
    if not match:
        raise UnreadableError(f"no {name.decode()}")
    return int(match[1])


_pointer = _integer
