"""A registry's answer unpacked within bounds: bytes, JSON and XML that cannot fill the memory."""

from __future__ import annotations

import json
import re
import zlib
from typing import Any

from lxml import etree

# What holds a hundred records of PubMed many times over; what is read needs up to ten times as
# many bytes of memory as there are of text, and up to a hundred as there are signs that divide it.
LARGEST = 20_000_000
_PARTS = 1_000_000
_DEEPEST = 64
_GZIP = 31  # zlib's number for a window of full size with gzip's head and end
_STRING = re.compile(rb'"[^"]*(?:"|\Z)')  # also one that never ends: every sign is looked at once
_NO_BRACKETS = bytes(sign for sign in range(256) if sign not in b"[]{}")
_SUBSET = re.compile(rb"<!DOCTYPE[^>\[]*\[|<!ENTITY", re.IGNORECASE)


class GarbledError(Exception):
    """An answer that cannot be read: half of a text, a web page; the message says what it was."""


class TooLargeError(Exception):
    """An answer that is larger than any can be, packed or unpacked."""


class Unpacker:
    """Takes an answer's bytes as they come and unpacks them once, as far as `largest` goes.

    `encoding` is the answer's Content-Encoding: nothing, `identity`, or `gzip`, which is all that
    was asked for. Raises GarbledError for any other, and for what is packed twice.
    """

    def __init__(self, encoding: str, largest: int = LARGEST) -> None:
        name = encoding.strip().lower()
        if name not in {"", "identity", "gzip", "x-gzip"}:
            raise GarbledError("an answer that is packed as we did not ask for")
        self._gzip = zlib.decompressobj(_GZIP) if name.endswith("gzip") else None
        self._body = bytearray()
        self._left = largest
        self._room = largest

    def feed(self, chunk: bytes) -> None:
        """Add bytes; raises TooLargeError, and GarbledError for what cannot be unpacked."""
        self._left -= len(chunk)
        if self._gzip:
            try:
                chunk = self._gzip.decompress(chunk, self._room + 1)
            except zlib.error as error:
                raise GarbledError("what cannot be unpacked") from error
        self._room -= len(chunk)
        if self._left < 0 or self._room < 0:
            raise TooLargeError
        self._body += chunk

    def whole(self) -> bytes:
        """Return what was unpacked; raises GarbledError where the end is missing."""
        if self._gzip and not self._gzip.eof:
            raise GarbledError("what cannot be unpacked")
        return bytes(self._body)


def json_value(body: bytes) -> Any:
    """Return an answer's JSON; raises GarbledError where it is none, too deep or in too many parts.

    Half of a surrogate pair, which JSON can write and UTF-8 cannot, stands in texts as it came.
    """
    if is_web_page(body):
        raise GarbledError("a web page in place of JSON")
    bare = _STRING.sub(b"", body.replace(rb"\\", b"").replace(rb"\"", b""))
    if sum(bare.count(sign) for sign in (b",", b"[", b"{")) > _PARTS:
        raise GarbledError("JSON in more parts than an answer has")
    brackets = bare.translate(None, _NO_BRACKETS)
    for _ in range(_DEEPEST):
        brackets = brackets.replace(b"[]", b"").replace(b"{}", b"")
    try:
        if not brackets:
            return json.loads(body.decode("utf-8-sig"), strict=False)
    except (ValueError, RecursionError) as error:
        raise GarbledError("JSON that is cut off or wrong") from error
    raise GarbledError("JSON that is cut off or wrong")


def xml_root(body: bytes) -> etree._Element:
    """Return an answer's XML; raises GarbledError where it is none, or declares anything itself.

    A DTD may be named and is not fetched; entities are neither declared nor resolved, and neither
    depth nor the length of a text goes beyond what libxml2 holds for safe. The text is UTF-8.
    """
    if is_web_page(body):
        raise GarbledError("a web page in place of XML")
    if _SUBSET.search(body):
        raise GarbledError("XML that declares entities of its own")
    if body.count(b"<") + body.count(b"=") > _PARTS:
        raise GarbledError("XML in more parts than an answer has")
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        recover=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise GarbledError("XML that is cut off or wrong") from error


def is_web_page(body: bytes) -> bool:
    """Tell whether an answer is a page of HTML, which no registry means to send."""
    start = body[:512].lstrip().lower()
    return start.startswith((b"<!doctype html", b"<html"))
